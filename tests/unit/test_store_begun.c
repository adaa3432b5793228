/* A store or a ledger that is just being made has no records yet; one that is damaged is not called new. */
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "store/ledger.h"
#include "store_world.h"
#include "sys/file.h"

static struct store_test t;
static char store_db[4200], ledger_db[4200];

static void places(void)
{
	char dir[4200];

	store_test_init(&t);
	CHECK_OK(station_path(dir, sizeof dir, t.data, STATION_STORE));
	CHECK_OK(dir_make(dir, 0700));
	CHECK_OK(station_path(dir, sizeof dir, t.data, STATION_LEDGER));
	CHECK_OK(dir_make(dir, 0700));
	CHECK_OK(station_path(store_db, sizeof store_db, t.data, STATION_STORE_DB));
	CHECK_OK(station_path(ledger_db, sizeof ledger_db, t.data, STATION_LEDGER_DB));
}

static void both_hold(const void *bytes, size_t n)
{
	CHECK_OK(file_replace(store_db, bytes, n, 0640));
	CHECK_OK(file_replace(ledger_db, bytes, n, 0640));
}

static void both_are_new(void)
{
	struct store_read *r = NULL;
	struct ledger *l = NULL;

	CHECK_INT(store_read_open(&r, t.data), STORE_READ_NONE);
	CHECK_INT(ledger_open(&l, t.data), LEDGER_NONE);
	CHECK(!r && !l);
}

static void both_are_damaged(void)
{
	struct store_read *r = NULL;
	struct ledger *l = NULL;

	CHECK(store_read_open(&r, t.data) < 0);
	CHECK_HAS(err_why(), "store.db");
	CHECK(ledger_open(&l, t.data) < 0);
	CHECK_HAS(err_why(), "ledger.db");
	CHECK(!r && !l);
}

/* A database as SQLite makes it, with that in it. */
static void make(const char *path, const char *sql)
{
	sqlite3 *db;

	(void)unlink(path);
	CHECK_INT(sqlite3_open(path, &db), SQLITE_OK);
	CHECK_INT(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	CHECK_INT(sqlite3_close(db), SQLITE_OK);
}

static void make_both(const char *sql)
{
	make(store_db, sql);
	make(ledger_db, sql);
}

TEST(begun, empty_file_is_a_new_one)
{
	places();
	both_are_new(); /* nothing at all */
	both_hold("", 0);
	both_are_new();
	store_test_fini(&t);
}

TEST(begun, less_than_a_page_that_begins_as_it_must_is_a_new_one)
{
	static const size_t lengths[] = {1, 15, 16, 17, 100, 511};
	AUTO_BUF whole;

	places();
	make_both("CREATE TABLE record(n); CREATE TABLE receipt(n)");
	buf_init(&whole, 1 << 20);
	CHECK_OK(file_read(&whole, store_db));
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		both_hold(buf_str(&whole), lengths[i]);
		both_are_new();
	}
	store_test_fini(&t);
}

TEST(begun, pages_without_tables_are_a_new_one)
{
	places();
	make_both("PRAGMA user_version = 1");
	both_are_new();
	make_both("PRAGMA journal_mode = WAL; PRAGMA user_version = 1");
	both_are_new();
	make_both("CREATE TABLE receipt(n)"); /* the ledger's first statement, and no more */
	both_are_new();
	store_test_fini(&t);
}

TEST(begun, what_begins_otherwise_is_damage)
{
	char noise[4096];

	places();
	memset(noise, 0x5a, sizeof noise);
	both_hold(noise, sizeof noise);
	both_are_damaged();
	both_hold(noise, 512);
	both_are_damaged();
	both_hold(noise, 511);
	both_are_damaged();
	both_hold(noise, 1);
	both_are_damaged();
	both_hold("SQLite format 4", 16);
	both_are_damaged();
	both_hold("SQLite format 3 and a story", 27); /* its first bytes, and then no SQLite file's */
	both_are_damaged();
	store_test_fini(&t);
}

TEST(begun, tables_of_another_shape_are_no_new_store)
{
	struct store_read *r = NULL;

	places();
	make(store_db, "CREATE TABLE record(n); CREATE TABLE epoch(epoch, sent)");
	CHECK(store_read_open(&r, t.data) < 0);
	CHECK_HAS(err_why(), "no such column");
	store_test_fini(&t);
}

/* The first page says what the others hold: torn to zero, it is not a file that was just made. */
TEST(begun, whole_pages_of_a_torn_file_are_damage)
{
	AUTO_BUF whole;
	char *bytes;

	places();
	make_both("CREATE TABLE record(n); CREATE TABLE receipt(n); CREATE TABLE sent(n)");
	buf_init(&whole, 1 << 20);
	CHECK_OK(file_read(&whole, store_db));
	bytes = (char *)buf_str(&whole);
	memset(bytes, 0, 16);
	both_hold(bytes, whole.len);
	both_are_damaged();
	store_test_fini(&t);
}
