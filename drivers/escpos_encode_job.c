/* What stands before, between and behind the rows of a job. Rows themselves: escpos_encode.c. */
#include "drivers/escpos_encode.h"

#include <assert.h>

#include "drivers/escpos_encode_inside.h"
#include "sys/buf.h"

size_t escpos_flush_bytes(const struct printer_profile *p)
{
	int64_t rows = p->max_rows < ESCPOS_BAND_ROWS ? p->max_rows : ESCPOS_BAND_ROWS;
	size_t raster = (size_t)rows * (size_t)(p->dots / 8) + HEADER_MOST;
	size_t column = 3 * (size_t)p->dots + HEADER_MOST;

	return raster > column ? raster : column;
}

size_t escpos_room(const struct printer_profile *p, int n_rows)
{
	/* At worst each row is a command of its own. */
	return (size_t)n_rows * ((size_t)p->dots / 8 + 2 * HEADER_MOST);
}

int escpos_tail_rows(const struct printer_profile *p)
{
	bool feeds_itself = p->cut == CUT_FEED_FULL || p->cut == CUT_FEED_PARTIAL;
	int64_t um = p->tail_mm * 1000 + (feeds_itself ? 0 : p->cutter_um);
	int64_t rows = (um * p->dpi + 25399) / 25400;

	return (int)((rows + ESCPOS_COLUMN_ROWS - 1) / ESCPOS_COLUMN_ROWS * ESCPOS_COLUMN_ROWS);
}

void escpos_start(struct buf *out, const struct printer_profile *p, bool unsure)
{
	const uint8_t init[] = {ESC, '@'}, units[] = {GS, 'P', (uint8_t)p->dpi, 0};

	if (unsure)
		buf_zero(out, escpos_flush_bytes(p));
	buf_add(out, init, sizeof init);
	/* Margins are counted in units that differ by model: GS P makes them dots. 0 leaves the vertical ones alone. */
	if (p->left_margin)
		buf_add(out, units, sizeof units);
}

static void cut_put(struct buf *out, enum profile_cut cut)
{
	const uint8_t here[] = {GS, 'V', cut == CUT_FULL ? 0 : 1};
	const uint8_t there[] = {GS, 'V', cut == CUT_FEED_FULL ? 65 : 66, 0};

	if (cut == CUT_FULL || cut == CUT_PARTIAL)
		buf_add(out, here, sizeof here);
	else if (cut != CUT_NONE)
		buf_add(out, there, sizeof there);
}

int escpos_finish(struct buf *out, const struct printer_profile *p)
{
	/* White raster feeds exactly, on every printer: ESC J is ignored by some. */
	static const uint8_t white[ESCPOS_COLUMN_ROWS * ROW_MOST];

	for (int rows = escpos_tail_rows(p); rows > 0; rows -= ESCPOS_COLUMN_ROWS) {
		int r = escpos_rows(out, p, white, ESCPOS_COLUMN_ROWS);

		if (r)
			return err_up(r);
	}
	cut_put(out, p->cut);
	return err_up(buf_done(out));
}

/* ---- marks and questions ---------------------------------------------------------------- */

enum escpos_mark_kind escpos_mark_kind(const struct printer_profile *p)
{
	return p->process_id ? ESCPOS_MARK_ID : p->gs_r ? ESCPOS_MARK_GS_R : ESCPOS_MARK_NONE;
}

void escpos_mark(struct buf *out, const struct printer_profile *p, const uint8_t id[4])
{
	static const uint8_t process_id[] = {GS, '(', 'H', 6, 0, 48, 48}, paper[] = {GS, 'r', 1};

	for (int i = 0; i < 4; i++)
		assert(id[i] >= 0x20 && id[i] <= 0x7e);
	switch (escpos_mark_kind(p)) {
	case ESCPOS_MARK_ID:
		buf_add(out, process_id, sizeof process_id);
		buf_add(out, id, 4);
		return;
	case ESCPOS_MARK_GS_R:
		buf_add(out, paper, sizeof paper);
		return;
	case ESCPOS_MARK_NONE:
		return;
	}
}

void escpos_ask_status(struct buf *out, const struct printer_profile *p)
{
	static const uint8_t all[] = {GS, 'a', 0xff};

	if (p->asb)
		buf_add(out, all, sizeof all);
}

void escpos_identify(struct buf *out, int n)
{
	const uint8_t ask[] = {GS, 'I', (uint8_t)n};

	assert((n >= 1 && n <= 3) || (n >= 65 && n <= 69));
	buf_add(out, ask, sizeof ask);
}

void escpos_ask_counter(struct buf *out, const struct printer_profile *p, int which)
{
	const uint8_t ask[] = {GS, 'g', '2', 0, (uint8_t)which, 0};

	assert(which == 20 || which == 148 || which == 50 || which == 178);
	if (p->counters)
		buf_add(out, ask, sizeof ask);
}

void escpos_ask_metres(struct buf *out, const struct printer_profile *p)
{
	static const uint8_t ask[] = {GS, 0xe1};

	if (p->metres_left)
		buf_add(out, ask, sizeof ask);
}
