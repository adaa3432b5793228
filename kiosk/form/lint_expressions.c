#include "form/depend.h"
#include "form/lint.h"
#include "form/xpath_function.h"

struct scan {
	struct lint *lint;
	const struct expr *expr;
	int line;
};

static void scan_ast(struct scan *s, const struct ast *a);

static void scan_regex(struct scan *s, const struct ast *call)
{
	const struct ast *pattern = call->n_args == 2 ? call->args[1] : NULL;
	struct str p;

	if (!pattern || pattern->kind != AST_TEXT)
		return;
	p = pattern->text;
	if (!p.n || p.p[0] != '^' || p.p[p.n - 1] != '$')
		lint_say(s->lint, false, s->line,
		        "the pattern \"%.*s\" is not held by ^ and $, and engines differ on what it matches; write ^...$",
		        (int)(p.n > 80 ? 80 : p.n), p.p);
}

/* Does its value go into the record: by a calculate, or by an action? */
static bool is_calculate(const struct form *f, const struct expr *e)
{
	for (size_t i = 0; i < f->n_units; i++) {
		if (f->units[i].kind == UNIT_VALUE && f->units[i].expr == e)
			return true;
	}
	for (const struct action *a = f->actions; a; a = a->next) {
		if (a->value == e)
			return true;
	}
	return false;
}

static void scan_call(struct scan *s, const struct ast *call)
{
	if (strcmp(call->function->name, "regex") == 0)
		scan_regex(s, call);
	if ((call->function->flags & FUNCTION_LANGUAGE) && is_calculate(s->lint->form, s->expr))
		lint_say(s->lint, true, s->line,
		        "%s() in a calculate or an action puts words of one language into the record; store the value, show the words in an "
		        "output",
		        call->function->name);
	for (size_t i = 0; i < call->n_args; i++)
		scan_ast(s, call->args[i]);
}

/* A path of plain names must lead somewhere. */
static void scan_path(struct scan *s, const struct ast *path)
{
	const struct def *at = NULL;

	for (const struct step *step = path->steps; step; step = step->next) {
		for (const struct test *t = step->tests; t; t = t->next)
			scan_ast(s, t->expr);
	}
	if (path->a)
		scan_ast(s, path->a);
	for (const struct step *step = path->absolute ? path->steps : NULL; step; step = step->next) {
		if (step->axis != AXIS_CHILD || !step->name || step->name[0] == '*')
			return;
		if (step == path->steps)
			at = strcmp(step->name, s->lint->form->root->name) == 0 ? s->lint->form->root : NULL;
		else
			at = def_child(at, str_of(step->name));
		if (!at) {
			lint_say(s->lint, true, s->line,
			        "an expression names a node %s that is not there; mend its spelling", step->name);
			return;
		}
	}
}

static void scan_ast(struct scan *s, const struct ast *a)
{
	if (!a)
		return;
	if (a->kind == AST_CALL) {
		scan_call(s, a);
	} else if (a->kind == AST_PATH) {
		scan_path(s, a);
	} else {
		scan_ast(s, a->a);
		scan_ast(s, a->b);
	}
}

void lint_expressions(struct lint *l)
{
	for (const struct expr *e = l->form->exprs; e; e = e->next) {
		struct scan s = {l, e, e->line};

		scan_ast(&s, e->ast);
	}
}
