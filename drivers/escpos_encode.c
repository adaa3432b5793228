#include "drivers/escpos_encode.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "drivers/printer_profile.h"
#include "sys/buf.h"

enum {
	ESC = 0x1b,
	GS = 0x1d,
	DLE = 0x10,
	LF = 0x0a,
	HEADER_MOST = 24,
	COMMAND_COST = 8, /* what a further command is worth in bytes: cheap printers stutter at each */
};
#define NEVER (UINT32_MAX / 2)

/* How one stretch of rows is sent. */
enum way { WAY_RASTER, WAY_COLUMNS, WAY_ONE_ROW };

struct step {
	uint32_t cost; /* of this and all that follow */
	int rows, width; /* width in bytes; unused for columns */
	enum way way;
};

struct plan {
	const struct printer_profile *p;
	const uint8_t *rows;
	int row_bytes, n;
	int width[ESCPOS_BAND_ROWS]; /* bytes up to the last ink, at least 1 */
	bool bad[ESCPOS_BAND_ROWS]; /* a sequence stands inside the row: no width and no split removes it */
	bool crosses[ESCPOS_BAND_ROWS]; /* the row's last ink and the next row's start make one, if they touch */
	struct step step[ESCPOS_BAND_ROWS + 1];
};

static bool is_realtime(uint8_t second)
{
	return second == 0x04 || second == 0x05 || second == 0x14;
}

bool escpos_is_quiet(const void *bytes, size_t n)
{
	const uint8_t *b = bytes;

	for (size_t i = 0; i + 1 < n; i++)
		if (b[i] == DLE && is_realtime(b[i + 1]))
			return false;
	return true;
}

static const uint8_t *row_at(const struct plan *pl, int row)
{
	return pl->rows + (size_t)row * (size_t)pl->row_bytes;
}

/* ---- raster commands ------------------------------------------------------------ */

/* The bytes before the data of a stretch; their number. */
static size_t header_put(uint8_t out[HEADER_MOST], const struct printer_profile *p, int width, int rows)
{
	size_t data = (size_t)width * (size_t)rows;
	uint8_t yl = (uint8_t)(rows & 0xff), yh = (uint8_t)(rows >> 8);

	if (p->raster == RASTER_GS_PAREN_L) {
		unsigned len = (unsigned)data + 10, dots = (unsigned)width * 8;
		const uint8_t h[] = {GS, '(', 'L', (uint8_t)(len & 0xff), (uint8_t)(len >> 8), 0x30, 0x70, 0x30, 1, 1,
		        0x31, (uint8_t)(dots & 0xff), (uint8_t)(dots >> 8), yl, yh};

		memcpy(out, h, sizeof h);
		return sizeof h;
	}
	const uint8_t h[] = {GS, 'v', '0', 0, (uint8_t)width, 0, yl, yh};

	memcpy(out, h, sizeof h);
	return sizeof h;
}

static const uint8_t print_stored[] = {GS, '(', 'L', 2, 0, 0x30, 0x32};

static size_t raster_overhead(const struct printer_profile *p)
{
	return p->raster == RASTER_GS_PAREN_L ? 15 + sizeof print_stored : 8;
}

static void raster_put(struct buf *out, const struct plan *pl, int from, const struct step *s)
{
	uint8_t header[HEADER_MOST];

	buf_add(out, header, header_put(header, pl->p, s->width, s->rows));
	for (int i = 0; i < s->rows; i++)
		buf_add(out, row_at(pl, from + i), (size_t)s->width);
	if (pl->p->raster == RASTER_GS_PAREN_L)
		buf_add(out, print_stored, sizeof print_stored);
}

/* ---- columns ---------------------------------------------------------------------- */

/* One dot column of up to 24 rows, top bit first. */
static void column_at(uint8_t out[3], const struct plan *pl, int from, int rows, int x)
{
	uint8_t bit = (uint8_t)(0x80 >> (x & 7));

	out[0] = out[1] = out[2] = 0;
	for (int i = 0; i < rows; i++)
		if (row_at(pl, from + i)[x >> 3] & bit)
			out[i >> 3] |= (uint8_t)(0x80 >> (i & 7));
}

static int columns_used(const struct plan *pl, int from, int rows)
{
	int widest = 1;

	for (int i = 0; i < rows; i++)
		if (pl->width[from + i] > widest)
			widest = pl->width[from + i];
	return widest * 8;
}

static void columns_put(struct buf *out, const struct plan *pl, int from, int rows)
{
	int n = columns_used(pl, from, rows);
	int units = (int)(rows * pl->p->unit_dpi / pl->p->dpi);
	const uint8_t header[] = {ESC, '3', (uint8_t)units, ESC, '*', 33, (uint8_t)(n & 0xff), (uint8_t)(n >> 8)};

	buf_add(out, header, sizeof header);
	for (int x = 0; x < n; x++) {
		uint8_t column[3];

		column_at(column, pl, from, rows, x);
		buf_add(out, column, sizeof column);
	}
	buf_char(out, LF);
}

static bool columns_are_quiet(const struct plan *pl, int from, int rows)
{
	int n = columns_used(pl, from, rows);
	uint8_t last = 0;

	for (int x = 0; x < n; x++) {
		uint8_t c[4] = {last};

		column_at(c + 1, pl, from, rows, x);
		if (!escpos_is_quiet(c, sizeof c))
			return false;
		last = c[3];
	}
	return true;
}

/* ---- the cheapest safe way ------------------------------------------------------------ */

static void look_at_rows(struct plan *pl)
{
	for (int i = 0; i < pl->n; i++) {
		const uint8_t *row = row_at(pl, i);
		int w = pl->row_bytes;

		while (w > 1 && row[w - 1] == 0)
			w--;
		pl->width[i] = w;
		pl->bad[i] = !escpos_is_quiet(row, (size_t)w);
		pl->crosses[i] = i + 1 < pl->n && row[w - 1] == DLE && is_realtime(row[pl->row_bytes]);
	}
}

/* Whether a command of these sizes may be sent: its own header must be quiet too. */
static bool header_is_fine(const struct plan *pl, int width, int rows)
{
	uint8_t header[HEADER_MOST];

	if (pl->p->raster == RASTER_GS_PAREN_L && (size_t)width * (size_t)rows + 10 > 0xffff)
		return false;
	return escpos_is_quiet(header, header_put(header, pl->p, width, rows));
}

static void consider(struct plan *pl, int from, enum way way, int rows, int width, size_t bytes)
{
	uint32_t cost = (uint32_t)bytes + COMMAND_COST + pl->step[from + rows].cost;

	if (cost < pl->step[from].cost)
		pl->step[from] = (struct step){cost, rows, width, way};
}

/* All stretches of raster that begin at this row. */
static void consider_raster(struct plan *pl, int from)
{
	int widest = 0, crossing = 0;

	for (int end = from; end < pl->n && end - from < pl->p->max_rows && !pl->bad[end]; end++) {
		int rows = end - from + 1, width;

		if (pl->width[end] > widest)
			widest = pl->width[end];
		if (end > from && pl->crosses[end - 1] && pl->width[end - 1] > crossing)
			crossing = pl->width[end - 1];
		/* A white byte behind the ink keeps the two halves of a sequence apart. */
		width = crossing == widest ? widest + 1 : widest;
		if (width <= pl->row_bytes && header_is_fine(pl, width, rows))
			consider(pl, from, WAY_RASTER, rows, width,
			        raster_overhead(pl->p) + (size_t)width * (size_t)rows);
	}
}

static bool any_bad(const struct plan *pl, int from, int rows)
{
	for (int i = from; i < from + rows; i++)
		if (pl->bad[i])
			return true;
	return false;
}

static size_t column_bytes(const struct plan *pl, int from, int rows)
{
	return 9 + 3 * (size_t)columns_used(pl, from, rows);
}

static void consider_columns(struct plan *pl, int from)
{
	bool only_way = pl->p->raster == RASTER_ESC_STAR;

	if (!only_way && !pl->p->column)
		return;
	if (from + ESCPOS_COLUMN_ROWS <= pl->n && (only_way || any_bad(pl, from, ESCPOS_COLUMN_ROWS)) &&
	        columns_are_quiet(pl, from, ESCPOS_COLUMN_ROWS))
		consider(pl, from, WAY_COLUMNS, ESCPOS_COLUMN_ROWS, 0, column_bytes(pl, from, ESCPOS_COLUMN_ROWS));
	/* A column of one row is 80 or 00: never a sequence, and never needed for anything that people draw. */
	if (only_way || pl->bad[from])
		consider(pl, from, WAY_ONE_ROW, 1, 0, column_bytes(pl, from, 1) + ESCPOS_COLUMN_ROWS);
}

static int make_plan(struct plan *pl)
{
	look_at_rows(pl);
	pl->step[pl->n] = (struct step){0};
	for (int i = pl->n - 1; i >= 0; i--) {
		pl->step[i].cost = NEVER;
		if (pl->p->raster != RASTER_ESC_STAR)
			consider_raster(pl, i);
		consider_columns(pl, i);
	}
	if (pl->step[0].cost >= NEVER)
		return err_new(EILSEQ, "these dots look like a command to the printer '%s', which knows no columns",
		        pl->p->name);
	return 0;
}

static void send_plan(struct buf *out, const struct plan *pl)
{
	for (int i = 0; i < pl->n; i += pl->step[i].rows) {
		if (pl->step[i].way == WAY_RASTER)
			raster_put(out, pl, i, &pl->step[i]);
		else
			columns_put(out, pl, i, pl->step[i].rows);
	}
}

int escpos_rows(struct buf *out, const struct printer_profile *p, const uint8_t *rows, int n_rows)
{
	struct plan pl = {.p = p, .rows = rows, .row_bytes = (int)(p->dots / 8), .n = n_rows};
	size_t before = out->len;
	int e;

	assert(n_rows > 0 && n_rows <= ESCPOS_BAND_ROWS);
	e = make_plan(&pl);
	if (e)
		return err_up(e);
	send_plan(out, &pl);
	e = buf_done(out);
	if (e)
		return err_up(e);
	assert(escpos_is_quiet(out->data + before, out->len - before));
	return 0;
}

/* ---- around the rows -------------------------------------------------------------------- */

size_t escpos_flush_bytes(const struct printer_profile *p)
{
	size_t raster = (size_t)p->max_rows * (size_t)(p->dots / 8) + HEADER_MOST;
	size_t column = 3 * (size_t)p->dots + HEADER_MOST;

	return raster > column ? raster : column;
}

size_t escpos_room(const struct printer_profile *p, int n_rows)
{
	/* At worst each row goes alone as columns. */
	return (size_t)n_rows * (3 * (size_t)p->dots + HEADER_MOST);
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
	const uint8_t init[] = {ESC, '@'};

	if (unsure)
		buf_zero(out, escpos_flush_bytes(p));
	buf_add(out, init, sizeof init);
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
	static const uint8_t white[ESCPOS_COLUMN_ROWS * 832 / 8];

	for (int rows = escpos_tail_rows(p); rows > 0; rows -= ESCPOS_COLUMN_ROWS) {
		int e = escpos_rows(out, p, white, ESCPOS_COLUMN_ROWS);

		if (e)
			return err_up(e);
	}
	cut_put(out, p->cut);
	return err_up(buf_done(out));
}
