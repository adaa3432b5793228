#include "form/depend.h"

#include "form/xpath_function.h"

static void walk(struct depend *d, const struct ast *a, struct place at);

static bool named(const struct step *s, const struct def *def)
{
	return !s->name || s->name[0] == '*' || strcmp(s->name, def->name) == 0;
}

static struct place parent_of(struct place p)
{
	if (!p.def->parent)
		return (struct place){PLACE_DOCUMENT, NULL, NULL};
	if (p.def == p.bound)
		p.bound = p.def->parent->repeat;
	p.def = p.def->parent;
	return p;
}

static void walk_steps(struct depend *d, const struct step *s, struct place at, bool absolute);

/* One place that a step leads to: its predicates, then the steps behind it. */
static void arrive(struct depend *d, const struct step *s, struct place to, bool absolute)
{
	bool structural = d->structural;

	if (d->budget == 0)
		return;
	d->budget--;
	d->structural = false;
	for (const struct test *t = s->tests; t; t = t->next)
		walk(d, t->expr, to);
	d->structural = structural;
	walk_steps(d, s->next, to, absolute);
}

static void arrive_child(struct depend *d, const struct step *s, struct place at, const struct def *c, bool absolute)
{
	struct place to = {PLACE_NODE, c, at.bound};
	const struct def *outer = c->parent ? c->parent->repeat : NULL;

	/* As eval_path has it: inside a repeat, an absolute path means this instance. */
	if (absolute && c->is_repeat && s->next && !s->tests && at.bound == outer && def_is_around(c, d->origin.def))
		to.bound = c;
	arrive(d, s, to, absolute);
}

static void walk_children(struct depend *d, const struct step *s, struct place at, bool absolute)
{
	const struct def *root = d->form->root;

	if (at.kind == PLACE_DOCUMENT && named(s, root))
		arrive_child(d, s, (struct place){PLACE_NODE, NULL, NULL}, root, absolute);
	if (at.kind != PLACE_NODE)
		return;
	for (const struct def *c = at.def->first; c; c = c->next) {
		if (named(s, c))
			arrive_child(d, s, at, c, absolute);
	}
}

static void walk_below(struct depend *d, const struct step *s, struct place at, bool self)
{
	const struct def *first = at.kind == PLACE_DOCUMENT ? d->form->root : at.def->first;

	if (d->budget == 0)
		return;
	d->budget--;
	if (self && (at.kind == PLACE_DOCUMENT || named(s, at.def)))
		arrive(d, s, at, false);
	for (const struct def *c = first; c; c = c->next)
		walk_below(d, s, (struct place){PLACE_NODE, c, at.bound}, true);
}

/* The text of a group is the text of all that stands in it. */
static void read_node(struct depend *d, struct place at)
{
	if (d->budget == 0)
		return;
	d->budget--;
	d->found(d->me, at);
	for (const struct def *c = d->structural ? NULL : at.def->first; c; c = c->next)
		read_node(d, (struct place){PLACE_NODE, c, at.bound});
}

static void walk_steps(struct depend *d, const struct step *s, struct place at, bool absolute)
{
	if (!s) {
		if (at.kind == PLACE_NODE)
			read_node(d, at);
		return;
	}
	if (at.kind == PLACE_ELSEWHERE) {
		arrive(d, s, at, absolute);
		return;
	}
	switch (s->axis) {
	case AXIS_CHILD:
		walk_children(d, s, at, absolute);
		break;
	case AXIS_PARENT:
		if (at.kind == PLACE_NODE)
			arrive(d, s, parent_of(at), absolute);
		break;
	case AXIS_SELF:
	case AXIS_WHOLE_SET:
		arrive(d, s, at, absolute);
		break;
	case AXIS_ATTRIBUTE: /* attributes are the form's own and never change */
		arrive(d, s, (struct place){PLACE_ELSEWHERE, NULL, NULL}, absolute);
		break;
	case AXIS_DESCENDANT:
	case AXIS_DESCENDANT_OR_SELF:
		walk_below(d, s, at, s->axis == AXIS_DESCENDANT_OR_SELF);
		break;
	case AXIS_ANCESTOR_OR_SELF:
	case AXIS_ANCESTOR:
		if (s->axis == AXIS_ANCESTOR && at.kind == PLACE_NODE)
			at = parent_of(at);
		for (; at.kind == PLACE_NODE; at = parent_of(at)) {
			if (named(s, at.def))
				arrive(d, s, at, absolute);
		}
		break;
	case AXIS_FOLLOWING_SIBLING:
	case AXIS_PRECEDING_SIBLING:
		if (at.kind == PLACE_NODE)
			walk_children(d, s, parent_of(at), false);
		break;
	}
}

/* Where a path begins that starts with a call: current() is the origin, a list is elsewhere. */
static struct place base_of(struct depend *d, const struct ast *a, struct place at)
{
	bool structural = d->structural;

	if (a->kind == AST_CALL && strcmp(a->function->name, "current") == 0)
		return d->origin;
	d->structural = false;
	walk(d, a, at);
	d->structural = structural;
	return (struct place){PLACE_ELSEWHERE, NULL, NULL};
}

static void walk_path(struct depend *d, const struct ast *path, struct place at)
{
	if (path->absolute)
		at = (struct place){PLACE_DOCUMENT, NULL, NULL};
	else if (path->a)
		at = base_of(d, path->a, at);
	walk_steps(d, path->steps, at, path->absolute);
}

/* indexed-repeat() reads its path in any instance. */
static void walk_everywhere(struct depend *d, const struct ast *a, struct place at)
{
	struct place origin = d->origin;

	d->origin.def = NULL;
	walk(d, a, at);
	d->origin = origin;
}

/* Does the function look at nodes rather than at their text? */
static bool is_structural(const char *name)
{
	static const char *const names[] = {"count", "position", "name", "local-name"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

static void walk_call(struct depend *d, const struct ast *call, struct place at)
{
	const char *name = call->function->name;
	bool structural = d->structural;
	size_t i = 0;

	if (strcmp(name, "current") == 0 && d->origin.kind == PLACE_NODE)
		d->found(d->me, d->origin);
	if (strcmp(name, "indexed-repeat") == 0) {
		walk_everywhere(d, call->args[0], at);
		i = 1;
	}
	for (; i < call->n_args; i++) {
		/* indexed-repeat() names repeats as well as numbers. */
		d->structural = is_structural(name) || (strcmp(name, "indexed-repeat") == 0 && i % 2 == 1);
		walk(d, call->args[i], at);
	}
	d->structural = structural;
}

static void walk(struct depend *d, const struct ast *a, struct place at)
{
	bool structural = d->structural;

	if (!a || d->budget == 0)
		return;
	d->budget--;
	if (a->kind == AST_PATH) {
		walk_path(d, a, at);
	} else if (a->kind == AST_CALL) {
		walk_call(d, a, at);
	} else {
		/* A union of paths is looked at as its paths are; anything else needs their text. */
		d->structural = d->structural && a->kind == AST_UNION;
		walk(d, a->a, at);
		walk(d, a->b, at);
	}
	d->structural = structural;
}

bool depend_walk(struct depend *d, const struct ast *ast)
{
	walk(d, ast, d->origin);
	return d->budget > 0;
}

const struct def *depend_plain(const struct form *f, const struct ast *path)
{
	const struct def *at = NULL;

	if (path->kind != AST_PATH || !path->absolute || !path->steps)
		return NULL;
	for (const struct step *s = path->steps; s; s = s->next) {
		if (s->axis != AXIS_CHILD || s->tests || !s->name || s->name[0] == '*')
			return NULL;
		if (s == path->steps)
			at = strcmp(f->root->name, s->name) == 0 ? f->root : NULL;
		else
			at = def_child(at, str_of(s->name));
		if (!at)
			return NULL;
	}
	return at;
}
