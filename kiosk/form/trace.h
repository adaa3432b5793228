#pragma once

/*
 * trace - every node of a visit laid open, for `loketctl form run` and the tests
 *
 * A person at the desk never sees this; screens use session.h.
 */
#include "form/session.h"

struct node_state {
	const char *ref;
	bool leaf, relevant;
	/* Of leaves that are relevant: */
	bool readonly, required, constraint_ok, required_ok, type_ok;
	const char *value;
	const char *label, *hint, *message; /* NULL: it has none */
	const struct choice *choices; /* NULL: it has none */
	size_t n_choices;
};

/* In document order. What fn is given is borrowed for that call. SESSION_FULL when memory ran out. */
NODISCARD int trace_walk(struct session *s, void (*fn)(void *me, const struct node_state *state), void *me);

/* The string value of an expression, in the primary instance: at the node named, NULL = the outermost.
 * SESSION_UNKNOWN: no such node. What is no expression, or too heavy, is a surprise with its reason. */
NODISCARD int trace_eval(struct buf *out, struct session *s, const char *expression, const char *ref);
/* Name of the outermost node. */
const char *trace_root(const struct session *s);
