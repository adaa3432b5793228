#include "form/session_parts.h"

static bool is_template(const struct node *n)
{
	return n->def && n->def->is_repeat && node_attr(n, NS_JR, "template") != NULL;
}

static void insert(struct node *parent, struct node *n, struct node *before)
{
	if (!before) {
		node_append(parent, n);
		return;
	}
	n->parent = parent;
	n->next = before;
	n->prev = before->prev;
	if (before->prev)
		before->prev->next = n;
	else
		parent->first = n;
	before->prev = n;
}

struct node *tree_copy(struct session *s, const struct node *from, struct node *parent, struct node *before)
{
	struct node *n = pool_take(&s->pool, sizeof *n);
	struct live *live = pool_take(&s->pool, sizeof *live);

	if (!n || !live) {
		s->full = true;
		return NULL;
	}
	*n = *from;
	n->parent = n->first = n->last = n->next = n->prev = NULL;
	n->live = live;
	live->born = s->generation;
	n->hidden = false;
	if (parent)
		insert(parent, n, before);
	if (from->def && from->def->single && s->single)
		s->single[from->def->index] = n;
	for (const struct node *c = from->first; c && !s->full; c = c->next) {
		if (c->name && !is_template(c))
			(void)tree_copy(s, c, n, NULL);
	}
	if (n->first || from->first)
		n->value = (struct str){"", 0};
	return n;
}

void tree_drop(struct session *s, struct node *n)
{
	struct node *next;

	for (struct node *c = n->first; c; c = next) {
		next = c->next;
		tree_drop(s, c);
	}
	for (struct asked *a = n->live->asked, *then; a; a = then) {
		then = a->next;
		s->by_id[a->id] = NULL;
		pool_give(&s->pool, a, sizeof *a);
	}
	if (n->prev)
		n->prev->next = n->next;
	else if (n->parent)
		n->parent->first = n->next;
	if (n->next)
		n->next->prev = n->prev;
	else if (n->parent)
		n->parent->last = n->prev;
	pool_give(&s->pool, n->live->room, n->live->room_n);
	pool_give(&s->pool, n->live, sizeof *n->live);
	pool_give(&s->pool, n, sizeof *n);
}

bool tree_set(struct session *s, struct node *n, struct str value)
{
	struct live *live = n->live;
	char *room;

	if (value.n + 1 > live->room_n) {
		room = pool_take(&s->pool, value.n + 1);
		if (!room) {
			s->full = true;
			return false;
		}
		memcpy(room, value.p, value.n);
		pool_give(&s->pool, live->room, live->room_n);
		live->room = room;
		/* As much as the pool really gave. */
		for (live->room_n = 16; live->room_n < value.n + 1; live->room_n *= 2)
			;
	} else {
		memmove(live->room, value.p, value.n);
		wipe(live->room + value.n, live->room_n - value.n);
	}
	n->value = (struct str){live->room, value.n};
	return true;
}

size_t tree_instances(const struct node *parent, const struct def *repeat)
{
	size_t n = 0;

	for (const struct node *c = parent->first; c; c = c->next)
		n += c->def == repeat;
	return n;
}

size_t tree_position(const struct node *n)
{
	size_t place = 1;

	for (const struct node *p = n->prev; p; p = p->prev)
		place += p->def == n->def;
	return place;
}

/* The child of at's def that leads to def. */
static const struct def *towards(const struct def *at, const struct def *def)
{
	while (def && def->parent != at)
		def = def->parent;
	return def;
}

struct node *tree_below(const struct session *s, struct node *from, const struct def *def)
{
	if (def->single)
		return s->single[def->index];
	while (from && !def_is_around(from->def, def))
		from = from->parent && from->parent->def ? from->parent : NULL;
	while (from && from->def != def) {
		const struct def *want = towards(from->def, def);
		struct node *c = from->first;

		while (c && c->def != want)
			c = c->next;
		from = c;
	}
	return from;
}

static void each(struct session *s, const struct def *def, struct node *at,
        void (*fn)(struct session *s, struct node *n, void *me), void *me)
{
	const struct def *want;

	if (at->def == def) {
		fn(s, at, me);
		return;
	}
	want = towards(at->def, def);
	for (struct node *c = at->first, *next; c; c = next) {
		next = c->next;
		if (c->def == want)
			each(s, def, c, fn, me);
	}
}

void tree_each(struct session *s, const struct def *def, const struct node *scope,
        void (*fn)(struct session *s, struct node *n, void *me), void *me)
{
	const struct def *from = def;
	struct node *at = (struct node *)(uintptr_t)scope; /* ours: every scope is a node of this session */

	if (!at || !def_is_around(at->def, def)) {
		while (!from->single)
			from = from->parent;
		at = s->single[from->index];
	}
	each(s, def, at, fn, me);
}

/* "/data/child[2]/name": a name, and where there is one a position. */
static bool take_step(struct str *rest, struct str *name, size_t *position)
{
	size_t n;

	if (!rest->n || rest->p[0] != '/')
		return false;
	rest->p++;
	rest->n--;
	n = 0;
	while (n < rest->n && rest->p[n] != '/' && rest->p[n] != '[')
		n++;
	*name = (struct str){rest->p, n};
	*position = 0;
	if (n < rest->n && rest->p[n] == '[') {
		for (n++; n < rest->n && rest->p[n] >= '0' && rest->p[n] <= '9' && *position < 1000000; n++)
			*position = 10 * *position + (size_t)(rest->p[n] - '0');
		if (n == rest->n || rest->p[n] != ']' || !*position)
			return false;
		n++;
	}
	rest->p += n;
	rest->n -= n;
	return name->n > 0;
}

static struct node *nth_child(const struct node *n, struct str name, size_t left)
{
	for (struct node *c = n->first; c; c = c->next) {
		if (c->name && str_is(name, c->name) && --left == 0)
			return c;
	}
	return NULL;
}

struct node *tree_at(const struct session *s, const char *ref)
{
	struct str rest = str_of(ref), name;
	struct node *at = s->document;
	size_t position;

	while (rest.n) {
		if (!take_step(&rest, &name, &position))
			return NULL;
		at = nth_child(at, name, position ? position : 1);
		if (!at)
			return NULL;
	}
	return at == s->document ? NULL : at;
}

bool tree_ref(struct buf *out, const struct node *n)
{
	if (n->parent && n->parent->def && !tree_ref(out, n->parent))
		return false;
	buf_char(out, '/');
	buf_text(out, n->name);
	if (n->def->is_repeat)
		buf_printf(out, "[%zu]", tree_position(n));
	return !out->failed;
}
