#include <string.h>
#include "drivers/escpos_decode_inside.h"

int paper_feed(struct escpos_decoder *d, size_t n_rows)
{
	if (n_rows > ESCPOS_MOST_ROWS - d->paper.n_rows)
		return decode_error(d, "more than %d rows of paper in one job", ESCPOS_MOST_ROWS);
	buf_zero(&d->rows, n_rows * d->paper.row_bytes);
	d->paper.n_rows += n_rows;
	return err_up(buf_done(&d->rows));
}

int paper_cut(struct escpos_decoder *d, bool partial)
{
	if (d->paper.n_cuts == ESCPOS_MOST_CUTS)
		return decode_error(d, "more than %d cuts in one job", ESCPOS_MOST_CUTS);
	d->cuts[d->paper.n_cuts++] = (struct escpos_cut){.row = d->paper.n_rows, .partial = partial};
	bool through = d->ink_row + (size_t)d->limits.cutter_dots > d->paper.n_rows && d->ink_row > 0;
	return decode_tell(d, ESCPOS_CUT, partial, through, NULL);
}

static bool bit_at(const uint8_t *bits, int x)
{
	return bits[x / 8] >> (7 - x % 8) & 1;
}

/* One source row, widened, laid over the paper's row at x. True when it held ink. */
static bool lay_row(uint8_t *row, size_t row_bytes, int x, const uint8_t *bits, int width, int wide)
{
	bool ink = false;
	if (wide > 1) {
		for (int i = 0; i < width * wide; i++)
			if (bit_at(bits, i / wide)) {
				row[(x + i) / 8] |= (uint8_t)(0x80 >> (x + i) % 8);
				ink = true;
			}
		return ink;
	}
	for (int i = 0; i < width; i += 8) {
		uint8_t v = bits[i / 8];
		if (width - i < 8)
			v &= (uint8_t)(0xff << (8 - (width - i)));
		size_t at = (size_t)(x + i) / 8;
		row[at] |= (uint8_t)(v >> x % 8);
		if (x % 8 && at + 1 < row_bytes)
			row[at + 1] |= (uint8_t)(v << (8 - x % 8));
		ink = ink || v;
	}
	return ink;
}

int paper_draw(struct escpos_decoder *d, const struct dots *from)
{
	int width = from->width * from->wide;
	int x = d->left + (d->justify == 1 ? (d->area - width) / 2 : d->justify == 2 ? d->area - width : 0);
	size_t first = d->paper.n_rows;
	int r = paper_feed(d, (size_t)from->height * (size_t)from->high);
	if (r)
		return r;
	for (size_t y = first; y < d->paper.n_rows; y++) {
		const uint8_t *bits = from->bits + (y - first) / (size_t)from->high * from->stride;
		uint8_t *row = d->rows.data + y * d->paper.row_bytes;
		if (lay_row(row, d->paper.row_bytes, x, bits, from->width, from->wide))
			d->ink_row = y + 1;
	}
	return 0;
}

void line_clear(struct escpos_decoder *d)
{
	memset(d->line.dots, 0, (size_t)d->line.height * sizeof(d->line.dots[0]));
	d->line.used = d->line.extent = d->line.height = 0;
	d->line.started = false;
}

int line_room(struct escpos_decoder *d, int width, int height)
{
	if (width > d->area - d->line.used)
		return decode_error(
		        d, "%d dots do not fit in the line: %d of %d are taken", width, d->line.used, d->area);
	if (height > d->line.height)
		d->line.height = height;
	if (d->line.used + width > d->line.extent)
		d->line.extent = d->line.used + width;
	d->line.started = true;
	return 0;
}

void line_dot(struct escpos_decoder *d, int x, int y)
{
	x += d->line.used;
	d->line.dots[y][x / 8] |= (uint8_t)(0x80 >> x % 8);
}

int line_print(struct escpos_decoder *d, size_t feed)
{
	size_t height = 0;
	if (d->line.started) {
		struct dots dots = {.bits = d->line.dots[0],
		        .stride = sizeof(d->line.dots[0]),
		        .width = d->line.extent,
		        .height = d->line.height,
		        .wide = 1,
		        .high = 1};
		height = (size_t)d->line.height;
		int r = paper_draw(d, &dots);
		if (r)
			return r;
	}
	line_clear(d);
	return feed > height ? paper_feed(d, feed - height) : 0;
}
