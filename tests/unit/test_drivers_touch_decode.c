/* The decoder through a panel that a test holds: what each protocol says, and what panels leave out. */
#include "drivers/evdev_twin.h"
#include "drivers_touch_kit.h"

static struct glass g;

static void open_with(struct evdev_info info)
{
	glass_open(&g, "twin:");
	glass_plug(&g, &info, NULL);
}

static const struct touch_event *at(int i)
{
	CHECK(i < g.n);
	return &g.all[i];
}

static void check_at(int i, enum touch_kind kind, float x_mm, float y_mm)
{
	CHECK_INT(at(i)->kind, kind);
	CHECK_NEAR(at(i)->x_mm, x_mm);
	CHECK_NEAR(at(i)->y_mm, y_mm);
}

/* ---- slots ----------------------------------------------------------------------------- */

TEST(touch_slots, finger_goes_down_moves_and_goes_up)
{
	open_with(panel_slots(2170, 1360, 10));
	glass_say(&g, ABSV(ABS_MT_SLOT, 0), ABSV(ABS_MT_TRACKING_ID, 7), ABSV(ABS_MT_POSITION_X, 1000),
	        ABSV(ABS_MT_POSITION_Y, 500), KEYV(BTN_TOUCH, 1), REPORT);
	check_at(0, TOUCH_DOWN, 100, 50);
	glass_say(&g, ABSV(ABS_MT_POSITION_X, 1200), REPORT);
	check_at(1, TOUCH_MOVE, 120, 50);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), KEYV(BTN_TOUCH, 0), REPORT);
	check_at(2, TOUCH_UP, 120, 50);
	CHECK(!at(2)->cancelled);
	CHECK_INT(g.n, 3);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_slots, stream_need_not_open_with_a_slot)
{
	open_with(panel_slots(2170, 1360, 10));
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 35), ABSV(ABS_MT_POSITION_X, 513), ABSV(ABS_MT_POSITION_Y, 320), REPORT);
	CHECK_INT(g.downs, 1);
	glass_say(&g, ABSV(ABS_MT_SLOT, 1), ABSV(ABS_MT_TRACKING_ID, 36), ABSV(ABS_MT_POSITION_X, 1513),
	        ABSV(ABS_MT_POSITION_Y, 320), REPORT);
	CHECK_INT(g.fingers, 2);
	glass_say(&g, ABSV(ABS_MT_SLOT, 0), ABSV(ABS_MT_TRACKING_ID, -1), REPORT);
	glass_say(&g, ABSV(ABS_MT_SLOT, 1), ABSV(ABS_MT_TRACKING_ID, -1), REPORT);
	glass_all_up(&g);
	CHECK_INT(g.downs, 2);
	glass_close(&g);
}

/* The kernel does not repeat a value that did not change: a slot keeps its place from one contact to the next. */
TEST(touch_slots, second_tap_on_the_same_place_needs_no_place)
{
	open_with(panel_slots(2170, 1360, 10));
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000), ABSV(ABS_MT_POSITION_Y, 500), REPORT,
	        ABSV(ABS_MT_TRACKING_ID, -1), REPORT, ABSV(ABS_MT_TRACKING_ID, 2), REPORT);
	CHECK_INT(g.downs, 2);
	check_at(2, TOUCH_DOWN, 100, 50);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), REPORT);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_slots, new_id_without_minus_one_is_another_finger)
{
	open_with(panel_slots(2170, 1360, 10));
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000), ABSV(ABS_MT_POSITION_Y, 500), REPORT,
	        ABSV(ABS_MT_TRACKING_ID, 2), ABSV(ABS_MT_POSITION_X, 300), REPORT);
	CHECK_INT(g.downs, 2);
	CHECK_INT(g.ups, 1);
	check_at(1, TOUCH_UP, 100, 50);
	check_at(2, TOUCH_DOWN, 30, 50);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), REPORT);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_slots, contact_begins_only_when_it_has_a_place)
{
	open_with(panel_slots(2170, 1360, 10));
	glass_say(&g, ABSV(ABS_MT_SLOT, 3), ABSV(ABS_MT_TRACKING_ID, 1), REPORT);
	CHECK_INT(g.n, 0);
	glass_say(&g, ABSV(ABS_MT_POSITION_X, 1000), REPORT);
	CHECK_INT(g.n, 0); /* a recording that began in the middle: how high is it? */
	glass_say(&g, ABSV(ABS_MT_POSITION_Y, 500), REPORT);
	check_at(0, TOUCH_DOWN, 100, 50);
	glass_close(&g);
}

TEST(touch_slots, places_of_a_slot_nobody_holds_are_no_finger)
{
	open_with(panel_slots(2170, 1360, 10));
	glass_say(&g, ABSV(ABS_MT_SLOT, 0), ABSV(ABS_MT_POSITION_X, 1000), ABSV(ABS_MT_POSITION_Y, 500), REPORT);
	CHECK_INT(g.n, 0);
	glass_close(&g);
}

TEST(touch_slots, no_touch_by_the_button_lifts_all)
{
	open_with(panel_slots(2170, 1360, 10));
	glass_say(&g, ABSV(ABS_MT_SLOT, 0), ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000),
	        ABSV(ABS_MT_POSITION_Y, 500), ABSV(ABS_MT_SLOT, 1), ABSV(ABS_MT_TRACKING_ID, 2),
	        ABSV(ABS_MT_POSITION_X, 400), ABSV(ABS_MT_POSITION_Y, 500), KEYV(BTN_TOUCH, 1), REPORT);
	CHECK_INT(g.fingers, 2);
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_slots, what_hovers_is_no_finger_until_it_lands)
{
	struct evdev_info info = panel_slots(2170, 1360, 10);

	panel_axis(&info, ABS_MT_DISTANCE, 0, 1);
	open_with(info);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000), ABSV(ABS_MT_POSITION_Y, 500),
	        ABSV(ABS_MT_DISTANCE, 1), REPORT);
	CHECK_INT(g.n, 0);
	glass_say(&g, ABSV(ABS_MT_DISTANCE, 0), ABSV(ABS_MT_POSITION_X, 1010), REPORT);
	check_at(0, TOUCH_DOWN, 101, 50);
	glass_say(&g, ABSV(ABS_MT_DISTANCE, 1), REPORT);
	CHECK_INT(g.ups, 1);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), REPORT);
	glass_all_up(&g);
	CHECK_INT(g.downs, 1);
	glass_close(&g);
}

TEST(touch_slots, palm_by_its_tool_type_is_taken_back)
{
	struct evdev_info info = panel_slots(2170, 1360, 10);

	panel_axis(&info, ABS_MT_TOOL_TYPE, 0, 2);
	open_with(info);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000), ABSV(ABS_MT_POSITION_Y, 500), REPORT);
	CHECK_INT(g.fingers, 1);
	glass_say(&g, ABSV(ABS_MT_TOOL_TYPE, MT_TOOL_PALM), REPORT);
	CHECK_INT(g.fingers, 0);
	CHECK(at(1)->cancelled);
	glass_say(&g, ABSV(ABS_MT_TOOL_TYPE, MT_TOOL_FINGER), ABSV(ABS_MT_POSITION_X, 1200), REPORT);
	CHECK_INT(g.downs, 1); /* it was a palm: it stays one */
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), REPORT);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 2), REPORT);
	CHECK_INT(g.fingers, 1);
	glass_close(&g);
}

TEST(touch_slots, slots_beyond_what_is_listened_to_say_nothing)
{
	open_with(panel_slots(2170, 1360, 10));
	glass_say(&g, ABSV(ABS_MT_SLOT, 256), ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000),
	        ABSV(ABS_MT_POSITION_Y, 500), REPORT, ABSV(ABS_MT_SLOT, -1), ABSV(ABS_MT_TRACKING_ID, 2),
	        ABSV(ABS_MT_POSITION_X, 1000), REPORT, ABSV(ABS_MT_SLOT, INT32_MAX), ABSV(ABS_MT_TRACKING_ID, 3),
	        REPORT);
	CHECK_INT(g.n, 0);
	glass_say(&g, ABSV(ABS_MT_SLOT, 255), ABSV(ABS_MT_TRACKING_ID, 4), ABSV(ABS_MT_POSITION_X, 1000),
	        ABSV(ABS_MT_POSITION_Y, 500), REPORT);
	CHECK_INT(g.downs, 1);
	glass_close(&g);
}

/* ---- packets --------------------------------------------------------------------------- */

static void packet_of_two(int x1, int y1, int x2, int y2)
{
	glass_say(&g, ABSV(ABS_MT_POSITION_X, x1), ABSV(ABS_MT_POSITION_Y, y1), MT_REPORT, ABSV(ABS_MT_POSITION_X, x2),
	        ABSV(ABS_MT_POSITION_Y, y2), MT_REPORT, REPORT);
}

static struct evdev_info panel_packets(bool button)
{
	struct evdev_info info = {.name = "Made-up A"};

	panel_axis(&info, ABS_MT_POSITION_X, 0, 2170);
	panel_axis(&info, ABS_MT_POSITION_Y, 0, 1360);
	if (button)
		panel_key(&info, BTN_TOUCH);
	return info;
}

TEST(touch_packets, keep_fingers_apart_by_where_they_are)
{
	int left;

	open_with(panel_packets(true));
	packet_of_two(300, 500, 1800, 500);
	CHECK_INT(g.fingers, 2);
	left = at(0)->x_mm < 100 ? at(0)->id : at(1)->id;
	packet_of_two(1750, 500, 350, 500); /* told the other way round */
	CHECK_INT(g.downs, 2);
	for (int i = 2; i < g.n; i++)
		CHECK((at(i)->id == left) == (at(i)->x_mm < 100));
	glass_say(&g, MT_REPORT, REPORT);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_packets, keep_fingers_apart_by_their_ids)
{
	struct evdev_info info = panel_packets(true);

	panel_axis(&info, ABS_MT_TRACKING_ID, 0, 15);
	open_with(info);
	for (int k = 0; k < 5; k++) /* they cross */
		glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 4), ABSV(ABS_MT_POSITION_X, 800 + 100 * k),
		        ABSV(ABS_MT_POSITION_Y, 500), MT_REPORT, ABSV(ABS_MT_TRACKING_ID, 9),
		        ABSV(ABS_MT_POSITION_X, 1200 - 100 * k), ABSV(ABS_MT_POSITION_Y, 520), MT_REPORT, REPORT);
	CHECK_INT(g.downs, 2);
	CHECK_NEAR(at(g.n - 2)->x_mm, 120);
	CHECK_INT(at(g.n - 2)->id, at(0)->id);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 9), ABSV(ABS_MT_POSITION_X, 800), ABSV(ABS_MT_POSITION_Y, 520),
	        MT_REPORT, REPORT);
	CHECK_INT(g.fingers, 1);
	glass_say(&g, MT_REPORT, REPORT);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_packets, empty_report_lifts_all)
{
	open_with(panel_packets(true));
	packet_of_two(300, 500, 1800, 500);
	glass_say(&g, REPORT);
	glass_all_up(&g);
	CHECK_INT(g.downs, 2);
	glass_close(&g);
}

TEST(touch_packets, button_lifts_all)
{
	open_with(panel_packets(true));
	packet_of_two(300, 500, 1800, 500);
	glass_say(&g, KEYV(BTN_TOUCH, 1), ABSV(ABS_X, 300), REPORT);
	CHECK_INT(g.fingers, 2); /* about other things: nothing is said of contacts */
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_packets, silence_lifts_where_nothing_else_does)
{
	open_with(panel_packets(false));
	packet_of_two(300, 500, 1800, 500);
	glass_pass(&g, 245);
	CHECK_INT(g.fingers, 2);
	glass_pass(&g, 10);
	glass_all_up(&g);
	CHECK_INT(g.cancelled, 0);
	glass_close(&g);
}

/* A panel whose description promises slots may be recorded on a kernel that sent packets. */
TEST(touch_packets, are_understood_whatever_the_description_says)
{
	open_with(panel_slots(2170, 1360, 10));
	packet_of_two(300, 500, 1800, 500);
	CHECK_INT(g.fingers, 2);
	glass_say(&g, MT_REPORT, REPORT);
	glass_all_up(&g);
	glass_close(&g);
}

/* ---- single touch ----------------------------------------------------------------------- */

TEST(touch_single, finger_by_the_button)
{
	open_with(panel_single(2170, 1360));
	glass_say(&g, ABSV(ABS_X, 1000), ABSV(ABS_Y, 500), KEYV(BTN_TOUCH, 1), REPORT);
	check_at(0, TOUCH_DOWN, 100, 50);
	glass_say(&g, ABSV(ABS_X, 1100), REPORT);
	check_at(1, TOUCH_MOVE, 110, 50);
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT);
	glass_pass(&g, 30);
	glass_all_up(&g);
	CHECK(!at(2)->cancelled);
	glass_close(&g);
}

TEST(touch_single, second_tap_on_the_same_place_brings_no_place)
{
	open_with(panel_single(2170, 1360));
	glass_say(&g, ABSV(ABS_X, 1000), ABSV(ABS_Y, 500), KEYV(BTN_TOUCH, 1), REPORT, KEYV(BTN_TOUCH, 0), REPORT);
	glass_pass(&g, 100);
	glass_say(&g, KEYV(BTN_TOUCH, 1), REPORT);
	glass_pass(&g, 80);
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT);
	glass_pass(&g, 100);
	glass_all_up(&g);
	CHECK_INT(g.downs, 2);
	check_at(2, TOUCH_DOWN, 100, 50);
	CHECK(!at(3)->cancelled);
	glass_close(&g);
}

/* Drivers that report the button first: the finger is not where the last one was. */
TEST(touch_single, button_before_its_place_waits_for_it)
{
	open_with(panel_single(2170, 1360));
	glass_say(&g, ABSV(ABS_X, 1000), ABSV(ABS_Y, 500), KEYV(BTN_TOUCH, 1), REPORT, KEYV(BTN_TOUCH, 0), REPORT);
	glass_pass(&g, 100);
	glass_say(&g, KEYV(BTN_TOUCH, 1), REPORT);
	CHECK_INT(g.downs, 1);
	glass_say(&g, ABSV(ABS_X, 200), ABSV(ABS_Y, 1000), REPORT);
	check_at(2, TOUCH_DOWN, 20, 100);
	CHECK_INT(g.moves, 0);
	glass_close(&g);
}

TEST(touch_single, finger_by_the_left_button)
{
	struct evdev_info info = {.name = "Made-up Mouse Panel"};

	panel_axis(&info, ABS_X, 0, 2170);
	panel_axis(&info, ABS_Y, 0, 1360);
	panel_key(&info, BTN_LEFT);
	open_with(info);
	glass_say(&g, ABSV(ABS_X, 500), ABSV(ABS_Y, 500), REPORT); /* moves without being pressed */
	CHECK_INT(g.n, 0);
	glass_say(&g, KEYV(BTN_LEFT, 1), REPORT);
	glass_say(&g, ABSV(ABS_X, 600), REPORT);
	CHECK_INT(g.downs, 1);
	glass_say(&g, KEYV(BTN_LEFT, 0), REPORT);
	glass_pass(&g, 30);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_single, finger_by_pressure_alone)
{
	struct evdev_info info = {.name = "Made-up Pressure"};

	panel_axis(&info, ABS_X, 0, 2170);
	panel_axis(&info, ABS_Y, 0, 1360);
	panel_axis(&info, ABS_PRESSURE, 0, 255);
	open_with(info);
	glass_say(&g, ABSV(ABS_X, 500), ABSV(ABS_Y, 500), ABSV(ABS_PRESSURE, 80), REPORT);
	CHECK_INT(g.fingers, 1);
	glass_say(&g, ABSV(ABS_PRESSURE, 60), REPORT);
	glass_say(&g, ABSV(ABS_PRESSURE, 0), REPORT);
	glass_pass(&g, 30);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_single, panel_that_never_says_up_lifts_by_silence)
{
	struct evdev_info info = {.name = "Made-up Silent"};

	panel_axis(&info, ABS_X, 0, 2170);
	panel_axis(&info, ABS_Y, 0, 1360);
	open_with(info);
	glass_say(&g, ABSV(ABS_X, 500), ABSV(ABS_Y, 500), REPORT);
	glass_pass(&g, 200);
	CHECK_INT(g.fingers, 1);
	glass_say(&g, ABSV(ABS_X, 520), REPORT);
	glass_pass(&g, 200);
	CHECK_INT(g.fingers, 1);
	glass_pass(&g, 100);
	glass_all_up(&g);
	CHECK_INT(g.cancelled, 0);
	glass_close(&g);
}

TEST(touch_single, tool_without_touch_is_no_finger)
{
	struct evdev_info info = panel_single(2170, 1360);

	panel_key(&info, BTN_TOOL_PEN);
	open_with(info);
	glass_say(&g, KEYV(BTN_TOOL_PEN, 1), ABSV(ABS_X, 500), ABSV(ABS_Y, 500), REPORT, ABSV(ABS_X, 900), REPORT);
	CHECK_INT(g.n, 0);
	glass_say(&g, KEYV(BTN_TOUCH, 1), ABSV(ABS_X, 910), REPORT);
	CHECK_INT(g.fingers, 1);
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT, KEYV(BTN_TOOL_PEN, 0), REPORT);
	glass_pass(&g, 30);
	glass_all_up(&g);
	glass_close(&g);
}

TEST(touch_single, panel_that_turns_out_to_know_more_fingers_is_believed)
{
	open_with(panel_single(2170, 1360));
	glass_say(&g, ABSV(ABS_X, 1000), ABSV(ABS_Y, 500), KEYV(BTN_TOUCH, 1), REPORT);
	CHECK_INT(g.fingers, 1);
	glass_say(&g, ABSV(ABS_MT_SLOT, 0), ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 1000),
	        ABSV(ABS_MT_POSITION_Y, 500), ABSV(ABS_MT_SLOT, 1), ABSV(ABS_MT_TRACKING_ID, 2),
	        ABSV(ABS_MT_POSITION_X, 100), ABSV(ABS_MT_POSITION_Y, 500), REPORT);
	CHECK_INT(g.fingers, 2);
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT);
	glass_all_up(&g);
	glass_close(&g);
}
