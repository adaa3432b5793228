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
			lint_say(l, false, c->line, "the appearance \"%.*s\" is not known and has no effect",
			        (int)(word.n > 60 ? 60 : word.n), word.p);
	}
}

static void lint_question(struct lint *l, const struct control *c)
{
	const struct words *w = &c->label;

	if (!w->itext && !w->itext_id && !w->expr && !w->pieces)
		lint_say(l, false, c->line, "a question has no label: it can be neither read nor spoken");
	if (c->def && c->list && c->list->options && !c->list->options->next)
		lint_say(l, false, c->line, "%s offers one choice only", c->def->path);
}

static void lint_tree(struct lint *l, const struct control *c)
{
	lint_appearance(l, c);
	if (c->kind == CONTROL_QUESTION)
		lint_question(l, c);
	for (c = c->first; c; c = c->next)
		lint_tree(l, c);
}

void lint_controls(struct lint *l)
{
	const struct form *f = l->form;

	lint_tree(l, f->body);
	for (size_t i = 0; i < f->n_defs; i++) {
		const struct def *d = f->defs[i];
		const struct words *w = &d->constraint_message;

		if (d->constraint && lint_is_field(d) && !w->itext && !w->itext_id && !w->expr && !w->pieces)
			lint_say(l, false, d->line, "%s has a constraint but no message that says how to mend it",
			        d->path);
		if ((d->type == ANSWER_DATE || d->type == ANSWER_DATETIME) && lint_is_field(d) && !d->constraint)
			lint_say(l, false, d->line, "%s is a date without bounds: a slip of the year goes unseen",
			        d->path);
		if (strcmp(d->name, "instanceName") == 0 && d->calculate)
			lint_say(l, false, d->line, "instanceName is made from answers and is seen outside the record");
	}
}
