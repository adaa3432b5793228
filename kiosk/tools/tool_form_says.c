#include "tools/tool_form_says.h"

enum { ROWS_MOST = 2000 };

struct speaker {
	const struct form *form;
	void (*fn)(void *me, const struct said *said);
	void *me;
	struct said said; /* what is the same for the texts of one question */
	size_t rows;
};

static void say(struct speaker *s, const struct piece *pieces, const char *tag, int line)
{
	struct said said = s->said;
	struct buf text;

	buf_init(&text, 1 << 20);
	for (const struct piece *p = pieces; p; p = p->next) {
		if (p->output)
			buf_text(&text, "…");
		else
			buf_add(&text, p->text.p, p->text.n);
	}
	said.tag = tag;
	said.line = line;
	said.text = buf_str(&text);
	if (text.len)
		s->fn(s->me, &said);
	buf_fini(&text);
}

static enum said_role role_of(enum said_role role, enum text_form form)
{
	if (form == TEXT_GUIDANCE)
		return SAID_GUIDANCE;
	/* What stands in "check your answers" is a title. */
	return form == TEXT_SHORT && role == SAID_LABEL ? SAID_GROUP : role;
}

static void say_itext(struct speaker *s, const struct itext *t)
{
	enum said_role role = s->said.role;

	for (size_t i = 0; i < s->form->n_languages; i++) {
		for (const struct itext_value *v = t->values[i]; v; v = v->next) {
			s->said.role = role_of(role, v->form);
			if (v->form == TEXT_LONG || v->form == TEXT_SHORT || v->form == TEXT_GUIDANCE)
				say(s, v->pieces, s->form->tags[i], v->line);
		}
	}
	s->said.role = role;
}

static void say_words(struct speaker *s, enum said_role role, const struct words *w)
{
	const struct form *f = s->form;

	s->said.role = role;
	if (w->itext)
		say_itext(s, w->itext);
	else if (w->pieces)
		say(s, w->pieces, f->n_languages ? f->tags[f->language] : "", w->line);
}

/* ---- lists whose rows hold the words ------------------------------------------------------- */

static const char *child_name(const struct expr *e)
{
	const struct ast *a = e ? e->ast : NULL;
	const struct step *s = a && a->kind == AST_PATH && !a->a && !a->absolute ? a->steps : NULL;

	return s && s->axis == AXIS_CHILD && !s->next && s->name ? s->name : NULL;
}

static void say_row(struct speaker *s, const struct node *row, const struct words *label)
{
	const char *name = child_name(label->itext_id ? label->itext_id : label->expr);
	const struct form *f = s->form;

	for (const struct node *c = name ? node_first(row) : NULL; c; c = node_next(c)) {
		struct piece plain = {.text = str_trim(c->value)};
		const struct itext *t = label->itext_id ? form_itext(f, plain.text) : NULL;

		if (strcmp(c->name, name) != 0)
			continue;
		if (t)
			say_itext(s, t);
		else if (!label->itext_id)
			say(s, &plain, f->n_languages ? f->tags[f->language] : "", c->line);
	}
}

static void say_rows(struct speaker *s, const struct node *at, const struct step *step, const struct words *label)
{
	if (!step) {
		if (s->rows++ < ROWS_MOST)
			say_row(s, at, label);
		return;
	}
	for (const struct node *n = node_first(at); n && step->name; n = node_next(n)) {
		if (step->name[0] == '*' || strcmp(n->name, step->name) == 0)
			say_rows(s, n, step->next, label);
	}
}

static void say_list(struct speaker *s, const struct list *list)
{
	const struct ast *path = list->nodeset ? list->nodeset->ast : NULL, *call;

	for (const struct option *o = list->options; o; o = o->next)
		say_words(s, SAID_CHOICE, &o->label);
	if (!path)
		return;
	/* randomize(instance(...)/..., seed) */
	if (path->kind == AST_CALL && path->n_args)
		path = path->args[0];
	call = path->kind == AST_PATH ? path->a : NULL;
	if (call && call->kind == AST_CALL && call->n_args == 1 && call->args[0]->kind == AST_TEXT) {
		const struct instance_list *in = form_list(s->form, call->args[0]->text);

		s->said.role = SAID_CHOICE;
		s->rows = 0;
		if (in)
			say_rows(s, in->root, path->steps, &list->label);
	}
}

/* ---- all ---------------------------------------------------------------------------------------- */

static void say_control(struct speaker *s, const struct control *c)
{
	s->said.of = c->def;
	s->said.control = c;
	say_words(s, c->kind == CONTROL_QUESTION ? SAID_LABEL : SAID_GROUP, &c->label);
	say_words(s, SAID_HINT, &c->hint);
	if (c->list)
		say_list(s, c->list);
	for (c = c->first; c; c = c->next)
		say_control(s, c);
}

void form_says(const struct form *f, void (*fn)(void *me, const struct said *said), void *me)
{
	struct speaker s = {.form = f, .fn = fn, .me = me};

	say_control(&s, f->body);
	s.said.control = NULL;
	for (size_t i = 0; i < f->n_defs; i++) {
		const struct def *d = f->defs[i];

		s.said.of = d;
		say_words(&s, SAID_MESSAGE, &d->constraint_message);
		say_words(&s, SAID_MESSAGE, &d->required_message);
		say_words(&s, SAID_PURPOSE, &d->purpose);
	}
}
