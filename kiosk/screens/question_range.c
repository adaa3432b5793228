/*
 * question_range - a number from .. to .. in steps
 *
 * A few numbers stand beside each other, each to be tapped (stars, where the form asks for a rating); many are stepped
 * through, or found on a bar. Nothing is chosen before the person does.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "form/number.h"
#include "screens/question.h"
#include "sys/text.h"

static const float gap = 2.6f;

enum { CELLS_MOST = 11, STEPS_MOST = 100000 };

struct scale {
	double from, step; /* step has its sign: a range may run down */
	int n; /* numbers on it */
};

static bool take_scale(struct scale *out, const struct question *q)
{
	double from = number_parse(str_of(q->range_start)), to = number_parse(str_of(q->range_end));
	double step = fabs(number_parse(str_of(q->range_step)));

	if (isnan(from) || isnan(to) || isnan(step) || step <= 0 || fabs(to - from) / step > STEPS_MOST)
		return false;
	*out = (struct scale){from, to < from ? -step : step, (int)floor(fabs(to - from) / step + 1e-9) + 1};
	return true;
}

static bool is_range(const struct question *q)
{
	struct scale scale;

	return q->kind == QUESTION_RANGE && !q->readonly && take_scale(&scale, q);
}

/* As XForms writes it: 0.30000000000000004 is no number of the scale. */
static const char *value_at(struct scene *s, const struct scale *scale, int i)
{
	char text[NUMBER_ROOM];

	(void)number_format(text, round((scale->from + i * scale->step) * 1e6) / 1e6);
	return ui_copy(s->ui, text);
}

static int place_of(const struct scale *scale, const char *value)
{
	double v = number_parse(str_of(value));

	return !*value || isnan(v) ? -1 : (int)lround((v - scale->from) / scale->step);
}

static const char *shown_at(struct scene *s, const struct scale *scale, int i)
{
	return ui_copy(s->ui, visit_number_text(s->visit, value_at(s, scale, i), false));
}

/* ---- cells ------------------------------------------------------------------------------------------- */

static struct cell cell_of(struct scene *s, const struct question *q, const struct scale *scale, int i, int chosen)
{
	struct cell c = {.label = shown_at(s, scale, i), .chosen = i == chosen, .cap_mm = ui_cap(s->ui)};

	c.id = ui_printf(s->ui, "choice:%s:%s", q->ref, value_at(s, scale, i));
	if (strstr(q->appearance, "rating")) {
		c.icon = i <= chosen ? ICON_STAR_FULL : ICON_STAR;
		c.spoken = ui_copy(
		        s->ui, visit_say_with(s->visit, "range.stars", (const char *const[]){"n", c.label, NULL}));
	}
	c.spoken = asking_spoken(s, c.spoken ? c.spoken : c.label, (size_t)i + 1, (size_t)scale->n, c.chosen);
	return c;
}

static float widest(struct scene *s, const struct question *q, const struct scale *scale)
{
	float w = TARGET_TENTH_MM / 10.0f;

	for (int i = 0; i < scale->n; i++) {
		struct cell c = cell_of(s, q, scale, i, -1);
		float one = ui_text_block(s->ui, c.label, c.cap_mm, true, 0)->width_mm + 4;

		w = one > w && c.icon == ICON_NONE ? one : w;
	}
	return w;
}

static int draw_cells(struct scene *s, struct flow *f, const struct question *q, const struct scale *scale, int chosen)
{
	int columns = (int)((f->area.w + gap) / (widest(s, q, scale) + gap)), rows, pressed = -1;
	float w;

	columns = columns < 1 ? 1 : columns > scale->n ? scale->n : columns;
	rows = (scale->n + columns - 1) / columns;
	columns = (scale->n + rows - 1) / rows; /* rows of one length */
	w = (f->area.w - gap * (float)(columns - 1)) / (float)columns;
	for (int i = 0; i < scale->n; i += columns) {
		struct cell first = cell_of(s, q, scale, i, chosen);
		struct box row;
		bool here = flow_take(f, cell_height(s->ui, &first, w), &row);

		for (int c = i; here && c < i + columns && c < scale->n; c++) {
			struct cell cell = cell_of(s, q, scale, c, chosen);

			if (cell_draw(s->ui, box_cut_start(&row, w, ui_rtl(s->ui)), &cell))
				pressed = c;
			(void)box_cut_start(&row, gap, ui_rtl(s->ui));
		}
		flow_space(f, gap);
	}
	return pressed;
}

/* ---- steps and bar --------------------------------------------------------------------------------------- */

static int within(const struct scale *scale, int place)
{
	return place < 0 ? 0 : place >= scale->n ? scale->n - 1 : place;
}

/* A bar from the first number to the last; a finger on it says where. Steps alone are for keys. */
static int draw_bar(struct scene *s, struct box at, const struct question *q, const struct scale *scale, int place)
{
	const char *id = ui_printf(s->ui, "field:%s", q->ref);
	bool rtl = ui_rtl(s->ui), pressed;
	float knob = 8.0f, room = at.w - knob, x, y = 0, part;
	struct box track = {at.x + knob / 2, at.y + at.h / 2 - 0.9f, room, 1.8f}, done = track;
	bool held = ui_is_down(s->ui, id);

	part = scale->n > 1 && place >= 0 ? (float)place / (float)(scale->n - 1) : 0;
	/* What is left to go is a thin line: in black and white too one sees how far it is. */
	marks_fill(ui_draw(s->ui), (struct box){track.x, track.y + 0.5f, track.w, 0.8f}, 0.4f, PAINT_LINE);
	if (place >= 0) {
		done = rtl ? box_cut_end(&done, room * part, false) : box_cut_start(&done, room * part, false);
		marks_fill(ui_draw(s->ui), done, 0.9f, PAINT_MAIN);
		x = at.x + room * (rtl ? 1 - part : part);
		marks_fill(ui_draw(s->ui), (struct box){x, at.y + (at.h - knob) / 2, knob, knob}, knob / 2, PAINT_MAIN);
	}
	ui_ring(s->ui, id, at, 1.6f);
	pressed = ui_node(s->ui, (struct node){.id = id,
	                                 .role = ROLE_FIELD,
	                                 .label = q->label,
	                                 .value = place < 0 ? "" : shown_at(s, scale, place),
	                                 .enabled = true,
	                                 .touchable = true,
	                                 .box = at});
	if ((!held && !pressed) || s->ui->focus_shown)
		return place;
	(void)ui_finger(s->ui, &x, &y);
	part = (x - at.x - knob / 2) / room;
	return within(scale, (int)lroundf((rtl ? 1 - part : part) * (float)(scale->n - 1)));
}

static bool step_button(
        struct scene *s, struct box at, const struct question *q, const struct scale *scale, int by, bool closed)
{
	char text[NUMBER_ROOM];
	const char *size, *id = ui_printf(s->ui, "step:%s:%d", q->ref, by);
	struct button b = {.id = id, .icon = by < 0 ? ICON_MINUS : ICON_PLUS, .disabled = closed};

	(void)number_format(text, round(fabs(by * scale->step) * 1e6) / 1e6);
	size = ui_copy(s->ui, visit_number_text(s->visit, text, false));
	b.label = size;
	b.spoken = ui_copy(s->ui,
	        visit_say_with(s->visit, by < 0 ? "range.less" : "range.more", (const char *const[]){"n", size, NULL}));
	for (b.cap_mm = ui_cap(s->ui); b.cap_mm > 2.5f; b.cap_mm -= 0.2f) {
		if (button_holds(s->ui, &b, at) && button_width(s->ui, &b) - 4 <= at.w)
			break;
	}
	return ui_button(s->ui, at, &b);
}

/* Large steps where the way is long: about a tenth of it, one, two or five and noughts. */
static int large_step(const struct scale *scale)
{
	int tenth = scale->n / 10, step = 1;

	while (step * 10 <= tenth)
		step *= 10;
	step = step * 5 <= tenth ? step * 5 : step * 2 <= tenth ? step * 2 : step;
	return step;
}

static void draw_value(struct scene *s, struct box at, const struct scale *scale, int place)
{
	const char *text = place < 0 ? visit_say(s->visit, "range.none") : shown_at(s, scale, place);
	float cap = place < 0 ? ui_cap(s->ui) * 0.9f : ui_heading_cap(s->ui) * 1.3f;
	const struct text_block *t;

	while (cap > 2.9f && (ui_tight_block(s->ui, text, cap, true, at.w)->height_mm > at.h ||
	                             ui_tight_block(s->ui, text, cap, true, at.w)->n_broken))
		cap -= 0.3f;
	t = ui_tight_block(s->ui, text, cap, true, at.w);
	at.y += (at.h - t->height_mm) / 2;
	at.h = t->height_mm;
	marks_text(ui_draw(s->ui), at, t, ALIGN_CENTRE, PAINT_INK);
	(void)ui_node(s->ui, (struct node){.role = ROLE_TEXT, .label = text, .box = at});
}

/* The first and the last number, under the ends of the bar. */
static void draw_ends(struct scene *s, struct flow *f, const struct scale *scale)
{
	float cap = ui_cap(s->ui) * 0.8f > 2.9f ? ui_cap(s->ui) * 0.8f : 2.9f;
	const struct text_block *from = ui_tight_block(s->ui, shown_at(s, scale, 0), cap, false, 0),
	                        *to = ui_tight_block(s->ui, shown_at(s, scale, scale->n - 1), cap, false, 0);
	struct box row, ends[2];

	if (!flow_take(f, from->height_mm, &row))
		return;
	ends[0] = box_cut_start(&row, from->width_mm + 0.5f, ui_rtl(s->ui));
	ends[1] = box_cut_end(&row, to->width_mm + 0.5f, ui_rtl(s->ui));
	marks_text(ui_draw(s->ui), ends[0], from, ALIGN_START, PAINT_INK_SOFT);
	marks_text(ui_draw(s->ui), ends[1], to, ALIGN_START, PAINT_INK_SOFT);
	(void)ui_node(s->ui, (struct node){.role = ROLE_TEXT, .label = shown_at(s, scale, 0), .box = ends[0]});
	(void)ui_node(
	        s->ui, (struct node){.role = ROLE_TEXT, .label = shown_at(s, scale, scale->n - 1), .box = ends[1]});
}

static int draw_steps(struct scene *s, struct flow *f, const struct question *q, const struct scale *scale, int place)
{
	int large = large_step(scale), to = place, first = place < 0 ? 0 : place;
	bool wide = large > 1 && f->area.w > 130, rtl = ui_rtl(s->ui);
	int by[4] = {-large, -1, 1, large};
	float side = f->area.w * (wide ? 0.17f : 0.24f);
	struct box row, bar, ends[4];

	if (flow_take(f, button_height(s->ui) * 1.25f, &row)) {
		ends[0] = wide ? box_cut_start(&row, side, rtl) : (struct box){0};
		(void)box_cut_start(&row, wide ? gap : 0, rtl);
		ends[1] = box_cut_start(&row, side, rtl);
		ends[3] = wide ? box_cut_end(&row, side, rtl) : (struct box){0};
		(void)box_cut_end(&row, wide ? gap : 0, rtl);
		ends[2] = box_cut_end(&row, side, rtl);
		for (int i = 0; i < 4; i++) {
			bool closed = by[i] < 0 ? place <= 0 : place >= scale->n - 1;

			if (i == 2)
				draw_value(s, box_inset(row, 2.5f), scale, place);
			if (ends[i].w > 0 && step_button(s, ends[i], q, scale, by[i], closed))
				to = place < 0 ? (by[i] < 0 ? 0 : within(scale, by[i] - 1))
				               : within(scale, first + by[i]);
		}
	}
	flow_space(f, gap);
	if (flow_take(f, TARGET_TENTH_MM / 10.0f, &bar)) {
		int found = draw_bar(s, bar, q, scale, place);

		to = found != place ? found : to;
	}
	draw_ends(s, f, scale);
	flow_space(f, gap);
	return to;
}

static bool draw(struct scene *s, struct asking *a, struct flow *f, const struct question *q)
{
	struct scale scale;
	int place, to;

	if (!take_scale(&scale, q))
		return false;
	place = place_of(&scale, q->value);
	if (scale.n <= CELLS_MOST) {
		int pressed = draw_cells(s, f, q, &scale, place);

		to = pressed < 0 ? place : pressed;
	} else {
		to = draw_steps(s, f, q, &scale, place);
	}
	if (to == place || session_set(visit_session(s->visit), q->id, value_at(s, &scale, to)))
		return false;
	s->ui->reacted = true;
	a->error = false;
	return true;
}

const struct widget widget_range = {.fits = is_range, .draw = draw};
