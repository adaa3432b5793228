/* sheet_parts - what a sheet can be made of, and how each part looks */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "paper/qr.h"
#include "paper/sheet_build.h"

/* Millimetres; all grow with the sheet's scale. */
static const float line_mm = 0.25f, frame_mm = 0.5f, bar_mm = 1.2f;

static float scaled(const struct sheet *s, float mm)
{
	return mm * s->page.scale;
}

static float width(const struct sheet *s)
{
	return s->page.width_mm;
}

/* Two columns and things side by side need a wide sheet and letters that are not too large for it. */
bool sheet_is_wide(const struct sheet *s)
{
	return width(s) >= SHEET_WIDE_MM * s->page.scale;
}

static void fill(struct sheet *s, float x, float y, float w, float h, float round_mm)
{
	struct sheet_mark *m = sheet_add(s, SHEET_FILL, x, y, w, h);

	if (m)
		m->round_mm = round_mm;
}

static void hollow(struct sheet *s, float x, float y, float w, float h, float round_mm)
{
	struct sheet_mark *m = sheet_add(s, SHEET_FILL, x, y, w, h);

	if (!m)
		return;
	m->white = true;
	m->round_mm = round_mm;
}

/* A block of text over the whole width. */
static void plain(struct sheet *s, enum sheet_role role, const char *text, float above, float below)
{
	const struct sheet_mark *m;

	if (!sheet_begin_part(s, above, below))
		return;
	m = sheet_add_text(s, role, text, 0, s->y_mm, width(s), s->page.dir);
	if (m)
		s->y_mm += m->h_mm;
	sheet_say(s, text);
}

/* The larger letters, unless the smaller ones need fewer lines or part fewer words. */
static enum sheet_role larger_if_it_fits(
        struct sheet *s, enum sheet_role large, enum sheet_role small, const char *text, float w, enum text_dir dir)
{
	const enum sheet_role roles[2] = {large, small};
	struct text_block *b[2];

	for (int i = 0; i < 2; i++) {
		struct text_style style = sheet_style(s, roles[i], dir);
		int e = text_layout(&b[i], s->page.arena, s->page.fonts, &style, text, w, dir);

		if (e) {
			sheet_fail(s, err_up(e));
			return large;
		}
	}
	return b[1]->n_lines < b[0]->n_lines || b[1]->n_broken < b[0]->n_broken ? small : large;
}

/* Whether a word would be parted between its letters, where no hyphen tells it. */
static bool parts_a_word(struct sheet *s, enum sheet_role role, const char *text)
{
	struct text_style style = sheet_style(s, role, s->page.dir);
	struct text_block *b;
	int e = text_layout(&b, s->page.arena, s->page.fonts, &style, text, width(s), s->page.dir);

	if (e)
		sheet_fail(s, err_up(e));
	return e == 0 && b->n_broken > 0;
}

void sheet_banner(struct sheet *s, const char *text)
{
	float pad = scaled(s, 1.2f), inner = width(s) - 2 * pad;
	enum sheet_role role = ROLE_BANNER;
	struct sheet_mark *box, *m;
	int at = s->n_marks;

	if (!sheet_begin_part(s, 3, 4))
		return;
	role = larger_if_it_fits(s, ROLE_BANNER, ROLE_STRONG, text, inner, s->page.dir);
	box = sheet_add(s, SHEET_FILL, 0, s->y_mm, width(s), 0);
	m = box ? sheet_add_text(s, role, text, pad, s->y_mm + pad, inner, s->page.dir) : NULL;
	if (!m)
		return;
	m->white = m->centred = true;
	box = &s->marks[at]; /* the array may have moved */
	box->h_mm = m->h_mm + 2 * pad;
	box->round_mm = scaled(s, 0.8f);
	s->y_mm += box->h_mm;
	sheet_say(s, text);
}

void sheet_title(struct sheet *s, const char *text)
{
	static const enum sheet_role roles[] = {ROLE_TITLE, ROLE_TITLE_SMALL, ROLE_HEADING, ROLE_STRONG};
	size_t i = larger_if_it_fits(s, roles[0], roles[1], text, width(s), s->page.dir) == roles[1];

	while (i + 1 < sizeof roles / sizeof *roles && parts_a_word(s, roles[i], text))
		i++;
	plain(s, roles[i], text, 3, 2);
}

void sheet_heading(struct sheet *s, const char *text)
{
	plain(s, ROLE_HEADING, text, 2.5f, 1.9f);
	s->holds_next = true;
}

void sheet_paragraph(struct sheet *s, const char *text)
{
	plain(s, ROLE_BODY, text, 1.2f, 1.8f);
}

void sheet_point(struct sheet *s, int number, const char *text)
{
	struct text_style body = sheet_style(s, ROLE_BODY, s->page.dir);
	float pitch = body.cap_mm * body.leading, side = fminf(pitch, body.cap_mm * 1.75f), gap = scaled(s, 2.2f);
	float dot = number ? side : body.cap_mm * 0.5f, from = side + gap;
	const struct sheet_mark *m;
	struct sheet_mark *digit;
	char label[12], spoken[16];

	if (!sheet_begin_part(s, 1.2f, 1.6f))
		return;
	fill(s, sheet_x(s, (side - dot) / 2, dot), s->y_mm + (pitch - dot) / 2, dot, dot, dot / 2);
	(void)snprintf(label, sizeof label, "%d", number);
	if (number) {
		digit = sheet_add_text(s, ROLE_STRONG, label, sheet_x(s, 0, side), s->y_mm, side, DIR_LTR);
		if (digit)
			digit->white = digit->centred = true;
	}
	m = sheet_add_text(
	        s, ROLE_BODY, text, sheet_x(s, from, width(s) - from), s->y_mm, width(s) - from, s->page.dir);
	if (m)
		s->y_mm += m->h_mm;
	(void)snprintf(spoken, sizeof spoken, "%d. ", number);
	sheet_say(s, arena_printf(s->page.arena, "%s%s", number ? spoken : "", text));
}

/* A number, or whatever has no space in it, is read out and typed over: it stands in one line where the paper allows. */
static bool wants_a_line(struct sheet *s, const char *value, float w)
{
	struct text_style style = sheet_style(s, ROLE_VALUE, s->page.dir);
	struct text_block *b;
	int e;

	if (strchr(value, ' '))
		return false;
	e = text_layout(&b, s->page.arena, s->page.fonts, &style, value, w, s->page.dir);
	if (e)
		sheet_fail(s, err_up(e));
	return e == 0 && b->n_lines > 1;
}

void sheet_pair(struct sheet *s, const char *label, const char *value)
{
	/* A value keeps its own direction: a phone number inside Arabic stays a phone number. */
	const char *kept = text_isolate(s->page.arena, value);
	float w = width(s);
	bool wide = sheet_is_wide(s) && !wants_a_line(s, kept ? kept : value, w * 0.58f - scaled(s, 2));
	float label_w = wide ? w * 0.42f : w, gap = wide ? scaled(s, 2) : 0;
	float value_from = wide ? label_w + gap : 0, value_w = w - value_from;
	const struct sheet_mark *l, *v;
	float label_h;

	if (!sheet_begin_part(s, 1, wide ? 1 : 1.8f))
		return;
	l = sheet_add_text(s, ROLE_LABEL, label, sheet_x(s, 0, label_w), s->y_mm, label_w, s->page.dir);
	if (!l)
		return;
	label_h = l->h_mm;
	v = sheet_add_text(s, ROLE_VALUE, kept ? kept : value, sheet_x(s, value_from, value_w),
	        wide ? s->y_mm : s->y_mm + label_h, value_w, s->page.dir);
	if (!v)
		return;
	s->y_mm += wide ? fmaxf(label_h, v->h_mm) : label_h + v->h_mm;
	sheet_say(s, arena_printf(s->page.arena, "%s: %s", label, value));
}

void sheet_number(struct sheet *s, const char *label, const char *number)
{
	float pad = scaled(s, 1.8f), edge = scaled(s, frame_mm), w = width(s), inner = w - 2 * pad, h;
	struct sheet_mark *l, *n;
	enum sheet_role role = larger_if_it_fits(s, ROLE_HEADING, ROLE_VALUE, number, inner, DIR_LTR);
	int at = s->n_marks;

	if (!sheet_begin_part(s, 3, 3))
		return;
	fill(s, 0, s->y_mm, w, 0, scaled(s, 1.2f));
	hollow(s, edge, s->y_mm + edge, w - 2 * edge, 0, scaled(s, 0.8f));
	l = sheet_add_text(s, ROLE_LABEL, label, pad, s->y_mm + pad, inner, s->page.dir);
	if (!l)
		return;
	l->centred = true;
	h = pad + l->h_mm;
	n = sheet_add_text(s, role, number, pad, s->y_mm + h, inner, DIR_LTR);
	if (!n)
		return;
	n->centred = true;
	h += n->h_mm + pad;
	s->marks[at].h_mm = h;
	s->marks[at + 1].h_mm = h - 2 * edge;
	s->y_mm += h;
	sheet_say(s, arena_printf(s->page.arena, "%s: %s", label, number));
}

void sheet_notice(struct sheet *s, const char *text)
{
	float bar = scaled(s, bar_mm), from = bar + scaled(s, 2), w = width(s) - from;
	const struct sheet_mark *m;
	int at = s->n_marks;

	if (!sheet_begin_part(s, 2.5f, 2.5f))
		return;
	fill(s, sheet_x(s, 0, bar), s->y_mm, bar, 0, 0);
	m = sheet_add_text(s, ROLE_STRONG, text, sheet_x(s, from, w), s->y_mm, w, s->page.dir);
	if (!m)
		return;
	s->marks[at].h_mm = m->h_mm;
	s->y_mm += m->h_mm;
	sheet_say(s, text);
}

/* Words beside the code or below it. */
static struct sheet_mark *qr_caption(struct sheet *s, const char *caption, bool beside, float taken, float below)
{
	float w = width(s);
	struct sheet_mark *c;

	if (beside)
		return sheet_add_text(
		        s, ROLE_BODY, caption, sheet_x(s, taken, w - taken), s->y_mm, w - taken, s->page.dir);
	c = sheet_add_text(s, ROLE_BODY, caption, 0, s->y_mm + below, w, s->page.dir);
	if (c)
		c->centred = true;
	return c;
}

void sheet_qr(struct sheet *s, const char *text, const char *caption)
{
	struct qr *qr = arena_alloc(s->page.arena, sizeof *qr);
	bool beside = sheet_is_wide(s) && caption;
	float side = beside ? scaled(s, 27) : fminf(width(s) * 0.6f, scaled(s, 27)), quiet, tall;
	struct sheet_mark *c = NULL;
	int at, r;

	if (!qr) {
		sheet_fail(s, err_new(ENOMEM, "no room for a QR code"));
		return;
	}
	r = qr_encode(qr, text);
	if (r)
		sheet_fail(s, r > 0 ? SHEET_TOO_MUCH : err_up(r));
	if (s->trouble)
		return;
	/* A reader needs four white modules around the code. */
	quiet = side * QR_QUIET / (float)qr->size;
	if (!sheet_begin_part(s, quiet / s->page.scale, quiet / s->page.scale))
		return;
	at = s->n_marks;
	if (!sheet_add(s, SHEET_QR, beside ? sheet_x(s, quiet, side) : (width(s) - side) / 2, s->y_mm, side, side))
		return;
	s->marks[at].qr = qr;
	if (caption)
		c = qr_caption(s, caption, beside, side + 2 * quiet, side + quiet);
	if (caption && !c)
		return;
	tall = c && beside ? fmaxf(side, c->h_mm) : side;
	if (c && beside) {
		c->y_mm += (tall - c->h_mm) / 2;
		s->marks[at].y_mm += (tall - side) / 2;
	}
	s->y_mm += c && !beside ? side + quiet + c->h_mm : tall;
	if (c && !beside)
		s->gap_mm = 2;
	if (caption)
		sheet_say(s, caption);
}

void sheet_rule(struct sheet *s)
{
	if (!sheet_begin_part(s, 2.8f, 1.5f))
		return;
	fill(s, 0, s->y_mm, width(s), scaled(s, line_mm), 0);
	s->y_mm += scaled(s, line_mm);
}

void sheet_space(struct sheet *s, float mm)
{
	if (sheet_begin_part(s, 0, 0))
		s->y_mm += scaled(s, mm);
}

void sheet_footer(struct sheet *s, const char *text)
{
	struct sheet_mark *m;

	if (!sheet_begin_part(s, 2, 1))
		return;
	m = sheet_add_text(s, ROLE_SMALL, text, 0, s->y_mm, width(s), s->page.dir);
	if (!m)
		return;
	m->centred = true;
	s->y_mm += m->h_mm;
	sheet_say(s, text);
}
