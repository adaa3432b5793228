/* job_send - the pieces of a job: stub, head and body in bands, the tail with the cut */
#include <sodium.h>
#include <string.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_profile.h"
#include "paper/job_inside.h"
#include "paper/sheet.h"

#define LOG_MODULE "job"

static const struct sheet *sheet_of(const struct job *j, enum job_part part)
{
	return part == PART_STUB ? j->order.stub : part == PART_HEAD ? j->order.head : j->order.sheet;
}

int job_part_bands(const struct job *j, enum job_part part)
{
	return part < PART_TAIL && j->rasters[part] ? raster_bands(j->rasters[part]) : 0;
}

/* The part at hand, past those that have nothing (more). */
static void skip_to_next(struct job *j)
{
	while (j->part < PART_TAIL && j->part_band >= job_part_bands(j, j->part)) {
		j->part++;
		j->part_band = 0;
	}
}

int job_rewind(struct job *j, bool with_stub)
{
	int e = 0;

	raster_free(j->rasters[PART_STUB]);
	j->rasters[PART_STUB] = NULL;
	if (with_stub && j->order.stub)
		e = raster_new(&j->rasters[PART_STUB], sheet_of(j, PART_STUB),
		        (int)printer_profile(j->order.printer)->dots, j->band_rows);
	buf_clear(&j->bytes);
	j->bytes_sent = 0;
	j->attempt_bytes = 0;
	j->part = PART_STUB;
	j->part_band = j->band = j->rows_unmarked = j->resume_until = 0;
	j->began_bytes = j->tail_in_hand = j->tail_sent = j->stub_in_hand = false;
	j->had_trouble = j->ends_piece = false;
	j->at.bands_sent = j->at.bands_proved = 0;
	j->printing_written = false;
	memset(j->hash, 0, sizeof j->hash);
	skip_to_next(j);
	return err_up(e);
}

/* ---- dots --------------------------------------------------------------------------------- */

/* Step by step of RASTER_STEP rows, so that the same sheet has the same hash however tall the bands are. */
static void hash_rows(uint8_t hash[JOURNAL_HASH_BYTES], const uint8_t *rows, int n_rows, size_t row_bytes)
{
	for (int y = 0; y < n_rows; y += RASTER_STEP) {
		crypto_generichash_state state;
		int n = n_rows - y < RASTER_STEP ? n_rows - y : RASTER_STEP;

		(void)crypto_generichash_init(&state, NULL, 0, JOURNAL_HASH_BYTES);
		(void)crypto_generichash_update(&state, hash, JOURNAL_HASH_BYTES);
		(void)crypto_generichash_update(&state, rows + (size_t)y * row_bytes, (size_t)n * row_bytes);
		(void)crypto_generichash_final(&state, hash, JOURNAL_HASH_BYTES);
		wipe(&state, sizeof state);
	}
}

int job_hash_body(uint8_t out[JOURNAL_HASH_BYTES], struct job *j)
{
	size_t row_bytes = (size_t)printer_profile(j->order.printer)->dots / 8;
	const uint8_t *rows;
	int n;

	memset(out, 0, JOURNAL_HASH_BYTES);
	for (int i = 0; i < job_part_bands(j, PART_BODY); i++) {
		int e = raster_band(&rows, &n, j->rasters[PART_BODY], i);

		if (e)
			return err_up(e);
		hash_rows(out, rows, n, row_bytes);
	}
	return 0;
}

int job_find_last_ink(struct job *j)
{
	size_t row_bytes = (size_t)printer_profile(j->order.printer)->dots / 8;
	int body = job_part_bands(j, PART_BODY), head = j->at.n_bands - body;
	const uint8_t *rows;
	int n, i = body;

	while (--i > 0) {
		int e = raster_band(&rows, &n, j->rasters[PART_BODY], i);
		size_t k = 0, all;

		if (e)
			return err_up(e);
		for (all = (size_t)n * row_bytes; k < all && rows[k] == 0;)
			k++;
		if (k < all)
			break;
	}
	j->last_ink = head + (i > 0 ? i : 0);
	return 0;
}

/* From then on every row with ink on it may come out, whatever happens. */
bool job_may_be_whole(const struct job *j)
{
	return j->at.bands_sent > j->last_ink || (j->band > j->last_ink && j->bytes_sent > 0);
}

/* ---- pieces ----------------------------------------------------------------------------------- */

static int thickened(struct job *j, int e)
{
	if (e == ESCPOS_THICKENED) {
		log_info(j->order.log, "a dot was added in band %d: it looked like a command to the printer", j->band);
		return 0;
	}
	return err_up(e);
}

static int draw_tail(struct job *j, const struct printer_profile *p)
{
	int e = escpos_finish(&j->bytes, p);

	j->rows_unmarked += escpos_tail_rows(p);
	return err_up(e);
}

static int draw_band(struct job *j, const struct printer_profile *p)
{
	const uint8_t *rows;
	int n, e = raster_band(&rows, &n, j->rasters[j->part], j->part_band);

	if (e)
		return err_up(e);
	if (j->part == PART_BODY)
		hash_rows(j->hash, rows, n, (size_t)p->dots / 8);
	e = thickened(j, escpos_rows(&j->bytes, p, rows, n));
	j->rows_unmarked += n;
	return err_up(e);
}

/* Behind a piece: the printer answers it when it got so far. */
static int mark(struct job *j, int band)
{
	int r = printer_mark(j->order.printer, &j->bytes, band, j->rows_unmarked);

	if (r >= 0)
		j->rows_unmarked = 0;
	return r == PRINTER_NO_MARK ? 0 : err_up(r);
}

static int draw_next(struct job *j)
{
	const struct printer_profile *p = printer_profile(j->order.printer);
	bool is_stub = j->part == PART_STUB;
	int e;

	buf_clear(&j->bytes);
	j->bytes_sent = 0;
	if (!j->began_bytes) {
		escpos_start(&j->bytes, p, printer_is_unsure(j->order.printer));
		if (job_answers(j))
			escpos_ask_status(&j->bytes, p);
		j->began_bytes = true;
	}
	if (j->part == PART_TAIL) {
		e = draw_tail(j, p);
		if (e == 0)
			e = mark(j, PRINTER_MARK_CUT);
		j->tail_in_hand = true;
		j->part = PART_NONE;
	} else {
		e = draw_band(j, p);
		j->part_band++;
		j->stub_in_hand = is_stub && j->part_band == job_part_bands(j, PART_STUB);
		if (e == 0 && j->stub_in_hand)
			e = draw_tail(j, p);
		if (e == 0 && !is_stub)
			e = mark(j, j->band++);
		skip_to_next(j);
	}
	return e ? err_up(e) : err_up(buf_done(&j->bytes));
}

/* ---- sending ------------------------------------------------------------------------------------ */

/* Between pieces only so much is in flight that what a printer loses stays known. */
static bool window_is_open(const struct job *j)
{
	const struct printer_profile *p = printer_profile(j->order.printer);
	int64_t most = p->window_bytes ? p->window_bytes : p->buffer_bytes;
	int in_flight = j->at.bands_sent - j->at.bands_proved;

	if (j->bytes_sent < j->bytes.len || !job_answers(j) || in_flight <= 0)
		return true;
	return in_flight < p->window_bands && (int64_t)printer_unproved_bytes(j->order.printer) < most;
}

bool job_wants_room(const struct job *j)
{
	bool has_more = j->bytes_sent < j->bytes.len || j->part != PART_NONE;

	return j->owned && !j->held && !j->handed_over && has_more && window_is_open(j);
}

/* All of the piece was taken. */
static void piece_sent(struct job *j)
{
	j->at.bands_sent = j->band;
	if (j->stub_in_hand && j->order.torn)
		*j->order.torn = false;
	j->stub_in_hand = false;
	j->tail_sent = j->tail_in_hand;
	if (j->at.first_band_us < 0 && j->band > 0)
		j->at.first_band_us = clock_measure_us() - j->started_us;
}

static void all_sent(struct job *j)
{
	int r = printer_end(j->order.printer);

	if (r < 0) {
		job_finish_broken(j, r);
	} else if (r) {
		job_lost(j);
	} else {
		j->handed_over = true;
		j->quiet_ms = 0;
		job_on_printer(j);
	}
}

void job_step(struct job *j)
{
	size_t taken = 0;
	int r = 0;

	if (!job_wants_room(j))
		return;
	if (j->attempt_bytes == 0 && job_write_attempt(j)) {
		job_finish(j, JOB_VOID, JOB_NO_JOURNAL);
		return;
	}
	if (j->bytes_sent == j->bytes.len)
		r = draw_next(j);
	if (r < 0) {
		job_finish_broken(j, r);
		return;
	}
	r = printer_send(&taken, j->order.printer, j->bytes.data + j->bytes_sent, j->bytes.len - j->bytes_sent);
	if (r < 0) {
		job_finish_broken(j, r);
		return;
	}
	if (r) {
		job_lost(j);
		return;
	}
	j->bytes_sent += taken;
	j->at.bytes_sent += taken;
	j->attempt_bytes += (int64_t)taken;
	if (taken && !job_timer_start(j, j->order.stall_ms))
		return;
	if (j->bytes_sent < j->bytes.len)
		return;
	piece_sent(j);
	job_tell(j);
	if (job_is_over(j))
		return;
	if (j->ends_piece)
		job_again(j);
	else if (j->tail_sent)
		all_sent(j);
}
