#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/receipt.h"
#include "store/store_inside.h"

/* ---- a new database, or one of ours ---------------------------------------- */

static const char tables[] =
        "BEGIN IMMEDIATE;"
        "CREATE TABLE record(pos INTEGER PRIMARY KEY, state INTEGER NOT NULL, due_ms INTEGER, header BLOB NOT NULL,"
        " signature BLOB NOT NULL, body BLOB) STRICT;"
        "CREATE INDEX record_due ON record(due_ms) WHERE state = 1;"
        "CREATE TABLE epoch(epoch INTEGER PRIMARY KEY, sent INTEGER NOT NULL, confirmed INTEGER NOT NULL, receipt BLOB) STRICT;"
        "CREATE TABLE station(one INTEGER PRIMARY KEY CHECK(one = 1), device BLOB NOT NULL, device_key BLOB NOT NULL,"
        " tested INTEGER NOT NULL) STRICT;";

static int make_new(struct store *s)
{
	char *why = NULL;
	int rc = sql_fault("store.tables", EIO), r;

	if (rc == SQLITE_OK)
		rc = sqlite3_exec(s->db, tables, NULL, NULL, &why);
	sqlite3_free(why);
	if (rc != SQLITE_OK)
		return store_trouble(s, rc, "making the tables");
	r = store_run(s, "store.own", "INSERT INTO station VALUES(1, ?, ?, 0)", "bb", s->world.station->device,
	        sizeof s->world.station->device, key_public_part(s->world.device)->bytes, (size_t)KEY_BYTES);
	if (r)
		return r;
	rc = sqlite3_exec(s->db, "PRAGMA application_id=1280265009; PRAGMA user_version=1; COMMIT", NULL, NULL, NULL);
	return rc == SQLITE_OK ? 0 : store_trouble(s, rc, "making the tables");
}

_Static_assert(STORE_APPLICATION == 1280265009 && STORE_VERSION == 1, "the numbers in make_new()");

/* The same station and the same key, or it is not our store. */
static int check_owner(struct store *s)
{
	int64_t ours = 0;
	int r = store_number(&ours, s, 0, "SELECT device = ? AND device_key = ? FROM station", "bb",
	        s->world.station->device, sizeof s->world.station->device, key_public_part(s->world.device)->bytes,
	        (size_t)KEY_BYTES);

	if (r)
		return r;
	if (!ours)
		return store_sick(s,
		        "%s: belongs to another station or another device key. Put the right disk and keys together; nothing "
		        "was changed",
		        s->path);
	return 0;
}

int store_make_tables(struct store *s)
{
	int64_t version, application, things;
	int r = store_number(&version, s, 0, "PRAGMA user_version", "");

	if (r == 0)
		r = store_number(&application, s, 0, "PRAGMA application_id", "");
	if (r == 0)
		r = store_number(&things, s, 0, "SELECT count(*) FROM sqlite_schema", "");
	if (r)
		return r;
	if (version == 0 && things == 0)
		return make_new(s);
	if (application != STORE_APPLICATION)
		return store_sick(s, "%s: is a database, but not a store of Loket; nothing was changed", s->path);
	if (version != STORE_VERSION)
		return store_sick(s,
		        "%s: was written by a newer Loket (store version %lld, this one knows %d); update this station",
		        s->path, (long long)version, STORE_VERSION);
	return check_owner(s);
}

/* ---- the head ------------------------------------------------------------------- */

void store_set_head(struct store_head *out, const struct record *r, const struct record_header *h)
{
	uint8_t hash[RECORD_HASH_BYTES];

	record_hash(hash, r->header);
	chain_resume(&out->chain, h->device, h->epoch, h->seq, hash);
	memcpy(out->id, h->id, sizeof out->id);
	out->created_ms = h->created_ms;
	out->clock_state = h->clock_state;
	memcpy(out->header, r->header, sizeof out->header);
	memcpy(out->signature, r->signature, sizeof out->signature);
}

static int take_head(struct store *s, sqlite3_stmt *st)
{
	int64_t place = sqlite3_column_int64(st, 0);
	struct record r = {.header = sqlite3_column_blob(st, 1), .signature = sqlite3_column_blob(st, 2)};
	struct record_header h;

	if (sqlite3_column_bytes(st, 1) != RECORD_HEADER_BYTES || sqlite3_column_bytes(st, 2) != KEY_SIGNATURE_BYTES ||
	        record_check(&h, &r, key_public_part(s->world.device)->bytes) || store_place(h.epoch, h.seq) != place ||
	        memcmp(h.device, s->world.station->device, sizeof h.device) != 0)
		return store_sick(s, "%s: the newest record is altered or not signed by this station", s->path);
	store_set_head(&s->head, &r, &h);
	floor_raise(&s->floor, h.created_ms);
	return 0;
}

/* The hub's time in receipts that were accepted before also holds the clock up. */
static int raise_floor(struct store *s)
{
	sqlite3_stmt *st;
	struct receipt receipt;
	int r = store_query(&st, s, "SELECT receipt FROM epoch WHERE receipt IS NOT NULL", ""), rc;

	if (r)
		return r;
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		if (s->world.station->has_hub_key &&
		        receipt_take(&receipt, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0),
		                s->world.station->hub_key.bytes) == 0)
			floor_raise(&s->floor, receipt.hub_ms);
	(void)sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : store_trouble(s, rc, "reading the receipts");
}

int store_load_head(struct store *s)
{
	sqlite3_stmt *st;
	int r = store_query(&st, s, "SELECT pos, header, signature FROM record ORDER BY pos DESC LIMIT 1", ""), rc;

	if (r)
		return r;
	memset(&s->head, 0, sizeof s->head);
	chain_start(&s->head.chain, s->world.station->device, key_public_part(s->world.device)->bytes);
	rc = sql_fault("store.head", EIO);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		r = take_head(s, st);
	else if (rc != SQLITE_DONE)
		r = store_trouble(s, rc, "reading the newest record");
	(void)sqlite3_finalize(st);
	return r ? r : raise_floor(s);
}
