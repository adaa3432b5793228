#include "form/load.h"

/* Texts are found by their id in a table of slots. */
static size_t slot_of(struct str id)
{
	uint32_t h = 2166136261;

	for (size_t i = 0; i < id.n; i++)
		h = (h ^ (uint8_t)id.p[i]) * 16777619;
	return h % ITEXT_SLOTS;
}

struct itext *form_itext(const struct form *f, struct str id)
{
	struct itext *t = f->itexts[slot_of(id)];

	while (t && !str_is(id, t->id))
		t = t->next;
	return t;
}

static struct itext *itext_of(struct load *l, const char *id, int line)
{
	struct form *f = l->form;
	struct itext *t = form_itext(f, str_of(id)), **slot = &f->itexts[slot_of(str_of(id))];

	if (t)
		return t;
	t = load_alloc(l, sizeof *t + f->n_languages * sizeof *t->values);
	if (!t)
		return NULL;
	t->id = id;
	t->line = line;
	t->next = *slot;
	*slot = t;
	return t;
}

static enum text_form form_of(struct load *l, const struct node *value)
{
	static const char *const names[TEXT_FORMS] = {
	        "long", "short", "guidance", "image", "big-image", "audio", "video"};
	const char *form = node_get(value, "form");

	for (int i = 0; form && i < TEXT_FORMS; i++) {
		if (strcmp(form, names[i]) == 0)
			return (enum text_form)i;
	}
	if (form && *form && strcmp(form, "plain"))
		load_warning(l, value->line, "the form \"%s\" of a text is not known; it is not shown", form);
	return form && *form && strcmp(form, "plain") ? TEXT_FORMS : TEXT_LONG;
}

static void load_text(struct load *l, const struct node *text, size_t language)
{
	const char *id = node_get(text, "id");
	struct itext *t = id ? itext_of(l, id, text->line) : NULL;

	if (!id)
		load_error(l, text->line, "a text has no id");
	for (const struct node *v = t ? node_first(text) : NULL; v; v = node_next(v)) {
		struct itext_value *value = node_named(v, NS_XFORMS, "value") ? load_alloc(l, sizeof *value) : NULL;

		if (!value)
			continue;
		value->form = form_of(l, v);
		value->line = v->line;
		value->pieces = load_pieces(l, v);
		value->next = t->values[language];
		t->values[language] = value;
	}
}

/* "Nederlands (nl)" holds the tag nl; so does "nl" itself. */
static const char *tag_of(struct load *l, const char *name)
{
	const char *open = strrchr(name, '('), *close = open ? strchr(open, ')') : NULL;
	struct str tag = open && close ? (struct str){open + 1, (size_t)(close - open - 1)} : str_of(name);
	size_t first = 0;

	while (first < tag.n && ((tag.p[first] | 32) >= 'a' && (tag.p[first] | 32) <= 'z'))
		first++;
	if ((first != 2 && first != 3) || (first < tag.n && tag.p[first] != '-'))
		return "";
	name = arena_text(l->form->arena, tag.p, tag.n);
	l->full = l->full || !name;
	return name ? name : "";
}

static bool load_languages(struct load *l, const struct node *itext)
{
	const char **names, **tags;
	int *lines;
	size_t n = 0;

	for (const struct node *t = node_first(itext); t; t = node_next(t))
		n += node_named(t, NS_XFORMS, "translation");
	names = load_alloc(l, (n + 1) * sizeof *names);
	tags = load_alloc(l, (n + 1) * sizeof *tags);
	lines = load_alloc(l, (n + 1) * sizeof *lines);
	if (!names || !tags || !lines)
		return false;
	n = 0;
	for (const struct node *t = node_first(itext); t; t = node_next(t)) {
		if (!node_named(t, NS_XFORMS, "translation"))
			continue;
		names[n] = node_get(t, "lang");
		lines[n] = node_attr_line(t, NS_NONE, "lang");
		if (!names[n]) {
			load_error(l, t->line, "a translation does not say its language (lang)");
			names[n] = "";
		}
		tags[n] = tag_of(l, names[n]);
		if (l->form->language < 0 && node_get(t, "default") && strcmp(node_get(t, "default"), "false()"))
			l->form->language = (int)n;
		n++;
	}
	l->form->languages = names;
	l->form->tags = tags;
	l->form->n_languages = n;
	l->form->language_lines = lines;
	if (l->form->language < 0 && n)
		l->form->language = 0;
	return true;
}

void load_itext(struct load *l, const struct node *model)
{
	const struct node *itext = node_child(model, NS_XFORMS, "itext");
	size_t language = 0;

	if (!itext || !load_languages(l, itext))
		return;
	for (const struct node *t = node_first(itext); t; t = node_next(t)) {
		if (!node_named(t, NS_XFORMS, "translation"))
			continue;
		for (const struct node *x = node_first(t); x && !l->full; x = node_next(x)) {
			if (node_named(x, NS_XFORMS, "text"))
				load_text(l, x, language);
		}
		language++;
	}
}
