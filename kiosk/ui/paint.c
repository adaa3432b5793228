#include "ui/paint.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <pixman.h>

#include "ui/paint_shape.h"

/* What one repaint needs in hand. */
struct brush {
	struct painter *p;
	const struct ui *ui;
	pixman_image_t *to;
	pixman_region32_t clip;
};

static float px_x(const struct ui *ui, float mm)
{
	return mm * (float)ui->panel.width_px / ui->panel.width_mm;
}

static float px_y(const struct ui *ui, float mm)
{
	return mm * (float)ui->panel.height_px / ui->panel.height_mm;
}

struct px_rect paint_px(const struct panel *panel, struct box b)
{
	float sx = (float)panel->width_px / panel->width_mm, sy = (float)panel->height_px / panel->height_mm;
	int x = (int)lroundf(b.x * sx), y = (int)lroundf(b.y * sy);

	return (struct px_rect){x, y, (int)lroundf((b.x + b.w) * sx) - x, (int)lroundf((b.y + b.h) * sy) - y};
}

static bool touches(struct brush *b, struct px_rect r)
{
	pixman_box32_t box = {r.x, r.y, r.x + r.w, r.y + r.h};

	return pixman_region32_contains_rectangle(&b->clip, &box) != PIXMAN_REGION_OUT;
}

static void clip_to(struct brush *b, struct px_rect r)
{
	pixman_region32_t cut;

	pixman_region32_init(&cut);
	pixman_region32_intersect_rect(&cut, &b->clip, r.x, r.y, (unsigned)r.w, (unsigned)r.h);
	pixman_image_set_clip_region32(b->to, &cut);
	pixman_region32_fini(&cut);
}

static pixman_image_t *ink(struct brush *b, enum paint paint)
{
	return painter_ink(b->p, b->ui->theme.colour[paint]);
}

static void paint_shape(struct brush *b, const struct mark *m)
{
	struct px_rect r = paint_px(&b->ui->panel, m->box);
	int radius = (int)lroundf(px_x(b->ui, m->radius_mm));
	int edge = m->kind == MARK_EDGE ? (int)fmaxf(1, lroundf(px_x(b->ui, m->edge_mm))) : 0;

	shape_round(b->p, b->to, ink(b, m->paint), r, radius, edge);
}

static void paint_run(struct brush *b, const struct mark *m, const struct text_run *run, float x_mm, float base_mm)
{
	struct coverage c;
	pixman_image_t *mask;

	if (fonts_run_coverage(b->ui->fonts, &c, run->face, &m->text->style, run->text, run->n, run->rtl) || !c.rows)
		return; /* a run that can not be drawn stays blank; text_layout counted it */
	mask = painter_mask(b->p, c.rows, c.width, c.height, c.stride);
	if (!mask)
		return;
	pixman_image_composite32(PIXMAN_OP_OVER, ink(b, m->paint), mask, b->to, 0, 0, 0, 0,
	        (int)lroundf(px_x(b->ui, x_mm)) + c.left, (int)lroundf(px_y(b->ui, base_mm)) + c.top, c.width,
	        c.height);
	pixman_image_unref(mask);
}

static void paint_text(struct brush *b, const struct mark *m)
{
	const struct text_block *t = m->text;

	clip_to(b, paint_px(&b->ui->panel, mark_ink(m)));
	for (int l = 0; l < t->n_lines; l++) {
		const struct text_line *line = &t->lines[l];
		float x = m->box.x - m->shift_mm, base = m->box.y + (float)l * t->line_mm + t->ascent_mm;

		if (m->align == ALIGN_CENTRE && line->n_runs)
			x += (m->box.w - line->width_mm) / 2 - line->runs[0].x_mm;
		for (int i = 0; i < line->n_runs; i++)
			paint_run(b, m, &line->runs[i], x + line->runs[i].x_mm, base);
	}
	pixman_image_set_clip_region32(b->to, &b->clip);
}

static void paint_line(struct brush *b, const struct mark *m)
{
	struct px_rect r = paint_px(&b->ui->panel, m->box);
	pixman_image_t *mask = shape_line(r.w, r.h, px_x(b->ui, m->edge_mm), m->mirrored);

	if (!mask)
		return;
	pixman_image_composite32(PIXMAN_OP_OVER, ink(b, m->paint), mask, b->to, 0, 0, 0, 0, r.x, r.y, r.w, r.h);
	pixman_image_unref(mask);
}

static void paint_icon(struct brush *b, const struct mark *m)
{
	struct px_rect r = paint_px(&b->ui->panel, m->box);
	int side = r.w < r.h ? r.w : r.h;
	pixman_image_t *mask = painter_icon(b->p, m->icon, side, m->mirrored);

	if (mask)
		pixman_image_composite32(PIXMAN_OP_OVER, ink(b, m->paint), mask, b->to, 0, 0, 0, 0,
		        r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side);
}

static void paint_marks(struct brush *b)
{
	const struct marks *marks = ui_marks(b->ui);

	for (int i = 0; i < marks->n; i++) {
		const struct mark *m = &marks->all[i];

		if (!touches(b, paint_px(&b->ui->panel, mark_ink(m))))
			continue;
		switch (m->kind) {
		case MARK_FILL:
		case MARK_EDGE:
			paint_shape(b, m);
			break;
		case MARK_TEXT:
			paint_text(b, m);
			break;
		case MARK_ICON:
			paint_icon(b, m);
			break;
		case MARK_LINE:
			paint_line(b, m);
			break;
		}
	}
}

int paint_frame(struct painter *p, const struct canvas *c, const struct ui *ui, const struct box *boxes, int n,
        struct px_rect *rects)
{
	struct brush b = {.p = p, .ui = ui};
	pixman_box32_t all = {0, 0, c->width, c->height};

	b.to = pixman_image_create_bits_no_clear(PIXMAN_x8r8g8b8, c->width, c->height, c->pixels, c->stride_bytes);
	if (!b.to)
		return err_new(ENOMEM, "no memory to paint");
	pixman_region32_init(&b.clip);
	for (int i = 0; i < n; i++) {
		struct px_rect r = paint_px(&ui->panel, boxes[i]);

		/* One dot around: edges are rounded to whole dots. */
		r = (struct px_rect){r.x - 1, r.y - 1, r.w + 2, r.h + 2};
		pixman_region32_union_rect(&b.clip, &b.clip, r.x, r.y, (unsigned)r.w, (unsigned)r.h);
		rects[i].x = r.x < 0 ? 0 : r.x;
		rects[i].y = r.y < 0 ? 0 : r.y;
		rects[i].w = (r.x + r.w > c->width ? c->width : r.x + r.w) - rects[i].x;
		rects[i].h = (r.y + r.h > c->height ? c->height : r.y + r.h) - rects[i].y;
	}
	pixman_region32_intersect_rect(&b.clip, &b.clip, 0, 0, (unsigned)all.x2, (unsigned)all.y2);
	pixman_image_set_clip_region32(b.to, &b.clip);
	shape_round(p, b.to, ink(&b, PAINT_PAGE), (struct px_rect){0, 0, c->width, c->height}, 0, 0);
	paint_marks(&b);
	pixman_region32_fini(&b.clip);
	pixman_image_unref(b.to);
	return 0;
}
