/* A ledger that can not be read stops nothing: it is set aside, and every record is at the hub once. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "sync_loopback.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

static const char ledger[] = "data/ledger/ledger.db";

static int set_aside(void)
{
	DIR *dir = opendir("data/ledger");
	const struct dirent *entry;
	int n = 0;

	while (dir && (entry = readdir(dir)))
		n += text_starts(entry->d_name, "ledger.db.damaged-");
	if (dir)
		closedir(dir);
	return n;
}

static void sql(const char *statements)
{
	sqlite3 *db;

	CHECK(sqlite3_open(ledger, &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db, statements, NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_close(db);
}

/* Writes bytes over the file; at -1: instead of it. */
static void write_over(off_t at, const void *bytes, size_t n)
{
	int fd = open(ledger, O_WRONLY | (at < 0 ? O_TRUNC | O_CREAT : 0), 0660);

	CHECK(fd >= 0);
	CHECK(pwrite(fd, bytes, n, at < 0 ? 0 : at) == (ssize_t)n);
	close(fd);
}

static void cut_to(off_t n)
{
	CHECK(truncate(ledger, n) == 0);
}

enum damage {
	MAGIC,
	WRITE_VERSION,
	READ_VERSION,
	FORMAT,
	FIRST_PAGE,
	SECOND_PAGE,
	THIRD_PAGE,
	GARBAGE,
	SHORT_GARBAGE,
	HALF,
	OLD_SCHEMA,
	OTHER_KEYS,
	MORE_COLUMNS,
	SHORT_RECEIPT,
	TEXT_FOR_RECEIPT,
	FOLDER,
	LINK,
	LOG_FOLDER,
	EMPTY,
	GONE,
	DAMAGES
};

static void spoil_bytes(enum damage d)
{
	uint8_t noise[20000];

	memset(noise, 0xa5, sizeof noise);
	switch (d) {
	case MAGIC:
		return write_over(3, noise, 4);
	case WRITE_VERSION:
		return write_over(18, "\x07", 1);
	case READ_VERSION:
		return write_over(19, "\x07", 1);
	case FORMAT:
		return write_over(44, "\0\0\0\x9", 4);
	case FIRST_PAGE:
		return write_over(100, noise, 300);
	case SECOND_PAGE:
		return write_over(4096, noise, 40);
	case THIRD_PAGE:
		return write_over(2 * 4096, noise, 4096);
	case GARBAGE:
		return write_over(-1, noise, sizeof noise);
	case SHORT_GARBAGE:
		return write_over(-1, noise, 5);
	case HALF:
		return cut_to(3 * 4096 / 2);
	default:
		return;
	}
}

static void spoil(enum damage d)
{
	spoil_bytes(d);
	switch (d) {
	case OLD_SCHEMA:
		return sql("DROP TABLE receipt; CREATE TABLE receipt(epoch INTEGER PRIMARY KEY, body BLOB)");
	case OTHER_KEYS:
		return sql("DROP TABLE sent; CREATE TABLE sent(epoch INTEGER, up_to INTEGER)");
	case MORE_COLUMNS:
		return sql(
		        "DROP TABLE receipt; CREATE TABLE receipt(epoch INTEGER PRIMARY KEY, bytes BLOB NOT NULL, why TEXT NOT NULL)");
	case SHORT_RECEIPT:
		return sql("UPDATE receipt SET bytes = substr(bytes, 1, 60)");
	case TEXT_FOR_RECEIPT:
		return sql("UPDATE receipt SET bytes = 'no receipt'");
	case FOLDER:
		CHECK(unlink(ledger) == 0);
		CHECK_OK(dir_make("data/ledger/ledger.db/inside", 0700));
		return;
	case LINK:
		CHECK(unlink(ledger) == 0 && symlink("/dev/null", ledger) == 0);
		return;
	case LOG_FOLDER:
		CHECK_OK(dir_make("data/ledger/ledger.db-wal", 0700));
		return;
	case EMPTY:
		return cut_to(0);
	case GONE:
		CHECK(unlink(ledger) == 0);
		return;
	default:
		return;
	}
}

static bool is_no_damage(enum damage d)
{
	return d == SHORT_RECEIPT || d == TEXT_FOR_RECEIPT || d == EMPTY || d == GONE;
}

TEST_LIMIT(ledger, whatever_became_of_it_every_record_is_at_the_hub_once, 240)
{
	struct sync_world w;
	int records = 12;

	sync_world_make(&w);
	sync_world_hub(&w);
	sync_world_commit(&w, records, 100);
	CHECK_INT(sync_world_once(&w), 0);
	for (int d = 0; d < DAMAGES; d++) {
		CHECK_OK(dir_remove("data/ledger"));
		CHECK_INT(sync_world_once(&w), 0);
		CHECK_INT(sync_world_confirmed(&w), records);
		spoil((enum damage)d);
		sync_world_commit(&w, 3, 100);
		records += 3;
		if (sync_world_once(&w) != 0)
			test_fail(__FILE__, __LINE__, "damage %d stopped loket-sync", d);
		CHECK_INT(sync_world_confirmed(&w), records);
		CHECK_INT(sync_world_head(&w).acked, records);
		CHECK_INT(sync_world_counts(&w).records, records);
		CHECK_INT(sync_world_counts(&w).conflicts + sync_world_counts(&w).aside, 0);
		if (set_aside() != !is_no_damage((enum damage)d))
			test_fail(__FILE__, __LINE__, "damage %d: %d set aside", d, set_aside());
		CHECK_OK(store_settle(w.store));
	}
	sync_world_end(&w);
}

TEST(ledger, that_is_spoiled_while_it_is_open_is_known_by_its_code)
{
	struct desk *d = desk_open(2);
	uint8_t noise[4096 * 4];

	CHECK_OK(sender_round(&d->sender, &d->result));
	memset(noise, 0xa5, sizeof noise);
	CHECK_OK(db_do(&d->ledger.db, "PRAGMA wal_checkpoint(TRUNCATE)"));
	write_over(0, noise, sizeof noise);
	CHECK_OK(db_do(&d->ledger.db, "PRAGMA shrink_memory"));
	sync_world_commit(&d->w, 2, 60);
	sender_forget(&d->sender);
	CHECK(!ledger_is_damaged(&d->ledger));
	CHECK(sender_round(&d->sender, &d->result) < 0);
	CHECK(ledger_is_damaged(&d->ledger));
	desk_close(d);
}

/* ---- bounds ------------------------------------------------------------------------------------ */

TEST(ledger, what_was_set_aside_is_bounded_in_number_and_the_newest_stay)
{
	struct ledger_write l;
	struct clock clock;
	char told[300];

	clock_manual(&clock, INT64_C(1795000000000));
	for (int i = 0; i < LEDGER_DAMAGED_MOST + 3; i++) {
		CHECK_OK(ledger_write_begin(&l, told, sizeof told, "data", &clock));
		CHECK_INT(told[0] != 0, i > 0);
		ledger_write_close(&l);
		CHECK_INT(set_aside(), i < LEDGER_DAMAGED_MOST ? i : LEDGER_DAMAGED_MOST);
		write_over(-1, "no ledger at all", 16);
		clock_advance(&clock, i % 2 ? 0 : 1000); /* twice in one second, too */
	}
	CHECK(!file_exists("data/ledger/ledger.db.damaged-20261118T110640Z"));
}

TEST(ledger, one_that_is_too_large_is_not_kept)
{
	static const off_t sizes[] = {LEDGER_DAMAGED_BYTES - 1, LEDGER_DAMAGED_BYTES, LEDGER_DAMAGED_BYTES + 1};

	for (int i = 0; i < 3; i++) {
		struct ledger_write l;
		struct clock clock;
		char told[300];

		clock_manual(&clock, INT64_C(1795000000000));
		CHECK_OK(dir_remove("data"));
		CHECK_OK(dir_make("data/ledger", 0700));
		write_over(-1, "no ledger at all", 16);
		cut_to(sizes[i]);
		CHECK_OK(ledger_write_begin(&l, told, sizeof told, "data", &clock));
		CHECK(told[0]);
		ledger_write_close(&l);
		CHECK_INT(set_aside(), i < 2);
	}
}

TEST(ledger, that_is_well_is_left_alone)
{
	struct ledger_write l;
	struct clock clock;
	char told[300] = "x";

	clock_real(&clock);
	for (int i = 0; i < 3; i++) {
		CHECK_OK(ledger_write_begin(&l, told, sizeof told, "data", &clock));
		CHECK_TEXT(told, "");
		CHECK_OK(ledger_put_sent(&l, 1, (uint32_t)i + 1));
		ledger_write_close(&l);
	}
	CHECK_INT(set_aside(), 0);
}

/* A disk that is full is no damage: what is there stays. */
TEST(ledger, trouble_with_the_disk_is_no_damage)
{
	struct ledger_write l;
	struct clock clock;
	char told[300];
	int failed = 0;

	clock_real(&clock);
	CHECK_OK(ledger_write_open(&l, "data"));
	ledger_write_close(&l);
	FAULT_SWEEP(n)
	{
		int r;

		fault_arm(n);
		r = ledger_write_begin(&l, told, sizeof told, "data", &clock);
		fault_arm(0);
		if (!fault_fired()) {
			ledger_write_close(&l);
			break;
		}
		failed++;
		CHECK(r < 0);
		CHECK_TEXT(told, "");
	}
	CHECK(failed >= 3);
	CHECK_INT(set_aside(), 0);
}
