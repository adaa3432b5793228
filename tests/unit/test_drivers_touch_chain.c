/* All steps in their order: fingers out of frames, balanced. */
#include "drivers/touch_chain.h"
#include "harness.h"

static int feed(struct touch_chain *c, int64_t at_ms, int n, struct touch_event *out)
{
	struct touch_frame f = {.at_ms = at_ms, .n = n};

	for (int i = 0; i < n; i++)
		f.all[i] = (struct touch_contact){.number = (uint32_t)i + 1, .u = 0.2f + 0.02f * (float)i, .v = 0.5f};
	return touch_chain_frame(c, &f, out);
}

TEST(touch_chain, ten_fingers_and_no_more)
{
	struct touch_event out[TOUCH_EVENTS_MAX];

	for (int n = 9; n <= 11; n++) {
		struct touch_chain c;

		touch_chain_init(&c, 217, 136);
		CHECK_INT(feed(&c, 0, n, out), n == 11 ? 0 : n); /* eleven are a crowd */
		CHECK_INT(touch_chain_fingers(&c), n == 11 ? 0 : n);
	}
}

TEST(touch_chain, one_too_many_takes_all_back)
{
	struct touch_event out[TOUCH_EVENTS_MAX];
	struct touch_chain c;

	touch_chain_init(&c, 217, 136);
	CHECK_INT(feed(&c, 0, 10, out), 10);
	CHECK_INT(feed(&c, 10, 11, out), 10);
	for (int i = 0; i < 10; i++)
		CHECK(out[i].kind == TOUCH_UP && out[i].cancelled);
	CHECK_INT(touch_chain_fingers(&c), 0);
}

TEST(touch_chain, who_found_no_finger_free_never_counts)
{
	struct touch_event out[TOUCH_EVENTS_MAX];
	struct touch_chain c;
	struct touch_frame f = {.n = 1};

	touch_chain_init(&c, 217, 136);
	c.palm.crowd = TOUCH_CONTACTS_MAX; /* a site that allows a crowd */
	CHECK_INT(feed(&c, 0, 12, out), 10);
	f.all[0] = (struct touch_contact){.number = 12, .u = 0.7f, .v = 0.5f};
	CHECK_INT(touch_chain_frame(&c, &f, out), 10); /* ten ups, no down */
	CHECK_INT(touch_chain_fingers(&c), 0);
	f.all[0].number = 13;
	CHECK_INT(touch_chain_frame(&c, &f, out), 1);
}

TEST(touch_chain, release_cancels_what_is_held_and_lifts_what_was_let_go)
{
	struct touch_event out[TOUCH_EVENTS_MAX];
	struct touch_chain c;

	touch_chain_init(&c, 217, 136);
	touch_chain_expect_foil(&c, true);
	CHECK_INT(feed(&c, 0, 1, out), 1);
	CHECK_INT(touch_chain_release(&c, 5, out), 1);
	CHECK(out[0].kind == TOUCH_UP && out[0].cancelled && out[0].at_ms == 5);
	CHECK_INT(touch_chain_release(&c, 6, out), 0);
	CHECK_INT(feed(&c, 50, 2, out), 2);
	CHECK_INT(feed(&c, 60, 0, out), 0); /* held for a while: it may come back */
	CHECK_INT(touch_chain_release(&c, 61, out), 2);
	CHECK(out[0].kind == TOUCH_UP && !out[0].cancelled);
	CHECK_INT(touch_chain_due_in_ms(&c, 61), -1);
}

TEST(touch_chain, leap_on_letting_go_is_not_where_the_finger_was)
{
	struct touch_event out[TOUCH_EVENTS_MAX];
	struct touch_chain c;
	struct touch_frame f = {.at_ms = 10, .n = 1};

	touch_chain_init(&c, 217, 136);
	touch_chain_expect_foil(&c, true);
	CHECK_INT(feed(&c, 0, 1, out), 1);
	f.all[0] = (struct touch_contact){.number = 1, .u = 0.9f, .v = 0.9f};
	CHECK_INT(touch_chain_frame(&c, &f, out), 0);
	CHECK_INT(feed(&c, 20, 0, out), 0);
	CHECK_INT(touch_chain_tick(&c, 40, out), 1);
	CHECK(out[0].kind == TOUCH_UP && out[0].x_mm < 50);
}
