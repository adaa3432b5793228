#pragma once

/*
 * model_words - expressions and texts of a form: labels, hints, messages, choices
 */
#include "form/node.h"
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
	int line;
	const struct piece *pieces;
	struct itext_value *next;
};

struct itext {
	const char *id;
	int line;
	bool used;
	struct itext *next; /* same slot of the table */
	struct itext_value *values[]; /* by language */
};

/* Where a label, hint or message comes from: the first that is set. */
struct words {
	const struct itext *itext; /* named outright */
	const struct expr *itext_id; /* jr:itext(expression) */
	const struct expr *expr; /* a node's value */
	const struct piece *pieces;
	int line;
};

struct option {
	const char *name;
	int line;
	struct words label;
	const struct option *next;
};

struct list {
	const struct option *options; /* written out, or ... */
	const struct expr *nodeset, *value; /* ... a row of a list each */
	struct words label;
	int line;
};
