#include "ui/text_runs.h"

#include <errno.h>
#include <string.h>

#include <fribidi.h>

#include "sys/text.h"

bool text_point_joins(uint32_t p)
{
	return p == 0x200c || p == 0x200d || (p >= 0x300 && fribidi_get_bidi_type(p) == FRIBIDI_TYPE_NSM);
}

/* Marks that steer direction or joining and have no picture of their own. */
static bool is_invisible(uint32_t p)
{
	return (p >= 0x200b && p <= 0x200f) || (p >= 0x202a && p <= 0x202e) || (p >= 0x2066 && p <= 0x2069) ||
	       p == 0xfeff || p == '\n' || p == '\r';
}

static bool is_arabic(uint32_t p)
{
	return (p >= 0x600 && p <= 0x6ff) || (p >= 0x750 && p <= 0x77f) || (p >= 0x8a0 && p <= 0x8ff) ||
	       (p >= 0xfb50 && p <= 0xfdff) || (p >= 0xfe70 && p <= 0xfefc);
}

/* Spaces and full stops follow their neighbour, digits and letters choose for themselves. */
static void choose_faces(struct text_source *src)
{
	enum face last = FACE_LATIN;

	for (size_t i = 0; i < src->n; i++) {
		uint32_t p = src->points[i];
		enum face face;

		if (is_invisible(p)) {
			src->face[i] = FACE_COUNT;
			continue;
		}
		if (p == ' ' || text_point_joins(p))
			face = last;
		else if (p < 0x80)
			face = FACE_LATIN;
		else if (is_arabic(p))
			face = FACE_ARABIC;
		else
			face = fonts_face_of(src->fonts, p);
		if (face == FACE_COUNT) {
			src->n_missing++;
			face = FACE_LATIN; /* shows the box for a letter that is not there */
		}
		src->face[i] = (uint8_t)face;
		last = face;
	}
}

int text_source_take(struct text_source *src, struct arena *a, struct fonts *f, const struct text_style *st,
        const char *text, enum text_dir dir)
{
	const char *p = text;
	size_t n = utf8_points(text);

	*src = (struct text_source){.fonts = f, .arena = a, .style = st, .text = text, .dir = dir, .n = n};
	if (n > TEXT_POINTS_MAX)
		return err_new(E2BIG, "a text is longer than %d letters", TEXT_POINTS_MAX);
	src->points = arena_alloc(a, (n + 1) * sizeof *src->points);
	src->at = arena_alloc(a, (n + 1) * sizeof *src->at);
	src->face = arena_alloc(a, n + 1);
	src->level = arena_alloc(a, n + 1);
	if (!src->points || !src->at || !src->face || !src->level)
		return err_new(ENOMEM, "no room to lay out a text");
	for (size_t i = 0; i < n; i++) {
		src->at[i] = (size_t)(p - text);
		src->points[i] = utf8_next(&p);
	}
	src->at[n] = (size_t)(p - text);
	choose_faces(src);
	return 0;
}

static bool all_left_to_right(const struct text_source *src, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (src->points[i] >= 0x590)
			return false;
	return src->dir == DIR_LTR;
}

int text_source_levels(struct text_source *src, size_t from, size_t to)
{
	FriBidiParType base = src->dir == DIR_RTL ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	int n = (int)(to - from);
	size_t mark = arena_mark(src->arena);
	FriBidiCharType *types;
	FriBidiBracketType *brackets;
	FriBidiLevel highest;

	if (n == 0 || all_left_to_right(src, from, to)) /* levels are zero already */
		return 0;
	types = arena_alloc(src->arena, (size_t)n * sizeof *types);
	brackets = arena_alloc(src->arena, (size_t)n * sizeof *brackets);
	if (!types || !brackets)
		return err_new(ENOMEM, "no room to order a text");
	fribidi_get_bidi_types(src->points + from, n, types);
	fribidi_get_bracket_types(src->points + from, n, types, brackets);
	highest = fribidi_get_par_embedding_levels_ex(types, brackets, n, &base, src->level + from);
	arena_rewind(src->arena, mark);
	if (highest == 0)
		return err_new(ENOMEM, "no room to order a text");
	return 0;
}

/* End of the stretch of one face and level that begins at `from`; invisible points belong to any.
 * What is longer than a run may be goes on in a run of its own. */
static size_t stretch_end(const struct text_source *src, size_t from, size_t to)
{
	uint8_t face = src->face[from];
	size_t i = from + 1;

	while (i < to && src->level[i] == src->level[from] && src->at[i + 1] - src->at[from] <= FONT_RUN_MAX &&
	        (src->face[i] == FACE_COUNT || face == FACE_COUNT || src->face[i] == face)) {
		if (face == FACE_COUNT)
			face = src->face[i];
		i++;
	}
	return i;
}

/* The visible bytes of [from, to) and their face. */
static size_t visible(const struct text_source *src, size_t from, size_t to, char *out, enum face *face)
{
	size_t n = 0;

	*face = FACE_LATIN;
	for (size_t i = from; i < to; i++) {
		size_t len = src->at[i + 1] - src->at[i];

		if (src->face[i] == FACE_COUNT)
			continue;
		*face = (enum face)src->face[i];
		memcpy(out + n, src->text + src->at[i], len);
		n += len;
	}
	return n;
}

static int run_of(struct text_run *r, struct arena *a, const struct text_source *src, size_t from, size_t to)
{
	char *text = arena_alloc(a, src->at[to] - src->at[from] + 1);

	if (!text)
		return err_new(ENOMEM, "no room to lay out a text");
	r->n = visible(src, from, to, text, &r->face);
	r->text = text;
	r->rtl = src->level[from] & 1;
	r->from = src->at[from];
	r->to = src->at[to];
	r->width_mm = fonts_run_width(src->fonts, r->face, src->style, text, r->n, r->rtl);
	return 0;
}

float text_runs_width(const struct text_source *src, size_t from, size_t to)
{
	size_t mark = arena_mark(src->arena);
	float width = 0;

	for (size_t i = from; i < to;) {
		size_t end = stretch_end(src, i, to);
		struct text_run r;

		if (run_of(&r, src->arena, src, i, end) == 0)
			width += r.width_mm;
		i = end;
	}
	arena_rewind(src->arena, mark);
	return width;
}

/* Rule L2 of the Unicode bidirectional algorithm, on runs instead of letters. */
static void order(struct text_run *runs, int8_t *levels, int n)
{
	int8_t highest = 0;

	for (int i = 0; i < n; i++)
		if (levels[i] > highest)
			highest = levels[i];
	for (int8_t level = highest; level > 0; level--) {
		for (int i = 0; i < n;) {
			int end = i;

			while (end < n && levels[end] >= level)
				end++;
			for (int a = i, b = end - 1; a < b; a++, b--) {
				struct text_run r = runs[a];
				int8_t l = levels[a];

				runs[a] = runs[b];
				levels[a] = levels[b];
				runs[b] = r;
				levels[b] = l;
			}
			i = end > i ? end : i + 1;
		}
	}
}

static void place(struct text_line *line, const struct text_source *src, float max_mm)
{
	float x = 0;

	line->width_mm = 0;
	for (int i = 0; i < line->n_runs; i++)
		line->width_mm += line->runs[i].width_mm;
	if (src->dir == DIR_RTL && max_mm > line->width_mm)
		x = max_mm - line->width_mm;
	for (int i = 0; i < line->n_runs; i++) {
		line->runs[i].x_mm = x;
		x += line->runs[i].width_mm;
	}
}

int text_runs_of_line(
        struct text_line *line, struct arena *a, const struct text_source *src, size_t from, size_t to, float max_mm)
{
	int8_t *levels;
	int n = 0;

	for (size_t i = from; i < to; i = stretch_end(src, i, to))
		n++;
	line->runs = arena_alloc(a, (size_t)(n ? n : 1) * sizeof *line->runs);
	levels = arena_alloc(a, (size_t)(n ? n : 1));
	if (!line->runs || !levels)
		return err_new(ENOMEM, "no room to lay out a text");
	line->n_runs = 0;
	for (size_t i = from; i < to;) {
		size_t end = stretch_end(src, i, to);
		int e = run_of(&line->runs[line->n_runs], a, src, i, end);

		if (e)
			return err_up(e);
		levels[line->n_runs++] = src->level[i];
		i = end;
	}
	order(line->runs, levels, line->n_runs);
	place(line, src, max_mm);
	return 0;
}
