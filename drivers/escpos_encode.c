/* Rows of dots as the commands that the plan chose. */
#include "drivers/escpos_encode.h"

#include <assert.h>
#include <string.h>

#include "drivers/escpos_encode_inside.h"
#include "sys/buf.h"

bool is_realtime(uint8_t second)
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

/* ---- raster commands ------------------------------------------------------------ */

size_t raster_header(uint8_t out[HEADER_MOST], const struct printer_profile *p, int width, int rows)
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

size_t raster_overhead(const struct printer_profile *p)
{
	return p->raster == RASTER_GS_PAREN_L ? 15 + sizeof print_stored : 8;
}

static bool raster_put(struct buf *out, const struct plan *pl, int from, const struct step *s)
{
	uint8_t header[HEADER_MOST] = {0}, row[ROW_MOST] = {0};
	bool touched = false;

	buf_add(out, header, raster_header(header, pl->p, s->width, s->rows));
	for (int i = 0; i < s->rows; i++) {
		memcpy(row, row_at(pl, from + i) + s->left, (size_t)s->width);
		touched |= pl->bad[from + i] && thicken(row, (size_t)s->width);
		buf_add(out, row, (size_t)s->width);
	}
	wipe(row, sizeof row);
	if (pl->p->raster == RASTER_GS_PAREN_L)
		buf_add(out, print_stored, sizeof print_stored);
	return touched;
}

/* ---- columns ---------------------------------------------------------------------- */

/* One dot column of 24 rows, top bit first. */
static void column_at(uint8_t out[3], const struct plan *pl, int from, int x)
{
	uint8_t bit = (uint8_t)(0x80 >> (x & 7));

	out[0] = out[1] = out[2] = 0;
	for (int i = 0; i < ESCPOS_COLUMN_ROWS; i++)
		if (row_at(pl, from + i)[x >> 3] & bit)
			out[i >> 3] |= (uint8_t)(0x80 >> (i & 7));
}

size_t columns_take(uint8_t out[COLUMNS_MOST], const struct plan *pl, int from, const struct step *s)
{
	int n = s->width * 8;

	for (int x = 0; x < n; x++)
		column_at(out + 3 * x, pl, from, (s->left + s->skip) * 8 + x);
	return 3 * (size_t)n;
}

static bool columns_put(struct buf *out, const struct plan *pl, int from, const struct step *s)
{
	uint8_t columns[COLUMNS_MOST] = {0};
	size_t n = columns_take(columns, pl, from, s);
	bool touched = thicken(columns, n);
	int units = (int)(ESCPOS_COLUMN_ROWS * pl->p->unit_dpi / pl->p->dpi);
	static const uint8_t to_right[] = {ESC, 'a', 2}, to_left[] = {ESC, 'a', 0};
	const uint8_t header[] = {
	        ESC, '3', (uint8_t)units, ESC, '*', 33, (uint8_t)(n / 3 & 0xff), (uint8_t)(n / 3 >> 8)};

	if (s->skip)
		buf_add(out, to_right, sizeof to_right);
	buf_add(out, header, sizeof header);
	buf_add(out, columns, n);
	buf_char(out, LF);
	if (s->skip) /* rasters may heed it too */
		buf_add(out, to_left, sizeof to_left);
	wipe(columns, sizeof columns);
	return touched;
}

/* ---- a band ------------------------------------------------------------------------ */

/* The margin goes back to 0 behind a band: the next one, and whatever else is sent, begin as if nothing had been. */
static void margin_put(struct buf *out, int *now, int left)
{
	int dots = left * 8;
	const uint8_t set[MARGIN_BYTES] = {GS, 'L', (uint8_t)(dots & 0xff), (uint8_t)(dots >> 8)};

	if (*now != left)
		buf_add(out, set, sizeof set);
	*now = left;
}

/* True when dots had to be added. */
static bool send_plan(struct buf *out, const struct plan *pl)
{
	bool touched = false;
	int margin = 0;

	for (int i = 0; i < pl->n; i += pl->step[i].rows) {
		const struct step *s = &pl->step[i];

		margin_put(out, &margin, s->left);
		if (s->way == WAY_RASTER)
			touched |= raster_put(out, pl, i, s);
		else
			touched |= columns_put(out, pl, i, s);
	}
	margin_put(out, &margin, 0);
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
	plan_make(&pl);
	touched = send_plan(out, &pl);
	e = buf_done(out);
	if (e)
		return err_up(e);
	assert(escpos_is_quiet(out->data + before, out->len - before));
	return touched ? ESCPOS_THICKENED : 0;
}
