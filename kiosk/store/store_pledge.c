/* store_pledge - whether everything is there that somebody was told was saved; and what is done when it is not */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"
#include "store/kinds.h"
#include "store/store_promise.h"

#define LOG_MODULE "store"

/* Its being there says that the pledge was made once: a station that an earlier Loket filled has none. */
static const char table[] =
        "CREATE TABLE IF NOT EXISTS loss(epoch INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, of_epoch INTEGER NOT NULL,"
        " from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL) STRICT";

static int surprise(struct store *s, int r)
{
	(void)r;
	return store_sick(s, "%s", err_why());
}

/* The file is whole on the disk before the database says that it is there. */
static int begin_pledge(struct store *s)
{
	char dir[4096];
	int r = pledge_begin(&s->pledge);

	if (r == PLEDGE_FULL)
		return store_trouble(s, SQLITE_FULL, "the pledge beside the store");
	if (r == 0)
		r = station_path(dir, sizeof dir, s->world.data, STATION_STORE);
	if (r == 0)
		r = dir_sync(dir);
	return r < 0 ? surprise(s, r) : store_run(s, "store.loss.table", table, "");
}

/* Whether the promised record is in the store as it was. */
static int is_there(bool *out, struct store *s, const struct record_header *h)
{
	sqlite3_stmt *st;
	int r = store_query(&st, s, "SELECT header FROM record WHERE pos = ?", "i", store_place(h->epoch, h->seq)), rc;

	if (r)
		return r;
	rc = sqlite3_step(st);
	*out = rc == SQLITE_ROW && sqlite3_column_bytes(st, 0) == RECORD_HEADER_BYTES &&
	       pledge_is_of(&s->pledge, sqlite3_column_blob(st, 0));
	(void)sqlite3_finalize(st);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : store_trouble(s, rc, "reading a record");
}

static void tell_lost(struct buf *json, const struct store *s, const struct store_loss *lost, const uint8_t *hash)
{
	buf_printf(json, "{\"station\":{\"epoch\":%u,\"seq\":%u},\"lost\":", s->head.chain.epoch, s->head.chain.seq);
	if (lost->to) {
		char hex[2 * RECORD_HASH_BYTES + 1];

		hex_put(hex, hash, RECORD_HASH_BYTES);
		buf_printf(json, "{\"epoch\":%u,\"from\":%u,\"to\":%u,\"hash\":\"%s\"}}", lost->epoch, lost->from,
		        lost->to, hex);
	} else {
		buf_text(json, "null}");
	}
}

/* What is kept of it, here and for the owner of the data: the link to the new epoch says so, and the row that the screen shows. */
static int keep_loss(struct store *s, const struct store_loss *lost, const uint8_t *hash)
{
	uint8_t id[RECORD_ID_BYTES];
	struct stamp stamp;
	struct store_new new = {
	        .id = id, .type = KIND_EPOCH_LINK, .schema = 1, .epoch = lost->begun, .seq = 1, .stamp = &stamp};
	AUTO_BUF json;
	int r;

	buf_init(&json, 400);
	store_new_id(id);
	floor_stamp(&stamp, &s->floor, s->world.clock);
	tell_lost(&json, s, lost, hash);
	new.json = json.data;
	new.n = json.len;
	r = store_run(s, "store.loss",
	        "INSERT INTO loss(epoch, at_ms, of_epoch, from_seq, to_seq) VALUES(?, ?, ?, ?, ?)", "iiiii",
	        (int64_t)lost->begun, stamp.created_ms, (int64_t)lost->epoch, (int64_t)lost->from, (int64_t)lost->to);
	return r ? r : store_add(s, &new);
}

/* Numbers that were given out are never given out again: what follows stands in an epoch of its own. */
static int begin_after(struct store *s, struct store_loss *lost, const uint8_t *hash)
{
	struct store_head before;
	int r = store_check_whole(s);

	if (r)
		return r;
	lost->begun = s->head.chain.epoch > s->world.station->epoch ? s->head.chain.epoch : s->world.station->epoch;
	if (lost->epoch > lost->begun)
		lost->begun = lost->epoch;
	if (lost->begun++ >= STORE_EPOCH_MOST)
		return store_sick(s, "%s: no epoch is left. Make this station anew", s->path);
	r = store_begin(s, &before);
	if (r)
		return r;
	r = store_end(s, &before, keep_loss(s, lost, hash));
	if (r)
		return r;
	if (lost->to)
		log_error(s->world.log,
		        "records %u-%u to %u-%u were saved and are gone from this disk. Epoch %u begins and says so to the owner "
		        "of the data: call the office, their papers carry these numbers",
		        lost->epoch, lost->from, lost->epoch, lost->to, lost->begun);
	else
		log_error(s->world.log,
		        "nobody can say whether all records that were saved are still on this disk: the file beside the store "
		        "that says so is gone. Epoch %u begins and says so to the owner of the data",
		        lost->begun);
	return 0;
}

/* The cut came after that was kept and before the pledge said so: told already. */
static int is_known(int64_t *out, struct store *s, const struct store_loss *lost)
{
	if (lost->to)
		return store_number(out, s, 0, "SELECT count(*) FROM loss WHERE of_epoch = ? AND to_seq = ?", "ii",
		        (int64_t)lost->epoch, (int64_t)lost->to);
	return store_number(out, s, 0, "SELECT count(*) FROM loss WHERE of_epoch = 0 AND epoch = ? AND ? = 1", "ii",
	        (int64_t)s->head.chain.epoch, (int64_t)s->head.chain.seq);
}

static int take_loss(struct store *s, struct store_loss *lost, const uint8_t *hash)
{
	int64_t known;
	int r = is_known(&known, s, lost);

	return r || known ? r : begin_after(s, lost, hash);
}

static int judge(struct store *s, bool made)
{
	struct store_loss lost = {0};
	struct record_header h;
	uint8_t hash[RECORD_HASH_BYTES];
	bool there;
	int64_t last;
	int r;

	if (!s->pledge.some)
		return made ? 0 : store_run(s, "store.loss.table", table, "");
	if (record_header_take(&h, s->pledge.header))
		return store_sick(s, "%s: is no pledge of this station", s->pledge.path);
	r = is_there(&there, s, &h);
	if (r == 0 && !made)
		r = store_run(s, "store.loss.table", table, "");
	if (r || there)
		return r;
	r = store_number(&last, s, 0, "SELECT max(pos) & 0xffffffff FROM record WHERE pos BETWEEN ? AND ?", "ii",
	        store_place(h.epoch, 0), store_place(h.epoch, UINT32_MAX));
	if (r)
		return r;
	lost.epoch = h.epoch;
	lost.from = (uint32_t)last < h.seq ? (uint32_t)last + 1 : h.seq;
	lost.to = h.seq;
	record_hash(hash, s->pledge.header);
	r = take_loss(s, &lost, hash);
	return r ? r : store_keep_word_of_read(s);
}

int store_take_pledge(struct store *s)
{
	struct store_loss unknown = {0};
	char dir[4096], path[4096];
	int64_t made;
	int r = store_number(&made, s, 0, "SELECT count(*) FROM sqlite_schema WHERE name = 'loss'", ""), seen;

	if (r)
		return r;
	if (station_path(dir, sizeof dir, s->world.data, STATION_STORE) ||
	        path_join(path, sizeof path, dir, "store.pledge"))
		return surprise(s, -ENAMETOOLONG);
	seen = pledge_open(&s->pledge, path, s->tuning.vfs, key_public_part(s->world.device)->bytes);
	if (seen < 0)
		return surprise(s, seen);
	if (seen == 0)
		return judge(s, made);
	if (made)
		r = take_loss(s, &unknown, NULL);
	if (r == 0)
		r = begin_pledge(s);
	return r ? r : store_keep_word_of_read(s);
}

int store_keep_word(struct store *s)
{
	int r;

	if (s->head.chain.epoch == 0 || pledge_is_of(&s->pledge, s->head.header))
		return 0;
	r = pledge_write(&s->pledge, s->head.header, s->head.signature);
	return r ? surprise(s, r) : 0;
}

/* A log that another process wrote and never synced may be read here: a commit of our own syncs all of it. */
int store_keep_word_of_read(struct store *s)
{
	int r;

	if (s->head.chain.epoch == 0 || pledge_is_of(&s->pledge, s->head.header))
		return 0;
	r = store_run(s, "store.settled", "UPDATE station SET tested = tested + 1", "");
	return r ? r : store_keep_word(s);
}

int store_lost(struct store_loss *out, struct store *s)
{
	sqlite3_stmt *st;
	int r, rc;

	if (s->sick)
		return STORE_SICK;
	r = store_query(&st, s,
	        "SELECT l.epoch, l.at_ms, l.of_epoch, l.from_seq, l.to_seq, coalesce(e.confirmed, 0) FROM loss l"
	        " LEFT JOIN epoch e ON e.epoch = l.epoch ORDER BY l.epoch DESC LIMIT 1",
	        "");
	if (r)
		return STORE_SICK;
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		*out = (struct store_loss){
		        .begun = (uint32_t)sqlite3_column_int64(st, 0),
		        .at_ms = sqlite3_column_int64(st, 1),
		        .epoch = (uint32_t)sqlite3_column_int64(st, 2),
		        .from = (uint32_t)sqlite3_column_int64(st, 3),
		        .to = (uint32_t)sqlite3_column_int64(st, 4),
		        .told = sqlite3_column_int64(st, 5) > 0,
		};
	(void)sqlite3_finalize(st);
	if (rc == SQLITE_ROW)
		return 0;
	if (rc == SQLITE_DONE)
		return STORE_NONE_LOST;
	(void)store_trouble(s, rc, "reading what was lost");
	return STORE_SICK;
}
