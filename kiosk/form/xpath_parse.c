#include "form/xpath_ast.h"

#include <stdarg.h>
#include <stdio.h>

#include "form/number.h"
#include "form/xpath_function.h"
#include "form/xpath_lex.h"
#include "form/xpath_regex.h"

struct parser {
	const struct xpath_parse *how;
	struct lexer lexer;
	struct token now;
	struct xpath_error *error;
	size_t depth, operators;
	bool failed;
};

static struct ast *parse_or(struct parser *p);

static void PRINTF_LIKE(2, 3) fail(struct parser *p, const char *fmt, ...)
{
	va_list args;

	if (p->failed)
		return;
	va_start(args, fmt);
	(void)vsnprintf(p->error->why, sizeof p->error->why, fmt, args);
	va_end(args);
	p->failed = true;
}

static void *make(struct parser *p, size_t n)
{
	void *made = arena_alloc(p->how->arena, n);

	if (!made)
		fail(p, "the form needs more memory than a form may have");
	return made;
}

static void next(struct parser *p)
{
	p->now = lexer_next(&p->lexer);
	if (p->now.kind == TOKEN_BAD)
		fail(p, "\"%.*s\" is not understood in an expression", (int)(p->now.text.n > 40 ? 40 : p->now.text.n),
			p->now.text.p);
}

static bool is_mark(const struct parser *p, const char *mark)
{
	return p->now.kind == TOKEN_MARK && str_is(p->now.text, mark);
}

static bool is_operator(const struct parser *p, const char *operation)
{
	return p->now.kind == TOKEN_OPERATOR && str_is(p->now.text, operation);
}

static void expect(struct parser *p, const char *mark)
{
	if (!is_mark(p, mark))
		fail(p, "an expression misses its \"%s\"", mark);
	else
		next(p);
}

static struct ast *node_of(struct parser *p, enum ast_kind kind, struct ast *a, struct ast *b)
{
	struct ast *n = p->failed ? NULL : make(p, sizeof *n);

	if (n) {
		n->kind = kind;
		n->a = a;
		n->b = b;
	}
	return n;
}

/* The lexer sees one token ahead: is it this mark? */
static bool then_mark(const struct parser *p, const char *mark)
{
	struct lexer ahead = p->lexer;
	struct token t = lexer_next(&ahead);

	return t.kind == TOKEN_MARK && str_is(t.text, mark);
}

static struct test *parse_tests(struct parser *p)
{
	struct test *first = NULL, **tail = &first;

	while (!p->failed && is_mark(p, "[")) {
		struct test *t = make(p, sizeof *t);

		next(p);
		if (!t)
			break;
		t->expr = parse_or(p);
		expect(p, "]");
		*tail = t;
		tail = &t->next;
	}
	return first;
}

static enum axis take_axis(struct parser *p)
{
	static const struct {
		const char *name;
		enum axis axis;
	} axes[] = {{"child", AXIS_CHILD}, {"parent", AXIS_PARENT}, {"self", AXIS_SELF}, {"attribute", AXIS_ATTRIBUTE},
		{"descendant", AXIS_DESCENDANT}, {"descendant-or-self", AXIS_DESCENDANT_OR_SELF}, {"ancestor", AXIS_ANCESTOR},
		{"ancestor-or-self", AXIS_ANCESTOR_OR_SELF}, {"following-sibling", AXIS_FOLLOWING_SIBLING},
		{"preceding-sibling", AXIS_PRECEDING_SIBLING}};

	if (is_mark(p, "@")) {
		next(p);
		return AXIS_ATTRIBUTE;
	}
	if (p->now.kind != TOKEN_NAME || !then_mark(p, "::"))
		return AXIS_CHILD;
	for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
		if (str_is(p->now.text, axes[i].name)) {
			next(p);
			next(p);
			/* Behind "::" a name is a name again. */
			return axes[i].axis;
		}
	}
	fail(p, "the axis %.*s is not supported", (int)p->now.text.n, p->now.text.p);
	return AXIS_CHILD;
}

static const char *local_name(struct parser *p, struct str name)
{
	const char *colon = memchr(name.p, ':', name.n);
	const char *copy;

	if (colon) {
		name.n -= (size_t)(colon + 1 - name.p);
		name.p = colon + 1;
	}
	copy = arena_text(p->how->arena, name.p, name.n);
	if (!copy)
		fail(p, "the form needs more memory than a form may have");
	return copy;
}

static void take_node_test(struct parser *p, struct step *s)
{
	if (p->now.kind == TOKEN_STAR) {
		s->name = "*";
		next(p);
	} else if (p->now.kind == TOKEN_NAME && then_mark(p, "(")) {
		if (!str_is(p->now.text, "node"))
			fail(p, "%.*s() can not stand in a path", (int)p->now.text.n, p->now.text.p);
		next(p);
		next(p);
		expect(p, ")");
	} else if (p->now.kind == TOKEN_NAME) {
		s->name = local_name(p, p->now.text);
		next(p);
	} else {
		fail(p, "a path ends where a name should stand");
	}
}

static struct step *parse_step(struct parser *p)
{
	struct step *s = make(p, sizeof *s);

	if (!s)
		return NULL;
	if (is_mark(p, ".") || is_mark(p, "..")) {
		s->axis = p->now.text.n == 2 ? AXIS_PARENT : AXIS_SELF;
		next(p);
	} else {
		s->axis = take_axis(p);
		take_node_test(p, s);
	}
	s->tests = parse_tests(p);
	return s;
}

/* Steps from here on: a/b//c. */
static struct step *parse_steps(struct parser *p, bool descend)
{
	struct step *first = NULL, **tail = &first;

	for (;;) {
		if (descend && (*tail = make(p, sizeof **tail))) {
			(*tail)->axis = AXIS_DESCENDANT_OR_SELF;
			tail = &(*tail)->next;
		}
		if (p->failed || !(*tail = parse_step(p)))
			return first;
		tail = &(*tail)->next;
		if (!is_mark(p, "/") && !is_mark(p, "//"))
			return first;
		descend = p->now.text.n == 2;
		next(p);
	}
}

static bool starts_step(const struct parser *p)
{
	return p->now.kind == TOKEN_NAME || p->now.kind == TOKEN_STAR || is_mark(p, ".") || is_mark(p, "..") ||
		is_mark(p, "@");
}

static bool take_args(struct parser *p, struct ast *call)
{
	struct ast *args[64];

	next(p);
	while (!p->failed && !is_mark(p, ")")) {
		if (call->n_args == sizeof args / sizeof *args) {
			fail(p, "%s() has more than 64 arguments", call->function->name);
			return false;
		}
		args[call->n_args++] = parse_or(p);
		if (!is_mark(p, ","))
			break;
		next(p);
		if (is_mark(p, ")"))
			fail(p, "%s() has a comma too many", call->function->name);
	}
	expect(p, ")");
	call->args = p->failed ? NULL : make(p, (call->n_args + 1) * sizeof *args);
	if (call->args)
		memcpy(call->args, args, call->n_args * sizeof *args);
	return call->args != NULL;
}

static void compile_regex(struct parser *p, struct ast *call)
{
	const struct ast *pattern = call->n_args == 2 ? call->args[1] : NULL;

	if (strcmp(call->function->name, "regex") || !pattern || pattern->kind != AST_TEXT || !p->how->keep_regex)
		return;
	call->regex = regex_new(pattern->text);
	if (!call->regex)
		fail(p, "the regular expression %.*s is not valid", (int)(pattern->text.n > 80 ? 80 : pattern->text.n),
			pattern->text.p);
	else if (!p->how->keep_regex(p->how->me, call->regex))
		fail(p, "the form needs more memory than a form may have");
}

static struct ast *parse_call(struct parser *p)
{
	const struct function *f = function_find(p->now.text);
	struct ast *call = node_of(p, AST_CALL, NULL, NULL);

	if (!f)
		fail(p, "the function %.*s() is not supported", (int)(p->now.text.n > 60 ? 60 : p->now.text.n), p->now.text.p);
	if (!f || !call)
		return NULL;
	call->function = f;
	next(p);
	if (!take_args(p, call))
		return NULL;
	if ((int)call->n_args < f->least || (f->most >= 0 && (int)call->n_args > f->most))
		fail(p, "%s() can not have %zu argument%s", f->name, call->n_args, call->n_args == 1 ? "" : "s");
	else
		compile_regex(p, call);
	return call;
}

/* What a path may begin with, if it is no step. */
static struct ast *parse_primary(struct parser *p)
{
	struct ast *a;

	if (is_mark(p, "(")) {
		next(p);
		a = parse_or(p);
		expect(p, ")");
		return a;
	}
	if (p->now.kind == TOKEN_NUMBER) {
		if ((a = node_of(p, AST_NUMBER, NULL, NULL)))
			a->number = number_parse(p->now.text);
		next(p);
		return a;
	}
	if (p->now.kind == TOKEN_TEXT) {
		if ((a = node_of(p, AST_TEXT, NULL, NULL)))
			a->text = p->now.text;
		next(p);
		return a;
	}
	if (p->now.kind == TOKEN_NAME && then_mark(p, "(") && !str_is(p->now.text, "node"))
		return parse_call(p);
	fail(p, p->now.kind == TOKEN_END ? "an expression ends too early" : "\"%.*s\" stands where a value should",
		(int)p->now.text.n, p->now.text.p);
	return NULL;
}

static struct ast *path_from_root(struct parser *p)
{
	struct ast *path = node_of(p, AST_PATH, NULL, NULL);
	bool descend = is_mark(p, "//");

	if (!path)
		return NULL;
	path->absolute = true;
	next(p);
	if (descend || starts_step(p))
		path->steps = parse_steps(p, descend);
	return path;
}

static struct ast *parse_path(struct parser *p)
{
	struct ast *path, *from;
	struct step *whole;

	if (is_mark(p, "/") || is_mark(p, "//"))
		return path_from_root(p);
	if (starts_step(p) && !(p->now.kind == TOKEN_NAME && then_mark(p, "(") && !str_is(p->now.text, "node"))) {
		if ((path = node_of(p, AST_PATH, NULL, NULL)))
			path->steps = parse_steps(p, false);
		return path;
	}
	from = parse_primary(p);
	if (p->failed || (!is_mark(p, "[") && !is_mark(p, "/") && !is_mark(p, "//")))
		return from;
	path = node_of(p, AST_PATH, from, NULL);
	whole = path && is_mark(p, "[") ? make(p, sizeof *whole) : NULL;
	if (!path)
		return NULL;
	if (whole) {
		whole->axis = AXIS_WHOLE_SET;
		whole->tests = parse_tests(p);
		path->steps = whole;
	}
	if (is_mark(p, "/") || is_mark(p, "//")) {
		bool descend = p->now.text.n == 2;

		next(p);
		*(whole ? &whole->next : &path->steps) = parse_steps(p, descend);
	}
	return path;
}

static struct ast *parse_union(struct parser *p)
{
	struct ast *a = parse_path(p);

	while (!p->failed && is_operator(p, "|")) {
		next(p);
		if (++p->operators > XPATH_MAX_OPERATORS)
			fail(p, "an expression has more than %d operators", XPATH_MAX_OPERATORS);
		a = node_of(p, AST_UNION, a, parse_path(p));
	}
	return a;
}

static struct ast *parse_unary(struct parser *p)
{
	size_t minus = 0;
	struct ast *a;

	for (; !p->failed && is_operator(p, "-"); next(p))
		minus++;
	a = parse_union(p);
	/* Two of them still make a number out of a text. */
	for (minus = minus > 2 ? 2 - minus % 2 : minus; minus; minus--)
		a = node_of(p, AST_NEGATE, a, NULL);
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
		next(p);
		if (++p->operators > XPATH_MAX_OPERATORS)
			fail(p, "an expression has more than %d operators", XPATH_MAX_OPERATORS);
		a = node_of(p, l->kinds[i], a, parse_level(p, level + 1));
	}
	return a;
}

static struct ast *parse_or(struct parser *p)
{
	struct ast *a = NULL;

	if (++p->depth > XPATH_MAX_DEPTH)
		fail(p, "an expression is nested more than %d deep", XPATH_MAX_DEPTH);
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
		fail(&p, "an expression is longer than %d bytes", XPATH_MAX_BYTES);
		return NULL;
	}
	next(&p);
	a = p.failed ? NULL : parse_or(&p);
	if (!p.failed && p.now.kind != TOKEN_END)
		fail(&p, "\"%.*s\" is more than an expression can hold", (int)(p.now.text.n > 40 ? 40 : p.now.text.n),
			p.now.text.p);
	return p.failed ? NULL : a;
}
