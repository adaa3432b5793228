#pragma once

/*
 * xpath_function - the functions of expressions, one table a family
 *
 * A function gets its arguments unevaluated and asks for each as what it needs:
 * so if() works out one branch only, and indexed-repeat() sees paths.
 */
#include "form/xpath_eval.h"

enum function_flag {
	FUNCTION_LANGUAGE = 1 << 0, /* its value depends on the language of the screen */
	FUNCTION_NODES = 1 << 1, /* gives a set of nodes of its first argument */
};

struct function {
	const char *name;
	int least, most; /* arguments; most -1 = any number */
	struct value (*run)(struct eval *ev, const struct focus *at, const struct ast *call);
	unsigned flags;
};

/* By its name as written, prefix included; NULL = unknown. */
const struct function *function_find(struct str name);

extern const struct function functions_text[], functions_number[], functions_boolean[], functions_nodes[],
        functions_repeat[], functions_date[], functions_select[], functions_geo[],
        functions_digest[]; /* each ends with name NULL */

/* Arguments; past the last one: empty, NaN, false. */
struct value arg_value(struct eval *ev, const struct focus *at, const struct ast *call, size_t i);
struct str arg_text(struct eval *ev, const struct focus *at, const struct ast *call, size_t i);
double arg_number(struct eval *ev, const struct focus *at, const struct ast *call, size_t i);
bool arg_truth(struct eval *ev, const struct focus *at, const struct ast *call, size_t i);
/* The texts of all arguments from i on, sets of nodes laid out flat. */
struct texts {
	struct str *at;
	size_t n;
};
struct texts arg_texts(struct eval *ev, const struct focus *at, const struct ast *call, size_t i);
