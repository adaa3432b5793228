#pragma once

/*
 * sync_stick_twin - a stick in memory that can be pulled out at any moment
 *
 * What was written is seen at once, but stands on the medium only once it was
 * synced: the bytes by sync(), the names by sync_dir(). At operation number
 * `cut` the stick goes: of all that was not synced each change lands or not by
 * a seeded coin, bytes in part; every call from then on fails. stick_twin_in()
 * plugs it in again. Names that differ in upper and lower case alone are one file, as on vfat.
 */
#include "sync/stick_disk.h"

enum { TWIN_FILES = 64, TWIN_CHANGES = 64 };

struct twin_file {
	char name[STICK_NAME_MOST + 1];
	uint8_t *bytes;
	size_t n;
};

struct twin_change {
	enum { TWIN_WRITE, TWIN_RENAME, TWIN_UNLINK } what;
	char name[STICK_NAME_MOST + 1], to[STICK_NAME_MOST + 1];
	uint8_t *bytes;
	size_t n;
	bool synced;
};

struct stick_twin {
	struct twin_file now[TWIN_FILES], medium[TWIN_FILES];
	struct twin_change changes[TWIN_CHANGES];
	size_t n_changes;
	int operations, cut; /* cut 0: never */
	uint64_t seed;
	bool gone;
	bool locked; /* its switch: everything can be read, and nothing written */
	bool lies; /* gives other bytes back than were written */
	int64_t space; /* shrinks with what is written */
};

void stick_twin_init(struct stick_twin *t);
void stick_twin_fini(struct stick_twin *t);
void stick_twin_disk(struct stick_disk *out, struct stick_twin *t);
/* Pulled out now, as at a cut. */
void stick_twin_out(struct stick_twin *t);
void stick_twin_in(struct stick_twin *t);
/* What stands there now; NULL: nothing of that name. */
struct twin_file *stick_twin_find(struct stick_twin *t, const char *name);
void stick_twin_put(struct stick_twin *t, const char *name, const void *bytes, size_t n);
size_t stick_twin_count(const struct stick_twin *t, const char *ending);
