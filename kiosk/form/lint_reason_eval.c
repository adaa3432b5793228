#include "form/lint_reason_inside.h"

#include <math.h>

#include "form/xpath_function.h"
#include "sys/text.h"

enum { MAX_DEPTH = 40 };

enum { RELEVANCE_NEW, RELEVANCE_NO, RELEVANCE_YES, RELEVANCE_UNKNOWN, RELEVANCE_ASKED };

static const struct guess unknown = {.kind = GUESS_UNKNOWN};

static struct guess eval(struct thought *t, const struct ast *a, const struct def *origin);

static struct guess of_truth(enum maybe m)
{
	return m == UNKNOWN ? unknown : (struct guess){.kind = GUESS_TRUTH, .truth = m == YES};
}

static struct guess of_number(double n)
{
	return (struct guess){.kind = GUESS_NUMBER, .number = n};
}

static bool has_number(const struct thought *t, double n)
{
	for (size_t i = 0; i < t->n_numbers; i++) {
		if (t->numbers[i] == n)
			return true;
	}
	return false;
}

static bool has_text(const struct thought *t, struct str s)
{
	for (size_t i = 0; i < t->n_texts; i++) {
		if (str_equal(t->texts[i], s))
			return true;
	}
	return s.n == 0;
}

static enum maybe truth_of(const struct guess *g)
{
	if (g->kind == GUESS_TRUTH)
		return g->truth ? YES : NO;
	if (g->kind == GUESS_UNKNOWN || g->sample || g->node)
		return UNKNOWN;
	if (g->kind == GUESS_NUMBER)
		return g->number != 0 && !isnan(g->number) ? YES : NO;
	return g->text.n ? YES : NO;
}

/* ---- nodes -------------------------------------------------------------------------------- */

static enum maybe relevance(struct thought *t, const struct def *d)
{
	enum maybe all = YES;

	for (; d && all != NO; d = d->parent) {
		unsigned char *known = &t->relevance[d->index];
		enum maybe one = UNKNOWN;

		if (!d->relevant || t->reason->pardoned[d->index])
			continue;
		if (*known == RELEVANCE_NEW) {
			*known = RELEVANCE_ASKED;
			one = thought_holds(t, &(struct condition){d->relevant->ast, d});
			*known = one == NO ? RELEVANCE_NO : one == YES ? RELEVANCE_YES : RELEVANCE_UNKNOWN;
		}
		one = *known == RELEVANCE_NO ? NO : *known == RELEVANCE_YES ? YES : UNKNOWN;
		all = one == NO ? NO : one == UNKNOWN ? UNKNOWN : all;
	}
	return all;
}

static struct guess length_of(struct str s)
{
	double n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xc0) != 0x80;
	return of_number(n);
}

static struct guess now_of(struct thought *t, const struct def *d, enum variable_kind kind)
{
	struct variable *v = thought_variable(t, d, kind);
	const struct variable *value = thought_variable(t, d, VARIABLE_VALUE);

	/* A word that is known has its length. */
	if (kind == VARIABLE_LENGTH && value && value->now && !value->now->sample)
		return length_of(value->now->text);

	if (!v || !v->values)
		return unknown;
	if (v->now)
		return *v->now;
	if (!t->wanted)
		t->wanted = v;
	return unknown;
}

static struct guess value_of(struct thought *t, const struct def *d, enum variable_kind kind)
{
	/* What has an answer is there. */
	enum maybe there = d == t->reason->filled ? YES : relevance(t, d);
	struct guess g = {.kind = kind == VARIABLE_LENGTH ? GUESS_NUMBER : GUESS_TEXT, .node = true};

	if (there == NO)
		return g;
	if (d->calculate && !d->control && kind == VARIABLE_VALUE) {
		g = eval(t, d->calculate->ast, d);
		g.node = true;
	} else {
		g = d->calculate ? unknown : now_of(t, d, kind);
	}
	return there == UNKNOWN ? unknown : g;
}

static struct guess path_guess(struct thought *t, const struct ast *path, const struct def *origin)
{
	const struct def *d = thought_path(t, path, origin);

	return d ? value_of(t, d, VARIABLE_VALUE) : unknown;
}

/* ---- operators ---------------------------------------------------------------------------------- */

static bool comparable(const struct thought *t, const struct guess *a, const struct guess *b, bool as_numbers)
{
	const struct guess *fixed = a->sample ? b : a;

	if (!a->sample && !b->sample)
		return true;
	/* Three values a stretch: enough for the order of three. */
	if (a->sample && b->sample)
		return as_numbers && t->n_ordered <= 3;
	if (as_numbers)
		return isnan(guess_number(fixed)) || has_number(t, guess_number(fixed));
	return has_text(t, fixed->text);
}

static bool is_moment(const struct guess *g)
{
	return g->kind == GUESS_TEXT && g->text.n > 10 && g->text.p[4] == '-' && memchr(g->text.p, 'T', g->text.n);
}

static enum maybe compare(struct thought *t, enum ast_kind kind, const struct guess *a, const struct guess *b)
{
	bool equality = kind == AST_EQUAL || kind == AST_DIFFER, as_numbers, yes = false;
	double x, y;

	if (a->kind == GUESS_UNKNOWN || b->kind == GUESS_UNKNOWN || is_moment(a) || is_moment(b))
		return UNKNOWN;
	if (a->kind == GUESS_TRUTH || b->kind == GUESS_TRUTH)
		return UNKNOWN;
	as_numbers = !equality || a->kind == GUESS_NUMBER || b->kind == GUESS_NUMBER;
	if (as_numbers && ((a->sample && !a->cells) || (b->sample && !b->cells)))
		return UNKNOWN;
	if (!comparable(t, a, b, as_numbers))
		return UNKNOWN;
	if (!as_numbers)
		return str_equal(a->text, b->text) == (kind == AST_EQUAL) ? YES : NO;
	x = guess_number(a);
	y = guess_number(b);
	if (kind == AST_LESS)
		yes = x < y;
	else if (kind == AST_LESS_EQUAL)
		yes = x <= y;
	else if (kind == AST_MORE)
		yes = x > y;
	else if (kind == AST_MORE_EQUAL)
		yes = x >= y;
	else
		yes = (x == y) == (kind == AST_EQUAL);
	return yes ? YES : NO;
}

static struct guess arithmetic(enum ast_kind kind, const struct guess *a, const struct guess *b)
{
	double x, y;

	if (a->kind == GUESS_UNKNOWN || b->kind == GUESS_UNKNOWN || a->sample || b->sample)
		return unknown;
	x = guess_number(a);
	y = guess_number(b);
	switch (kind) {
	case AST_ADD:
		return of_number(x + y);
	case AST_SUBTRACT:
		return of_number(x - y);
	case AST_MULTIPLY:
		return of_number(x * y);
	case AST_DIVIDE:
		return of_number(x / y);
	default:
		return unknown;
	}
}

/* ---- functions ------------------------------------------------------------------------------------ */

static struct guess call_selected(const struct thought *t, const struct guess *list, const struct guess *name)
{
	if (list->kind != GUESS_TEXT || name->kind != GUESS_TEXT || name->sample)
		return unknown;
	if (list->sample && !has_text(t, name->text))
		return unknown;
	return of_truth(str_has_word(list->text, str_trim(name->text)) ? YES : NO);
}

static struct guess call_length(struct thought *t, const struct ast *call, const struct def *origin)
{
	const struct ast *a = call->args[0];
	const struct def *d = a->kind == AST_PATH ? thought_path(t, a, origin) : NULL;
	struct guess g;

	if (d)
		return value_of(t, d, VARIABLE_LENGTH);
	g = eval(t, a, origin);
	return g.kind == GUESS_TEXT && !g.sample ? length_of(g.text) : unknown;
}

/* A pattern is held against how long the text is, no more. */
static struct guess call_regex(struct thought *t, const struct ast *call, const struct def *origin)
{
	const struct ast *a = call->args[0];
	const struct def *d = a->kind == AST_PATH ? thought_path(t, a, origin) : NULL;
	double least, most;
	struct guess n;

	if (!d || call->args[1]->kind != AST_TEXT || !thought_lengths(call->args[1]->text, &least, &most))
		return unknown;
	n = value_of(t, d, VARIABLE_LENGTH);
	if (n.kind == GUESS_NUMBER && (n.number < least || n.number > most))
		return of_truth(NO);
	return unknown;
}

static struct guess call_today(const struct thought *t)
{
	for (size_t i = 0; i < t->n_numbers; i++) {
		if (t->numbers[i] >= TODAY_AFTER && t->numbers[i] != TODAY_DAY)
			return unknown;
	}
	/* Later than each day that the form names: compared, not computed with. */
	return (struct guess){.kind = GUESS_NUMBER, .number = TODAY_DAY, .sample = true, .cells = true};
}

static struct guess call_if(struct thought *t, const struct ast *call, const struct def *origin)
{
	enum maybe which = thought_holds(t, &(struct condition){call->args[0], origin});

	return which == UNKNOWN ? unknown : eval(t, call->args[which == YES ? 1 : 2], origin);
}

static struct guess call_date(struct thought *t, const struct ast *call, const struct def *origin)
{
	struct guess g = eval(t, call->args[0], origin);
	double day;

	if (g.sample && !g.cells)
		return unknown;
	if (g.kind != GUESS_TEXT || !text_day(g.text, &day))
		return unknown;
	return (struct guess){.kind = GUESS_NUMBER, .number = day, .sample = g.sample, .cells = g.cells};
}

static struct guess eval_call(struct thought *t, const struct ast *call, const struct def *origin)
{
	const char *name = call->function->name;
	struct guess a, b;

	if (text_is(name, "true") || text_is(name, "false"))
		return of_truth(text_is(name, "true") ? YES : NO);
	if (text_is(name, "today"))
		return call_today(t);
	if (text_is(name, "if"))
		return call_if(t, call, origin);
	if (text_is(name, "string-length") && call->n_args == 1)
		return call_length(t, call, origin);
	if (text_is(name, "regex") && call->n_args == 2)
		return call_regex(t, call, origin);
	if (text_is(name, "date") && call->n_args == 1)
		return call_date(t, call, origin);
	if (text_is(name, "not") || text_is(name, "boolean")) {
		enum maybe m = thought_holds(t, &(struct condition){call->args[0], origin});

		if (m != UNKNOWN && text_is(name, "not"))
			m = m == YES ? NO : YES;
		return of_truth(m);
	}
	if (text_is(name, "selected") && call->n_args == 2) {
		a = eval(t, call->args[0], origin);
		b = eval(t, call->args[1], origin);
		return call_selected(t, &a, &b);
	}
	if (text_is(name, "count-selected") && call->n_args == 1) {
		struct str rest, word;
		double n = 0;

		a = eval(t, call->args[0], origin);
		for (rest = a.text; a.kind == GUESS_TEXT && str_word(&rest, &word);)
			n++;
		return a.kind == GUESS_TEXT && !a.sample ? of_number(n) : unknown;
	}
	if (text_is(name, "number") && call->n_args == 1) {
		a = eval(t, call->args[0], origin);
		if (a.kind != GUESS_UNKNOWN)
			a = (struct guess){
			        .kind = GUESS_NUMBER, .number = guess_number(&a), .sample = a.sample, .cells = a.cells};
		return a;
	}
	return unknown;
}

/* ---- all -------------------------------------------------------------------------------------------- */

static struct guess eval_both(struct thought *t, const struct ast *a, const struct def *origin)
{
	bool and = a->kind == AST_AND;
	enum maybe x = thought_holds(t, &(struct condition){a->a, origin}), y;

	if (x == (and? NO : YES))
		return of_truth(x);
	y = thought_holds(t, &(struct condition){a->b, origin});
	if (y == (and? NO : YES))
		return of_truth(y);
	return of_truth(x == UNKNOWN || y == UNKNOWN ? UNKNOWN : x);
}

static struct guess eval_kind(struct thought *t, const struct ast *a, const struct def *origin)
{
	struct guess x, y;

	switch (a->kind) {
	case AST_NUMBER:
		return of_number(a->number);
	case AST_TEXT:
		return (struct guess){.kind = GUESS_TEXT, .text = a->text};
	case AST_AND:
	case AST_OR:
		return eval_both(t, a, origin);
	case AST_PATH:
		return path_guess(t, a, origin);
	case AST_CALL:
		return eval_call(t, a, origin);
	case AST_UNION:
		return unknown;
	case AST_NEGATE:
		x = eval(t, a->a, origin);
		return x.kind == GUESS_UNKNOWN || x.sample ? unknown : of_number(-guess_number(&x));
	default:
		x = eval(t, a->a, origin);
		y = eval(t, a->b, origin);
		if (a->kind >= AST_EQUAL && a->kind <= AST_MORE_EQUAL)
			return of_truth(compare(t, a->kind, &x, &y));
		return arithmetic(a->kind, &x, &y);
	}
}

static struct guess eval(struct thought *t, const struct ast *a, const struct def *origin)
{
	struct guess g;

	if (t->steps == 0 || t->depth == MAX_DEPTH)
		return unknown;
	t->steps--;
	t->depth++;
	g = eval_kind(t, a, origin);
	t->depth--;
	return g;
}

enum maybe thought_holds(struct thought *t, const struct condition *c)
{
	struct guess g = eval(t, c->ast, c->of);

	return truth_of(&g);
}
