#include "sync/hub_store_sqlite.h"

#include <errno.h>
#include <string.h>

/* A statement that is read to its end must be reset, or it would keep its read mark open. */
static int close_query(sqlite3_stmt *q, int r)
{
	(void)sqlite3_reset(q);
	return r < 0 ? err_up(r) : 0;
}

static int head_of_row(struct hub_head *h, struct db *db, sqlite3_stmt *q, int column)
{
	int r;

	h->acked = (uint32_t)sqlite3_column_int64(q, column);
	h->highest = (uint32_t)sqlite3_column_int64(q, column + 1);
	h->heard_ms = sqlite3_column_int64(q, column + 3);
	h->has_receipt = sqlite3_column_type(q, column + 4) == SQLITE_BLOB;
	if ((r = db_blob(h->hash, sizeof(h->hash), db, q, column + 2)) < 0)
		return err_up(r);
	return h->has_receipt ? err_up(db_blob(h->receipt, sizeof(h->receipt), db, q, column + 4)) : 0;
}

int sqlite_get_head(void *me, struct hub_head *out, const uint8_t device[16], uint32_t epoch)
{
	struct sqlite_store *s = me;
	struct hub_head h = {.epoch = epoch};
	sqlite3_stmt *q;
	int r = sqlite_query(&q, s, Q_GET_HEAD);

	if (r < 0)
		return err_up(r);
	memcpy(h.device, device, sizeof(h.device));
	sqlite3_bind_blob(q, 1, device, 16, SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, epoch);
	if ((r = db_step(&s->db, q)) == DB_ROW)
		r = head_of_row(&h, &s->db, q, 0);
	if (r >= 0)
		*out = h;
	return close_query(q, r);
}

int sqlite_get_link(void *me, struct hub_link *out, const uint8_t device[16], uint32_t epoch, uint32_t seq)
{
	struct sqlite_store *s = me;
	struct hub_link link = {0};
	sqlite3_stmt *q;
	int r = sqlite_query(&q, s, Q_GET_LINK);

	if (r < 0)
		return err_up(r);
	sqlite3_bind_blob(q, 1, device, 16, SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, epoch);
	sqlite3_bind_int64(q, 3, seq);
	if ((r = db_step(&s->db, q)) == DB_ROW) {
		link.found = true;
		if ((r = db_blob(link.hash, sizeof(link.hash), &s->db, q, 0)) == 0)
			r = db_blob(link.prev, sizeof(link.prev), &s->db, q, 1);
	}
	if (r >= 0)
		*out = link;
	return close_query(q, r);
}

int sqlite_has_older(void *me, bool *found, const uint8_t device[16], uint32_t epoch, const uint8_t *hash)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int r = sqlite_query(&q, s, Q_HAS_OLDER);

	if (r < 0)
		return err_up(r);
	sqlite3_bind_blob(q, 1, device, 16, SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, epoch);
	sqlite3_bind_blob(q, 3, hash, RECORD_HASH_BYTES, SQLITE_STATIC);
	r = db_step(&s->db, q);
	if (r >= 0)
		*found = r == DB_ROW;
	return close_query(q, r);
}

int sqlite_get_fact(void *me, const char *key, void *bytes, size_t room, size_t *n)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int r = sqlite_query(&q, s, Q_GET_FACT);

	if (r < 0)
		return err_up(r);
	*n = 0;
	sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
	if ((r = db_step(&s->db, q)) == DB_ROW) {
		*n = (size_t)sqlite3_column_bytes(q, 0);
		if (*n <= room)
			r = db_blob(bytes, *n, &s->db, q, 0);
		else
			r = err_new(EBADMSG, "%s is damaged: its fact '%s' has %zu bytes.", s->db.what, key, *n);
	}
	return close_query(q, r);
}

int sqlite_last_epoch(void *me, uint32_t *out, const uint8_t device[16])
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int r = sqlite_query(&q, s, Q_LAST_EPOCH);

	if (r < 0)
		return err_up(r);
	sqlite3_bind_blob(q, 1, device, 16, SQLITE_STATIC);
	if ((r = db_step(&s->db, q)) == DB_ROW)
		*out = (uint32_t)sqlite3_column_int64(q, 0);
	return close_query(q, r);
}

int sqlite_gaps(void *me, struct hub_gap *out, size_t room, size_t *n, struct hub_head *head)
{
	struct sqlite_store *s = me;
	uint32_t next = head->acked + 1;
	sqlite3_stmt *q;
	int r = sqlite_query(&q, s, Q_SEQS);

	if (r < 0)
		return err_up(r);
	*n = 0;
	sqlite3_bind_blob(q, 1, head->device, 16, SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, head->epoch);
	sqlite3_bind_int64(q, 3, head->acked);
	while ((r = db_step(&s->db, q)) == DB_ROW) {
		uint32_t seq = (uint32_t)sqlite3_column_int64(q, 0);

		if (seq != next && *n == room) {
			head->highest = next - 1;
			break;
		}
		if (seq != next)
			out[(*n)++] = (struct hub_gap){next, seq - 1};
		next = seq + 1;
	}
	return close_query(q, r);
}

int sqlite_counts(void *me, struct hub_counts *out, const uint8_t *device)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int r = sqlite_query(&q, s, Q_COUNTS);

	if (r < 0)
		return err_up(r);
	if (device)
		sqlite3_bind_blob(q, 1, device, 16, SQLITE_STATIC);
	if ((r = db_step(&s->db, q)) == DB_ROW)
		*out = (struct hub_counts){
		        sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2)};
	return close_query(q, r);
}

/* Walks prepare their own statement: fn may ask the store other things meanwhile. */
static int end_walk(sqlite3_stmt *q, int r, int result)
{
	sqlite3_finalize(q);
	return r < 0 ? err_up(r) : result;
}

int sqlite_each_head(void *me, hub_head_fn *fn, void *ctx)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int result = 0;
	int r = db_prepare(&q, &s->db,
	        "SELECT acked, highest, hash, heard, receipt, device, epoch FROM head ORDER BY device, epoch");

	while (r >= 0 && result == 0 && (r = db_step(&s->db, q)) == DB_ROW) {
		struct hub_head h = {.epoch = (uint32_t)sqlite3_column_int64(q, 6)};

		if ((r = head_of_row(&h, &s->db, q, 0)) == 0 &&
		        (r = db_blob(h.device, sizeof(h.device), &s->db, q, 5)) == 0)
			result = fn(ctx, &h);
	}
	return end_walk(q, r, result);
}

static int record_of_row(struct hub_record *h, struct db *db, sqlite3_stmt *q)
{
	int r;

	h->epoch = (uint32_t)sqlite3_column_int64(q, 1);
	h->seq = (uint32_t)sqlite3_column_int64(q, 2);
	h->received_ms = sqlite3_column_int64(q, 6);
	h->conflict = sqlite3_column_int(q, 8) != 0;
	h->bytes = sqlite3_column_blob(q, 7);
	h->len = (size_t)sqlite3_column_bytes(q, 7);
	if ((r = db_blob(h->device, sizeof(h->device), db, q, 0)) < 0 ||
	        (r = db_blob(h->id, sizeof(h->id), db, q, 3)) < 0 ||
	        (r = db_blob(h->hash, sizeof(h->hash), db, q, 4)) < 0)
		return err_up(r);
	return err_up(db_blob(h->prev, sizeof(h->prev), db, q, 5));
}

static int walk_records(struct sqlite_store *s, const char *sql, const uint8_t *device, hub_record_fn *fn, void *ctx)
{
	sqlite3_stmt *q;
	int result = 0, r = db_prepare(&q, &s->db, sql);

	if (r == 0)
		sqlite3_bind_blob(q, 1, device, 16, SQLITE_STATIC);
	while (r >= 0 && result == 0 && (r = db_step(&s->db, q)) == DB_ROW) {
		struct hub_record h = {0};

		if ((r = record_of_row(&h, &s->db, q)) == 0)
			result = fn(ctx, &h);
	}
	return end_walk(q, r, result);
}

int sqlite_each_record(void *me, const uint8_t device[16], hub_record_fn *fn, void *ctx)
{
	int r = walk_records(me,
	        "SELECT device, epoch, seq, id, hash, prev, received, bytes, 0 FROM record"
	        " WHERE device = ?1 ORDER BY epoch, seq",
	        device, fn, ctx);

	if (r != 0)
		return r < 0 ? err_up(r) : r;
	return walk_records(me,
	        "SELECT device, epoch, seq, id, hash, prev, received, bytes, 1 FROM conflict"
	        " WHERE device = ?1 ORDER BY epoch, seq, received",
	        device, fn, ctx);
}

int sqlite_each_origin(void *me, hub_origin_fn *fn, void *ctx)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int result = 0, r = db_prepare(&q, &s->db, "SELECT device FROM record UNION SELECT device FROM conflict");

	while (r >= 0 && result == 0 && (r = db_step(&s->db, q)) == DB_ROW) {
		uint8_t device[16];

		if ((r = db_blob(device, sizeof(device), &s->db, q, 0)) == 0)
			result = fn(ctx, device);
	}
	return end_walk(q, r, result);
}

int sqlite_each_leaf(void *me, hub_leaf_fn *fn, void *ctx)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int result = 0, r = db_prepare(&q, &s->db, "SELECT hash FROM record ORDER BY n");

	while (r >= 0 && result == 0 && (r = db_step(&s->db, q)) == DB_ROW) {
		uint8_t hash[RECORD_HASH_BYTES];

		if ((r = db_blob(hash, sizeof(hash), &s->db, q, 0)) == 0)
			result = fn(ctx, hash);
	}
	return end_walk(q, r, result);
}

int sqlite_each_aside(void *me, hub_aside_fn *fn, void *ctx)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int result = 0;
	int r = db_prepare(
	        &q, &s->db, "SELECT device, epoch, seq, why, bytes, received FROM aside ORDER BY device, epoch, seq");

	while (r >= 0 && result == 0 && (r = db_step(&s->db, q)) == DB_ROW) {
		struct hub_aside a = {.epoch = (uint32_t)sqlite3_column_int64(q, 1),
		        .seq = (uint32_t)sqlite3_column_int64(q, 2),
		        .why = (const char *)sqlite3_column_text(q, 3),
		        .bytes = sqlite3_column_blob(q, 4),
		        .len = (size_t)sqlite3_column_bytes(q, 4),
		        .received_ms = sqlite3_column_int64(q, 5)};

		if ((r = db_blob(a.device, sizeof(a.device), &s->db, q, 0)) == 0)
			result = fn(ctx, &a);
	}
	return end_walk(q, r, result);
}
