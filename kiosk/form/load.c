#include "form/load.h"

#include <stdarg.h>
#include <stdlib.h>

#include "form/finding_words.h"
#include "form/xpath_regex.h"

void load_error(struct load *l, int line, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	findings_addv(l->findings, true, l->form->file, line, fmt, args);
	va_end(args);
}

void load_warning(struct load *l, int line, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	findings_addv(l->findings, false, l->form->file, line, fmt, args);
	va_end(args);
}

void *load_alloc(struct load *l, size_t n)
{
	void *p = arena_alloc(l->form->arena, n);

	if (!p)
		l->full = true;
	return p;
}

static bool keep_regex(void *me, void *regex)
{
	struct form *f = me;

	if (f->n_regexes == f->regex_room) {
		size_t room = f->regex_room ? 2 * f->regex_room : 16;
		void **bigger = realloc(f->regexes, room * sizeof *bigger);

		if (!bigger) {
			regex_free(regex);
			return false;
		}
		f->regexes = bigger;
		f->regex_room = room;
	}
	f->regexes[f->n_regexes++] = regex;
	return true;
}

const struct expr *load_expr(struct load *l, const char *text, int line, const char *what)
{
	struct xpath_parse how = {
	        .arena = l->form->arena, .dutch = l->findings->dutch, .keep_regex = keep_regex, .me = l->form};
	struct xpath_error error;
	struct expr *e;

	e = load_alloc(l, sizeof *e);
	if (!e)
		return NULL;
	e->ast = xpath_parse(&how, str_of(text), &error);
	if (!e->ast) {
		load_error(l, line, "%s: %s", finding_words(l->findings->dutch, what), error.why);
		return NULL;
	}
	e->text = text;
	e->line = line;
	e->next = l->form->exprs;
	l->form->exprs = e;
	return e;
}

struct def *def_child(const struct def *d, struct str name)
{
	for (struct def *c = d->first; c; c = c->next) {
		if (str_is(name, c->name))
			return c;
	}
	return NULL;
}

bool def_is_around(const struct def *outer, const struct def *inner)
{
	while (inner && inner != outer)
		inner = inner->parent;
	return inner != NULL;
}

static struct def *step_to(const struct load *l, struct def *at, bool *from_root, struct str step)
{
	const char *colon = memchr(step.p, ':', step.n);

	if (colon)
		step = (struct str){colon + 1, step.n - (size_t)(colon + 1 - step.p)};
	if (str_is(step, ".") || str_is(step, "current()"))
		return at;
	if (str_is(step, ".."))
		return at ? at->parent : NULL;
	if (*from_root) {
		*from_root = false;
		return str_is(step, l->form->root->name) ? l->form->root : NULL;
	}
	return at ? def_child(at, step) : NULL;
}

struct def *load_path(const struct load *l, const struct def *context, const char *path, const char **attribute)
{
	struct str rest = str_trim(str_of(path));
	bool from_root = rest.n && rest.p[0] == '/';
	struct def *at = from_root ? NULL : context ? l->form->defs[context->index] : l->form->root;

	if (attribute)
		*attribute = NULL;
	rest.p += from_root;
	rest.n -= from_root;
	do {
		size_t n = str_find(rest, (struct str){"/", 1});
		struct str step = str_trim((struct str){rest.p, n});

		if (step.n && step.p[0] == '@') {
			if (!attribute || n < rest.n)
				return NULL;
			*attribute = arena_text(l->form->arena, step.p + 1, step.n - 1);
			return *attribute ? at : NULL;
		}
		at = step_to(l, at, &from_root, step);
		rest.p += n + (n < rest.n);
		rest.n -= n + (n < rest.n);
	} while (at && rest.n);
	return at;
}
