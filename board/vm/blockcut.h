#pragma once

/*
 * blockcut - the disk as it may be found after the power went at a chosen moment
 *
 * The moment is "behind the first n entries of the log". Durable is whatever was noted before the last flush that something followed (only then is it known
 * to be done). Of what came later, each write may have reached the disk or not, in any order and each of its sectors of 512 bytes apart: a seed chooses, and
 * chooses the same again. A write with FUA is there as soon as something follows it. That is what a card with a cache of its own may do, and kinder to nobody
 * than the law of flushes.
 *
 * Too kind in one point, because QEMU notes requests when they begin: a write still under way when a flush begins counts as flushed.
 *
 * Cuts are asked for in ascending order: the disk image only moves forward, and what a cut added is taken back before the next one. So a cut costs what was
 * written since the last one, never the size of the disk.
 */
#include "board/vm/blocklog.h"

struct blockcut;

struct blockcut_facts {
	size_t durable; /* entries that were there for certain */
	size_t tail, kept, torn; /* writes behind them; how many of these arrived, and in part only */
};

enum { BLOCKCUT_TAIL_MOST_MIB = 1024 };

/* Works on the file at path, which holds the disk as it was before the log began; borrows the log and owns what it makes of the file. */
NODISCARD int blockcut_open(struct blockcut **out, const struct blocklog *log, const char *path);
void blockcut_close(struct blockcut *c); /* NULL is fine; the file stays as the last cut left it */
/* The file becomes that disk; facts may be NULL. n: not below that of the cut before, at most the log's entries. */
NODISCARD int blockcut_at(struct blockcut_facts *facts, struct blockcut *c, size_t n, uint64_t seed);
/* A part of the disk as a file of its own, with its holes; the checks may alter that. */
NODISCARD int blockcut_copy(const struct blockcut *c, uint64_t from, uint64_t bytes, const char *to);
