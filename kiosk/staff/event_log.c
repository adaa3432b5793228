#include "staff/event_log.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "store/floor.h"
#include "sys/fault.h"
#include "sys/text.h"

struct event_log {
	struct book *book;
	const struct clock *clock;
	struct floor floor;
	struct event_alarm alarm;
};

static const char *const parts[EVENT_PARTS] = {"cover", "printer", "case"};
static const char *const plugs[EVENT_PLUGS] = {"printer", "touch", "keypad", "badge", "other"};
static const char *const durings[EVENT_DURINGS] = {"idle", "visit", "staff"};
static const char *const reasons[WHYS] = {"repair", "paper", "cleaning", "switch", "break_in", "unknown"};

const char *event_part_name(enum event_part part)
{
	return parts[part];
}

const char *event_plug_name(enum event_plug plug)
{
	return plugs[plug];
}

const char *event_during_name(enum event_during during)
{
	return durings[during];
}

const char *event_reason_name(enum event_reason reason)
{
	return reasons[reason];
}

/* ---- reading ----------------------------------------------------------------------------- */

static void raise(struct event_log *l, enum event_part part, int64_t at_ms)
{
	l->alarm.parts |= 1U << part;
	if (!l->alarm.since_ms)
		l->alarm.since_ms = at_ms;
}

static bool follow(struct event_log *l, const json_t *json)
{
	const char *event = json_string_value(json_object_get(json, "event"));
	const char *part = json_string_value(json_object_get(json, "part"));

	if (!event)
		return false;
	if (text_is(event, "accounted"))
		l->alarm = (struct event_alarm){0};
	if (!text_is(event, "opened") || !json_is_true(json_object_get(json, "alarm")))
		return true;
	for (int i = 0; i < EVENT_PARTS; i++) {
		if (!text_is(part, parts[i]))
			continue;
		raise(l, (enum event_part)i, json_integer_value(json_object_get(json, "at")));
		return true;
	}
	return false;
}

static int take(void *me, const struct book_entry *e)
{
	json_t *json = json_loadb(e->json, e->n, JSON_REJECT_DUPLICATES, NULL);
	bool good = json && follow(me, json);

	json_decref(json);
	return good ? 0 : BOOK_BROKEN;
}

/* ---- writing -------------------------------------------------------------------------------- */

static int64_t begin(struct buf *json, struct event_log *l, const char *event)
{
	struct stamp now;

	buf_init(json, BOOK_ENTRY_MAX);
	floor_stamp(&now, &l->floor, l->clock);
	buf_printf(json, "{\"event\":\"%s\",\"at\":%lld,\"clock\":\"%s\"", event, (long long)now.created_ms,
	        clock_state_name(now.state));
	return now.created_ms;
}

static int end(struct event_log *l, struct buf *json)
{
	int r;

	buf_char(json, '}');
	r = buf_done(json);
	if (r == 0)
		r = book_add(l->book, buf_str(json));
	return r < 0 ? err_up(r) : r;
}

int event_log_opened(struct event_log *l, const struct event_opening *o)
{
	AUTO_BUF json;
	int64_t at_ms = begin(&json, l, "opened");
	int r;

	if (o->alarm && l->alarm.parts >> o->part & 1)
		return 0; /* it stands already */
	buf_printf(&json, ",\"part\":\"%s\",\"during\":\"%s\",\"unreadable\":%s,\"alarm\":%s", parts[o->part],
	        durings[o->during], o->unreadable ? "true" : "false", o->alarm ? "true" : "false");
	r = end(l, &json);
	if (r == 0 && o->alarm)
		raise(l, o->part, at_ms);
	return r < 0 ? err_up(r) : r;
}

int event_log_closed(struct event_log *l, enum event_part part)
{
	AUTO_BUF json;
	int r;

	(void)begin(&json, l, "closed");
	if (l->alarm.parts >> part & 1)
		return 0; /* told by whoever accounts for it */
	buf_printf(&json, ",\"part\":\"%s\"", parts[part]);
	r = end(l, &json);
	return r < 0 ? err_up(r) : r;
}

int event_log_accounted(struct event_log *l, const char *by, const char *role, enum event_reason reason, unsigned times)
{
	AUTO_BUF json;
	int r;

	(void)begin(&json, l, "accounted");
	buf_printf(&json, ",\"by\":\"%.16s\",\"role\":\"%.24s\",\"reason\":\"%s\",\"times\":%u", by, role,
	        reasons[reason], times);
	r = end(l, &json);
	if (r == 0)
		l->alarm = (struct event_alarm){0};
	return r < 0 ? err_up(r) : r;
}

int event_log_pulled(struct event_log *l, const struct event_pull *p)
{
	AUTO_BUF json;
	int r;

	(void)begin(&json, l, "pulled");
	buf_printf(&json, ",\"plug\":\"%s\",\"during\":\"%s\",\"alarm\":%s", plugs[p->plug], durings[p->during],
	        p->alarm ? "true" : "false");
	r = end(l, &json);
	return r < 0 ? err_up(r) : r;
}

int event_log_plugged(struct event_log *l, enum event_plug plug)
{
	AUTO_BUF json;
	int r;

	(void)begin(&json, l, "plugged");
	buf_printf(&json, ",\"plug\":\"%s\"", plugs[plug]);
	r = end(l, &json);
	return r < 0 ? err_up(r) : r;
}

int event_log_answered(struct event_log *l)
{
	AUTO_BUF json;
	int r;

	(void)begin(&json, l, "answered");
	r = end(l, &json);
	return r < 0 ? err_up(r) : r;
}

int event_log_started(struct event_log *l, const char *why)
{
	AUTO_BUF json;
	int r;

	(void)begin(&json, l, "started");
	buf_printf(&json, ",\"why\":\"%.20s\"", why);
	r = end(l, &json);
	return r < 0 ? err_up(r) : r;
}

/* ---- opening ---------------------------------------------------------------------------------- */

/* The log that was there is gone: that itself is the first thing the new one says, and it goes to the owner. */
static int tell_of_loss(struct event_log *l)
{
	AUTO_BUF json;
	int r;

	book_begin_anew(l->book);
	(void)begin(&json, l, "lost");
	r = end(l, &json);
	return r < 0 ? err_up(r) : 0;
}

int event_log_open(struct event_log **out, const struct book_world *world, const struct clock *clock)
{
	struct event_log *l = fault("event_log.memory", ENOMEM) ? NULL : calloc(1, sizeof *l);
	int r;

	if (!l)
		return err_new(ENOMEM, "no memory for the log of the device's events");
	l->clock = clock;
	floor_init(&l->floor);
	r = book_open(&l->book, BOOK_EVENT, world, take, l);
	if (r == BOOK_LOST)
		r = tell_of_loss(l);
	if (r < 0) {
		event_log_close(l);
		return err_up(r);
	}
	*out = l;
	return 0;
}

void event_log_close(struct event_log *l)
{
	if (!l)
		return;
	book_close(l->book);
	free(l);
}

const char *event_log_why(const struct event_log *l)
{
	return book_why(l->book);
}

struct book *event_log_book(struct event_log *l)
{
	return l->book;
}

void event_log_alarm(struct event_alarm *out, const struct event_log *l)
{
	*out = l->alarm;
}
