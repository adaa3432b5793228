#include "form/xpath_eval.h"

#include "form/model.h"
#include "form/row_index.h"

static bool matches(const struct step *s, const struct node *n)
{
	if (!n->name)
		return false;
	if (!s->name)
		return true;
	return s->name[0] == '*' ? n->parent != NULL : strcmp(n->name, s->name) == 0;
}

static bool visit(struct eval *ev, struct nodes *out, const struct step *s, const struct node *n)
{
	if (ev->budget == 0)
		return eval_fail(ev, "an expression visits too many nodes");
	ev->budget--;
	return !matches(s, n) || nodes_add(ev, out, (struct item){n, NULL});
}

static bool descend(struct eval *ev, struct nodes *out, const struct step *s, const struct node *n)
{
	for (const struct node *c = n->first; c; c = c->next) {
		if (c->name && (!visit(ev, out, s, c) || !descend(ev, out, s, c)))
			return false;
	}
	return true;
}

/* Around an absolute path: inside a repeat, it means the instance that the expression is about. */
static const struct node *own_instance(const struct eval *ev, const struct node *first)
{
	const struct node *n = ev->origin;

	while (n && n->def != first->def)
		n = n->parent;
	return n && n->parent == first->parent ? n : NULL;
}

static void children(struct eval *ev, struct nodes *out, const struct step *s, const struct node *n, bool absolute)
{
	for (const struct node *c = n->first; c; c = c->next) {
		const struct node *own;

		if (absolute && c->def && c->def->is_repeat && s->next && !s->tests && matches(s, c) &&
		        (own = own_instance(ev, c))) {
			(void)nodes_add(ev, out, (struct item){own, NULL});
			return;
		}
		if (!visit(ev, out, s, c))
			return;
	}
}

static void attributes(struct eval *ev, struct nodes *out, const struct step *s, const struct node *n)
{
	for (const struct attr *a = n->attrs; a; a = a->next) {
		if (!s->name || s->name[0] == '*' || strcmp(s->name, a->name) == 0)
			(void)nodes_add(ev, out, (struct item){n, a});
	}
}

static void walk_axis(struct eval *ev, struct nodes *out, const struct step *s, struct item from, bool absolute)
{
	const struct node *n = from.node;

	if (from.attr) {
		if (s->axis == AXIS_PARENT)
			(void)visit(ev, out, s, n);
		else if (s->axis == AXIS_SELF)
			(void)nodes_add(ev, out, from);
		return;
	}
	switch (s->axis) {
	case AXIS_CHILD:
		children(ev, out, s, n, absolute);
		break;
	case AXIS_PARENT:
		if (n->parent)
			(void)visit(ev, out, s, n->parent);
		break;
	case AXIS_SELF:
	case AXIS_WHOLE_SET:
		(void)visit(ev, out, s, n);
		break;
	case AXIS_ATTRIBUTE:
		attributes(ev, out, s, n);
		break;
	case AXIS_DESCENDANT_OR_SELF:
		if (visit(ev, out, s, n))
			(void)descend(ev, out, s, n);
		break;
	case AXIS_DESCENDANT:
		(void)descend(ev, out, s, n);
		break;
	case AXIS_ANCESTOR_OR_SELF:
	case AXIS_ANCESTOR:
		for (n = s->axis == AXIS_ANCESTOR ? n->parent : n; n && visit(ev, out, s, n); n = n->parent)
			;
		break;
	case AXIS_FOLLOWING_SIBLING:
		for (n = n->next; n && visit(ev, out, s, n); n = n->next)
			;
		break;
	case AXIS_PRECEDING_SIBLING:
		for (n = n->prev; n && visit(ev, out, s, n); n = n->prev)
			;
		break;
	}
}

/* Keeps the nodes that pass a predicate; a number means a position. */
static void keep_passing(struct eval *ev, struct nodes *set, size_t from, const struct test *test)
{
	for (; test && !ev->why; test = test->next) {
		size_t kept = from, of = set->n - from;

		for (size_t i = from; i < from + of && !ev->why; i++) {
			struct focus at = {set->at[i], i - from + 1, of};
			size_t mark = arena_mark(ev->env->scratch);
			struct value v = eval_ast(ev, &at, test->expr);

			if (v.type == VALUE_NUMBER ? v.number == (double)at.at : value_to_truth(ev, v))
				set->at[kept++] = set->at[i];
			arena_rewind(ev->env->scratch, mark);
		}
		set->n = kept;
	}
}

/* Can steps from several nodes meet, or leave document order? */
static bool needs_settling(enum axis axis, size_t from)
{
	switch (axis) {
	case AXIS_CHILD:
	case AXIS_ATTRIBUTE:
	case AXIS_SELF:
	case AXIS_WHOLE_SET:
		return false;
	case AXIS_ANCESTOR:
	case AXIS_ANCESTOR_OR_SELF:
	case AXIS_PRECEDING_SIBLING:
		return true;
	default:
		return from > 1;
	}
}

/* Adds the rows whose cell is one of the texts of the key; false when the key is none, and rows are to be read. */
static bool look_up(struct eval *ev, struct nodes *out, const struct step *s, struct item from)
{
	struct focus at = {from, 1, 1};
	struct value key;
	struct str text;
	uint32_t place;

	if (!s->index || from.attr || from.node != row_index_list(s->index))
		return false;
	key = eval_ast(ev, &at, s->key);
	if (key.type == VALUE_NODES && key.nodes.n == 0)
		return true;
	if (key.type != VALUE_TEXT && (key.type != VALUE_NODES || key.nodes.n > 1))
		return false;
	text = key.type == VALUE_TEXT ? key.text : item_text(ev, key.nodes.at[0]);
	for (const struct node *n = row_index_first(s->index, text, &place); n && !ev->why;
	        n = row_index_next(s->index, text, &place)) {
		if (!visit(ev, out, s, n))
			break;
	}
	return true;
}

struct nodes eval_steps(struct eval *ev, struct nodes from, const struct step *steps, bool absolute)
{
	for (const struct step *s = steps; s && !ev->why; s = s->next) {
		struct nodes to = {0};

		if (s->axis == AXIS_WHOLE_SET) {
			keep_passing(ev, &from, 0, s->tests);
			continue;
		}
		for (size_t i = 0; i < from.n && !ev->why; i++) {
			size_t before = to.n;

			if (!look_up(ev, &to, s, from.at[i]))
				walk_axis(ev, &to, s, from.at[i], absolute);
			if (s->tests)
				keep_passing(ev, &to, before, s->tests);
		}
		if (needs_settling(s->axis, from.n))
			nodes_settle(ev, &to);
		from = to;
	}
	return ev->why ? (struct nodes){0} : from;
}

struct nodes eval_path(struct eval *ev, const struct focus *at, const struct ast *path)
{
	struct nodes from = {0};
	struct value base;

	if (path->def && ev->env->single) {
		const struct node *n = ev->env->single[path->def->index];

		if (n)
			(void)nodes_add(ev, &from, (struct item){n, NULL});
		return from;
	}
	if (path->absolute) {
		(void)nodes_add(ev, &from, (struct item){ev->env->root, NULL});
	} else if (path->a) {
		base = eval_ast(ev, at, path->a);
		if (base.type != VALUE_NODES)
			return from;
		from = base.nodes;
	} else {
		(void)nodes_add(ev, &from, at->item);
	}
	return eval_steps(ev, from, path->steps, path->absolute);
}
