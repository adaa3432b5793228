#include "form/finding_words.h"
#include "form/lint.h"

static const struct itext_value *value_of(const struct itext *t, size_t language, enum text_form form)
{
	const struct itext_value *v = t->values[language];

	while (v && v->form != form)
		v = v->next;
	return v;
}

static bool is_empty(const struct itext_value *v)
{
	return !v || !v->pieces;
}

/* What pyxform writes where a cell is empty. */
static bool is_dash(const struct itext_value *v)
{
	return v && v->pieces && !v->pieces->next && !v->pieces->output && str_is(str_trim(v->pieces->text), "-");
}

static void add_name(struct buf *names, const char *name)
{
	buf_printf(names, "%s%s", names->len ? ", " : "", name);
}

/* One form of a text (long, short, guidance) in all languages or in none; one finding names all that lack it. */
static void lint_form(struct lint *l, const struct itext *t, enum text_form form)
{
	static const char *const names[TEXT_FORMS] = {"", " (short)", " (guidance)"};
	const struct form *f = l->form;
	struct buf missing, dashes;
	bool anywhere = false;
	int dash_line = t->line;

	buf_init(&missing, 4096);
	buf_init(&dashes, 4096);
	for (size_t i = 0; i < f->n_languages; i++)
		anywhere = anywhere || (!is_empty(value_of(t, i, form)) && !is_dash(value_of(t, i, form)));
	for (size_t i = 0; anywhere && i < f->n_languages; i++) {
		const struct itext_value *v = value_of(t, i, form);

		if (is_dash(v)) {
			dash_line = dashes.len ? dash_line : v->line;
			add_name(&dashes, f->languages[i]);
		} else if (is_empty(v)) {
			add_name(&missing, f->languages[i]);
		}
	}
	if (dashes.len)
		lint_say(l, true, dash_line, "the text \"%s\"%s is only a dash in %s; write the translation", t->id,
		        names[form], buf_str(&dashes));
	if (missing.len)
		lint_say(l, true, t->line, "the text \"%s\"%s is missing in %s; write the translation", t->id,
		        names[form], buf_str(&missing));
	buf_fini(&missing);
	buf_fini(&dashes);
}

/* A literal text in a form with several languages is in one of them only. */
static void lint_literal(struct lint *l, const struct words *w, const char *what)
{
	if (l->form->n_languages > 1 && w->pieces && !w->itext)
		lint_say(l, true, w->line, "%s is written in one language only; make it a text and translate it",
		        finding_words(l->findings->dutch, what));
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
	bool tagged = f->n_languages > 0;

	for (size_t i = 0; i < f->n_languages; i++) {
		tagged = tagged && *f->tags[i];
		if (!*f->tags[i])
			lint_say(l, true, f->language_lines[i],
			        "the language \"%s\" has no tag; write it as \"Nederlands (nl)\"", f->languages[i]);
	}
	if (tagged && form_language_of_tag(f, "nl") < 0)
		lint_say(l, true, f->language_lines[0], "no language of the form is Dutch; add \"Nederlands (nl)\"");
	for (size_t i = 0; i < ITEXT_SLOTS; i++) {
		for (const struct itext *t = f->itexts[i]; t; t = t->next) {
			lint_form(l, t, TEXT_LONG);
			lint_form(l, t, TEXT_SHORT);
			lint_form(l, t, TEXT_GUIDANCE);
		}
	}
	lint_control(l, f->body);
	for (size_t i = 0; i < f->n_defs; i++) {
		lint_literal(l, &f->defs[i]->constraint_message, "the message of a constraint");
		lint_literal(l, &f->defs[i]->required_message, "the message of a required field");
		lint_literal(l, &f->defs[i]->purpose, "a purpose");
		lint_literal(l, &f->defs[i]->receiver, "a receiver");
	}
}
