#include "form/xpath_eval.h"

/* Rows of a list come one after the other: the set grows where it lies, when nothing lies behind it. */
static struct item *grown(struct eval *ev, const struct nodes *set, size_t room)
{
	size_t now = set->room * sizeof *set->at;
	struct item *at;

	if (!set->at)
		return eval_alloc(ev, room * sizeof *at);
	if (arena_extend(ev->env->scratch, set->at, now, room * sizeof *at - now))
		return set->at;
	at = eval_alloc(ev, room * sizeof *at);
	if (at)
		memcpy(at, set->at, set->n * sizeof *at);
	return at;
}

bool nodes_add(struct eval *ev, struct nodes *set, struct item i)
{
	if (set->n == set->room) {
		size_t room = set->room ? 2 * set->room : 8;
		struct item *at = grown(ev, set, room);

		if (!at)
			return false;
		set->at = at;
		set->room = room;
	}
	set->at[set->n++] = i;
	return true;
}

/* ---- document order --------------------------------------------------------------------------- */

static size_t depth_of(const struct node *n)
{
	size_t depth = 0;

	for (; n->parent; n = n->parent)
		depth++;
	return depth;
}

/* Of two children of one parent: looked for behind both at once, as the nearer one is found soon. */
static bool stands_before(struct eval *ev, const struct node *a, const struct node *b)
{
	const struct node *behind_a = a->next, *behind_b = b->next;
	size_t walked = 0;

	while (behind_a && behind_b && eval_walk(ev, &walked)) {
		if (behind_a == b)
			return true;
		if (behind_b == a)
			return false;
		behind_a = behind_a->next;
		behind_b = behind_b->next;
	}
	/* Nothing comes behind the last one. */
	return behind_a != NULL;
}

static bool node_before(struct eval *ev, const struct node *a, const struct node *b)
{
	size_t da = depth_of(a), db = depth_of(b);
	const struct node *x = a, *y = b;

	for (size_t d = da; d > db; d--)
		x = x->parent;
	for (size_t d = db; d > da; d--)
		y = y->parent;
	if (x == y)
		return da < db;
	while (x->parent != y->parent) {
		x = x->parent;
		y = y->parent;
	}
	/* Two trees: any order will do, as long as it is one. */
	return x->parent ? stands_before(ev, x, y) : x < y;
}

static bool is_before(struct eval *ev, struct item a, struct item b)
{
	return a.node == b.node ? a.attr < b.attr : node_before(ev, a.node, b.node);
}

static void drop_repeated(struct nodes *set)
{
	size_t kept = 0;

	for (size_t i = 1; i < set->n; i++) {
		if (set->at[kept].node != set->at[i].node || set->at[kept].attr != set->at[i].attr)
			set->at[++kept] = set->at[i];
	}
	set->n = kept + 1;
}

static bool is_settled(struct eval *ev, const struct nodes *set)
{
	for (size_t i = 1; i < set->n && !ev->why; i++) {
		if (!is_before(ev, set->at[i - 1], set->at[i]))
			return false;
	}
	return true;
}

static void merge(struct eval *ev, struct item *out, const struct item *a, size_t n, const struct item *b, size_t m)
{
	while (n && m) {
		bool second = is_before(ev, *b, *a);

		*out++ = second ? *b++ : *a++;
		m -= second;
		n -= !second;
	}
	memcpy(out, n ? a : b, (n + m) * sizeof *out);
}

/* Sorted by merging runs: whatever a comparison says that ran out of steps, it stays within bounds. */
void nodes_settle(struct eval *ev, struct nodes *set)
{
	struct item *from = set->at, *to;

	if (set->n < 2)
		return;
	drop_repeated(set);
	if (is_settled(ev, set) || !(to = eval_alloc(ev, set->n * sizeof *to)))
		return;
	for (size_t run = 1; run < set->n && !ev->why; run *= 2) {
		struct item *sorted = to;

		for (size_t i = 0; i < set->n; i += 2 * run) {
			size_t n = set->n - i < run ? set->n - i : run;
			size_t m = set->n - i - n < run ? set->n - i - n : run;

			merge(ev, to + i, from + i, n, from + i + n, m);
		}
		to = from;
		from = sorted;
	}
	set->at = from;
	set->room = set->n;
	drop_repeated(set);
}
