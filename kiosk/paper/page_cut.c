#include "paper/page_cut.h"

#include <assert.h>

static const float hair_mm = 0.01f; /* heights are sums of floats */

static float last_break(const struct sheet *s, float from, float limit)
{
	const float *at = NULL;
	int n = sheet_breaks(&at, s);
	float best = 0;

	for (int i = 0; i < n; i++)
		if (at[i] > from + hair_mm && at[i] <= limit)
			best = at[i];
	return best;
}

static bool is_inside(float y, float top, float bottom)
{
	return y > top + hair_mm && y < bottom - hair_mm;
}

static bool is_cut_through(const struct sheet_mark *m, float y)
{
	if (!is_inside(y, m->y_mm, m->y_mm + m->h_mm))
		return false;
	if (m->kind == SHEET_QR)
		return true;
	if (m->kind != SHEET_TEXT)
		return false; /* bars and grounds go on, on the next page */
	for (int i = 0; i < m->block->n_lines; i++) {
		float top = m->y_mm + (float)i * m->block->line_mm;

		if (is_inside(y, top, top + m->block->line_mm))
			return true;
	}
	return false;
}

static bool may_cut(const struct sheet *s, float y)
{
	const struct sheet_mark *marks = sheet_marks(s);

	for (int i = 0; i < sheet_n_marks(s); i++)
		if (is_cut_through(&marks[i], y))
			return false;
	return true;
}

/* The lowest end of a line, or upper edge of a code, at which a page may end; 0 = there is none. */
static float last_line(const struct sheet *s, float from, float limit)
{
	const struct sheet_mark *marks = sheet_marks(s);
	float best = 0;

	for (int i = 0; i < sheet_n_marks(s); i++) {
		const struct sheet_mark *m = &marks[i];
		int n = m->kind == SHEET_TEXT ? m->block->n_lines : m->kind == SHEET_QR ? 0 : -1;

		for (int line = 0; line <= n; line++) {
			float y = m->y_mm + (line ? (float)line * m->block->line_mm : 0);

			if (y > from + hair_mm && y > best && y <= limit && may_cut(s, y))
				best = y;
		}
	}
	return best;
}

int page_cut(struct page_span *out, int most, const struct sheet *s, float room_mm)
{
	float from = 0, end = sheet_height_mm(s);
	int n = 0;

	assert(room_mm > 0);
	for (;;) {
		float limit = from + room_mm, to = end;

		if (n == most)
			return most + 1;
		if (end > limit)
			to = last_break(s, from, limit);
		if (to == 0)
			to = last_line(s, from, limit);
		if (to == 0)
			to = limit; /* a single line taller than a page: SHEET_MAX_SCALE keeps it away */
		out[n++] = (struct page_span){from, to};
		if (to >= end)
			return n;
		from = to;
	}
}
