#pragma once

/*
 * stick_disk - the few things that are done to a stick's file system
 *
 * A table, so that a test can pull the plug at each of them. What lies on a
 * stick was put there by anybody: only plain files are read, never a link, a
 * folder, a pipe or a device, and never more of them than a ceiling allows.
 * Names are of one folder; nothing here goes below or above it.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/buf.h"

enum { STICK_NAME_MOST = 120, STICK_ENTRIES_MOST = 20000 /* in one folder */ };

struct stick_entry {
	char name[STICK_NAME_MOST + 1];
	int64_t bytes;
};
typedef int stick_entry_fn(void *me, const struct stick_entry *e);

/* Answer of read(): nothing of that name, or no plain file. */
enum { STICK_NO_FILE = 1 };

struct stick_disk {
	/* Each plain file, in no order; longer names are passed over. A result other than 0 ends it and is given back. */
	int (*each)(void *me, const char *dir, stick_entry_fn *fn, void *who);
	/* The whole file is added to out; over its ceiling: -EFBIG. fresh: from the medium, not from the page cache. */
	int (*read)(void *me, struct buf *out, const char *dir, const char *name, bool fresh);
	int (*write)(void *me, const char *dir, const char *name, const void *bytes, size_t n);
	int (*sync)(void *me, const char *dir, const char *name);
	int (*rename)(void *me, const char *dir, const char *from, const char *to);
	int (*sync_dir)(void *me, const char *dir);
	int (*unlink)(void *me, const char *dir, const char *name); /* missing is fine */
	int64_t (*space)(void *me, const char *dir); /* free bytes; negative: a surprise */
	void *me;
};

/* The machine's own. */
void stick_disk_real(struct stick_disk *out);

/* Power-safe: under a name that nobody reads, synced, read back from the medium and compared, renamed, folder synced.
 * Whatever fails, an older file of that name is whole. */
NODISCARD int stick_put(const struct stick_disk *disk, const char *dir, const char *name, const void *bytes, size_t n);
#define STICK_PART ".part" /* how an unfinished file's name ends */
