/* The desk's own database: what is written stays, and trouble is an answer. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "store/desk.h"
#include "store_disk.h"
#include "sys/file.h"

#define TABLE "CREATE TABLE IF NOT EXISTS toy(id INTEGER PRIMARY KEY, name TEXT UNIQUE, body BLOB) STRICT"
#define FILE_DB "data/store/desk.db"

static struct log quiet(void)
{
	return (struct log){.fd = -1};
}

static struct desk *opened(const struct log *log)
{
	struct desk *d;

	CHECK_OK(desk_open(&d, "data", log));
	return d;
}

static int64_t toys(struct desk *d)
{
	int64_t n = -1;

	CHECK_OK(desk_number(&n, d, 0, "SELECT count(*) FROM toy", ""));
	return n;
}

TEST(desk, keeps_what_was_written)
{
	struct log log = quiet();
	struct desk *d = opened(&log);
	struct stat st;
	sqlite3_stmt *q;

	CHECK(desk_is_well(d));
	CHECK_TEXT(desk_why(d), "");
	CHECK_OK(desk_table(d, TABLE));
	CHECK_OK(desk_run(d, "INSERT INTO toy VALUES(?, ?, ?)", "itb", (int64_t)7, "bear", "\0\1", (size_t)2));
	CHECK_OK(desk_run(d, "INSERT INTO toy(name) VALUES(?)", "t", (const char *)NULL));
	CHECK_INT(desk_row_id(d), 8);
	CHECK_INT(desk_changed(d), 1);
	desk_close(d);
	CHECK_OK(stat(FILE_DB, &st));
	CHECK_INT(st.st_mode & 0777, 0600);
	d = opened(&log);
	CHECK_OK(desk_table(d, TABLE));
	CHECK_OK(desk_query(&q, d, "SELECT name, body FROM toy WHERE id = ?", "i", (int64_t)7));
	CHECK_OK(desk_step(d, q));
	CHECK_TEXT((const char *)sqlite3_column_text(q, 0), "bear");
	CHECK_INT(sqlite3_column_bytes(q, 1), 2);
	CHECK_INT(desk_step(d, q), DESK_END);
	(void)sqlite3_finalize(q);
	CHECK(!desk_was_set_aside(d));
	desk_close(d);
}

TEST(desk, answers_a_number_or_otherwise)
{
	struct log log = quiet();
	struct desk *d = opened(&log);
	int64_t n = 0;

	CHECK_OK(desk_table(d, TABLE));
	CHECK_OK(desk_number(&n, d, 42, "SELECT id FROM toy", ""));
	CHECK_INT(n, 42);
	CHECK_OK(desk_number(&n, d, 43, "SELECT max(id) FROM toy", ""));
	CHECK_INT(n, 43); /* NULL */
	CHECK_OK(desk_run(d, "INSERT INTO toy VALUES(5, 'a', NULL)", ""));
	CHECK_OK(desk_number(&n, d, 43, "SELECT max(id) FROM toy", ""));
	CHECK_INT(n, 5);
	desk_close(d);
}

TEST(desk, refuses_what_a_table_refuses_and_stays_well)
{
	struct log log = quiet();
	struct desk *d = opened(&log);

	CHECK_OK(desk_table(d, TABLE));
	CHECK_OK(desk_run(d, "INSERT INTO toy(name) VALUES('a')", ""));
	CHECK_INT(desk_run(d, "INSERT INTO toy(name) VALUES('a')", ""), DESK_REFUSED);
	CHECK(desk_is_well(d));
	CHECK_INT(toys(d), 1);
	desk_close(d);
}

TEST(desk, keeps_all_of_a_transaction_or_nothing)
{
	struct log log = quiet();
	struct desk *d = opened(&log);

	CHECK_OK(desk_table(d, TABLE));
	CHECK_OK(desk_begin(d));
	CHECK_OK(desk_run(d, "INSERT INTO toy(name) VALUES('a')", ""));
	CHECK_OK(desk_run(d, "INSERT INTO toy(name) VALUES('b')", ""));
	CHECK_OK(desk_commit(d));
	CHECK_INT(toys(d), 2);
	CHECK_OK(desk_begin(d));
	CHECK_OK(desk_run(d, "INSERT INTO toy(name) VALUES('c')", ""));
	desk_rollback(d);
	CHECK_INT(toys(d), 2);
	CHECK_OK(desk_begin(d));
	CHECK_OK(desk_run(d, "INSERT INTO toy(name) VALUES('d')", ""));
	desk_close(d); /* never committed */
	d = opened(&log);
	CHECK_INT(toys(d), 2);
	desk_close(d);
}

TEST(desk, is_one_programs_only)
{
	struct log log = quiet();
	struct desk *d = opened(&log), *second = opened(&log);

	CHECK(desk_is_well(d));
	CHECK(!desk_is_well(second));
	CHECK_HAS(desk_why(second), "another program");
	CHECK_INT(desk_table(second, TABLE), DESK_SICK);
	desk_close(d);
	CHECK_OK(desk_try_again(second));
	CHECK_INT(toys(second), 0); /* the table that it had noted */
	desk_close(second);
}

static void damage(int64_t at, const char *bytes, size_t n)
{
	int fd = open(FILE_DB, O_RDWR | O_CLOEXEC);

	CHECK(fd >= 0);
	CHECK_INT(pwrite(fd, bytes, n, at), n);
	close(fd);
}

static void make_one(void)
{
	struct log log = quiet();
	struct desk *d = opened(&log);

	CHECK_OK(desk_table(d, TABLE));
	CHECK_OK(desk_run(d, "INSERT INTO toy(name) VALUES('a')", ""));
	desk_close(d);
}

TEST(desk, sets_a_damaged_file_aside_and_begins_anew)
{
	static const struct {
		int64_t at;
		const char *bytes;
		size_t n;
	} damages[] = {{0, "not a database at all", 21}, {100, "\xff\xff\xff\xff\xff\xff\xff\xff", 8},
	        {4096, "\xee\xee\xee\xee\xee\xee\xee\xee", 8}, {68, "\0\0\0\1", 4}};
	struct log log = quiet();

	for (int i = 0; i < 4; i++) {
		struct desk *d;
		char aside[80];

		make_one();
		damage(damages[i].at, damages[i].bytes, damages[i].n);
		d = opened(&log);
		CHECK(desk_is_well(d));
		CHECK(desk_was_set_aside(d));
		(void)snprintf(aside, sizeof aside, FILE_DB ".damaged-%d", i + 1);
		CHECK(file_exists(aside));
		CHECK_OK(desk_table(d, TABLE));
		CHECK_INT(toys(d), 0);
		desk_close(d);
	}
}

TEST(desk, is_open_but_not_well_when_its_folder_can_not_be)
{
	struct log log = quiet();
	struct desk *d;
	int64_t n = 3;

	CHECK_OK(dir_make("data", 0700));
	CHECK_OK(file_replace("data/store", "x", 1, 0600)); /* a file where the folder belongs */
	d = opened(&log);
	CHECK(!desk_is_well(d));
	CHECK(*desk_why(d));
	CHECK_INT(desk_table(d, TABLE), DESK_SICK);
	CHECK_INT(desk_run(d, "INSERT INTO toy(name) VALUES('a')", ""), DESK_SICK);
	CHECK_INT(desk_number(&n, d, 0, "SELECT 1", ""), DESK_SICK);
	CHECK_INT(n, 3);
	CHECK_INT(desk_begin(d), DESK_SICK);
	desk_rollback(d);
	CHECK_INT(desk_try_again(d), DESK_SICK);
	CHECK_INT(unlink("data/store"), 0);
	CHECK_OK(desk_try_again(d));
	CHECK_INT(toys(d), 0);
	desk_close(d);
}

TEST(desk, of_a_newer_loket_is_left_alone)
{
	struct log log = quiet();
	struct desk *d;

	make_one();
	damage(60, "\0\0\0\2", 4); /* user_version */
	d = opened(&log);
	CHECK(!desk_is_well(d));
	CHECK_HAS(desk_why(d), "newer Loket");
	CHECK(!file_exists(FILE_DB ".damaged-1"));
	desk_close(d);
}

TEST(desk, on_a_full_disk_says_so_and_goes_on_afterwards)
{
	static char body[60000];
	struct log log = quiet();
	struct desk *d;
	int r = 0, n = 0;

	disk_mount("data", 2 << 20);
	d = opened(&log);
	CHECK_OK(desk_table(d, TABLE));
	while (r == 0 && n < 200) {
		r = desk_run(d, "INSERT INTO toy(body) VALUES(?)", "b", body, sizeof body);
		n += r == 0;
	}
	CHECK_INT(r, DESK_FULL);
	CHECK(desk_is_well(d));
	CHECK_INT(toys(d), n);
	if (desk_begin(d) == 0) {
		while ((r = desk_run(d, "INSERT INTO toy(body) VALUES(?)", "b", body, sizeof body)) == 0)
			;
		CHECK_INT(r, DESK_FULL);
		/* Nothing of this transaction may slip in by itself. */
		CHECK_INT(desk_run(d, "INSERT INTO toy(name) VALUES('half')", ""), DESK_FULL);
		r = desk_commit(d);
		CHECK_TEXT(desk_why(d), "");
		CHECK(r != 0);
	}
	CHECK_INT(toys(d), n);
	desk_close(d);
}

TEST(desk, survives_every_place_failing)
{
	struct log log = quiet();

	FAULT_SWEEP(n)
	{
		struct desk *d = NULL;
		int armed = n, r, kept = 0;
		int64_t there = -1;

		fault_arm(0);
		CHECK_OK(dir_remove("data"));
		fault_arm(armed);
		r = desk_open(&d, "data", &log);
		CHECK(r == 0 || !d);
		if (r)
			continue;
		(void)(desk_table(d, TABLE) == 0);
		kept += desk_run(d, "INSERT INTO toy(name) VALUES('a')", "") == 0;
		if (desk_begin(d) == 0) {
			r = desk_run(d, "INSERT INTO toy(name) VALUES('b')", "");
			if (r == 0)
				kept += desk_commit(d) == 0;
			else
				desk_rollback(d);
		}
		(void)(desk_number(&there, d, 0, "SELECT count(*) FROM toy", "") == 0);
		fault_arm(0);
		CHECK_OK(desk_try_again(d));
		CHECK_INT(toys(d), kept);
		desk_close(d);
	}
}
