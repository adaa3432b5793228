#include "form/session_words.h"

#include <math.h>

#include "form/number.h"

enum { MAX_ROUNDS = 50 };

struct value session_eval(struct session *s, struct eval *ev, const struct expr *e, const struct node *n)
{
	struct value v = xpath_eval(ev, &s->xpath, e->ast, n, NULL);

	if (ev->why) {
		s->trouble = ev->why;
		s->full = true;
	}
	return v;
}

bool session_truth(struct session *s, const struct expr *e, const struct node *n, bool without)
{
	size_t mark = arena_mark(s->scratch);
	struct eval ev;
	bool truth;

	if (!e)
		return without;
	truth = value_to_truth(&ev, session_eval(s, &ev, e, n));
	arena_rewind(s->scratch, mark);
	return truth;
}

/* ---- marking ----------------------------------------------------------------------------- */

static void mark(struct session *s, size_t unit, const struct node *scope)
{
	struct dirt *d = &s->dirt[unit];

	if (d->dirty) {
		if (d->scope != scope)
			d->scope = NULL;
		return;
	}
	d->dirty = true;
	d->scope = scope;
	s->n_dirty++;
	if (s->form->rank[unit] < s->lowest)
		s->lowest = s->form->rank[unit];
}

void mark_readers(struct session *s, const struct node *n)
{
	for (const struct reader *r = n->def->readers; r; r = r->next) {
		const struct node *scope = r->bound ? n : NULL;

		while (scope && scope->def != r->bound)
			scope = scope->parent;
		mark(s, r->unit, scope);
	}
}

void mark_tree(struct session *s, const struct node *n)
{
	mark_readers(s, n);
	for (int kind = 0; kind < 4; kind++) {
		if (n->def->unit[kind])
			mark(s, n->def->unit[kind] - 1, NULL);
	}
	for (const struct node *c = n->first; c; c = c->next)
		mark_tree(s, c);
}

/* ---- what each kind of unit does ------------------------------------------------------------ */

static void spread_relevance(struct session *s, struct node *n, bool hidden)
{
	hidden = hidden || n->live->closed;
	if (n->hidden == hidden)
		return; /* so it is with all below */
	n->hidden = hidden;
	mark_readers(s, n);
	/* What is offered may have changed while nobody was asked. */
	if (!hidden && n->def->unit[UNIT_CHOICES])
		mark(s, n->def->unit[UNIT_CHOICES] - 1, n);
	for (struct node *c = n->first; c; c = c->next)
		spread_relevance(s, c, hidden);
}

static void settle_relevance(struct session *s, struct node *n, bool closed)
{
	if (n->live->closed == closed)
		return;
	n->live->closed = closed;
	spread_relevance(s, n, n->parent && n->parent->hidden);
}

void relevance_of_new(struct session *s, struct node *n)
{
	spread_relevance(s, n, n->parent && n->parent->hidden);
}

void compute_set(struct session *s, struct node *n, struct str value)
{
	if (str_equal(n->value, value))
		return;
	if (tree_set(s, n, value))
		mark_readers(s, n);
}

double compute_count_of(struct session *s, const struct unit *u, struct node *parent)
{
	/* Seen from a new instance that is not there yet. */
	struct node instance = {.name = u->def->name, .qname = u->def->name, .parent = parent, .def = u->def};
	size_t mark_at = arena_mark(s->scratch);
	struct eval ev;
	struct str text = value_to_text(&ev, session_eval(s, &ev, u->expr, &instance));
	double n = text.n ? text_number(&ev, text) : NAN;

	if (!text.n && !ev.why && parent->live->born == s->generation)
		n = 0;
	arena_rewind(s->scratch, mark_at);
	return ev.why ? NAN : n;
}

static void compute_count(struct session *s, const struct unit *u, struct node *parent)
{
	double n = compute_count_of(s, u, parent);

	if (!isnan(n))
		repeat_count_to(s, parent, u->def, (size_t)fmax(0, fmin(n, SESSION_MAX_INSTANCES)));
}

struct str compute_fit(const struct def *d, struct str text, char room[NUMBER_ROOM])
{
	double n = d->type == ANSWER_INT ? number_parse(text) : NAN;

	if (isnan(n) || isinf(n) || n == trunc(n))
		return text;
	return (struct str){room, number_format(room, trunc(n))};
}

static void compute_value(struct session *s, const struct unit *u, struct node *n)
{
	size_t mark_at = arena_mark(s->scratch);
	char room[NUMBER_ROOM];
	struct eval ev;
	struct str text;

	s->in_record = true;
	text = compute_fit(n->def, value_to_text(&ev, session_eval(s, &ev, u->expr, n)), room);
	s->in_record = false;
	/* Cut between two characters, never within one. */
	if (text.n > SESSION_MAX_VALUE) {
		for (text.n = SESSION_MAX_VALUE; text.n && (text.p[text.n] & 0xC0) == 0x80;)
			text.n--;
	}
	if (!ev.why)
		compute_set(s, n, text);
	arena_rewind(s->scratch, mark_at);
}

static void compute_choices(struct session *s, struct node *n)
{
	size_t mark_at = arena_mark(s->scratch);

	for (const struct control *c = n->def->control; c && n->value.n && !n->hidden; c = c->also) {
		if (c->list && c->list->nodeset)
			compute_set(s, n, choices_keep(s, c, n, n->value));
	}
	arena_rewind(s->scratch, mark_at);
}

static void compute_node(struct session *s, struct node *n, void *me)
{
	const struct unit *u = me;

	switch (u->kind) {
	case UNIT_COUNT:
		compute_count(s, u, n);
		break;
	case UNIT_RELEVANT:
		settle_relevance(s, n, !session_truth(s, u->expr, n, true));
		break;
	case UNIT_VALUE:
		compute_value(s, u, n);
		break;
	case UNIT_CHOICES:
		compute_choices(s, n);
		break;
	}
}

/* A value that reads itself is worked out once a change, not until it comes to rest: it never would. */
static void leave(struct session *s, size_t unit)
{
	s->n_dirty -= s->dirt[unit].dirty;
	s->dirt[unit] = (struct dirt){0};
}

/* A form can ask for one more instance each time that it has got one. What stands after so many rounds stays, until
 * something that it reads changes. */
static void give_up(struct session *s)
{
	memset(s->dirt, 0, s->form->n_units * sizeof *s->dirt);
	s->n_dirty = 0;
	s->lowest = s->form->n_units;
	s->trouble = "expressions of the form never come to rest";
}

/* Works out all that is dirty, what is read first; a circle by way of relevance gets several rounds. */
void compute_dirty(struct session *s)
{
	const struct form *f = s->form;

	for (int round = 0; s->n_dirty && round < MAX_ROUNDS; round++) {
		size_t place = s->lowest;

		s->lowest = f->n_units;
		for (; place < f->n_units && s->n_dirty; place++) {
			size_t unit = f->order[place];
			struct unit *u = &f->units[unit];
			const struct node *scope = s->dirt[unit].scope;

			if (!s->dirt[unit].dirty)
				continue;
			s->dirt[unit] = (struct dirt){0};
			s->n_dirty--;
			tree_each(s, u->kind == UNIT_COUNT ? u->def->parent : u->def, scope, compute_node, u);
			if (u->def->single)
				leave(s, unit);
		}
	}
	if (s->n_dirty)
		give_up(s);
}

void compute_all(struct session *s)
{
	for (size_t i = 0; i < s->form->n_units; i++)
		mark(s, i, NULL);
	compute_dirty(s);
}
