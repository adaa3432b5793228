#include "harness.h"

#include <sqlite3.h>
#include <stdio.h>

#include "sync/audit.h"
#include "sync/pack.h"
#include "sync/wire.h"
#include "sync_world.h"
#include "sys/file.h"
#include "sys/text.h"

struct found {
	int n;
	char first[300], all[4000];
	int receipts, records;
};

static void find(void *me, const char *sentence)
{
	struct found *f = me;

	if (f->n++ == 0)
		snprintf(f->first, sizeof(f->first), "%s", sentence);
	if (strlen(f->all) + strlen(sentence) + 2 < sizeof(f->all)) {
		strcat(f->all, sentence);
		strcat(f->all, "\n");
	}
}

static int take(void *me, const struct audit_record *r)
{
	struct found *f = me;

	f->records++;
	f->receipts += r->has_receipt;
	return 0;
}

static struct found audit_of(const struct sync_world *w, const char *stick)
{
	struct found f = {0};
	const struct audit_world world = {.find = find, .take = take, .me = &f};
	struct hub_store store;
	struct audit a;

	CHECK_OK(hub_store_open(&store, w->uri, HUB_READ));
	audit_init(&a, &world);
	CHECK_OK(stick ? audit_stick(&a, stick, &store) : audit_hub(&a, &store, NULL));
	CHECK_INT(a.findings, f.n);
	audit_fini(&a);
	hub_store_close(&store);
	return f;
}

TEST(audit, store_of_a_hub_that_is_being_made_is_no_damaged_one)
{
	static const char *const begins[] = {"", "S", "SQLite format 3"};
	struct hub_store store;

	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
		CHECK_OK(file_replace("new.db", begins[i], strlen(begins[i]), 0640));
		CHECK(hub_store_open(&store, "sqlite:new.db", HUB_READ) < 0);
		CHECK_HAS(err_why(), "holds nothing yet");
	}
	CHECK_OK(file_replace("new.db", "no database", 11, 0640));
	CHECK(hub_store_open(&store, "sqlite:new.db", HUB_READ) < 0);
	CHECK_HAS(err_why(), "not a database");
}

static void delivered(struct sync_world *w, int n)
{
	sync_world_make(w);
	sync_world_hub(w);
	sync_world_commit(w, n, 40);
	CHECK_INT(sync_world_once(w), 0);
	sync_world_hub_end(w, 15);
}

/* Somebody with the hub's file in hands. */
static void tamper(const struct sync_world *w, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	CHECK_INT(sqlite3_open(w->uri + strlen("sqlite:"), &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		test_fail(__FILE__, __LINE__, "%s: %s", sql, why);
	sqlite3_close(db);
}

TEST(audit, a_whole_store_has_nothing_to_find)
{
	struct sync_world w;
	struct found f;

	delivered(&w, 7);
	f = audit_of(&w, NULL);
	CHECK_TEXT(f.all, "");
	CHECK_INT(f.records, 7);
	CHECK_INT(f.receipts, 7);
	sync_world_end(&w);
}

TEST(audit, every_kind_of_tampering_is_named)
{
	static const struct {
		const char *sql, *names;
	} cases[] = {
	        {"DELETE FROM record WHERE seq = 3", "GAP DEMO-01: record 1-3 is missing."},
	        {"DELETE FROM record WHERE seq IN (3, 4)", "GAP DEMO-01: records 1-3 to 1-4 are missing."},
	        {"DELETE FROM record WHERE seq = 1", "GAP DEMO-01: record 1-1 is missing."},
	        {"DELETE FROM record WHERE seq = 7", "GAP DEMO-01: record 1-7 came in and is missing."},
	        {"DELETE FROM record", "GAP DEMO-01: all records of epoch 1 are missing, up to 7."},
	        {"DELETE FROM record WHERE seq = 7; UPDATE head SET acked = 6, highest = 6", "RECEIPT DEMO-01"},
	        {"DELETE FROM record WHERE seq = 7; DELETE FROM head", "LOG: the record log counts 7 records, and 6"},
	        {"UPDATE record SET bytes = zeroblob(length(bytes)) WHERE seq = 2", "ALTERED DEMO-01: record 1-2"},
	        {"UPDATE record SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE seq = 2",
	                "ALTERED DEMO-01: record 1-2 was altered: its body"},
	        {"UPDATE record SET bytes = substr(bytes, 1, 150) || zeroblob(64) || substr(bytes, 215) WHERE seq = 4",
	                "ALTERED DEMO-01: record 1-4 was altered: the station's signature"},
	        {"UPDATE record SET seq = seq + 100 WHERE seq = 7", "ALTERED DEMO-01: record 1-107"},
	        {"UPDATE record SET hash = zeroblob(32) WHERE seq = 5", "ALTERED DEMO-01: record 1-5"},
	        {"UPDATE record SET n = n + 100 WHERE seq = 1", "LOG: the record log"},
	        {"UPDATE fact SET value = zeroblob(8) WHERE key = 'log'", "LOG: the record log counts 0"},
	        {"UPDATE head SET receipt = zeroblob(181)",
	                "RECEIPT DEMO-01: the receipt kept for epoch 1 is not good."},
	        {"UPDATE head SET receipt = NULL", "RECEIPT DEMO-01"},
	        {"INSERT INTO conflict(device, epoch, seq, id, hash, prev, received, bytes) SELECT device, epoch, seq, id, hash,"
	         " prev, received, bytes FROM record WHERE seq = 2",
	                "CONFLICT DEMO-01: another record also claims to be 1-2."},
	        {"INSERT INTO aside SELECT device, 1, 9, 'body', zeroblob(32), 1, x'00' FROM head",
	                "ASIDE DEMO-01: something that claims to be record 1-9 was set aside (body)."},
	};
	struct sync_world w;

	delivered(&w, 7);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct found f;
		AUTO_BUF keep;

		buf_init(&keep, 64 << 20);
		CHECK_OK(file_read(&keep, "hub/hub.db"));
		tamper(&w, cases[i].sql);
		f = audit_of(&w, NULL);
		CHECK_HAS(f.all, cases[i].names);
		CHECK_OK(file_replace("hub/hub.db", keep.data, keep.len, 0600));
		(void)remove("hub/hub.db-wal");
	}
	CHECK_INT(audit_of(&w, NULL).n, 0);
	sync_world_end(&w);
}

TEST(audit, a_station_that_is_not_registered_is_named)
{
	struct sync_world w;

	delivered(&w, 2);
	CHECK(remove("hub/hub.db.devices") == 0);
	CHECK_HAS(audit_of(&w, NULL).first, "UNKNOWN");
	sync_world_end(&w);
}

TEST(audit, a_stations_own_store_is_checked_too)
{
	const struct audit_world world = {0};
	struct sync_world w;
	struct audit a;

	delivered(&w, 4);
	CHECK_OK(key_write(w.device, "data/keys"));
	sync_world_commit(&w, 2, 40);
	sync_world_close_store(&w);
	audit_init(&a, &world);
	CHECK_OK(audit_station(&a, w.data));
	CHECK_INT(a.records, 6);
	CHECK_INT(a.findings, 0);
	audit_fini(&a);
	sync_world_end(&w);
}

/* ---- sticks --------------------------------------------------------------------------------------- */

static void write_stick(const struct sync_world *w, const char *path, uint32_t from, uint32_t to)
{
	struct store_read *store;
	AUTO_BUF json;
	AUTO_BUF packed;

	buf_init(&json, WIRE_BATCH);
	buf_init(&packed, WIRE_BATCH);
	wire_begin(&json);
	CHECK_OK(store_read_open(&store, w->data));
	for (uint32_t seq = from; seq <= to; seq++) {
		struct store_row row;

		CHECK_OK(store_read_from(&row, store, 1, seq));
		wire_add(&json, &row.record);
	}
	store_read_close(store);
	wire_end(&json);
	CHECK_OK(pack_close(&packed, PACK_ZSTD, json.data, json.len));
	CHECK_OK(file_replace(path, packed.data, packed.len, 0644));
}

TEST(stick, batches_in_any_order_and_any_number_of_copies)
{
	struct sync_world w;
	struct found f;

	delivered(&w, 9);
	CHECK_OK(dir_make("stick", 0700));
	write_stick(&w, "stick/c.ceb.zst", 3, 6);
	write_stick(&w, "stick/a.ceb.zst", 6, 9);
	write_stick(&w, "stick/b.ceb.zst", 3, 6);
	CHECK_OK(file_replace("stick/half.ceb.zst.tmp", "x", 1, 0644));
	f = audit_of(&w, "stick");
	CHECK_TEXT(f.all, "");
	CHECK_INT(f.records, 7); /* 3 to 9: a stick may begin in the middle */
	sync_world_end(&w);
}

TEST(stick, gaps_and_damage_are_named)
{
	struct sync_world w;
	AUTO_BUF bytes;

	delivered(&w, 9);
	CHECK_OK(dir_make("stick", 0700));
	write_stick(&w, "stick/a.ceb.zst", 1, 3);
	write_stick(&w, "stick/b.ceb.zst", 6, 9);
	CHECK_HAS(audit_of(&w, "stick").all, "GAP DEMO-01: records 1-4 to 1-5 are missing.");
	buf_init(&bytes, WIRE_BATCH);
	CHECK_OK(file_read(&bytes, "stick/b.ceb.zst"));
	CHECK_OK(file_replace("stick/b.ceb.zst", bytes.data, bytes.len - 7, 0644));
	CHECK_HAS(audit_of(&w, "stick").all, "ALTERED: b.ceb.zst is not a whole batch.");
	sync_world_end(&w);
}
