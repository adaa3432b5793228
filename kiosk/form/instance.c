#include "form/instance.h"

#include <errno.h>
#include <string.h>

#include "form/session_parts.h"

/* ---- JSON ------------------------------------------------------------------------------- */

static void json_text(struct buf *out, struct str s)
{
	buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c < ' ')
			buf_printf(out, "\\u%04x", c);
		else
			buf_char(out, (char)c);
	}
	buf_char(out, '"');
}

/* Something that a person could have answered: a question, but no note. */
static bool is_asked(const struct node *n)
{
	for (const struct control *c = n->def->control; c; c = c->also) {
		const struct expr *readonly = n->def->readonly;

		if (!readonly || !str_is(str_trim(str_of(readonly->text)), "true()"))
			return true;
	}
	return false;
}

struct part {
	const char *group; /* NULL: all */
	bool inside;
};

static bool is_of(const struct part *p, const char *ref)
{
	size_t n = p->group ? strlen(p->group) : 0;

	return !p->group || (strncmp(ref, p->group, n) == 0 && ref[n] == '/') == p->inside;
}

static void json_node(struct buf *out, const struct session *s, const struct node *n, const struct part *p, bool *first)
{
	struct str value = n->value;
	char end[DATE_ROOM];
	struct buf where;

	if (n->hidden)
		return;
	if (event_end(s, n, end))
		value = str_of(end);
	if (!n->first && (value.n || is_asked(n))) {
		buf_init(&where, 4096);
		(void)tree_ref(&where, n);
		if (is_of(p, buf_str(&where))) {
			buf_text(out, *first ? "" : ",");
			*first = false;
			json_text(out, (struct str){buf_str(&where), where.len});
			buf_char(out, ':');
			json_text(out, value);
		}
		buf_fini(&where);
	}
	for (const struct node *c = n->first; c; c = c->next)
		json_node(out, s, c, p, first);
}

int instance_json_part(struct buf *out, const struct session *s, const char *group, bool inside)
{
	const struct part part = {group, inside};
	bool first = true;

	buf_char(out, '{');
	json_node(out, s, s->document->first, &part, &first);
	buf_char(out, '}');
	return err_up(buf_done(out));
}

int instance_json(struct buf *out, const struct session *s)
{
	return err_up(instance_json_part(out, s, NULL, true));
}

/* ---- XML ------------------------------------------------------------------------------------ */

static void xml_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '<')
			buf_text(out, "&lt;");
		else if (c == '>')
			buf_text(out, "&gt;");
		else if (c == '&')
			buf_text(out, "&amp;");
		else if (c == '"')
			buf_text(out, "&quot;");
		else if (c == '\n' || c == '\t' || c == '\r')
			buf_printf(out, "&#%d;", c);
		else
			buf_char(out, c);
	}
}

/* What the form says to engines is no part of the record. */
static bool leaves(const struct attr *a)
{
	return a->ns != NS_JR && a->ns != NS_LOKET;
}

static bool uses_prefix(const struct node *n, struct str prefix)
{
	const char *colon = strchr(n->qname, ':');

	if (colon && str_equal((struct str){n->qname, (size_t)(colon - n->qname)}, prefix))
		return true;
	for (const struct attr *a = n->attrs; a; a = a->next) {
		colon = strchr(a->qname, ':');
		if (colon && str_equal((struct str){a->qname, (size_t)(colon - a->qname)}, prefix) && leaves(a))
			return true;
	}
	for (const struct node *c = n->first; c; c = c->next) {
		if (c->name && uses_prefix(c, prefix))
			return true;
	}
	return false;
}

/* On the outermost element: the prefixes that stand below it. */
static void xml_prefixes(struct buf *out, const struct session *s)
{
	for (const struct xml_prefix *p = s->form->xml.prefixes; p; p = p->next) {
		const struct xml_prefix *later = s->form->xml.prefixes;

		while (later != p && strcmp(later->prefix, p->prefix))
			later = later->next;
		if (later != p || !*p->prefix || !uses_prefix(s->document->first, str_of(p->prefix)))
			continue;
		buf_printf(out, " xmlns:%s=\"", p->prefix);
		xml_text(out, str_of(p->uri));
		buf_char(out, '"');
	}
}

static void xml_attribute(struct buf *out, struct session *s, const struct node *n, const struct attr *a)
{
	size_t mark = arena_mark(s->scratch);
	struct str value = str_of(a->value);
	struct eval ev;

	for (const struct attribute_bind *b = n->def->attributes; b; b = b->next) {
		if (strcmp(b->name, a->name) == 0 && b->calculate)
			value = value_to_text(&ev, xpath_eval(&ev, &s->xpath, b->calculate->ast, n, a));
	}
	buf_printf(out, " %s=\"", a->qname);
	xml_text(out, value);
	buf_char(out, '"');
	arena_rewind(s->scratch, mark);
}

static void xml_node(struct buf *out, struct session *s, const struct node *n)
{
	struct str value = n->value;
	char end[DATE_ROOM];

	if (n->hidden)
		return;
	if (event_end(s, n, end))
		value = str_of(end);
	buf_printf(out, "<%s", n->qname);
	if (n->parent == s->document)
		xml_prefixes(out, s);
	for (const struct attr *a = n->attrs; a; a = a->next) {
		if (leaves(a))
			xml_attribute(out, s, n, a);
	}
	if (!n->first && !value.n) {
		buf_text(out, "/>");
		return;
	}
	buf_char(out, '>');
	xml_text(out, n->first ? (struct str){"", 0} : value);
	for (const struct node *c = n->first; c; c = c->next)
		xml_node(out, s, c);
	buf_printf(out, "</%s>", n->qname);
}

int instance_xml(struct buf *out, struct session *s)
{
	xml_node(out, s, s->document->first);
	return err_up(buf_done(out));
}
