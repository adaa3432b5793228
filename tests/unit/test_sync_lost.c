/* The disk lost records that were said to be saved: what the hub has stays, what follows arrives, and nothing stands in another's place. */
#include <unistd.h>

#include "harness.h"
#include "sync_world.h"

static void lose_log(struct sync_world *w)
{
	sync_world_close_store(w);
	CHECK(unlink("data/store/store.db-wal") == 0);
	(void)unlink("data/store/store.db-shm");
}

/* Four records on the disk and at the hub; three more only in the log. */
static void begin(struct sync_world *w, bool sent)
{
	sync_world_make(w);
	sync_world_hub(w);
	sync_world_commit(w, 4, 100);
	CHECK_OK(store_try_again(w->store)); /* empties the log */
	CHECK_INT(sync_world_once(w), 0);
	sync_world_commit(w, 3, 100);
	if (sent)
		CHECK_INT(sync_world_once(w), 0);
	lose_log(w);
}

static void goes_on(struct sync_world *w, int records)
{
	struct store_loss loss;

	sync_world_commit(w, 2, 100);
	CHECK_INT(sync_world_once(w), 0);
	CHECK_INT(sync_world_counts(w).records, records);
	CHECK_INT(sync_world_counts(w).conflicts + sync_world_counts(w).aside, 0);
	CHECK_OK(store_settle(w->store));
	CHECK_INT(store_lost(&loss, w->store), 0);
	CHECK_INT(loss.from, 5);
	CHECK_INT(loss.to, 7);
	CHECK(loss.told); /* the hub has signed for the link that says so */
	sync_world_end(w);
}

TEST(lost, what_was_never_sent_leaves_no_hole_and_no_conflict)
{
	struct sync_world w;

	begin(&w, false);
	goes_on(&w, 4 + 1 + 2); /* the link, and two */
}

TEST(lost, what_the_hub_had_already_stays_there)
{
	struct sync_world w;

	begin(&w, true);
	goes_on(&w, 7 + 1 + 2);
}
