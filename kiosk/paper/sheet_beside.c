/* sheet_beside - the same words in two languages, so that each reader sees what the other one reads */
#include <math.h>
#include <stdio.h>

#include "paper/sheet_build.h"

static const float gap_mm = 3.0f, bar_mm = 1.2f, bar_gap_mm = 1.8f, dot_gap_mm = 1.8f;

static enum sheet_role role_of(enum sheet_words what)
{
	switch (what) {
	case SHEET_HEADING:
		return ROLE_HEADING;
	case SHEET_STRONG:
		return ROLE_STRONG;
	case SHEET_PARAGRAPH:
	case SHEET_POINT:
		break;
	}
	return ROLE_BODY;
}

/* x of a box w wide, from_mm behind where this side begins to be read. */
static float side_x(float x, float side_w, float from, float w, enum text_dir dir)
{
	return dir == DIR_RTL ? x + side_w - from - w : x + from;
}

/* Room that a point's sign or a bar takes at the side where reading begins. */
static float sign_width(const struct sheet *s, enum sheet_words what, int number)
{
	if (what == SHEET_STRONG)
		return (bar_mm + bar_gap_mm) * s->page.scale;
	if (what == SHEET_POINT)
		return (number ? 4.4f : 1.3f + dot_gap_mm) * s->page.scale;
	return 0;
}

static void sign(struct sheet *s, enum sheet_words what, int number, const struct text_block *b, float x, float w,
        enum text_dir dir)
{
	float cap = b->style.cap_mm, side = what == SHEET_STRONG ? bar_mm * s->page.scale : cap * 0.5f;
	struct sheet_mark *m;
	char label[12];

	if (what == SHEET_STRONG) {
		(void)sheet_add(s, SHEET_FILL, side_x(x, w, 0, side, dir), s->y_mm, side, b->height_mm);
		return;
	}
	if (what != SHEET_POINT)
		return;
	if (number) {
		(void)snprintf(label, sizeof label, "%d.", number);
		(void)sheet_add_text(s, ROLE_STRONG, label, side_x(x, w, 0, 4.4f * s->page.scale, dir), s->y_mm,
		        4.4f * s->page.scale, dir);
		return;
	}
	m = sheet_add(s, SHEET_FILL, side_x(x, w, 0, side, dir), s->y_mm + (b->line_mm - side) / 2, side, side);
	if (m)
		m->round_mm = side / 2;
}

/* One side at the sheet's present height; gives how tall it is. */
static float draw(struct sheet *s, enum sheet_words what, int number, const struct sheet_side *side, float x, float w)
{
	float taken = sign_width(s, what, number);
	struct sheet_mark *m = sheet_add_text(
	        s, role_of(what), side->text, side_x(x, w, taken, w - taken, side->dir), s->y_mm, w - taken, side->dir);
	float tall;

	if (!m)
		return 0;
	tall = m->h_mm; /* the array of marks may move below */
	sign(s, what, number, m->block, x, w, side->dir);
	return tall;
}

void sheet_beside(struct sheet *s, enum sheet_words what, int number, const struct sheet_side *left,
        const struct sheet_side *right)
{
	bool columns = right && sheet_is_wide(s), heading = what == SHEET_HEADING;
	float w = s->page.width_mm, gap = gap_mm * s->page.scale, half = (w - gap) / 2, tall;

	if (!sheet_begin_part(s, heading ? 3.0f : 1.2f, heading ? 1.2f : 1.6f))
		return;
	s->holds_next = heading;
	if (columns) {
		tall = draw(s, what, number, left, 0, half);
		s->y_mm += fmaxf(tall, draw(s, what, number, right, half + gap, half));
	} else {
		s->y_mm += draw(s, what, number, left, 0, w);
		if (right) {
			s->y_mm += 0.8f * s->page.scale;
			s->y_mm += draw(s, what, number, right, 0, w);
		}
	}
	sheet_say(s, left->text);
	if (right)
		sheet_say(s, right->text);
}
