#include "form/session_parts.h"

#include <math.h>

/* Behind the last instance; without one, where the form's order of nodes has it. */
static struct node *place_behind(const struct node *parent, const struct def *repeat)
{
	struct node *after = NULL;
	bool behind = false;

	for (struct node *c = parent->last; c && c->def != repeat; c = c->prev)
		after = c;
	if (after != parent->first || (parent->first && parent->first->def == repeat))
		return after;
	/* No instance: before the first node that the form defines later. */
	for (const struct def *d = parent->def->first; d; d = d->next) {
		if (d == repeat)
			behind = true;
		for (struct node *c = behind && d != repeat ? parent->first : NULL; c; c = c->next) {
			if (c->def == d)
				return c;
		}
	}
	return NULL;
}

static void preload_below(struct session *s, struct node *n)
{
	if (n->def->preload)
		event_preload(s, n);
	for (struct node *c = n->first; c; c = c->next)
		preload_below(s, c);
}

/* Values of a first instance are its own; only a template gives values to later ones. */
static void clear_values(struct node *n)
{
	n->value = (struct str){"", 0};
	for (struct node *c = n->first; c; c = c->next)
		clear_values(c);
}

/* Outer ones first: what stands in a new instance is new too. */
static void tell_of_new(struct session *s, struct node *n)
{
	if (n->def->is_repeat)
		event_fire(s, EVENT_NEW_REPEAT, n);
	for (struct node *c = n->first; c && !s->full; c = c->next)
		tell_of_new(s, c);
}

struct node *repeat_grow(struct session *s, struct node *parent, const struct def *repeat)
{
	struct node *n = tree_copy(s, repeat->template, parent, place_behind(parent, repeat));

	if (!n)
		return NULL;
	s->repeats_moved = true;
	if (!node_attr(repeat->template, NS_JR, "template"))
		clear_values(n);
	relevance_of_new(s, n);
	preload_below(s, n);
	mark_tree(s, n);
	tell_of_new(s, n);
	return n;
}

void repeat_drop(struct session *s, struct node *instance)
{
	s->repeats_moved = true;
	mark_tree(s, instance);
	/* Nothing may still be marked below what goes. */
	for (size_t i = 0; i < s->form->n_units; i++)
		s->dirt[i].scope = NULL;
	tree_drop(s, instance);
}

void repeat_count_to(struct session *s, struct node *parent, const struct def *repeat, size_t n)
{
	size_t now = tree_instances(parent, repeat);

	for (; now < n && !s->full; now++) {
		if (!repeat_grow(s, parent, repeat))
			return;
	}
	for (; now > n; now--) {
		struct node *last = parent->last;

		while (last->def != repeat)
			last = last->prev;
		repeat_drop(s, last);
	}
}

/* The parent and the def of the repeat that ref names. */
static struct node *named_repeat(const struct session *s, const char *ref, const struct def **repeat)
{
	const char *slash = strrchr(ref, '/');
	char parent_ref[1024];
	struct node *parent;

	if (!slash || slash == ref || (size_t)(slash - ref) >= sizeof parent_ref)
		return NULL;
	memcpy(parent_ref, ref, (size_t)(slash - ref));
	parent_ref[slash - ref] = 0;
	parent = tree_at(s, parent_ref);
	*repeat = parent ? def_child(parent->def, str_of(slash + 1)) : NULL;
	return *repeat && (*repeat)->is_repeat ? parent : NULL;
}

/* Nothing says now how many there are. */
static bool is_uncounted(struct session *s, const struct def *repeat, struct node *parent)
{
	size_t unit = repeat->unit[UNIT_COUNT];

	session_stir(s);
	return unit && isnan(compute_count_of(s, &s->form->units[unit - 1], parent));
}

static int add(struct session *s, const char *ref, bool again)
{
	const struct def *repeat;
	struct node *parent = named_repeat(s, ref, &repeat), *made;
	int r;

	if (!parent)
		return SESSION_UNKNOWN;
	if (repeat->fixed && !(again && is_uncounted(s, repeat, parent)))
		return SESSION_FIXED;
	if (tree_instances(parent, repeat) >= SESSION_MAX_INSTANCES)
		return SESSION_FIXED;
	if (parent->hidden)
		return SESSION_CLOSED;
	session_stir(s);
	made = repeat_grow(s, parent, repeat);
	compute_dirty(s);
	r = session_settle(s);
	return made ? r : SESSION_FULL;
}

int session_add(struct session *s, const char *ref)
{
	return add(s, ref, false);
}

int repeat_add_again(struct session *s, const char *ref)
{
	return add(s, ref, true);
}

int session_remove(struct session *s, const char *ref, size_t index)
{
	const struct def *repeat;
	struct node *parent = named_repeat(s, ref, &repeat), *n;

	if (!parent)
		return SESSION_UNKNOWN;
	if (repeat->fixed)
		return SESSION_FIXED;
	for (n = parent->first; n; n = n->next) {
		if (n->def == repeat && index-- == 0)
			break;
	}
	if (!n)
		return SESSION_UNKNOWN;
	session_stir(s);
	repeat_drop(s, n);
	compute_dirty(s);
	return session_settle(s);
}

size_t session_instances(const struct session *s, const char *ref)
{
	const struct def *repeat;
	const struct node *parent = named_repeat(s, ref, &repeat);

	return parent ? tree_instances(parent, repeat) : 0;
}
