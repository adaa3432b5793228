#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "store_world.h"
#include "sys/file.h"

TEST(trouble, garbage_in_place_of_the_database_is_left_alone)
{
	static const char garbage[] =
	        "This is a letter, not a database, and somebody put it here by mistake. It is long enough "
	        "to be looked at by SQLite, which wants a hundred bytes.";
	struct store_test t;
	struct store *s;
	char path[4200];
	AUTO_BUF after;

	store_test_init(&t);
	CHECK_OK(station_path(path, sizeof path, t.data, STATION_STORE));
	CHECK_OK(dir_make(path, 0750));
	store_test_db(path, sizeof path, &t);
	CHECK_OK(file_replace(path, garbage, sizeof garbage, 0640));
	s = store_test_open(&t);
	CHECK_INT(store_ready(s), STORE_SICK);
	CHECK_HAS(store_why(s), "not a database");
	CHECK_INT(store_test_put(NULL, s, 1), STORE_SICK);
	CHECK_INT(store_try_again(s), STORE_SICK);
	store_close(s);
	buf_init(&after, 4096);
	CHECK_OK(file_read(&after, path));
	CHECK_INT(after.len, sizeof garbage);
	CHECK_BYTES(after.data, garbage, sizeof garbage);
	store_test_fini(&t);
}

static void other_database(const struct store_test *t, const char *sql)
{
	char path[4200];
	sqlite3 *db;

	store_test_db(path, sizeof path, t);
	CHECK_INT(sqlite3_open(path, &db), SQLITE_OK);
	CHECK_INT(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	CHECK_INT(sqlite3_close(db), SQLITE_OK);
}

TEST(trouble, another_programs_or_a_newer_database_is_left_alone)
{
	struct store_test t;
	struct store *s;

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 1));
	store_close(s);
	other_database(&t, "PRAGMA user_version=2");
	s = store_test_open(&t);
	CHECK_INT(store_ready(s), STORE_SICK);
	CHECK_HAS(store_why(s), "newer Loket");
	store_close(s);
	other_database(&t, "PRAGMA application_id=7");
	s = store_test_open(&t);
	CHECK_INT(store_ready(s), STORE_SICK);
	CHECK_HAS(store_why(s), "not a store of Loket");
	store_close(s);
	other_database(&t, "PRAGMA application_id=1280265009; PRAGMA user_version=1");
	s = store_test_open(&t);
	CHECK_OK(store_ready(s));
	store_close(s);
	store_test_fini(&t);
}

TEST(trouble, a_store_of_another_station_or_key_is_left_alone)
{
	struct store_test t;
	struct store *s;
	struct key_secret *other;

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 1));
	store_close(s);
	CHECK_OK(key_new(&other, KEY_DEVICE, true));
	t.world.device = other;
	s = store_test_open(&t);
	CHECK_INT(store_ready(s), STORE_SICK);
	CHECK_HAS(store_why(s), "another station or another device key");
	CHECK_INT(store_test_put(NULL, s, 2), STORE_SICK);
	store_close(s);
	t.world.device = t.device;
	t.station.device[3] ^= 1;
	s = store_test_open(&t);
	CHECK_INT(store_ready(s), STORE_SICK);
	store_close(s);
	t.station.device[3] ^= 1;
	s = store_test_open(&t);
	CHECK_OK(store_ready(s));
	store_close(s);
	key_free(other);
	store_test_fini(&t);
}

TEST(trouble, no_authority_key_means_no_visits)
{
	struct store_test t;
	struct store *s;

	store_test_init(&t);
	t.station.n_authorities = 0;
	s = store_test_open(&t);
	CHECK_INT(store_ready(s), STORE_SICK);
	CHECK_HAS(store_why(s), "authority");
	store_close(s);
	store_test_fini(&t);
}

static void change_row(const struct store_test *t, const char *sql)
{
	other_database(t, sql);
}

TEST(trouble, the_check_finds_each_way_of_tampering_with_a_row)
{
	static const struct {
		const char *sql, *says;
	} ways[] = {
	        {"DELETE FROM record WHERE pos & 0xffffffff = 2", "1-3 comes after a gap"},
	        {"UPDATE record SET body = zeroblob(length(body)) WHERE pos & 0xffffffff = 2",
	                "1-2 has an altered body"},
	        {"UPDATE record SET body = NULL WHERE pos & 0xffffffff = 2", "1-2 has lost its body"},
	        {"UPDATE record SET signature = zeroblob(64) WHERE pos & 0xffffffff = 2",
	                "1-2 is altered or not signed"},
	        {"UPDATE record SET signature = zeroblob(63) WHERE pos & 0xffffffff = 2", "wrong size"},
	        {"UPDATE record SET header = zeroblob(150) WHERE pos & 0xffffffff = 2", "1-2 is no record"},
	        {"UPDATE record SET header = (SELECT header FROM record WHERE pos & 0xffffffff = 1), signature = (SELECT signature"
	         " FROM record WHERE pos & 0xffffffff = 1), body = (SELECT body FROM record WHERE pos & 0xffffffff = 1)"
	         " WHERE pos & 0xffffffff = 2",
	                "1-2 does not follow"},
	        {"UPDATE record SET pos = pos + 5 WHERE pos & 0xffffffff = 4", "newest record"},
	        {"UPDATE record SET signature = zeroblob(64) WHERE pos & 0xffffffff = 4", "newest record"},
	};

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct store_test t;
		struct store *s;

		store_test_init(&t);
		CHECK_OK(dir_remove(t.data));
		s = store_test_open(&t);
		for (int n = 1; n <= 4; n++)
			CHECK_OK(store_test_put(NULL, s, n));
		CHECK_OK(store_try_again(s));
		store_close(s);
		change_row(&t, ways[i].sql);
		s = store_test_open(&t);
		CHECK_INT(store_try_again(s), STORE_SICK);
		CHECK_HAS(store_why(s), ways[i].says);
		store_close(s);
		store_test_fini(&t);
	}
}

/* Any byte of the database spoilt: it is found, or it was of no consequence; never a crash, never a wrong record taken. */
TEST_LIMIT(trouble, a_spoilt_byte_anywhere_is_found_or_harmless, 120)
{
	struct store_test t;
	struct store *s;
	char path[4200], folder[300];
	uint64_t random = 11;
	int found = 0, harmless = 0;
	AUTO_BUF good;

	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	t.log.fd = -1;
	s = store_test_open(&t);
	for (int n = 1; n <= 12; n++)
		CHECK_OK(store_test_put(NULL, s, n));
	CHECK_OK(store_try_again(s));
	CHECK_OK(store_idle(s));
	store_close(s);
	store_test_db(path, sizeof path, &t);
	buf_init(&good, 16 << 20);
	CHECK_OK(file_read(&good, path));
	for (int i = 0; i < 600; i++) {
		size_t at = test_random(&random) % good.len;
		int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
		char shm[4300];

		good.data[at] ^= (uint8_t)(1 << i % 8);
		CHECK(fd >= 0 && write(fd, good.data, good.len) == (ssize_t)good.len && close(fd) == 0);
		good.data[at] ^= (uint8_t)(1 << i % 8);
		snprintf(shm, sizeof shm, "%s-wal", path);
		unlink(shm);
		snprintf(shm, sizeof shm, "%s-shm", path);
		unlink(shm);
		s = store_test_open(&t);
		if (store_try_again(s) == STORE_SICK) {
			CHECK(store_why(s)[0]);
			found++;
		} else {
			CHECK_INT(store_test_count(s), 12);
			CHECK_INT(store_test_verify(&t), 12);
			harmless++;
		}
		store_close(s);
	}
	fprintf(stderr, "%d found, %d harmless\n", found, harmless);
	CHECK(found > 100);
	CHECK_OK(dir_remove(folder));
	store_test_fini(&t);
}
