#pragma once

/*
 * job_journal - where a job writes what became of it
 *
 * A table, so that jobs are tried without a disk. job_journal_of() makes the one that
 * writes into store/journal.h. Each gives 0, or an answer above 0: not written.
 */
#include "drivers/printer.h"
#include "store/journal.h"

struct job_journal {
	void *me;
	/* Durable before it returns. printing: the first byte follows at once. */
	NODISCARD int (*begin)(int64_t *id, void *me, const struct journal_entry *entry, bool printing);
	NODISCARD int (*attempt)(void *me, int64_t id, int attempt);
	NODISCARD int (*band)(void *me, int64_t id, int bands_proved);
	NODISCARD int (*end)(void *me, int64_t id, const struct journal_end *end);
	/* The hash of that job's rows; an answer when there is none. */
	NODISCARD int (*hash_of)(uint8_t out[JOURNAL_HASH_BYTES], void *me, int64_t id);
};

/* journal: borrowed as long as *out is used. */
void job_journal_of(struct job_journal *out, struct journal *journal);
