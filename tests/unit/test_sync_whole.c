#include "harness.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "sync_world.h"
#include "sys/file.h"

TEST(whole, a_batch_goes_through_to_a_receipt)
{
	struct sync_world w;
	struct hub_head head;

	sync_world_make(&w);
	sync_world_hub(&w);
	sync_world_commit(&w, 3, 800);
	CHECK_INT(sync_world_once(&w), 0);
	head = sync_world_head(&w);
	CHECK_INT(head.acked, 3);
	CHECK_INT(sync_world_confirmed(&w), 3);
	CHECK_INT(sync_world_counts(&w).records, 3);
	sync_world_end(&w);
}

TEST(whole, the_kiosk_believes_the_receipt)
{
	struct store_counts counts;
	struct sync_world w;

	sync_world_make(&w);
	sync_world_hub(&w);
	sync_world_commit(&w, 5, 100);
	CHECK_INT(sync_world_once(&w), 0);
	CHECK_OK(store_settle(w.store));
	CHECK_OK(store_count(&counts, w.store));
	CHECK_INT(counts.confirmed, 5);
	sync_world_end(&w);
}

TEST(whole, many_records_of_many_sizes_arrive_once)
{
	struct sync_world w;

	sync_world_make(&w);
	sync_world_hub(&w);
	sync_world_commit(&w, 300, 50);
	sync_world_commit(&w, 20, 40000);
	CHECK_INT(sync_world_once(&w), 0);
	CHECK_INT(sync_world_once(&w), 0);
	CHECK_INT(sync_world_head(&w).acked, 320);
	CHECK_INT(sync_world_counts(&w).records, 320);
	CHECK_INT(sync_world_counts(&w).conflicts + sync_world_counts(&w).aside, 0);
	sync_world_end(&w);
}

TEST(whole, without_a_hub_nothing_is_lost_and_the_exit_status_says_so)
{
	struct sync_world w;

	sync_world_make(&w);
	sync_world_commit(&w, 2, 100);
	CHECK_INT(sync_world_once(&w), 1);
	CHECK_INT(sync_world_confirmed(&w), 0);
	sync_world_hub(&w);
	CHECK_INT(sync_world_once(&w), 0);
	CHECK_INT(sync_world_confirmed(&w), 2);
	sync_world_end(&w);
}

TEST(whole, a_hub_that_was_killed_goes_on)
{
	struct sync_world w;

	sync_world_make(&w);
	for (int i = 1; i <= 4; i++) {
		sync_world_hub(&w);
		sync_world_commit(&w, 10, 100);
		CHECK_INT(sync_world_once(&w), 0);
		CHECK_INT(sync_world_head(&w).acked, i * 10);
		sync_world_hub_end(&w, i % 2 ? SIGKILL : SIGTERM);
	}
	sync_world_end(&w);
}

TEST(whole, a_lost_ledger_is_filled_again_without_doubles)
{
	struct sync_world w;

	sync_world_make(&w);
	sync_world_hub(&w);
	sync_world_commit(&w, 30, 100);
	CHECK_INT(sync_world_once(&w), 0);
	CHECK_OK(dir_remove("data/ledger"));
	CHECK_INT(sync_world_once(&w), 0);
	CHECK_INT(sync_world_confirmed(&w), 30);
	CHECK_INT(sync_world_counts(&w).records, 30);
	sync_world_end(&w);
}
