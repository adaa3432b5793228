#include <errno.h>
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "board/update_journal_inside.h"
#include "sys/text.h"

enum { HASH = 32, HASH_LINE = 2 * HASH + 1 };

/* ---- reading */

static bool take_text(char *out, size_t room, const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text && text_copy(out, room, text);
}

static bool take_version(char *out, const json_t *object, const char *key, bool may_lack)
{
	return take_text(out, UPDATE_VERSION_MAX + 1, object, key) &&
	       (update_version_is_valid(out) || (may_lack && *out == 0));
}

static bool take_number(int64_t *out, const json_t *object, const char *key, int64_t most)
{
	const json_t *n = json_object_get(object, key);

	if (!json_is_integer(n) || json_integer_value(n) < 0 || json_integer_value(n) > most)
		return false;
	*out = json_integer_value(n);
	return true;
}

static bool take_tried(struct update_tried *t, const json_t *object)
{
	int64_t needs;
	const json_t *written = json_object_get(object, "written");

	if (json_is_null(object))
		return true;
	if (!json_is_boolean(written) || !take_version(t->version, object, "version", false) ||
	        !take_version(t->from, object, "from", false) ||
	        !take_text(t->from_slot, sizeof t->from_slot, object, "from_slot") ||
	        !take_text(t->to_slot, sizeof t->to_slot, object, "to_slot") ||
	        !take_text(t->boot, sizeof t->boot, object, "boot") ||
	        !take_number(&needs, object, "needs", (1 << BEACON_PARTS) - 1))
		return false;
	t->on = true;
	t->written = json_is_true(written);
	t->needs = (unsigned)needs;
	return true;
}

static bool take_event(struct update_event *e, const json_t *object, uint32_t serial)
{
	int64_t n;
	const char *outcome = json_string_value(json_object_get(object, "outcome"));

	if (!take_number(&n, object, "n", serial) || !take_number(&e->at_ms, object, "at_ms", INT64_MAX) || !outcome ||
	        !update_outcome_of(&e->outcome, outcome))
		return false;
	e->n = (uint32_t)n;
	return take_text(e->version, sizeof e->version, object, "version") &&
	       take_text(e->from, sizeof e->from, object, "from") && take_text(e->why, sizeof e->why, object, "why");
}

static bool take_root(struct update_journal *j, const json_t *root)
{
	const json_t *events = json_object_get(root, "events");
	int64_t v, serial;
	size_t n = json_array_size(events);

	if (!take_number(&v, root, "v", 1) || v != 1 || !take_number(&serial, root, "serial", UINT32_MAX - 1) ||
	        !take_version(j->floor, root, "floor", false) ||
	        !take_tried(&j->tried, json_object_get(root, "tried")) || !json_is_array(events) ||
	        n > UPDATE_EVENTS_MAX)
		return false;
	j->serial = (uint32_t)serial;
	for (size_t i = 0; i < n; i++)
		if (!take_event(&j->events[i], json_array_get(events, i), j->serial))
			return false;
	j->n_events = (int)n;
	return true;
}

/* The first line vouches for the rest. */
static bool is_whole(const struct buf *bytes)
{
	uint8_t said[HASH], is[HASH];
	char hex[HASH_LINE];

	if (bytes->len <= HASH_LINE || bytes->data[HASH_LINE - 1] != '\n')
		return false;
	memcpy(hex, bytes->data, HASH_LINE - 1);
	hex[HASH_LINE - 1] = 0;
	(void)crypto_generichash(is, sizeof is, bytes->data + HASH_LINE, bytes->len - HASH_LINE, NULL, 0);
	return hex_take(said, sizeof said, hex) && memcmp(said, is, sizeof is) == 0;
}

bool update_journal_parse(struct update_journal *out, const struct buf *bytes)
{
	struct update_journal *j = calloc(1, sizeof *j);
	json_t *root = NULL;
	bool good;

	if (!j)
		return false;
	(void)text_copy(j->dir, sizeof j->dir, out->dir);
	j->clock = out->clock;
	if (is_whole(bytes))
		root = json_loadb(
		        (const char *)bytes->data + HASH_LINE, bytes->len - HASH_LINE, JSON_REJECT_DUPLICATES, NULL);
	good = root && take_root(j, root);
	if (good)
		*out = *j;
	json_decref(root);
	free(j);
	return good;
}

/* ---- writing */

static json_t *tried_json(const struct update_tried *t)
{
	if (!t->on)
		return json_null();
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:i,s:b}", "version", t->version, "from", t->from, "from_slot",
	        t->from_slot, "to_slot", t->to_slot, "boot", t->boot, "needs", (int)t->needs, "written", t->written);
}

static json_t *event_json(const struct update_event *e)
{
	return json_pack("{s:I,s:I,s:s,s:s,s:s,s:s}", "n", (json_int_t)e->n, "at_ms", (json_int_t)e->at_ms, "outcome",
	        update_outcome_name(e->outcome), "version", e->version, "from", e->from, "why", e->why);
}

static int dump(struct buf *out, json_t *root)
{
	char *text = root ? json_dumps(root, JSON_COMPACT) : NULL;
	int r = text ? 0 : err_new(ENOMEM, "no memory for the update journal");

	if (text) {
		buf_text(out, text);
		buf_char(out, '\n');
		r = buf_done(out);
	}
	free(text);
	json_decref(root);
	return err_up(r);
}

int update_journal_print(struct buf *out, const struct update_journal *j)
{
	json_t *events = json_array(), *root;
	uint8_t hash[HASH];
	char hex[HASH_LINE];
	AUTO_BUF body;
	int r;

	buf_init(&body, UPDATE_JOURNAL_BYTES_MAX - HASH_LINE);
	for (int i = 0; i < j->n_events; i++)
		(void)json_array_append_new(events, event_json(&j->events[i]));
	root = json_pack("{s:i,s:s,s:I,s:o,s:o}", "v", 1, "floor", j->floor, "serial", (json_int_t)j->serial, "tried",
	        tried_json(&j->tried), "events", events);
	r = dump(&body, root);
	if (r)
		return err_up(r);
	(void)crypto_generichash(hash, sizeof hash, body.data, body.len, NULL, 0);
	hex_put(hex, hash, sizeof hash);
	buf_text(out, hex);
	buf_char(out, '\n');
	buf_add(out, body.data, body.len);
	return err_up(buf_done(out));
}

/* The outcomes before the latest, the later first: who looks only now and then misses none. */
static json_t *before_json(const struct update_journal *j)
{
	json_t *list = json_array();

	for (int i = j->n_events - 2; i >= 0 && i >= j->n_events - 1 - UPDATE_LAST_BEFORE; i--) {
		const struct update_event *e = &j->events[i];

		(void)json_array_append_new(list, json_pack("{s:I,s:s,s:s,s:s}", "n", (json_int_t)e->n, "outcome",
		                                          update_outcome_name(e->outcome), "code",
		                                          update_outcome_code(e->outcome), "version", e->version));
	}
	return list;
}

int update_journal_print_last(struct buf *out, const struct update_journal *j, const char *running)
{
	const struct update_event *e = update_journal_last(j);

	if (!e)
		return err_up(dump(
		        out, json_pack("{s:i,s:s,s:s,s:i}", "v", 1, "running", running, "floor", j->floor, "n", 0)));
	return err_up(
	        dump(out, json_pack("{s:i,s:s,s:s,s:I,s:I,s:s,s:s,s:s,s:s,s:s,s:o}", "v", 1, "running", running,
	                          "floor", j->floor, "n", (json_int_t)e->n, "at_ms", (json_int_t)e->at_ms, "outcome",
	                          update_outcome_name(e->outcome), "code", update_outcome_code(e->outcome), "version",
	                          e->version, "from", e->from, "why", e->why, "before", before_json(j))));
}
