#include "form/depend.h"

enum { MAX_CHAIN = 4000, MAX_CIRCLES = 20, BUDGET = 1 << 20 };

/* ---- paths learn which node they mean ----------------------------------------------- */

static void resolve(const struct form *f, struct ast *a);

static void resolve_steps(const struct form *f, const struct step *s)
{
	for (; s; s = s->next) {
		for (const struct test *t = s->tests; t; t = t->next)
			resolve(f, t->expr);
	}
}

static void resolve(const struct form *f, struct ast *a)
{
	const struct def *d;

	if (!a)
		return;
	resolve(f, a->a);
	resolve(f, a->b);
	for (size_t i = 0; i < a->n_args; i++)
		resolve(f, a->args[i]);
	if (a->kind != AST_PATH)
		return;
	resolve_steps(f, a->steps);
	d = depend_plain(f, a);
	a->def = d && d->single ? d : NULL;
}

/* Has one node always: it and everything around it is no repeat and has no namesake. */
static void settle_single(struct def *d)
{
	d->single = d->single && !d->is_repeat && (!d->parent || d->parent->single);
	for (struct def *c = d->first; c; c = c->next)
		settle_single(c);
}

void load_paths(struct load *l)
{
	settle_single(l->form->root);
	for (struct expr *e = l->form->exprs; e; e = e->next)
		resolve(l->form, e->ast);
}

/* ---- units and who reads whom ---------------------------------------------------------- */

static void unit_add(struct load *l, enum unit_kind kind, struct def *d, const struct expr *e, const struct control *c)
{
	struct form *f = l->form;
	struct unit *u;

	if (!e || d->unit[kind])
		return;
	u = &f->units[f->n_units++];
	*u = (struct unit){.kind = kind, .def = d, .expr = e, .control = c, .line = e->line};
	d->unit[kind] = f->n_units;
}

struct finder {
	struct load *l;
	size_t unit;
};

static void add_reader(void *me, struct place p)
{
	struct finder *f = me;
	struct form *form = f->l->form;
	struct def *d = form->defs[p.def->index];
	struct reader *r;
	struct read *read;

	for (r = d->readers; r && r->unit == f->unit; r = r->next) {
		if (r->bound == p.bound)
			return;
	}
	r = load_alloc(f->l, sizeof *r);
	read = load_alloc(f->l, sizeof *read);
	if (!r || !read)
		return;
	*r = (struct reader){f->unit, p.bound, d->readers};
	d->readers = r;
	*read = (struct read){d, form->units[f->unit].reads};
	form->units[f->unit].reads = read;
}

static void find_readers(struct load *l, size_t unit)
{
	const struct unit *u = &l->form->units[unit];
	struct finder f = {l, unit};
	struct place at = {PLACE_NODE, u->def, u->def->repeat};
	struct depend d = {.form = l->form, .found = add_reader, .me = &f, .budget = BUDGET};

	/* How many instances there are is asked from outside them. */
	if (u->kind == UNIT_COUNT)
		at.bound = u->def->parent->repeat;
	d.origin = at;
	if (!depend_walk(&d, u->expr->ast))
		load_error(l, u->line, "an expression of %s reads too many nodes", u->def->path);
}

static void make_units(struct load *l)
{
	struct form *f = l->form;

	f->units = load_alloc(l, 4 * f->n_defs * sizeof *f->units);
	if (!f->units)
		return;
	for (size_t i = 0; i < f->n_defs; i++) {
		struct def *d = f->defs[i];

		unit_add(l, UNIT_COUNT, d, d->is_repeat ? d->count : NULL, NULL);
		unit_add(l, UNIT_RELEVANT, d, d->relevant, NULL);
		unit_add(l, UNIT_VALUE, d, d->first ? NULL : d->calculate, NULL);
		for (const struct control *c = d->control; c; c = c->also) {
			if (c->list && c->list->nodeset)
				unit_add(l, UNIT_CHOICES, d, c->list->nodeset, c);
		}
	}
	for (size_t i = 0; i < f->n_units && !l->full; i++)
		find_readers(l, i);
}

/* ---- order ----------------------------------------------------------------------------- */

enum { WHITE, GREY, BLACK };

struct sorter {
	struct load *l;
	unsigned char *colour;
	size_t *path; /* units on the way here, depth of them */
	size_t depth, n, circles;
	bool hard; /* only what is written by others: for finding circles */
	bool stopped;
};

static void visit(struct sorter *s, size_t unit);

/* Every node of the circle that ends at unit, from the one that stands first in the form. */
static void tell_circle(struct sorter *s, size_t unit)
{
	const struct unit *units = s->l->form->units;
	size_t from = s->depth, first, n;
	struct buf names;

	while (from > 0 && s->path[from - 1] != unit)
		from--;
	from -= from > 0;
	if (from == s->depth)
		return;
	first = from;
	n = s->depth - from;
	for (size_t i = from; i < s->depth; i++) {
		if (units[s->path[i]].def->index < units[s->path[first]].def->index)
			first = i;
	}
	buf_init(&names, 1 << 20);
	for (size_t i = 0; i <= n; i++)
		buf_printf(&names, "%s%s", i ? " -> " : "", units[s->path[from + (first - from + i) % n]].def->path);
	load_error(s->l, units[s->path[first]].line,
	        "%s depend on each other in a circle; one of them must do without the next", buf_str(&names));
	buf_fini(&names);
}

static void visit_kind(struct sorter *s, size_t from, const struct def *d, enum unit_kind kind)
{
	size_t unit = d->unit[kind];

	if (!unit || unit - 1 == from || s->stopped)
		return;
	if (s->hard && s->colour[unit - 1] == GREY) {
		tell_circle(s, unit - 1);
		s->stopped = ++s->circles == MAX_CIRCLES;
		return;
	}
	visit(s, unit - 1);
}

static void visit(struct sorter *s, size_t unit)
{
	const struct unit *u = &s->l->form->units[unit];

	if (s->colour[unit] != WHITE || s->stopped)
		return;
	if (s->depth == MAX_CHAIN) {
		load_error(s->l, u->line, "more than %d expressions depend on each other in one chain", MAX_CHAIN);
		s->stopped = true;
		return;
	}
	s->path[s->depth++] = unit;
	s->colour[unit] = GREY;
	for (const struct read *r = u->reads; r && !s->stopped; r = r->next) {
		visit_kind(s, unit, r->def, UNIT_VALUE);
		if (s->hard)
			continue;
		visit_kind(s, unit, r->def, UNIT_CHOICES);
		for (const struct def *d = r->def; d; d = d->parent) {
			visit_kind(s, unit, d, UNIT_RELEVANT);
			visit_kind(s, unit, d, UNIT_COUNT);
		}
	}
	for (const struct def *d = u->def; d && !s->hard; d = d->parent) {
		visit_kind(s, unit, d, UNIT_COUNT);
		if (u->kind == UNIT_CHOICES)
			visit_kind(s, unit, d, UNIT_RELEVANT);
	}
	s->colour[unit] = BLACK;
	s->depth--;
	if (!s->hard) {
		s->l->form->rank[unit] = s->n;
		s->l->form->order[s->n++] = unit;
	}
}

static void sort(struct load *l, bool hard)
{
	struct form *f = l->form;
	struct sorter s = {.l = l,
	        .hard = hard,
	        .colour = load_alloc(l, f->n_units + 1),
	        .path = load_alloc(l, MAX_CHAIN * sizeof *s.path)};

	for (size_t i = 0; s.colour && s.path && i < f->n_units; i++)
		visit(&s, i);
}

void load_units(struct load *l)
{
	struct form *f = l->form;

	make_units(l);
	f->order = load_alloc(l, (f->n_units + 1) * sizeof *f->order);
	f->rank = load_alloc(l, (f->n_units + 1) * sizeof *f->rank);
	if (l->full)
		return;
	sort(l, true);
	sort(l, false);
}
