#pragma once

/*
 * xpath_lex - an expression as tokens
 *
 * After an operand, a name is an operator and a star is multiplication: so the
 * lexer remembers what came before (XPath 1.0, section 3.7).
 */
#include "form/str.h"

enum token_kind {
	TOKEN_END,
	TOKEN_BAD,
	TOKEN_NUMBER,
	TOKEN_TEXT,
	TOKEN_NAME, /* element, function or axis name, with its prefix */
	TOKEN_OPERATOR, /* + - = != < <= > >= | * div mod and or */
	TOKEN_STAR, /* any element */
	TOKEN_MARK, /* ( ) [ ] . .. @ , :: / // */
};

struct token {
	enum token_kind kind;
	struct str text; /* without quotes */
	size_t at; /* byte in the expression */
};

struct lexer {
	struct str all;
	size_t at;
	bool after_operand;
};

struct token lexer_next(struct lexer *l);
