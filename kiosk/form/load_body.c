#include "form/load.h"

#include "form/number.h"

static const struct {
	const char *word;
	unsigned look;
} looks[] = {
        {"multiline", LOOK_MULTILINE},
        {"numbers", LOOK_NUMBERS},
        {"masked", LOOK_MASKED},
        {"minimal", LOOK_MINIMAL},
        {"search", LOOK_SEARCH},
        {"autocomplete", LOOK_SEARCH},
        {"columns", LOOK_COLUMNS},
        {"horizontal", LOOK_COLUMNS},
        {"columns-pack", LOOK_COLUMNS | LOOK_PACK},
        {"horizontal-compact", LOOK_COLUMNS | LOOK_PACK},
        {"likert", LOOK_LIKERT},
        {"quick", LOOK_QUICK},
        {"month-year", LOOK_MONTH_YEAR},
        {"year", LOOK_YEAR},
        {"thousands-sep", LOOK_THOUSANDS},
        {"field-list", LOOK_FIELD_LIST},
        {"signature", LOOK_SIGNATURE},
};

/* columns-3; more than ten of them nobody can read. */
static void take_columns(struct control *c, struct str number)
{
	double n = number_parse(number);

	if (n >= 1) {
		c->looks |= LOOK_COLUMNS;
		c->columns = n > 10 ? 10 : (int)n;
	}
}

static void take_looks(struct control *c)
{
	struct str rest = str_of(c->appearance), word;

	while (str_word(&rest, &word)) {
		for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
			if (str_is(word, looks[i].word))
				c->looks |= looks[i].look;
		}
		if (word.n > 8 && memcmp(word.p, "columns-", 8) == 0)
			take_columns(c, (struct str){word.p + 8, word.n - 8});
	}
}

static void load_option(struct load *l, const struct option ***tail, const struct node *item)
{
	const struct node *value = node_child(item, NS_XFORMS, "value"), *label = node_child(item, NS_XFORMS, "label");
	struct option *o = load_alloc(l, sizeof *o);
	struct str name;

	if (!o)
		return;
	name = value ? str_trim(value->value) : (struct str){"", 0};
	if (!value)
		load_error(l, item->line, "a choice has no value");
	o->line = item->line;
	o->name = arena_text(l->form->arena, name.p, name.n);
	l->full = l->full || !o->name;
	if (label)
		load_words(l, &o->label, label);
	**tail = o;
	*tail = &o->next;
}

static void load_itemset(struct load *l, struct list *list, const struct node *set)
{
	const struct node *value = node_child(set, NS_XFORMS, "value"), *label = node_child(set, NS_XFORMS, "label");
	const char *nodeset = node_get(set, "nodeset");

	if (!nodeset || !value || !node_get(value, "ref")) {
		load_error(l, set->line, "an itemset has no nodeset or no value");
		return;
	}
	list->nodeset = load_expr(l, nodeset, node_attr_line(set, NS_NONE, "nodeset"), "itemset");
	list->value = load_expr(l, node_get(value, "ref"), value->line, "value of an itemset");
	if (label)
		load_words(l, &list->label, label);
}

static struct list *load_choices(struct load *l, const struct node *control)
{
	struct list *list = load_alloc(l, sizeof *list);
	const struct option **tail;

	if (!list)
		return NULL;
	list->line = control->line;
	tail = &list->options;
	for (const struct node *n = node_first(control); n && !l->full; n = node_next(n)) {
		if (node_named(n, NS_XFORMS, "item"))
			load_option(l, &tail, n);
		else if (node_named(n, NS_XFORMS, "itemset"))
			load_itemset(l, list, n);
		else if (node_named(n, NS_XFORMS, "choices"))
			load_error(l, n->line, "choices in groups (<choices>) are not supported");
	}
	if (!list->options && !list->nodeset && !node_get(control, "query"))
		load_warning(l, control->line, "a question has no choices; write them");
	if (node_get(control, "query"))
		load_error(l, control->line, "an external itemset (query) is not supported");
	return list;
}

static const struct control_name {
	enum ns ns;
	const char *name;
	enum control_kind kind;
	enum question_kind question;
	bool choices;
} names[] = {
        {NS_XFORMS, "input", CONTROL_QUESTION, QUESTION_INPUT, false},
        {NS_XFORMS, "secret", CONTROL_QUESTION, QUESTION_INPUT, false},
        {NS_XFORMS, "textarea", CONTROL_QUESTION, QUESTION_INPUT, false},
        {NS_XFORMS, "select1", CONTROL_QUESTION, QUESTION_SELECT1, true},
        {NS_XFORMS, "select", CONTROL_QUESTION, QUESTION_SELECT, true},
        {NS_ODK, "rank", CONTROL_QUESTION, QUESTION_RANK, true},
        {NS_XFORMS, "trigger", CONTROL_QUESTION, QUESTION_TRIGGER, false},
        {NS_XFORMS, "range", CONTROL_QUESTION, QUESTION_RANGE, false},
        {NS_XFORMS, "upload", CONTROL_QUESTION, QUESTION_UPLOAD, false},
        {NS_XFORMS, "group", CONTROL_GROUP, QUESTION_NOTE, false},
        {NS_XFORMS, "repeat", CONTROL_REPEAT, QUESTION_NOTE, false},
};

static const struct control_name *name_of(const struct node *n)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (node_named(n, names[i].ns, names[i].name))
			return &names[i];
	}
	return NULL;
}

static const struct def *nearest_def(const struct control *c)
{
	while (c && !c->def)
		c = c->parent;
	return c ? c->def : NULL;
}

/* bind="id" instead of a path: old, but still met. */
static const char *path_of_bind(const struct node *control, const char *id)
{
	const struct node *model = control;

	while (model->parent && model->parent->name[0])
		model = model->parent;
	model = node_child(model, NS_XHTML, "head");
	model = model ? node_child(model, NS_XFORMS, "model") : NULL;
	for (const struct node *b = model ? node_first(model) : NULL; b; b = node_next(b)) {
		if (node_named(b, NS_XFORMS, "bind") && node_get(b, "id") && strcmp(node_get(b, "id"), id) == 0)
			return node_get(b, "nodeset");
	}
	return NULL;
}

static void take_node(struct load *l, struct control *c, const struct node *n, const struct def *around)
{
	const char *ref = node_get(n, c->kind == CONTROL_REPEAT ? "nodeset" : "ref");

	if (!ref)
		ref = node_get(n, "ref");
	if (!ref && node_get(n, "bind"))
		ref = path_of_bind(n, node_get(n, "bind"));
	if (!ref && c->kind != CONTROL_GROUP)
		load_error(l, n->line, "<%s> does not say which node it is about", n->qname);
	if (!ref)
		return;
	c->def = load_path(l, around, ref, NULL);
	if (!c->def)
		load_error(l, n->line, "<%s> is about %s, which is not in the primary instance; mend its spelling",
		        n->qname, ref);
}

static void take_repeat(struct load *l, struct control *c, const struct node *n)
{
	const char *count = node_attr(n, NS_JR, "count"), *fixed = node_attr(n, NS_JR, "noAddRemove");
	struct def *d;

	if (!c->def)
		return;
	d = l->form->defs[c->def->index];
	if (d == l->form->root) {
		load_error(l, n->line, "the outermost node can not be repeated");
		return;
	}
	d->is_repeat = true;
	d->count = count ? load_expr(l, count, node_attr_line(n, NS_JR, "count"), "jr:count") : NULL;
	d->fixed = count || (fixed && strncmp(fixed, "true", 4) == 0);
}

static void take_question(struct load *l, struct control *c, const struct node *n)
{
	struct control **tail;

	c->range_start = node_get(n, "start") ? node_get(n, "start") : "";
	c->range_end = node_get(n, "end") ? node_get(n, "end") : "";
	c->range_step = node_get(n, "step") ? node_get(n, "step") : "";
	if (c->question == QUESTION_RANGE && (!*c->range_start || !*c->range_end || !*c->range_step))
		load_error(l, n->line, "a range needs start, end and step");
	if (strcmp(n->name, "secret") == 0)
		c->looks |= LOOK_MASKED;
	if (strcmp(n->name, "textarea") == 0)
		c->looks |= LOOK_MULTILINE;
	if (!c->def)
		return;
	if (c->def->first)
		load_error(l, n->line, "<%s> is about %s, which holds other nodes", n->qname, c->def->path);
	for (tail = &l->form->defs[c->def->index]->control; *tail; tail = &(*tail)->also)
		;
	*tail = c;
}

static void load_control(struct load *l, struct control *parent, const struct node *n)
{
	const struct control_name *name = name_of(n);
	const struct node *label, *hint;
	struct control *c;

	if (!name) {
		/* Whatever asks about a node is a question, also in a namespace that is not ours: it must not go by unseen. */
		if (n->ns == NS_XFORMS || n->ns == NS_ODK || node_get(n, "ref") || node_get(n, "nodeset")) {
			if (!node_named(n, NS_XFORMS, "label") && !node_named(n, NS_XFORMS, "hint") &&
			        !node_named(n, NS_XFORMS, "setvalue") && !node_named(n, NS_XFORMS, "action"))
				load_error(l, n->line, "<%s> is not supported; use a control that FORMAT.md names",
				        n->qname);
		}
		return;
	}
	if (++l->n_controls > FORM_MAX_CONTROLS) {
		if (l->n_controls == FORM_MAX_CONTROLS + 1)
			load_error(l, n->line, "the form has more than %d controls", FORM_MAX_CONTROLS);
		return;
	}
	c = load_alloc(l, sizeof *c);
	if (!c)
		return;
	c->kind = name->kind;
	c->question = name->question;
	c->line = n->line;
	c->parent = parent;
	c->appearance = node_get(n, "appearance") ? node_get(n, "appearance") : "";
	if (parent->last)
		parent->last->next = c;
	else
		parent->first = c;
	parent->last = c;
	take_looks(c);
	take_node(l, c, n, nearest_def(parent));
	label = node_child(n, NS_XFORMS, "label");
	hint = node_child(n, NS_XFORMS, "hint");
	if (label)
		load_words(l, &c->label, label);
	if (hint)
		load_words(l, &c->hint, hint);
	if (name->choices)
		c->list = load_choices(l, n);
	if (c->kind == CONTROL_QUESTION)
		take_question(l, c, n);
	if (c->kind == CONTROL_REPEAT)
		take_repeat(l, c, n);
	load_actions(l, n, c->def ? c->def : nearest_def(parent));
	for (const struct node *k = node_first(n); k && c->kind != CONTROL_QUESTION && !l->full; k = node_next(k))
		load_control(l, c, k);
}

static void mark_repeats(struct def *d, const struct def *repeat)
{
	d->repeat = d->is_repeat ? d : repeat;
	for (struct def *c = d->first; c; c = c->next)
		mark_repeats(c, d->repeat);
}

void load_body(struct load *l, const struct node *body)
{
	struct control *top = load_alloc(l, sizeof *top);

	if (!top)
		return;
	top->kind = CONTROL_GROUP;
	top->appearance = "";
	l->form->body = top;
	for (const struct node *n = node_first(body); n && !l->full; n = node_next(n))
		load_control(l, top, n);
	mark_repeats(l->form->root, NULL);
}
