/* bad_station - a station's own files that are missing, half, garbage, or open to everybody; damaged databases. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bad_kit.h"
#include "harness.h"
#include "sys/file.h"

enum { FILE_MOST = 1 << 20, HOUSEKEEPING_MS = 20 * 1000 };

static void load(struct buf *out, const char *path)
{
	buf_init(out, FILE_MOST);
	CHECK_OK(file_read(out, path));
}

/* The station's file is spoiled, the kiosk says what it is; it is put back, and the kiosk comes back without a restart. */
static void check_station_file(const char *name, const void *bytes, size_t n, const char *sentence)
{
	struct bad *b = bad_make_with_record();
	char path[PLANT_PATH];
	AUTO_BUF good;

	path_in(path, b->p.s.data, name);
	load(&good, path);
	CHECK(unlink(path) == 0);
	if (bytes)
		write_file(path, bytes, n);
	bad_start(b, NULL);
	check_out_of_service(b, sentence);
	await_sight(&b->p.s, "De zuil is nog niet ingesteld", 0);
	tap(&b->p.s, "next");
	check_screen(&b->p.s, "out_of_service");
	(void)unlink(path);
	write_file(path, good.data, good.len);
	advance(&b->p.s, HOUSEKEEPING_MS);
	await_screen(&b->p.s, "idle");
	CHECK_INT(waiting(&b->p.s), 1);
	bad_visit(b);
	bad_end(b);
}

TEST_LIMIT(station, conf_that_is_missing_says_how_to_make_it, LIMIT_S)
{
	check_station_file("station.conf", NULL, 0, "loketctl init");
}

TEST_LIMIT(station, conf_that_is_half_written_is_named_with_what_lacks, LIMIT_S)
{
	static const char half[] = "# Who this station is.\nstation = TEST-01\ndevice = 00112233445566778899";

	check_station_file("station.conf", half, sizeof half - 1, "station.conf:3");
}

TEST_LIMIT(station, conf_of_garbage_is_named, LIMIT_S)
{
	check_station_file("station.conf", "\x00\xff\xfe\x01garbage\n\x7f", 12, "station.conf");
}

TEST_LIMIT(station, key_that_is_missing_is_named, LIMIT_S)
{
	check_station_file("keys/device.key", NULL, 0, "device.key");
}

TEST_LIMIT(station, key_of_garbage_is_named, LIMIT_S)
{
	check_station_file("keys/device.key", "not a key\n", 10, "device.key");
}

TEST_LIMIT(station, key_that_others_may_read_is_refused_until_its_rights_are_mended, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	char path[PLANT_PATH];

	path_in(path, b->p.s.data, "keys/device.key");
	CHECK(chmod(path, 0644) == 0);
	bad_start(b, NULL);
	check_out_of_service(b, "device.key");
	check_log(b, "chmod 600");
	CHECK(chmod(path, 0600) == 0);
	tap(&b->p.s, "next");
	await_screen(&b->p.s, "idle");
	bad_visit(b);
	bad_end(b);
}

TEST_LIMIT(station, folder_that_is_a_file_is_named, LIMIT_S)
{
	struct bad *b = bad_make();
	char path[PLANT_PATH];

	path_in(path, b->p.s.dir, "file");
	write_file(path, "x", 1);
	bad_start(b, (const char *const[]){"--data", path, NULL});
	check_out_of_service(b, "station.conf");
	bad_end(b);
}

/* ---- databases --------------------------------------------------------------------------- */

static void spoil_bytes(const char *path, off_t at, size_t n)
{
	char noise[4096];
	uint64_t state = 11;
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	CHECK(fd >= 0 && n <= sizeof noise);
	for (size_t i = 0; i < n; i++)
		noise[i] = (char)test_random(&state);
	CHECK(pwrite(fd, noise, n, at) == (ssize_t)n);
	close(fd);
}

static void into_one_file(const char *path)
{
	sqlite3 *db;

	CHECK_INT(sqlite3_open(path, &db), SQLITE_OK);
	CHECK_INT(sqlite3_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL), SQLITE_OK);
	CHECK_INT(sqlite3_close(db), SQLITE_OK);
}

/* Nothing of a damaged store is mended or thrown away by the machine: a person looks at it, and what was good comes back. */
static void check_store(off_t at, size_t n)
{
	struct bad *b = bad_make_with_record();
	char path[PLANT_PATH];
	AUTO_BUF good;

	path_in(path, b->p.s.data, "store/store.db");
	into_one_file(path);
	load(&good, path);
	spoil_bytes(path, at, n);
	bad_start(b, NULL);
	check_out_of_service(b, "store.db");
	await_sight(&b->p.s, "De zuil kan nu niets veilig bewaren", 0);
	tap(&b->p.s, "next");
	check_screen(&b->p.s, "out_of_service");
	plant_kiosk_stop(&b->p);
	write_file(path, good.data, good.len);
	bad_start(b, NULL);
	bad_visit(b);
	bad_end(b);
}

TEST_LIMIT(store, whose_first_page_is_garbage_is_left_alone, LIMIT_S)
{
	check_store(0, 4096);
}

TEST_LIMIT(store, with_a_damaged_record_is_left_alone, LIMIT_S)
{
	check_store(4096, 4096);
}

/* Receipts can be asked for again: a damaged ledger is named, and no visit is turned away for it; the next batch goes out. */
TEST_LIMIT(ledger, that_is_garbage_is_named_and_the_kiosk_goes_on, LIMIT_S)
{
	struct bad *b = bad_make_with_record();
	char path[PLANT_PATH];
	const char *const once[] = {"--data", b->p.s.data, "--once", NULL};

	plant_hub_start(&b->p);
	CHECK_INT(plant_run(&b->p, "loket-sync", NULL, once), 0);
	path_in(path, b->p.s.data, "ledger/ledger.db");
	spoil_bytes(path, 0, 4096);
	bad_start(b, NULL);
	advance(&b->p.s, HOUSEKEEPING_MS);
	check_log(b, "ledger.db");
	bad_visit(b);
	CHECK_INT(plant_run(&b->p, "loket-sync", NULL, once), 0); /* set aside, and a new one begun */
	CHECK(file_exists(path));
	plant_await_hub(&b->p, 2);
	bad_end(b);
}
