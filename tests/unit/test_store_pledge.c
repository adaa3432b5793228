/* What was said to be saved and is gone is told, once; and nothing else is. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "store_world.h"
#include "sys/fault.h"
#include "sys/file.h"

enum { WAL_HEADER = 32, FRAME = 24 + STORE_PAGE_BYTES, FILE_MOST = 4 << 20 };

/* A station's disk as it is now: laid down again for each damage. */
struct card {
	struct buf db, wal, pledge;
};

static void name(char *out, size_t room, const struct store_test *t, const char *file)
{
	(void)snprintf(out, room, "%s/store/%s", t->data, file);
}

static void take(struct buf *out, const struct store_test *t, const char *file)
{
	char path[4200];

	buf_init(out, FILE_MOST);
	name(path, sizeof path, t, file);
	CHECK_OK(file_read(out, path));
}

static void lay(const struct store_test *t, const char *file, const void *bytes, size_t n)
{
	char path[4200];

	name(path, sizeof path, t, file);
	CHECK_OK(file_replace(path, bytes, n, 0640));
}

static void gone(const struct store_test *t, const char *file)
{
	char path[4200];

	name(path, sizeof path, t, file);
	(void)unlink(path);
}

static void card_take(struct card *c, const struct store_test *t)
{
	take(&c->db, t, "store.db");
	take(&c->wal, t, "store.db-wal");
	take(&c->pledge, t, "store.pledge");
}

static void card_lay(const struct card *c, const struct store_test *t)
{
	lay(t, "store.db", c->db.data, c->db.len);
	lay(t, "store.db-wal", c->wal.data, c->wal.len);
	lay(t, "store.pledge", c->pledge.data, c->pledge.len);
	gone(t, "store.db-shm");
}

static void card_free(struct card *c)
{
	buf_fini(&c->db);
	buf_fini(&c->wal);
	buf_fini(&c->pledge);
}

/* Two records in the database itself, `more` in its log. */
static void station_with_log(struct store_test *t, int more)
{
	struct store *s = store_test_with(t, 2);

	t->log.fd = -1;
	CHECK_OK(store_try_again(s)); /* empties the log */
	for (int n = 0; n < more; n++)
		CHECK_OK(store_test_put(NULL, s, 3 + n));
	store_close(s);
}

static void expect_loss(struct store *s, uint32_t from, uint32_t to)
{
	struct store_loss loss;

	CHECK_INT(store_lost(&loss, s), 0);
	CHECK_INT(loss.epoch, to ? 1 : 0);
	CHECK_INT(loss.from, from);
	CHECK_INT(loss.to, to);
	CHECK_INT(loss.begun, 2);
	CHECK(!loss.told);
	CHECK(loss.at_ms > FLOOR_BUILT_FOR_MS);
}

static int records_of_first_epoch(const struct store_test *t)
{
	struct store_read *r;
	struct store_row row;
	int n = 0;

	CHECK_OK(store_read_open(&r, t->data));
	while (store_read_from(&row, r, 1, (uint32_t)n + 1) == 0 && row.epoch == 1)
		n++;
	store_read_close(r);
	return n;
}

/* What must hold after any damage to the log: all is there and nobody is told, or exactly what is gone is told; and work goes on. */
static bool judge(struct store_test *t, int promised)
{
	struct store *s = store_test_open(t);
	struct store_loss loss;
	struct store_kept kept;
	int left;

	CHECK_OK(store_ready(s) == STORE_SICK ? -1 : 0);
	left = records_of_first_epoch(t);
	CHECK(left <= promised);
	if (left == promised) {
		CHECK_INT(store_lost(&loss, s), STORE_NONE_LOST);
	} else {
		expect_loss(s, (uint32_t)left + 1, (uint32_t)promised);
		CHECK_OK(store_test_put(&kept, s, 99));
		CHECK_INT(kept.epoch, 2); /* no number is given out twice */
		CHECK_INT(kept.seq, 2);
		CHECK_OK(store_try_again(s));
		expect_loss(s, (uint32_t)left + 1, (uint32_t)promised);
	}
	store_close(s);
	s = store_test_open(t);
	CHECK_INT(s->head.chain.epoch, left == promised ? 1 : 2); /* told once */
	store_close(s);
	return left < promised;
}

TEST(pledge, nothing_is_told_where_nothing_was_lost)
{
	struct store_test t;
	struct store_loss loss;
	struct store *s;

	station_with_log(&t, 3);
	for (int i = 0; i < 3; i++) {
		s = store_test_open(&t);
		CHECK_INT(store_lost(&loss, s), STORE_NONE_LOST);
		CHECK_OK(store_idle(s));
		store_close(s);
	}
	CHECK_INT(records_of_first_epoch(&t), 5);
	store_test_fini(&t);
}

TEST_LIMIT(pledge, a_log_that_ends_early_is_told_at_every_length, 120)
{
	enum { MORE = 5 };
	struct store_test t;
	struct card card;
	int told = 0, cases = 0;

	station_with_log(&t, MORE);
	card_take(&card, &t);
	/* The log was cut by hand of the test: nothing, a piece of its header, before, in and behind each frame. */
	for (size_t at = 0; at <= card.wal.len; at += at == 0 ? 7 : at < WAL_HEADER ? WAL_HEADER - at : FRAME / 2) {
		card_lay(&card, &t);
		lay(&t, "store.db-wal", card.wal.data, at);
		told += judge(&t, 2 + MORE);
		cases++;
	}
	CHECK(cases > 2 * MORE && told >= 2 * MORE && told < cases);
	card_free(&card);
	store_test_fini(&t);
}

TEST_LIMIT(pledge, a_log_with_a_spoiled_frame_is_told_at_every_frame, 120)
{
	enum { MORE = 5 };
	static uint8_t spoiled[FILE_MOST];
	struct store_test t;
	struct card card;
	int told = 0, cases = 0;

	station_with_log(&t, MORE);
	card_take(&card, &t);
	for (size_t at = WAL_HEADER; at < card.wal.len; at += FRAME) {
		for (int how = 0; how < 3; how++, cases++) {
			memcpy(spoiled, card.wal.data, card.wal.len);
			if (how == 0)
				spoiled[at + 100] ^= 1; /* one bit */
			else if (how == 1)
				memset(spoiled + at, 0, FRAME); /* never written */
			else
				memset(spoiled + at + 512, 0, 3 * 512); /* torn */
			card_lay(&card, &t);
			lay(&t, "store.db-wal", spoiled, card.wal.len);
			told += judge(&t, 2 + MORE);
		}
	}
	CHECK(told > cases / 2);
	card_free(&card);
	store_test_fini(&t);
}

TEST(pledge, a_log_that_is_gone_is_told_with_numbers_and_hash_to_the_owner)
{
	struct store_test t;
	struct store *s;
	char json[400], want[40];

	station_with_log(&t, 4);
	gone(&t, "store.db-wal");
	gone(&t, "store.db-shm");
	CHECK(judge(&t, 6));
	store_test_read(json, sizeof json, &t, 2, 1, t.authority);
	snprintf(want, sizeof want, "{\"station\":{\"epoch\":1,\"seq\":2}");
	CHECK(strncmp(json, want, strlen(want)) == 0);
	CHECK_HAS(json, "\"lost\":{\"epoch\":1,\"from\":3,\"to\":6,\"hash\":\"");
	CHECK_INT(store_test_verify(&t), 4); /* two, the link, and one more: the chain is whole */
	s = store_test_open(&t);
	CHECK_OK(store_try_again(s));
	store_close(s);
	store_test_fini(&t);
}

TEST(pledge, the_whole_database_gone_is_told_too)
{
	struct store_test t;
	struct store *s;

	station_with_log(&t, 4);
	gone(&t, "store.db");
	gone(&t, "store.db-wal");
	gone(&t, "store.db-shm");
	s = store_test_open(&t);
	expect_loss(s, 1, 6);
	CHECK_OK(store_test_put(NULL, s, 1));
	CHECK_INT(store_test_verify(&t), 2);
	store_close(s);
	store_test_fini(&t);
}

TEST(pledge, it_is_told_until_the_owner_has_it)
{
	struct store_test t;
	struct store_loss loss;
	struct receipt r;
	struct store *s;

	station_with_log(&t, 2);
	gone(&t, "store.db-wal");
	s = store_test_open(&t);
	expect_loss(s, 3, 4);
	store_test_receipt(&r, &t, 2, 1);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	CHECK_INT(store_lost(&loss, s), 0);
	CHECK(loss.told);
	store_close(s);
	store_test_fini(&t);
}

TEST(pledge, lost_twice_is_told_twice)
{
	struct store_test t;
	struct store_loss loss;
	struct store *s;

	station_with_log(&t, 2);
	gone(&t, "store.db-wal");
	s = store_test_open(&t);
	CHECK_OK(store_try_again(s));
	CHECK_OK(store_test_put(NULL, s, 7));
	CHECK_OK(store_test_put(NULL, s, 8));
	store_close(s);
	gone(&t, "store.db-wal");
	gone(&t, "store.db-shm");
	s = store_test_open(&t);
	CHECK_INT(store_lost(&loss, s), 0);
	CHECK_INT(loss.epoch, 2);
	CHECK_INT(loss.from, 2);
	CHECK_INT(loss.to, 3);
	CHECK_INT(loss.begun, 3);
	store_close(s);
	store_test_fini(&t);
}

/* ---- the pledge itself --------------------------------------------------------------------- */

TEST(pledge, one_spoiled_slot_is_no_loss)
{
	for (int which = 0; which < 2; which++) {
		struct store_test t;
		struct store_loss loss;
		struct store *s;
		struct card card;

		station_with_log(&t, 3);
		card_take(&card, &t);
		card.pledge.data[which * PLEDGE_APART + 40] ^= 1;
		card_lay(&card, &t);
		s = store_test_open(&t);
		CHECK_INT(store_lost(&loss, s), STORE_NONE_LOST);
		CHECK_OK(store_test_put(NULL, s, 9));
		store_close(s);
		gone(&t, "store.db-wal"); /* and the next loss is still told */
		s = store_test_open(&t);
		expect_loss(s, 3, 6);
		store_close(s);
		card_free(&card);
		CHECK_OK(dir_remove(t.data));
		store_test_fini(&t);
	}
}

static void spoil(struct store_test *t, int how)
{
	static const uint8_t zeros[PLEDGE_FILE_BYTES];
	uint8_t noise[PLEDGE_FILE_BYTES];

	switch (how) {
	case 0:
		gone(t, "store.pledge");
		return;
	case 1:
		lay(t, "store.pledge", zeros, sizeof zeros);
		return;
	case 2:
		lay(t, "store.pledge", "", 0);
		return;
	default:
		memset(noise, 0xa5, sizeof noise);
		lay(t, "store.pledge", noise, how == 3 ? sizeof noise : 700);
	}
}

TEST(pledge, that_is_gone_itself_is_told_as_not_known_and_made_anew)
{
	for (int how = 0; how < 5; how++) {
		struct store_test t;
		struct store_kept kept;
		struct store *s;

		station_with_log(&t, 3);
		spoil(&t, how);
		s = store_test_open(&t);
		expect_loss(s, 0, 0);
		CHECK_INT(store_test_count(s), 6);
		CHECK_OK(store_test_put(&kept, s, 9));
		CHECK_INT(kept.epoch, 2);
		store_close(s);
		s = store_test_open(&t); /* once */
		CHECK_INT(s->head.chain.epoch, 2);
		CHECK_INT(s->head.chain.seq, 2);
		store_close(s);
		CHECK_OK(dir_remove(t.data));
		store_test_fini(&t);
	}
}

/* Filled by a Loket that knew of no pledge: no alarm, and from now on what is there is held. */
TEST(pledge, an_older_station_gets_one_without_an_alarm)
{
	struct store_test t;
	struct store_loss loss;
	struct store *s;

	station_with_log(&t, 3);
	s = store_test_open(&t);
	CHECK(sqlite3_exec(s->db, "DROP TABLE loss", NULL, NULL, NULL) == SQLITE_OK);
	store_close(s);
	gone(&t, "store.pledge");
	s = store_test_open(&t);
	CHECK_INT(store_lost(&loss, s), STORE_NONE_LOST);
	CHECK_INT(s->head.chain.epoch, 1);
	store_close(s);
	gone(&t, "store.db-wal");
	gone(&t, "store.db-shm");
	s = store_test_open(&t);
	expect_loss(s, 3, 5);
	store_close(s);
	store_test_fini(&t);
}

/* An older Loket in the other slot writes records without pledging: the pledge lags, and that is no loss. */
TEST(pledge, that_lags_behind_is_no_loss)
{
	struct store_test t;
	struct store_loss loss;
	struct store *s;
	struct buf old;

	station_with_log(&t, 1);
	take(&old, &t, "store.pledge");
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 4));
	CHECK_OK(store_test_put(NULL, s, 5));
	store_close(s);
	lay(&t, "store.pledge", old.data, old.len);
	s = store_test_open(&t);
	CHECK_INT(store_lost(&loss, s), STORE_NONE_LOST);
	store_close(s);
	buf_fini(&old);
	store_test_fini(&t);
}

/* Its slots are made by the device's key: another station's says nothing here. */
TEST(pledge, of_another_station_is_none)
{
	struct store_test t, other;
	struct store *s;
	struct buf foreign;

	store_test_init(&other);
	s = store_test_open(&other);
	CHECK_OK(store_test_put(NULL, s, 1));
	store_close(s);
	take(&foreign, &other, "store.pledge");
	CHECK_OK(dir_remove(other.data));
	store_test_fini(&other);
	station_with_log(&t, 1);
	lay(&t, "store.pledge", foreign.data, foreign.len);
	s = store_test_open(&t);
	expect_loss(s, 0, 0);
	store_close(s);
	buf_fini(&foreign);
	store_test_fini(&t);
}

/* ---- trouble with the disk ------------------------------------------------------------------- */

/* Every place where the disk may fail under one record: said to be saved or not, afterwards it is there once. */
TEST(pledge, that_can_not_be_written_is_no_saved_record)
{
	int of_pledge = 0;

	for (int n = 1;; n++) {
		struct store_test t;
		struct store *s = store_test_with(&t, 1);
		struct store_order order = {.type = 5, .schema = 1, .json = "{}", .n = 2};
		struct store_kept kept;
		struct store_loss loss;
		bool fired;
		int r;

		t.log.fd = -1;
		store_new_id(order.id);
		fault_arm(n);
		r = store_commit(&kept, s, &order);
		fired = fault_fired();
		of_pledge += fired && strncmp(fault_place(), "pledge.", 7) == 0;
		fault_arm(0);
		if (fired && strncmp(fault_place(), "pledge.", 7) == 0)
			CHECK_INT(r, STORE_SICK);
		if (store_ready(s) == STORE_SICK)
			CHECK_OK(store_try_again(s));
		CHECK_OK(store_commit(&kept, s, &order));
		CHECK_INT(kept.seq, 2);
		CHECK_INT(store_test_count(s), 2);
		CHECK_INT(store_lost(&loss, s), STORE_NONE_LOST);
		store_close(s);
		CHECK_OK(dir_remove(t.data));
		store_test_fini(&t);
		if (!fired)
			break;
	}
	CHECK_INT(of_pledge, 2); /* the write and its sync */
}
