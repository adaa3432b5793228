#pragma once

/*
 * blocklog - what a machine wrote to its disk, in the order in which it wrote it
 *
 * Reads the log of Linux' dm-log-writes, which QEMU's blklogwrites writes too. All numbers little-endian, in sectors of the log (512..4096 bytes):
 *   sector 0   u64 magic, u64 version = 1, u64 entries, u32 bytes in a sector
 *   an entry   one sector: u64 first sector, u64 sectors, u64 flags, u64 bytes of a mark; behind it the data, which a discard and a mark have not
 * Source: drivers/md/dm-log-writes.c (Linux 6.1), block/blklogwrites.c (QEMU 7.2 and 10.0).
 *
 * QEMU notes a request when it is handed to the disk, dm-log-writes when it is done. With the option log-super-update-interval=1 the number of entries is true
 * at any moment, so that blocklog_count() tells, while the machine runs, behind which entry something was promised.
 *
 * What does not fit is a surprise that names the entry: magic, version, sector size, more than BLOCKLOG_MOST entries, a write that passes the end of the disk,
 * data that passes the end of the log.
 */
#include <stddef.h>
#include <stdint.h>
#include "sys/err.h"

enum {
	BLOCKLOG_FLUSH = 1, /* before it: whatever was done is durable */
	BLOCKLOG_FUA = 2, /* durable when done */
	BLOCKLOG_DISCARD = 4,
	BLOCKLOG_MARK = 8,
	BLOCKLOG_METADATA = 16
};
enum { BLOCKLOG_MOST = 4 << 20, BLOCKLOG_DISK_MOST_GIB = 64 };

struct blocklog_entry {
	uint64_t to, bytes; /* of the disk; bytes 0: a mere flush, or a mark */
	uint64_t data_at; /* of the log; a discard has none */
	uint32_t flags;
};

struct blocklog {
	int fd; /* of the log; -1: closed */
	uint64_t disk_bytes;
	uint32_t sector;
	struct blocklog_entry *entry;
	size_t n;
};

/* Reads every entry's head; the data stays in the file. disk_bytes: 512 to 64 GiB. */
NODISCARD int blocklog_open(struct blocklog *out, const char *path, uint64_t disk_bytes);
void blocklog_close(struct blocklog *log);
/* How many entries the log has at this moment. */
NODISCARD int blocklog_count(size_t *out, const char *path);
/* The data of an entry from byte skip on: n bytes, within its bytes. Zeroes for a discard. */
NODISCARD int blocklog_data(uint8_t *out, const struct blocklog *log, size_t entry, uint64_t skip, size_t n);
