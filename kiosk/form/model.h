#pragma once

/*
 * model - a form taken apart: what each node, control, text and list is
 *
 * Everything is made at load in the form's arena and const afterwards.
 */
#include "form/question.h"
#include "form/xml.h"
#include "form/xpath_ast.h"

struct expr {
	struct ast *ast;
	const char *text;
	int line;
	struct expr *next; /* all of the form */
};

/* A text as an author wrote it: runs and, between them, outputs. */
struct piece {
	struct str text;
	const struct expr *output; /* NULL: text */
	struct piece *next;
};

enum text_form { TEXT_LONG, TEXT_SHORT, TEXT_GUIDANCE, TEXT_IMAGE, TEXT_BIG_IMAGE, TEXT_AUDIO, TEXT_VIDEO, TEXT_FORMS };

struct itext_value {
	enum text_form form;
	const struct piece *pieces;
	struct itext_value *next;
};

struct itext {
	const char *id;
	int line;
	bool used;
	struct itext *next;           /* same slot of the table */
	struct itext_value *values[]; /* by language */
};

/* Where a label, hint or message comes from: the first that is set. */
struct words {
	const struct itext *itext;   /* named outright */
	const struct expr *itext_id; /* jr:itext(expression) */
	const struct expr *expr;     /* a node's value */
	const struct piece *pieces;
	int line;
};

struct option {
	const char *name;
	struct words label;
	const struct option *next;
};

struct list {
	const struct option *options;                /* written out, or ... */
	const struct expr *nodeset, *value; /* ... a row of a list each */
	struct words label;
	int line;
};

enum control_kind { CONTROL_QUESTION, CONTROL_GROUP, CONTROL_REPEAT };

struct control {
	enum control_kind kind;
	enum question_kind question;
	const struct def *def; /* NULL: a group without a node */
	int line;
	const char *appearance, *range_start, *range_end, *range_step;
	unsigned looks;
	int columns;
	struct words label, hint;
	struct list *list; /* NULL: none */
	struct control *parent, *first, *last, *next;
	struct control *also; /* the next control of the same node */
};

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
	struct words constraint_message, required_message, purpose;
	const char *preload, *preload_params;
	const char *ground, *sensitivity, *retention;
	size_t max_points;
	struct attribute_bind *attributes;

	size_t unit[4]; /* by kind: unit number + 1, 0 = none */
	bool single;    /* has one node always: outside repeats and without namesakes */
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

struct instance_list {
	const char *id;
	const struct node *root; /* its first element is the list's outermost */
	int line;
	struct instance_list *next;
};

enum { ITEXT_SLOTS = 1024 };

struct form {
	struct arena *arena;
	const char *file, *folder;
	struct xml xml;
	const char *id, *version, *title;
	bool declares_loket, encrypted;

	const char *const *languages; /* as named */
	const char *const *tags;
	size_t n_languages;
	int language;
	struct itext *itexts[ITEXT_SLOTS];

	const struct node *primary; /* the outermost element of the primary instance */
	struct def *root;
	struct def **defs;
	size_t n_defs;
	struct instance_list *lists;
	struct control *body;
	struct action *actions;
	struct expr *exprs;

	struct unit *units;
	size_t n_units;
	size_t *order; /* unit numbers, what is read before who reads it */
	size_t *rank;  /* unit number -> place in order */

	void **regexes;
	size_t n_regexes, regex_room;
};

struct itext *form_itext(const struct form *f, struct str id);
const struct instance_list *form_list(const struct form *f, struct str id);
/* The child of that name; NULL = none. */
struct def *def_child(const struct def *d, struct str name);
/* Is it the same, or around it? */
bool def_is_around(const struct def *outer, const struct def *inner);
