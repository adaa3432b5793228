/* The judge of a data partition: what is owed, what is doubled, what is beyond repair; with real file systems and a pretended office. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/vm/blockjudge.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { RUN_MS = 60000 };

static void text(const char *path, const char *words, mode_t mode)
{
	CHECK_OK(file_replace(path, words, strlen(words), mode));
	CHECK(chmod(path, mode) == 0);
}

static void database(const char *path, const char *sql)
{
	sqlite3 *db = NULL;

	CHECK(sqlite3_open(path, &db) == SQLITE_OK && sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
	CHECK(sqlite3_close(db) == SQLITE_OK);
}

/* The office: opens what lies in the station's store; a ledger without tables is nothing it can read. */
static void office(const char *numbers, int status)
{
	char words[1024];

	(void)snprintf(words, sizeof words,
	        "#!/bin/sh\n[ ! -s \"$5/ledger/ledger.db\" ] || grep -q CREATE \"$5/ledger/ledger.db\" || exit 9\n"
	        "for n in %s; do echo \"{\\\"number\\\":\\\"$n\\\"}\"; done\nexit %d\n",
	        numbers, status);
	text("office", words, 0700);
}

static void file_system(void)
{
	CHECK_OK(proc_run(
	        (const char *const[]){"mkfs.ext4", "-q", "-F", "-d", "root", "ext4", "8192k", NULL}, NULL, RUN_MS));
}

/* A station with a sound store, as a file system. */
static struct blockjudge begin(const char *numbers, int status)
{
	static const struct blockjudge_saved saved[] = {{"A-1", 0}, {"A-2", 10}};
	struct blockjudge j = {.station = "/station", .saved = saved, .n_saved = 2};
	struct buf none;

	buf_init(&none, 4096);
	if (proc_run((const char *const[]){"mkfs.ext4", "-V", NULL}, &none, RUN_MS))
		test_skip("e2fsprogs is absent");
	buf_fini(&none);
	CHECK_OK(dir_make("root/station/store", 0700));
	CHECK_OK(dir_make("root/station/ledger", 0700));
	CHECK_OK(dir_make("root/update", 0700));
	text("root/update/journal", "what became of it\n", 0600);
	database("root/station/store/store.db", "CREATE TABLE t(x); INSERT INTO t VALUES(1)");
	database("root/station/ledger/ledger.db", "CREATE TABLE t(x)");
	office(numbers, status);
	file_system();
	(void)snprintf(j.loketctl, sizeof j.loketctl, "%s/office", test_folder());
	(void)snprintf(j.key, sizeof j.key, "key");
	(void)snprintf(j.dir, sizeof j.dir, "%s/judged", test_folder());
	return j;
}

static struct blockjudge_verdict judge(const struct blockjudge *j, size_t cut)
{
	struct blockjudge_verdict v = {0};

	CHECK_OK(blockjudge(&v, j, "ext4", cut));
	return v;
}

TEST(blockjudge, a_sound_station_is_sound)
{
	struct blockjudge j = begin("A-1 A-2", 0);
	struct blockjudge_verdict v = judge(&j, 100);

	CHECK_TEXT(v.why, "");
	CHECK_INT(v.records, 2);
	CHECK(!v.lost && !v.doubled && !v.corrupt && !v.beyond_repair && !v.mended);
}

TEST(blockjudge, what_was_called_saved_before_the_cut_is_owed)
{
	struct blockjudge j = begin("A-1", 0);

	CHECK_INT(judge(&j, 10).lost, 0); /* A-2 was not yet called saved */
	CHECK_INT(judge(&j, 11).lost, 1);
	CHECK_HAS(judge(&j, 11).why, "A-2");
}

TEST(blockjudge, a_number_twice_is_doubled)
{
	struct blockjudge j = begin("A-1 A-2 A-1", 0);
	struct blockjudge_verdict v = judge(&j, 100);

	CHECK_INT(v.doubled, 1);
	CHECK_INT(v.lost, 0);
	CHECK_HAS(v.why, "A-1 is there 2 times");
}

TEST(blockjudge, an_office_that_can_not_open_it_is_told)
{
	struct blockjudge j = begin("A-1 A-2", 3);
	struct blockjudge_verdict v = judge(&j, 100);

	CHECK(v.corrupt);
	CHECK_HAS(v.why, "loketctl open says 3");
}

/* As when it was being linked anew in the middle of a run. */
TEST(blockjudge, a_tool_that_can_not_be_run_has_judged_nothing)
{
	struct blockjudge j = begin("A-1 A-2", 0);
	struct blockjudge_verdict v = {.records = 77};

	CHECK(chmod("office", 0600) == 0);
	CHECK(blockjudge(&v, &j, "ext4", 100) < 0);
	CHECK_HAS(err_why(), "office could not be run");
	CHECK(unlink("office") == 0);
	CHECK(blockjudge(&v, &j, "ext4", 100) < 0);
	CHECK_HAS(err_why(), "office could not be run");
	text("office", "#!/bin/sh\nexit 126\n", 0700);
	CHECK(blockjudge(&v, &j, "ext4", 100) < 0);
	CHECK_INT(v.records, 77);
	CHECK_INT(v.lost + v.corrupt, 0);
}

TEST(blockjudge, a_tool_that_falls_over_a_signal_has_judged_nothing)
{
	struct blockjudge j = begin("A-1 A-2", 0);
	struct blockjudge_verdict v = {.records = 77};

	text("office", "#!/bin/sh\nkill -BUS $$\n", 0700);
	CHECK(blockjudge(&v, &j, "ext4", 100) < 0);
	CHECK_HAS(err_why(), "fell over signal 7");
	CHECK_INT(v.records, 77);
	CHECK_INT(v.lost + v.corrupt, 0);
}

/* The first start of all was cut off in the middle of it: loket-sync makes the ledger from nothing, the records are what they were. */
TEST(blockjudge, a_ledger_that_was_never_made_hides_no_records)
{
	struct blockjudge j = begin("A-1 A-2", 0);
	struct blockjudge_verdict v;

	CHECK(unlink("root/station/ledger/ledger.db") == 0);
	database("root/station/ledger/ledger.db", "PRAGMA journal_mode=WAL");
	file_system();
	v = judge(&j, 100);
	CHECK_TEXT(v.why, "");
	CHECK_INT(v.records, 2);
}

TEST(blockjudge, a_ledger_of_rubbish_is_corrupt)
{
	struct blockjudge j = begin("A-1 A-2", 0);

	text("root/station/ledger/ledger.db", "rubbish, and enough of it to be no database whatever one thinks", 0600);
	file_system();
	CHECK(judge(&j, 100).corrupt);
}

TEST(blockjudge, a_store_with_a_torn_page_is_corrupt)
{
	struct blockjudge j = begin("A-1 A-2", 0);
	char hole[4096];
	int fd;

	database("root/station/store/store.db",
	        "CREATE TABLE many(x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n "
	        "WHERE i < 900) INSERT INTO many SELECT randomblob(40) FROM n");
	memset(hole, 0x5a, sizeof hole);
	fd = open("root/station/store/store.db", O_WRONLY | O_CLOEXEC);
	CHECK(fd >= 0 && pwrite(fd, hole, sizeof hole, 3 * 4096) == (ssize_t)sizeof hole && close(fd) == 0);
	file_system();
	CHECK(judge(&j, 100).corrupt);
	CHECK_HAS(judge(&j, 100).why, "store.db");
}

TEST(blockjudge, a_file_system_that_can_be_mended_is_mended)
{
	struct blockjudge j = begin("A-1 A-2", 0);
	struct blockjudge_verdict v;

	/* a name that leads nowhere, in a file system that was not put away */
	CHECK_OK(proc_run(
	        (const char *const[]){"debugfs", "-w", "-R", "clri /update/journal", "ext4", NULL}, NULL, RUN_MS));
	CHECK_OK(proc_run((const char *const[]){"debugfs", "-w", "-R", "ssv state 2", "ext4", NULL}, NULL, RUN_MS));
	v = judge(&j, 100);
	CHECK(v.mended);
	CHECK(!v.beyond_repair);
	CHECK_INT(v.records, 2);
}

TEST(blockjudge, rubbish_is_beyond_repair)
{
	struct blockjudge j = begin("A-1 A-2", 0);
	struct blockjudge_verdict v;

	text("ext4", "no file system at all", 0600);
	CHECK(truncate("ext4", 8 << 20) == 0);
	v = judge(&j, 100);
	CHECK(v.beyond_repair);
	CHECK(v.why[0]);
}

TEST(blockjudge, takes_out_what_is_asked_for_and_not_what_is_not)
{
	struct blockjudge j = begin("A-1 A-2", 0);

	text("root/station/big", "a bundle\n", 0600);
	text("root/station/small", "a note\n", 0600);
	file_system();
	j.also = "/update";
	j.without[0] = "/station/big";
	j.without[1] = "/station/not/there";
	CHECK_TEXT(judge(&j, 100).why, "");
	CHECK(file_exists("judged/update/journal"));
	CHECK(file_exists("judged/station/small"));
	CHECK(!file_exists("judged/station/big"));
}

TEST(blockjudge, tells_the_numbers_it_opened)
{
	struct blockjudge j = begin("A-7 A-8 A-9", 0);
	struct blockjudge_saved saved[4];
	size_t n = 0;

	(void)judge(&j, 0);
	CHECK_OK(blockjudge_numbers(saved, 4, &n, &j));
	CHECK_INT(n, 3);
	CHECK_TEXT(saved[0].number, "A-7");
	CHECK_TEXT(saved[2].number, "A-9");
	CHECK_INT(saved[2].behind, 0);
	CHECK_OK(blockjudge_numbers(saved, 2, &n, &j));
	CHECK_INT(n, 2);
	CHECK_OK(blockjudge_numbers(saved, 0, &n, &j));
	CHECK_INT(n, 0);
	CHECK(unlink("judged/records") == 0);
	CHECK(blockjudge_numbers(saved, 4, &n, &j) < 0);
}
