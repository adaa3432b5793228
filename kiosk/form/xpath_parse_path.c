#include "form/xpath_parser.h"

#include "form/number.h"
#include "form/xpath_function.h"
#include "form/xpath_regex.h"

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

	while (!p->failed && parser_at_mark(p, "[")) {
		struct test *t = parser_make(p, sizeof *t);

		parser_next(p);
		if (!t)
			break;
		t->expr = parse_or(p);
		parser_expect(p, "]");
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
	        {"descendant", AXIS_DESCENDANT}, {"descendant-or-self", AXIS_DESCENDANT_OR_SELF},
	        {"ancestor", AXIS_ANCESTOR}, {"ancestor-or-self", AXIS_ANCESTOR_OR_SELF},
	        {"following-sibling", AXIS_FOLLOWING_SIBLING}, {"preceding-sibling", AXIS_PRECEDING_SIBLING}};

	if (parser_at_mark(p, "@")) {
		parser_next(p);
		return AXIS_ATTRIBUTE;
	}
	if (p->now.kind != TOKEN_NAME || !then_mark(p, "::"))
		return AXIS_CHILD;
	for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
		if (str_is(p->now.text, axes[i].name)) {
			parser_next(p);
			parser_next(p);
			/* Behind "::" a name is a name again. */
			return axes[i].axis;
		}
	}
	parser_fail(p, "the axis %.*s is not supported", (int)p->now.text.n, p->now.text.p);
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
		parser_fail(p, "the form needs more memory than a form may have");
	return copy;
}

static void take_node_test(struct parser *p, struct step *s)
{
	if (p->now.kind == TOKEN_STAR) {
		s->name = "*";
		parser_next(p);
	} else if (p->now.kind == TOKEN_NAME && then_mark(p, "(")) {
		if (!str_is(p->now.text, "node"))
			parser_fail(p, "%.*s() can not stand in a path", (int)p->now.text.n, p->now.text.p);
		parser_next(p);
		parser_next(p);
		parser_expect(p, ")");
	} else if (p->now.kind == TOKEN_NAME) {
		s->name = local_name(p, p->now.text);
		parser_next(p);
	} else {
		parser_fail(p, "a path ends where a name should stand");
	}
}

static struct step *parse_step(struct parser *p)
{
	struct step *s = parser_make(p, sizeof *s);

	if (!s)
		return NULL;
	if (parser_at_mark(p, ".") || parser_at_mark(p, "..")) {
		s->axis = p->now.text.n == 2 ? AXIS_PARENT : AXIS_SELF;
		parser_next(p);
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
		if (descend && (*tail = parser_make(p, sizeof **tail))) {
			(*tail)->axis = AXIS_DESCENDANT_OR_SELF;
			tail = &(*tail)->next;
		}
		if (p->failed || !(*tail = parse_step(p)))
			return first;
		tail = &(*tail)->next;
		if (!parser_at_mark(p, "/") && !parser_at_mark(p, "//"))
			return first;
		descend = p->now.text.n == 2;
		parser_next(p);
	}
}

static bool starts_step(const struct parser *p)
{
	return p->now.kind == TOKEN_NAME || p->now.kind == TOKEN_STAR || parser_at_mark(p, ".") ||
	       parser_at_mark(p, "..") || parser_at_mark(p, "@");
}

static bool take_args(struct parser *p, struct ast *call)
{
	struct ast *args[64];

	parser_next(p);
	while (!p->failed && !parser_at_mark(p, ")")) {
		if (call->n_args == sizeof args / sizeof *args) {
			parser_fail(p, "%s() has more than 64 arguments", call->function->name);
			return false;
		}
		args[call->n_args++] = parse_or(p);
		if (!parser_at_mark(p, ","))
			break;
		parser_next(p);
		if (parser_at_mark(p, ")"))
			parser_fail(p, "%s() has a comma too many", call->function->name);
	}
	parser_expect(p, ")");
	call->args = p->failed ? NULL : parser_make(p, (call->n_args + 1) * sizeof *args);
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
		parser_fail(p, "the regular expression %.*s is not valid",
		        (int)(pattern->text.n > 80 ? 80 : pattern->text.n), pattern->text.p);
	else if (!p->how->keep_regex(p->how->me, call->regex))
		parser_fail(p, "the form needs more memory than a form may have");
}

static struct ast *parse_call(struct parser *p)
{
	const struct function *f = function_find(p->now.text);
	struct ast *call = parser_node(p, AST_CALL, NULL, NULL);

	if (!f)
		parser_fail(p, "the function %.*s() is not supported; use one that FORMAT.md names",
		        (int)(p->now.text.n > 60 ? 60 : p->now.text.n), p->now.text.p);
	if (!f || !call)
		return NULL;
	call->function = f;
	parser_next(p);
	if (!take_args(p, call))
		return NULL;
	if ((int)call->n_args < f->least || (f->most >= 0 && (int)call->n_args > f->most))
		parser_fail(p, call->n_args == 1 ? "%s() can not have %zu argument" : "%s() can not have %zu arguments",
		        f->name, call->n_args);
	else
		compile_regex(p, call);
	return call;
}

/* What a path may begin with, if it is no step. */
static struct ast *parse_primary(struct parser *p)
{
	struct ast *a;

	if (parser_at_mark(p, "(")) {
		parser_next(p);
		a = parse_or(p);
		parser_expect(p, ")");
		return a;
	}
	if (p->now.kind == TOKEN_NUMBER) {
		if ((a = parser_node(p, AST_NUMBER, NULL, NULL)))
			a->number = number_parse(p->now.text);
		parser_next(p);
		return a;
	}
	if (p->now.kind == TOKEN_TEXT) {
		if ((a = parser_node(p, AST_TEXT, NULL, NULL)))
			a->text = p->now.text;
		parser_next(p);
		return a;
	}
	if (p->now.kind == TOKEN_NAME && then_mark(p, "(") && !str_is(p->now.text, "node"))
		return parse_call(p);
	parser_fail(p,
	        p->now.kind == TOKEN_END ? "an expression ends too early" : "\"%.*s\" stands where a value should",
	        (int)p->now.text.n, p->now.text.p);
	return NULL;
}

static struct ast *path_from_root(struct parser *p)
{
	struct ast *path = parser_node(p, AST_PATH, NULL, NULL);
	bool descend = parser_at_mark(p, "//");

	if (!path)
		return NULL;
	path->absolute = true;
	parser_next(p);
	if (descend || starts_step(p))
		path->steps = parse_steps(p, descend);
	return path;
}

struct ast *parse_path(struct parser *p)
{
	struct ast *path, *from;
	struct step *whole;

	if (parser_at_mark(p, "/") || parser_at_mark(p, "//"))
		return path_from_root(p);
	if (starts_step(p) && !(p->now.kind == TOKEN_NAME && then_mark(p, "(") && !str_is(p->now.text, "node"))) {
		if ((path = parser_node(p, AST_PATH, NULL, NULL)))
			path->steps = parse_steps(p, false);
		return path;
	}
	from = parse_primary(p);
	if (p->failed || (!parser_at_mark(p, "[") && !parser_at_mark(p, "/") && !parser_at_mark(p, "//")))
		return from;
	path = parser_node(p, AST_PATH, from, NULL);
	whole = path && parser_at_mark(p, "[") ? parser_make(p, sizeof *whole) : NULL;
	if (!path)
		return NULL;
	if (whole) {
		whole->axis = AXIS_WHOLE_SET;
		whole->tests = parse_tests(p);
		path->steps = whole;
	}
	if (parser_at_mark(p, "/") || parser_at_mark(p, "//")) {
		bool descend = p->now.text.n == 2;

		parser_next(p);
		*(whole ? &whole->next : &path->steps) = parse_steps(p, descend);
	}
	return path;
}
