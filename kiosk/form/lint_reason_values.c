#include "form/lint_reason_inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "form/number.h"
#include "form/xpath_function.h"

enum { ALL_CHOICES = 24, ALL_SUBSETS = 5 };

struct domain {
	struct thought *thought;
	struct variable *variable;
	struct guess values[REASON_VALUES];
	size_t n;
	bool open; /* there may be others: nothing can be said */
};

static void put(struct domain *m, struct str text, bool sample, bool cells)
{
	if (!text.n && m->variable->def == m->thought->reason->filled)
		return;
	for (size_t i = 0; i < m->n; i++) {
		if (m->values[i].kind == GUESS_TEXT && str_equal(m->values[i].text, text))
			return;
	}
	if (m->n == REASON_VALUES)
		m->open = true;
	else
		m->values[m->n++] = (struct guess){
		        .kind = GUESS_TEXT, .text = text, .sample = sample, .cells = cells, .node = true};
}

static void put_length(struct domain *m, double n)
{
	const struct def *d = m->variable->def;

	if ((n == 0 && d == m->thought->reason->filled) || (d->max_points && n > (double)d->max_points))
		return;
	if (m->n == REASON_VALUES)
		m->open = true;
	else
		m->values[m->n++] =
		        (struct guess){.kind = GUESS_NUMBER, .number = n, .sample = true, .cells = true, .node = true};
}

/* ---- choices -------------------------------------------------------------------------------- */

struct choices {
	struct str at[REASON_VALUES];
	size_t n;
	bool open;
};

static void choices_add(struct choices *c, struct str name)
{
	for (size_t i = 0; i < c->n; i++) {
		if (str_equal(c->at[i], name))
			return;
	}
	if (c->n == REASON_VALUES)
		c->open = true;
	else
		c->at[c->n++] = name;
}

static const char *child_name(const struct ast *path)
{
	const struct step *s = path->kind == AST_PATH && !path->a && !path->absolute ? path->steps : NULL;

	return s && s->axis == AXIS_CHILD && !s->next && !s->tests && s->name && s->name[0] != '*' ? s->name : NULL;
}

/* Rows of the list whatever filters them: the values that there can be. */
static void choices_rows(struct choices *c, const struct node *at, const struct step *s, const char *value)
{
	if (!s) {
		for (const struct node *v = node_first(at); v; v = node_next(v)) {
			if (strcmp(v->name, value) == 0)
				choices_add(c, str_trim(v->value));
		}
		return;
	}
	if (s->axis != AXIS_CHILD || !s->name) {
		c->open = true;
		return;
	}
	for (const struct node *n = node_first(at); n && !c->open; n = node_next(n)) {
		if (s->name[0] == '*' || strcmp(n->name, s->name) == 0)
			choices_rows(c, n, s->next, value);
	}
}

static void choices_of_list(struct choices *c, const struct form *f, const struct list *list)
{
	const struct ast *path = list->nodeset ? list->nodeset->ast : NULL, *call = path ? path->a : NULL;
	const char *value = list->value ? child_name(list->value->ast) : NULL;
	const struct instance_list *in;

	for (const struct option *o = list->options; o; o = o->next)
		choices_add(c, str_of(o->name));
	if (!path)
		return;
	in = path->kind == AST_PATH && call && call->kind == AST_CALL &&
	                     strcmp(call->function->name, "instance") == 0 && call->args[0]->kind == AST_TEXT
	             ? form_list(f, call->args[0]->text)
	             : NULL;
	if (in && value)
		choices_rows(c, in->root, path->steps, value);
	else
		c->open = true;
}

/* Each on its own and all that may stand together. */
static void put_subsets(struct domain *m, const struct choices *c)
{
	struct arena *arena = m->thought->reason->arena;

	for (size_t bits = 1; bits < (size_t)1 << c->n; bits++) {
		char *text = arena_alloc(arena, 1024);
		size_t n = 0;

		for (size_t i = 0; text && i < c->n; i++) {
			if (!(bits >> i & 1))
				continue;
			if (n + c->at[i].n + 2 > 1024) {
				m->open = true;
				return;
			}
			if (n)
				text[n++] = ' ';
			memcpy(text + n, c->at[i].p, c->at[i].n);
			n += c->at[i].n;
		}
		m->open = m->open || !text;
		put(m, (struct str){text, text ? n : 0}, false, false);
	}
}

static void put_choices(struct domain *m, const struct choices *c, bool many)
{
	m->open = m->open || c->open || !c->n || c->n > (many ? ALL_SUBSETS : ALL_CHOICES);
	if (m->open)
		return;
	if (many) {
		put_subsets(m, c);
		return;
	}
	for (size_t i = 0; i < c->n; i++)
		put(m, c->at[i], false, false);
}

/* ---- stretches between constants --------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void put_day(struct domain *m, double day)
{
	char *text = arena_alloc(m->thought->reason->arena, 32);
	/* Days of eras of 400 years that begin in March. */
	long z = (long)day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097,
	     yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100),
	     mp = (5 * doy + 2) / 153, month = mp + (mp < 10 ? 3 : -9), year = yoe + era * 400 + (month <= 2);

	m->open = m->open || !text;
	if (!text || year < 1 || year > 9999)
		return;
	(void)snprintf(text, 32, "%04d-%02d-%02d", (int)year % 10000, (int)month % 100,
	        (int)(doy - (153 * mp + 2) / 5 + 1) % 100);
	put(m, str_of(text), true, true);
}

static void put_number(struct domain *m, double n)
{
	enum answer_type type = m->variable->def->type;
	char *text;

	if (m->variable->kind == VARIABLE_LENGTH) {
		if (n >= 0 && n == floor(n))
			put_length(m, n);
		return;
	}
	if (type == ANSWER_DATE) {
		if (n == floor(n) && fabs(n) < 3e6)
			put_day(m, n);
		return;
	}
	if (type == ANSWER_INT && n != floor(n))
		return;
	text = arena_alloc(m->thought->reason->arena, NUMBER_ROOM);
	m->open = m->open || !text;
	if (text && number_format(text, n))
		put(m, str_of(text), true, true);
}

/* Up to three between two constants: the first, the last and one in the middle; halves only where there is room for no more. */
static void put_between(struct domain *m, double from, double to)
{
	double first = floor(from) + 1, last = ceil(to) - 1, middle = floor((first + last) / 2);

	if (first <= last) {
		put_number(m, first);
		if (middle > first && middle < last)
			put_number(m, middle);
		if (last > first)
			put_number(m, last);
	}
	if (last - first < 2) {
		for (int i = 1; i < 4; i++)
			put_number(m, from + (to - from) * i / 4);
	}
}

static void put_stretches(struct domain *m)
{
	struct thought *t = m->thought;

	qsort(t->numbers, t->n_numbers, sizeof *t->numbers, by_size);
	if (!t->n_numbers) {
		put_between(m, 0, 10);
		return;
	}
	put_between(m, t->numbers[0] - 10, t->numbers[0]);
	for (size_t i = 0; i < t->n_numbers; i++) {
		put_number(m, t->numbers[i]);
		if (i + 1 < t->n_numbers)
			put_between(m, t->numbers[i], t->numbers[i + 1]);
	}
	put_between(m, t->numbers[t->n_numbers - 1], t->numbers[t->n_numbers - 1] + 10);
}

/* ---- by kind of question ---------------------------------------------------------------------- */

static void keep_range(struct domain *m, const struct control *c)
{
	double start = number_parse(str_of(c->range_start)), end = number_parse(str_of(c->range_end));
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		double x = guess_number(&m->values[i]);

		if (!m->values[i].text.n || (x >= fmin(start, end) && x <= fmax(start, end)))
			m->values[n++] = m->values[i];
	}
	m->n = n;
}

static void put_typed(struct domain *m)
{
	const struct thought *t = m->thought;
	const struct def *d = m->variable->def;
	bool ordered = t->marks[d->index] & MARK_ORDERED;

	switch (d->type) {
	case ANSWER_INT:
	case ANSWER_DECIMAL:
	case ANSWER_DATE:
		put_stretches(m);
		return;
	case ANSWER_TEXT:
		break;
	default:
		m->open = true;
		return;
	}
	for (size_t i = 0; i < t->n_texts; i++)
		put(m, t->texts[i], false, false);
	if (ordered)
		put_stretches(m);
	put(m, str_of("\x01"), true, ordered); /* any other word: no form can hold this one */
}

static void put_control(struct domain *m, const struct control *c, struct choices *choices)
{
	const struct form *f = m->thought->reason->form;

	switch (c->question) {
	case QUESTION_SELECT1:
	case QUESTION_SELECT:
		if (c->list)
			choices_of_list(choices, f, c->list);
		put_choices(m, choices, c->question == QUESTION_SELECT);
		break;
	case QUESTION_TRIGGER:
		put(m, str_of("OK"), false, false);
		break;
	case QUESTION_RANGE:
		put_stretches(m);
		keep_range(m, c);
		break;
	case QUESTION_INPUT:
		put_typed(m);
		break;
	default:
		m->open = true;
		break;
	}
}

static bool is_set_elsewhere(const struct form *f, const struct def *d)
{
	if (d->preload)
		return true;
	for (const struct action *a = f->actions; a; a = a->next) {
		if (a->target == d)
			return true;
	}
	return false;
}

static void find_value(struct domain *m)
{
	const struct form *f = m->thought->reason->form;
	const struct def *d = m->variable->def;
	const char *readonly = d->readonly ? d->readonly->text : "";
	bool shut = str_is(str_trim(str_of(readonly)), "true()");
	struct choices *choices = arena_alloc(m->thought->reason->arena, sizeof *choices);

	m->open = !choices || is_set_elsewhere(f, d) || (d->repeat && !d->control);
	if (d->control)
		put(m, (struct str){"", 0}, false, false);
	put(m, d->template->value, false, false);
	for (const struct control *c = shut ? NULL : d->control; c && !m->open; c = c->also)
		put_control(m, c, choices);
}

void values_find(struct thought *t, struct variable *v)
{
	struct domain *m = arena_alloc(t->reason->arena, sizeof *m);

	if (!m)
		return;
	m->thought = t;
	m->variable = v;
	if (v->kind == VARIABLE_LENGTH) {
		m->open = v->def->type != ANSWER_TEXT || (v->def->control && v->def->control->list);
		put_stretches(m);
	} else {
		find_value(m);
	}
	if (m->open)
		return;
	v->values = arena_alloc(t->reason->arena, (m->n + 1) * sizeof *v->values);
	if (v->values)
		memcpy(v->values, m->values, m->n * sizeof *v->values);
	v->n = v->values ? m->n : 0;
}
