#include "paper/page.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paper/page_cut.h"
#include "paper/raster.h"
#include "sys/buf.h"
#include "ui/words.h"

static const float foot_gap_mm = 3.0f, head_top_mm = 4.5f; /* closer to the edge most printers can not print */

enum { FOOT_TEXT = 480 };

/* A sheet that is drawn onto pages, with the band of it that was drawn last. */
struct layer {
	struct raster *raster;
	size_t row_bytes;
	int band, n; /* band -1: none yet */
	const uint8_t *rows;
};

struct pages {
	struct sheet **feet;
	float px_per_mm, foot_mm;
	struct page_span spans[PAGES_MOST];
	int n, dpi, width, height, row_bytes, left_bytes;
	int foot_of; /* page whose foot is drawn; -1 = none */
	struct layer body, foot, head;
	uint8_t *bits;
};

static int px(const struct pages *p, float mm)
{
	return (int)lroundf(mm * p->px_per_mm);
}

/* ---- laying out ------------------------------------------------------------------------------ */

static int lay_foot(struct sheet **out, const struct pages_order *o, int page, int pages)
{
	const struct sheet_page at = {.arena = o->arena,
	        .fonts = sheet_fonts(o->sheet),
	        .width_mm = PAGE_SHEET_MM,
	        .lang = sheet_lang(o->sheet),
	        .dir = sheet_dir(o->sheet)};
	char text[FOOT_TEXT], here[12], all[12];
	int r = sheet_new(out, &at);

	if (r)
		return err_up(r);
	(void)snprintf(here, sizeof here, "%d", page);
	(void)snprintf(all, sizeof all, "%d", pages);
	words_fill(text, sizeof text, o->foot, (const char *const[]){"title", o->title, "at", here, "of", all, NULL});
	sheet_rule(*out);
	sheet_footer(*out, text);
	r = sheet_done(*out);
	return r > 0 ? r : err_up(r);
}

/* How tall a foot is depends on its words only: the widest numbers decide, so that all pages are alike. */
static int measure_foot(struct pages *p, const struct pages_order *o)
{
	struct sheet *s = NULL;
	int r = lay_foot(&s, o, 88, 88);

	if (r == 0)
		p->foot_mm = sheet_height_mm(s);
	return r > 0 ? r : err_up(r);
}

static int lay_feet(struct pages *p, const struct pages_order *o)
{
	p->feet = arena_alloc(o->arena, (size_t)p->n * sizeof(struct sheet *));
	if (!p->feet)
		return err_new(ENOMEM, "no room for the feet of pages");
	for (int i = 0; i < p->n; i++) {
		int r = lay_foot(&p->feet[i], o, i + 1, p->n);

		if (r)
			return r > 0 ? r : err_up(r);
	}
	return 0;
}

static int lay_out(struct pages *p, const struct pages_order *o)
{
	int r = measure_foot(p, o);
	float room_mm = PAGE_HEIGHT_MM - 2 * PAGE_MARGIN_MM - p->foot_mm - foot_gap_mm;

	if (r)
		return r > 0 ? r : err_up(r);
	p->n = page_cut(p->spans, PAGES_MOST, o->sheet, room_mm);
	if (p->n > PAGES_MOST)
		return PAGES_TOO_MANY;
	r = lay_feet(p, o);
	return r > 0 ? r : err_up(r);
}

static int layer_open(struct layer *l, const struct pages *p, const struct sheet *s)
{
	int dots = ((int)ceilf(sheet_width_mm(s) * p->px_per_mm) + 7) / 8 * 8;

	l->band = -1;
	l->row_bytes = (size_t)dots / 8;
	return err_up(raster_new(&l->raster, s, dots, PAGE_BAND_ROWS));
}

static int prepare(struct pages *p, const struct pages_order *o)
{
	int e;

	p->row_bytes = (p->width + 7) / 8;
	p->left_bytes = px(p, PAGE_MARGIN_MM) / 8; /* whole bytes: rows are laid on, not shifted */
	p->foot_of = -1;
	p->bits = calloc(PAGE_BAND_ROWS, (size_t)p->row_bytes);
	if (!p->bits)
		return err_new(ENOMEM, "no memory to draw a page");
	e = layer_open(&p->body, p, o->sheet);
	if (e == 0 && o->head)
		e = layer_open(&p->head, p, o->head);
	return err_up(e);
}

int pages_new(struct pages **out, const struct pages_order *order)
{
	struct pages *p;
	int r;

	if (sheet_width_mm(order->sheet) > PAGE_SHEET_MM)
		return PAGES_TOO_WIDE;
	if (order->head && sheet_width_mm(order->head) > PAGE_SHEET_MM)
		return PAGES_TOO_WIDE;
	if (order->head && sheet_height_mm(order->head) > PAGE_HEAD_MM)
		return PAGES_HEAD_TOO_TALL;
	p = calloc(1, sizeof *p);
	if (!p)
		return err_new(ENOMEM, "no memory for pages");
	p->px_per_mm = fonts_px_per_mm(sheet_fonts(order->sheet));
	p->dpi = (int)lroundf(p->px_per_mm * 25.4f);
	p->width = PAGE_WIDTH_MM * 10 * p->dpi / 254; /* rounded down, as PWG 5102.4 tells a printer's dots */
	p->height = PAGE_HEIGHT_MM * 10 * p->dpi / 254;
	r = lay_out(p, order);
	if (r == 0)
		r = prepare(p, order);
	if (r) {
		pages_free(p);
		return r > 0 ? r : err_up(r);
	}
	*out = p;
	return 0;
}

void pages_free(struct pages *p)
{
	if (!p)
		return;
	raster_free(p->body.raster);
	raster_free(p->foot.raster);
	raster_free(p->head.raster);
	if (p->bits)
		wipe(p->bits, (size_t)PAGE_BAND_ROWS * (size_t)p->row_bytes);
	free(p->bits);
	free(p);
}

/* ---- asking ------------------------------------------------------------------------------------- */

int pages_count(const struct pages *p)
{
	return p->n;
}

int pages_dpi(const struct pages *p)
{
	return p->dpi;
}

int pages_width(const struct pages *p)
{
	return p->width;
}

int pages_height(const struct pages *p)
{
	return p->height;
}

int pages_bands(const struct pages *p)
{
	return (p->height + PAGE_BAND_ROWS - 1) / PAGE_BAND_ROWS;
}

static int foot_top(const struct pages *p)
{
	return p->height - px(p, PAGE_MARGIN_MM + p->foot_mm);
}

int pages_last_ink(const struct pages *p)
{
	return foot_top(p) / PAGE_BAND_ROWS; /* the rule of the foot, which is there whatever its words are */
}

void pages_cut(float *from_mm, float *to_mm, const struct pages *p, int page)
{
	*from_mm = p->spans[page].from_mm;
	*to_mm = p->spans[page].to_mm;
}

/* ---- drawing ------------------------------------------------------------------------------------ */

static int rows_of(const struct pages *p, int band)
{
	int left = p->height - band * PAGE_BAND_ROWS;

	return left < PAGE_BAND_ROWS ? left : PAGE_BAND_ROWS;
}

/* NULL below the last row. */
static int layer_row(const uint8_t **row, struct layer *l, int y)
{
	int band = y / PAGE_BAND_ROWS, e = 0;

	if (y >= raster_rows(l->raster)) {
		*row = NULL;
		return 0;
	}
	if (band != l->band)
		e = raster_band(&l->rows, &l->n, l->raster, band);
	if (e) {
		l->band = -1;
		return err_up(e);
	}
	l->band = band;
	*row = l->rows + (size_t)(y % PAGE_BAND_ROWS) * l->row_bytes;
	return 0;
}

/* Lays rows from..to of a layer onto a band of the page; the first of them stands at page row `at`. */
static int lay_on(struct pages *p, struct layer *l, int at, int from, int to, int band)
{
	int top = band * PAGE_BAND_ROWS, n = rows_of(p, band);

	for (int y = 0; y < n; y++) {
		int of_layer = top + y - at + from;
		uint8_t *to_row = p->bits + (size_t)y * (size_t)p->row_bytes + p->left_bytes;
		const uint8_t *row = NULL;
		int e;

		if (of_layer < from || of_layer >= to)
			continue;
		e = layer_row(&row, l, of_layer);
		if (e)
			return err_up(e);
		for (size_t i = 0; row && i < l->row_bytes; i++)
			to_row[i] |= row[i];
	}
	return 0;
}

static int take_foot(struct pages *p, int page)
{
	int e;

	if (p->foot_of == page)
		return 0;
	raster_free(p->foot.raster);
	p->foot.raster = NULL;
	p->foot_of = -1;
	e = layer_open(&p->foot, p, p->feet[page]);
	if (e == 0)
		p->foot_of = page;
	return err_up(e);
}

static int draw(struct pages *p, int page, int band)
{
	const struct page_span *span;
	int e;

	assert(page >= 0 && page < p->n && band >= 0 && band < pages_bands(p));
	span = &p->spans[page];
	e = take_foot(p, page);
	memset(p->bits, 0, (size_t)PAGE_BAND_ROWS * (size_t)p->row_bytes);
	if (e == 0)
		e = lay_on(p, &p->body, px(p, PAGE_MARGIN_MM), px(p, span->from_mm), px(p, span->to_mm), band);
	if (e == 0)
		e = lay_on(p, &p->foot, foot_top(p), 0, p->height - foot_top(p), band);
	return err_up(e);
}

int pages_body_band(const uint8_t **rows, int *n_rows, struct pages *p, int page, int band)
{
	int e = draw(p, page, band);

	if (e)
		return err_up(e);
	*rows = p->bits;
	*n_rows = rows_of(p, band);
	return 0;
}

static int draw_head(struct pages *p, int band)
{
	if (!p->head.raster)
		return 0;
	return err_up(lay_on(p, &p->head, px(p, head_top_mm), 0, px(p, PAGE_HEAD_MM), band));
}

int pages_band(const uint8_t **rows, int *n_rows, struct pages *p, int page, int band)
{
	int e = draw(p, page, band);

	if (e == 0)
		e = draw_head(p, band);
	if (e)
		return err_up(e);
	*rows = p->bits;
	*n_rows = rows_of(p, band);
	return 0;
}

int pages_each_row(struct pages *p, int page, pages_row_fn *fn, void *me)
{
	uint8_t *grey = malloc((size_t)p->width);
	int r = grey ? 0 : err_new(ENOMEM, "no memory for a row of a page");

	for (int b = 0; r == 0 && b < pages_bands(p); b++) {
		const uint8_t *rows = NULL;
		int n = 0;

		r = pages_band(&rows, &n, p, page, b);
		for (int y = 0; r == 0 && y < n; y++) {
			const uint8_t *row = rows + (size_t)y * (size_t)p->row_bytes;

			for (int x = 0; x < p->width; x++)
				grey[x] = row[x >> 3] & (0x80 >> (x & 7)) ? 0 : 255;
			r = fn(me, b * PAGE_BAND_ROWS + y, grey, p->width);
		}
	}
	free(grey);
	return r;
}
