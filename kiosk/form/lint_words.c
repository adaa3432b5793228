#include "form/lint.h"

static const struct itext_value *long_value(const struct itext *t, size_t language)
{
	const struct itext_value *v = t->values[language];

	while (v && v->form != TEXT_LONG)
		v = v->next;
	return v;
}

static bool is_dash(const struct itext_value *v)
{
	return v->pieces && !v->pieces->next && !v->pieces->output && str_is(v->pieces->text, "-");
}

static void lint_text(struct lint *l, const struct itext *t)
{
	const struct form *f = l->form;
	bool anywhere = false;

	for (size_t i = 0; i < f->n_languages; i++)
		anywhere = anywhere || t->values[i];
	for (size_t i = 0; anywhere && i < f->n_languages; i++) {
		const struct itext_value *v = long_value(t, i);

		if (v && is_dash(v))
			lint_say(l, f->declares_loket, t->line, "the text \"%s\" is only a dash in %s", t->id,
			        f->languages[i]);
		else if (!t->values[i])
			lint_say(l, f->declares_loket, t->line, "the text \"%s\" is missing in %s", t->id,
			        f->languages[i]);
	}
}

/* A literal text in a form with several languages is in one of them only. */
static void lint_literal(struct lint *l, const struct words *w, const char *what)
{
	if (l->form->n_languages > 1 && w->pieces && !w->itext)
		lint_say(l, l->form->declares_loket, w->line, "%s is written in one language only", what);
}

static void lint_control(struct lint *l, const struct control *c)
{
	lint_literal(l, &c->label, "a label");
	lint_literal(l, &c->hint, "a hint");
	for (const struct option *o = c->list ? c->list->options : NULL; o; o = o->next)
		lint_literal(l, &o->label, "the label of a choice");
	for (c = c->first; c; c = c->next)
		lint_control(l, c);
}

void lint_words(struct lint *l)
{
	const struct form *f = l->form;

	for (size_t i = 0; i < f->n_languages; i++) {
		if (!*f->tags[i])
			lint_say(l, f->declares_loket, 1,
			        "the language \"%s\" has no tag; write it as \"Nederlands (nl)\"", f->languages[i]);
	}
	if (f->n_languages && form_language_of_tag(f, "nl") < 0)
		lint_say(l, f->declares_loket, 1, "no language of the form is Dutch (nl)");
	for (size_t i = 0; i < ITEXT_SLOTS; i++) {
		for (const struct itext *t = f->itexts[i]; t; t = t->next)
			lint_text(l, t);
	}
	lint_control(l, f->body);
	for (size_t i = 0; i < f->n_defs; i++) {
		lint_literal(l, &f->defs[i]->constraint_message, "the message of a constraint");
		lint_literal(l, &f->defs[i]->required_message, "the message of a required field");
		lint_literal(l, &f->defs[i]->purpose, "a purpose");
	}
}
