/* control_do - what the test door can do, one function a request, one table. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "drivers/picture.h"
#include "drivers/speech.h"
#include "kiosk/control_inside.h"
#include "sys/file.h"
#include "sys/text.h"

json_t *control_no(const char *fmt, ...)
{
	char why[400];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(why, sizeof why, fmt, args);
	va_end(args);
	return json_pack("{s:b, s:s}", "ok", 0, "why", why);
}

static json_t *yes(void)
{
	return json_pack("{s:b}", "ok", 1);
}

static const char *text_of(json_t *request, const char *key)
{
	return json_string_value(json_object_get(request, key));
}

static bool numbers_of(json_t *array, size_t from, float *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		json_t *v = json_array_get(array, from + i);

		if (!json_is_number(v))
			return false;
		out[i] = (float)json_number_value(v);
	}
	return true;
}

static json_t *input(struct app *a, struct ui_event event)
{
	return app_input(a, &event) ? control_no("%s", err_why()) : yes();
}

/* ---- tap and touch --------------------------------------------------------------------- */

static json_t *tap_at(struct app *a, float x, float y)
{
	json_t *down = input(a, (struct ui_event){.kind = UI_DOWN, .contact = 1, .x_mm = x, .y_mm = y});

	json_decref(down);
	return input(a, (struct ui_event){.kind = UI_UP, .contact = 1, .x_mm = x, .y_mm = y});
}

static json_t *tap_node(struct app *a, const struct node *n)
{
	float x = n->box.x + n->box.w / 2, y = n->box.y + n->box.h / 2;

	if (!n->touchable || !n->enabled)
		return control_no("'%s' can not be pressed now", *n->id ? n->id : n->label);
	if (access_at(ui_access(a->ui), x, y) != n)
		return control_no("'%s' is covered", n->id);
	return tap_at(a, x, y);
}

static json_t *tap_label(struct app *a, const char *label)
{
	const struct access *all = ui_access(a->ui);
	const struct node *found = NULL;
	int n = 0;

	for (int i = 0; i < all->n; i++) {
		if (!all->all[i].touchable || !text_is(all->all[i].label, label))
			continue;
		found = &all->all[i];
		n++;
	}
	if (n == 0)
		return control_no("nothing on the screen '%s' is labelled '%s'", screen_of(a->screen)->name, label);
	if (n > 1)
		return control_no("'%s' fits %d places on the screen", label, n);
	return tap_node(a, found);
}

static json_t *do_tap(struct control_client *c, json_t *request)
{
	struct app *a = c->control->app;
	const char *id = text_of(request, "id"), *label = text_of(request, "label");
	const struct node *n;
	float at[2];

	if (id) {
		n = access_of(ui_access(a->ui), id);
		return n ? tap_node(a, n) : control_no("no '%s' on the screen '%s'", id, screen_of(a->screen)->name);
	}
	if (label)
		return tap_label(a, label);
	if (!numbers_of(json_object_get(request, "mm"), 0, at, 2))
		return control_no("tap wants \"id\", \"label\" or \"mm\":[x,y]");
	n = access_at(ui_access(a->ui), at[0], at[1]);
	if (!n || !n->enabled)
		return control_no("nothing can be pressed at %.1f, %.1f mm", (double)at[0], (double)at[1]);
	return tap_at(a, at[0], at[1]);
}

static json_t *touch_one(struct app *a, json_t *e)
{
	static const char *const names[] = {"down", "move", "up", "cancel"};
	static const enum ui_event_kind kinds[] = {UI_DOWN, UI_MOVE, UI_UP, UI_CANCEL};
	const char *name = json_string_value(json_array_get(e, 0));
	struct ui_event ev = {.contact = (int)json_integer_value(json_array_get(e, 1))};
	float at[2] = {a->ui->finger.x_mm, a->ui->finger.y_mm};

	for (int i = 0; name && i < 4; i++) {
		if (!text_is(names[i], name))
			continue;
		if (i < 2 && !numbers_of(e, 2, at, 2))
			return control_no("%s wants a contact, x and y", name);
		ev.kind = kinds[i];
		ev.x_mm = at[0];
		ev.y_mm = at[1];
		return input(a, ev);
	}
	return control_no("an event is [\"down\"|\"move\"|\"up\"|\"cancel\", contact, x, y]");
}

static json_t *do_touch(struct control_client *c, json_t *request)
{
	json_t *events = json_object_get(request, "events"), *e, *reply = yes();
	size_t i;

	if (!json_is_array(events)) {
		json_decref(reply);
		return control_no("touch wants \"events\": [...]");
	}
	json_array_foreach(events, i, e)
	{
		json_decref(reply);
		reply = touch_one(c->control->app, e);
		if (!json_is_true(json_object_get(reply, "ok")))
			break;
	}
	return reply;
}

/* ---- keys, typing ----------------------------------------------------------------------- */

static json_t *do_key(struct control_client *c, json_t *request)
{
	struct app *a = c->control->app;
	const char *name = text_of(request, "key");
	enum keypad_key key;

	if (!name || !keypad_key_of(&key, name))
		return control_no(
		        "key wants one of next prev select back help repeat faster slower louder softer switch1 "
		        "switch2");
	if (key >= KEYPAD_REPEAT && key <= KEYPAD_SOFTER && !visit_has_voice(a->visit))
		return control_no("'%s' steers the voice, and this kiosk has none (--speech none)", name);
	return keypad_press(a->keys.keypad, key) ? control_no("%s", err_why()) : yes();
}

static json_t *do_type(struct control_client *c, json_t *request)
{
	const char *text = text_of(request, "text");
	struct app *a = c->control->app;
	char part[200];
	json_t *reply = yes();

	if (!text) {
		json_decref(reply);
		return control_no("type wants \"text\"");
	}
	/* A keyboard sends a few letters at a time. */
	while (*text && json_is_true(json_object_get(reply, "ok"))) {
		(void)text_copy(part, sizeof part, text);
		text += strlen(part);
		json_decref(reply);
		reply = input(a, (struct ui_event){.kind = UI_TYPED, .text = part});
	}
	wipe(part, sizeof part);
	return reply;
}

/* ---- looking ------------------------------------------------------------------------------ */

static json_t *do_tree(struct control_client *c, json_t *request)
{
	(void)request;
	return control_tree(c->control->app);
}

static json_t *do_wait(struct control_client *c, json_t *request)
{
	const char *screen = text_of(request, "screen");
	json_int_t ms = json_integer_value(json_object_get(request, "ms"));

	if (!screen || !text_copy(c->screen, sizeof c->screen, screen))
		return control_no("wait wants \"screen\" and \"ms\"");
	c->waits = true;
	c->deadline_us = clock_measure_us() + (ms < 0 ? 0 : ms > 600000 ? 600000 : ms) * 1000;
	return NULL;
}

static json_t *do_shot(struct control_client *c, json_t *request)
{
	struct app *a = c->control->app;
	const char *path = text_of(request, "path");
	struct canvas canvas;
	struct picture p;

	if (!path)
		return control_no("shot wants \"path\"");
	if (a->window_ops->canvas(a->window, &canvas))
		return control_no("%s", err_why());
	p = (struct picture){.kind = PICTURE_XRGB,
	        .width = canvas.width,
	        .height = canvas.height,
	        .stride = (size_t)canvas.stride_bytes,
	        .dpi = (int)((float)canvas.width / a->panel.width_mm * 25.4f),
	        .rows = (const uint8_t *)canvas.pixels};
	return picture_write(path, &p) ? control_no("%s", err_why()) : yes();
}

static json_t *do_spoken(struct control_client *c, json_t *request)
{
	json_int_t since = json_integer_value(json_object_get(request, "since"));
	json_t *all = json_array();
	struct spoken one;

	for (int i = 0; all && speech_spoken(&one, c->control->app->speech, i); i++)
		if ((json_int_t)one.n > since)
			(void)json_array_append_new(
			        all, json_pack("{s:i,s:s,s:s,s:s,s:b}", "n", (int)one.n, "text", one.text, "lang",
			                     one.lang, "route", one.route, "cut", one.cut));
	return json_pack("{s:b, s:o}", "ok", 1, "spoken", all);
}

/* Resident bytes, from the kernel's own account. */
static json_t *resident(void)
{
	AUTO_BUF text;
	long long pages, rss;

	buf_init(&text, 4096);
	if (file_read(&text, "/proc/self/statm") || sscanf(buf_str(&text), "%lld %lld", &pages, &rss) != 2)
		return json_null();
	return json_integer(rss * 4096);
}

static json_t *do_stat(struct control_client *c, json_t *request)
{
	struct app *a = c->control->app;
	struct printer_status paper = {0};
	struct store_counts n = {0};
	bool counted = a->store && store_count(&n, a->store) == 0;

	(void)request;
	printer_status(a->printer, &paper);
	return json_pack("{s:b, s:I, s:I, s:s, s:o, s:o, s:o, s:o}", "ok", 1, "frames", (json_int_t)a->frames,
	        "wakeups", (json_int_t)loop_wakeups(a->loop), "light", light_state_name(light_shown(a->sense.light)),
	        "rss_bytes", resident(), "records_waiting", counted ? json_integer(n.waiting) : json_null(),
	        "oldest_waiting_s", counted ? json_integer(n.oldest_unconfirmed_s) : json_null(), "paper_left_mm",
	        paper.paper_left_known ? json_integer(paper.paper_left_mm) : json_null());
}

/* ---- the world ------------------------------------------------------------------------------ */

static json_t *do_clock(struct control_client *c, json_t *request)
{
	json_t *ms = json_object_get(request, "advance_ms");

	if (!c->control->app->clock.manual)
		return control_no("the clock runs by itself; start with --clock manual");
	if (!json_is_integer(ms) || json_integer_value(ms) < 0 || json_integer_value(ms) > 7 * 86400000LL)
		return control_no("clock wants \"advance_ms\" from 0 to a week");
	return app_advance(c->control->app, json_integer_value(ms)) ? control_no("%s", err_why()) : yes();
}

static json_t *do_device(struct control_client *c, json_t *request)
{
	return control_device(c->control->app, request);
}

static json_t *do_badge(struct control_client *c, json_t *request)
{
	const char *token = json_string_value(json_object_get(request, "token"));

	if (!token)
		return control_no("a badge is {\"do\":\"badge\",\"token\":\"...\"}; \"\" takes it away");
	return badge_present(c->control->app->keys.badge, token) ? control_no("%s", err_why()) : yes();
}

json_t *control_do(struct control_client *c, json_t *request)
{
	static const struct {
		const char *name;
		json_t *(*fn)(struct control_client *c, json_t *request);
	} table[] = {{"tree", do_tree}, {"tap", do_tap}, {"touch", do_touch}, {"key", do_key}, {"type", do_type},
	        {"wait", do_wait}, {"shot", do_shot}, {"spoken", do_spoken}, {"clock", do_clock}, {"device", do_device},
	        {"badge", do_badge}, {"stat", do_stat}};
	const char *name = text_of(request, "do");

	for (size_t i = 0; name && i < sizeof table / sizeof *table; i++)
		if (text_is(table[i].name, name))
			return table[i].fn(c, request);
	return control_no(
	        "a request is {\"do\":\"tree\"|\"tap\"|\"touch\"|\"key\"|\"type\"|\"wait\"|\"shot\"|\"spoken\"|"
	        "\"clock\"|\"device\"|\"badge\"|\"stat\", ...}");
}
