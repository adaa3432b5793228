#include "form/session_parts.h"

#include <strings.h>

#include "form/xpath_function.h"

enum { MAX_EVENT_DEPTH = 8 };

/* ---- preloads: what the machine knows when the visit begins ---------------------------- */

static struct str property(const struct session *s, const char *params)
{
	static const char *const names[4][4] = {
	        {"deviceid", NULL, NULL, NULL},
	        {"username", "userid", NULL, NULL},
	        {"email", NULL, NULL, NULL},
	        {"phonenumber", "phone number", NULL, NULL},
	};
	const char *const values[4] = {s->env.device_id, s->env.username, s->env.email, s->env.phone};

	for (int i = 0; i < 4; i++) {
		for (int k = 0; k < 4 && names[i][k]; k++) {
			if (strcasecmp(params, names[i][k]) == 0)
				return str_of(values[i]);
		}
	}
	return (struct str){"", 0};
}

static struct str moment(char out[DATE_ROOM], const struct session *s, bool day_only)
{
	struct date d = date_of_ms(s->xpath.now_ms, s->xpath.zone);

	d.has_time = !day_only;
	return (struct str){out, date_format(out, d, s->xpath.zone)};
}

static void preload_uid(struct session *s, struct node *n)
{
	size_t mark = arena_mark(s->scratch);
	struct eval ev = {.env = &s->xpath, .budget = 1000};
	struct focus at = {.item = {n, NULL}, .at = 1, .of = 1};
	struct ast call = {.kind = AST_CALL};
	struct str id = function_find(str_of("uuid"))->run(&ev, &at, &call).text;
	char *text = eval_alloc(&ev, id.n + 6);

	if (text) {
		memcpy(text, "uuid:", 5);
		memcpy(text + 5, id.p, id.n);
		compute_set(s, n, (struct str){text, id.n + 5});
	}
	arena_rewind(s->scratch, mark);
}

void event_preload(struct session *s, struct node *n)
{
	const char *kind = n->def->preload, *params = n->def->preload_params ? n->def->preload_params : "";
	char room[DATE_ROOM];

	if (strcmp(kind, "uid") == 0) {
		if (!n->value.n)
			preload_uid(s, n);
	} else if (strcmp(kind, "timestamp") == 0) {
		/* The end is not known before the answers leave: see event_end. */
		if (strcmp(params, "end"))
			compute_set(s, n, moment(room, s, false));
	} else if (strcmp(kind, "date") == 0) {
		compute_set(s, n, moment(room, s, true));
	} else if (strcmp(kind, "property") == 0) {
		compute_set(s, n, property(s, params));
	}
}

bool event_end(const struct session *s, const struct node *n, char out[DATE_ROOM])
{
	const struct def *d = n->def;

	if (!d->preload || strcmp(d->preload, "timestamp") || !d->preload_params || strcmp(d->preload_params, "end"))
		return false;
	(void)moment(out, s, false);
	return true;
}

/* ---- actions ---------------------------------------------------------------------------- */

struct firing {
	const struct action *action;
};

static void act_on(struct session *s, struct node *target, void *me)
{
	const struct action *a = ((const struct firing *)me)->action;
	size_t mark = arena_mark(s->scratch);
	struct str value = a->text;
	char room[NUMBER_ROOM];
	struct eval ev;

	if (target->first || s->full)
		return;
	s->in_record = true;
	if (a->value)
		value = value_to_text(&ev, session_eval(s, &ev, a->value, target));
	value = compute_fit(target->def, value, room);
	s->in_record = false;
	if (value.n <= SESSION_MAX_VALUE && !str_equal(value, target->value)) {
		compute_set(s, target, value);
		arena_rewind(s->scratch, mark);
		event_fire(s, EVENT_VALUE_CHANGED, target);
		return;
	}
	arena_rewind(s->scratch, mark);
}

static bool concerns(const struct action *a, unsigned event, const struct node *source)
{
	if (!(a->events & event))
		return false;
	if (event == EVENT_FIRST_LOAD)
		return true;
	if (event == EVENT_NEW_REPEAT)
		return a->source && a->source->repeat == source->def;
	return a->source == source->def;
}

void event_fire(struct session *s, unsigned event, struct node *source)
{
	if (s->event_depth >= MAX_EVENT_DEPTH)
		return;
	s->event_depth++;
	for (const struct action *a = s->form->actions; a; a = a->next) {
		struct firing firing = {a};

		if (!concerns(a, event, source))
			continue;
		if (event == EVENT_FIRST_LOAD) {
			tree_each(s, a->target, NULL, act_on, &firing);
		} else {
			struct node *target = tree_below(s, source, a->target);

			if (target)
				act_on(s, target, &firing);
		}
	}
	s->event_depth--;
}
