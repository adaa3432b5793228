#include "form/session_parts.h"

/* Room for one more of something that grows; false when memory is full. */
static bool make_room(struct session *s, void **array, size_t *room, size_t n, size_t size)
{
	size_t more = *room ? 2 * *room : 64;
	void *bigger;

	if (n < *room)
		return true;
	bigger = pool_take(&s->pool, more * size);
	if (!bigger) {
		s->full = true;
		return false;
	}
	if (*array) {
		memcpy(bigger, *array, *room * size);
		pool_give(&s->pool, *array, *room * size);
	}
	*array = bigger;
	*room = more;
	return true;
}

static struct asked *asked_of(struct session *s, const struct control *c, struct node *n)
{
	void *by_id = s->by_id;
	struct asked *a;

	for (a = n->live->asked; a; a = a->next) {
		if (a->control == c)
			return a;
	}
	if (!make_room(s, &by_id, &s->ids_room, s->n_ids + 1, sizeof *s->by_id))
		return NULL;
	s->by_id = by_id;
	a = pool_take(&s->pool, sizeof *a);
	if (!a) {
		s->full = true;
		return NULL;
	}
	a->id = (uint32_t)++s->n_ids;
	a->control = c;
	a->node = n;
	a->next = n->live->asked;
	n->live->asked = a;
	s->by_id[a->id] = a;
	return a;
}

static void add_question(struct session *s, const struct control *c, struct node *n)
{
	size_t ids_room = s->questions_room;
	void *questions = s->questions, *ids = s->ids;
	struct asked *a = asked_of(s, c, n);

	if (!a || !make_room(s, &questions, &s->questions_room, s->n_questions, sizeof *s->questions))
		return;
	s->questions = questions;
	if (!make_room(s, &ids, &ids_room, s->n_questions, sizeof *s->ids))
		return;
	s->ids = ids;
	a->place = s->n_questions;
	s->ids[s->n_questions] = a->id;
	s->questions[s->n_questions++] = a;
}

static void walk(struct session *s, const struct control *c, struct node *scope);

static void walk_children(struct session *s, const struct control *c, struct node *scope)
{
	for (c = c->first; c && !s->full; c = c->next)
		walk(s, c, scope);
}

static void walk(struct session *s, const struct control *c, struct node *scope)
{
	struct node *n;

	switch (c->kind) {
	case CONTROL_GROUP:
		walk_children(s, c, scope);
		break;
	case CONTROL_REPEAT:
		n = tree_below(s, scope, c->def->parent);
		for (n = n ? n->first : NULL; n && !s->full; n = n->next) {
			if (n->def == c->def)
				walk_children(s, c, n);
		}
		n = tree_below(s, scope, c->def->parent);
		if (s->env.asks_repeats && !c->def->fixed && n)
			add_question(s, c, n);
		break;
	case CONTROL_QUESTION:
		n = tree_below(s, scope, c->def);
		if (n)
			add_question(s, c, n);
		break;
	}
}

bool walk_build(struct session *s)
{
	s->n_questions = 0;
	s->repeats_moved = false;
	walk(s, s->form->body, tree_below(s, NULL, s->form->root));
	return !s->full;
}

struct asked *walk_by_id(const struct session *s, uint32_t id)
{
	return id && id <= s->n_ids ? s->by_id[id] : NULL;
}

const uint32_t *session_questions(const struct session *s, size_t *n)
{
	*n = s->n_questions;
	return s->ids;
}

bool session_is_relevant(const struct session *s, uint32_t id)
{
	const struct asked *a = walk_by_id(s, id);

	return a && !walk_hides(s, a);
}

uint32_t session_next(const struct session *s, uint32_t id)
{
	const struct asked *a = walk_by_id(s, id);

	if (id && !a)
		return 0;
	for (size_t i = a ? a->place + 1 : 0; i < s->n_questions; i++) {
		if (!walk_hides(s, s->questions[i]))
			return s->ids[i];
	}
	return 0;
}

uint32_t session_previous(const struct session *s, uint32_t id)
{
	const struct asked *a = walk_by_id(s, id);

	for (size_t i = a ? a->place : 0; i-- > 0;) {
		if (!walk_hides(s, s->questions[i]))
			return s->ids[i];
	}
	return 0;
}

uint32_t session_find(const struct session *s, const char *ref)
{
	const struct node *n = tree_at(s, ref);
	const struct asked *a = n ? n->live->asked : NULL, *first = a;

	for (; a; a = a->next) {
		if (a->place < first->place)
			first = a;
	}
	return first ? first->id : 0;
}

void session_progress(const struct session *s, uint32_t id, size_t *at, size_t *of)
{
	*at = *of = 0;
	for (size_t i = 0; i < s->n_questions; i++) {
		if (walk_hides(s, s->questions[i]))
			continue;
		++*of;
		if (s->ids[i] == id)
			*at = *of;
	}
}
