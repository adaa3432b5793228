#include "paper/job_journal.h"

#include <string.h>

static int begin(int64_t *id, void *me, const struct journal_entry *entry, bool printing)
{
	return journal_begin(id, me, entry, printing);
}

static int attempt(void *me, int64_t id, int n)
{
	return journal_attempt(me, id, n);
}

static int band(void *me, int64_t id, int bands_proved)
{
	return journal_band(me, id, bands_proved);
}

static int end(void *me, int64_t id, const struct journal_end *e)
{
	return journal_end(me, id, e);
}

static int hash_of(uint8_t out[JOURNAL_HASH_BYTES], void *me, int64_t id)
{
	struct journal_row row;
	int r = journal_get(&row, me, id);

	if (r == 0 && !row.has_hash)
		return DESK_END;
	if (r == 0)
		memcpy(out, row.hash, JOURNAL_HASH_BYTES);
	return r;
}

void job_journal_of(struct job_journal *out, struct journal *journal)
{
	*out = (struct job_journal){
	        .me = journal, .begin = begin, .attempt = attempt, .band = band, .end = end, .hash_of = hash_of};
}
