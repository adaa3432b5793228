#include "paper/job_note.h"

#define LOG_MODULE "job"

static void complain(const struct job_note *n, const char *what)
{
	log_error(n->log, "the print journal does not take %s of job %lld", what, (long long)n->at->journal_id);
}

int job_note_begin(const struct job_note *n, const struct journal_entry *entry, bool printing)
{
	struct journal_entry whole = *entry;
	int64_t id = 0;

	whole.kind = entry->kind ? entry->kind : "job";
	whole.title = entry->title ? entry->title : "";
	if (n->journal && n->journal->begin(&id, n->journal->me, &whole, printing) == 0) {
		n->at->journal_id = id;
		return 0;
	}
	if (n->journal)
		log_warn(n->log, "the print journal is out of order");
	return n->must_prove ? JOB_NO_JOURNAL : 0;
}

bool job_note_attempt(const struct job_note *n, int attempt)
{
	if (n->journal->attempt(n->journal->me, n->at->journal_id, attempt) == 0)
		return true;
	complain(n, "an attempt");
	return false;
}

void job_note_proved(const struct job_note *n)
{
	if (n->journal->band(n->journal->me, n->at->journal_id, n->at->bands_proved))
		complain(n, "a band");
}

void job_note_end(const struct job_note *n, const uint8_t *hash)
{
	const struct journal_end end = {.state = n->at->state == JOB_DONE   ? JOURNAL_DONE
	                                         : n->at->state == JOB_VOID ? JOURNAL_VOID
	                                                                    : JOURNAL_UNKNOWN,
	        .level = n->at->level,
	        .bands_proved = n->at->bands_proved,
	        .reason = job_reason_word(n->at->reason),
	        .hash = hash};

	if (n->at->journal_id && n->journal->end(n->journal->me, n->at->journal_id, &end))
		complain(n, "the end");
}
