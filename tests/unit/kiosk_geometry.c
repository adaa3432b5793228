#include "kiosk_geometry.h"

#include <math.h>
#include <stdio.h>

static const float eps = 0.02f, target = 12.7f, apart = 2.54f, key_least = 7.5f;

static int fault_at(const char *where, const char *what, const char *id, struct box b)
{
	fprintf(stderr, "%s: %s: '%s' at %.1f %.1f, %.1f x %.1f mm\n", where, what, id, (double)b.x, (double)b.y,
	        (double)b.w, (double)b.h);
	return 1;
}

static bool outside(const struct world *w, struct box b)
{
	return b.x < -eps || b.y < -eps || b.x + b.w > w->app.panel.width_mm + eps ||
	       b.y + b.h > w->app.panel.height_mm + eps;
}

/* Distance between two boxes; negative when they overlap. */
static float between(struct box a, struct box b)
{
	float x = fmaxf(a.x, b.x) - fminf(a.x + a.w, b.x + b.w), y = fmaxf(a.y, b.y) - fminf(a.y + a.h, b.y + b.h);

	return x > 0 && y > 0 ? sqrtf(x * x + y * y) : fmaxf(x, y);
}

/* A label that is still its key: "nav.next". */
static bool is_key(const char *s)
{
	return strchr(s, '.') && strspn(s, "abcdefghijklmnopqrstuvwxyz_.0123456789") == strlen(s) && s[0] >= 'a';
}

static int pair_faults(const struct node *a, const struct node *b, bool rtl, const char *where)
{
	float gap = between(a->box, b->box);
	bool keys = a->role == ROLE_KEY && b->role == ROLE_KEY;
	int n = 0;

	if (gap < (keys ? -eps : apart - eps))
		n += fault_at(where,
		        gap < -eps ? "overlaps what stands before it"
		                   : "is nearer than 2.54 mm to what stands before it",
		        b->id, b->box);
	(void)rtl;
	return n;
}

/* b comes after a: below it, or in the same row further in the direction of reading. */
static bool reads_on(struct box a, struct box b, bool rtl)
{
	if (b.y >= a.y + a.h - 0.5f)
		return true;
	if (b.y + b.h <= a.y + 0.5f)
		return false;
	return rtl ? b.x + b.w <= a.x + 0.5f : b.x >= a.x + a.w - 0.5f;
}

static int node_faults(const struct world *w, const char *where)
{
	const struct access *all = ui_access(w->app.ui);
	bool rtl = visit_rtl(w->app.visit);
	const struct node *before = NULL;
	int n = 0;

	for (int i = 0; i < all->n; i++) {
		const struct node *a = &all->all[i];
		float least = a->role == ROLE_KEY ? key_least : target;

		if (outside(w, a->box))
			n += fault_at(where, "lies outside the panel", *a->id ? a->id : a->label, a->box);
		if (!*a->label || is_key(a->label) || is_key(a->spoken))
			n += fault_at(where, "has no words", *a->id ? a->id : a->label, a->box);
		if (!a->touchable)
			continue;
		if (a->box.w < least - eps || a->box.h < least - eps)
			n += fault_at(where, "is too small for a finger", a->id, a->box);
		/* A keyboard stands where there is room, beside the field too, and has the order that hands know. */
		if (before && a->role != ROLE_KEY && before->role != ROLE_KEY && !reads_on(before->box, a->box, rtl))
			n += fault_at(where, "stands before what is read before it", a->id, a->box);
		before = a;
		for (int j = 0; j < i; j++)
			if (all->all[j].touchable)
				n += pair_faults(&all->all[j], a, rtl, where);
	}
	return n;
}

static int mark_faults(const struct world *w, const char *where)
{
	const struct marks *marks = ui_marks(w->app.ui);
	int n = 0;

	for (int i = 0; i < marks->n; i++) {
		const struct mark *m = &marks->all[i];
		const char *words =
		        m->text && m->text->n_lines && m->text->lines[0].n_runs ? m->text->lines[0].runs[0].text : "";

		float deep;

		if (outside(w, m->box))
			n += fault_at(where, "a mark lies outside the panel", words, m->box);
		if (m->kind != MARK_TEXT || !m->text || m->shift_mm != 0)
			continue;
		for (int l = 0; l < m->text->n_lines; l++)
			if (m->text->lines[l].width_mm > m->box.w + 0.3f)
				n += fault_at(where, "words are wider than their box", words, m->box);
		/* From the first line's top to the deepest descender of the last. */
		deep = (float)(m->text->n_lines - 1) * m->text->line_mm + m->text->ascent_mm +
		       0.35f * m->text->style.cap_mm;
		if (deep > m->box.h + 0.3f * m->text->style.cap_mm + 0.1f)
			n += fault_at(where, "words are higher than their box", words, m->box);
		if (m->text->n_missing)
			n += fault_at(where, "a letter is in no font", words, m->box);
	}
	return n;
}

/* ---- what is read --------------------------------------------------------------------------- */

static bool is_read(const struct node *n)
{
	return n->role == ROLE_HEADING || n->role == ROLE_TEXT || n->role == ROLE_ERROR;
}

static bool is_bar(const char *id)
{
	return strcmp(id, "stop") == 0 || strcmp(id, "back") == 0 || strcmp(id, "help") == 0 ||
	       strcmp(id, "human") == 0 || strcmp(id, "next") == 0;
}

/* A card has its button inside it. */
static bool holds(struct box a, struct box b)
{
	return b.x >= a.x && b.y >= a.y && b.x + b.w <= a.x + a.w && b.y + b.h <= a.y + a.h;
}

/* Words stand clear of each other and of everything that can be pressed. */
static int overlap_faults(const struct access *all, const char *where)
{
	int n = 0;

	for (int i = 0; i < all->n; i++)
		for (int j = 0; j < all->n && is_read(&all->all[i]); j++) {
			const struct node *a = &all->all[i], *b = &all->all[j];

			if ((j > i || !is_read(b)) && j != i && between(a->box, b->box) < -0.1f &&
			        !holds(a->box, b->box))
				n += fault_at(where, *b->label ? b->label : b->id, a->label, a->box);
		}
	return n;
}

/* The node that a mark belongs to: one beside it that says its words (a row of a table has one for both columns). */
static const struct node *node_of(const struct access *all, const struct mark *m, const char *words, size_t len)
{
	const struct node *best = NULL;
	float x = m->box.x + m->box.w / 2, y = m->box.y + m->box.h / 2;
	char text[200];

	snprintf(text, sizeof text, "%.*s", (int)len, words);
	for (int i = 0; i < all->n; i++) {
		const struct node *a = &all->all[i];
		bool around = x > a->box.x - 110 && x < a->box.x + a->box.w + 110 && y > a->box.y - 12 &&
		              y < a->box.y + a->box.h + 12;

		if (around && (strstr(a->label, text) || strstr(a->value, text) || strstr(a->spoken, text)))
			best = a;
	}
	return best;
}

/* "Loket" in the mark of the house, an "A" that shows a size and the example in a field say nothing of their own. */
static bool is_drawing(const struct mark *m, const char *words)
{
	return m->text->style.bold && (strcmp(words, "A") == 0 || strcmp(words, "Loket") == 0);
}

/* The bar and second words of a low panel: capitals of 2.4 mm, as of 10 points on paper; all else 2.8 and more. */
static float least_cap(const struct world *w, const struct node *n)
{
	bool low = w->app.panel.height_mm < 100;

	if (n->role == ROLE_KEY)
		return low ? 2.0f : 2.9f;
	return low || is_bar(n->id) ? 2.39f : 2.79f;
}

/* The sign that a text goes on is no part of it; its isolate may end behind it. */
static size_t ends_in_dots(const char *text, size_t n)
{
	static const char *const ends[] = {"\u2026\u2069", "\u2026"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (n >= strlen(ends[i]) && strncmp(text + n - strlen(ends[i]), ends[i], strlen(ends[i])) == 0)
			return strlen(ends[i]);
	return 0;
}

static int letter_faults(const struct world *w, const char *where)
{
	const struct marks *marks = ui_marks(w->app.ui);
	const struct access *all = ui_access(w->app.ui);
	int n = 0;

	for (int i = 0; i < marks->n; i++) {
		const struct mark *m = &marks->all[i];
		const struct text_run *run;
		const struct node *node;
		size_t len, skip;

		if (m->kind != MARK_TEXT || m->shift_mm != 0 || m->text->n_lines < 1 || m->text->lines[0].n_runs < 1)
			continue;
		run = &m->text->lines[0].runs[0];
		skip = strspn(run->text, " ");
		len = run->n > skip ? run->n - skip : 0;
		len -= ends_in_dots(run->text + skip, len);
		while (len > 0 && run->text[skip + len - 1] == ' ')
			len--;
		if (len == 0 || is_drawing(m, run->text))
			continue;
		node = node_of(all, m, run->text + skip, len);
		if (!node && m->paint != PAINT_INK_SOFT)
			n += fault_at(where, "can be seen, but is told by nothing", run->text, m->box);
		else if (node && m->text->style.cap_mm < least_cap(w, node))
			n += fault_at(where, "letters are too small", run->text, m->box);
	}
	return n;
}

static bool is_below(const char *id)
{
	return is_bar(id) || strcmp(id, "listen") == 0 || strcmp(id, "silence") == 0;
}

/* What is read does not sit on the buttons at the foot of the screen. */
static int air_faults(const struct access *all, const char *where)
{
	int n = 0;

	for (int i = 0; i < all->n; i++)
		for (int j = 0; j < all->n; j++) {
			struct box a = all->all[i].box, b = all->all[j].box;
			float down = b.y - (a.y + a.h);
			bool under = a.x < b.x + b.w && b.x < a.x + a.w;

			if (is_read(&all->all[i]) && is_below(all->all[j].id) && under && down >= 0 && down < 2.0f)
				n += fault_at(where, "stands on what is pressed below it", all->all[i].label, a);
		}
	return n;
}

/* What stands in a field stays within its edge. */
static int field_faults(const struct world *w, const char *where)
{
	const struct marks *marks = ui_marks(w->app.ui);
	const struct access *all = ui_access(w->app.ui);
	int n = 0;

	for (int i = 0; i < marks->n; i++) {
		const struct mark *m = &marks->all[i];
		float x = m->box.x + m->box.w / 2, y = m->box.y + m->box.h / 2;

		if (m->kind != MARK_TEXT || !m->text || m->shift_mm != 0 || m->text->n_lines < 1)
			continue;
		for (int j = 0; j < all->n; j++) {
			struct box b = all->all[j].box;

			if (all->all[j].role == ROLE_FIELD && box_has(b, x, y) && m->text->width_mm > 0 &&
			        (m->box.x < b.x + 0.5f || m->box.x + m->text->width_mm > b.x + b.w - 0.5f))
				n += fault_at(where, "runs over the edge of its field", all->all[j].id, m->box);
		}
	}
	return n;
}

/* What every page has: the bar, "more", and the head of the screen. */
static bool is_frame(const struct node *n)
{
	return is_bar(n->id) || strcmp(n->id, "more") == 0 || n->role == ROLE_PROGRESS ||
	       (n->role == ROLE_IMAGE && strcmp(n->label, "Loket") == 0);
}

static bool is_on_frame(const struct access *all, const struct mark *m, float head_mm)
{
	float x = m->box.x + m->box.w / 2, y = m->box.y + m->box.h / 2;

	for (int i = 0; i < all->n; i++)
		if (is_frame(&all->all[i]) && box_has(all->all[i].box, x, y))
			return true;
	return y < head_mm;
}

/* A page that one turns to has something on it: words, or a drawing. */
static int empty_faults(const struct world *w, const char *where)
{
	const struct access *all = ui_access(w->app.ui);
	const struct marks *marks = ui_marks(w->app.ui);
	float head_mm = w->app.panel.height_mm < 100 ? 4 : 14;

	for (int i = 0; i < all->n; i++)
		if (!is_frame(&all->all[i]))
			return 0;
	if (!world_node(w, "stop"))
		return 0; /* the crosses have the whole panel */
	for (int i = 0; i < marks->n; i++)
		if (!is_on_frame(all, &marks->all[i], head_mm) && marks->all[i].box.h < w->app.panel.height_mm)
			return 0;
	fprintf(stderr, "%s: nothing stands on this page\n", where);
	return 1;
}

int geometry_faults(const struct world *w, const char *where)
{
	int n = node_faults(w, where) + mark_faults(w, where) + letter_faults(w, where);

	n += overlap_faults(ui_access(w->app.ui), where) + air_faults(ui_access(w->app.ui), where);
	n += field_faults(w, where) + empty_faults(w, where);

	if (w->app.ui->out_of_room || ui_marks(w->app.ui)->n >= MARKS_MAX || ui_access(w->app.ui)->n >= NODES_MAX) {
		fprintf(stderr, "%s: the frame does not fit into its memory\n", where);
		n++;
	}
	return n;
}

int geometry_bar_faults(const struct world *w, struct box bar[GEOMETRY_BAR], const char *where)
{
	static const char *const ids[GEOMETRY_BAR] = {"stop", "back", "help", "human"};
	int n = 0;

	for (int i = 0; i < GEOMETRY_BAR; i++) {
		const struct node *b = world_node(w, ids[i]);

		if (!b) {
			fprintf(stderr, "%s: there is no '%s'\n", where, ids[i]);
			n++;
			continue;
		}
		if (bar[i].w == 0)
			bar[i] = b->box;
		if (fabsf(bar[i].x - b->box.x) > 0.1f || fabsf(bar[i].y - b->box.y) > 0.1f ||
		        fabsf(bar[i].w - b->box.w) > 0.1f || fabsf(bar[i].h - b->box.h) > 0.1f)
			n += fault_at(where, "stands elsewhere than on the screen before", ids[i], b->box);
	}
	return n;
}
