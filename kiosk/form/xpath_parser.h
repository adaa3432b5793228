#pragma once

/*
 * xpath_parser - what the two halves of the parser share: operators, and paths with their calls
 */
#include "form/xpath_ast.h"
#include "form/xpath_lex.h"
#include "sys/err.h"

struct parser {
	const struct xpath_parse *how;
	struct lexer lexer;
	struct token now;
	struct xpath_error *error;
	size_t depth, operators;
	bool failed;
};

/* The first failure counts; parsing then runs out quickly. */
void parser_fail(struct parser *p, const char *fmt, ...) PRINTF_LIKE(2, 3);
void *parser_make(struct parser *p, size_t n); /* NULL: failed */
void parser_next(struct parser *p);
bool parser_at_mark(const struct parser *p, const char *mark);
void parser_expect(struct parser *p, const char *mark);
struct ast *parser_node(struct parser *p, enum ast_kind kind, struct ast *a, struct ast *b);

struct ast *parse_or(struct parser *p); /* a whole expression */
struct ast *parse_path(struct parser *p); /* a path, a call, a literal, or brackets */
