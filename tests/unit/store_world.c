#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "store_world.h"
#include "sys/file.h"
#include "store/chain.h"
#include "store/kinds.h"
#include "store/ledger.h"

enum { WALL_S = 1773483630 }; /* 2026-03-14T10:20:30Z */

void store_test_init_at(struct store_test *t, const char *data)
{
	memset(t, 0, sizeof *t);
	snprintf(t->data, sizeof t->data, "%s", data);
	CHECK_OK(key_new(&t->authority, KEY_AUTHORITY, true));
	CHECK_OK(key_new(&t->desk, KEY_DESK, true));
	CHECK_OK(key_new(&t->device, KEY_DEVICE, true));
	CHECK_OK(key_new(&t->hub, KEY_HUB, true));
	snprintf(t->station.code, sizeof t->station.code, "DEMO-01");
	memset(t->station.device, 0xd5, sizeof t->station.device);
	snprintf(t->station.hub, sizeof t->station.hub, "https://localhost:8443");
	t->station.authorities[0] = *key_public_part(t->authority);
	t->station.n_authorities = 1;
	t->station.hub_key = *key_public_part(t->hub);
	t->station.has_hub_key = true;
	t->station.keyset = t->station.epoch = 1;
	clock_manual(&t->clock, (int64_t)WALL_S * 1000);
	t->log = (struct log){.fd = 2, .level = LOG_INFO, .clock = &t->clock};
	t->world = (struct store_world){.data = t->data,
	        .station = &t->station,
	        .device = t->device,
	        .clock = &t->clock,
	        .log = &t->log,
	        .reserve_bytes = 4096,
	        .ballast_bytes = 65536};
	CHECK_OK(dir_make(t->data, 0700));
	CHECK_OK(station_write(&t->station, t->data));
}

void store_test_init(struct store_test *t)
{
	char data[4096];

	CHECK_OK(path_join(data, sizeof data, test_folder(), "data"));
	store_test_init_at(t, data);
}

void store_test_fast_folder(char *out, size_t room)
{
	snprintf(out, room, "%s/loket-store.XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : test_folder());
	CHECK(mkdtemp(out) != NULL);
}

void store_test_fini(struct store_test *t)
{
	key_free(t->authority);
	key_free(t->desk);
	key_free(t->device);
	key_free(t->hub);
}

struct store *store_test_open(struct store_test *t)
{
	struct store *s = NULL;

	CHECK_OK(store_open_tuned(&s, &t->world, &t->tuning));
	return s;
}

int store_test_put(struct store_kept *kept, struct store *s, int n)
{
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1};
	struct store_kept other;
	char json[40];

	store_new_id(order.id);
	order.n = (size_t)snprintf(json, sizeof json, "{\"n\":%d}", n);
	order.json = json;
	return store_commit(kept ? kept : &other, s, &order);
}

void store_test_receipt(struct receipt *out, const struct store_test *t, uint32_t epoch, uint32_t seq)
{
	struct store_read *r;
	struct store_row row;

	*out = (struct receipt){.epoch = epoch,
	        .confirmed_up_to = seq,
	        .durability = RECEIPT_ONE_DISK,
	        .hub_ms = t->clock.wall_held_ms,
	        .tlog_size = seq};
	memcpy(out->device, t->station.device, sizeof out->device);
	CHECK_OK(store_read_open(&r, t->data));
	if (seq > 0 && store_read_from(&row, r, epoch, seq) == 0 && row.epoch == epoch && row.seq == seq)
		record_hash(out->hash, row.record.header);
	store_read_close(r);
}

static sqlite3 *ledger_of(const struct store_test *t)
{
	char path[4096];
	sqlite3 *db;

	CHECK_OK(station_path(path, sizeof path, t->data, STATION_LEDGER));
	CHECK_OK(dir_make(path, 0700));
	CHECK_OK(station_path(path, sizeof path, t->data, STATION_LEDGER_DB));
	CHECK_INT(sqlite3_open(path, &db), SQLITE_OK);
	CHECK_INT(sqlite3_exec(db, "PRAGMA journal_mode=WAL;" LEDGER_SCHEMA, NULL, NULL, NULL), SQLITE_OK);
	return db;
}

void store_test_ledger_raw(const struct store_test *t, uint32_t epoch, const void *bytes, size_t n)
{
	sqlite3 *db = ledger_of(t);
	sqlite3_stmt *st;

	CHECK_INT(sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO receipt VALUES(?, ?)", -1, &st, NULL), SQLITE_OK);
	sqlite3_bind_int64(st, 1, epoch);
	sqlite3_bind_blob(st, 2, bytes, (int)n, SQLITE_STATIC);
	CHECK_INT(sqlite3_step(st), SQLITE_DONE);
	sqlite3_finalize(st);
	CHECK_INT(sqlite3_close(db), SQLITE_OK);
}

void store_test_ledger(const struct store_test *t, const struct receipt *r, const struct key_secret *hub)
{
	uint8_t bytes[RECEIPT_BYTES];

	receipt_put(bytes, r, hub);
	store_test_ledger_raw(t, r->epoch, bytes, sizeof bytes);
}

void store_test_sent(const struct store_test *t, uint32_t epoch, uint32_t up_to)
{
	sqlite3 *db = ledger_of(t);
	char sql[100];

	snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO sent VALUES(%u, %u)", epoch, up_to);
	CHECK_INT(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	CHECK_INT(sqlite3_close(db), SQLITE_OK);
}

void store_test_read(
        char *out, size_t room, const struct store_test *t, uint32_t epoch, uint32_t seq, const struct key_secret *key)
{
	struct envelope_inside in;
	struct store_read *r;
	struct store_row row;

	CHECK_OK(store_read_open(&r, t->data));
	CHECK_OK(store_read_from(&row, r, epoch, seq));
	CHECK_INT(row.epoch, epoch);
	CHECK_INT(row.seq, seq);
	CHECK_OK(record_check(NULL, &row.record, key_public_part(t->device)->bytes));
	CHECK_OK(envelope_open(&in, &row.record, key));
	CHECK(in.json.len < room);
	snprintf(out, room, "%s", buf_str(&in.json));
	buf_fini(&in.json);
	store_read_close(r);
}

int store_test_verify(const struct store_test *t)
{
	struct store_read *r;
	struct store_row row;
	struct chain chain;
	int n = 0, e;

	e = store_read_open(&r, t->data);
	if (e == STORE_READ_NONE)
		return 0;
	CHECK_OK(e);
	chain_start(&chain, t->station.device, key_public_part(t->device)->bytes);
	for (uint32_t epoch = 1, seq = 1; (e = store_read_from(&row, r, epoch, seq)) == 0; n++) {
		CHECK_OK(record_check(NULL, &row.record, key_public_part(t->device)->bytes));
		CHECK_OK(chain_take(&chain, row.record.header));
		epoch = row.epoch;
		seq = row.seq + 1;
	}
	CHECK_INT(e, STORE_READ_END);
	store_read_close(r);
	return n;
}

bool store_test_has(const struct store_test *t, const struct store_kept *kept)
{
	uint8_t hash[RECORD_HASH_BYTES] = {0};
	struct store_read *r;
	struct store_row row;
	bool found;

	CHECK_OK(store_read_open(&r, t->data));
	found = store_read_from(&row, r, kept->epoch, kept->seq) == 0 && row.epoch == kept->epoch &&
	        row.seq == kept->seq;
	if (found)
		record_hash(hash, row.record.header);
	store_read_close(r);
	return found && memcmp(hash, kept->hash, sizeof hash) == 0;
}

void store_test_db(char *out, size_t room, const struct store_test *t)
{
	CHECK_OK(station_path(out, room, t->data, STATION_STORE_DB));
}

int store_test_count(struct store *s)
{
	struct store_counts c;

	CHECK_OK(store_count(&c, s));
	return (int)c.records;
}

struct store *store_test_with(struct store_test *t, int n)
{
	struct store *s;

	store_test_init(t);
	s = store_test_open(t);
	for (int i = 1; i <= n; i++)
		CHECK_OK(store_test_put(NULL, s, i));
	return s;
}

void store_test_counts(struct store *s, int waiting, int sent, int confirmed, int wiped)
{
	struct store_counts c;

	CHECK_OK(store_count(&c, s));
	CHECK_INT(c.records, waiting + sent + confirmed + wiped);
	CHECK_INT(c.waiting, waiting);
	CHECK_INT(c.sent, sent);
	CHECK_INT(c.confirmed, confirmed);
	CHECK_INT(c.wiped, wiped);
}
