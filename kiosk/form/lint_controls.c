#include "form/lint.h"

/* Every appearance that some client of ODK acts on. */
static const char *const known[] = {"multiline", "numbers", "latin", "masked", "thousands-sep", "url", "hidden-answer",
        "counter", "bearing", "no-calendar", "month-year", "year", "ethiopian", "coptic", "islamic", "bikram-sambat",
        "myanmar", "persian", "buddhist", "minimal", "search", "autocomplete", "autocomplete_chars", "quick", "columns",
        "columns-pack", "no-buttons", "likert", "list", "list-nolabel", "label", "image-map", "map", "compact",
        "quickcompact", "horizontal", "horizontal-compact", "vertical", "no-ticks", "picker", "rating", "signature",
        "draw", "annotate", "new", "new-front", "new-rear", "selfie", "maps", "placement-map", "field-list",
        "table-list", "summary", "printer", "hidden", "intent", "barcode", "analog-scale", "distress", "comment", "kv"};

static bool is_known(struct str word)
{
	static const char *const starts[] = {"ex:", "columns-", "compact-", "w1", "w2", "w3", "w4", "w5", "w6", "w7",
	        "w8", "w9", "intent:", "printer:"};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (str_is(word, known[i]))
			return true;
	}
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		if (word.n >= strlen(starts[i]) && memcmp(word.p, starts[i], strlen(starts[i])) == 0)
			return true;
	}
	return false;
}

static void lint_appearance(struct lint *l, const struct control *c)
{
	struct str rest = str_of(c->appearance), word;

	/* A call with arguments has spaces of its own. */
	if (memchr(rest.p, '(', rest.n))
		return;
	while (str_word(&rest, &word)) {
		if (!is_known(word))
			lint_say(l, false, c->line,
			        "the appearance \"%.*s\" is not known and has no effect; mend its spelling or remove it",
			        (int)(word.n > 60 ? 60 : word.n), word.p);
	}
}

static void lint_question(struct lint *l, const struct control *c)
{
	const struct words *w = &c->label;

	if (!w->itext && !w->itext_id && !w->expr && !w->pieces)
		lint_say(l, true, c->line, "a question has no label: it can be neither read nor spoken; give it one");
	if (c->def && c->list && c->list->options && !c->list->options->next)
		lint_say(l, false, c->line, "%s offers one choice only; add another or make it a note", c->def->path);
}

static void lint_tree(struct lint *l, const struct control *c)
{
	lint_appearance(l, c);
	if (c->kind == CONTROL_QUESTION)
		lint_question(l, c);
	for (c = c->first; c; c = c->next)
		lint_tree(l, c);
}

/* ---- days ------------------------------------------------------------------------------------ */

enum { BOUND_EARLIEST = 1, BOUND_LATEST = 2, BOUND_BOTH = 3 };

static bool is_self(const struct ast *a)
{
	return a->kind == AST_PATH && !a->absolute && !a->a && a->steps && a->steps->axis == AXIS_SELF &&
	       !a->steps->next;
}

static unsigned bounds_of(const struct ast *a);

/* In a function the day may be held by anything: that is not looked into. */
static unsigned bounds_inside(const struct ast *a)
{
	if (!a)
		return 0;
	if (is_self(a))
		return BOUND_BOTH;
	for (size_t i = 0; i < a->n_args; i++) {
		if (bounds_inside(a->args[i]))
			return BOUND_BOTH;
	}
	return bounds_inside(a->a) | bounds_inside(a->b);
}

static unsigned bounds_of(const struct ast *a)
{
	bool less = a->kind == AST_LESS || a->kind == AST_LESS_EQUAL;

	if (a->kind == AST_AND || a->kind == AST_OR)
		return bounds_of(a->a) | bounds_of(a->b);
	if (less || a->kind == AST_MORE || a->kind == AST_MORE_EQUAL) {
		if (is_self(a->a))
			return less ? BOUND_LATEST : BOUND_EARLIEST;
		if (is_self(a->b))
			return less ? BOUND_EARLIEST : BOUND_LATEST;
	}
	return bounds_inside(a);
}

static void lint_day(struct lint *l, const struct def *d)
{
	unsigned bounds = d->constraint ? bounds_of(d->constraint->ast) : 0;

	if (!bounds)
		lint_say(l, false, d->line,
		        "%s is a date without bounds: a slip of the year goes unseen; write an earliest and a latest day in "
		        "its constraint",
		        d->path);
	else if (bounds == BOUND_LATEST)
		lint_say(l, false, d->constraint->line,
		        "%s has no earliest day: a slip of the year goes unseen; write one in its constraint", d->path);
	else if (bounds == BOUND_EARLIEST)
		lint_say(l, false, d->constraint->line,
		        "%s has no latest day: a slip of the year goes unseen; write one in its constraint", d->path);
}

static void lint_rule(struct lint *l, const struct def *d)
{
	const struct words *w = &d->constraint_message;

	if (d->constraint && !w->itext && !w->itext_id && !w->expr && !w->pieces)
		lint_say(l, false, d->constraint->line,
		        "%s has a constraint but no message; write in jr:constraintMsg how to mend the answer",
		        d->path);
	if (d->type == ANSWER_DATE || d->type == ANSWER_DATETIME)
		lint_day(l, d);
}

static bool offers(const struct def *d, struct str name)
{
	for (const struct control *c = d->control; c; c = c->also) {
		if (!c->list || !c->list->options) /* typed, or a row of a list: it may be anything */
			return true;
		for (const struct option *o = c->list->options; o; o = o->next)
			if (str_is(name, o->name))
				return true;
	}
	return !d->control;
}

static void lint_deeds(struct lint *l, const struct def *d)
{
	for (const struct deed_rule *r = d->does; r; r = r->next)
		if (!offers(d, r->value))
			lint_say(l, true, r->line,
			        "%s does something at \"%.*s\", which is none of its choices; write the name of a choice",
			        d->path, (int)(r->value.n > 60 ? 60 : r->value.n), r->value.p);
}

void lint_controls(struct lint *l)
{
	const struct form *f = l->form;

	lint_tree(l, f->body);
	for (size_t i = 0; i < f->n_defs; i++) {
		const struct def *d = f->defs[i];

		if (lint_is_field(d))
			lint_rule(l, d);
		lint_deeds(l, d);
		if (strcmp(d->name, "instanceName") == 0 && d->calculate)
			lint_say(l, false, d->calculate->line,
			        "instanceName is made from answers and is seen outside the record; leave it empty");
	}
}
