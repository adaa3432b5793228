/* sheet_beside - the same words in two languages, so that each reader sees what the other one reads */
#include <math.h>
#include <stdio.h>

#include "paper/sheet_build.h"

static const float gap_mm = 3.0f, bar_mm = 1.2f, bar_gap_mm = 1.8f, dot_gap_mm = 1.8f;
static const float least_share = 0.8f; /* of the size of large letters */

static enum sheet_role role_of(enum sheet_words what, bool small)
{
	switch (what) {
	case SHEET_HEADING:
		return small ? ROLE_STRONG : ROLE_HEADING;
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

static float number_mm(int number)
{
	return number < 10 ? 4.4f : 6.4f;
}

/* Room that a point's sign or a bar takes at the side where reading begins. */
static float sign_width(const struct sheet *s, enum sheet_words what, int number)
{
	if (what == SHEET_STRONG)
		return (bar_mm + bar_gap_mm) * s->page.scale;
	if (what == SHEET_POINT)
		return (number ? number_mm(number) : 1.3f + dot_gap_mm) * s->page.scale;
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
		side = number_mm(number) * s->page.scale;
		(void)sheet_add_text(s, ROLE_STRONG, label, side_x(x, w, 0, side, dir), s->y_mm, side, dir);
		return;
	}
	m = sheet_add(s, SHEET_FILL, side_x(x, w, 0, side, dir), s->y_mm + (b->line_mm - side) / 2, side, side);
	if (m)
		m->round_mm = side / 2;
}

/* What stands beside each other, and in which letters. */
struct part {
	enum sheet_words what;
	int number;
	bool small; /* a heading in the letters of bold text */
};

/* Whether a word of this side would have to be parted between its letters, where no hyphen tells it. */
static bool breaks(struct sheet *s, const struct part *part, const struct sheet_side *side, float w)
{
	struct text_style style = sheet_style(s, role_of(part->what, part->small), side->dir);
	struct text_block *b;
	int e;

	if (s->trouble)
		return false;
	e = text_layout(&b, s->page.arena, s->page.fonts, &style, side->text,
	        w - sign_width(s, part->what, part->number), side->dir);
	if (e)
		sheet_fail(s, err_up(e));
	return e == 0 && b->n_broken > 0;
}

/* True when both fit into columns of that width with whole words; a heading may become smaller for it. */
static bool fits(
        struct sheet *s, struct part *part, const struct sheet_side *left, const struct sheet_side *right, float w)
{
	bool may_shrink = part->what == SHEET_HEADING;

	for (int i = 0; i <= (may_shrink ? 1 : 0); i++) {
		part->small = i;
		if (!breaks(s, part, left, w) && !(right && breaks(s, part, right, w)))
			return true;
	}
	part->small = false;
	return false;
}

/* Large letters may become a little smaller for a long word; normal ones never do. */
static void shrink_until_it_fits(
        struct sheet *s, struct part *part, const struct sheet_side *left, const struct sheet_side *right)
{
	float scale = s->page.scale, w = s->page.width_mm;

	for (s->page.scale = scale; s->page.scale >= fmaxf(1, scale * least_share); s->page.scale *= 0.96f)
		if (fits(s, part, left, right, w))
			return;
	s->page.scale = scale;
}

/* One side at the sheet's present height; gives how tall it is. */
static float draw(struct sheet *s, const struct part *part, const struct sheet_side *side, float x, float w)
{
	float taken = sign_width(s, part->what, part->number);
	struct sheet_mark *m = sheet_add_text(s, role_of(part->what, part->small), side->text,
	        side_x(x, w, taken, w - taken, side->dir), s->y_mm, w - taken, side->dir);
	float tall;

	if (!m)
		return 0;
	tall = m->h_mm; /* the array of marks may move below */
	sign(s, part->what, part->number, m->block, x, w, side->dir);
	return tall;
}

/* A voice reads the number of a point, too. */
static void say(struct sheet *s, enum sheet_words what, int number, const struct sheet_side *side)
{
	bool numbered = what == SHEET_POINT && number && side->text[0];

	sheet_say(s, numbered ? arena_printf(s->page.arena, "%d. %s", number, side->text) : side->text);
}

void sheet_beside(struct sheet *s, enum sheet_words what, int number, const struct sheet_side *left,
        const struct sheet_side *right)
{
	bool heading = what == SHEET_HEADING;
	struct part part = {what, number, false};
	float scale = s->page.scale, w = s->page.width_mm, gap = gap_mm * scale, half = (w - gap) / 2, tall;

	if (!sheet_begin_part(s, heading ? 3.0f : 1.2f, heading ? 1.2f : 1.6f))
		return;
	s->holds_next = heading;
	if (right && sheet_is_wide(s) && fits(s, &part, left, right, half)) {
		tall = draw(s, &part, left, 0, half);
		s->y_mm += fmaxf(tall, draw(s, &part, right, half + gap, half));
	} else {
		shrink_until_it_fits(s, &part, left, right);
		s->y_mm += draw(s, &part, left, 0, w);
		if (right) {
			s->y_mm += 0.8f * s->page.scale;
			s->y_mm += draw(s, &part, right, 0, w);
			if (!heading)
				s->gap_mm = 2.8f; /* which two belong together is seen from their distance */
		}
		s->page.scale = scale;
	}
	say(s, what, number, left);
	if (right)
		say(s, what, number, right);
}
