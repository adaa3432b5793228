#pragma once

/*
 * blockjudge - what a data partition is worth after a power cut, told by the tools that the board and the office have
 *
 * Mended as the board does at its start: e2fsck -p, and -y where that is not enough; then it must be clean to e2fsck -fn. The station is taken out by debugfs
 * (nothing is mounted), SQLite checks its databases, and `loketctl open --station` checks every signature and the chain and opens every record.
 * Needs records that still wait: no hub has taken them.
 *
 * A tool that could not be run, or ended by a signal, has judged nothing: a surprise that names it, never "lost" or "corrupt".
 */
#include <stdbool.h>
#include <stddef.h>
#include "sys/err.h"

enum { BLOCKJUDGE_PATH = 1024, BLOCKJUDGE_NUMBER = 64, BLOCKJUDGE_RECORDS_MOST = 4096, BLOCKJUDGE_WITHOUT_MOST = 8 };

/* A number that a screen called saved when the log had so many entries. */
struct blockjudge_saved {
	char number[BLOCKJUDGE_NUMBER];
	size_t behind;
};

struct blockjudge {
	char loketctl[BLOCKJUDGE_PATH], key[BLOCKJUDGE_PATH]; /* the program; the authority's private key */
	char station[BLOCKJUDGE_PATH]; /* within the file system: "/station" */
	char dir[BLOCKJUDGE_PATH]; /* a folder that the judge fills and empties */
	const char *also; /* of the file system, taken out beside the station; NULL: nothing */
	const char *without[BLOCKJUDGE_WITHOUT_MOST]; /* big files of no interest, not taken out; ends with NULL */
	const struct blockjudge_saved *saved;
	size_t n_saved;
};

struct blockjudge_verdict {
	bool mended; /* e2fsck had something to do beyond its journal */
	bool beyond_repair; /* and could not; nothing else is then known */
	bool corrupt; /* a database fails its check, or a record or the chain does */
	int lost, doubled; /* numbers called saved before the cut that are not there; or there more than once */
	int records;
	char why[256]; /* of what is wrong; "" when nothing is */
};

/* The numbers of the records that the last judgement opened, at most `most`, in their order; owed from the log's entry 0 on. */
NODISCARD int blockjudge_numbers(struct blockjudge_saved *out, size_t most, size_t *n, const struct blockjudge *j);
/* ext4: the partition as a file, which is mended. cut: entries of the log that were issued; what was called saved before the last of them must be there. */
NODISCARD int blockjudge(struct blockjudge_verdict *out, const struct blockjudge *j, const char *ext4, size_t cut);
