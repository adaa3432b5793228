/* page_job_write - the dots of a print on A4, their hash, and what the journal is told */
#include <sodium.h>
#include <string.h>

#include "paper/page_job_inside.h"

#define LOG_MODULE "page_job"

static void add_rows(uint8_t hash[JOURNAL_HASH_BYTES], const uint8_t *rows, size_t n)
{
	crypto_generichash_state state;

	(void)crypto_generichash_init(&state, NULL, 0, JOURNAL_HASH_BYTES);
	(void)crypto_generichash_update(&state, hash, JOURNAL_HASH_BYTES);
	(void)crypto_generichash_update(&state, rows, n);
	(void)crypto_generichash_final(&state, hash, JOURNAL_HASH_BYTES);
}

static int hash_band(uint8_t hash[JOURNAL_HASH_BYTES], struct pages *p, int page, int band)
{
	const uint8_t *rows = NULL;
	int n = 0, e = pages_body_band(&rows, &n, p, page, band);

	if (e)
		return err_up(e);
	add_rows(hash, rows, (size_t)n * (size_t)((pages_width(p) + 7) / 8));
	return 0;
}

int page_job_draw(const uint8_t **rows, int *n, struct page_job *j, int page, int band)
{
	int e = hash_band(j->hash, j->order.pages, page, band);

	if (e)
		return err_up(e);
	return err_up(pages_band(rows, n, j->order.pages, page, band));
}

int page_job_hash(uint8_t out[JOURNAL_HASH_BYTES], struct page_job *j)
{
	memset(out, 0, JOURNAL_HASH_BYTES);
	for (int page = 0; page < pages_count(j->order.pages); page++)
		for (int band = 0; band < pages_bands(j->order.pages); band++) {
			int e = hash_band(out, j->order.pages, page, band);

			if (e)
				return err_up(e);
		}
	return 0;
}

int page_job_write_begin(struct page_job *j)
{
	const struct job_journal *b = j->order.journal;
	const struct journal_entry entry = {.kind = j->order.kind ? j->order.kind : "job",
	        .title = j->order.title ? j->order.title : "",
	        .paper_class = JOURNAL_VOIDS,
	        .copy_of = j->order.copy_of,
	        .copy_no = j->order.copy_no,
	        .bands = j->at.n_bands};
	int64_t id = 0;

	if (!b)
		return 0;
	if (b->begin(&id, b->me, &entry, false) == 0) {
		j->at.journal_id = id;
		return 0;
	}
	log_warn(j->order.log, "the print journal is out of order");
	return j->order.must_prove ? JOB_NO_JOURNAL : 0;
}

/* Before the first byte: that it prints stands on the disk. */
int page_job_write_attempt(struct page_job *j)
{
	const struct job_journal *b = j->order.journal;

	if (j->at.journal_id == 0 || b->attempt(b->me, j->at.journal_id, 1) == 0)
		return 0;
	log_error(j->order.log, "the print journal does not take an attempt of job %lld", (long long)j->at.journal_id);
	return j->order.must_prove ? JOB_NO_JOURNAL : 0;
}

void page_job_write_proved(struct page_job *j)
{
	const struct job_journal *b = j->order.journal;

	if (j->at.journal_id && b->band(b->me, j->at.journal_id, j->at.bands_proved))
		log_error(j->order.log, "the print journal does not take a page of job %lld",
		        (long long)j->at.journal_id);
}

void page_job_write_end(struct page_job *j)
{
	const struct job_journal *b = j->order.journal;
	const struct journal_end end = {.state = j->at.state == JOB_DONE   ? JOURNAL_DONE
	                                         : j->at.state == JOB_VOID ? JOURNAL_VOID
	                                                                   : JOURNAL_UNKNOWN,
	        .level = j->at.level,
	        .bands_proved = j->at.bands_proved,
	        .reason = job_reason_word(j->at.reason),
	        .hash = j->page == pages_count(j->order.pages) ? j->hash : NULL};

	if (j->at.journal_id && b->end(b->me, j->at.journal_id, &end))
		log_error(j->order.log, "the print journal does not take the end of job %lld",
		        (long long)j->at.journal_id);
}
