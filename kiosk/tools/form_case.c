#include "tools/form_case.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <sys/random.h>

#include "form/date.h"
#include "form/instance.h"
#include "form/trace.h"
#include "sys/file.h"
#include "sys/zone.h"

enum { MAX_CASE = 64 << 20, MAX_TRACE = 256 << 20, CEILING = 512 << 20 };

static void real_random(void *me, void *out, size_t n)
{
	(void)me;
	if (getrandom(out, n, 0) != (ssize_t)n)
		memset(out, 0, n);
}

struct session_env form_case_env(const struct zone *zone, int64_t now_ms)
{
	return (struct session_env){
	        .now_ms = now_ms,
	        .zone = zone,
	        .random = real_random,
	        .device_id = "kiosk:0001",
	        .username = "desk",
	        .email = "desk@example.test",
	        .phone = "+31000000",
	        .language = -1,
	        .ceiling = CEILING,
	};
}

bool form_case_time(int64_t *out, const char *text, const struct zone *zone)
{
	struct date d;

	if (!date_parse(&d, str_of(text), zone))
		return false;
	*out = d.ms;
	return true;
}

/* ---- states ------------------------------------------------------------------------------- */

static void put_text(json_t *state, const char *key, const char *text)
{
	if (text)
		(void)json_object_set_new(state, key, json_string(text));
}

static void take_state(void *me, const struct node_state *n)
{
	json_t *state = json_object();

	(void)json_object_set_new(state, "relevant", json_boolean(n->relevant));
	if (n->leaf && n->relevant) {
		json_t *choices = n->choices ? json_array() : NULL;

		(void)json_object_set_new(state, "readonly", json_boolean(n->readonly));
		(void)json_object_set_new(state, "required", json_boolean(n->required));
		put_text(state, "value", n->value);
		(void)json_object_set_new(state, "constraintOk", json_boolean(n->constraint_ok));
		(void)json_object_set_new(state, "requiredOk", json_boolean(n->required_ok));
		put_text(state, "label", n->label);
		put_text(state, "hint", n->hint);
		put_text(state, "message", n->message);
		for (size_t i = 0; n->choices && i < n->n_choices; i++)
			(void)json_array_append_new(
			        choices, json_pack("[ss]", n->choices[i].name, n->choices[i].label));
		if (choices)
			(void)json_object_set_new(state, "choices", choices);
		if (!n->type_ok)
			(void)json_object_set_new(state, "type", json_false());
	}
	(void)json_object_set_new(me, n->ref, state);
}

/* What is in after and differs from before; a key that is gone is null. */
static json_t *difference(const json_t *before, json_t *after, bool deep)
{
	json_t *out = json_object();
	const char *key;
	json_t *value;

	json_object_foreach(after, key, value)
	{
		json_t *old = json_object_get(before, key);

		if (old && json_equal(old, value))
			continue;
		if (deep && old)
			(void)json_object_set_new(out, key, difference(old, value, false));
		else
			(void)json_object_set(out, key, value);
	}
	json_object_foreach((json_t *)(uintptr_t)before, key, value)
	{
		if (!json_object_get(after, key))
			(void)json_object_set_new(out, key, json_null());
	}
	return out;
}

/* ---- steps --------------------------------------------------------------------------------- */

static const char *sentence(int r)
{
	switch (r) {
	case SESSION_UNKNOWN:
		return "there is no such node, repeat, instance or language";
	case SESSION_FIXED:
		return "it is read-only, or the form itself says how many there are";
	case SESSION_CLOSED:
		return "it is not relevant now";
	case SESSION_TOO_LONG:
		return "the value is too long or is no plain text";
	case SESSION_NOT_OFFERED:
		return "the value is not among those offered";
	case SESSION_FULL:
		return "the memory for answers is full";
	}
	return r < 0 ? err_why() : NULL;
}

static int do_step(struct session *s, const json_t *step)
{
	const char *op = json_string_value(json_object_get(step, "op"));
	const char *ref = json_string_value(json_object_get(step, "ref"));
	const char *text;

	if (!op)
		return err_new(EINVAL, "a step has no op");
	if (strcmp(op, "lang") == 0) {
		text = json_string_value(json_object_get(step, "lang"));
		return session_set_language(s, text ? form_language_of_name(session_form(s), text) : -1);
	}
	if (!ref)
		return err_new(EINVAL, "a step has no ref");
	if (strcmp(op, "set") == 0) {
		text = json_string_value(json_object_get(step, "value"));
		return session_set_ref(s, ref, text ? text : "");
	}
	if (strcmp(op, "add") == 0)
		return session_add(s, ref);
	if (strcmp(op, "remove") == 0)
		return session_remove(s, ref, (size_t)json_integer_value(json_object_get(step, "index")));
	return err_new(EINVAL, "the op of a step is not known");
}

static json_t *play_step(struct session *s, const json_t *step, json_t **state)
{
	json_t *out = json_copy((json_t *)(uintptr_t)step), *after = json_object();
	const char *why = sentence(do_step(s, step));

	(void)json_object_del(out, "expect");
	(void)json_object_del(out, "gone");
	if (why)
		(void)json_object_set_new(out, "error", json_string(why));
	if (trace_walk(s, take_state, after) > 0)
		(void)json_object_set_new(out, "error", json_string("the memory for answers is full"));
	(void)json_object_set_new(out, "changed", difference(*state, after, true));
	json_decref(*state);
	*state = after;
	return out;
}

static int play(json_t *trace, struct session *s, const json_t *plan)
{
	json_t *state = json_object(), *steps = json_array(), *step;
	struct buf xml;
	size_t i;
	int r = trace_walk(s, take_state, state);

	(void)json_object_set(trace, "initial", state);
	json_array_foreach(json_object_get(plan, "steps"), i, step)(void)
	        json_array_append_new(steps, play_step(s, step, &state));
	(void)json_object_set_new(trace, "steps", steps);
	json_decref(state);
	buf_init(&xml, MAX_TRACE);
	if (r == 0)
		r = instance_xml(&xml, s);
	(void)json_object_set_new(trace, "submission", json_stringn(buf_str(&xml), xml.len));
	buf_fini(&xml);
	return r > 0 ? err_new(ENOMEM, "the memory for answers is full") : err_up(r);
}

/* ---- a whole case ---------------------------------------------------------------------------- */

static int with_form(json_t *trace, const struct form *form, const json_t *plan, const struct zone *zone)
{
	const char *now = json_string_value(json_object_get(plan, "now"));
	const char *lang = json_string_value(json_object_get(plan, "lang"));
	struct session_env env;
	struct session *s;
	int64_t now_ms;
	int r;

	if (!now || !form_case_time(&now_ms, now, zone))
		return err_new(EINVAL, "the case does not say its time (now) as 2026-03-14T11:20:30+01:00");
	env = form_case_env(zone, now_ms);
	if (lang)
		env.language = form_language_of_name(form, lang);
	r = session_new(&s, form, &env);
	if (r)
		return r > 0 ? err_new(ENOMEM, "the memory for answers is full") : err_up(r);
	r = play(trace, s, plan);
	session_free(s);
	return err_up(r);
}

static int read_plan(json_t **out, const char *path)
{
	json_error_t error;
	struct buf bytes;
	int r;

	buf_init(&bytes, MAX_CASE);
	r = file_read(&bytes, path);
	if (r == 0) {
		*out = json_loadb(buf_str(&bytes), bytes.len, 0, &error);
		if (!*out)
			r = err_new(EINVAL, "%s:%d: %s", path, error.line, error.text);
	}
	buf_fini(&bytes);
	return err_up(r);
}

static int put_json(const char *text, size_t n, void *out)
{
	buf_add(out, text, n);
	return 0;
}

int form_case_run(struct buf *out, const char *form_path, const char *case_path, struct findings *findings)
{
	const char *tz, *slash = strrchr(form_path, '/');
	json_t *plan = NULL, *trace = NULL;
	struct form *form = NULL;
	struct zone *zone = NULL;
	int r = read_plan(&plan, case_path);

	if (r)
		return err_up(r);
	tz = json_string_value(json_object_get(plan, "tz"));
	r = zone_load(&zone, NULL, tz ? tz : "Europe/Amsterdam");
	if (r == 0)
		r = form_load(&form, form_path, findings);
	if (r == 0) {
		trace = json_pack("{ss}", "form", slash ? slash + 1 : form_path);
		r = with_form(trace, form, plan, zone);
	}
	if (r == 0) {
		(void)json_dump_callback(trace, put_json, out, JSON_COMPACT);
		buf_char(out, '\n');
		r = buf_done(out);
	}
	json_decref(trace);
	json_decref(plan);
	form_free(form);
	zone_free(zone);
	return r > 0 ? r : err_up(r);
}
