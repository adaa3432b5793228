/*
 * load_index - which filters of the form are answered by an index: instance('list')/root/item[column = key]
 *
 * The key must mean the same for every row: a constant, or a path that begins at the answers or at current(). What
 * else stands in the brackets is worked out for the rows that fit the key; position() and last() there would count
 * other rows, so a filter that has them is read row by row. So is one whose key turns out to be a number or a yes:
 * these compare otherwise than as text.
 */
#include "form/load.h"
#include "form/row_index.h"
#include "form/xpath_function.h"

static bool is_call(const struct ast *a, const char *name)
{
	return a && a->kind == AST_CALL && strcmp(a->function->name, name) == 0;
}

/* Of one word, in every row the same. */
static bool is_constant_call(const struct ast *a)
{
	static const char *const names[] = {"current", "true", "false", "today", "now", "pi"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (is_call(a, names[i]))
			return true;
	}
	return false;
}

static bool means_the_same(const struct ast *a)
{
	if (!a)
		return true;
	if (a->kind == AST_PATH)
		return a->absolute || (a->a && means_the_same(a->a));
	if (a->kind != AST_CALL)
		return means_the_same(a->a) && means_the_same(a->b);
	if (a->n_args == 0)
		return is_constant_call(a);
	if (is_call(a, "uuid") || is_call(a, "once") || is_call(a, "randomize"))
		return false;
	for (size_t i = 0; i < a->n_args; i++) {
		if (!means_the_same(a->args[i]))
			return false;
	}
	return true;
}

static bool counts_rows(const struct ast *a);

static bool steps_count_rows(const struct step *s)
{
	for (; s; s = s->next) {
		for (const struct test *t = s->tests; t; t = t->next) {
			if (counts_rows(t->expr))
				return true;
		}
	}
	return false;
}

static bool counts_rows(const struct ast *a)
{
	if (!a)
		return false;
	if ((is_call(a, "position") || is_call(a, "last")) && a->n_args == 0)
		return true;
	for (size_t i = 0; i < a->n_args; i++) {
		if (counts_rows(a->args[i]))
			return true;
	}
	return counts_rows(a->a) || counts_rows(a->b) || steps_count_rows(a->steps);
}

static const char *column_of(const struct ast *a)
{
	const struct step *s = a->kind == AST_PATH && !a->absolute && !a->a ? a->steps : NULL;

	if (!s || s->next || s->tests || s->axis != AXIS_CHILD || !s->name || s->name[0] == '*')
		return NULL;
	return s->name;
}

static bool is_comparison(const struct ast *a)
{
	return a->kind >= AST_EQUAL && a->kind <= AST_MORE_EQUAL;
}

/* The one comparison that may be looked up; the whole test must be true or false, or it would be a place. */
static const char *find_key(const struct ast *test, const struct ast **key)
{
	const char *column;

	if (test->kind == AST_AND) {
		column = is_comparison(test->b) ? find_key(test->a, key) : NULL;
		return column || !is_comparison(test->a) ? column : find_key(test->b, key);
	}
	if (test->kind != AST_EQUAL)
		return NULL;
	column = column_of(test->a);
	*key = test->b;
	if (!column || !means_the_same(*key)) {
		column = column_of(test->b);
		*key = test->a;
	}
	return column && means_the_same(*key) ? column : NULL;
}

static const struct row_index *index_for(struct load *l, const struct node *list, const char *row, const char *column)
{
	struct known_index *known = l->form->indexes;
	bool full;

	for (; known; known = known->next) {
		if (row_index_is(known->index, list, row, column))
			return known->index;
	}
	known = load_alloc(l, sizeof *known);
	if (!known)
		return NULL;
	known->index = row_index_new(l->form->arena, list, row, column, &full);
	l->full = l->full || full;
	if (!known->index)
		return NULL;
	known->next = l->form->indexes;
	l->form->indexes = known;
	return known->index;
}

/* The one child that a step leads to; NULL when there are several, or tests to be worked out. */
static const struct node *only_child(const struct node *n, const struct step *s)
{
	const struct node *found = NULL;

	if (s->axis != AXIS_CHILD || s->tests || !s->name || s->name[0] == '*')
		return NULL;
	for (const struct node *c = n->first; c; c = c->next) {
		if (!c->name || strcmp(c->name, s->name) != 0)
			continue;
		if (found)
			return NULL;
		found = c;
	}
	return found;
}

static void look_at_path(struct load *l, struct ast *path)
{
	const struct ast *from = path->a, *key;
	const struct instance_list *list = is_call(from, "instance") && from->args[0]->kind == AST_TEXT
	                                           ? form_list(l->form, from->args[0]->text)
	                                           : NULL;
	const struct node *at = list ? list->root : NULL;
	struct step *s = path->steps;
	const char *column;

	for (; at && s && !s->tests; s = s->next)
		at = only_child(at, s);
	if (!at || !s || s->axis != AXIS_CHILD || !s->name || s->name[0] == '*' || counts_rows(s->tests->expr))
		return;
	column = find_key(s->tests->expr, &key);
	if (!column)
		return;
	s->index = index_for(l, at, s->name, column);
	s->key = key;
}

/* pulldata('list', 'wanted', 'column', key) */
static void look_at_pulldata(struct load *l, struct ast *call)
{
	const struct instance_list *list;
	const struct node *rows, *first;
	const char *column;

	if (!is_call(call, "pulldata") || call->args[0]->kind != AST_TEXT || call->args[2]->kind != AST_TEXT)
		return;
	list = form_list(l->form, call->args[0]->text);
	rows = list ? node_first(list->root) : NULL;
	first = rows ? node_first(rows) : NULL;
	/* Any child counts as a row there; an index knows one name. */
	for (const struct node *n = first; n; n = node_next(n)) {
		if (strcmp(n->name, first->name) != 0)
			return;
	}
	column = first ? arena_text(l->form->arena, call->args[2]->text.p, call->args[2]->text.n) : NULL;
	l->full = l->full || (first && !column);
	if (column)
		call->index = index_for(l, rows, first->name, column);
}

static void look(struct load *l, struct ast *a);

static void look_at_steps(struct load *l, struct step *s)
{
	for (; s; s = s->next) {
		for (struct test *t = s->tests; t; t = t->next)
			look(l, t->expr);
	}
}

static void look(struct load *l, struct ast *a)
{
	if (!a || l->full)
		return;
	look(l, a->a);
	look(l, a->b);
	for (size_t i = 0; i < a->n_args; i++)
		look(l, a->args[i]);
	look_at_steps(l, a->steps);
	if (a->kind == AST_PATH)
		look_at_path(l, a);
	if (a->kind == AST_CALL)
		look_at_pulldata(l, a);
}

void load_indexes(struct load *l)
{
	for (struct expr *e = l->form->exprs; e && !l->full; e = e->next)
		look(l, e->ast);
}
