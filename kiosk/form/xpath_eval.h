#pragma once

/*
 * xpath_eval - works out an expression for one node
 *
 * Pure but for the scratch arena, which the caller rewinds when the value has
 * been used. A runaway expression stops: it may visit so many nodes, and then
 * gives nothing. `why` then says so.
 */
#include "form/xpath_ast.h"
#include "form/xpath_value.h"

struct call_site;

/* The world of an expression: the answers and the form around them. */
struct xpath_env {
	struct arena *scratch;
	const struct node *root; /* document node of the primary instance */
	struct node *const *single; /* by def index: the one node of a def outside repeats */
	int64_t now_ms;
	const struct zone *zone;
	void *me; /* for the calls below, each may be NULL */
	const struct node *(*instance)(void *me, struct str id); /* document node of a list */
	void (*random)(void *me, void *out, size_t n);
	struct str (*choice_label)(void *me, struct eval *ev, const struct node *of, struct str name);
	struct str (*itext)(void *me, struct eval *ev, struct str id);
	const char *version;
	size_t *left; /* what all expressions of one change may still visit together; NULL: each has its own bound only */
};

struct eval {
	const struct xpath_env *env;
	const struct node *origin; /* current(): the node that the expression is about */
	const struct attr *origin_attr;
	size_t budget; /* nodes it may still visit */
	int depth;
	const char *why; /* NULL, or why it could not be worked out */
};

struct focus {
	struct item item;
	size_t at, of; /* position() and last() */
};

enum { XPATH_BUDGET = 5 << 20, XPATH_MAX_NESTING = 1200 };

/* The value for the node (or its attribute). With ev->why set: an empty text, as memory or the budget ran out.
 * The value is borrowed from the scratch arena: rewind that when done. */
struct value xpath_eval(struct eval *ev, const struct xpath_env *env, const struct ast *ast, const struct node *node,
        const struct attr *attr);

/* ---- for the parts of the evaluator --------------------------------------------- */
struct value eval_ast(struct eval *ev, const struct focus *at, const struct ast *n);
struct nodes eval_path(struct eval *ev, const struct focus *at, const struct ast *path);
struct nodes eval_steps(struct eval *ev, struct nodes from, const struct step *steps, bool absolute);
/* A comparison as XPath has it, sets of nodes included. */
bool eval_compare(struct eval *ev, enum ast_kind kind, struct value a, struct value b);
void *eval_alloc(struct eval *ev, size_t n);
struct str eval_keep(struct eval *ev, const char *text, size_t n);
bool eval_fail(struct eval *ev, const char *why); /* false, always */
/* So many steps are about to be taken; false when that is more than it may take. */
bool eval_spend(struct eval *ev, size_t steps);
/* One neighbour further: sixteen of them are a step. *walked counts them. */
bool eval_walk(struct eval *ev, size_t *walked);
