#include "form/xpath_eval.h"

#include <math.h>

#include "form/xpath_function.h"

void *eval_alloc(struct eval *ev, size_t n)
{
	void *p = ev->why ? NULL : arena_alloc(ev->env->scratch, n);

	if (!p)
		(void)eval_fail(ev, "an expression needs more memory than it may have");
	return p;
}

struct str eval_keep(struct eval *ev, const char *text, size_t n)
{
	char *copy = eval_alloc(ev, n + 1);

	if (!copy)
		return (struct str){"", 0};
	memcpy(copy, text, n);
	return (struct str){copy, n};
}

bool eval_fail(struct eval *ev, const char *why)
{
	if (!ev->why)
		ev->why = why;
	return false;
}

bool eval_spend(struct eval *ev, size_t steps)
{
	if (steps > ev->budget) {
		ev->budget = 0;
		return eval_fail(ev, "an expression visits too many nodes");
	}
	ev->budget -= steps;
	return true;
}

bool eval_walk(struct eval *ev, size_t *walked)
{
	return ++*walked % 16 != 0 || eval_spend(ev, 1);
}

static int sign(double a, double b)
{
	return a < b ? -1 : a > b;
}

/* Two values of which neither is a set. */
static bool compare_plain(struct eval *ev, enum ast_kind kind, struct value a, struct value b)
{
	bool equality = kind == AST_EQUAL || kind == AST_DIFFER;
	double x, y;
	int order;

	if (equality && (a.type == VALUE_BOOLEAN || b.type == VALUE_BOOLEAN))
		return (value_to_truth(ev, a) == value_to_truth(ev, b)) == (kind == AST_EQUAL);
	if (equality && a.type == VALUE_TEXT && b.type == VALUE_TEXT)
		return str_equal(a.text, b.text) == (kind == AST_EQUAL);
	if (a.type != VALUE_NUMBER && b.type != VALUE_NUMBER && (a.type == VALUE_DATE || b.type == VALUE_DATE)) {
		struct date d, e;

		/* Two dates are compared as moments. */
		if (value_to_date(ev, a, &d) && value_to_date(ev, b, &e)) {
			x = (double)d.ms;
			y = (double)e.ms;
		} else {
			return kind == AST_DIFFER;
		}
	} else {
		x = value_to_number(ev, a);
		y = value_to_number(ev, b);
	}
	if (isnan(x) || isnan(y))
		return kind == AST_DIFFER;
	order = sign(x, y);
	switch (kind) {
	case AST_EQUAL:
		return order == 0;
	case AST_DIFFER:
		return order != 0;
	case AST_LESS:
		return order < 0;
	case AST_LESS_EQUAL:
		return order <= 0;
	case AST_MORE:
		return order > 0;
	default:
		return order >= 0;
	}
}

static bool compare_set(struct eval *ev, enum ast_kind kind, struct nodes set, struct value b, bool set_is_left)
{
	for (size_t i = 0; i < set.n && !ev->why; i++) {
		struct value a = value_text(item_text(ev, set.at[i]));

		if (set_is_left ? compare_plain(ev, kind, a, b) : compare_plain(ev, kind, b, a))
			return true;
	}
	return false;
}

bool eval_compare(struct eval *ev, enum ast_kind kind, struct value a, struct value b)
{
	if (a.type == VALUE_NODES && b.type == VALUE_BOOLEAN)
		a = value_truth(a.nodes.n > 0);
	if (b.type == VALUE_NODES && a.type == VALUE_BOOLEAN)
		b = value_truth(b.nodes.n > 0);
	if (a.type == VALUE_NODES && b.type == VALUE_NODES) {
		for (size_t i = 0; i < b.nodes.n && !ev->why; i++) {
			if (ev->budget < a.nodes.n)
				return eval_fail(ev, "an expression compares too many nodes");
			ev->budget -= a.nodes.n;
			if (compare_set(ev, kind, a.nodes, value_text(item_text(ev, b.nodes.at[i])), true))
				return true;
		}
		return false;
	}
	if (a.type == VALUE_NODES)
		return compare_set(ev, kind, a.nodes, b, true);
	if (b.type == VALUE_NODES)
		return compare_set(ev, kind, b.nodes, a, false);
	return compare_plain(ev, kind, a, b);
}

static struct value arithmetic(struct eval *ev, const struct focus *at, const struct ast *n)
{
	double a = value_to_number(ev, eval_ast(ev, at, n->a)), b = value_to_number(ev, eval_ast(ev, at, n->b));

	switch (n->kind) {
	case AST_ADD:
		return value_number(a + b);
	case AST_SUBTRACT:
		return value_number(a - b);
	case AST_MULTIPLY:
		return value_number(a * b);
	case AST_DIVIDE:
		return value_number(a / b);
	default:
		return value_number(fmod(a, b));
	}
}

static struct value unite(struct eval *ev, const struct focus *at, const struct ast *n)
{
	struct value a = eval_ast(ev, at, n->a), b = eval_ast(ev, at, n->b);

	if (a.type != VALUE_NODES || b.type != VALUE_NODES)
		return value_empty();
	for (size_t i = 0; i < b.nodes.n; i++) {
		if (!nodes_add(ev, &a.nodes, b.nodes.at[i]))
			break;
	}
	nodes_settle(ev, &a.nodes);
	return a;
}

static struct value eval_one(struct eval *ev, const struct focus *at, const struct ast *n)
{
	switch (n->kind) {
	case AST_NUMBER:
		return value_number(n->number);
	case AST_TEXT:
		return value_text(n->text);
	case AST_OR:
	case AST_AND: {
		struct value a = eval_ast(ev, at, n->a);

		/* The operand that decides is the value, as in ODK Web Forms; of two comparisons that is true or false. */
		return value_to_truth(ev, a) == (n->kind == AST_OR) ? a : eval_ast(ev, at, n->b);
	}
	case AST_EQUAL:
	case AST_DIFFER:
	case AST_LESS:
	case AST_LESS_EQUAL:
	case AST_MORE:
	case AST_MORE_EQUAL: {
		struct value a = eval_ast(ev, at, n->a);

		return value_truth(eval_compare(ev, n->kind, a, eval_ast(ev, at, n->b)));
	}
	case AST_NEGATE:
		return value_number(-value_to_number(ev, eval_ast(ev, at, n->a)));
	case AST_UNION:
		return unite(ev, at, n);
	case AST_CALL:
		return n->function->run(ev, at, n);
	case AST_PATH:
		return value_nodes(eval_path(ev, at, n));
	default:
		return arithmetic(ev, at, n);
	}
}

struct value eval_ast(struct eval *ev, const struct focus *at, const struct ast *n)
{
	struct value v = value_empty();

	if (ev->depth > XPATH_MAX_NESTING)
		(void)eval_fail(ev, "an expression is nested too deep");
	if (!ev->why && ev->budget == 0)
		(void)eval_fail(ev, "an expression visits too many nodes");
	if (ev->why)
		return v;
	ev->depth++;
	ev->budget--;
	v = eval_one(ev, at, n);
	ev->depth--;
	return ev->why ? value_empty() : v;
}

struct value xpath_eval(struct eval *ev, const struct xpath_env *env, const struct ast *ast, const struct node *node,
        const struct attr *attr)
{
	struct focus at = {.item = {node, attr}, .at = 1, .of = 1};

	size_t budget = env->left && *env->left < XPATH_BUDGET ? *env->left : XPATH_BUDGET;
	struct value v;

	*ev = (struct eval){.env = env, .origin = node, .origin_attr = attr, .budget = budget};
	v = eval_ast(ev, &at, ast);
	if (env->left)
		*env->left -= budget - ev->budget;
	return v;
}
