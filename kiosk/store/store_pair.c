/* store_pair - a record, or two that belong together, in one durable transaction */
#include <errno.h>
#include <string.h>

#include "store/store_promise.h"

#define LOG_MODULE "store"

enum { SECOND_JSON_MAX = 64 * 1024 };

int store_begin(struct store *s, struct store_head *before)
{
	int r = store_run(s, "store.pair.begin", "BEGIN IMMEDIATE", "");

	*before = s->head;
	s->together = r == 0;
	return r;
}

int store_end(struct store *s, const struct store_head *before, int r)
{
	/* A full disk may have taken it all back by itself: then there is nothing left to commit. */
	if (r == 0 && sqlite3_get_autocommit(s->db))
		r = STORE_FULL;
	if (r == 0)
		r = store_run(s, "store.pair.commit", "COMMIT", "");
	if (r && s->db && !sqlite3_get_autocommit(s->db))
		(void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	if (r)
		s->head = *before;
	s->together = false;
	return r;
}

static void tell(struct store_kept *out, const struct store *s, const struct store_head *head)
{
	const struct chain *c = &head->chain;

	memset(out, 0, sizeof *out);
	record_number(out->number, s->world.station->code, c->epoch, c->seq, c->hash);
	memcpy(out->hash, c->hash, sizeof out->hash);
	memcpy(out->id, head->id, sizeof out->id);
	out->epoch = c->epoch;
	out->seq = c->seq;
	out->created_ms = head->created_ms;
	out->clock_state = head->clock_state;
}

static bool is_head(const struct store *s, const uint8_t id[RECORD_ID_BYTES])
{
	return s->head.chain.epoch != 0 && memcmp(s->head.id, id, RECORD_ID_BYTES) == 0;
}

/* The one asked for among the two before the newest: between a first and its second stands at most a jump of the clock. */
static int find_before(bool *found, struct store_head *out, struct store *s, const uint8_t id[RECORD_ID_BYTES])
{
	struct record_header h;
	sqlite3_stmt *st;
	int64_t place = store_place(s->head.chain.epoch, s->head.chain.seq);
	int r = store_query(&st, s,
	            "SELECT header, signature FROM record WHERE pos BETWEEN ? AND ? AND substr(header, 30, 16) = ?",
	            "iib", place - 2, place - 1, id, (size_t)RECORD_ID_BYTES),
	    rc;

	if (r)
		return r;
	*found = false;
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW && sqlite3_column_bytes(st, 0) == RECORD_HEADER_BYTES &&
	        sqlite3_column_bytes(st, 1) == KEY_SIGNATURE_BYTES &&
	        record_header_take(&h, sqlite3_column_blob(st, 0)) == 0) {
		struct record record = {.header = sqlite3_column_blob(st, 0), .signature = sqlite3_column_blob(st, 1)};

		store_set_head(out, &record, &h);
		*found = true;
	}
	(void)sqlite3_finalize(st);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : store_trouble(s, rc, "reading a record");
}

static int add_second(struct store *s, const struct store_second *second, const struct store_kept *first)
{
	struct store_order order = {.type = second->type, .schema = second->schema};
	AUTO_BUF json;
	int r;

	buf_init(&json, SECOND_JSON_MAX);
	r = second->answers(&json, second->me, first);
	if (r == 0)
		r = buf_done(&json);
	if (r)
		return err_up(r);
	memcpy(order.id, second->id, sizeof order.id);
	order.json = json.data;
	order.n = json.len;
	return store_add_order(s, &order);
}

/* One alone is one insert, which is a transaction by itself. */
static int add(
        struct store_head *first, struct store *s, const struct store_order *order, const struct store_second *second)
{
	struct store_head before;
	struct store_kept kept;
	int r;

	if (!second) {
		r = store_add_order(s, order);
		*first = s->head;
		return r;
	}
	r = store_begin(s, &before);
	if (r)
		return r;
	/* Asked again, and the first was stored alone: by an earlier Loket, between whose two the plug was pulled. */
	if (!is_head(s, order->id))
		r = store_add_order(s, order);
	*first = s->head;
	if (r == 0) {
		tell(&kept, s, first);
		r = add_second(s, second, &kept);
	}
	return store_end(s, &before, r);
}

/* Asked again after trouble: it may have reached the disk after all. */
static int look_for(bool *found, struct store_head *first, struct store *s, const struct store_order *order,
        const struct store_second *second)
{
	int r = 0;

	*first = s->head;
	*found = is_head(s, second ? second->id : order->id);
	if (*found && second)
		r = find_before(found, first, s, order->id);
	return r || !*found ? r : store_keep_word_of_read(s);
}

int store_commit_both(
        struct store_kept *out, struct store *s, const struct store_order *first, const struct store_second *second)
{
	struct store_head head;
	bool found;
	int r;

	if (s->sick)
		return STORE_SICK;
	r = look_for(&found, &head, s, first, second);
	if (r == 0 && !found) {
		r = add(&head, s, first, second);
		if (r == STORE_FULL && second && store_ballast_spend(s))
			r = add(&head, s, first, second);
		if (r == 0)
			r = store_keep_word(s);
		if (r == 0)
			log_info(s->world.log, "record %u-%u kept%s", head.chain.epoch, head.chain.seq,
			        second ? ", and what belongs to it" : "");
	}
	if (r == 0)
		tell(out, s, &head);
	return r < 0 ? err_up(r) : r;
}
