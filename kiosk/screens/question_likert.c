/* question_likert - a scale from one end to the other: cells beside each other, words below their rings. */
#include <string.h>

#include "screens/question.h"

static const float gap = 2.6f, pad = 1.6f, radius = 2.2f;

/* ---- cells ------------------------------------------------------------------------------------ */

static float cap_of(const struct ui *ui, const struct cell *c)
{
	return c->cap_mm > 0 ? c->cap_mm : ui_cap(ui) * 0.85f;
}

static float sign_side(const struct ui *ui, const struct cell *c)
{
	return c->ring ? ui_cap(ui) * 1.3f : c->icon != ICON_NONE ? ui_cap(ui) * 2.0f : 0;
}

/* Bold as when it is chosen: choosing moves nothing. */
static const struct text_block *words_of(struct ui *ui, const struct cell *c, float width_mm, bool bold)
{
	return ui_tight_block(ui, c->label, cap_of(ui, c), bold, width_mm - 2 * pad);
}

float cell_height(struct ui *ui, const struct cell *c, float width_mm)
{
	float h = 2 * pad + sign_side(ui, c), least = TARGET_TENTH_MM / 10.0f;

	if (c->icon == ICON_NONE)
		h += words_of(ui, c, width_mm, true)->height_mm + (c->ring ? 1.2f : 0);
	return h < least ? least : h;
}

static void ring(struct ui *ui, struct box b, bool chosen)
{
	marks_fill(ui_draw(ui), b, b.w / 2, chosen ? PAINT_MAIN : PAINT_CARD);
	if (chosen)
		marks_fill(ui_draw(ui), box_inset(b, b.w * 0.3f), b.w * 0.2f, PAINT_ON_MAIN);
	else
		marks_edge(ui_draw(ui), b, b.w / 2, 0.5f, PAINT_INK_SOFT);
}

bool cell_draw(struct ui *ui, struct box box, const struct cell *c)
{
	bool down = ui_is_down(ui, c->id);
	float side = sign_side(ui, c), y = box.y;
	const struct text_block *t = words_of(ui, c, box.w, c->chosen);
	struct box sign = {box.x + (box.w - side) / 2, box.y + pad, side, side};

	marks_fill(ui_draw(ui), box, radius, down ? PAINT_QUIET_DOWN : c->chosen ? PAINT_CHOSEN : PAINT_CARD);
	marks_edge(ui_draw(ui), box, radius, c->chosen ? 0.7f : 0.35f, c->chosen ? PAINT_MAIN : PAINT_LINE);
	if (c->icon != ICON_NONE) {
		sign.y = box.y + (box.h - side) / 2;
		marks_icon(ui_draw(ui), sign, c->icon, false, PAINT_MAIN);
	} else {
		if (c->ring) {
			ring(ui, sign, c->chosen);
			y += pad + side;
		}
		marks_text(ui_draw(ui),
		        (struct box){
		                box.x + pad, y + (box.y + box.h - y - t->height_mm) / 2, box.w - 2 * pad, t->height_mm},
		        t, ALIGN_CENTRE, PAINT_INK);
	}
	ui_ring(ui, c->id, box, radius);
	return ui_node(ui, (struct node){.id = c->id,
	                           .role = ROLE_CHOICE,
	                           .label = c->label,
	                           .spoken = c->spoken,
	                           .enabled = true,
	                           .checked = c->chosen,
	                           .touchable = true,
	                           .box = box});
}

/* ---- the scale ---------------------------------------------------------------------------------- */

static bool is_likert(const struct question *q)
{
	return q->looks & LOOK_LIKERT && q->kind == QUESTION_SELECT1 && q->n_choices > 1 && q->n_choices <= 7 &&
	       !q->readonly;
}

static struct cell cell_of(struct scene *s, const struct question *q, size_t i, float cap)
{
	struct cell c = {.label = q->choices[i].label, .chosen = q->choices[i].chosen, .ring = true, .cap_mm = cap};

	c.id = ui_printf(s->ui, "choice:%s:%s", q->ref, q->choices[i].name);
	c.spoken = asking_spoken(s, c.label, i + 1, q->n_choices, c.chosen);
	return c;
}

/* 0: some word is wider than its cell even in the smallest letters. */
static float fitting_cap(struct scene *s, const struct question *q, float width_mm)
{
	float least = ui_is_compact(s->ui) ? 2.6f : 2.9f;

	for (float cap = ui_cap(s->ui) * 0.9f; cap >= least; cap -= 0.2f) {
		bool fits = true;

		for (size_t i = 0; fits && i < q->n_choices; i++) {
			struct cell c = cell_of(s, q, i, cap);

			fits = !words_of(s->ui, &c, width_mm, true)->n_broken;
		}
		if (fits)
			return cap;
	}
	return 0;
}

static bool draw(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	float w = (f->area.w - gap * (float)(q->n_choices - 1)) / (float)q->n_choices, h = 0;
	float cap = fitting_cap(s, q, w);
	size_t tapped = q->n_choices;
	struct box row;

	for (size_t i = 0; cap > 0 && i < q->n_choices; i++) {
		struct cell c = cell_of(s, q, i, cap);
		float one = cell_height(s->ui, &c, w);

		h = one > h ? one : h;
	}
	if (cap <= 0 || h > flow_page(f))
		return widget_choices.draw(s, a, f, q); /* no room beside each other: below each other */
	if (!flow_take(f, h, &row))
		return false;
	for (size_t i = 0; i < q->n_choices; i++) {
		struct cell c = cell_of(s, q, i, cap);

		if (cell_draw(s->ui, box_cut_start(&row, w, ui_rtl(s->ui)), &c))
			tapped = i;
		(void)box_cut_start(&row, gap, ui_rtl(s->ui));
	}
	if (tapped == q->n_choices || !asking_choose(s, q, tapped))
		return false;
	a->error = false;
	return true;
}

const struct widget widget_likert = {.fits = is_likert, .draw = draw};
