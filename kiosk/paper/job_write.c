/* job_write - what a job tells the journal, and when */
#include "paper/job_inside.h"

#define LOG_MODULE "job"

const char *job_reason_word(enum job_reason reason)
{
	static const char *const words[] = {[JOB_FINE] = "",
	        [JOB_NO_PRINTER] = "no_printer",
	        [JOB_NOT_THERE] = "not_there",
	        [JOB_LOST] = "lost",
	        [JOB_STUCK] = "stuck",
	        [JOB_CANCELLED] = "cancelled",
	        [JOB_BROKEN] = "broken",
	        [JOB_HELD] = "held",
	        [JOB_UNPROVED] = "unproved",
	        [JOB_NO_JOURNAL] = "no_journal",
	        [JOB_NOT_SAME] = "not_same"};

	return words[reason];
}

/* Trouble with the journal in mid-job: the row stays as it is, and the next start tells it as unknown. */
static void complain(struct job *j, const char *what)
{
	log_error(j->order.log, "the print journal does not take %s of job %lld", what, (long long)j->at.journal_id);
}

int job_write_begin(struct job *j, bool printing)
{
	const struct job_journal *b = j->order.journal;
	const struct journal_entry entry = {.kind = j->order.kind ? j->order.kind : "job",
	        .title = j->order.title ? j->order.title : "",
	        .paper_class = j->order.paper_class == JOB_RESUMES ? JOURNAL_RESUMES : JOURNAL_VOIDS,
	        .copy_of = j->order.copy_of,
	        .copy_no = j->order.copy_no,
	        .bands = j->at.n_bands};
	int64_t id = 0;
	int r = b ? b->begin(&id, b->me, &entry, printing) : 0;

	if (b && r == 0) {
		j->at.journal_id = id;
		j->printing_written = printing;
		return 0;
	}
	if (b)
		log_warn(j->order.log, "the print journal is out of order");
	return j->order.must_prove ? JOB_NO_JOURNAL : 0;
}

/* Before the first byte of an attempt: that it prints stands on the disk. */
int job_write_attempt(struct job *j)
{
	const struct job_journal *b = j->order.journal;

	if (j->printing_written)
		return 0;
	if (j->at.journal_id == 0) {
		int r = job_write_begin(j, true);

		j->printing_written = true; /* or may go without: it is not asked at each byte */
		return r;
	}
	if (b->attempt(b->me, j->at.journal_id, j->at.attempt)) {
		complain(j, "an attempt");
		return j->order.must_prove ? JOB_NO_JOURNAL : 0;
	}
	j->printing_written = true;
	j->written_proved = 0;
	return 0;
}

/* A lower bound may be late: not each band is worth the disk's time. */
void job_write_proved(struct job *j)
{
	const struct job_journal *b = j->order.journal;

	if (j->at.journal_id == 0 || j->at.bands_proved <= j->written_proved || j->unwritten_ms < JOB_WRITE_MS)
		return;
	if (b->band(b->me, j->at.journal_id, j->at.bands_proved))
		complain(j, "a band");
	j->written_proved = j->at.bands_proved;
	j->unwritten_ms = 0;
}

void job_write_end(struct job *j)
{
	const struct job_journal *b = j->order.journal;
	const struct journal_end end = {.state = j->at.state == JOB_DONE   ? JOURNAL_DONE
	                                         : j->at.state == JOB_VOID ? JOURNAL_VOID
	                                                                   : JOURNAL_UNKNOWN,
	        .level = j->at.level,
	        .bands_proved = j->at.bands_proved,
	        .reason = job_reason_word(j->at.reason),
	        .hash = j->band == j->at.n_bands ? j->hash : NULL};

	if (j->at.journal_id && b->end(b->me, j->at.journal_id, &end))
		complain(j, "the end");
}
