/* The pledge itself: what is spoiled in it, and what an older station and another one have. */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "store_card.h"
#include "store_crashvfs.h"
#include "sys/fault.h"
#include "sys/file.h"

/* ---- the pledge itself --------------------------------------------------------------------- */

TEST(pledge, one_spoiled_slot_is_no_loss)
{
	for (int which = 0; which < 2; which++) {
		struct store_test t;
		struct store_loss loss;
		struct store *s;
		struct card card;

		card_station(&t, 3);
		card_take(&card, &t);
		card.pledge.data[which * PLEDGE_APART + 40] ^= 1;
		card_lay(&card, &t);
		s = store_test_open(&t);
		CHECK_INT(store_lost(&loss, s), STORE_NONE_LOST);
		CHECK_OK(store_test_put(NULL, s, 9));
		store_close(s);
		card_gone(&t, "store.db-wal"); /* and the next loss is still told */
		s = store_test_open(&t);
		card_loss(s, 3, 6);
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
		card_gone(t, "store.pledge");
		return;
	case 1:
		card_put(t, "store.pledge", zeros, sizeof zeros);
		return;
	case 2:
		card_put(t, "store.pledge", "", 0);
		return;
	default:
		memset(noise, 0xa5, sizeof noise);
		card_put(t, "store.pledge", noise, how == 3 ? sizeof noise : 700);
	}
}

TEST(pledge, that_is_gone_itself_is_told_as_not_known_and_made_anew)
{
	for (int how = 0; how < 5; how++) {
		struct store_test t;
		struct store_kept kept;
		struct store *s;

		card_station(&t, 3);
		spoil(&t, how);
		s = store_test_open(&t);
		card_loss(s, 0, 0);
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

	card_station(&t, 3);
	s = store_test_open(&t);
	CHECK(sqlite3_exec(s->db, "DROP TABLE loss", NULL, NULL, NULL) == SQLITE_OK);
	store_close(s);
	card_gone(&t, "store.pledge");
	s = store_test_open(&t);
	CHECK_INT(store_lost(&loss, s), STORE_NONE_LOST);
	CHECK_INT(s->head.chain.epoch, 1);
	store_close(s);
	card_gone(&t, "store.db-wal");
	card_gone(&t, "store.db-shm");
	s = store_test_open(&t);
	card_loss(s, 3, 5);
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

	card_station(&t, 1);
	card_read(&old, &t, "store.pledge");
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 4));
	CHECK_OK(store_test_put(NULL, s, 5));
	store_close(s);
	card_put(&t, "store.pledge", old.data, old.len);
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
	card_read(&foreign, &other, "store.pledge");
	CHECK_OK(dir_remove(other.data));
	store_test_fini(&other);
	card_station(&t, 1);
	card_put(&t, "store.pledge", foreign.data, foreign.len);
	s = store_test_open(&t);
	card_loss(s, 0, 0);
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

/* ---- the plug, while a loss is being told ------------------------------------------------------ */

static bool open_until_cut(struct store_test *t, uint64_t cut, uint64_t seed)
{
	int status;
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (pid == 0) {
		crash_vfs_arm(cut, seed);
		t->tuning.vfs = "crash";
		store_close(store_test_open(t));
		_exit(0);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == CRASH_EXIT));
	return WEXITSTATUS(status) == 0;
}

/* Told all the same, and once. */
static void told_once(struct store_test *t, uint32_t from, uint32_t to)
{
	struct store *s = store_test_open(t);
	int64_t losses;

	card_loss(s, from, to);
	CHECK_OK(store_number(&losses, s, 0, "SELECT count(*) FROM loss", ""));
	CHECK_INT(losses, 1);
	CHECK_INT(s->head.chain.epoch, 2);
	CHECK_INT(s->head.chain.seq, 1);
	CHECK_OK(store_test_put(NULL, s, 9));
	CHECK_OK(store_try_again(s));
	store_close(s);
}

TEST_LIMIT(pledge, a_loss_is_told_once_wherever_the_plug_is_pulled_meanwhile, 200)
{
	struct store_test t;
	struct card card;
	int cuts = 0;

	card_station(&t, 3);
	card_take(&card, &t);
	for (uint64_t seed = 1; seed <= 4; seed++) {
		for (int of_pledge = 0; of_pledge < 2; of_pledge++) {
			bool over = false;

			for (uint64_t cut = 1; !over; cut++, cuts++) {
				card_lay(&card, &t);
				card_gone(&t, of_pledge ? "store.pledge" : "store.db-wal");
				over = open_until_cut(&t, cut, seed);
				card_gone(&t, "store.db-shm");
				told_once(&t, of_pledge ? 0 : 3, of_pledge ? 0 : 5);
			}
		}
	}
	CHECK(cuts > 40);
	card_free(&card);
	store_test_fini(&t);
}
