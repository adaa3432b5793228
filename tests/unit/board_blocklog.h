#pragma once

/*
 * board_blocklog - block logs made by hand, as dm-log-writes and QEMU lay them out
 */
#include "board/vm/blockcut.h"
#include "harness.h"
#include "sys/buf.h"

struct made_log {
	struct buf bytes;
	uint32_t sector;
	uint64_t n;
};

void made_init(struct made_log *m, uint32_t sector);
void made_fini(struct made_log *m);
/* Data of so many sectors, all bytes of the value. */
void made_write(struct made_log *m, uint64_t first, uint64_t sectors, uint64_t flags, uint8_t value);
void made_flush(struct made_log *m);
void made_discard(struct made_log *m, uint64_t first, uint64_t sectors);
void made_mark(struct made_log *m, uint64_t bytes);
/* Writes it to "log"; the superblock tells n entries. */
void made_save(const struct made_log *m, uint64_t n);
/* A file "disk" of so many sectors of 512 bytes, all bytes of the value. */
void made_disk(size_t sectors, uint8_t value);
/* The first byte of a sector of 512 bytes of a file, after a look that all of it is alike. */
uint8_t sector_of(const char *path, size_t sector);
