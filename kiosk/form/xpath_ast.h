#pragma once

/*
 * xpath_ast - an expression taken apart
 *
 * Made once at load, in the form's arena, and never changed. A path keeps its
 * steps in order; a function call its arguments unevaluated, because several
 * functions of ODK take a path as a name rather than as a value.
 */
#include <stdint.h>
#include "form/node.h"
#include "sys/arena.h"

enum ast_kind {
	AST_NUMBER,
	AST_TEXT,
	AST_OR,
	AST_AND,
	AST_EQUAL,
	AST_DIFFER,
	AST_LESS,
	AST_LESS_EQUAL,
	AST_MORE,
	AST_MORE_EQUAL,
	AST_ADD,
	AST_SUBTRACT,
	AST_MULTIPLY,
	AST_DIVIDE,
	AST_MODULO,
	AST_NEGATE,
	AST_UNION,
	AST_CALL,
	AST_PATH,
};

enum axis {
	AXIS_CHILD,
	AXIS_PARENT,
	AXIS_SELF,
	AXIS_ATTRIBUTE,
	AXIS_DESCENDANT,
	AXIS_DESCENDANT_OR_SELF,
	AXIS_ANCESTOR,
	AXIS_ANCESTOR_OR_SELF,
	AXIS_FOLLOWING_SIBLING,
	AXIS_PRECEDING_SIBLING,
	AXIS_WHOLE_SET, /* predicates behind a bracketed or called expression: (x)[1] */
};

struct ast;
struct function;
struct row_index;

struct step {
	enum axis axis;
	const char *name; /* "*" = any element, NULL = node() */
	struct test *tests; /* predicates, in order */
	const struct row_index *index; /* NULL, or where rows are found by the text of key (load_index.c) */
	const struct ast *key;
	struct step *next;
};

struct test {
	struct ast *expr;
	struct test *next;
};

struct ast {
	enum ast_kind kind;
	double number; /* AST_NUMBER */
	struct str text; /* AST_TEXT */
	struct ast *a, *b; /* operators; AST_PATH: a = where it begins, NULL = context or root */
	const struct function *function;
	struct ast **args;
	size_t n_args;
	const struct row_index *index; /* pulldata(): as of a step */
	void *regex; /* regex() with a literal pattern: compiled at load */
	bool absolute;
	struct step *steps;
	const struct def *def; /* a plain absolute path to one node outside repeats: that node */
};

/* What a parse can say; line is not known here. */
struct xpath_error {
	char why[200];
};

/* How the parser finds functions, keeps compiled patterns, and bounds itself. */
struct xpath_parse {
	struct arena *arena;
	bool dutch; /* what is wrong is told in Dutch */
	/* Keeps a compiled regex for the form's life; NULL: patterns are compiled when used. */
	bool (*keep_regex)(void *me, void *regex);
	void *me;
};

enum {
	XPATH_MAX_BYTES = 64 << 10,
	XPATH_MAX_DEPTH = 100, /* brackets in brackets */
	XPATH_MAX_OPERATORS = 1000, /* in one expression */
};

/* NULL and *error when the text is no expression, uses an unknown function, or memory is full. */
struct ast *xpath_parse(const struct xpath_parse *how, struct str text, struct xpath_error *error);
