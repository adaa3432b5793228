/* page_job_write - the dots of a print on A4, their hash, and what the journal is told */
#include <sodium.h>
#include <string.h>

#include "paper/job_note.h"
#include "paper/page_job_inside.h"

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

static struct job_note note_of(struct page_job *j)
{
	return (struct job_note){j->order.journal, j->order.log, j->order.must_prove, &j->at};
}

int page_job_write_begin(struct page_job *j)
{
	const struct job_note note = note_of(j);
	const struct journal_entry entry = {.kind = j->order.kind,
	        .title = j->order.title,
	        .paper_class = JOURNAL_VOIDS,
	        .copy_of = j->order.copy_of,
	        .copy_no = j->order.copy_no,
	        .bands = j->at.n_bands};

	return job_note_begin(&note, &entry, false);
}

/* Before the first byte: that it prints stands on the disk. */
int page_job_write_attempt(struct page_job *j)
{
	const struct job_note note = note_of(j);

	if (j->at.journal_id == 0 || job_note_attempt(&note, 1))
		return 0;
	return j->order.must_prove ? JOB_NO_JOURNAL : 0;
}

void page_job_write_proved(struct page_job *j)
{
	const struct job_note note = note_of(j);

	if (j->at.journal_id)
		job_note_proved(&note);
}

void page_job_write_end(struct page_job *j)
{
	const struct job_note note = note_of(j);

	job_note_end(&note, j->page == pages_count(j->order.pages) ? j->hash : NULL);
}
