#pragma once

/*
 * update_next - what is to be installed when nobody names a file
 *
 * First what a technician asked for on the kiosk's screen (the errand "update",
 * its arg is the file, or empty: the newest on the stick; sys/errand.h), at once. Else what loket-sync fetched from the
 * hub (SPOOL/NAME.raucb: whole and hashed when it has that name), when nobody is served. The same offered file is not tried twice, unless it was only the moment
 * that was wrong; a version that fell back is not taken from the hub again.
 */
#include "board/update.h"
#include "sys/errand.h"

#define UPDATE_ERRAND "update"

enum { UPDATE_PATH_MAX = 1023 };

/* Folders; borrowed. */
struct update_places {
	const char *errands, *spool, *stick;
};

struct update_next {
	char file[UPDATE_PATH_MAX + 1];
	enum update_wish wish;
	struct errand_work errand; /* UPDATE_AT_ONCE: to whom to tell how it goes */
};

/* Answers. */
enum { UPDATE_NEXT_NONE = 1 };

NODISCARD int update_next_find(
        struct update_next *out, const struct update_world *w, const struct update_places *places);
/* Noted in the state's folder, so that the same offer is not tried again. */
NODISCARD int update_next_done(const struct update_world *w, const char *file, int outcome);
