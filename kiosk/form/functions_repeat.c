/*
 * functions_repeat - indexed-repeat(path, repeat, place, ...): the path as it is in that instance
 *
 * Authors write it for running totals: each of a thousand instances asks for the one before it. So a plain path is walked
 * down to that instance; any other is worked out everywhere, and what lies elsewhere is left out.
 */
#include "form/xpath_function.h"

#include "form/model.h"

enum { PAIRS_MOST = 3 };

struct wish {
	const struct def *repeat;
	double place;
};

struct wishes {
	struct wish at[PAIRS_MOST];
	size_t n;
};

static bool is_plain(const struct ast *a)
{
	if (a->kind != AST_PATH || !a->absolute || a->a)
		return false;
	for (const struct step *s = a->steps; s; s = s->next) {
		if (s->axis != AXIS_CHILD || s->tests || !s->name || *s->name == '*')
			return false;
	}
	return a->steps != NULL;
}

static struct str step_name(const struct step *s)
{
	return str_of(s->name);
}

/* What a path names, without a look at how many there are. */
static const struct def *def_of(struct eval *ev, const struct focus *at, const struct ast *path)
{
	const struct node *outermost = ev->env->root->first;
	const struct def *d = outermost ? outermost->def : NULL;
	struct value v;

	if (d && is_plain(path) && str_is(step_name(path->steps), d->name)) {
		for (const struct step *s = path->steps->next; s && d; s = s->next)
			d = def_child(d, step_name(s));
		return d;
	}
	v = eval_ast(ev, at, path);
	return v.type == VALUE_NODES && v.nodes.n ? v.nodes.at[0].node->def : NULL;
}

static struct wishes wishes_of(struct eval *ev, const struct focus *at, const struct ast *call)
{
	struct wishes w = {.n = 0};

	for (size_t i = 1; i + 1 < call->n_args && w.n < PAIRS_MOST; i += 2) {
		w.at[w.n].repeat = def_of(ev, at, call->args[i]);
		w.at[w.n++].place = arg_number(ev, at, call, i + 1);
	}
	return w;
}

/* NULL: any instance will do. */
static const struct wish *wish_for(const struct wishes *w, const struct def *repeat)
{
	for (size_t i = 0; i < w->n; i++) {
		if (repeat && repeat->is_repeat && w->at[i].repeat == repeat)
			return &w->at[i];
	}
	return NULL;
}

/* Children of that name; of a repeat that is asked for, the one instance. */
static void step_down(
        struct eval *ev, struct nodes *out, const struct wishes *w, const struct node *n, const struct step *s)
{
	size_t walked = 0;
	double place = 0;

	for (const struct node *c = n->first; c && eval_walk(ev, &walked); c = c->next) {
		const struct wish *wish;

		if (!c->name || strcmp(c->name, s->name) != 0)
			continue;
		wish = wish_for(w, c->def);
		if (wish && ++place != wish->place)
			continue;
		if (!nodes_add(ev, out, (struct item){c, NULL}) || wish)
			return;
	}
}

static struct nodes walk_down(struct eval *ev, const struct wishes *w, const struct ast *path)
{
	struct nodes from = {0};

	(void)nodes_add(ev, &from, (struct item){ev->env->root, NULL});
	for (const struct step *s = path->steps; s && !ev->why; s = s->next) {
		struct nodes to = {0};

		for (size_t i = 0; i < from.n; i++)
			step_down(ev, &to, w, from.at[i].node, s);
		from = to;
	}
	return from;
}

static bool is_wanted(struct eval *ev, const struct wishes *w, const struct node *n)
{
	size_t walked = 0;

	for (; n; n = n->parent) {
		const struct wish *wish = wish_for(w, n->def);
		double place = 1;

		for (const struct node *p = wish ? n->prev : NULL; p && eval_walk(ev, &walked); p = p->prev)
			place += p->def == n->def;
		if (wish && place != wish->place)
			return false;
	}
	return true;
}

static struct nodes pick(struct eval *ev, const struct focus *at, const struct wishes *w, const struct ast *path)
{
	const struct node *origin = ev->origin;
	struct ast everywhere = *path;
	struct nodes all, out = {0};

	everywhere.def = NULL;
	ev->origin = NULL;
	all = eval_path(ev, at, &everywhere);
	ev->origin = origin;
	for (size_t i = 0; i < all.n && !ev->why; i++) {
		if (is_wanted(ev, w, all.at[i].node))
			(void)nodes_add(ev, &out, all.at[i]);
	}
	return out;
}

static struct value fn_indexed_repeat(struct eval *ev, const struct focus *at, const struct ast *call)
{
	const struct ast *path = call->args[0];
	struct wishes w;
	struct nodes found;

	if (path->kind != AST_PATH)
		return value_empty();
	w = wishes_of(ev, at, call);
	found = is_plain(path) ? walk_down(ev, &w, path) : pick(ev, at, &w, path);
	return value_nodes(ev->why ? (struct nodes){0} : found);
}

const struct function functions_repeat[] = {
        {"indexed-repeat", 3, 7, fn_indexed_repeat, FUNCTION_NODES},
        {0},
};
