/* Streams that no panel should send: fingers stay balanced, few, on the panel, and nothing stays held. */
#include "drivers/evdev_twin.h"
#include "drivers_touch_kit.h"

static struct glass g;

static int pick(uint64_t *seed, int n)
{
	return (int)(test_random(seed) % (uint32_t)n);
}

static int32_t odd_value(uint64_t *seed)
{
	static const int32_t odd[] = {-1, 0, 1, INT32_MAX, INT32_MIN, 2170, 2171, 65535, 255, 256, 63, 64};

	return pick(seed, 3) ? pick(seed, 2300) : odd[pick(seed, sizeof odd / sizeof *odd)];
}

/* Codes that a decoder listens to, more often than others. */
static struct evdev_event random_event(uint64_t *seed)
{
	static const uint16_t abs[] = {ABS_X, ABS_Y, ABS_PRESSURE, ABS_DISTANCE, ABS_MT_SLOT, ABS_MT_SLOT,
	        ABS_MT_TRACKING_ID, ABS_MT_TRACKING_ID, ABS_MT_POSITION_X, ABS_MT_POSITION_Y, ABS_MT_TOOL_TYPE,
	        ABS_MT_TOUCH_MAJOR, ABS_MT_DISTANCE, ABS_MT_PRESSURE, ABS_MT_TOOL_Y, ABS_MAX, 0xffff};
	static const uint16_t keys[] = {BTN_TOUCH, BTN_LEFT, BTN_TOOL_FINGER, KEY_A, 0xffff};
	static const uint16_t syn[] = {SYN_REPORT, SYN_REPORT, SYN_REPORT, SYN_REPORT, SYN_MT_REPORT, SYN_DROPPED, 4};
	struct evdev_event e = {.value = odd_value(seed)};
	int what = pick(seed, 20);

	e.type = what < 12 ? EV_ABS : what < 14 ? EV_KEY : what < 19 ? EV_SYN : (uint16_t)test_random(seed);
	e.code = what < 12   ? abs[pick(seed, sizeof abs / sizeof *abs)]
	         : what < 14 ? keys[pick(seed, sizeof keys / sizeof *keys)]
	         : what < 19 ? syn[pick(seed, sizeof syn / sizeof *syn)]
	                     : (uint16_t)test_random(seed);
	if (what >= 12 && what < 14)
		e.value = pick(seed, 2);
	return e;
}

static struct evdev_state random_state(uint64_t *seed)
{
	struct evdev_state s = {.n_slots = pick(seed, EVDEV_SLOTS_MAX + 1)};

	for (size_t i = 0; i < sizeof s.keys; i++)
		s.keys[i] = (uint8_t)test_random(seed);
	for (int i = 0; i < ABS_CNT; i++)
		s.abs[i] = odd_value(seed);
	for (int i = 0; i < ABS_MT_TOOL_Y - ABS_MT_SLOT + 1; i++)
		for (int k = 0; k < EVDEV_SLOTS_MAX; k++)
			s.mt[i][k] = pick(seed, 4) ? -1 : odd_value(seed);
	return s;
}

static struct evdev_info random_panel(uint64_t *seed)
{
	struct evdev_info info = {.name = "Odd"};
	int what = pick(seed, 5);

	if (what == 0)
		return panel_slots(2170, 1360, 10);
	if (what == 1)
		return panel_single(1023, 1023);
	for (unsigned code = 0; code < ABS_CNT && what < 4; code++)
		if (pick(seed, 2))
			panel_axis(&info, code, odd_value(seed), odd_value(seed));
	if (pick(seed, 2))
		panel_key(&info, BTN_TOUCH);
	return info; /* 4: nobody described it */
}

static void one_storm(uint64_t seed)
{
	struct evdev_info info = random_panel(&seed);
	struct evdev_state state = random_state(&seed);

	glass_open(&g, "twin:");
	glass_plug(&g, &info, pick(&seed, 2) ? &state : NULL);
	for (int i = 0; i < 1500; i++) {
		struct evdev_event e = random_event(&seed);

		CHECK_OK(evdev_twin_send(g.device, &e, 1));
		CHECK(g.fingers <= TOUCH_FINGERS_MAX && g.fingers == touch_fingers(g.touch));
		if (pick(&seed, 50) == 0)
			glass_pass(&g, pick(&seed, 300));
		if (pick(&seed, 100) == 0) {
			state = random_state(&seed);
			evdev_twin_stands(g.device, pick(&seed, 3) ? &state : NULL);
		}
		if (pick(&seed, 400) == 0) {
			CHECK_OK(evdev_twin_pull(g.device));
			glass_all_up(&g);
			info = random_panel(&seed);
			glass_plug(&g, &info, pick(&seed, 2) ? &state : NULL);
		}
		if (g.n > GLASS_EVENTS_MAX - 100)
			g.n = 0;
	}
	if (pick(&seed, 2))
		CHECK_OK(evdev_twin_end(g.device));
	else
		CHECK_OK(evdev_twin_pull(g.device));
	glass_all_up(&g);
	glass_close(&g);
}

TEST_LIMIT(touch_hostile, random_events_leave_nothing_held, 120)
{
	for (uint64_t seed = 1; seed <= 400; seed++)
		one_storm(seed * 7919);
}

/* ---- two hundred at once --------------------------------------------------------------- */

TEST(touch_hostile, two_hundred_slots_are_no_fingers)
{
	struct evdev_info info = panel_slots(2170, 1360, 256);

	glass_open(&g, "twin:");
	glass_plug(&g, &info, NULL);
	for (int round = 0; round < 20; round++) {
		for (int i = 0; i < 200; i++)
			glass_say(&g, ABSV(ABS_MT_SLOT, i), ABSV(ABS_MT_TRACKING_ID, 1000 * round + i),
			        ABSV(ABS_MT_POSITION_X, 20 + i * 10), ABSV(ABS_MT_POSITION_Y, 30 + i * 6));
		glass_say(&g, KEYV(BTN_TOUCH, 1), REPORT);
		CHECK_INT(g.fingers, 0);
	}
	CHECK_INT(g.downs, 0);
	for (int i = 0; i < 200; i++)
		glass_say(&g, ABSV(ABS_MT_SLOT, i), ABSV(ABS_MT_TRACKING_ID, -1));
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT);
	glass_all_up(&g);
	/* and the panel is of use again */
	glass_say(&g, ABSV(ABS_MT_SLOT, 0), ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000),
	        ABSV(ABS_MT_POSITION_Y, 500), KEYV(BTN_TOUCH, 1), REPORT);
	CHECK_INT(g.fingers, 1);
	glass_close(&g);
}

TEST(touch_hostile, two_hundred_one_after_the_other_take_back_those_before)
{
	struct evdev_info info = panel_slots(2170, 1360, 256);

	glass_open(&g, "twin:");
	glass_plug(&g, &info, NULL);
	for (int i = 0; i < 200; i++) {
		glass_say(&g, ABSV(ABS_MT_SLOT, i), ABSV(ABS_MT_TRACKING_ID, i), ABSV(ABS_MT_POSITION_X, 20 + i * 10),
		        ABSV(ABS_MT_POSITION_Y, 30 + i * 6), KEYV(BTN_TOUCH, 1), REPORT);
		CHECK_INT(g.fingers, i < 10 ? i + 1 : 0);
	}
	CHECK_INT(g.cancelled, 10);
	CHECK_INT(g.downs, 10);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_hostile, two_hundred_in_a_packet_are_no_fingers)
{
	struct evdev_info info = {.name = "Made-up A"};

	panel_axis(&info, ABS_MT_POSITION_X, 0, 2170);
	panel_axis(&info, ABS_MT_POSITION_Y, 0, 1360);
	glass_open(&g, "twin:");
	glass_plug(&g, &info, NULL);
	for (int round = 0; round < 20; round++) {
		for (int i = 0; i < 200; i++)
			glass_say(&g, ABSV(ABS_MT_POSITION_X, 20 + i * 10), ABSV(ABS_MT_POSITION_Y, 30 + i * 6),
			        MT_REPORT);
		glass_say(&g, REPORT);
		CHECK_INT(g.fingers, 0);
	}
	glass_say(&g, MT_REPORT, REPORT);
	glass_all_up(&g);
	glass_close(&g);
}

/* Of too many the oldest stay, whichever slots they are in. */
TEST(touch_hostile, contacts_at_the_ceiling)
{
	struct evdev_info info = panel_slots(2170, 1360, 256);

	for (int n = TOUCH_FINGERS_MAX - 1; n <= TOUCH_FINGERS_MAX + 1; n++) {
		glass_open(&g, "twin:");
		glass_plug(&g, &info, NULL);
		for (int i = 0; i < n; i++)
			glass_say(&g, ABSV(ABS_MT_SLOT, 255 - i), ABSV(ABS_MT_TRACKING_ID, i),
			        ABSV(ABS_MT_POSITION_X, 20 + i * 10), ABSV(ABS_MT_POSITION_Y, 500));
		glass_say(&g, REPORT);
		CHECK_INT(g.fingers, n <= TOUCH_FINGERS_MAX ? n : 0);
		glass_close(&g);
	}
}

/* ---- stuck, vanishing, lost ---------------------------------------------------------------- */

TEST(touch_hostile, stuck_contact_gives_way_to_the_next_finger)
{
	struct evdev_info info = panel_slots(2170, 1360, 10);

	glass_open(&g, "twin:");
	glass_plug(&g, &info, NULL);
	glass_say(&g, ABSV(ABS_MT_SLOT, 0), ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000),
	        ABSV(ABS_MT_POSITION_Y, 500), KEYV(BTN_TOUCH, 1), REPORT);
	glass_pass(&g, 10000);
	CHECK_INT(g.fingers, 1);
	glass_say(&g, ABSV(ABS_MT_SLOT, 1), ABSV(ABS_MT_TRACKING_ID, 2), ABSV(ABS_MT_POSITION_X, 300),
	        ABSV(ABS_MT_POSITION_Y, 500), REPORT);
	CHECK_INT(g.fingers, 1);
	CHECK_INT(g.all[1].kind, TOUCH_UP); /* before the new one goes down: one finger is all that a screen knows */
	CHECK(g.all[1].cancelled);
	CHECK_INT(g.all[2].kind, TOUCH_DOWN);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), REPORT);
	CHECK_INT(g.fingers, 0);
	CHECK(!g.all[3].cancelled);
	glass_close(&g);
}

TEST(touch_hostile, panel_that_vanishes_takes_its_fingers_along)
{
	struct evdev_info info = panel_slots(2170, 1360, 10);

	glass_open(&g, "twin:");
	glass_plug(&g, &info, NULL);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000), ABSV(ABS_MT_POSITION_Y, 500), REPORT);
	CHECK(touch_is_here(g.touch));
	CHECK_OK(evdev_twin_pull(g.device));
	CHECK(!touch_is_here(g.touch));
	CHECK_INT(g.cancelled, 1);
	glass_all_up(&g);
	glass_plug(&g, &info, NULL);
	CHECK(touch_is_here(g.touch));
	glass_say(&g, ABSV(ABS_MT_POSITION_X, 1100), REPORT); /* of the finger that was: it must touch anew */
	CHECK_INT(g.fingers, 0);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 2), ABSV(ABS_MT_POSITION_X, 500), ABSV(ABS_MT_POSITION_Y, 500), REPORT);
	CHECK_INT(g.fingers, 1);
	glass_close(&g);
}

#define DROPPED                                                                                                        \
	{                                                                                                              \
		EV_SYN, SYN_DROPPED, 0                                                                                 \
	}

TEST(touch_hostile, lost_lift_is_found_by_asking)
{
	struct evdev_info info = panel_slots(2170, 1360, 2);
	struct evdev_state now = {.n_slots = 2};

	glass_open(&g, "twin:");
	now.mt[ABS_MT_TRACKING_ID - ABS_MT_SLOT][0] = now.mt[ABS_MT_TRACKING_ID - ABS_MT_SLOT][1] = -1;
	glass_plug(&g, &info, &now);
	glass_say(&g, ABSV(ABS_MT_SLOT, 0), ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000),
	        ABSV(ABS_MT_POSITION_Y, 500), ABSV(ABS_MT_SLOT, 1), ABSV(ABS_MT_TRACKING_ID, 2),
	        ABSV(ABS_MT_POSITION_X, 300), ABSV(ABS_MT_POSITION_Y, 500), KEYV(BTN_TOUCH, 1), REPORT);
	CHECK_INT(g.fingers, 2);
	/* one is lifted and the other moves while the kernel's queue is full */
	now.mt[ABS_MT_TRACKING_ID - ABS_MT_SLOT][1] = 2;
	now.mt[ABS_MT_POSITION_X - ABS_MT_SLOT][1] = 600;
	now.mt[ABS_MT_POSITION_Y - ABS_MT_SLOT][1] = 500;
	now.keys[BTN_TOUCH / 8] |= 1 << BTN_TOUCH % 8;
	now.abs[ABS_MT_SLOT] = 1;
	evdev_twin_stands(g.device, &now);
	glass_say(&g, DROPPED, ABSV(ABS_MT_POSITION_X, 2), ABSV(ABS_MT_TRACKING_ID, 77));
	CHECK_INT(g.fingers, 2); /* the torn rest says nothing */
	glass_say(&g, REPORT);
	CHECK_INT(g.fingers, 1);
	CHECK_NEAR(g.all[g.n - 1].x_mm, 60);
	CHECK_INT(g.downs, 2);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), KEYV(BTN_TOUCH, 0), REPORT); /* slot 1 is still the one meant */
	glass_all_up(&g);
	CHECK_INT(g.cancelled, 0);
	glass_close(&g);
}

TEST(touch_hostile, lost_reports_of_a_panel_that_can_not_be_asked_end_all_fingers)
{
	struct evdev_info info = panel_slots(2170, 1360, 2);

	glass_open(&g, "twin:");
	glass_plug(&g, &info, NULL);
	glass_say(&g, ABSV(ABS_MT_SLOT, 0), ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000),
	        ABSV(ABS_MT_POSITION_Y, 500), REPORT, DROPPED, ABSV(ABS_MT_POSITION_X, 1100), REPORT);
	CHECK_INT(g.cancelled, 1);
	glass_all_up(&g);
	glass_say(&g, ABSV(ABS_MT_POSITION_X, 1200), REPORT);
	CHECK_INT(g.fingers, 0);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 2), ABSV(ABS_MT_POSITION_Y, 400), ABSV(ABS_MT_POSITION_X, 900), REPORT);
	CHECK_INT(g.fingers, 1);
	glass_close(&g);
}

TEST(touch_hostile, finger_that_is_down_when_the_panel_comes_is_seen)
{
	struct evdev_info info = panel_slots(2170, 1360, 2);
	struct evdev_state now = {.n_slots = 2};

	now.mt[ABS_MT_TRACKING_ID - ABS_MT_SLOT][0] = -1;
	now.mt[ABS_MT_TRACKING_ID - ABS_MT_SLOT][1] = 8;
	now.mt[ABS_MT_POSITION_X - ABS_MT_SLOT][1] = 1000;
	now.mt[ABS_MT_POSITION_Y - ABS_MT_SLOT][1] = 500;
	now.keys[BTN_TOUCH / 8] |= 1 << BTN_TOUCH % 8;
	now.abs[ABS_MT_SLOT] = 1;
	glass_open(&g, "twin:");
	glass_plug(&g, &info, &now);
	CHECK_INT(g.fingers, 1);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), KEYV(BTN_TOUCH, 0), REPORT);
	glass_all_up(&g);
	glass_close(&g);
}

/* Every report may be the one that is lost: whatever it was, nothing stays held once the stream ends, and of a panel
 * that can be asked nothing stays held at the next lift of all. */
TEST(touch_hostile, any_lost_event_leaves_nothing_held_at_the_end)
{
	static const struct say stream[] = {ABSV(ABS_MT_SLOT, 0), ABSV(ABS_MT_TRACKING_ID, 1),
	        ABSV(ABS_MT_POSITION_X, 1000), ABSV(ABS_MT_POSITION_Y, 500), KEYV(BTN_TOUCH, 1), REPORT,
	        ABSV(ABS_MT_POSITION_X, 1100), REPORT, ABSV(ABS_MT_SLOT, 1), ABSV(ABS_MT_TRACKING_ID, 2),
	        ABSV(ABS_MT_POSITION_X, 300), ABSV(ABS_MT_POSITION_Y, 500), REPORT, ABSV(ABS_MT_SLOT, 0),
	        ABSV(ABS_MT_TRACKING_ID, -1), REPORT, ABSV(ABS_MT_SLOT, 1), ABSV(ABS_MT_TRACKING_ID, -1),
	        KEYV(BTN_TOUCH, 0), REPORT};
	struct evdev_info info = panel_slots(2170, 1360, 2);
	int n = sizeof stream / sizeof *stream;

	for (int from = 0; from < n; from++)
		for (int to = from; to < n; to++) {
			glass_open(&g, "twin:");
			glass_plug(&g, &info, NULL);
			for (int i = 0; i < n; i++)
				if (i < from || i > to)
					glass_say_n(&g, &stream[i], 1);
			if (to < n - 2 || from >= n) /* BTN_TOUCH 0 and its report arrived */
				CHECK_INT(touch_fingers(g.touch), 0);
			CHECK_OK(evdev_twin_end(g.device));
			glass_all_up(&g);
			glass_close(&g);
		}
}
