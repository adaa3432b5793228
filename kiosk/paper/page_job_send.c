/* page_job_send - bands into bytes, and bytes to the printer */
#include "paper/page_job_inside.h"

/* Draws and encodes the next band; false: that was the last. */
static int next_piece(bool *more, struct page_job *j)
{
	struct pages *p = j->order.pages;
	const uint8_t *rows = NULL;
	int n = 0, e;

	*more = j->page < pages_count(p);
	if (!*more)
		return 0;
	e = page_job_draw(&rows, &n, j, j->page, j->band);
	if (e)
		return err_up(e);
	buf_clear(&j->bytes);
	j->sent = 0;
	if (j->page == 0 && j->band == 0)
		page_raster_start(&j->raster, &j->bytes);
	if (j->band == 0)
		page_raster_page(&j->raster, &j->bytes);
	page_raster_rows(&j->raster, &j->bytes, rows, n);
	if (j->page == pages_count(p) - 1 && j->band >= pages_last_ink(p))
		j->may_be_whole_next = true;
	j->ends_page = ++j->band == pages_bands(p);
	if (j->ends_page) {
		j->band = 0;
		j->page++;
	}
	return err_up(buf_done(&j->bytes));
}

/* What is left of the piece in hand; *stuck: there was no room for all of it. */
static int send_piece(bool *stuck, struct page_job *j)
{
	size_t taken = 0, left = j->bytes.len - j->sent;
	int r = left ? page_printer_send(&taken, j->order.printer, j->bytes.data + j->sent, left) : 0;

	if (r)
		return r > 0 ? r : err_up(r);
	j->may_be_whole = j->may_be_whole || (taken && j->may_be_whole_next);
	j->sent += taken;
	j->at.bytes_sent += taken;
	*stuck = taken < left;
	if (!*stuck && j->ends_page) {
		j->ends_page = false;
		j->at.bands_sent = j->page;
	}
	return 0;
}

/* One piece at a turn, so that the desk stays alive; white ones, that make no bytes, go along. */
int page_job_send(struct page_job *j)
{
	for (;;) {
		bool stuck = false, more = true, had = j->sent < j->bytes.len;
		int r = send_piece(&stuck, j);

		if (r || stuck)
			return r > 0 ? r : err_up(r);
		if (!j->first_sent && j->at.bytes_sent) {
			j->first_sent = true;
			j->at.first_band_us = clock_measure_us() - j->started_us;
		}
		if (had)
			return 0;
		r = next_piece(&more, j);
		if (r)
			return err_up(r);
		if (!more) {
			j->all_sent = true;
			r = page_printer_end(j->order.printer);
			return r > 0 ? r : err_up(r);
		}
	}
}
