#pragma once

/*
 * install - a stick that puts Loket onto the board's own storage by itself
 *
 * The stick holds a plan (install_plan.h; it lies in the initrd, which the boot loader held to its SHA-256) and a partition of pieces.
 * Order: every piece on the stick is held to its hash before the first byte is written; what lies at the very start of the target and what
 * lies at its very end are emptied; the pieces are laid, from the last to the first; all is read back; the partition table comes last, and of
 * that the block at 0 at the very end. Without that block nothing starts from the target, so a power cut leaves, at every moment, either
 * what was there before, or a target that does not start (the stick begins anew), or one that is whole.
 *
 * Disks stand behind a table: a real one (install_disk.c), a file, and a twin in tests that loses what was not flushed.
 */
#include <stdbool.h>
#include <stdint.h>
#include "board/install/install_plan.h"
#include "sys/err.h"

enum {
	INSTALL_PIECE = 1 << 20, /* the most that is read or written at once; also what the plan calls the front */
	INSTALL_BLOCK = 4096, /* what the start is written in */
	INSTALL_SECTOR = 512,
	INSTALL_BEHIND = 16 << 20, /* kept free at the end, as much as before the first partition */
};

/* Bytes at a place; 0 or a surprise. n and at are multiples of INSTALL_SECTOR. */
struct install_disk_ops {
	int (*read)(void *me, uint8_t *bytes, size_t n, int64_t at);
	int (*write)(void *me, const uint8_t *bytes, size_t n, int64_t at);
	int (*flush)(void *me); /* what was written is on the medium, and is read from there from now on */
	void (*close)(void *me);
};

struct install_disk {
	const struct install_disk_ops *ops;
	void *me;
	int64_t bytes; /* size */
};

/* Answers of this module; each is a picture too (install_show.h). */
enum install_answer {
	INSTALL_NO_TARGET = 1, /* nothing inside to install on */
	INSTALL_TWO_TARGETS, /* more than one: which one would be erased is nobody's guess */
	INSTALL_SMALL, /* too small */
	INSTALL_LOCKED, /* can not be written: the little switch of a card */
	INSTALL_HELD, /* a Loket is on it, and this stick was not made to erase one; or this stick put it there */
	INSTALL_STICK_BAD, /* the stick can not be read, or is not what was built */
	INSTALL_TARGET_BAD, /* what is read back is not what was written, or it can not be written at all */
	INSTALL_ANSWERS
};

enum install_stage { INSTALL_CHECKS, INSTALL_WRITES, INSTALL_VERIFIES };

struct install_world {
	const struct install_plan *plan; /* borrowed, all of them */
	struct install_disk source, target; /* source: the pieces of the stick */
	void (*progress)(void *me, enum install_stage stage, int percent); /* 0..100, each value once */
	void *me;
};

/* Every piece on the stick is what was built: 0, INSTALL_STICK_BAD, or a surprise for want of memory. Writes nothing.
 * err_why() has a sentence for each answer. */
NODISCARD int install_check(const struct install_world *w);
/* Checks as above; then writes, reads back, and makes it start: 0, INSTALL_SMALL, INSTALL_STICK_BAD, INSTALL_TARGET_BAD, or a surprise. */
NODISCARD int install_run(const struct install_world *w);

/* A block device or a file, opened for reading, or for writing too. size 0: a surprise. */
NODISCARD int install_disk_open(struct install_disk *out, const char *path, bool writes);
void install_disk_close(struct install_disk *d); /* one that is all zero is fine */
