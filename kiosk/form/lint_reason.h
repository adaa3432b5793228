#pragma once

/*
 * lint_reason - can a condition ever hold?
 *
 * Works conditions out without a visit, over what answers may be: the choices
 * of a question, and for numbers, days and lengths one value for each stretch
 * between the constants that they are compared with. Whatever it does not
 * understand is unknown, and unknown is never told: a "never" is a proof, for
 * all answers that the form's own rules allow.
 */
#include "form/model.h"
#include "sys/arena.h"

enum maybe { NO, YES, UNKNOWN };

/* Must hold for the node `of`. */
struct condition {
	const struct ast *ast;
	const struct def *of;
};

enum {
	REASON_CONDITIONS = 40,
	REASON_VARIABLES = 24,
	REASON_VALUES = 96, /* a variable */
	REASON_CONSTANTS = 64,
	REASON_STEPS = 400000, /* parts of expressions worked out, for one question of ours; past it nothing is known */
	REASON_STEPS_FORM = 20000000, /* and for all of a form */
};

struct reason {
	const struct form *form;
	struct arena *arena; /* scratch, rewound by reason_never */
	const struct def *filled; /* has an answer; NULL: nothing need have one */
	const bool *pardoned; /* by def index: what hides these, or rules for them, does not count */
	struct condition conditions[REASON_CONDITIONS];
	size_t n_conditions;
	size_t steps; /* left for this form */
};

/* True: no answers make all conditions hold. */
bool reason_never(struct reason *r);
