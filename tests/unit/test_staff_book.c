#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "staff/book.h"
#include "staff_kit.h"
#include "sys/file.h"

static int count(void *me, const struct book_entry *e)
{
	int *n = me;

	CHECK_INT(e->seq, ++*n);
	CHECK_INT(strlen(e->json), e->n);
	return 0;
}

static struct book *open_book(const struct staff_test *t, enum book_name name, int want)
{
	struct book *b = NULL;
	int n = 0;

	CHECK_INT(book_open(&b, name, &t->book, count, &n), want);
	CHECK((want == 0) == (*book_why(b) == 0));
	if (want == 0)
		CHECK_INT(book_length(b), n);
	return b;
}

static void fill(const struct staff_test *t, enum book_name name, int n)
{
	struct book *b = open_book(t, name, 0);
	char json[40];

	for (int i = 0; i < n; i++) {
		snprintf(json, sizeof json, "{\"n\":%d}", i + 1);
		CHECK_INT(book_add(b, json), 0);
	}
	book_close(b);
}

TEST(book, entries_stay_in_order_and_books_do_not_mix)
{
	struct staff_test t;

	staff_test_init(&t);
	fill(&t, BOOK_ACCESS, 3);
	fill(&t, BOOK_DAY, 2);
	staff_test_reopen(&t);
	fill(&t, BOOK_ACCESS, 1);
	for (int name = 0; name < BOOKS; name++) {
		struct book *b = open_book(&t, (enum book_name)name, 0);

		CHECK_INT(book_length(b), name == BOOK_ACCESS ? 4 : name == BOOK_DAY ? 2 : 0);
		book_close(b);
	}
	staff_test_fini(&t);
}

TEST(book, one_transaction_holds_several_entries_or_none)
{
	struct staff_test t;
	struct book *b;

	staff_test_init(&t);
	b = open_book(&t, BOOK_DAY, 0);
	for (int round = 0; round < 2; round++) {
		CHECK_INT(desk_begin(t.desk), 0);
		CHECK_INT(book_add_within(b, "{\"n\":1}"), 0);
		CHECK_INT(book_add_within(b, "{\"n\":2}"), 0);
		if (round == 0)
			desk_rollback(t.desk);
		else
			CHECK_INT(desk_commit(t.desk), 0);
		book_settle(b, round == 1);
		CHECK_INT(book_length(b), round * 2);
	}
	CHECK_INT(book_add(b, "{\"n\":3}"), 0);
	book_close(b);
	b = open_book(&t, BOOK_DAY, 0);
	CHECK_INT(book_length(b), 3);
	book_close(b);
	staff_test_fini(&t);
}

TEST(book, biggest_entry_is_taken)
{
	static char json[BOOK_ENTRY_MAX + 1];
	struct staff_test t;
	struct book *b;

	memset(json, 'x', BOOK_ENTRY_MAX);
	staff_test_init(&t);
	b = open_book(&t, BOOK_DAY, 0);
	CHECK_INT(book_add(b, json), 0);
	book_close(b);
	b = open_book(&t, BOOK_DAY, 0);
	book_close(b);
	staff_test_fini(&t);
}

/* ---- altered ------------------------------------------------------------------------- */

static sqlite3 *raw(const struct staff_test *t)
{
	char path[4200];
	sqlite3 *db;

	snprintf(path, sizeof path, "%s/store/desk.db", t->data);
	CHECK(sqlite3_open(path, &db) == SQLITE_OK);
	return db;
}

/* Flips one bit of one column; false when the column has no such byte. */
static bool flip(sqlite3 *db, const char *column, int byte)
{
	sqlite3_blob *blob;
	uint8_t c;
	char sql[200];
	sqlite3_stmt *st;
	bool there;
	int n;

	(void)blob;
	snprintf(sql, sizeof sql, "SELECT %s FROM book WHERE book = 2 AND seq = 2", column);
	CHECK(sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK);
	CHECK(sqlite3_step(st) == SQLITE_ROW);
	n = sqlite3_column_bytes(st, 0);
	there = byte < n;
	if (there) {
		char bytes[200];
		sqlite3_stmt *put;

		CHECK(n <= (int)sizeof bytes);
		memcpy(bytes, sqlite3_column_blob(st, 0), (size_t)n);
		c = (uint8_t)bytes[byte];
		bytes[byte] = (char)(c ^ (1 << byte % 8));
		snprintf(sql, sizeof sql, "UPDATE book SET %s = ? WHERE book = 2 AND seq = 2", column);
		CHECK(sqlite3_prepare_v2(db, sql, -1, &put, NULL) == SQLITE_OK);
		CHECK(sqlite3_bind_blob(put, 1, bytes, n, SQLITE_STATIC) == SQLITE_OK);
		CHECK(sqlite3_step(put) == SQLITE_DONE);
		sqlite3_finalize(put);
	}
	sqlite3_finalize(st);
	return there;
}

TEST_LIMIT(book, each_changed_byte_of_an_entry_is_found, 60)
{
	static const char *const columns[] = {"json", "hash", "signature"};
	struct staff_test t;
	struct book *b;
	int flipped = 0;
	sqlite3 *db;

	staff_test_init(&t);
	fill(&t, BOOK_DAY, 3);
	for (int c = 0; c < 3; c++) {
		for (int byte = 0;; byte++) {
			bool there;

			staff_test_close(&t);
			db = raw(&t);
			there = flip(db, columns[c], byte);
			sqlite3_close(db);
			staff_test_open(&t);
			if (!there)
				break;
			b = open_book(&t, BOOK_DAY, BOOK_BROKEN);
			CHECK_HAS(book_why(b), "entry 2 was altered");
			CHECK_INT(book_add(b, "{}"), BOOK_BROKEN);
			book_close(b);
			staff_test_close(&t);
			db = raw(&t);
			CHECK(flip(db, columns[c], byte)); /* and back */
			sqlite3_close(db);
			staff_test_open(&t);
			flipped++;
		}
	}
	CHECK_INT(flipped, 7 + 32 + 64);
	b = open_book(&t, BOOK_DAY, 0);
	book_close(b);
	staff_test_fini(&t);
}

/* What is done to the book, and what is said of it. */
static void after(const char *sql, int want, const char *why)
{
	struct staff_test t;
	struct book *b;

	staff_test_init(&t);
	fill(&t, BOOK_ACCESS, 3);
	fill(&t, BOOK_DAY, 3);
	staff_test_sql(&t, sql);
	staff_test_open(&t);
	b = open_book(&t, BOOK_DAY, want);
	if (want)
		CHECK_HAS(book_why(b), why);
	book_close(b);
	staff_test_fini(&t);
	CHECK_OK(dir_remove("data"));
}

TEST(book, entries_taken_out_moved_or_put_in_are_found)
{
	after("SELECT 1", 0, "");
	after("DELETE FROM book WHERE book = 2 AND seq = 2", BOOK_BROKEN, "entry 2 is missing");
	after("DELETE FROM book WHERE book = 2 AND seq = 1", BOOK_BROKEN, "entry 1 is missing");
	after("DELETE FROM book WHERE book = 2 AND seq = 3", BOOK_LOST, "has 2 entries and had 3");
	after("DELETE FROM book", BOOK_LOST, "has 0 entries and had 3");
	after("UPDATE book SET seq = 9 WHERE book = 2 AND seq = 1; UPDATE book SET seq = 1 WHERE book = 2 AND seq = 2; "
	      "UPDATE book SET seq = 2 WHERE book = 2 AND seq = 9",
	        BOOK_BROKEN, "entry 1 was altered");
	after("DELETE FROM book WHERE book = 2; UPDATE book SET book = 2 WHERE book = 1", BOOK_BROKEN,
	        "entry 1 was altered");
	after("INSERT INTO book SELECT book, 4, json, hash, signature, 0 FROM book WHERE book = 2 AND seq = 3",
	        BOOK_BROKEN, "entry 4 was altered");
	after("UPDATE book SET json = x'' WHERE book = 2 AND seq = 2", BOOK_BROKEN, "entry 2 was altered");
	after("UPDATE book SET json = zeroblob(40000) WHERE book = 2 AND seq = 2", BOOK_BROKEN, "entry 2 was altered");
	after("UPDATE book SET hash = x'00', signature = x'00' WHERE book = 2 AND seq = 2", BOOK_BROKEN,
	        "entry 2 was altered");
}

TEST(book, of_another_station_is_not_ours)
{
	struct staff_test t;
	struct book *b;

	staff_test_init(&t);
	fill(&t, BOOK_DAY, 1);
	t.station.device[3] ^= 1;
	b = open_book(&t, BOOK_DAY, BOOK_BROKEN);
	book_close(b);
	staff_test_fini(&t);
}

/* ---- the head file ------------------------------------------------------------------------ */

static void head_path(char *out, size_t room, const struct staff_test *t)
{
	snprintf(out, room, "%s/keys/day.head", t->data);
}

TEST(book, old_copy_of_the_database_is_found_by_the_head)
{
	char path[4200], wal[4300];
	struct staff_test t;
	struct book *b;
	AUTO_BUF db;
	AUTO_BUF log;

	buf_init(&db, 1 << 24);
	buf_init(&log, 1 << 24);
	staff_test_init(&t);
	fill(&t, BOOK_DAY, 2);
	staff_test_close(&t);
	snprintf(path, sizeof path, "%s/store/desk.db", t.data);
	snprintf(wal, sizeof wal, "%s-wal", path);
	CHECK_OK(file_read(&db, path));
	if (file_exists(wal))
		CHECK_OK(file_read(&log, wal));
	staff_test_open(&t);
	fill(&t, BOOK_DAY, 1);
	staff_test_close(&t);
	CHECK_OK(file_replace(path, db.data, db.len, 0600));
	(void)unlink(wal);
	if (log.len)
		CHECK_OK(file_replace(wal, log.data, log.len, 0600));
	staff_test_open(&t);
	b = open_book(&t, BOOK_DAY, BOOK_LOST);
	CHECK_HAS(book_why(b), "has 2 entries and had 3");
	CHECK_INT(book_add(b, "{}"), BOOK_LOST);
	book_begin_anew(b);
	CHECK_INT(book_add(b, "{\"n\":1}"), 0);
	book_close(b);
	b = open_book(&t, BOOK_DAY, 0);
	CHECK_INT(book_length(b), 3);
	book_close(b);
	staff_test_fini(&t);
}

TEST(book, damaged_database_does_not_make_the_register_empty_again)
{
	struct staff_given given;
	struct staff_order o = {.code = "B-666", .badge = kit_new, .n_badge = strlen(kit_new)};
	struct staff_test t;
	char path[4200], pin[9];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	staff_test_close(&t);
	snprintf(path, sizeof path, "%s/store/desk.db", t.data);
	CHECK_OK(file_replace(path, "not a database at all, and long enough to be read as one", 56, 0600));
	snprintf(path, sizeof path, "%s/store/desk.db-wal", t.data);
	(void)unlink(path);
	staff_test_open(&t);
	CHECK(desk_was_set_aside(t.desk));
	CHECK(!staff_is_sound(t.staff) && !staff_is_empty(t.staff));
	CHECK_HAS(staff_why(t.staff), "the staff register has 0 entries and had 1");
	CHECK_INT(staff_enrol(&given, t.staff, &o), STAFF_REFUSED);
	staff_test_fini(&t);
}

TEST(book, head_may_be_one_behind_but_not_gone_nor_foreign)
{
	struct staff_test t;
	struct book *b;
	char path[4200];
	AUTO_BUF old;

	buf_init(&old, 4096);
	staff_test_init(&t);
	head_path(path, sizeof path, &t);
	fill(&t, BOOK_DAY, 1);
	CHECK(unlink(path) == 0); /* the plug was pulled between entry and head */
	b = open_book(&t, BOOK_DAY, 0);
	book_close(b);
	CHECK_OK(file_read(&old, path));
	fill(&t, BOOK_DAY, 1);
	CHECK_OK(file_replace(path, old.data, old.len, 0600));
	b = open_book(&t, BOOK_DAY, 0);
	book_close(b);
	for (size_t i = 0; i < old.len; i++) {
		uint8_t was = old.data[i];

		if (old.data[0] == '#' && i < (size_t)(strchr((char *)old.data, '\n') - (char *)old.data))
			continue; /* the comment binds nobody */
		old.data[i] ^= 1;
		CHECK_OK(file_replace(path, old.data, old.len, 0600));
		old.data[i] = was;
		if (was == '\n' || was == ' ')
			continue;
		b = NULL;
		CHECK(book_open(&b, BOOK_DAY, &t.book, NULL, NULL) == BOOK_BROKEN);
		book_close(b);
	}
	CHECK(unlink(path) == 0);
	b = open_book(&t, BOOK_DAY, BOOK_LOST);
	CHECK_HAS(book_why(b), "keys/day.head is gone");
	book_close(b);
	staff_test_fini(&t);
}

/* ---- sending ------------------------------------------------------------------------------- */

TEST(book, unsent_entries_come_in_order_and_their_ids_are_theirs)
{
	struct book_unsent u, again;
	struct staff_test t;
	struct book *b;
	AUTO_BUF json;

	buf_init(&json, BOOK_ENTRY_MAX);
	staff_test_init(&t);
	fill(&t, BOOK_ACCESS, 2);
	b = open_book(&t, BOOK_ACCESS, 0);
	CHECK_INT(book_unsent(&u, &json, b), 0);
	CHECK_TEXT(buf_str(&json), "{\"n\":1}");
	CHECK_INT(u.kind, 21);
	CHECK_INT(book_unsent(&again, &json, b), 0); /* the plug was pulled before it was ticked off: the same id */
	CHECK_BYTES(again.id, u.id, sizeof u.id);
	CHECK_INT(book_sent(b, 1), 0);
	CHECK_INT(book_unsent(&again, &json, b), 0);
	CHECK_TEXT(buf_str(&json), "{\"n\":2}");
	CHECK(memcmp(again.id, u.id, sizeof u.id) != 0);
	book_close(b);
	b = open_book(&t, BOOK_ACCESS, 0);
	CHECK_INT(book_unsent(&again, &json, b), 0);
	CHECK_INT(again.seq, 2);
	CHECK_INT(book_sent(b, 2), 0);
	CHECK_INT(book_unsent(&again, &json, b), BOOK_END);
	book_close(b);
	staff_test_fini(&t);
}
