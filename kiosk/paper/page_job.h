#pragma once

/*
 * page_job - one print on A4, from the tap to as far as proved
 *
 * As paper/job.h, which see for states, reasons and what is promised; a band there is a page here. Its progress is told
 * in the same words, so that the same screens show it:
 *   bands_sent, n_bands  pages handed over, and all of them
 *   bands_proved         sheets the printer says it has made (job-impressions-completed)
 *   level                PROOF_ACCEPTED our kernel took all of it; PROOF_DRAINED the printer (or the disk) says it has
 *                        all of it; PROOF_BARRIER it says that the job is completed; PROOF_PRINTED and it made as many
 *                        sheets as there are pages. More no printer of this kind can prove.
 * Where it tells another number of sheets, the end is unknown.
 *
 * There is one attempt: a printer of pages keeps what it was sent and goes on by itself when a person mended it.
 * A job that was cut off before the foot of its last page was sent is void: pages of it may lie in the tray, and each
 * says of how many it is one.
 */
#include "drivers/page_printer.h"
#include "paper/job.h"
#include "paper/page.h"

struct page_job;

struct page_job_order {
	struct pages *pages; /* borrowed until an end state or page_job_free(); this and the next two likewise */
	struct page_printer *printer;
	struct loop *loop;
	const struct log *log;
	int64_t wait_ms, stall_ms, hold_ms; /* 0 = 20 s, 60 s and 300 s; by the loop's clock */
	job_fn *fn; /* at each page and change of state, never from inside page_job_start(); may be NULL */
	void *me;
	const struct job_journal *journal; /* NULL: none. Borrowed likewise */
	const char *kind, *title; /* for the journal and as the job's name: ids only; copied */
	bool must_prove; /* without a journal it is not printed */
	int64_t copy_of; /* journal id of the original, with the pages' head; else 0 */
	int copy_no;
	void (*over)(void *me); /* once, when the pages are not needed any more; from inside of anything here */
	void *over_me;
};

NODISCARD int page_job_start(struct page_job **out, const struct page_job_order *order);
void page_job_progress(const struct page_job *j, struct job_progress *out);
bool page_job_is_over(const struct page_job *j);
/* Stops: void, or unknown when the last page was sent already. */
void page_job_cancel(struct page_job *j);
/* Nobody looks any more: fn is not called from now on. */
void page_job_leave(struct page_job *j);
/* Cancels what still runs, without calling fn. NULL is fine; not from inside fn. */
void page_job_free(struct page_job *j);
