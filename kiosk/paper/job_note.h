#pragma once

/*
 * job_note - what a print tells the journal, on whatever paper: job_write.c and page_job_write.c say when
 *
 * Trouble with the journal in mid-job goes into the log; the row stays as it is, and the next start tells it as unknown.
 */
#include "paper/job.h"
#include "paper/job_journal.h"

/* All borrowed. */
struct job_note {
	const struct job_journal *journal; /* NULL: none */
	const struct log *log;
	bool must_prove; /* without a journal it is not printed */
	struct job_progress *at;
};

/* Writes the row and its number. 0, also when it may be printed without; else JOB_NO_JOURNAL. kind and title may be NULL. */
NODISCARD int job_note_begin(const struct job_note *n, const struct journal_entry *entry, bool printing);
/* The others want a row: at->journal_id. True: it stands on the disk. */
NODISCARD bool job_note_attempt(const struct job_note *n, int attempt);
void job_note_proved(const struct job_note *n);
/* hash: of all rows; NULL when not all were drawn. Without a row it does nothing. */
void job_note_end(const struct job_note *n, const uint8_t *hash);
