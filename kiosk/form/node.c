#include "form/node.h"

const struct node *node_next(const struct node *n)
{
	for (n = n->next; n && !n->name; n = n->next)
		;
	return n;
}

const struct node *node_first(const struct node *n)
{
	n = n->first;
	return n && !n->name ? node_next(n) : n;
}

const struct node *node_child(const struct node *n, enum ns ns, const char *name)
{
	for (n = node_first(n); n; n = node_next(n)) {
		if (node_named(n, ns, name))
			return n;
	}
	return NULL;
}

static const struct attr *find(const struct node *n, enum ns ns, const char *name)
{
	for (const struct attr *a = n->attrs; a; a = a->next) {
		if (a->ns == ns && strcmp(a->name, name) == 0)
			return a;
	}
	return NULL;
}

const char *node_attr(const struct node *n, enum ns ns, const char *name)
{
	const struct attr *a = find(n, ns, name);

	return a ? a->value : NULL;
}

int node_attr_line(const struct node *n, enum ns ns, const char *name)
{
	const struct attr *a = find(n, ns, name);

	return a ? a->line : n->line;
}

const char *node_get(const struct node *n, const char *name)
{
	return node_attr(n, NS_NONE, name);
}
