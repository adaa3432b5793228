#pragma once

/*
 * node - one element of an XML tree: the form file, its lists, and a person's answers
 *
 * One kind of node for all three, so that an expression can walk any of them.
 * The form's trees are never changed after load; a session has its own copy of
 * the primary instance. Text is borrowed from the arena that holds the tree.
 */
#include <stdint.h>
#include "form/str.h"

struct def;
struct live;

enum ns { NS_NONE, NS_XFORMS, NS_XHTML, NS_JR, NS_ORX, NS_ODK, NS_ENTITIES, NS_EVENTS, NS_LOKET, NS_XMLNS, NS_OTHER };

struct attr {
	const char *name; /* without its prefix */
	const char *qname; /* as written */
	const char *value;
	enum ns ns;
	int line; /* where it begins; its tag may begin earlier */
	struct attr *next;
};

struct node {
	const char *name; /* without its prefix; NULL: a run of text in mixed content; "": a document */
	const char *qname; /* as written */
	struct node *parent, *first, *last, *next, *prev;
	struct attr *attrs;
	struct str value; /* text of a leaf, or of the run */
	enum ns ns;
	int line;
	bool hidden; /* not relevant: reads as empty */
	const struct def *def; /* nodes of the primary instance: what the form says of them */
	struct live *live; /* nodes of a session */
};

static inline bool node_named(const struct node *n, enum ns ns, const char *name)
{
	return n->name && n->ns == ns && strcmp(n->name, name) == 0;
}

static inline void node_append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->prev = parent->last;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

/* First child, or next sibling, that is an element. */
const struct node *node_first(const struct node *n);
const struct node *node_next(const struct node *n);
const struct node *node_child(const struct node *n, enum ns ns, const char *name);
/* The attribute's value, NULL when absent. */
const char *node_attr(const struct node *n, enum ns ns, const char *name);
/* Where that attribute begins; the element's line when it has none such. */
int node_attr_line(const struct node *n, enum ns ns, const char *name);
/* The value of an attribute without a prefix. */
const char *node_get(const struct node *n, const char *name);
