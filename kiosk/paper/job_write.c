/* job_write - what a job tells the journal, and when */
#include "paper/job_inside.h"
#include "paper/job_note.h"

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

static struct job_note note_of(struct job *j)
{
	return (struct job_note){j->order.journal, j->order.log, j->order.must_prove, &j->at};
}

int job_write_begin(struct job *j, bool printing)
{
	const struct job_note note = note_of(j);
	const struct journal_entry entry = {.kind = j->order.kind,
	        .title = j->order.title,
	        .paper_class = j->order.paper_class == JOB_RESUMES ? JOURNAL_RESUMES : JOURNAL_VOIDS,
	        .copy_of = j->order.copy_of,
	        .copy_no = j->order.copy_no,
	        .bands = j->at.n_bands};
	int r = job_note_begin(&note, &entry, printing);

	if (j->at.journal_id)
		j->printing_written = printing;
	return r;
}

/* Before the first byte of an attempt: that it prints stands on the disk. */
int job_write_attempt(struct job *j)
{
	const struct job_note note = note_of(j);

	if (j->printing_written)
		return 0;
	if (j->at.journal_id == 0) {
		int r = job_write_begin(j, true);

		j->printing_written = true; /* or may go without: it is not asked at each byte */
		return r;
	}
	if (!job_note_attempt(&note, j->at.attempt))
		return j->order.must_prove ? JOB_NO_JOURNAL : 0;
	j->printing_written = true;
	j->written_proved = 0;
	return 0;
}

/* A lower bound may be late: not each band is worth the disk's time. */
void job_write_proved(struct job *j)
{
	const struct job_note note = note_of(j);

	if (j->at.journal_id == 0 || j->at.bands_proved <= j->written_proved || j->unwritten_ms < JOB_WRITE_MS)
		return;
	job_note_proved(&note);
	j->written_proved = j->at.bands_proved;
	j->unwritten_ms = 0;
}

void job_write_end(struct job *j)
{
	const struct job_note note = note_of(j);

	job_note_end(&note, j->band == j->at.n_bands ? j->hash : NULL);
}
