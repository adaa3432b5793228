/* Each step alone: a frame in, a frame out. */
#include "drivers/touch_steps.h"
#include "harness.h"

static struct touch_contact contact(uint32_t number, float x_mm, float y_mm)
{
	return (struct touch_contact){.number = number, .x_mm = x_mm, .y_mm = y_mm, .u = x_mm / 217, .v = y_mm / 136};
}

static struct touch_frame frame_of(int64_t at_ms, int n, const struct touch_contact *all)
{
	struct touch_frame f = {.at_ms = at_ms, .n = n};

	if (n)
		memcpy(f.all, all, (size_t)n * sizeof *all);
	return f;
}
#define FRAME(at_ms, ...)                                                                                              \
	frame_of(at_ms, (int)(sizeof((struct touch_contact[]){__VA_ARGS__}) / sizeof(struct touch_contact)),           \
	        (struct touch_contact[]){__VA_ARGS__})

static bool near(float a, float b)
{
	return a - b < 0.05f && b - a < 0.05f;
}

/* ---- place ------------------------------------------------------------------------------ */

TEST(touch_place, covers_the_panel_and_no_more)
{
	struct touch_place p = {.width_mm = 217, .height_mm = 136};
	struct touch_frame f = {.n = 4};

	touch_calibration_plain(&p.map, 0, 217, 136);
	p.map.x[2] = -5; /* a sensor that begins left of the picture */
	p.map.x[0] = 230;
	f.all[0] = (struct touch_contact){.number = 1, .u = 0, .v = 0};
	f.all[1] = (struct touch_contact){.number = 2, .u = 1, .v = 1};
	f.all[2] = (struct touch_contact){.number = 3, .u = 0.5f, .v = 0.5f};
	f.all[3] = (struct touch_contact){.number = 4, .u = 0.0f / 1.0f, .v = 1};
	touch_place_step(&p, &f);
	CHECK(f.all[0].x_mm == 0 && f.all[0].y_mm == 0);
	CHECK(f.all[1].x_mm < 217 && f.all[1].x_mm > 216.9f && f.all[1].y_mm < 136 && f.all[1].y_mm > 135.9f);
	CHECK(near(f.all[2].x_mm, 110) && near(f.all[2].y_mm, 68));
}

TEST(touch_place, that_is_no_number_lies_at_the_edge)
{
	struct touch_place p = {.width_mm = 217, .height_mm = 136};
	struct touch_frame f = {.n = 1};

	touch_calibration_plain(&p.map, 0, 217, 136);
	f.all[0] = (struct touch_contact){.number = 1, .u = __builtin_nanf(""), .v = 0.5f};
	touch_place_step(&p, &f);
	CHECK(f.all[0].x_mm == 0);
}

/* ---- debounce --------------------------------------------------------------------------- */

TEST(touch_debounce, bridges_a_short_break)
{
	struct touch_debounce d = {.hold_ms = 20, .near_mm = 5};
	struct touch_frame f = FRAME(0, contact(1, 50, 50));

	touch_debounce_step(&d, &f);
	f = frame_of(10, 0, NULL);
	touch_debounce_step(&d, &f);
	CHECK_INT(f.n, 1);
	CHECK_INT(f.all[0].number, 1);
	CHECK_INT(touch_debounce_due_in_ms(&d, 10), 20);
	f = FRAME(25, contact(2, 52, 50));
	touch_debounce_step(&d, &f);
	CHECK_INT(f.n, 1);
	CHECK_INT(f.all[0].number, 1); /* the same finger */
	CHECK(near(f.all[0].x_mm, 52));
	CHECK_INT(touch_debounce_due_in_ms(&d, 25), -1);
	f = FRAME(30, contact(2, 60, 50)); /* and it stays so */
	touch_debounce_step(&d, &f);
	CHECK_INT(f.all[0].number, 1);
}

TEST(touch_debounce, lets_go_after_its_time)
{
	struct touch_debounce d = {.hold_ms = 20, .near_mm = 5};
	struct touch_frame f = FRAME(0, contact(1, 50, 50));

	touch_debounce_step(&d, &f);
	for (int64_t ms = 100; ms <= 120; ms++) {
		f = frame_of(ms, 0, NULL);
		touch_debounce_step(&d, &f);
		CHECK_INT(f.n, ms < 120); /* N-1, N */
	}
	f = FRAME(121, contact(2, 50, 50));
	touch_debounce_step(&d, &f);
	CHECK_INT(f.all[0].number, 2);
}

TEST(touch_debounce, takes_a_contact_elsewhere_for_another_one)
{
	struct touch_debounce d = {.hold_ms = 20, .near_mm = 5};
	struct touch_frame f = FRAME(0, contact(1, 50, 50));

	touch_debounce_step(&d, &f);
	f = FRAME(10, contact(2, 56, 50));
	touch_debounce_step(&d, &f);
	CHECK_INT(f.n, 2);
	CHECK_INT(f.all[0].number, 1);
	CHECK_INT(f.all[1].number, 2);
}

TEST(touch_debounce, of_zero_lets_everything_through)
{
	struct touch_debounce d = {.hold_ms = 0, .near_mm = 5};
	struct touch_frame f = FRAME(0, contact(1, 50, 50));

	touch_debounce_step(&d, &f);
	f = frame_of(1, 0, NULL);
	touch_debounce_step(&d, &f);
	CHECK_INT(f.n, 0);
	CHECK_INT(touch_debounce_due_in_ms(&d, 1), -1);
}

TEST(touch_debounce, holds_no_more_than_a_frame_can)
{
	struct touch_debounce d = {.hold_ms = 1000, .near_mm = 0.1f};
	struct touch_frame f;

	for (int round = 0; round < 5; round++) {
		f = frame_of(round, 0, NULL);
		for (int i = 0; i < TOUCH_CONTACTS_MAX; i++)
			f.all[f.n++] =
			        contact((uint32_t)(1 + round * TOUCH_CONTACTS_MAX + i), (float)(i * 6 + round), 50);
		touch_debounce_step(&d, &f);
		CHECK(f.n <= TOUCH_CONTACTS_MAX && d.n <= TOUCH_CONTACTS_MAX);
	}
}

/* ---- palm ------------------------------------------------------------------------------- */

TEST(touch_palm, by_its_size)
{
	struct touch_palm p = {.palm_mm = 32, .panel_mm = 200, .crowd = 10};
	struct touch_frame f = FRAME(0, contact(1, 50, 50), contact(2, 90, 50), contact(3, 120, 50));

	f.all[0].size = 31.0f / 200;
	f.all[1].size = 33.0f / 200;
	touch_palm_step(&p, &f);
	CHECK(!f.all[0].rejected && f.all[1].rejected && !f.all[2].rejected);
	f = FRAME(10, contact(1, 50, 50), contact(2, 90, 50)); /* it is lifted slowly: it stays a palm */
	touch_palm_step(&p, &f);
	CHECK(!f.all[0].rejected && f.all[1].rejected);
}

TEST(touch_palm, by_how_many_there_are)
{
	for (int n = 9; n <= 11; n++) {
		struct touch_palm p = {.palm_mm = 32, .panel_mm = 200, .crowd = 10};
		struct touch_frame f = {.n = n};

		for (int i = 0; i < n; i++)
			f.all[i] = contact((uint32_t)i + 1, (float)i * 10, 50);
		touch_palm_step(&p, &f);
		for (int i = 0; i < n; i++)
			CHECK(f.all[i].rejected == (n == 11));
		f.n = 2;
		f.all[0].rejected = f.all[1].rejected = false;
		f.all[1].number = 99;
		touch_palm_step(&p, &f);
		CHECK(f.all[0].rejected == (n == 11)); /* one of the crowd */
		CHECK(!f.all[1].rejected); /* a new one */
	}
}

/* ---- edge ------------------------------------------------------------------------------- */

TEST(touch_edge, what_begins_there_waits_until_it_leaves)
{
	struct touch_edge e = {.strip_mm = 1, .width_mm = 217, .height_mm = 136};
	struct touch_frame f = FRAME(0, contact(1, 0.5f, 60), contact(2, 216.5f, 60), contact(3, 60, 0.9f),
	        contact(4, 60, 135.5f), contact(5, 1.1f, 60));

	touch_edge_step(&e, &f);
	CHECK(f.all[0].rejected && f.all[1].rejected && f.all[2].rejected && f.all[3].rejected && !f.all[4].rejected);
	f = FRAME(5, contact(1, 1.5f, 60));
	touch_edge_step(&e, &f);
	CHECK(!f.all[0].rejected);
	f = FRAME(9, contact(1, 0.2f, 60)); /* it is a finger now, wherever it goes */
	touch_edge_step(&e, &f);
	CHECK(!f.all[0].rejected);
}

/* ---- stuck ------------------------------------------------------------------------------- */

TEST(touch_stuck, gives_way_when_another_one_lives)
{
	struct touch_stuck s = {.still_ms = 4000, .endless_ms = 60000, .still_mm = 1};
	struct touch_frame f;

	for (int64_t ms = 0; ms <= 50000; ms += 1000) { /* alone it stays, trembling */
		f = FRAME(ms, contact(1, 50 + (ms / 1000 % 2) * 0.8f, 50));
		touch_stuck_step(&s, &f);
		CHECK(!f.all[0].rejected);
	}
	f = FRAME(50500, contact(1, 50, 50), contact(2, 90, 50));
	touch_stuck_step(&s, &f);
	CHECK(f.all[0].rejected && !f.all[1].rejected);
	f = FRAME(50600, contact(1, 70, 50)); /* as long as it lasts */
	touch_stuck_step(&s, &f);
	CHECK(f.all[0].rejected);
}

TEST(touch_stuck, is_only_what_stood_still_long_enough)
{
	for (int64_t ms = 3999; ms <= 4000; ms++) {
		struct touch_stuck s = {.still_ms = 4000, .endless_ms = 60000, .still_mm = 1};
		struct touch_frame f = FRAME(0, contact(1, 50, 50));

		touch_stuck_step(&s, &f);
		f = FRAME(ms, contact(1, 50, 50), contact(2, 90, 50));
		touch_stuck_step(&s, &f);
		CHECK(f.all[0].rejected == (ms == 4000));
	}
}

TEST(touch_stuck, moving_is_living)
{
	struct touch_stuck s = {.still_ms = 4000, .endless_ms = 60000, .still_mm = 1};
	struct touch_frame f;

	for (int64_t ms = 0; ms <= 20000; ms += 500) { /* a slow signature, and a hand beside it later */
		f = FRAME(ms, contact(1, 20 + (float)ms / 400, 50));
		touch_stuck_step(&s, &f);
	}
	f = FRAME(20600, contact(1, 72, 50), contact(2, 90, 50));
	touch_stuck_step(&s, &f);
	CHECK(!f.all[0].rejected && !f.all[1].rejected);
}

/* Water that runs over the glass: it moves, and must not keep a visit alive. */
TEST(touch_stuck, what_never_ends_is_no_finger)
{
	for (int64_t last = 59999; last <= 60001; last++) {
		struct touch_stuck s = {.still_ms = 4000, .endless_ms = 60000, .still_mm = 1};
		struct touch_frame f;

		for (int64_t ms = 0; ms < 59900; ms += 500) {
			f = FRAME(ms, contact(1, 20 + (float)(ms % 9000) / 100, 50));
			touch_stuck_step(&s, &f);
			CHECK(!f.all[0].rejected);
		}
		f = FRAME(last, contact(1, 20, 50));
		touch_stuck_step(&s, &f);
		CHECK(f.all[0].rejected == (last >= 60000));
	}
}

TEST(touch_stuck, what_was_rejected_already_is_no_life)
{
	struct touch_stuck s = {.still_ms = 4000, .endless_ms = 60000, .still_mm = 1};
	struct touch_frame f = FRAME(0, contact(1, 50, 50));

	touch_stuck_step(&s, &f);
	f = FRAME(9000, contact(1, 50, 50), contact(2, 90, 50));
	f.all[1].rejected = true;
	touch_stuck_step(&s, &f);
	CHECK(!f.all[0].rejected);
}

/* ---- spike ------------------------------------------------------------------------------ */

TEST(touch_spike, leap_counts_when_it_is_confirmed)
{
	struct touch_spike s = {.leap_mm = 25};
	struct touch_frame f = FRAME(0, contact(1, 50, 50));

	touch_spike_step(&s, &f);
	f = FRAME(10, contact(1, 120, 50));
	touch_spike_step(&s, &f);
	CHECK(near(f.all[0].x_mm, 50));
	f = FRAME(20, contact(1, 51, 50)); /* back: it never was */
	touch_spike_step(&s, &f);
	CHECK(near(f.all[0].x_mm, 51));
	f = FRAME(30, contact(1, 120, 50));
	touch_spike_step(&s, &f);
	f = FRAME(40, contact(1, 122, 50)); /* and now it was */
	touch_spike_step(&s, &f);
	CHECK(near(f.all[0].x_mm, 122));
}

TEST(touch_spike, wild_leaps_never_count)
{
	struct touch_spike s = {.leap_mm = 25};
	struct touch_frame f = FRAME(0, contact(1, 50, 50));

	touch_spike_step(&s, &f);
	for (int i = 0; i < 20; i++) {
		f = FRAME(10 * i, contact(1, i % 2 ? 150 : 200, 100));
		touch_spike_step(&s, &f);
		CHECK(near(f.all[0].x_mm, 50));
	}
}

TEST(touch_spike, fast_strokes_pass)
{
	struct touch_spike s = {.leap_mm = 25};

	for (int i = 0; i < 9; i++) {
		struct touch_frame f = FRAME(10 * i, contact(1, (float)i * 24, 50));

		touch_spike_step(&s, &f);
		CHECK(near(f.all[0].x_mm, (float)i * 24));
	}
}

/* ---- jitter ----------------------------------------------------------------------------- */

TEST(touch_jitter, finger_at_rest_does_not_move)
{
	struct touch_jitter j = {.slack_mm = 0.4f};
	struct touch_frame f = FRAME(0, contact(1, 50, 50));

	touch_jitter_step(&j, &f);
	for (int i = 0; i < 50; i++) {
		f = FRAME(i, contact(1, 50 + (i % 3 - 1) * 0.25f, 50 + (i % 2) * 0.2f));
		touch_jitter_step(&j, &f);
		CHECK(f.all[0].x_mm == 50 && f.all[0].y_mm == 50);
	}
}

TEST(touch_jitter, trails_by_its_slack_at_most)
{
	struct touch_jitter j = {.slack_mm = 0.4f};

	for (int i = 0; i < 100; i++) {
		struct touch_frame f = FRAME(i, contact(1, (float)i, 50));

		touch_jitter_step(&j, &f);
		CHECK(f.all[0].x_mm <= (float)i && f.all[0].x_mm >= (float)i - 0.41f);
	}
}
