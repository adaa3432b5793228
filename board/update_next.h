#pragma once

/*
 * update_next - what is to be installed when nobody names a file
 *
 * A technician asks on the kiosk's screen: the errand "update" (sys/errand.h), whose arg is a file,
 * or empty: the newest bundle on the stick; at once. Else what loket-sync fetched from the
 * hub (SPOOL/NAME.raucb: whole and hashed when it has that name), when nobody is served.
 * The same offered file is not tried twice, unless it was only the moment that was
 * wrong; a version that fell back is not taken from the hub again.
 */
#include "board/update.h"

#define UPDATE_ERRAND "update"

enum { UPDATE_PATH_MAX = 1023 };

/* Answers. */
enum { UPDATE_NEXT_NONE = 1 };

/* The newest bundle of a folder, by its name. UPDATE_NEXT_NONE. */
NODISCARD int update_next_newest(char out[UPDATE_PATH_MAX + 1], const char *folder);
/* The newest of the spool that is worth it. UPDATE_NEXT_NONE, also while a version is being tried. */
NODISCARD int update_next_offered(char out[UPDATE_PATH_MAX + 1], const struct update_world *w, const char *spool);
/* Noted in the state's folder, so that the same offer is not tried again. */
NODISCARD int update_next_done(const struct update_world *w, const char *file, int outcome);
