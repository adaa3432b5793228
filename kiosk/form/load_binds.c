#include "form/load.h"

#include "sys/text.h"

static enum answer_type type_of(const char *name)
{
	static const struct {
		const char *name;
		enum answer_type type;
	} types[] = {{"int", ANSWER_INT}, {"integer", ANSWER_INT}, {"decimal", ANSWER_DECIMAL},
	        {"boolean", ANSWER_BOOLEAN}, {"date", ANSWER_DATE}, {"time", ANSWER_TIME},
	        {"dateTime", ANSWER_DATETIME}, {"geopoint", ANSWER_GEOPOINT}, {"geotrace", ANSWER_GEOTRACE},
	        {"geoshape", ANSWER_GEOSHAPE}, {"binary", ANSWER_BINARY}, {"barcode", ANSWER_BARCODE},
	        {"intent", ANSWER_INTENT}};
	const char *colon = strchr(name, ':');

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (strcmp(colon ? colon + 1 : name, types[i].name) == 0)
			return types[i].type;
	}
	return ANSWER_TEXT;
}

static const struct expr *expr_of(struct load *l, const struct node *bind, const char *name)
{
	const char *text = node_get(bind, name);

	return text && str_trim(str_of(text)).n ? load_expr(l, text, node_attr_line(bind, NS_NONE, name), name) : NULL;
}

static void take_ours(struct load *l, struct def *d, const struct node *bind)
{
	const char *purpose = node_attr(bind, NS_LOKET, "purpose"), *max = node_attr(bind, NS_LOKET, "max");
	const char *receiver = node_attr(bind, NS_LOKET, "receiver");
	int64_t points;

	if (purpose)
		load_message(l, &d->purpose, purpose, node_attr_line(bind, NS_LOKET, "purpose"));
	if (receiver)
		load_message(l, &d->receiver, receiver, node_attr_line(bind, NS_LOKET, "receiver"));
	d->legal_basis = node_attr(bind, NS_LOKET, "legal_basis");
	d->sensitivity = node_attr(bind, NS_LOKET, "class");
	d->retention = node_attr(bind, NS_LOKET, "retention");
	if (d->sensitivity &&
	        (d->sensitivity[0] != 'K' || d->sensitivity[1] < '0' || d->sensitivity[1] > '4' || d->sensitivity[2]))
		load_error(l, node_attr_line(bind, NS_LOKET, "class"),
		        "loket:class is \"%s\"; it must be K0, K1, K2, K3 or K4", d->sensitivity);
	if (max && !text_i64(max, 1, 65536, &points))
		load_error(l, node_attr_line(bind, NS_LOKET, "max"),
		        "loket:max is \"%s\"; it must be a number from 1 to 65536", max);
	else if (max)
		d->max_points = (size_t)points;
	load_acts(l, d, bind);
}

static void take_bind(struct load *l, struct def *d, const struct node *bind)
{
	const char *message = node_attr(bind, NS_JR, "constraintMsg"),
	           *required = node_attr(bind, NS_JR, "requiredMsg");

	if (d->bound)
		load_warning(l, bind->line, "%s has a second bind; where they differ, this one counts: make them one",
		        d->path);
	d->bound = true;
	d->line = bind->line;
	if (node_get(bind, "type"))
		d->type = type_of(node_get(bind, "type"));
	d->relevant = expr_of(l, bind, "relevant");
	d->required = expr_of(l, bind, "required");
	d->readonly = expr_of(l, bind, "readonly");
	d->constraint = expr_of(l, bind, "constraint");
	d->calculate = expr_of(l, bind, "calculate");
	if (message)
		load_message(l, &d->constraint_message, message, node_attr_line(bind, NS_JR, "constraintMsg"));
	if (required)
		load_message(l, &d->required_message, required, node_attr_line(bind, NS_JR, "requiredMsg"));
	d->preload = node_attr(bind, NS_JR, "preload");
	d->preload_params = node_attr(bind, NS_JR, "preloadParams");
	take_ours(l, d, bind);
}

static void take_attribute(struct load *l, struct def *d, const char *name, const struct node *bind)
{
	struct attribute_bind *a = load_alloc(l, sizeof *a);

	if (!a)
		return;
	a->name = name;
	a->calculate = expr_of(l, bind, "calculate");
	a->next = d->attributes;
	d->attributes = a;
}

void load_binds(struct load *l, const struct node *model)
{
	for (const struct node *b = node_first(model); b && !l->full; b = node_next(b)) {
		const char *path = node_get(b, "nodeset"), *attribute;
		struct def *d;

		if (!node_named(b, NS_XFORMS, "bind"))
			continue;
		if (!path)
			path = node_get(b, "ref");
		if (!path) {
			load_error(l, b->line, "a bind does not say its nodeset");
			continue;
		}
		d = load_path(l, NULL, path, &attribute);
		if (!d)
			load_warning(l, b->line,
			        "a bind is about %s, which is not in the primary instance; mend its spelling or remove it",
			        path);
		else if (attribute)
			take_attribute(l, d, attribute, b);
		else
			take_bind(l, d, b);
	}
}

/* ---- actions -------------------------------------------------------------------- */

static unsigned events_of(struct load *l, const struct node *n)
{
	const char *event = node_attr(n, NS_EVENTS, "event") ? node_attr(n, NS_EVENTS, "event") : node_get(n, "event");
	struct str rest = str_of(event), word;
	unsigned events = 0;
	bool none = true;

	while (str_word(&rest, &word)) {
		none = false;
		if (str_is(word, "odk-instance-first-load") || str_is(word, "xforms-ready") ||
		        str_is(word, "odk-instance-load"))
			events |= EVENT_FIRST_LOAD;
		else if (str_is(word, "odk-new-repeat"))
			events |= EVENT_NEW_REPEAT;
		else if (str_is(word, "xforms-value-changed"))
			events |= EVENT_VALUE_CHANGED;
		else
			load_error(l, n->line,
			        "the event %.*s is not supported; use odk-instance-first-load, odk-new-repeat or xforms-value-changed",
			        (int)word.n, word.p);
	}
	if (none)
		load_error(l, n->line, "<%s> does not say its event", n->qname);
	return events;
}

static void load_setvalue(struct load *l, const struct node *n, const struct def *context)
{
	const char *ref = node_get(n, "ref"), *value = node_get(n, "value");
	struct action *a, **tail;

	if (++l->n_actions > FORM_MAX_ACTIONS) {
		if (l->n_actions == FORM_MAX_ACTIONS + 1)
			load_error(l, n->line, "the form has more than %d actions", FORM_MAX_ACTIONS);
		return;
	}
	a = load_alloc(l, sizeof *a);
	if (!a)
		return;
	a->line = n->line;
	a->events = events_of(l, n);
	a->source = context;
	a->target = ref ? load_path(l, context, ref, NULL) : NULL;
	if (!a->target)
		load_error(l, n->line,
		        "a setvalue is about %s, which is not in the primary instance; mend its spelling",
		        ref ? ref : "nothing");
	if (value && *value)
		a->value = load_expr(l, value, node_attr_line(n, NS_NONE, "value"), "setvalue");
	a->text = n->value;
	for (tail = &l->form->actions; *tail; tail = &(*tail)->next)
		;
	*tail = a;
}

void load_actions(struct load *l, const struct node *under, const struct def *context)
{
	for (const struct node *n = node_first(under); n && !l->full; n = node_next(n)) {
		if (node_named(n, NS_XFORMS, "setvalue"))
			load_setvalue(l, n, context);
		else if (node_named(n, NS_XFORMS, "action"))
			load_actions(l, n, context);
		else if (n->ns == NS_ODK && (!strcmp(n->name, "setgeopoint") || !strcmp(n->name, "recordaudio")))
			load_error(l, n->line, "<%s> is not supported", n->qname);
	}
}
