/*
 * Panels as they are known to behave, made up by hand from the shapes of their events: each is tapped twice and dragged
 * once, and must give two taps and a stroke where they were. What is odd about each stands beside it.
 */
#include "drivers/evdev_twin.h"
#include "drivers_touch_kit.h"

enum { MAX_X = 2169, MAX_Y = 1359 /* a tenth of a millimetre each */ };

static struct glass g;
static int tracking; /* of the kernel: a new one for each contact */

struct model {
	const char *name;
	struct evdev_info (*info)(void);
	void (*down)(int x, int y);
	void (*move)(int x, int y);
	void (*up)(void);
	bool slow; /* the lift shows only after a while */
};

/* ---- protocol B by hid-multitouch: the older position comes along, BTN_TOUCH too ---------------- */

static struct evdev_info hid_info(void)
{
	struct evdev_info info = panel_slots(MAX_X, MAX_Y, 10);

	panel_axis(&info, ABS_MT_TOOL_X, 0, MAX_X);
	panel_axis(&info, ABS_MT_TOOL_Y, 0, MAX_Y);
	panel_axis(&info, ABS_MT_TOUCH_MAJOR, 0, 255); /* in a unit of its own: 255 is no palm */
	panel_axis(&info, ABS_MT_ORIENTATION, 0, 1);
	panel_axis(&info, ABS_MISC, 0, 65535);
	return info;
}

static void hid_down(int x, int y)
{
	tracking++;
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, tracking), ABSV(ABS_MT_POSITION_X, x), ABSV(ABS_MT_POSITION_Y, y),
	        ABSV(ABS_MT_TOOL_X, x), ABSV(ABS_MT_TOOL_Y, y), ABSV(ABS_MT_ORIENTATION, 1),
	        ABSV(ABS_MT_TOUCH_MAJOR, 250), ABSV(ABS_MISC, 15316), KEYV(BTN_TOUCH, 1), ABSV(ABS_X, x),
	        ABSV(ABS_Y, y), REPORT);
}

static void hid_move(int x, int y)
{
	glass_say(&g, ABSV(ABS_MISC, 15401), REPORT); /* the scan time alone says nothing */
	glass_say(&g, ABSV(ABS_MT_POSITION_X, x), ABSV(ABS_MT_POSITION_Y, y), ABSV(ABS_X, x), ABSV(ABS_Y, y), REPORT);
}

static void hid_up(void)
{
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), KEYV(BTN_TOUCH, 0), REPORT);
}

/* ---- optical frame: hovers with a distance before and after it touches --------------------------- */

static struct evdev_info optical_info(void)
{
	struct evdev_info info = panel_slots(MAX_X, MAX_Y, 2);

	panel_axis(&info, ABS_MT_DISTANCE, 0, 10);
	return info;
}

static void optical_down(int x, int y)
{
	tracking++;
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, tracking), ABSV(ABS_MT_POSITION_X, x + 90), ABSV(ABS_MT_POSITION_Y, y),
	        ABSV(ABS_MT_DISTANCE, 3), REPORT);
	glass_say(&g, ABSV(ABS_MT_POSITION_X, x), ABSV(ABS_MT_DISTANCE, 0), KEYV(BTN_TOUCH, 1), REPORT);
}

static void optical_move(int x, int y)
{
	glass_say(&g, ABSV(ABS_MT_POSITION_X, x), ABSV(ABS_MT_POSITION_Y, y), REPORT);
}

static void optical_up(void)
{
	glass_say(&g, ABSV(ABS_MT_DISTANCE, 2), KEYV(BTN_TOUCH, 0), REPORT);
	glass_say(&g, ABSV(ABS_MT_POSITION_X, 5), REPORT);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), REPORT);
}

/* ---- controllers on I2C (Goodix, FT5x06): B in any slot, places repeated, axes from 0 to the pixels ---- */

static struct evdev_info i2c_info(void)
{
	struct evdev_info info = panel_slots(MAX_X + 1, MAX_Y + 1, 5); /* the maximum itself never occurs */

	panel_axis(&info, ABS_MT_WIDTH_MAJOR, 0, 255);
	panel_axis(&info, ABS_MT_PRESSURE, 0, 255);
	return info;
}

static void i2c_down(int x, int y)
{
	tracking++;
	glass_say(&g, ABSV(ABS_MT_SLOT, tracking % 5), ABSV(ABS_MT_TRACKING_ID, tracking), ABSV(ABS_MT_POSITION_X, x),
	        ABSV(ABS_MT_POSITION_Y, y), ABSV(ABS_MT_WIDTH_MAJOR, 40), KEYV(BTN_TOUCH, 1), REPORT);
}

static void i2c_move(int x, int y)
{
	glass_say(&g, ABSV(ABS_MT_POSITION_X, x), ABSV(ABS_MT_POSITION_Y, y), REPORT, REPORT);
}

static void i2c_up(void)
{
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, -1), REPORT); /* the button a report later */
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT);
}

/* ---- protocol A: all contacts anew in each report; at the end an empty one -------------------------- */

static struct evdev_info a_info(void)
{
	struct evdev_info info = {.name = "Made-up A"};

	panel_axis(&info, ABS_MT_POSITION_X, 0, MAX_X);
	panel_axis(&info, ABS_MT_POSITION_Y, 0, MAX_Y);
	panel_axis(&info, ABS_MT_TOUCH_MAJOR, 0, 255);
	panel_key(&info, BTN_TOUCH);
	return info;
}

static void a_move(int x, int y)
{
	glass_say(&g, ABSV(ABS_MT_TOUCH_MAJOR, 20), ABSV(ABS_MT_POSITION_X, x), ABSV(ABS_MT_POSITION_Y, y), MT_REPORT,
	        REPORT);
}

static void a_up(void)
{
	glass_say(&g, MT_REPORT, REPORT);
}

static void a_quiet_up(void)
{
	glass_pass(&g, 260);
}

static struct evdev_info a_bare_info(void)
{
	struct evdev_info info = {.name = "Made-up bare A"};

	panel_axis(&info, ABS_MT_POSITION_X, 0, MAX_X);
	panel_axis(&info, ABS_MT_POSITION_Y, 0, MAX_Y);
	return info;
}

/* ---- serial (MicroTouch, Wacom) and resistive (TSC, eGalax): one finger -------------------------------- */

static struct evdev_info single_info(void)
{
	return panel_single(MAX_X, MAX_Y);
}

/* Axes that run backwards: 3M's go from the bottom up. */
static struct evdev_info upside_info(void)
{
	struct evdev_info info = panel_single(MAX_X, MAX_Y);

	info.axis[ABS_Y].min = MAX_Y;
	info.axis[ABS_Y].max = 0;
	return info;
}

static void single_down(int x, int y)
{
	glass_say(&g, ABSV(ABS_X, x), ABSV(ABS_Y, y), KEYV(BTN_TOUCH, 1), REPORT);
}

static void upside_down(int x, int y)
{
	single_down(x, MAX_Y - y);
}

static void single_move(int x, int y)
{
	glass_say(&g, ABSV(ABS_X, x), ABSV(ABS_Y, y), REPORT);
}

static void upside_move(int x, int y)
{
	single_move(x, MAX_Y - y);
}

static void single_up(void)
{
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT);
}

static struct evdev_info foil_info(void)
{
	struct evdev_info info = panel_single(MAX_X, MAX_Y);

	panel_axis(&info, ABS_PRESSURE, 0, 4095);
	return info;
}

/* A worn foil: contact breaks off for some milliseconds, and leaps when it is let go. */
static void foil_down(int x, int y)
{
	glass_say(&g, ABSV(ABS_X, x), ABSV(ABS_Y, y), ABSV(ABS_PRESSURE, 900), KEYV(BTN_TOUCH, 1), REPORT);
	glass_pass(&g, 5);
	glass_say(&g, ABSV(ABS_PRESSURE, 0), KEYV(BTN_TOUCH, 0), REPORT);
	glass_pass(&g, 10);
	glass_say(&g, ABSV(ABS_X, x + 3), ABSV(ABS_PRESSURE, 1100), KEYV(BTN_TOUCH, 1), REPORT);
}

static void foil_up(void)
{
	glass_say(&g, ABSV(ABS_X, 2100), ABSV(ABS_Y, 40), ABSV(ABS_PRESSURE, 12), REPORT);
	glass_say(&g, ABSV(ABS_PRESSURE, 0), KEYV(BTN_TOUCH, 0), REPORT);
}

/* Pen and finger by tools, near before it touches. */
static void tool_down(int x, int y)
{
	glass_say(&g, KEYV(BTN_TOOL_PEN, 1), ABSV(ABS_X, x + 200), ABSV(ABS_Y, y), REPORT);
	glass_say(&g, ABSV(ABS_X, x), ABSV(ABS_Y, y), KEYV(BTN_TOUCH, 1), REPORT);
}

static void tool_up(void)
{
	glass_say(&g, KEYV(BTN_TOUCH, 0), REPORT);
	glass_say(&g, ABSV(ABS_X, 2000), REPORT);
	glass_say(&g, KEYV(BTN_TOOL_PEN, 0), REPORT);
}

static struct evdev_info mouse_info(void)
{
	struct evdev_info info = {.name = "Made-up Mouse Panel"};

	panel_axis(&info, ABS_X, 0, MAX_X);
	panel_axis(&info, ABS_Y, 0, MAX_Y);
	panel_key(&info, BTN_LEFT);
	panel_key(&info, BTN_RIGHT);
	return info;
}

static void mouse_down(int x, int y)
{
	glass_say(&g, ABSV(ABS_X, x), ABSV(ABS_Y, y), KEYV(BTN_LEFT, 1), REPORT);
}

static void mouse_up(void)
{
	glass_say(&g, KEYV(BTN_LEFT, 0), REPORT);
}

static struct evdev_info silent_info(void)
{
	struct evdev_info info = {.name = "Made-up Silent"};

	panel_axis(&info, ABS_X, 0, MAX_X);
	panel_axis(&info, ABS_Y, 0, MAX_Y);
	return info;
}

static const struct model models[] = {
        {"hid multitouch (ELAN, eGalax, IRTOUCH)", hid_info, hid_down, hid_move, hid_up, false},
        {"optical frame that hovers", optical_info, optical_down, optical_move, optical_up, false},
        {"i2c controller (Goodix, FT5x06, maXTouch)", i2c_info, i2c_down, i2c_move, i2c_up, false},
        {"protocol A", a_info, a_move, a_move, a_up, false},
        {"protocol A that falls silent", a_bare_info, a_move, a_move, a_quiet_up, true},
        {"serial single touch", single_info, single_down, single_move, single_up, true},
        {"serial, from the bottom up", upside_info, upside_down, upside_move, single_up, true},
        {"resistive foil, worn", foil_info, foil_down, single_move, foil_up, true},
        {"serial with tools", single_info, tool_down, single_move, tool_up, true},
        {"left button", mouse_info, mouse_down, single_move, mouse_up, true},
        {"never says up", silent_info, single_move, single_move, a_quiet_up, true},
};

static void near_mm(const struct touch_event *e, float x_mm, float y_mm)
{
	CHECK(e->x_mm > x_mm - 1.5f && e->x_mm < x_mm + 1.5f);
	CHECK(e->y_mm > y_mm - 1.5f && e->y_mm < y_mm + 1.5f);
}

static void tap(const struct model *m, int x, int y)
{
	int before = g.n, downs = g.downs;

	m->down(x, y);
	glass_pass(&g, 80);
	m->up();
	glass_pass(&g, m->slow ? 30 : 0);
	CHECK_INT(g.downs, downs + 1);
	near_mm(&g.all[before], (float)x / 10, (float)y / 10);
	near_mm(&g.all[g.n - 1], (float)x / 10, (float)y / 10);
	CHECK(!g.all[g.n - 1].cancelled);
	glass_all_up(&g);
	glass_pass(&g, 100);
}

static void stroke(const struct model *m)
{
	int before = g.n, downs = g.downs;

	m->down(300, 300);
	for (int i = 1; i <= 40; i++) {
		glass_pass(&g, 10);
		m->move(300 + 30 * i, 300 + 20 * i);
	}
	m->up();
	glass_pass(&g, m->slow ? 30 : 0);
	CHECK_INT(g.downs, downs + 1);
	CHECK(g.n - before >= 35);
	near_mm(&g.all[before], 30, 30);
	near_mm(&g.all[g.n - 1], 150, 110);
	glass_all_up(&g);
	glass_pass(&g, 100);
}

TEST(touch_panels, give_two_taps_and_a_stroke_where_they_were)
{
	for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
		const struct model *m = &models[i];
		struct evdev_info info = m->info();

		tracking = 0;
		glass_open(&g, "twin:");
		glass_plug(&g, &info, NULL);
		tap(m, 500, 400);
		tap(m, 1800, 1200);
		stroke(m);
		tap(m, 500, 400);
		CHECK_INT(g.downs, 4);
		CHECK_INT(g.cancelled, 0);
		glass_close(&g);
	}
}

/* The same, when the description is not known: the decoder believes the stream, the ranges are the panel's pixels. */
TEST(touch_panels, are_understood_without_a_description)
{
	for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
		const struct model *m = &models[i];
		struct evdev_info info = {.name = "Nobody"};

		tracking = 0;
		glass_open(&g, "twin:");
		glass_plug(&g, &info, NULL);
		for (int k = 0; k < 2; k++) {
			m->down(500 + k * 300, 700);
			glass_pass(&g, 80);
			m->up();
			glass_pass(&g, 60);
		}
		CHECK_INT(g.downs, 2);
		CHECK_INT(g.cancelled, 0);
		glass_all_up(&g);
		glass_close(&g);
	}
}

TEST(touch_panels, palm_on_a_panel_that_tells_sizes_is_no_finger)
{
	struct evdev_info info = panel_slots(MAX_X, MAX_Y, 10);

	panel_axis(&info, ABS_MT_TOUCH_MAJOR, 0, MAX_X); /* in the unit of places */
	glass_open(&g, "twin:");
	glass_plug(&g, &info, NULL);
	glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 900), ABSV(ABS_MT_POSITION_Y, 900),
	        ABSV(ABS_MT_TOUCH_MAJOR, 600), REPORT);
	CHECK_INT(g.downs, 0);
	glass_say(&g, ABSV(ABS_MT_SLOT, 1), ABSV(ABS_MT_TRACKING_ID, 2), ABSV(ABS_MT_POSITION_X, 400),
	        ABSV(ABS_MT_POSITION_Y, 300), ABSV(ABS_MT_TOUCH_MAJOR, 110), REPORT);
	CHECK_INT(g.fingers, 1); /* a finger beside the palm works */
	glass_close(&g);
}

TEST(touch_panels, sizes_by_their_own_resolution)
{
	struct evdev_info info = panel_slots(MAX_X, MAX_Y, 10);

	panel_axis(&info, ABS_MT_TOUCH_MAJOR, 0, 255);
	info.axis[ABS_MT_TOUCH_MAJOR].resolution = 2; /* half millimetres */
	info.axis[ABS_MT_POSITION_X].resolution = 10;
	for (int major = 62; major <= 66; major += 2) { /* 31, 32, 33 mm */
		glass_open(&g, "twin:");
		glass_plug(&g, &info, NULL);
		glass_say(&g, ABSV(ABS_MT_TRACKING_ID, 1), ABSV(ABS_MT_POSITION_X, 900), ABSV(ABS_MT_POSITION_Y, 900),
		        ABSV(ABS_MT_TOUCH_MAJOR, major), REPORT);
		CHECK_INT(g.downs, major < 64);
		glass_close(&g);
	}
}
