#include "form/lint.h"

#include <stdlib.h>

/*
 * Whether a is shown depends on b, and whether b is shown on a: then neither comes up. Circles of values alone refuse
 * the form at load.
 *
 * Looked at the other way round, from what is read to who reads it: of each node its value (even places) and whether
 * it is shown (odd places).
 */
enum { WHITE, GREY, BLACK };
enum { MAX_CIRCLES = 20 };

struct circles {
	struct lint *lint;
	unsigned char *colour;
	size_t *path;
	size_t depth, told;
};

static void visit(struct circles *c, size_t place);

static const struct def *def_at(const struct circles *c, size_t place)
{
	return c->lint->form->defs[place / 2];
}

/* The circle that ends at place, backwards again: who reads, then what is read; each node once, in a row. */
static size_t collect(const struct circles *c, const struct def **out, size_t place)
{
	size_t from = c->depth, n = 0;

	while (from > 0 && c->path[from - 1] != place)
		from--;
	for (size_t i = c->depth; from > 0 && i >= from; i--) {
		const struct def *d = def_at(c, c->path[i - 1]);

		if (n == 0 || d != out[n - 1])
			out[n++] = d;
	}
	return n > 1 && out[0] == out[n - 1] ? n - 1 : n;
}

static void tell(struct circles *c, size_t place)
{
	const struct def **circle = calloc(c->depth + 1, sizeof *circle), *where = NULL;
	size_t n = circle ? collect(c, circle, place) : 0, first = 0;
	struct buf names;

	for (size_t i = 0; i < n; i++) {
		first = circle[i]->index < circle[first]->index ? i : first;
		if (circle[i]->relevant && (!where || circle[i]->index < where->index))
			where = circle[i];
	}
	buf_init(&names, 1 << 20);
	for (size_t i = 0; where && i <= n; i++)
		buf_printf(&names, "%s%s", i ? " -> " : "", circle[(first + i) % n]->path);
	if (where)
		lint_say(c->lint, true, where->relevant->line,
		        "%s decide in a circle whether they are asked; one of them must do without the next",
		        buf_str(&names));
	c->told++;
	buf_fini(&names);
	free(circle);
}

static void go_on(struct circles *c, size_t place)
{
	if (c->told == MAX_CIRCLES)
		return;
	if (c->colour[place] == GREY)
		tell(c, place);
	else
		visit(c, place);
}

/* Who reads it, of the same instance for certain. */
static void visit_readers(struct circles *c, const struct def *d)
{
	const struct unit *units = c->lint->form->units;

	for (const struct reader *r = d->readers; r; r = r->next) {
		const struct unit *u = &units[r->unit];

		if (r->bound != d->repeat || (u->def == d && u->kind == UNIT_VALUE))
			continue;
		if (u->kind == UNIT_RELEVANT)
			go_on(c, 2 * u->def->index + 1);
		else if (u->kind == UNIT_VALUE)
			go_on(c, 2 * u->def->index);
	}
}

/* What is not shown reads as empty, and all that is in it. */
static void visit_inside(struct circles *c, const struct def *d)
{
	if (!d->first)
		go_on(c, 2 * d->index);
	for (d = d->first; d; d = d->next)
		visit_inside(c, d);
}

static void visit(struct circles *c, size_t place)
{
	if (c->colour[place] != WHITE)
		return;
	c->colour[place] = GREY;
	c->path[c->depth++] = place;
	if (place & 1)
		visit_inside(c, def_at(c, place));
	else
		visit_readers(c, def_at(c, place));
	c->depth--;
	c->colour[place] = BLACK;
}

void lint_circles(struct lint *l)
{
	size_t n = 2 * l->form->n_defs;
	struct circles c = {.lint = l, .colour = calloc(n + 1, 1), .path = calloc(n + 1, sizeof *c.path)};

	for (size_t i = 1; c.colour && c.path && i < n; i += 2) {
		if (l->form->defs[i / 2]->relevant)
			visit(&c, i);
	}
	free(c.colour);
	free(c.path);
}
