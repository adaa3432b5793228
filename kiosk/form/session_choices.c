#include "form/session_words.h"

/* value ref="name": one step down, without working out an expression for each row. */
static const struct node *plain_child(const struct ast *a, const struct node *item)
{
	const struct step *s = a->steps;

	if (a->kind != AST_PATH || a->absolute || a->a || !s || s->next || s->axis != AXIS_CHILD || s->tests ||
	        !s->name)
		return NULL;
	for (const struct node *c = node_first(item); c; c = node_next(c)) {
		if (strcmp(c->name, s->name) == 0)
			return c;
	}
	return NULL;
}

static struct str row_text(struct session *s, const struct expr *e, const struct node *item)
{
	const struct node *plain = plain_child(e->ast, item);
	struct eval ev;

	if (plain && !plain->first && !plain->hidden)
		return plain->value;
	return value_to_text(&ev, session_eval(s, &ev, e, item));
}

/* As it lies in the form, which outlives every visit; NULL: it is no text of its own there. */
static const char *lies_there(struct str s)
{
	return s.n == 0 ? "" : s.p[s.n] == 0 ? s.p : NULL;
}

const char *offer_name(struct session *s, const struct offer *o)
{
	const char *name = lies_there(o->name);

	if (!name)
		name = arena_text(s->view, o->name.p, o->name.n);
	s->full = s->full || !name;
	return name ? name : "";
}

/* Lists have as many rows as a country has streets: what is plain text in a row is not copied. */
const char *offer_label(struct session *s, const struct control *c, const struct offer *o, const struct node *n)
{
	const struct words *w = &c->list->label;
	const struct node *plain =
	        o->item && w->expr && !w->itext && !w->itext_id ? plain_child(w->expr->ast, o->item) : NULL;
	const char *label = plain && !plain->first && !plain->hidden ? lies_there(plain->value) : NULL;

	return label ? label : choice_label(s, s->view, c, o, TEXT_LONG, n);
}

const char *offer_image(struct session *s, const struct control *c, const struct offer *o, const struct node *n)
{
	const struct words *w = o->option ? &o->option->label : &c->list->label;

	return w->itext || w->itext_id ? choice_label(s, s->view, c, o, TEXT_IMAGE, n) : "";
}

static struct offers written_out(struct session *s, const struct list *list)
{
	struct offers offers = {0};
	size_t n = 0;

	for (const struct option *o = list->options; o; o = o->next)
		n++;
	offers.at = arena_alloc(s->scratch, (n + 1) * sizeof *offers.at);
	s->full = s->full || !offers.at;
	for (const struct option *o = offers.at ? list->options : NULL; o; o = o->next)
		offers.at[offers.n++] = (struct offer){.name = str_of(o->name), .option = o};
	return offers;
}

struct offers choices_now(struct session *s, const struct control *c, const struct node *n)
{
	struct offers offers = {0};
	struct eval ev;
	struct value v;

	if (!c->list)
		return offers;
	if (!c->list->nodeset)
		return written_out(s, c->list);
	v = session_eval(s, &ev, c->list->nodeset, n);
	if (v.type != VALUE_NODES)
		return offers;
	offers.at = arena_alloc(s->scratch, (v.nodes.n + 1) * sizeof *offers.at);
	s->full = s->full || !offers.at;
	for (size_t i = 0; offers.at && i < v.nodes.n; i++) {
		const struct node *item = v.nodes.at[i].node;

		offers.at[offers.n++] =
		        (struct offer){.name = str_trim(row_text(s, c->list->value, item)), .item = item};
	}
	return offers;
}

const char *choice_label(struct session *s, struct arena *into, const struct control *c, const struct offer *o,
        enum text_form form, const struct node *n)
{
	if (o->option)
		return words_text(s, into, &o->option->label, form, n);
	return words_text(s, into, &c->list->label, form, o->item);
}

bool choices_offer(const struct offers *offers, struct str name)
{
	for (size_t i = 0; i < offers->n; i++) {
		if (str_equal(offers->at[i].name, name))
			return true;
	}
	return false;
}

static size_t put_word(char *out, size_t at, struct str word)
{
	if (at)
		out[at++] = ' ';
	memcpy(out + at, word.p, word.n);
	return at + word.n;
}

struct str choices_keep(struct session *s, const struct control *c, const struct node *n, struct str value)
{
	struct offers offers = choices_now(s, c, n);
	struct str rest = value, word;
	size_t at = 0, room = value.n + 1;
	char *out;

	if (c->question == QUESTION_SELECT1)
		return choices_offer(&offers, value) ? value : (struct str){"", 0};
	for (size_t i = 0; i < offers.n; i++)
		room += offers.at[i].name.n + 1;
	out = arena_alloc(s->scratch, room);
	if (!out) {
		s->full = true;
		return value;
	}
	while (str_word(&rest, &word)) {
		if (choices_offer(&offers, word))
			at = put_word(out, at, word);
	}
	/* An order is an order of all: what is new comes last. */
	for (size_t i = 0; c->question == QUESTION_RANK && i < offers.n; i++) {
		if (!str_has_word(value, offers.at[i].name))
			at = put_word(out, at, offers.at[i].name);
	}
	return (struct str){out, at};
}
