/* A record and what belongs to it: both, or neither, wherever the plug is pulled. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "store_crashvfs.h"
#include "store_disk.h"
#include "store_world.h"
#include "store/kinds.h"
#include "sys/fault.h"
#include "sys/file.h"

static int names_first(struct buf *json, void *me, const struct store_kept *first)
{
	(void)me;
	buf_printf(json, "{\"about\":\"%s\"}", first->number);
	return 0;
}

static int refuses(struct buf *json, void *me, const struct store_kept *first)
{
	(void)json, (void)me, (void)first;
	return err_new(EINVAL, "no answers");
}

static struct store_order first_of(uint8_t id)
{
	struct store_order o = {.type = KIND_SIGNAL_CARD, .schema = 1, .json = "{\"story\":1}", .n = 11};

	memset(o.id, id, sizeof o.id);
	return o;
}

static struct store_second second_of(uint8_t id)
{
	struct store_second s = {.type = KIND_SIGNAL_CONTACT, .schema = 1, .answers = names_first};

	memset(s.id, 0x80 | id, sizeof s.id);
	return s;
}

static int put(struct store_kept *kept, struct store *s, uint8_t id)
{
	struct store_order first = first_of(id);
	struct store_second second = second_of(id);

	return store_commit_both(kept, s, &first, &second);
}

/* Records in pairs: every signal is followed by its own contact, and no contact is without its signal. Gives the pairs. */
static int pairs(const struct store_test *t)
{
	struct store_read *r;
	struct store_row row;
	uint8_t waits = 0;
	int n = 0;

	CHECK_OK(store_read_open(&r, t->data));
	for (uint32_t seq = 1; store_read_from(&row, r, 1, seq) == 0; seq = row.seq + 1) {
		struct record_header h;

		CHECK_INT(record_header_take(&h, row.record.header), 0);
		if (h.type == KIND_SIGNAL_CARD) {
			CHECK_INT(waits, 0);
			waits = h.id[0];
		} else if (h.type == KIND_SIGNAL_CONTACT) {
			CHECK_INT(h.id[0], 0x80 | waits);
			waits = 0;
			n++;
		}
	}
	CHECK_INT(waits, 0);
	store_read_close(r);
	return n;
}

TEST(pair, is_two_records_and_the_second_names_the_first)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 1);
	struct store_kept kept;
	char json[200], want[80];

	CHECK_OK(put(&kept, s, 1));
	CHECK_INT(kept.seq, 2);
	CHECK_INT(store_test_count(s), 3);
	snprintf(want, sizeof want, "{\"about\":\"%s\"}", kept.number);
	store_test_read(json, sizeof json, &t, 1, 3, t.authority);
	CHECK_TEXT(json, want);
	CHECK(store_test_has(&t, &kept));
	CHECK_INT(store_test_verify(&t), 3);
	store_close(s);
	store_test_fini(&t);
}

TEST(pair, asked_again_gives_the_same_two)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 1);
	struct store_kept kept, again;

	CHECK_OK(put(&kept, s, 1));
	CHECK_OK(put(&again, s, 1));
	CHECK_TEXT(again.number, kept.number);
	CHECK_INT(again.seq, kept.seq);
	CHECK_INT(store_test_count(s), 3);
	store_close(s);
	s = store_test_open(&t);
	CHECK_OK(put(&again, s, 1));
	CHECK_TEXT(again.number, kept.number);
	CHECK_INT(store_test_count(s), 3);
	store_close(s);
	store_test_fini(&t);
}

/* As an older Loket left it when the plug was pulled between its two transactions. */
TEST(pair, whose_first_was_stored_alone_gets_its_second)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 0);
	struct store_order first = first_of(1);
	struct store_kept kept, again;

	CHECK_OK(store_commit(&kept, s, &first));
	CHECK_OK(put(&again, s, 1));
	CHECK_TEXT(again.number, kept.number);
	CHECK_INT(store_test_count(s), 2);
	CHECK_INT(pairs(&t), 1);
	store_close(s);
	store_test_fini(&t);
}

TEST(pair, whose_second_has_no_answers_leaves_nothing)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 1);
	struct store_order first = first_of(1);
	struct store_second second = second_of(1);
	struct store_kept kept;

	second.answers = refuses;
	CHECK(store_commit_both(&kept, s, &first, &second) < 0);
	CHECK_INT(store_test_count(s), 1);
	CHECK_OK(store_test_put(&kept, s, 2));
	CHECK_INT(kept.seq, 2);
	CHECK_INT(store_test_verify(&t), 2);
	store_close(s);
	store_test_fini(&t);
}

TEST(pair, with_a_jump_of_the_clock_is_still_found_again)
{
	struct store_test t;
	struct store *s = store_test_with(&t, 1);
	struct store_kept kept, again;

	clock_advance(&t.clock, 1000);
	t.clock.wall_held_ms += 60 * 60 * 1000;
	CHECK_OK(put(&kept, s, 1));
	CHECK_INT(kept.seq, 3); /* the jump, then the two */
	CHECK_OK(put(&again, s, 1));
	CHECK_TEXT(again.number, kept.number);
	CHECK_INT(store_test_count(s), 4);
	store_close(s);
	store_test_fini(&t);
}

TEST(pair, fails_whole_wherever_the_disk_fails)
{
	int n = 1;

	for (bool fired = true; fired; n++) {
		struct store_test t;
		struct store *s = store_test_with(&t, 0);
		struct store_kept kept, again;
		int r;

		t.log.fd = -1;
		fault_arm(n);
		r = put(&kept, s, 1);
		fired = fault_fired();
		fault_arm(0);
		if (store_ready(s) == STORE_SICK)
			CHECK_OK(store_try_again(s));
		CHECK(r != 0 || store_test_has(&t, &kept));
		CHECK(store_test_count(s) != 1);
		CHECK_OK(put(&again, s, 1));
		CHECK_INT(store_test_count(s), 2);
		CHECK_INT(pairs(&t), 1);
		CHECK_OK(store_try_again(s));
		store_close(s);
		CHECK_OK(dir_remove(t.data));
		store_test_fini(&t);
	}
	CHECK(n > 8);
}

TEST(pair, of_a_full_disk_has_the_ballast_or_leaves_nothing)
{
	struct store_test t;
	struct store *s;
	struct store_kept kept;
	int r = 0, n = 0;

	disk_mount("small", 4 << 20);
	store_test_init_at(&t, "small/data");
	t.log.fd = -1;
	t.world.reserve_bytes = 1;
	s = store_test_open(&t);
	CHECK_OK(put(&kept, s, 1));
	disk_fill("small", 8192);
	for (uint8_t id = 2; id < 120 && r == 0; id++, n += r == 0)
		r = put(&kept, s, id);
	CHECK(n > 0 && r == STORE_FULL); /* the ballast held some, and then it was said */
	CHECK_INT(store_test_count(s), 2 * (n + 1));
	CHECK_INT(pairs(&t), n + 1);
	disk_free_up("small");
	CHECK_OK(put(&kept, s, 121));
	CHECK_INT(pairs(&t), n + 2);
	CHECK_OK(store_try_again(s));
	store_close(s);
	store_test_fini(&t);
}

/* ---- the plug ------------------------------------------------------------------------------- */

enum { PAIRS = 4 };

static void live(struct store_test *t, int tell)
{
	struct store *s = store_test_open(t);
	struct store_kept kept;

	for (int n = 1; n <= PAIRS; n++) {
		uint8_t id = (uint8_t)n;

		if (put(&kept, s, id))
			_exit(3);
		if (write(tell, &id, 1) != 1)
			_exit(4);
		if (id == PAIRS / 2 && store_idle(s))
			_exit(5);
	}
	store_close(s);
}

/* How many pairs were said to be kept; *over when the life ended by itself. */
static int cut_once(struct store_test *t, uint64_t cut, uint64_t seed, bool *over)
{
	int tell[2], status, told = 0;
	uint8_t id;
	pid_t pid;

	CHECK(pipe(tell) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		close(tell[0]);
		crash_vfs_arm(cut, seed);
		t->tuning.vfs = "crash";
		live(t, tell[1]);
		_exit(0);
	}
	close(tell[1]);
	while (read(tell[0], &id, 1) == 1)
		told++;
	close(tell[0]);
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == CRASH_EXIT));
	*over = WEXITSTATUS(status) == 0;
	return told;
}

TEST_LIMIT(pair, is_whole_or_not_there_wherever_the_plug_is_pulled, 300)
{
	struct store_test t;
	char folder[200], shm[300];
	long cuts = 0, halves = 0, alarms = 0, lost = 0;

	store_test_fast_folder(folder, sizeof folder);
	store_test_init_at(&t, folder);
	t.log.fd = -1;
	for (uint64_t seed = 1; seed <= 10; seed++) {
		bool over = false;

		for (uint64_t cut = 1; !over; cut++, cuts++) {
			struct store_loss loss;
			struct store *s;
			int told, there;

			CHECK_OK(dir_remove(folder));
			CHECK_OK(dir_make(folder, 0700));
			told = cut_once(&t, cut, seed, &over);
			snprintf(shm, sizeof shm, "%s/store/store.db-shm", folder);
			unlink(shm);
			t.tuning.vfs = NULL;
			s = store_test_open(&t);
			CHECK_OK(store_try_again(s));
			there = pairs(&t);
			halves += store_test_count(s) != 2 * there;
			lost += there < told;
			CHECK(there <= told + 1);
			alarms += store_lost(&loss, s) != STORE_NONE_LOST;
			store_close(s);
		}
	}
	printf("pairs: %ld cuts, %ld halves, %ld lost, %ld false alarms\n", cuts, halves, lost, alarms);
	CHECK(cuts > 200);
	CHECK_INT(halves + lost + alarms, 0);
	CHECK_OK(dir_remove(folder));
	store_test_fini(&t);
}
