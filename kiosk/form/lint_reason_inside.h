#pragma once

/*
 * lint_reason_inside - between the files of lint_reason
 */
#include "form/lint_reason.h"

enum guess_kind { GUESS_UNKNOWN, GUESS_NUMBER, GUESS_TEXT, GUESS_TRUTH };

struct guess {
	enum guess_kind kind;
	double number;
	struct str text;
	bool truth;
	bool sample; /* one of many alike: may be compared with constants, not computed with */
	bool cells; /* of a sample: each stretch between the constants has its own */
	bool node; /* from a node: its truth is that the node is there */
};

enum variable_kind { VARIABLE_VALUE, VARIABLE_LENGTH };

struct variable {
	const struct def *def;
	enum variable_kind kind;
	struct guess *values; /* NULL: may be anything */
	size_t n;
	const struct guess *now; /* NULL: not chosen yet */
};

enum { MARK_SEEN = 1, MARK_ORDERED = 2 }; /* ordered: compared with < or with a number */

struct thought {
	const struct reason *reason;
	struct variable variables[REASON_VARIABLES];
	size_t n_variables, n_ordered;
	double numbers[REASON_CONSTANTS]; /* constants that things are compared with; days count as numbers */
	struct str texts[REASON_CONSTANTS];
	size_t n_numbers, n_texts;
	bool asks_today;
	bool crowded; /* more constants than fit */
	unsigned char *marks, *relevance; /* by def index */
	struct variable *wanted; /* the first not chosen that was asked for */
	size_t steps, depth;
};

/* Which leaf a plain path means, of the same instance as the origin; NULL: not that simple. */
const struct def *thought_path(const struct thought *t, const struct ast *path, const struct def *origin);
struct variable *thought_variable(struct thought *t, const struct def *d, enum variable_kind kind);
/* All that the conditions may read, and what it may hold. */
void thought_gather(struct thought *t);
/* The most and least characters that a pattern held by ^ and $ takes; false when that is not plain to see. */
bool thought_lengths(struct str pattern, double *least, double *most);

enum maybe thought_holds(struct thought *t, const struct condition *c);
/* Today, where nothing is known of it: later than all days that a form may name before. */
#define TODAY_DAY 20520.0
#define TODAY_AFTER 20500.0
double guess_number(const struct guess *g); /* of a text too, a day as days */
bool text_day(struct str s, double *day);

/* Values that a variable may have. */
void values_find(struct thought *t, struct variable *v);
