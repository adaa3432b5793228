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

int geometry_faults(const struct world *w, const char *where)
{
	int n = node_faults(w, where) + mark_faults(w, where);

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
