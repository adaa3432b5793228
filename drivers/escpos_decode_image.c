#include "drivers/escpos_decode_inside.h"

static int u16(const uint8_t *c)
{
	return c[0] | c[1] << 8;
}

static int need_line_start(struct escpos_decoder *d)
{
	if (d->line.started)
		return decode_error(d, "%s in the middle of a line is ignored by printers", d->known->name);
	return 0;
}

/* ---- GS v 0 m xL xH yL yH d: rows of whole bytes ------------------------------ */

int raster_measure(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total)
{
	int mode = c[3] & 0x0f, bytes = u16(c + 4), rows = u16(c + 6);
	(void)n;
	if (!d->limits.raster_rows)
		return decode_error(d, "GS v 0: this printer does not know it");
	if ((c[3] & 0xf0) != 0 && (c[3] & 0xf0) != 0x30)
		return decode_error(d, "GS v 0: mode %d is none of 0 to 3 and 48 to 51", c[3]);
	if (mode > 3)
		return decode_error(d, "GS v 0: mode %d is none of 0 to 3 and 48 to 51", c[3]);
	if (bytes < 1 || rows < 1)
		return decode_error(d, "GS v 0: %d bytes by %d rows is no picture", bytes, rows);
	if (rows > d->limits.raster_rows)
		return decode_error(
		        d, "GS v 0: %d rows, and this printer takes %d in one command", rows, d->limits.raster_rows);
	if (bytes * 8 * (mode & 1 ? 2 : 1) >= d->area + 8 * (mode & 1 ? 2 : 1))
		return decode_error(d, "GS v 0: %d bytes a row, and %d dots are printable", bytes, d->area);
	*total = 8 + (size_t)bytes * (size_t)rows;
	d->piece = (size_t)bytes;
	d->pieces = (size_t)rows;
	return need_line_start(d);
}

/* A row of bytes may reach a few dots over a print area that is no multiple of 8, but no ink may. */
static int trim(struct escpos_decoder *d, struct dots *dots)
{
	int most = d->area / dots->wide;
	if (dots->width <= most)
		return 0;
	for (int x = most; x < dots->width; x++)
		if (dots->bits[x / 8] >> (7 - x % 8) & 1)
			return decode_error(d, "GS v 0: row %zu has ink beyond the %d printable dots",
			        d->dropped / d->piece, d->area);
	dots->width = most;
	return 0;
}

/* One row of it. */
int raster_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	struct dots dots = {.bits = c + 8,
	        .stride = (size_t)u16(c + 4),
	        .width = u16(c + 4) * 8,
	        .height = 1,
	        .wide = c[3] & 1 ? 2 : 1,
	        .high = c[3] & 2 ? 2 : 1};
	(void)n;
	int r = trim(d, &dots);
	d->raster_end = d->at;
	return r ? r : paper_draw(d, &dots);
}

/* ---- GS ( L and GS 8 L: 112 stores dots, 50 (or 2) prints them ------------------- */

static size_t parameters(const uint8_t *c, const uint8_t **body)
{
	if (c[1] == 0x28) {
		*body = c + 5;
		return (size_t)u16(c + 3);
	}
	*body = c + 7;
	return (size_t)u16(c + 3) | (size_t)u16(c + 5) << 16;
}

int graphics_measure(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total)
{
	const uint8_t *body;
	size_t p = parameters(c, &body), head = (size_t)(body - c);
	size_t most = 10 + (size_t)d->limits.graphics_rows * (((size_t)d->limits.graphics_dots + 7) / 8);
	*total = 0;
	if (n < head + 2)
		return 0;
	if (!d->limits.graphics_rows)
		return decode_error(d, "%s: this printer does not know it", d->known->name);
	if (body[0] != 48 || (body[1] != 112 && body[1] != 50 && body[1] != 2))
		return decode_error(
		        d, "%s: function %d of %d is none that is decoded here", d->known->name, body[1], body[0]);
	if (body[1] != 112 && p != 2)
		return decode_error(d, "%s: function %d has 2 parameters, not %zu", d->known->name, body[1], p);
	if (body[1] == 112 && (p < 11 || p > most))
		return decode_error(
		        d, "%s: %zu bytes for function 112, and 11 to %zu are allowed", d->known->name, p, most);
	*total = head + p;
	return need_line_start(d);
}

static int graphics_store(struct escpos_decoder *d, const uint8_t *body, size_t p)
{
	int wide = body[3], high = body[4], width = u16(body + 6), height = u16(body + 8);
	if (body[2] != 48 || body[5] != 49)
		return decode_error(d, "%s: tone %d and colour %d; only one tone (48) and colour (49) are decoded",
		        d->known->name, body[2], body[5]);
	if (wide < 1 || wide > 2 || high < 1 || high > 2)
		return decode_error(d, "%s: scale %d by %d is none of 1 and 2", d->known->name, wide, high);
	if (width < 1 || height < 1)
		return decode_error(d, "%s: %d by %d dots is no picture", d->known->name, width, height);
	if (height * high > d->limits.graphics_rows)
		return decode_error(d, "%s: %d rows, and this printer takes %d in one command", d->known->name,
		        height * high, d->limits.graphics_rows);
	if (width > d->limits.graphics_dots || width * wide > d->area)
		return decode_error(
		        d, "%s: %d dots a row, and %d are printable", d->known->name, width * wide, d->area);
	size_t bytes = ((size_t)width + 7) / 8 * (size_t)height;
	if (p != 10 + bytes)
		return decode_error(d, "%s: %zu bytes are announced, and %d by %d dots need %zu", d->known->name, p,
		        width, height, 10 + bytes);
	if (d->graphic.len)
		return decode_error(d, "%s: what was stored before was not printed yet", d->known->name);
	buf_add(&d->graphic, body + 10, bytes);
	d->graphic_width = width;
	d->graphic_height = height;
	d->graphic_wide = wide;
	d->graphic_high = high;
	return err_up(buf_done(&d->graphic));
}

int graphics_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	const uint8_t *body;
	size_t p = parameters(c, &body);
	(void)n;
	if (body[1] == 112)
		return graphics_store(d, body, p);
	if (!d->graphic.len)
		return decode_error(d, "%s: function 50 prints, and nothing is stored", d->known->name);
	struct dots dots = {.bits = d->graphic.data,
	        .stride = ((size_t)d->graphic_width + 7) / 8,
	        .width = d->graphic_width,
	        .height = d->graphic_height,
	        .wide = d->graphic_wide,
	        .high = d->graphic_high};
	if (dots.width * dots.wide > d->area)
		return decode_error(d, "%s: stored dots are wider than the print area is now", d->known->name);
	int r = paper_draw(d, &dots);
	d->graphic.len = 0;
	return r;
}

/* ---- ESC * m nL nH d: columns of 8 or 24 dots into the line ------------------------ */

int column_measure(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total)
{
	int mode = c[2], columns = u16(c + 3);
	(void)n;
	if (!d->limits.knows_column)
		return decode_error(d, "ESC *: this printer does not know it");
	if (mode != 0 && mode != 1 && mode != 32 && mode != 33)
		return decode_error(d, "ESC *: mode %d is none of 0, 1, 32 and 33", mode);
	if (columns < 1)
		return decode_error(d, "ESC *: no columns");
	if (columns * (mode & 1 ? 1 : 2) > d->area - d->line.used)
		return decode_error(
		        d, "ESC *: %d columns, and %d dots of the line are free", columns, d->area - d->line.used);
	*total = 5 + (size_t)columns * (mode >= 32 ? 3 : 1);
	return 0;
}

int column_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	int deep = c[2] >= 32 ? 3 : 1, wide = c[2] & 1 ? 1 : 2, columns = u16(c + 3);
	int pitch = d->limits.column_8_dots ? d->limits.column_8_dots : d->limits.column_8_tight ? 1 : 3;
	int high = deep == 3 ? 1 : pitch;
	(void)n;
	int r = line_room(d, columns * wide, deep * 8 * high);
	if (r)
		return r;
	for (int x = 0; x < columns * wide; x++)
		for (int y = 0; y < deep * 8 * high; y++) {
			int dot = y / high;
			if (c[5 + x / wide * deep + dot / 8] >> (7 - dot % 8) & 1)
				line_dot(d, x, y);
		}
	d->line.used += columns * wide;
	return 0;
}

int not_drawn_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)c;
	(void)n;
	return decode_error(d, "%s: what this prints or defines is not drawn by this decoder", d->known->name);
}
