#include "form/lint_reason_inside.h"

#include <math.h>

#include "form/number.h"
#include "form/xpath_function.h"

/* ---- paths -------------------------------------------------------------------------------- */

static const struct def *step_to(const struct thought *t, const struct step *s, const struct def *at, bool top)
{
	if (s->tests)
		return NULL;
	if (s->axis == AXIS_SELF)
		return top ? NULL : at;
	if (s->axis == AXIS_PARENT)
		return at ? at->parent : NULL;
	if (s->axis != AXIS_CHILD || !s->name || s->name[0] == '*')
		return NULL;
	if (top)
		return strcmp(s->name, t->reason->form->root->name) == 0 ? t->reason->form->root : NULL;
	return at ? def_child(at, str_of(s->name)) : NULL;
}

const struct def *thought_path(const struct thought *t, const struct ast *path, const struct def *origin)
{
	const struct ast *base = path->a;
	const struct def *at = origin;
	bool top = path->absolute;

	if (path->def)
		return path->def->first ? NULL : path->def;
	if (base && (base->kind != AST_CALL || strcmp(base->function->name, "current") != 0))
		return NULL;
	for (const struct step *s = path->steps; s; s = s->next) {
		at = step_to(t, s, at, top);
		/* Down into a repeat again means all of its instances, unless the path begins at the top. */
		if (!at || (!path->absolute && s->axis == AXIS_CHILD && at->is_repeat))
			return NULL;
		top = false;
	}
	if (!at || at->first || (at->repeat ? !def_is_around(at->repeat, origin) : !at->single))
		return NULL;
	return at;
}

/* ---- constants ------------------------------------------------------------------------------ */

bool text_day(struct str s, double *day)
{
	long y, m, d, days;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	for (size_t i = 0; i < 10; i++) {
		if (i != 4 && i != 7 && (s.p[i] < '0' || s.p[i] > '9'))
			return false;
	}
	y = (s.p[0] - '0') * 1000 + (s.p[1] - '0') * 100 + (s.p[2] - '0') * 10 + (s.p[3] - '0');
	m = (s.p[5] - '0') * 10 + (s.p[6] - '0');
	d = (s.p[8] - '0') * 10 + (s.p[9] - '0');
	/* Years begin in March, so that the leap day is their last. */
	y -= m <= 2;
	days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1 - 719468;
	*day = (double)days;
	return true;
}

double guess_number(const struct guess *g)
{
	double n;

	if (g->kind == GUESS_NUMBER)
		return g->number;
	if (g->kind == GUESS_TRUTH)
		return g->truth;
	n = number_parse(g->text);
	if (isnan(n))
		(void)text_day(g->text, &n);
	return n;
}

static void add_number(struct thought *t, double n)
{
	if (isnan(n))
		return;
	for (size_t i = 0; i < t->n_numbers; i++) {
		if (t->numbers[i] == n)
			return;
	}
	if (t->n_numbers == REASON_CONSTANTS)
		t->crowded = true;
	else
		t->numbers[t->n_numbers++] = n;
}

static void add_text(struct thought *t, struct str s)
{
	const struct guess g = {.kind = GUESS_TEXT, .text = s};

	add_number(t, guess_number(&g));
	for (size_t i = 0; i < t->n_texts; i++) {
		if (str_equal(t->texts[i], s))
			return;
	}
	if (t->n_texts == REASON_CONSTANTS)
		t->crowded = true;
	else
		t->texts[t->n_texts++] = s;
}

/* ---- what is read --------------------------------------------------------------------------- */

struct variable *thought_variable(struct thought *t, const struct def *d, enum variable_kind kind)
{
	for (size_t i = 0; i < t->n_variables; i++) {
		if (t->variables[i].def == d && t->variables[i].kind == kind)
			return &t->variables[i];
	}
	return NULL;
}

static void gather(struct thought *t, const struct ast *a, const struct def *origin);

static void add_variable(struct thought *t, const struct def *d, enum variable_kind kind)
{
	if (!thought_variable(t, d, kind) && t->n_variables < REASON_VARIABLES)
		t->variables[t->n_variables++] = (struct variable){.def = d, .kind = kind};
}

static void gather_def(struct thought *t, const struct def *d)
{
	const bool *pardoned = t->reason->pardoned;

	if (t->marks[d->index] & MARK_SEEN)
		return;
	t->marks[d->index] |= MARK_SEEN;
	for (const struct def *p = d; p; p = p->parent) {
		if (p->relevant && !pardoned[p->index])
			gather(t, p->relevant->ast, p);
	}
	if (d->calculate)
		gather(t, d->calculate->ast, d);
	if (d->constraint && !pardoned[d->index])
		gather(t, d->constraint->ast, d);
}

static void gather_path(struct thought *t, const struct ast *path, const struct def *origin, enum variable_kind kind)
{
	const struct def *d = thought_path(t, path, origin);

	if (!d)
		return;
	gather_def(t, d);
	if (kind == VARIABLE_LENGTH || !d->calculate)
		add_variable(t, d, kind);
}

static void mark_ordered(struct thought *t, const struct ast *a, const struct def *origin)
{
	const struct def *d;

	/* number(x), date(x) */
	if (a->kind == AST_CALL && a->n_args == 1)
		a = a->args[0];
	d = a->kind == AST_PATH ? thought_path(t, a, origin) : NULL;
	if (d)
		t->marks[d->index] |= MARK_ORDERED;
}

static void gather_call(struct thought *t, const struct ast *call, const struct def *origin)
{
	const char *name = call->function->name;
	const struct ast *first = call->n_args ? call->args[0] : NULL;
	double least, most;

	if (first && first->kind == AST_PATH && (!strcmp(name, "string-length") || !strcmp(name, "regex")))
		gather_path(t, first, origin, VARIABLE_LENGTH);
	if (strcmp(name, "regex") == 0 && call->n_args == 2 && call->args[1]->kind == AST_TEXT) {
		if (thought_lengths(call->args[1]->text, &least, &most)) {
			add_number(t, least);
			add_number(t, isinf(most) ? least : most);
		}
		return;
	}
	if (strcmp(name, "string-length") == 0 && first && first->kind == AST_PATH)
		return;
	if (strcmp(name, "today") == 0) {
		for (size_t i = 0; i < t->n_numbers; i++)
			t->crowded = t->crowded || (t->numbers[i] == TODAY_DAY && !t->asks_today);
		t->asks_today = true;
		add_number(t, TODAY_DAY);
	}
	for (size_t i = 0; i < call->n_args; i++)
		gather(t, call->args[i], origin);
}

static void gather(struct thought *t, const struct ast *a, const struct def *origin)
{
	t->crowded = t->crowded || t->steps == 0;
	if (!a || t->crowded)
		return;
	t->steps--;
	switch (a->kind) {
	case AST_NUMBER:
		add_number(t, a->number);
		return;
	case AST_TEXT:
		add_text(t, a->text);
		return;
	case AST_NEGATE:
		if (a->a && a->a->kind == AST_NUMBER)
			add_number(t, -a->a->number);
		break;
	case AST_PATH:
		gather_path(t, a, origin, VARIABLE_VALUE);
		return;
	case AST_CALL:
		gather_call(t, a, origin);
		return;
	case AST_LESS:
	case AST_LESS_EQUAL:
	case AST_MORE:
	case AST_MORE_EQUAL:
		mark_ordered(t, a->a, origin);
		mark_ordered(t, a->b, origin);
		break;
	case AST_EQUAL:
	case AST_DIFFER:
		if (a->b->kind == AST_NUMBER || a->b->kind == AST_NEGATE)
			mark_ordered(t, a->a, origin);
		if (a->a->kind == AST_NUMBER || a->a->kind == AST_NEGATE)
			mark_ordered(t, a->b, origin);
		break;
	default:
		break;
	}
	gather(t, a->a, origin);
	gather(t, a->b, origin);
}

void thought_gather(struct thought *t)
{
	const struct reason *r = t->reason;

	for (size_t i = 0; i < r->n_conditions; i++)
		gather(t, r->conditions[i].ast, r->conditions[i].of);
	if (r->filled)
		gather_def(t, r->filled);
	for (size_t i = 0; i < t->n_variables; i++)
		t->n_ordered += t->marks[t->variables[i].def->index] & MARK_ORDERED ? 1 : 0;
	for (size_t i = 0; i < t->n_variables && !t->crowded; i++)
		values_find(t, &t->variables[i]);
}
