/* session_stops - where a walk stops: at one question, at a page of several, behind a repeat. */
#include "form/session_parts.h"

static const struct node *instance_around(const struct node *n)
{
	while (n && n->def && !n->def->is_repeat)
		n = n->parent;
	return n && n->def ? n : NULL;
}

/* The outermost field-list around a question, within its repeat instance. */
static const struct control *page_of(const struct asked *a)
{
	const struct control *page = NULL, *c = a->control->kind == CONTROL_QUESTION ? a->control->parent : NULL;

	for (; c; c = c->parent) {
		if (c->looks & LOOK_FIELD_LIST)
			page = c;
		if (c->kind == CONTROL_REPEAT)
			break;
	}
	return page;
}

uint32_t session_page(const struct session *s, uint32_t id)
{
	const struct asked *a = walk_by_id(s, id);
	const struct control *page = a ? page_of(a) : NULL;
	uint32_t first = id;

	for (size_t i = a ? a->place : 0; page && i-- > 0;) {
		const struct asked *before = s->questions[i];

		if (page_of(before) != page || instance_around(before->node) != instance_around(a->node))
			break;
		if (!walk_hides(s, before))
			first = before->id;
	}
	return first;
}

/* Instances that are there tell for all; without one, it is asked as a new one would ask. */
static bool repeat_is_closed(struct session *s, const struct def *repeat, struct node *parent)
{
	struct node instance = {.name = repeat->name, .qname = repeat->name, .parent = parent, .def = repeat};

	for (const struct node *n = parent->first; n; n = n->next) {
		if (n->def == repeat)
			return n->hidden;
	}
	return !session_truth(s, repeat->relevant, &instance, true);
}

bool walk_hides(const struct session *s, const struct asked *a)
{
	struct session *scratch = (struct session *)(uintptr_t)s; /* working out an expression changes nothing else */

	if (a->control->kind != CONTROL_REPEAT || a->node->hidden)
		return a->node->hidden;
	return repeat_is_closed(scratch, a->control->def, a->node);
}
