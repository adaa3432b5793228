#include "drivers/escpos_encode.h"

#include <assert.h>
#include <string.h>

#include "drivers/printer_profile.h"
#include "sys/buf.h"

enum {
	ESC = 0x1b,
	GS = 0x1d,
	DLE = 0x10,
	LF = 0x0a,
	HEADER_MOST = 24,
	ROW_MOST = 832 / 8,
	COLUMNS_MOST = 3 * 832,
	COMMAND_COST = 8, /* what a further command is worth in bytes: cheap printers stutter at each */
};
#define NEVER (UINT32_MAX / 2)
#define TOUCH_COST (1u << 20) /* adding a dot: only where no other way is left */

/* How one stretch of rows is sent. */
enum way { WAY_RASTER, WAY_COLUMNS };

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

/* The last way out: a dot beside the one that is there. The paper shows a stroke thicker by an eighth of a
 * millimetre; the printer sees no command. True when it was needed. */
static bool thicken(uint8_t *bytes, size_t n)
{
	bool needed = false;

	for (size_t i = 0; i + 1 < n; i++) {
		if (bytes[i] != DLE || !is_realtime(bytes[i + 1]))
			continue;
		bytes[i] |= DLE >> 1;
		needed = true;
	}
	return needed;
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

static bool raster_put(struct buf *out, const struct plan *pl, int from, const struct step *s)
{
	uint8_t header[HEADER_MOST] = {0}, row[ROW_MOST] = {0};
	bool touched = false;

	buf_add(out, header, header_put(header, pl->p, s->width, s->rows));
	for (int i = 0; i < s->rows; i++) {
		memcpy(row, row_at(pl, from + i), (size_t)s->width);
		touched |= pl->bad[from + i] && thicken(row, (size_t)s->width);
		buf_add(out, row, (size_t)s->width);
	}
	wipe(row, sizeof row);
	if (pl->p->raster == RASTER_GS_PAREN_L)
		buf_add(out, print_stored, sizeof print_stored);
	return touched;
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

/* All columns of 24 rows; the number of bytes. */
static size_t columns_take(uint8_t out[COLUMNS_MOST], const struct plan *pl, int from)
{
	int n = columns_used(pl, from, ESCPOS_COLUMN_ROWS);

	for (int x = 0; x < n; x++)
		column_at(out + 3 * x, pl, from, ESCPOS_COLUMN_ROWS, x);
	return 3 * (size_t)n;
}

static bool columns_put(struct buf *out, const struct plan *pl, int from)
{
	uint8_t columns[COLUMNS_MOST] = {0};
	size_t n = columns_take(columns, pl, from);
	bool touched = thicken(columns, n);
	int units = (int)(ESCPOS_COLUMN_ROWS * pl->p->unit_dpi / pl->p->dpi);
	const uint8_t header[] = {
	        ESC, '3', (uint8_t)units, ESC, '*', 33, (uint8_t)(n / 3 & 0xff), (uint8_t)(n / 3 >> 8)};

	buf_add(out, header, sizeof header);
	buf_add(out, columns, n);
	buf_char(out, LF);
	wipe(columns, sizeof columns);
	return touched;
}

static bool columns_are_quiet(const struct plan *pl, int from)
{
	uint8_t columns[COLUMNS_MOST] = {0};
	size_t n = columns_take(columns, pl, from);
	bool quiet = escpos_is_quiet(columns, n);

	wipe(columns, sizeof columns);
	return quiet;
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
	uint8_t header[HEADER_MOST] = {0};

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
	if (pl->bad[from])
		consider(pl, from, WAY_RASTER, 1, pl->width[from],
		        raster_overhead(pl->p) + (size_t)pl->width[from] + TOUCH_COST);
}

static bool any_bad(const struct plan *pl, int from, int rows)
{
	for (int i = from; i < from + rows; i++)
		if (pl->bad[i])
			return true;
	return false;
}

static void consider_columns(struct plan *pl, int from)
{
	bool only_way = pl->p->raster == RASTER_ESC_STAR;
	size_t bytes;

	if (from + ESCPOS_COLUMN_ROWS > pl->n || (!only_way && !pl->p->column))
		return;
	if (!only_way && !any_bad(pl, from, ESCPOS_COLUMN_ROWS))
		return;
	bytes = 9 + 3 * (size_t)columns_used(pl, from, ESCPOS_COLUMN_ROWS);
	consider(pl, from, WAY_COLUMNS, ESCPOS_COLUMN_ROWS, 0, bytes + (columns_are_quiet(pl, from) ? 0 : TOUCH_COST));
}

static void make_plan(struct plan *pl)
{
	look_at_rows(pl);
	pl->step[pl->n] = (struct step){0};
	for (int i = pl->n - 1; i >= 0; i--) {
		pl->step[i].cost = NEVER;
		if (pl->p->raster != RASTER_ESC_STAR)
			consider_raster(pl, i);
		consider_columns(pl, i);
	}
	assert(pl->step[0].cost < NEVER); /* a single row can always be sent; columns come in their multiples */
}

/* True when dots had to be added. */
static bool send_plan(struct buf *out, const struct plan *pl)
{
	bool touched = false;

	for (int i = 0; i < pl->n; i += pl->step[i].rows) {
		if (pl->step[i].way == WAY_RASTER)
			touched |= raster_put(out, pl, i, &pl->step[i]);
		else
			touched |= columns_put(out, pl, i);
	}
	return touched;
}

int escpos_rows(struct buf *out, const struct printer_profile *p, const uint8_t *rows, int n_rows)
{
	struct plan pl = {.p = p, .rows = rows, .row_bytes = (int)(p->dots / 8), .n = n_rows};
	size_t before = out->len;
	bool touched;
	int e;

	assert(n_rows > 0 && n_rows <= ESCPOS_BAND_ROWS && pl.row_bytes <= ROW_MOST);
	assert(p->raster != RASTER_ESC_STAR || n_rows % ESCPOS_COLUMN_ROWS == 0);
	make_plan(&pl);
	touched = send_plan(out, &pl);
	e = buf_done(out);
	if (e)
		return err_up(e);
	assert(escpos_is_quiet(out->data + before, out->len - before));
	return touched ? ESCPOS_THICKENED : 0;
}
