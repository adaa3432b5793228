#pragma once

/*
 * blockrun - so many power cuts over one block log, each judged
 *
 * Half of the cuts are spread evenly from the entry `first` on; half lie close behind places where something was promised (`near`), where a loss would be
 * seen. Which places, and what became of the writes on their way, follows from the seed.
 */
#include <stdbool.h>
#include "board/vm/blockcut.h"
#include "board/vm/blockjudge.h"

enum { BLOCKRUN_CUTS_MOST = 100000 };

struct blockrun {
	const char *before, *log; /* files: the disk before the log began, which is altered; the log */
	uint64_t disk_bytes;
	size_t first;
	const size_t *near; /* ascending; may be none */
	size_t n_near;
	int cuts; /* 1 to BLOCKRUN_CUTS_MOST */
	uint64_t seed;
	void (*say)(const char *fmt, ...); /* progress, and what fell short */
};

struct blockrun_sum {
	int cuts, torn; /* that were judged; that tore a write */
	size_t entries; /* of the log */
	double seconds, slowest;
	struct blockcut_facts cut; /* of the cut that is being judged */
	/* By blockrun_add() alone. */
	int lost, doubled, corrupt, beyond_repair, mended;
};

/* What a disk is worth: a surprise ends the run. at: the entries that were issued. */
typedef int blockrun_judge(void *self, struct blockrun_sum *sum, const struct blockcut *cut, size_t at);

NODISCARD int blockrun(struct blockrun_sum *out, const struct blockrun *r, blockrun_judge *judge, void *self);
/* By blockjudge: the data partition lies on the disk from byte `from` on. */
NODISCARD int blockrun_station(
        struct blockrun_sum *out, const struct blockrun *r, const struct blockjudge *j, uint64_t from, uint64_t bytes);
/* What a judge found in one cut. */
void blockrun_add(struct blockrun_sum *s, const struct blockjudge_verdict *v);
/* Nothing lost, doubled, corrupt or beyond repair, and at least one cut. */
bool blockrun_is_good(const struct blockrun_sum *s);
