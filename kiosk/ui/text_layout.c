#include "ui/text_layout.h"

#include <errno.h>
#include <string.h>

#include <fribidi.h>

#include "sys/text.h"
#include "ui/text_runs.h"

/* Digits and hyphens in a row that are never parted at a hyphen: "088-1234567", "14-03-2026". */
enum { WHOLE_NUMBER = 12 };

/* One source text under layout. Arrays have one entry a code point and live in the arena. */
struct job {
	struct text_source src;
	struct arena *arena;
	struct text_block *block;
	float max_mm;
	int room; /* lines that block->lines can hold */
};

static bool is_space(uint32_t p)
{
	return p == ' ' || p == 0x3000;
}

/* A line may end behind this point. */
static bool breaks_after(uint32_t p)
{
	return is_space(p) || p == '-' || p == '/' || p == 0x200b || p == 0x2010 || p == 0x2013;
}

static bool is_digit(uint32_t p)
{
	return p >= '0' && p <= '9';
}

/* A telephone number or a date stays whole: who dials from two lines dials wrong. Longer ones may be parted. */
static bool is_inside_number(const struct job *j, size_t i)
{
	const uint32_t *p = j->src.points;
	size_t from = i, to = i;

	while (from > 0 && i - from <= WHOLE_NUMBER && (is_digit(p[from - 1]) || p[from - 1] == '-'))
		from--;
	while (to + 1 < j->src.n && to - from <= WHOLE_NUMBER && (is_digit(p[to + 1]) || p[to + 1] == '-'))
		to++;
	return p[i] == '-' && from < i && is_digit(p[i - 1]) && to > i && is_digit(p[i + 1]) &&
	       to + 1 - from <= WHOLE_NUMBER;
}

static bool line_may_end_after(const struct job *j, size_t i)
{
	return breaks_after(j->src.points[i]) && !is_inside_number(j, i);
}

static int add_line(struct job *j, size_t from, size_t to)
{
	struct text_line *line;

	if (j->block->n_lines == j->room)
		return err_new(E2BIG, "a text has more than %d lines", j->room);
	line = &j->block->lines[j->block->n_lines];
	line->from = j->src.at[from];
	line->to = j->src.at[to];
	/* A single line keeps its last spaces: who types one sees the caret move. */
	while (j->max_mm > 0 && to > from && is_space(j->src.points[to - 1]))
		to--;
	int e = text_runs_of_line(line, j->arena, &j->src, from, to, j->max_mm);
	if (e)
		return err_up(e);
	if (line->width_mm > j->block->width_mm)
		j->block->width_mm = line->width_mm;
	j->block->n_lines++;
	return 0;
}

/* How many points from `from` fit into the line when one word alone is too long: at least one. */
static size_t points_that_fit(struct job *j, size_t from, size_t to)
{
	size_t low = 1, high = to - from, step = 16;

	/* In growing steps first: a word of thousands of letters is not measured whole for each of its lines. */
	while (low + step < high && text_runs_width(&j->src, from, from + low + step) <= j->max_mm) {
		low += step;
		step *= 2;
	}
	high = low + step < high ? low + step : high;
	while (low < high) {
		size_t mid = (low + high + 1) / 2;

		if (text_runs_width(&j->src, from, from + mid) <= j->max_mm)
			low = mid;
		else
			high = mid - 1;
	}
	/* A mark stays with the letter it sits on. */
	while (from + low < to && low > 1 && text_point_joins(j->src.points[from + low]))
		low--;
	while (from + low < to && text_point_joins(j->src.points[from + low]))
		low++; /* not even the first one fits */
	return low;
}

static size_t word_end(const struct job *j, size_t from, size_t to)
{
	size_t i = from;

	while (i < to && !line_may_end_after(j, i))
		i++;
	while (i < to && line_may_end_after(j, i))
		i++;
	return i;
}

static float word_width(struct job *j, size_t from, size_t to)
{
	while (to > from && is_space(j->src.points[to - 1]))
		to--;
	return text_runs_width(&j->src, from, to);
}

/* Fills lines from the points of one paragraph. */
static int fill(struct job *j, size_t from, size_t to)
{
	size_t line = from, at = from;

	if (j->max_mm <= 0)
		return err_up(add_line(j, from, to));
	while (at < to) {
		size_t end = word_end(j, at, to);
		int e = 0;

		if (word_width(j, line, end) <= j->max_mm) {
			at = end;
		} else if (at > line) {
			e = add_line(j, line, at);
			line = at;
		} else {
			at += points_that_fit(j, line, end);
			j->block->n_broken += at < end;
			if (at < end) {
				e = add_line(j, line, at);
				line = at;
			}
		}
		if (e)
			return err_up(e);
	}
	return err_up(add_line(j, line, to));
}

static int paragraphs(struct job *j)
{
	size_t from = 0;

	for (size_t i = 0; i <= j->src.n; i++) {
		int e;

		if (i < j->src.n && j->src.points[i] != '\n')
			continue;
		e = text_source_levels(&j->src, from, i);
		if (e == 0)
			e = fill(j, from, i);
		if (e)
			return err_up(e);
		from = i + 1;
	}
	return 0;
}

int text_layout(struct text_block **out, struct arena *a, struct fonts *f, const struct text_style *st,
        const char *text, float max_mm, enum text_dir dir)
{
	struct job j = {.arena = a, .max_mm = max_mm};
	struct text_block *b = arena_alloc(a, sizeof *b);
	int e;

	if (!b)
		return err_new(ENOMEM, "no room to lay out a text");
	b->style = *st;
	b->dir = dir;
	b->flush_mm = dir == DIR_RTL && max_mm > 0 ? max_mm : 0;
	b->line_mm = st->cap_mm * (st->leading > 0 ? st->leading : 2.0f);
	/* The capitals stand in the middle of their line. */
	b->ascent_mm = (b->line_mm + st->cap_mm) / 2;
	e = text_source_take(&j.src, a, f, st, text, dir);
	if (e)
		return err_up(e);
	j.block = b;
	j.room = (int)j.src.n + 1;
	b->lines = arena_alloc(a, (size_t)j.room * sizeof *b->lines);
	if (!b->lines)
		return err_new(ENOMEM, "no room to lay out a text");
	e = paragraphs(&j);
	if (e)
		return err_up(e);
	b->n_missing = j.src.n_missing;
	b->height_mm = (float)b->n_lines * b->line_mm;
	*out = b;
	return 0;
}

/* A letter may be narrower with its neighbour than alone: the caret never goes back for that. */
static float width_before(
        const struct text_block *b, struct fonts *f, const struct text_run *r, const char *text, size_t at)
{
	float widest = 0;

	for (int i = 0; i < 4 && at > r->from; i++) {
		float w = fonts_run_width(f, r->face, &b->style, text + r->from, at - r->from, r->rtl);

		widest = w > widest ? w : widest;
		at = utf8_before(text, at);
	}
	return widest < r->width_mm ? widest : r->width_mm;
}

float text_caret(const struct text_block *b, struct fonts *f, const char *text, size_t at, int *line)
{
	int l = 0;

	while (l + 1 < b->n_lines && at >= b->lines[l + 1].from)
		l++;
	*line = l;
	const struct text_line *row = &b->lines[l];
	for (int i = 0; i < row->n_runs; i++) {
		const struct text_run *r = &row->runs[i];
		float w;

		if (at < r->from || at > r->to)
			continue;
		w = width_before(b, f, r, text, at);
		return r->rtl ? r->x_mm + r->width_mm - w : r->x_mm + w;
	}
	/* Behind the last run, or in the spaces that a line end swallows. */
	if (row->n_runs == 0)
		return b->flush_mm > 0 ? b->flush_mm : b->dir == DIR_RTL ? b->width_mm : 0;
	if (b->dir == DIR_RTL)
		return row->runs[0].x_mm;
	return row->runs[row->n_runs - 1].x_mm + row->runs[row->n_runs - 1].width_mm;
}

const char *text_isolate(struct arena *a, const char *text)
{
	return arena_printf(a, "\u2068%s\u2069", text);
}
