#include "sync/hub_store_sqlite.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store/db_begun.h"
#include "sys/fault.h"

/* record.n counts without holes (rows are never deleted), so it is the Merkle log's order as well. */
static const char schema[] =
        "CREATE TABLE IF NOT EXISTS record(n INTEGER PRIMARY KEY, device BLOB NOT NULL, epoch INTEGER NOT NULL,"
        " seq INTEGER NOT NULL, id BLOB NOT NULL, hash BLOB NOT NULL, prev BLOB NOT NULL, received INTEGER NOT NULL,"
        " bytes BLOB NOT NULL, UNIQUE(device, epoch, seq), UNIQUE(device, id));"
        "CREATE TABLE IF NOT EXISTS conflict(device BLOB NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,"
        " id BLOB NOT NULL, hash BLOB NOT NULL, prev BLOB NOT NULL, received INTEGER NOT NULL, bytes BLOB NOT NULL,"
        " UNIQUE(device, hash));"
        "CREATE TABLE IF NOT EXISTS aside(device BLOB NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,"
        " why TEXT NOT NULL, digest BLOB NOT NULL, received INTEGER NOT NULL, bytes BLOB NOT NULL,"
        " UNIQUE(device, digest));"
        "CREATE TABLE IF NOT EXISTS head(device BLOB NOT NULL, epoch INTEGER NOT NULL, acked INTEGER NOT NULL,"
        " highest INTEGER NOT NULL, hash BLOB NOT NULL, heard INTEGER NOT NULL, receipt BLOB,"
        " PRIMARY KEY(device, epoch)) WITHOUT ROWID;"
        "CREATE TABLE IF NOT EXISTS fact(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;";

static const char *const query_text[Q_ALL] = {
        [Q_PUT_RECORD] = "INSERT INTO record(device, epoch, seq, id, hash, prev, received, bytes)"
                         " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        [Q_PUT_CONFLICT] = "INSERT INTO conflict(device, epoch, seq, id, hash, prev, received, bytes)"
                           " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        [Q_PUT_ASIDE] = "INSERT INTO aside(device, epoch, seq, why, digest, received, bytes)"
                        " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE (SELECT count(*) FROM aside) < ?8"
                        " OR EXISTS(SELECT 1 FROM aside WHERE device = ?1 AND digest = ?5)"
                        " ON CONFLICT(device, digest) DO UPDATE SET received = received",
        [Q_PUT_HEAD] = "INSERT OR REPLACE INTO head(device, epoch, acked, highest, hash, heard, receipt)"
                       " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        [Q_PUT_FACT] = "INSERT OR REPLACE INTO fact(key, value) VALUES(?1, ?2)",
        [Q_GET_HEAD] = "SELECT acked, highest, hash, heard, receipt FROM head WHERE device = ?1 AND epoch = ?2",
        [Q_GET_LINK] = "SELECT hash, prev FROM record WHERE device = ?1 AND epoch = ?2 AND seq = ?3",
        [Q_HAS_OLDER] = "SELECT 1 FROM record WHERE device = ?1 AND epoch < ?2 AND hash = ?3"
                        " UNION ALL SELECT 1 FROM conflict WHERE device = ?1 AND epoch < ?2 AND hash = ?3 LIMIT 1",
        [Q_GET_FACT] = "SELECT value FROM fact WHERE key = ?1",
        [Q_LAST_EPOCH] = "SELECT max(epoch) FROM head WHERE device = ?1",
        [Q_SEQS] = "SELECT seq FROM record WHERE device = ?1 AND epoch = ?2 AND seq > ?3 ORDER BY seq",
        [Q_COUNTS] = "SELECT (SELECT count(*) FROM record WHERE ?1 IS NULL OR device = ?1),"
                     " (SELECT count(*) FROM conflict WHERE ?1 IS NULL OR device = ?1),"
                     " (SELECT count(*) FROM aside WHERE ?1 IS NULL OR device = ?1)",
};

int sqlite_query(sqlite3_stmt **out, struct sqlite_store *s, enum sqlite_query q)
{
	int r;

	if (!s->query[q] && (r = db_prepare(&s->query[q], &s->db, query_text[q])) < 0)
		return err_up(r);
	(void)sqlite3_reset(s->query[q]);
	(void)sqlite3_clear_bindings(s->query[q]);
	*out = s->query[q];
	return 0;
}

static void store_close(void *me)
{
	struct sqlite_store *s = me;

	if (!s)
		return;
	for (int q = 0; q < Q_ALL; q++)
		sqlite3_finalize(s->query[q]);
	db_close(&s->db);
	db_close(&s->devices);
	free(s);
}

/* Not damage, and not simply "no records" either: a hub that was emptied must be told from one that begins. */
static int check_begun(struct sqlite_store *s, const char *where)
{
	bool begun = true;
	int rc = db_begun(&begun, s->db.sql, where, "fact"); /* the last of the schema */

	if (rc == SQLITE_OK && !begun)
		return err_new(
		        ENODATA, "The hub's store holds nothing yet: loket-hub is just making it, or it was emptied.");
	return rc == SQLITE_OK || (rc & 0xff) == SQLITE_BUSY
	               ? 0
	               : err_new(EBADMSG, "The hub's store: %s.", sqlite3_errstr(rc));
}

static int store_open(void **out, const char *where, enum hub_mode mode)
{
	struct sqlite_store *s = calloc(1, sizeof(*s));
	int r;

	if (!s)
		return err_new(ENOMEM, "There is no memory to open the hub's store.");
	r = mode == HUB_DEVICES ? 0 : db_open(&s->db, where, mode == HUB_WRITE ? DB_WRITE : DB_READ, "The hub's store");
	if (r == 0 && mode == HUB_WRITE)
		r = db_do(&s->db, schema);
	if (r == 0 && mode == HUB_READ)
		r = check_begun(s, where);
	if (r == 0 && mode != HUB_WRITE)
		r = sqlite_devices_open(s, where, mode);
	if (r < 0) {
		store_close(s);
		return err_up(r);
	}
	*out = s;
	return 0;
}

static int begin(void *me)
{
	struct sqlite_store *s = me;

	return err_up(db_do(&s->db, "BEGIN IMMEDIATE"));
}

static int commit(void *me)
{
	struct sqlite_store *s = me;
	int e = fault("hub.commit", EIO);

	if (e)
		return err_new(-e, "%s: the commit failed.", s->db.what);
	return err_up(db_do(&s->db, "COMMIT"));
}

static void rollback(void *me)
{
	struct sqlite_store *s = me;

	if (!sqlite3_get_autocommit(s->db.sql))
		(void)sqlite3_exec(s->db.sql, "ROLLBACK", NULL, NULL, NULL);
}

static int put_bytes(struct sqlite_store *s, enum sqlite_query which, const struct hub_record *r)
{
	sqlite3_stmt *q;
	int e = sqlite_query(&q, s, which);

	if (e < 0)
		return err_up(e);
	sqlite3_bind_blob(q, 1, r->device, sizeof(r->device), SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, r->epoch);
	sqlite3_bind_int64(q, 3, r->seq);
	sqlite3_bind_blob(q, 4, r->id, sizeof(r->id), SQLITE_STATIC);
	sqlite3_bind_blob(q, 5, r->hash, sizeof(r->hash), SQLITE_STATIC);
	sqlite3_bind_blob(q, 6, r->prev, sizeof(r->prev), SQLITE_STATIC);
	sqlite3_bind_int64(q, 7, r->received_ms);
	sqlite3_bind_blob64(q, 8, r->bytes, r->len, SQLITE_STATIC);
	return err_up(db_run(&s->db, q));
}

/* First come, first kept; what comes second for the same place, or with the same id for another, is a conflict. */
static int put_record(void *me, enum hub_outcome *out, const struct hub_record *r)
{
	struct sqlite_store *s = me;
	struct hub_link there;
	int e = put_bytes(s, Q_PUT_RECORD, r);

	if (e < 0)
		return err_up(e);
	if (sqlite3_changes(s->db.sql) == 1) {
		*out = HUB_STORED;
		return 0;
	}
	if ((e = sqlite_get_link(s, &there, r->device, r->epoch, r->seq)) < 0)
		return err_up(e);
	if (there.found && memcmp(there.hash, r->hash, sizeof(r->hash)) == 0) {
		*out = HUB_DUPLICATE;
		return 0;
	}
	*out = HUB_CONFLICT;
	return err_up(put_bytes(s, Q_PUT_CONFLICT, r));
}

static int put_aside(void *me, const struct hub_aside *a)
{
	struct sqlite_store *s = me;
	size_t len = a->len < HUB_ASIDE_BYTES ? a->len : HUB_ASIDE_BYTES;
	uint8_t digest[32];
	sqlite3_stmt *q;
	int r = sqlite_query(&q, s, Q_PUT_ASIDE);

	if (r < 0)
		return err_up(r);
	crypto_generichash(digest, sizeof(digest), a->bytes, a->len, NULL, 0);
	sqlite3_bind_blob(q, 1, a->device, sizeof(a->device), SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, a->epoch);
	sqlite3_bind_int64(q, 3, a->seq);
	sqlite3_bind_text(q, 4, a->why, -1, SQLITE_STATIC);
	sqlite3_bind_blob(q, 5, digest, sizeof(digest), SQLITE_STATIC);
	sqlite3_bind_int64(q, 6, a->received_ms);
	sqlite3_bind_blob64(q, 7, len > 0 ? a->bytes : "", len, SQLITE_STATIC);
	sqlite3_bind_int64(q, 8, HUB_ASIDE_MOST);
	if ((r = db_run(&s->db, q)) < 0)
		return err_up(r);
	return sqlite3_changes(s->db.sql) == 0 ? HUB_ASIDE_FULL : 0;
}

static int put_head(void *me, const struct hub_head *h)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int r = sqlite_query(&q, s, Q_PUT_HEAD);

	if (r < 0)
		return err_up(r);
	sqlite3_bind_blob(q, 1, h->device, sizeof(h->device), SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, h->epoch);
	sqlite3_bind_int64(q, 3, h->acked);
	sqlite3_bind_int64(q, 4, h->highest);
	sqlite3_bind_blob(q, 5, h->hash, sizeof(h->hash), SQLITE_STATIC);
	sqlite3_bind_int64(q, 6, h->heard_ms);
	if (h->has_receipt)
		sqlite3_bind_blob(q, 7, h->receipt, sizeof(h->receipt), SQLITE_STATIC);
	return err_up(db_run(&s->db, q));
}

static int put_fact(void *me, const char *key, const void *bytes, size_t n)
{
	struct sqlite_store *s = me;
	sqlite3_stmt *q;
	int r = sqlite_query(&q, s, Q_PUT_FACT);

	if (r < 0)
		return err_up(r);
	sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
	sqlite3_bind_blob64(q, 2, bytes, n, SQLITE_STATIC);
	return err_up(db_run(&s->db, q));
}

const struct hub_store_ops hub_store_sqlite = {
        .scheme = "sqlite:",
        .durability = RECEIPT_ONE_DISK,
        .open = store_open,
        .close = store_close,
        .begin = begin,
        .commit = commit,
        .rollback = rollback,
        .put_record = put_record,
        .put_aside = put_aside,
        .put_head = put_head,
        .put_fact = put_fact,
        .get_head = sqlite_get_head,
        .get_link = sqlite_get_link,
        .has_older = sqlite_has_older,
        .get_fact = sqlite_get_fact,
        .last_epoch = sqlite_last_epoch,
        .gaps = sqlite_gaps,
        .counts = sqlite_counts,
        .each_head = sqlite_each_head,
        .each_origin = sqlite_each_origin,
        .each_record = sqlite_each_record,
        .each_leaf = sqlite_each_leaf,
        .each_aside = sqlite_each_aside,
        .get_device = sqlite_get_device,
        .put_device = sqlite_put_device,
        .each_device = sqlite_each_device,
};
