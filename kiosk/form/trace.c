#include "form/trace.h"

#include <errno.h>

#include "form/session_words.h"

struct walk {
	struct session *s;
	void (*fn)(void *me, const struct node_state *state);
	void *me;
};

static const char *words_or_null(struct session *s, const struct words *w, const struct node *n)
{
	if (!w->itext && !w->itext_id && !w->expr && !w->pieces)
		return NULL;
	return words_text(s, s->scratch, w, TEXT_LONG, n);
}

static void take_choices(struct session *s, struct node_state *state, const struct control *c, const struct node *n)
{
	struct offers offers = choices_now(s, c, n);
	struct choice *choices = arena_alloc(s->scratch, (offers.n + 1) * sizeof *choices);

	s->full = s->full || !choices;
	for (size_t i = 0; choices && i < offers.n; i++) {
		choices[i].name = arena_text(s->scratch, offers.at[i].name.p, offers.at[i].name.n);
		choices[i].label = choice_label(s, s->scratch, c, &offers.at[i], TEXT_LONG, n);
		if (!choices[i].name) {
			s->full = true;
			choices[i].name = "";
		}
	}
	state->choices = choices;
	state->n_choices = choices ? offers.n : 0;
}

static void take_leaf(struct session *s, struct node_state *state, const struct node *n)
{
	const struct def *d = n->def;
	const struct control *c = d->control;

	state->readonly = is_readonly(s, n);
	state->required = is_required(s, n);
	state->value = n->value.p;
	state->required_ok = !state->required || n->value.n;
	state->type_ok = !n->value.n || check_type(d->type, n->value, s->xpath.zone);
	state->constraint_ok = !n->value.n || session_truth(s, d->constraint, n, true);
	if (!state->constraint_ok)
		state->message = words_or_null(s, &d->constraint_message, n);
	else if (!state->required_ok)
		state->message = words_or_null(s, &d->required_message, n);
	if (!c)
		return;
	state->label = words_or_null(s, &c->label, n);
	state->hint = words_or_null(s, &c->hint, n);
	if (c->list)
		take_choices(s, state, c, n);
}

static void walk_node(struct walk *w, const struct node *n)
{
	struct session *s = w->s;
	size_t mark = arena_mark(s->scratch);
	struct node_state state = {.leaf = !n->first, .relevant = !n->hidden};
	struct buf ref;

	buf_init(&ref, 4096);
	(void)tree_ref(&ref, n);
	state.ref = buf_str(&ref);
	if (state.leaf && state.relevant)
		take_leaf(s, &state, n);
	w->fn(w->me, &state);
	buf_fini(&ref);
	arena_rewind(s->scratch, mark);
	for (const struct node *c = n->first; c && !s->full; c = c->next)
		walk_node(w, c);
}

int trace_walk(struct session *s, void (*fn)(void *me, const struct node_state *state), void *me)
{
	struct walk w = {s, fn, me};

	s->full = false;
	walk_node(&w, s->document->first);
	return s->full ? SESSION_FULL : 0;
}

int trace_eval(struct buf *out, struct session *s, const char *expression, const char *ref)
{
	struct xpath_parse how = {.arena = s->scratch};
	const struct node *n = ref ? tree_at(s, ref) : s->document->first;
	size_t mark = arena_mark(s->scratch);
	struct xpath_error error;
	const struct ast *ast = xpath_parse(&how, str_of(expression), &error);
	struct str text;
	struct eval ev;

	if (!ast)
		return err_new(EINVAL, "%s", error.why);
	if (!n)
		return SESSION_UNKNOWN;
	text = value_to_text(&ev, xpath_eval(&ev, &s->xpath, ast, n, NULL));
	buf_add(out, text.p, text.n);
	arena_rewind(s->scratch, mark);
	return ev.why ? err_new(E2BIG, "%s", ev.why) : 0;
}

const char *trace_root(const struct session *s)
{
	return s->document->first->name;
}
