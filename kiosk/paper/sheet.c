#include "paper/sheet.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "paper/sheet_build.h"

/* Heights of capitals on normal paper. 2.5 mm is 10 points: nothing printed is smaller (access-and-security.md). */
static const struct {
	float narrow_mm, wide_mm; /* below and from SHEET_WIDE_MM */
	bool bold;
	float leading;
} roles[] = {
        [ROLE_TITLE] = {4.4f, 5.4f, true, 1.65f},
        [ROLE_TITLE_SMALL] = {3.6f, 4.4f, true, 1.65f},
        [ROLE_HEADING] = {3.0f, 3.3f, true, 1.7f},
        [ROLE_BODY] = {2.5f, 2.5f, false, 1.85f},
        [ROLE_STRONG] = {2.5f, 2.5f, true, 1.85f},
        [ROLE_LABEL] = {2.5f, 2.5f, false, 1.85f},
        [ROLE_VALUE] = {2.5f, 2.5f, true, 1.85f},
        [ROLE_BANNER] = {3.0f, 3.3f, true, 1.6f},
        [ROLE_SMALL] = {2.5f, 2.5f, false, 1.85f},
};
struct text_style sheet_style(const struct sheet *s, enum sheet_role role, enum text_dir dir)
{
	float cap = s->page.width_mm < SHEET_WIDE_MM ? roles[role].narrow_mm : roles[role].wide_mm;

	/* Arabic letters reach farther above and below their line than Latin ones. */
	float leading = roles[role].leading * (dir == DIR_RTL && role != ROLE_BANNER ? 1.14f : 1);

	return (struct text_style){cap * s->page.scale, roles[role].bold, leading};
}

int sheet_new(struct sheet **out, const struct sheet_page *page)
{
	float scale = page->scale == 0 ? 1 : page->scale;
	struct sheet *s;

	if (!(page->width_mm >= SHEET_MIN_WIDTH_MM && page->width_mm <= SHEET_MAX_WIDTH_MM))
		return err_new(EINVAL, "a sheet is %d to %d mm wide, not %.0f", SHEET_MIN_WIDTH_MM, SHEET_MAX_WIDTH_MM,
		        (double)page->width_mm);
	if (!(scale >= 1 && scale <= SHEET_MAX_SCALE))
		return err_new(EINVAL, "letters on paper may be 1 to %d times the normal size", SHEET_MAX_SCALE);
	s = arena_alloc(page->arena, sizeof *s);
	if (!s)
		return err_new(ENOMEM, "no room for a sheet");
	s->page = *page;
	s->page.scale = scale;
	s->page.lang = arena_text(page->arena, page->lang, strlen(page->lang));
	s->access = "";
	if (!s->page.lang)
		return err_new(ENOMEM, "no room for a sheet");
	*out = s;
	return 0;
}

/* ---- growing ------------------------------------------------------------------------ */

void sheet_fail(struct sheet *s, int trouble)
{
	if (s->trouble == 0)
		s->trouble = trouble;
}

/* Twice the room, in the arena: what was there is copied. NULL when there is none. */
static void *grown(struct sheet *s, const void *old, int n, int *room, size_t size)
{
	int wanted = *room ? *room * 2 : 32;
	void *more = arena_alloc(s->page.arena, (size_t)wanted * size);

	if (!more) {
		sheet_fail(s, err_new(ENOMEM, "no room for so long a sheet"));
		return NULL;
	}
	if (n)
		memcpy(more, old, (size_t)n * size);
	*room = wanted;
	return more;
}

/* A page may end above what begins here. */
static void keep_break(struct sheet *s)
{
	if (s->n_breaks == s->breaks_room) {
		void *more = grown(s, s->breaks, s->n_breaks, &s->breaks_room, sizeof *s->breaks);

		if (!more)
			return;
		s->breaks = more;
	}
	s->breaks[s->n_breaks++] = s->y_mm;
}

bool sheet_begin_part(struct sheet *s, float above_mm, float below_mm)
{
	if (s->trouble)
		return false;
	if (s->n_marks)
		s->y_mm += fmaxf(s->gap_mm, above_mm) * s->page.scale;
	if (s->n_marks && !s->holds_next)
		keep_break(s);
	s->holds_next = false;
	s->gap_mm = below_mm;
	if (s->y_mm > SHEET_MAX_MM)
		sheet_fail(s, SHEET_TOO_LONG);
	return s->trouble == 0;
}

struct sheet_mark *sheet_add(struct sheet *s, enum sheet_mark_kind kind, float x, float y, float w, float h)
{
	struct sheet_mark *m;

	if (s->trouble == 0 && s->n_marks == SHEET_MAX_MARKS)
		sheet_fail(s, SHEET_TOO_MUCH);
	if (s->trouble)
		return NULL;
	if (s->n_marks == s->marks_room) {
		void *more = grown(s, s->marks, s->n_marks, &s->marks_room, sizeof *s->marks);

		if (!more)
			return NULL;
		s->marks = more;
	}
	m = &s->marks[s->n_marks++];
	*m = (struct sheet_mark){.kind = kind, .x_mm = x, .y_mm = y, .w_mm = w, .h_mm = h};
	return m;
}

struct sheet_mark *sheet_add_text(
        struct sheet *s, enum sheet_role role, const char *text, float x, float y, float w, enum text_dir dir)
{
	struct text_style style = sheet_style(s, role, dir);
	struct text_block *block;
	struct sheet_mark *m;
	int e;

	if (s->trouble)
		return NULL;
	e = text_layout(&block, s->page.arena, s->page.fonts, &style, text, w, dir);
	if (e) {
		sheet_fail(s, err_up(e));
		return NULL;
	}
	s->n_missing += block->n_missing;
	m = sheet_add(s, SHEET_TEXT, x, y, w, block->height_mm);
	if (m)
		m->block = block;
	return m;
}

void sheet_say(struct sheet *s, const char *text)
{
	if (s->trouble)
		return;
	if (!text) {
		sheet_fail(s, err_new(ENOMEM, "no room for so long a sheet"));
		return;
	}
	if (text[0] == 0)
		return;
	if (s->n_lines == s->lines_room) {
		void *more = grown(s, s->lines, s->n_lines, &s->lines_room, sizeof *s->lines);

		if (!more)
			return;
		s->lines = more;
	}
	s->lines[s->n_lines] = arena_text(s->page.arena, text, strlen(text));
	if (s->lines[s->n_lines])
		s->n_lines++;
	else
		sheet_fail(s, err_new(ENOMEM, "no room for so long a sheet"));
}

float sheet_x(const struct sheet *s, float from_mm, float w)
{
	return s->page.dir == DIR_RTL ? s->page.width_mm - from_mm - w : from_mm;
}

/* ---- the whole ------------------------------------------------------------------------- */

static int join_lines(struct sheet *s)
{
	size_t n = 1;
	char *text, *at;

	for (int i = 0; i < s->n_lines; i++)
		n += strlen(s->lines[i]) + 1;
	text = at = arena_alloc(s->page.arena, n);
	if (!text)
		return err_new(ENOMEM, "no room for so long a sheet");
	for (int i = 0; i < s->n_lines; i++) {
		at = stpcpy(at, s->lines[i]);
		*at++ = '\n';
	}
	s->access = text;
	return 0;
}

int sheet_done(struct sheet *s)
{
	if (s->trouble == 0 && s->y_mm > SHEET_MAX_MM)
		sheet_fail(s, SHEET_TOO_LONG);
	if (s->trouble == 0 && s->n_missing)
		sheet_fail(s, SHEET_MISSING_LETTER);
	if (s->trouble == 0)
		sheet_fail(s, join_lines(s));
	s->done = s->trouble == 0;
	return s->trouble;
}

int sheet_n_missing(const struct sheet *s)
{
	return s->n_missing;
}

float sheet_width_mm(const struct sheet *s)
{
	return s->page.width_mm;
}

float sheet_height_mm(const struct sheet *s)
{
	return s->y_mm;
}

const char *sheet_lang(const struct sheet *s)
{
	return s->page.lang;
}

enum text_dir sheet_dir(const struct sheet *s)
{
	return s->page.dir;
}

const char *sheet_access_text(const struct sheet *s)
{
	return s->access;
}

int sheet_breaks(const float **at_mm, const struct sheet *s)
{
	*at_mm = s->breaks;
	return s->n_breaks;
}

int sheet_n_marks(const struct sheet *s)
{
	return s->n_marks;
}

const struct sheet_mark *sheet_marks(const struct sheet *s)
{
	return s->marks;
}

struct fonts *sheet_fonts(const struct sheet *s)
{
	return s->page.fonts;
}
