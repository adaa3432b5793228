#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "store_disk.h"
#include "store_world.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "store/kinds.h"

static void db_path(char *out, size_t room, const struct store_test *t)
{
	CHECK_OK(station_path(out, room, t->data, STATION_STORE_DB));
}

static int count_of(struct store *s)
{
	struct store_counts c;

	CHECK_OK(store_count(&c, s));
	return (int)c.records;
}

static bool has(const struct store_test *t, const struct store_kept *kept)
{
	uint8_t hash[RECORD_HASH_BYTES];
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

/* ---- every failure once ---------------------------------------------------------- */

static struct store_order order_of(const char *json)
{
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1, .json = json, .n = strlen(json)};

	store_new_id(order.id);
	return order;
}

/* The answer 0 means kept; any other, and after trying again the same order is there once, never twice. */
TEST(trouble, commit_keeps_its_word_wherever_it_fails)
{
	struct store_order order;
	struct store_kept kept, again;
	struct store_test t;
	struct store *s;
	int places = 0, before;

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 1));
	FAULT_SWEEP(n)
	{
		int r;

		fault_arm(0);
		before = count_of(s);
		order = order_of("{\"n\":2}");
		fault_arm(n);
		r = store_commit(&kept, s, &order);
		places += fault_fired();
		fault_arm(0);
		if (r == STORE_SICK) {
			CHECK(store_why(s)[0] != 0);
			CHECK_INT(store_ready(s), STORE_SICK);
			CHECK_INT(store_commit(&again, s, &order), STORE_SICK);
			CHECK_OK(store_try_again(s));
		} else if (r == 0) {
			CHECK(has(&t, &kept));
		}
		CHECK(store_ready(s) != STORE_SICK); /* full while the ballast is gone */
		CHECK_OK(store_commit(&again, s, &order));
		if (r == 0)
			CHECK_BYTES(again.hash, kept.hash, sizeof kept.hash);
		CHECK(has(&t, &again));
		CHECK_INT(count_of(s), before + 1);
		CHECK_OK(store_idle(s)); /* the ballast comes back */
		CHECK_OK(store_ready(s));
		if (!fault_fired())
			break;
	}
	CHECK(places >= 5);
	CHECK_OK(store_try_again(s));
	store_close(s);
	store_test_verify(&t);
	store_test_fini(&t);
}

/* Opening, settling, wiping and tidying up with each place failing once: never a crash, never a lost record. */
static int whole_life(struct store_test *t, struct store_kept *kept, bool *stored)
{
	struct store *s;
	int r = store_open(&s, &t->world);

	*stored = false;
	if (r < 0)
		return r;
	*stored = store_test_put(kept, s, 1) == 0;
	(void)!store_settle(s);
	(void)!store_idle(s);
	(void)!store_new_epoch(s);
	(void)!store_ready(s);
	r = store_ready(s);
	store_close(s);
	return r;
}

TEST_LIMIT(trouble, no_failure_anywhere_loses_a_record, 120)
{
	struct store_kept first, kept;
	struct store_test t;
	struct receipt receipt;
	struct store *s;
	bool stored;
	char folder[300];
	int places = 0;

	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	t.world.has_keep = true;
	t.log.fd = -1;
	FAULT_SWEEP(n)
	{
		fault_arm(0);
		CHECK_OK(dir_remove(t.data));
		s = store_test_open(&t);
		CHECK_OK(store_test_put(&first, s, 0));
		store_test_receipt(&receipt, &t, 1, 1);
		store_test_ledger(&t, &receipt, t.hub);
		store_close(s);
		fault_arm(n);
		(void)!whole_life(&t, &kept, &stored);
		places += fault_fired();
		if (getenv("LOUD"))
			fprintf(stderr, "%d %s\n", n, fault_place());
		{
			bool fired = fault_fired();

			fault_arm(0);
			s = store_test_open(&t);
			CHECK_OK(store_ready(s));
			CHECK_OK(store_try_again(s));
			CHECK(has(&t, &first));
			CHECK(!stored || has(&t, &kept));
			CHECK_OK(store_test_put(NULL, s, 2));
			store_close(s);
			if (!fired)
				break;
		}
	}
	CHECK(places >= 25);
	CHECK_OK(dir_remove(folder));
	store_test_fini(&t);
}

TEST(trouble, a_new_station_survives_every_failure_of_its_first_start)
{
	struct store_test t;
	struct store *s;
	int places = 0;

	store_test_init(&t);
	t.log.fd = -1;
	FAULT_SWEEP(n)
	{
		bool fired;
		int r;

		fault_arm(0);
		CHECK_OK(dir_remove(t.data));
		fault_arm(n);
		r = store_open(&s, &t.world);
		fired = fault_fired();
		places += fired;
		fault_arm(0);
		if (r == 0) {
			int ready = store_ready(s);

			if (ready == STORE_SICK)
				CHECK_OK(store_try_again(s));
			else
				CHECK_OK(store_idle(s)); /* a failed ballast is made now */
			CHECK_OK(store_ready(s));
			CHECK_OK(store_test_put(NULL, s, 1));
			store_close(s);
			CHECK_INT(store_test_verify(&t), 1);
		}
		if (!fired)
			break;
	}
	CHECK(places >= 8);
	store_test_fini(&t);
}

/* ---- the disk ------------------------------------------------------------------------- */

TEST(trouble, a_full_disk_still_takes_the_visit_in_hand)
{
	struct store_test t;
	struct store_kept kept;
	struct store *s;
	char data[4096], ballast[4200];
	int n = 0, r;

	snprintf(data, sizeof data, "%s/disk", test_folder());
	disk_mount(data, 2 << 20);
	store_test_init_at(&t, data);
	t.world.reserve_bytes = 200000;
	s = store_test_open(&t);
	CHECK_OK(store_ready(s));
	CHECK_OK(store_test_put(NULL, s, n++));
	disk_fill(data, 0);
	CHECK_INT(store_ready(s), STORE_FULL);
	CHECK_HAS(store_why(s), "nearly full");
	/* The visit that had begun: the ballast makes room for it. */
	CHECK_OK(store_test_put(&kept, s, n++));
	CHECK_OK(station_path(ballast, sizeof ballast, data, STATION_BALLAST));
	CHECK(!file_exists(ballast));
	CHECK_INT(store_ready(s), STORE_FULL);
	/* And when even that is used up: told, nothing stored, nothing broken. */
	while ((r = store_test_put(&kept, s, n)) == 0 && n < 100)
		n++;
	CHECK_INT(r, STORE_FULL);
	CHECK_HAS(store_why(s), "full");
	CHECK_INT(count_of(s), n);
	CHECK_OK(store_idle(s));
	CHECK_INT(store_ready(s), STORE_FULL);
	/* Room again: it goes on by itself, and the ballast comes back. */
	disk_free_up(data);
	CHECK_OK(store_idle(s));
	CHECK_OK(store_ready(s));
	CHECK(file_exists(ballast));
	CHECK_OK(store_test_put(NULL, s, n++));
	CHECK_OK(store_try_again(s));
	CHECK_INT(count_of(s), n);
	store_close(s);
	CHECK_INT(store_test_verify(&t), n);
	store_test_fini(&t);
}

TEST(trouble, a_disk_full_at_the_first_start_says_so)
{
	struct store_test t;
	struct store *s;
	char data[4096];

	snprintf(data, sizeof data, "%s/disk", test_folder());
	disk_mount(data, 1 << 20);
	store_test_init_at(&t, data);
	disk_fill(data, 0);
	s = store_test_open(&t);
	CHECK(store_ready(s) != 0);
	CHECK_HAS(store_why(s), "full");
	CHECK(store_test_put(NULL, s, 1) != 0);
	disk_free_up(data);
	CHECK_OK(store_try_again(s));
	CHECK_OK(store_ready(s));
	CHECK_OK(store_test_put(NULL, s, 1));
	store_close(s);
	store_test_fini(&t);
}

TEST(trouble, a_read_only_disk_is_out_of_service_and_comes_back)
{
	struct store_test t;
	struct store *s;
	char data[4096];

	snprintf(data, sizeof data, "%s/disk", test_folder());
	disk_mount(data, 2 << 20);
	store_test_init_at(&t, data);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 1));
	store_close(s);
	disk_read_only(data, 1);
	s = store_test_open(&t);
	CHECK_INT(store_ready(s), STORE_SICK);
	CHECK_HAS(store_why(s), "store.db");
	CHECK_INT(store_test_put(NULL, s, 2), STORE_SICK);
	CHECK_INT(store_idle(s), STORE_SICK);
	CHECK_INT(store_settle(s), STORE_SICK);
	CHECK_INT(store_new_epoch(s), STORE_SICK);
	CHECK_INT(store_try_again(s), STORE_SICK);
	disk_read_only(data, 0);
	CHECK_OK(store_try_again(s));
	CHECK_OK(store_test_put(NULL, s, 2));
	store_close(s);
	CHECK_INT(store_test_verify(&t), 2);
	store_test_fini(&t);
}

TEST(trouble, a_folder_that_can_not_be_made_says_which)
{
	struct store_test t;
	struct store *s;

	store_test_init(&t);
	CHECK_OK(dir_remove(t.data));
	CHECK_OK(file_replace(t.data, "", 0, 0600)); /* a file stands in its place */
	s = store_test_open(&t);
	CHECK_INT(store_ready(s), STORE_SICK);
	CHECK_HAS(store_why(s), "data");
	store_close(s);
	store_test_fini(&t);
}

/* ---- what is in the file ------------------------------------------------------------------ */

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
	db_path(path, sizeof path, &t);
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

	db_path(path, sizeof path, t);
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
	db_path(path, sizeof path, &t);
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
			CHECK_INT(count_of(s), 12);
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

/* ---- clock ---------------------------------------------------------------------------- */

TEST(trouble, a_clock_at_1970_does_not_stop_a_visit)
{
	struct store_test t;
	struct store_kept kept, later;
	struct store *s;

	store_test_init(&t);
	clock_manual(&t.clock, 0);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(&kept, s, 1));
	CHECK_INT(kept.clock_state, CLOCK_UNSET);
	CHECK(kept.created_ms > INT64_C(1700000000000)); /* the floor, not 1970 */
	/* The clock is put right: a jump, which the chain itself remarks upon. */
	t.clock.wall_held_ms = INT64_C(1773483630000);
	CHECK_OK(store_test_put(&later, s, 2));
	CHECK_INT(later.clock_state, CLOCK_HELD);
	CHECK_INT(later.created_ms, INT64_C(1773483630000));
	CHECK_INT(later.seq, 3);
	/* And wrong again, an hour back: time stands still, it does not run backwards. */
	t.clock.wall_held_ms -= 3600000;
	CHECK_OK(store_test_put(&later, s, 3));
	CHECK_INT(later.clock_state, CLOCK_UNSET);
	CHECK_INT(later.created_ms, INT64_C(1773483630000));
	CHECK_INT(store_test_verify(&t), 5);
	store_close(s);
	store_test_fini(&t);
}

TEST(trouble, a_small_step_of_the_clock_is_no_jump)
{
	struct store_test t;
	struct store_kept kept;
	struct store *s;
	char json[100];

	store_test_init(&t);
	s = store_test_open(&t);
	CHECK_OK(store_test_put(&kept, s, 1));
	t.clock.wall_held_ms += FLOOR_JUMP_MS;
	CHECK_OK(store_test_put(&kept, s, 2));
	CHECK_INT(kept.seq, 2);
	t.clock.wall_held_ms += FLOOR_JUMP_MS + 1;
	CHECK_OK(store_test_put(&kept, s, 3));
	CHECK_INT(kept.seq, 4);
	store_test_read(json, sizeof json, &t, 1, 3, t.authority);
	CHECK_TEXT(json, "{\"moved_ms\":300001}");
	/* Time that simply passes is none either. */
	clock_advance(&t.clock, 24 * 3600000);
	CHECK_OK(store_test_put(&kept, s, 4));
	CHECK_INT(kept.seq, 5);
	store_close(s);
	store_test_fini(&t);
}

/* ---- sizes ------------------------------------------------------------------------------ */

TEST(trouble, answers_over_the_ceiling_are_refused_and_nothing_breaks)
{
	struct store_test t;
	struct store_kept kept;
	struct store_order order = {.type = KIND_SELF_REPORT, .schema = 1};
	struct store *s;
	char *json = malloc(ENVELOPE_PLAIN_MAX + 1);

	memset(json, 'x', ENVELOPE_PLAIN_MAX + 1);
	store_test_init(&t);
	s = store_test_open(&t);
	order.json = json;
	for (int over = -1; over <= 1; over++) {
		store_new_id(order.id);
		order.n = (size_t)(ENVELOPE_PLAIN_MAX + over);
		CHECK_INT(store_commit(&kept, s, &order), over > 0 ? STORE_TOO_BIG : 0);
	}
	CHECK_OK(store_ready(s));
	CHECK_OK(store_test_put(&kept, s, 1));
	CHECK_INT(kept.seq, 3);
	store_close(s);
	free(json);
	store_test_fini(&t);
}
