#include "form/load.h"

/* ---- the primary instance: what nodes there are ------------------------------- */

static struct def *def_new(struct load *l, struct def *parent, const struct node *n)
{
	struct def *d;

	if (++l->n_fields > FORM_MAX_FIELDS) {
		if (l->n_fields == FORM_MAX_FIELDS + 1)
			load_error(l, n->line, "the primary instance has more than %d fields", FORM_MAX_FIELDS);
		return NULL;
	}
	d = load_alloc(l, sizeof *d);
	if (!d)
		return NULL;
	d->name = n->name;
	d->line = n->line;
	d->parent = parent;
	d->template = n;
	d->path = arena_printf(l->form->arena, "%s/%s", parent ? parent->path : "", n->name);
	if (!d->path) {
		l->full = true;
		return NULL;
	}
	if (parent && parent->last)
		parent->last->next = d;
	else if (parent)
		parent->first = d;
	if (parent)
		parent->last = d;
	return d;
}

static bool is_template(const struct node *n)
{
	return node_attr(n, NS_JR, "template") != NULL;
}

/* Namesakes are instances of one def: the template, or else the first, shows what a new one looks like. */
static struct def *load_def(struct load *l, struct def *parent, struct node *n)
{
	struct def *d = parent ? def_child(parent, str_of(n->name)) : NULL;

	if (!d && (d = def_new(l, parent, n)))
		d->single = true;
	else if (d)
		d->single = false;
	if (!d)
		return NULL;
	if (is_template(n) && !is_template(d->template))
		d->template = n;
	n->def = d;
	for (struct node *c = n->first; c && !l->full && l->n_fields <= FORM_MAX_FIELDS; c = c->next) {
		if (c->name)
			(void)load_def(l, d, c);
	}
	return d;
}

static size_t count_defs(const struct def *d)
{
	size_t n = 1;

	for (const struct def *c = d->first; c; c = c->next)
		n += count_defs(c);
	return n;
}

static void list_defs(struct form *f, struct def *d)
{
	d->index = f->n_defs;
	f->defs[f->n_defs++] = d;
	for (struct def *c = d->first; c; c = c->next)
		list_defs(f, c);
}

static void load_primary(struct load *l, const struct node *instance)
{
	struct form *f = l->form;
	const struct node *first = node_first(instance);

	if (!first) {
		load_error(l, instance->line, "the primary instance is empty; write its fields");
		return;
	}
	f->primary = first;
	/* The tree is still ours to complete: nodes learn what they are instances of. */
	f->root = load_def(l, NULL, (struct node *)(uintptr_t)first);
	if (!f->root || l->full || l->n_fields > FORM_MAX_FIELDS) {
		f->root = NULL;
		return;
	}
	f->defs = load_alloc(l, count_defs(f->root) * sizeof *f->defs);
	if (f->defs)
		list_defs(f, f->root);
	else
		f->root = NULL;
}

/* ---- lists beside it ------------------------------------------------------------ */

const struct instance_list *form_list(const struct form *f, struct str id)
{
	for (const struct instance_list *i = f->lists; i; i = i->next) {
		if (str_is(id, i->id))
			return i;
	}
	return NULL;
}

/* jr://file/x.xml, jr://file-csv/x.csv: the name behind the last slash. */
static const struct node *load_source(struct load *l, const struct node *instance, const char *src)
{
	const char *slash = strrchr(src, '/');

	if (strcmp(src, "jr://instance/last-saved") == 0) {
		load_warning(l, instance->line,
		        "last-saved answers are always empty here: nobody sees what the person before them said");
		return instance;
	}
	if (strncmp(src, "jr://file/", 10) && strncmp(src, "jr://file-csv/", 14)) {
		load_error(l, instance->line, "a list from \"%s\" is not supported", src);
		return NULL;
	}
	return load_list(l, slash + 1, instance->line);
}

static void load_secondary(struct load *l, const struct node *instance)
{
	const char *src = node_get(instance, "src");
	struct instance_list *list = load_alloc(l, sizeof *list);

	if (!list)
		return;
	list->id = node_get(instance, "id");
	list->line = instance->line;
	if (!list->id) {
		load_error(l, instance->line, "a list has no id");
		return;
	}
	list->root = src ? load_source(l, instance, src) : instance;
	if (!list->root)
		return;
	list->next = l->form->lists;
	l->form->lists = list;
}

void load_instances(struct load *l, const struct node *model)
{
	bool first = true;

	for (const struct node *n = node_first(model); n && !l->full; n = node_next(n)) {
		if (!node_named(n, NS_XFORMS, "instance"))
			continue;
		if (first)
			load_primary(l, n);
		else
			load_secondary(l, n);
		first = false;
	}
	if (first)
		load_error(l, model->line, "the form has no primary instance");
}
