/* What older panels do that their descriptions do not tell. */
#include "drivers/evdev_twin.h"
#include "drivers_touch_kit.h"

static struct glass g;

static void open_with(struct evdev_info info)
{
	glass_open(&g, "twin:");
	glass_plug(&g, &info, NULL);
}

static struct evdev_info packets(bool button)
{
	struct evdev_info info = {.name = "Made-up old packets"};

	panel_axis(&info, ABS_MT_POSITION_X, 0, 2169);
	panel_axis(&info, ABS_MT_POSITION_Y, 0, 1359);
	panel_axis(&info, ABS_MT_TOUCH_MAJOR, 0, 255);
	if (button)
		panel_key(&info, BTN_TOUCH);
	return info;
}

static void say_packet(int x, int y, int major)
{
	glass_say(&g, ABSV(ABS_MT_TOUCH_MAJOR, major), ABSV(ABS_MT_POSITION_X, x), ABSV(ABS_MT_POSITION_Y, y),
	        MT_REPORT, REPORT);
}

/* Drivers of the first telephones: the last packet of a finger has the size 0, and then there is silence. The button
 * that the description promises is never sent. */
TEST(touch_older, packet_of_no_size_is_the_end_of_a_finger)
{
	for (int button = 0; button < 2; button++) {
		open_with(packets(button));
		for (int k = 0; k < 3; k++) {
			say_packet(500 + 400 * k, 700, 30);
			say_packet(500 + 400 * k, 702, 28);
			CHECK_INT(g.fingers, 1);
			say_packet(500 + 400 * k, 702, 0);
			CHECK_INT(g.fingers, 0);
			glass_pass(&g, 40);
		}
		CHECK_INT(g.downs, 3);
		CHECK_INT(g.cancelled, 0);
		glass_all_up(&g);
		glass_close(&g);
	}
}

/* One finger leaves, the other stays. */
TEST(touch_older, packet_of_no_size_ends_its_own_finger_only)
{
	open_with(packets(false));
	glass_say(&g, ABSV(ABS_MT_TOUCH_MAJOR, 20), ABSV(ABS_MT_POSITION_X, 300), ABSV(ABS_MT_POSITION_Y, 500),
	        MT_REPORT, ABSV(ABS_MT_TOUCH_MAJOR, 20), ABSV(ABS_MT_POSITION_X, 1800), ABSV(ABS_MT_POSITION_Y, 500),
	        MT_REPORT, REPORT);
	CHECK_INT(g.fingers, 2);
	glass_say(&g, ABSV(ABS_MT_TOUCH_MAJOR, 0), ABSV(ABS_MT_POSITION_X, 300), ABSV(ABS_MT_POSITION_Y, 500),
	        MT_REPORT, ABSV(ABS_MT_TOUCH_MAJOR, 20), ABSV(ABS_MT_POSITION_X, 1810), ABSV(ABS_MT_POSITION_Y, 500),
	        MT_REPORT, REPORT);
	CHECK_INT(g.fingers, 1);
	CHECK_NEAR(g.all[g.n - 1].x_mm, 181);
	say_packet(1810, 500, 0);
	glass_all_up(&g);
	CHECK_INT(g.downs, 2);
	glass_close(&g);
}

/* A panel that tells 0 always does not know sizes: its fingers are fingers. */
TEST(touch_older, packets_of_a_panel_without_sizes_are_fingers)
{
	open_with(packets(true));
	say_packet(500, 700, 0);
	CHECK_INT(g.fingers, 1);
	glass_say(&g, MT_REPORT, REPORT);
	glass_all_up(&g);
	glass_close(&g);
}

/* Described for several fingers, sent as one, and the plain axes count otherwise. */
TEST(touch_older, one_finger_lies_where_its_own_axes_say)
{
	struct evdev_info info = panel_slots(32767, 32767, 10);

	panel_axis(&info, ABS_X, 100, 2269);
	panel_axis(&info, ABS_Y, 0, 1359);
	open_with(info);
	glass_say(&g, KEYV(BTN_TOUCH, 1), ABSV(ABS_X, 1100), ABSV(ABS_Y, 500), REPORT);
	CHECK_INT(g.downs, 1);
	CHECK_NEAR(g.all[0].x_mm, 100);
	CHECK_NEAR(g.all[0].y_mm, 50);
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT);
	glass_pass(&g, 30);
	glass_all_up(&g);
	glass_close(&g);
}
