#pragma once

/*
 * depend - which nodes an expression reads, found without working it out
 *
 * A place is a node of the primary instance as the form defines it. `bound` is
 * the innermost repeat of which the path certainly means the reader's own
 * instance; beyond it, any instance may be read.
 */
#include "form/load.h"

enum place_kind { PLACE_NODE, PLACE_DOCUMENT, PLACE_ELSEWHERE };

struct place {
	enum place_kind kind;
	const struct def *def, *bound;
};

struct depend {
	const struct form *form;
	struct place origin; /* current() */
	void (*found)(void *me, struct place p);
	void *me;
	size_t budget; /* steps it may still take */
	bool structural; /* only whether and where nodes are counts now, not their text */
};

/* Calls found for every node that the expression may read when worked out at origin. False: too many. */
bool depend_walk(struct depend *d, const struct ast *ast);
/* Resolves a plain absolute path without predicates to one definition; NULL when it is something else or leads nowhere. */
const struct def *depend_plain(const struct form *f, const struct ast *path);
