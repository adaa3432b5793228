#include "staff/access_log.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/floor.h"
#include "sys/fault.h"
#include "sys/text.h"

struct access_log {
	struct book *book;
	const struct clock *clock;
	struct floor floor;
};

static const char *const actions[ACCESS_ACTIONS] = {"collect", "alter", "consult", "disclose", "combine", "destroy"};
static const char *const reasons[ACCESS_REASONS] = {
        "complete_with_citizen", "print_again", "correct", "lawfulness", "completed"};
static const char *const results[ACCESS_RESULTS] = {"allowed", "refused", "broken"};

const char *access_action_name(enum access_action a)
{
	return actions[a];
}

const char *access_reason_name(enum access_reason r)
{
	return reasons[r];
}

const char *access_result_name(enum access_result r)
{
	return results[r];
}

static int add_json(struct access_log *l, const struct buf *json)
{
	int r = buf_done(json);

	if (r)
		return err_up(r);
	r = book_add(l->book, buf_str(json));
	return r < 0 ? err_up(r) : r;
}

/* The log that was there is gone: that itself is the first thing the new one says, and it goes to the owner. */
static int tell_of_loss(struct access_log *l)
{
	struct stamp now;
	AUTO_BUF json;

	book_begin_anew(l->book);
	floor_stamp(&now, &l->floor, l->clock);
	buf_init(&json, BOOK_ENTRY_MAX);
	buf_printf(&json, "{\"at\":%lld,\"clock\":\"%s\",\"lost\":true}", (long long)now.created_ms,
	        clock_state_name(now.state));
	return add_json(l, &json);
}

int access_log_open(struct access_log **out, const struct book_world *world, const struct clock *clock)
{
	struct access_log *l = fault("access_log.memory", ENOMEM) ? NULL : calloc(1, sizeof *l);
	int r;

	if (!l)
		return err_new(ENOMEM, "no memory for the log of readings");
	l->clock = clock;
	floor_init(&l->floor);
	r = book_open(&l->book, BOOK_ACCESS, world, NULL, NULL);
	if (r == BOOK_LOST)
		r = tell_of_loss(l);
	if (r < 0) {
		access_log_close(l);
		return err_up(r);
	}
	*out = l;
	return 0;
}

void access_log_close(struct access_log *l)
{
	if (!l)
		return;
	book_close(l->book);
	free(l);
}

const char *access_log_why(const struct access_log *l)
{
	return book_why(l->book);
}

struct book *access_log_book(struct access_log *l)
{
	return l->book;
}

uint32_t access_log_length(const struct access_log *l)
{
	return book_length(l->book);
}

int access_log_check(uint32_t *at, const struct access_log *l)
{
	int r = book_check(at, l->book);

	return r < 0 ? err_up(r) : r;
}

/* Names of ours only: what else would stand in the log came from somewhere it should not. */
static bool is_plain(const char *text)
{
	return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(text);
}

int access_log_add(struct access_log *l, const struct access_entry *e)
{
	struct stamp now;
	AUTO_BUF json;

	buf_init(&json, BOOK_ENTRY_MAX);
	if (!is_plain(e->role) || !is_plain(e->staff) || !is_plain(e->record) || !is_plain(e->recipient) ||
	        !is_plain(e->made))
		return err_new(EINVAL, "the log of readings takes only names of its own");
	floor_stamp(&now, &l->floor, l->clock);
	buf_printf(&json, "{\"at\":%lld,\"clock\":\"%s\",\"role\":\"%s\",\"staff\":\"%s\"", (long long)now.created_ms,
	        clock_state_name(now.state), e->role, e->staff);
	buf_printf(&json, ",\"action\":\"%s\",\"record\":\"%s\"", actions[e->action], e->record);
	if (*e->made)
		buf_printf(&json, ",\"made\":\"%s\"", e->made);
	buf_printf(&json, ",\"reason\":\"%s\",\"recipient\":\"%s\",\"result\":\"%s\"}", reasons[e->reason],
	        e->recipient, results[e->result]);
	return add_json(l, &json);
}

static int name_of(const char *const *names, int n, const json_t *json, const char *key)
{
	const char *text = json_string_value(json_object_get(json, key));

	for (int i = 0; i < n; i++)
		if (text_is(names[i], text))
			return i;
	return -1;
}

static bool take_text(char *out, size_t room, const json_t *json, const char *key)
{
	const char *text = json_string_value(json_object_get(json, key));

	return text && text_copy(out, room, text);
}

static bool take_entry(struct access_entry *out, const json_t *json)
{
	int action = name_of(actions, ACCESS_ACTIONS, json, "action");
	int reason = name_of(reasons, ACCESS_REASONS, json, "reason");
	int result = name_of(results, ACCESS_RESULTS, json, "result");

	out->at_ms = json_integer_value(json_object_get(json, "at"));
	if (!take_text(out->clock, sizeof out->clock, json, "clock"))
		return false;
	if (json_is_true(json_object_get(json, "lost")))
		return true;
	out->action = (enum access_action)action;
	out->reason = (enum access_reason)reason;
	out->result = (enum access_result)result;
	if (json_object_get(json, "made") && !take_text(out->made, sizeof out->made, json, "made"))
		return false;
	return action >= 0 && reason >= 0 && result >= 0 && take_text(out->role, sizeof out->role, json, "role") &&
	       take_text(out->staff, sizeof out->staff, json, "staff") &&
	       take_text(out->record, sizeof out->record, json, "record") &&
	       take_text(out->recipient, sizeof out->recipient, json, "recipient");
}

static int take(void *me, const struct book_entry *e)
{
	json_t *json = json_loadb(e->json, e->n, JSON_REJECT_DUPLICATES, NULL);
	bool good = json && take_entry(me, json);

	json_decref(json);
	return good ? 0 : BOOK_BROKEN;
}

int access_log_read(struct access_entry *out, struct access_log *l, uint32_t seq)
{
	struct access_entry e = {0};
	int r = book_read(l->book, seq, take, &e);

	if (r == 0)
		*out = e;
	return r < 0 ? err_up(r) : r;
}
