#include "form/load.h"

#include "form/xpath_function.h"

/* The text of an element, with the runs between its outputs; NULL = none. */
const struct piece *load_pieces(struct load *l, const struct node *element)
{
	struct piece *first = NULL, **tail = &first, *p;
	const char *value;

	if (!element->first) {
		struct str s = str_trim(element->value);

		if (!s.n || !(p = load_alloc(l, sizeof *p)))
			return NULL;
		p->text = s;
		return p;
	}
	for (const struct node *c = element->first; c; c = c->next) {
		/* Other engines show nothing of such an element either. */
		if (c->name && strcmp(c->name, "output")) {
			load_warning(l, c->line, "<%s> inside a text is not shown, nor are its words", c->qname);
			continue;
		}
		p = load_alloc(l, sizeof *p);
		if (!p)
			break;
		if (!c->name) {
			p->text = c->value;
		} else {
			value = node_get(c, "value") ? node_get(c, "value") : node_get(c, "ref");
			p->output = value ? load_expr(l, value, c->line, "output") : NULL;
			if (!value)
				load_error(l, c->line, "an output has no value");
		}
		*tail = p;
		tail = &p->next;
	}
	return first;
}

static bool literal_itext(const struct expr *e, struct str *id)
{
	const struct ast *a = e->ast;

	if (a->kind != AST_CALL || strcmp(a->function->name, "jr:itext") || a->args[0]->kind != AST_TEXT)
		return false;
	*id = a->args[0]->text;
	return true;
}

static void take_expr(struct load *l, struct words *out, const char *text, int line)
{
	const struct expr *e = load_expr(l, text, line, "text");
	struct expr *inner;
	struct itext *named;
	struct str id;

	if (!e)
		return;
	if (literal_itext(e, &id)) {
		named = form_itext(l->form, id);
		if (!named)
			load_error(l, line, "there is no text with the id \"%.*s\"; write it or mend the spelling",
			        (int)(id.n > 100 ? 100 : id.n), id.p);
		else
			named->used = true;
		out->itext = named;
	} else if (e->ast->kind == AST_CALL && strcmp(e->ast->function->name, "jr:itext") == 0) {
		inner = load_alloc(l, sizeof *inner);
		if (inner) {
			*inner = *e;
			inner->ast = e->ast->args[0];
			out->itext_id = inner;
		}
	} else {
		out->expr = e;
	}
}

void load_words(struct load *l, struct words *out, const struct node *element)
{
	const char *ref = node_get(element, "ref");

	out->line = element->line;
	if (ref)
		take_expr(l, out, ref, element->line);
	else
		out->pieces = load_pieces(l, element);
}

void load_message(struct load *l, struct words *out, const char *text, int line)
{
	struct str s = str_trim(str_of(text));
	struct piece *p;

	out->line = line;
	if (s.n > 9 && memcmp(s.p, "jr:itext(", 9) == 0) {
		take_expr(l, out, text, line);
	} else if (s.n && (p = load_alloc(l, sizeof *p))) {
		p->text = s;
		out->pieces = p;
	}
}
