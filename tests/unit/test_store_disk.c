#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"
#include "store_disk.h"
#include "store_world.h"
#include "sys/file.h"
#include "store/kinds.h"

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
	CHECK_INT(store_test_count(s), n);
	CHECK_OK(store_idle(s));
	CHECK_INT(store_ready(s), STORE_FULL);
	/* Room again: it goes on by itself, and the ballast comes back. */
	disk_free_up(data);
	CHECK_OK(store_idle(s));
	CHECK_OK(store_ready(s));
	CHECK(file_exists(ballast));
	CHECK_OK(store_test_put(NULL, s, n++));
	CHECK_OK(store_try_again(s));
	CHECK_INT(store_test_count(s), n);
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

TEST(trouble, a_data_folder_behind_a_link_is_as_good_as_any)
{
	struct store_test t;
	struct store *s;
	struct receipt r;

	store_test_init(&t);
	CHECK(symlink("data", "link") == 0);
	t.world.data = "link";
	s = store_test_open(&t);
	CHECK_OK(store_test_put(NULL, s, 1));
	snprintf(t.data, sizeof t.data, "link");
	store_test_receipt(&r, &t, 1, 1);
	store_test_ledger(&t, &r, t.hub);
	CHECK_OK(store_settle(s));
	store_test_counts(s, 0, 0, 1, 0);
	store_close(s);
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
	for (size_t over = 0; over <= 2; over++) {
		store_new_id(order.id);
		order.n = (size_t)ENVELOPE_PLAIN_MAX - 1 + over;
		CHECK_INT(store_commit(&kept, s, &order), over == 2 ? STORE_TOO_BIG : 0);
	}
	CHECK_OK(store_ready(s));
	CHECK_OK(store_test_put(&kept, s, 1));
	CHECK_INT(kept.seq, 3);
	store_close(s);
	free(json);
	store_test_fini(&t);
}
