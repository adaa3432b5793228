#include "paper/raster.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "paper/qr.h"
#include "paper/sheet.h"
#include "sys/buf.h"

/* From this coverage on a dot is burnt: a little under half, for a thermal dot is rounder than its square. */
enum { INK_FROM = 118 };

struct raster {
	const struct sheet *sheet;
	float px_per_mm;
	int dots, band_rows, rows;
	int top, n; /* the band being drawn: its first row in the sheet, its number of rows */
	uint8_t *bits;
};

int raster_new(struct raster **out, const struct sheet *sheet, int dots, int band_rows)
{
	struct raster *r = calloc(1, sizeof *r);
	int rows;

	assert(dots > 0 && dots % 8 == 0 && band_rows > 0 && band_rows <= RASTER_MAX_BAND &&
	        band_rows % RASTER_STEP == 0);
	if (!r)
		return err_new(ENOMEM, "no memory to draw the paper");
	*r = (struct raster){.sheet = sheet, .dots = dots, .band_rows = band_rows};
	r->px_per_mm = fonts_px_per_mm(sheet_fonts(sheet));
	rows = (int)ceilf(sheet_height_mm(sheet) * r->px_per_mm);
	r->rows = (rows + RASTER_STEP - 1) / RASTER_STEP * RASTER_STEP;
	r->bits = calloc((size_t)band_rows, (size_t)(dots / 8));
	if (!r->bits) {
		free(r);
		return err_new(ENOMEM, "no memory to draw the paper");
	}
	*out = r;
	return 0;
}

void raster_free(struct raster *r)
{
	if (!r)
		return;
	wipe(r->bits, (size_t)r->band_rows * (size_t)(r->dots / 8));
	free(r->bits);
	free(r);
}

int raster_rows(const struct raster *r)
{
	return r->rows;
}

int raster_bands(const struct raster *r)
{
	return (r->rows + r->band_rows - 1) / r->band_rows;
}

/* ---- dots -------------------------------------------------------------------------- */

static int px(const struct raster *r, float mm)
{
	return (int)lroundf(mm * r->px_per_mm);
}

/* One dot at a place of the whole sheet; outside of the band nothing happens. */
static void dot(struct raster *r, int x, int y, bool white)
{
	uint8_t *byte, bit = (uint8_t)(0x80 >> (x & 7));

	y -= r->top;
	if (x < 0 || x >= r->dots || y < 0 || y >= r->n)
		return;
	byte = &r->bits[y * (r->dots / 8) + (x >> 3)];
	*byte = (uint8_t)(white ? *byte & ~bit : *byte | bit);
}

static void draw_coverage(struct raster *r, const struct coverage *c, int x, int baseline, bool white)
{
	int top = baseline + c->top;
	int from = r->top > top ? r->top - top : 0;
	int to = r->top + r->n - top < c->height ? r->top + r->n - top : c->height;

	for (int i = from; i < to; i++)
		for (int j = 0; j < c->width; j++)
			if (c->rows[i * c->stride + j] >= INK_FROM)
				dot(r, x + c->left + j, top + i, white);
}

/* Where a line begins: layout sets it flush; a centred one moves to the middle of the mark. */
static float line_shift(const struct sheet_mark *m, const struct text_line *line)
{
	float spare = (m->w_mm - line->width_mm) / 2;

	if (!m->centred)
		return 0;
	return m->block->dir == DIR_RTL ? -spare : spare;
}

static int draw_text(struct raster *r, const struct sheet_mark *m)
{
	const struct text_block *b = m->block;

	for (int i = 0; i < b->n_lines; i++) {
		const struct text_line *line = &b->lines[i];
		float y = m->y_mm + (float)i * b->line_mm, x = m->x_mm + line_shift(m, line);
		int baseline = px(r, y + b->ascent_mm), slack = px(r, b->line_mm);

		/* Marks above and below letters may leave their line, by less than a line. */
		if (px(r, y) - slack >= r->top + r->n || px(r, y) + 2 * slack < r->top)
			continue;
		for (int j = 0; j < line->n_runs; j++) {
			const struct text_run *run = &line->runs[j];
			struct coverage c;
			int e = fonts_run_coverage(
			        sheet_fonts(r->sheet), &c, run->face, &b->style, run->text, run->n, run->rtl);

			if (e)
				return err_up(e);
			draw_coverage(r, &c, px(r, x + run->x_mm), baseline, m->white);
		}
	}
	return 0;
}

/* Whether the corner of a rounded box leaves this dot out; x and y from its upper left, in dots. */
static bool is_cut_off(int x, int y, int w, int h, float radius)
{
	float cx = (float)x + 0.5f, cy = (float)y + 0.5f;
	float dx = cx < radius ? radius - cx : cx - ((float)w - radius),
	      dy = cy < radius ? radius - cy : cy - ((float)h - radius);

	return dx > 0 && dy > 0 && dx * dx + dy * dy > radius * radius;
}

static void draw_fill(struct raster *r, const struct sheet_mark *m)
{
	int left = px(r, m->x_mm), top = px(r, m->y_mm);
	int w = px(r, m->x_mm + m->w_mm) - left, h = px(r, m->y_mm + m->h_mm) - top;
	int from, to;

	if (h < 1)
		h = 1;
	from = r->top > top ? r->top - top : 0;
	to = r->top + r->n - top < h ? r->top + r->n - top : h;
	for (int y = from; y < to; y++)
		for (int x = 0; x < w; x++)
			if (!is_cut_off(x, y, w, h, m->round_mm * r->px_per_mm))
				dot(r, left + x, top + y, m->white);
}

static void draw_qr(struct raster *r, const struct sheet_mark *m)
{
	const struct qr *q = m->qr;
	int box = px(r, m->w_mm), module = box / q->size, side;
	int left, top;

	if (module < 1)
		module = 1;
	side = module * q->size;
	left = px(r, m->x_mm) + (box - side) / 2;
	top = px(r, m->y_mm) + (box - side) / 2;
	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++)
			if (qr_is_dark(q, x / module, y / module))
				dot(r, left + x, top + y, false);
}

static int draw_mark(struct raster *r, const struct sheet_mark *m)
{
	switch (m->kind) {
	case SHEET_TEXT:
		return err_up(draw_text(r, m));
	case SHEET_FILL:
		draw_fill(r, m);
		return 0;
	case SHEET_QR:
		draw_qr(r, m);
		return 0;
	}
	return 0;
}

int raster_band(const uint8_t **rows, int *n_rows, struct raster *r, int i)
{
	const struct sheet_mark *marks = sheet_marks(r->sheet);

	assert(i >= 0 && i < raster_bands(r));
	r->top = i * r->band_rows;
	r->n = r->rows - r->top < r->band_rows ? r->rows - r->top : r->band_rows;
	memset(r->bits, 0, (size_t)r->band_rows * (size_t)(r->dots / 8));
	for (int k = 0; k < sheet_n_marks(r->sheet); k++) {
		int e = draw_mark(r, &marks[k]);

		if (e)
			return err_up(e);
	}
	*rows = r->bits;
	*n_rows = r->n;
	return 0;
}
