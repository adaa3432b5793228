#include "form/xpath_parser.h"

#include <stdarg.h>
#include <stdio.h>

#include "form/finding_words.h"

void parser_fail(struct parser *p, const char *fmt, ...)
{
	va_list args;

	if (p->failed)
		return;
	va_start(args, fmt);
	(void)vsnprintf(p->error->why, sizeof p->error->why, finding_words(p->how->dutch, fmt), args);
	va_end(args);
	p->failed = true;
}

void *parser_make(struct parser *p, size_t n)
{
	void *made = arena_alloc(p->how->arena, n);

	if (!made)
		parser_fail(p, "the form needs more memory than a form may have");
	return made;
}

void parser_next(struct parser *p)
{
	p->now = lexer_next(&p->lexer);
	if (p->now.kind == TOKEN_BAD)
		parser_fail(p, "\"%.*s\" is not understood in an expression",
		        (int)(p->now.text.n > 40 ? 40 : p->now.text.n), p->now.text.p);
}

bool parser_at_mark(const struct parser *p, const char *mark)
{
	return p->now.kind == TOKEN_MARK && str_is(p->now.text, mark);
}

static bool is_operator(const struct parser *p, const char *operation)
{
	return p->now.kind == TOKEN_OPERATOR && str_is(p->now.text, operation);
}

void parser_expect(struct parser *p, const char *mark)
{
	if (!parser_at_mark(p, mark))
		parser_fail(p, "an expression misses its \"%s\"; write it", mark);
	else
		parser_next(p);
}

struct ast *parser_node(struct parser *p, enum ast_kind kind, struct ast *a, struct ast *b)
{
	struct ast *n = p->failed ? NULL : parser_make(p, sizeof *n);

	if (n) {
		n->kind = kind;
		n->a = a;
		n->b = b;
	}
	return n;
}

static struct ast *parse_union(struct parser *p)
{
	struct ast *a = parse_path(p);

	while (!p->failed && is_operator(p, "|")) {
		parser_next(p);
		if (++p->operators > XPATH_MAX_OPERATORS)
			parser_fail(p, "an expression has more than %d operators", XPATH_MAX_OPERATORS);
		a = parser_node(p, AST_UNION, a, parse_path(p));
	}
	return a;
}

static struct ast *parse_unary(struct parser *p)
{
	size_t minus = 0;
	struct ast *a;

	for (; !p->failed && is_operator(p, "-"); parser_next(p))
		minus++;
	a = parse_union(p);
	/* Two of them still make a number out of a text. */
	for (minus = minus > 2 ? 2 - minus % 2 : minus; minus; minus--)
		a = parser_node(p, AST_NEGATE, a, NULL);
	return a;
}

struct level {
	const char *words[4];
	enum ast_kind kinds[4];
};

static const struct level levels[] = {
        {{"or"}, {AST_OR}},
        {{"and"}, {AST_AND}},
        {{"=", "!="}, {AST_EQUAL, AST_DIFFER}},
        {{"<", "<=", ">", ">="}, {AST_LESS, AST_LESS_EQUAL, AST_MORE, AST_MORE_EQUAL}},
        {{"+", "-"}, {AST_ADD, AST_SUBTRACT}},
        {{"*", "div", "mod"}, {AST_MULTIPLY, AST_DIVIDE, AST_MODULO}},
};

static struct ast *parse_level(struct parser *p, size_t level)
{
	const struct level *l = &levels[level];
	struct ast *a;
	size_t i;

	if (level == sizeof levels / sizeof *levels)
		return parse_unary(p);
	a = parse_level(p, level + 1);
	while (!p->failed && p->now.kind == TOKEN_OPERATOR) {
		for (i = 0; i < 4 && l->words[i] && !is_operator(p, l->words[i]); i++)
			;
		if (i == 4 || !l->words[i])
			break;
		parser_next(p);
		if (++p->operators > XPATH_MAX_OPERATORS)
			parser_fail(p, "an expression has more than %d operators", XPATH_MAX_OPERATORS);
		a = parser_node(p, l->kinds[i], a, parse_level(p, level + 1));
	}
	return a;
}

struct ast *parse_or(struct parser *p)
{
	struct ast *a = NULL;

	if (++p->depth > XPATH_MAX_DEPTH)
		parser_fail(p, "an expression is nested more than %d deep", XPATH_MAX_DEPTH);
	else
		a = parse_level(p, 0);
	p->depth--;
	return a;
}

struct ast *xpath_parse(const struct xpath_parse *how, struct str text, struct xpath_error *error)
{
	struct parser p = {.how = how, .lexer = {.all = text}, .error = error};
	struct ast *a;

	if (text.n > XPATH_MAX_BYTES) {
		parser_fail(&p, "an expression is longer than %d bytes", XPATH_MAX_BYTES);
		return NULL;
	}
	parser_next(&p);
	a = p.failed ? NULL : parse_or(&p);
	if (!p.failed && p.now.kind != TOKEN_END)
		parser_fail(&p, "\"%.*s\" is more than an expression can hold",
		        (int)(p.now.text.n > 40 ? 40 : p.now.text.n), p.now.text.p);
	return p.failed ? NULL : a;
}
