#pragma once

/*
 * model_def - what a form says of one node, and what is worked out when
 */
#include "form/model_words.h"
#include "form/question.h"

struct control;

enum unit_kind { UNIT_COUNT, UNIT_RELEVANT, UNIT_VALUE, UNIT_CHOICES };

/* Something that is worked out again when what it reads has changed. */
struct unit {
	enum unit_kind kind;
	const struct def *def;
	const struct expr *expr;
	const struct control *control; /* UNIT_CHOICES */
	struct read *reads;
	int line;
};

/* The other way round: which nodes a unit reads. */
struct read {
	const struct def *def;
	struct read *next;
};

/* Who reads a node: unit number, and up to which repeat they share the instance. */
struct reader {
	size_t unit;
	const struct def *bound; /* NULL: none, a change concerns all instances */
	struct reader *next;
};

struct attribute_bind {
	const char *name;
	const struct expr *calculate;
	struct attribute_bind *next;
};

/* loket:does: this value, or word of it, wants that deed. */
struct deed_rule {
	struct str value;
	unsigned deed; /* of enum form_deed */
	int line;
	struct deed_rule *next;
};

/* loket:from: an answer of the form before, as this one says it. */
struct carry_pair {
	struct str was;
	const char *is;
	struct carry_pair *next;
};

struct carry {
	const struct def *def;
	const char *from;
	struct carry_pair *pairs; /* NULL: as it was */
	struct carry *next;
};

struct def {
	const char *name, *path;
	size_t index; /* in document order */
	int line;
	struct def *parent, *first, *last, *next;
	const struct def *repeat; /* the innermost around it, itself included */
	bool is_repeat, fixed, bound;
	const struct expr *count;
	const struct node *template; /* what a new instance is copied from */

	enum answer_type type;
	const struct expr *relevant, *required, *readonly, *constraint, *calculate;
	struct words constraint_message, required_message, purpose, receiver;
	const char *preload, *preload_params;
	const char *legal_basis, *sensitivity, *retention;
	size_t max_points;
	struct attribute_bind *attributes;
	struct deed_rule *does;
	const struct def *next_doing; /* the next that has such rules */

	size_t unit[4]; /* by kind: unit number + 1, 0 = none */
	bool single; /* has one node always: outside repeats and without namesakes */
	struct control *control; /* the first that shows it */
	struct reader *readers;
};

enum event { EVENT_FIRST_LOAD = 1, EVENT_NEW_REPEAT = 2, EVENT_VALUE_CHANGED = 4 };

struct action {
	unsigned events;
	const struct def *target;
	const struct def *source; /* the node whose change sets it off, or the repeat; NULL: the whole form */
	const struct expr *value; /* NULL: the text */
	struct str text;
	int line;
	struct action *next;
};
