/* The touch panel in the whole kiosk: what is under the finger is what is pressed, and a lost panel is told. */
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <unistd.h>

#include "drivers/touch.h"
#include "kiosk_door.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visit/fingers.h"

enum { RANGE = 4096, WIDTH_MM = 217, HEIGHT_MM = 136 };

static struct world w;
static struct door d;

static const char *const desc = "N: Made-up Panel\nI: 0003 0001 0001 0001\nP: 02\nB: 03 03 00 00 00 00 80 60 02\n"
                                "A: 00 0 4095 0 0 0\nA: 01 0 4095 0 0 0\nA: 2f 0 9 0 0 0\nA: 35 0 4095 0 0 0\n"
                                "A: 36 0 4095 0 0 0\nA: 39 0 65535 0 0 0\n";

static void turn(void)
{
	for (int i = 0; i < 4; i++)
		CHECK_OK(loop_step(w.app.loop, 0));
}

static void put(int fd, uint16_t type, uint16_t code, int32_t value)
{
	uint8_t bytes[24] = {0};

	for (int i = 0; i < 2; i++) {
		bytes[16 + i] = (uint8_t)(type >> 8 * i);
		bytes[18 + i] = (uint8_t)(code >> 8 * i);
	}
	for (int i = 0; i < 4; i++)
		bytes[20 + i] = (uint8_t)((uint32_t)value >> 8 * i);
	CHECK_INT(write(fd, bytes, 24), 24);
}

static int writer(void)
{
	int fd = open("panel", O_WRONLY | O_NONBLOCK | O_CLOEXEC);

	CHECK(fd >= 0);
	return fd;
}

static void finger_down(int fd, float u, float v)
{
	put(fd, EV_ABS, ABS_MT_TRACKING_ID, 1);
	put(fd, EV_ABS, ABS_MT_POSITION_X, (int)(u * RANGE));
	put(fd, EV_ABS, ABS_MT_POSITION_Y, (int)(v * RANGE));
	put(fd, EV_SYN, SYN_REPORT, 0);
	turn();
}

static void finger_up(int fd)
{
	put(fd, EV_ABS, ABS_MT_TRACKING_ID, -1);
	put(fd, EV_SYN, SYN_REPORT, 0);
	turn();
}

static void tap(int fd, float u, float v)
{
	finger_down(fd, u, v);
	finger_up(fd);
}

static void middle(float *u, float *v, const char *id)
{
	const struct node *n = world_node(&w, id);

	CHECK(n != NULL);
	*u = (n->box.x + n->box.w / 2) / WIDTH_MM;
	*v = (n->box.y + n->box.h / 2) / HEIGHT_MM;
}

static void tap_id(int fd, const char *id)
{
	float u, v;

	middle(&u, &v, id);
	tap(fd, u, v);
}

static void open_fifo(const char *more)
{
	char args[200];

	CHECK_OK(file_replace("panel.desc", desc, strlen(desc), 0600));
	(void)snprintf(args, sizeof args, "--touch fifo:panel %s", more);
	world_open(&w, args);
	turn();
}

TEST(touch, panel_is_open_when_the_first_frame_is_seen)
{
	CHECK_OK(file_replace("panel.desc", desc, strlen(desc), 0600));
	world_open(&w, "--touch fifo:panel");
	CHECK(touch_is_here(w.app.touch.touch)); /* the loop has not turned yet */
	world_close(&w);
}

TEST(touch, finger_in_a_fifo_presses_what_is_under_it)
{
	int fd;

	open_fifo("");
	fd = writer();
	tap_id(fd, "next");
	world_see(&w, "language");
	tap_id(fd, "lang:en");
	world_see(&w, "service");
	tap_id(fd, "back");
	world_see(&w, "language");
	tap_id(fd, "help");
	world_see(&w, "help");
	tap_id(fd, "stop");
	world_see(&w, "stopped");
	(void)close(fd);
	world_close(&w);
}

/* Every button of two screens, at its four corners and its middle. */
TEST(touch, every_corner_of_every_button_is_its_own)
{
	static const float at[5][2] = {{0.5f, 0.5f}, {0.06f, 0.1f}, {0.94f, 0.1f}, {0.06f, 0.9f}, {0.94f, 0.9f}};
	int fd, pressed = 0;

	open_fifo("");
	fd = writer();
	tap_id(fd, "next");
	for (int i = 0; i < ui_access(w.app.ui)->n; i++) {
		const struct node *n = &ui_access(w.app.ui)->all[i];

		if (!n->touchable || !n->enabled)
			continue;
		for (int k = 0; k < 5; k++) {
			float x = n->box.x + n->box.w * at[k][0], y = n->box.y + n->box.h * at[k][1];
			char id[ID_MAX];

			CHECK(text_copy(id, sizeof id, n->id));
			finger_down(fd, x / WIDTH_MM, y / HEIGHT_MM);
			CHECK_TEXT(w.app.ui->finger.held, id);
			finger_down(fd, 0.5f, 0.02f); /* slides off: nothing is pressed */
			finger_up(fd);
			world_see(&w, "language");
			n = &ui_access(w.app.ui)->all[i];
			pressed++;
		}
	}
	CHECK(pressed >= 40);
	(void)close(fd);
	world_close(&w);
}

TEST(touch, finger_that_its_stream_takes_along_presses_nothing)
{
	float u, v;
	int fd;

	open_fifo("");
	fd = writer();
	middle(&u, &v, "next");
	finger_down(fd, u, v);
	(void)close(fd);
	turn();
	world_see(&w, "idle");
	fd = writer(); /* the next stream works at once */
	tap_id(fd, "next");
	world_see(&w, "language");
	(void)close(fd);
	world_close(&w);
}

/* A recording of one tap, made for the button where it stands. */
static void record_tap(const char *path, float u, float v)
{
	AUTO_BUF text;

	buf_init(&text, 4096);
	buf_text(&text, desc);
	buf_printf(&text, "E: 3.000000 0003 0039 7\nE: 3.000000 0003 0035 %d\nE: 3.000000 0003 0036 %d\n",
	        (int)(u * RANGE), (int)(v * RANGE));
	buf_text(&text, "E: 3.000000 0000 0000 0\nE: 3.080000 0003 0039 -1\nE: 3.080000 0000 0000 0\n");
	CHECK_OK(file_replace(path, text.data, text.len, 0600));
}

TEST(touch, recording_presses_what_is_under_it_in_its_own_time)
{
	float u, v;

	world_open(&w, NULL);
	middle(&u, &v, "next");
	world_close(&w);
	record_tap("tap.events", u, v);
	world_open(&w, "--touch replay:tap.events");
	turn();
	world_advance(&w, 2000);
	world_see(&w, "idle");
	world_advance(&w, 2000);
	world_see(&w, "language");
	world_close(&w);
	world_open(&w, "--touch replay:tap.events,fast");
	turn();
	world_see(&w, "language");
	world_close(&w);
}

/* ---- a panel that is lost ------------------------------------------------------------------ */

TEST(touch, lost_panel_is_told_and_the_keys_still_work)
{
	int fd;

	open_fifo(DOOR_ARGS);
	door_open(&d, &w);
	CHECK(!world_says(&w, "Aanraken werkt nu niet."));
	door_do(&d, "{\"do\":\"device\",\"dev\":\"touch0\",\"event\":\"gone\"}");
	CHECK(world_says(&w, "Aanraken werkt nu niet. Gebruik de toetsen."));
	door_do(&d, "{\"do\":\"key\",\"key\":\"next\"}");
	while (!text_is(w.app.ui->focus, "next"))
		door_do(&d, "{\"do\":\"key\",\"key\":\"next\"}");
	door_do(&d, "{\"do\":\"key\",\"key\":\"select\"}");
	world_see(&w, "language");
	CHECK(world_says(&w, "Aanraken werkt nu niet."));
	door_do(&d, "{\"do\":\"device\",\"dev\":\"touch0\",\"event\":\"back\"}");
	CHECK(!world_says(&w, "Aanraken werkt nu niet."));
	fd = writer();
	tap_id(fd, "lang:en");
	world_see(&w, "service");
	(void)close(fd);
	door_refuses(&d, "{\"do\":\"device\",\"dev\":\"touch0\",\"event\":\"jam\"}", "gone, back");
	door_close(&d);
	world_close(&w);
}

TEST(touch, without_keys_a_lost_panel_puts_the_kiosk_out_of_service)
{
	open_fifo("--keypad none " DOOR_ARGS);
	door_open(&d, &w);
	door_do(&d, "{\"do\":\"device\",\"dev\":\"touch0\",\"event\":\"gone\"}");
	world_see(&w, "out_of_service");
	CHECK(world_says(&w, "Aanraken werkt nu niet. Vraag de balie."));
	CHECK(world_says(&w, "Made-up Panel"));
	door_do(&d, "{\"do\":\"device\",\"dev\":\"touch0\",\"event\":\"back\"}");
	world_see(&w, "idle");
	door_close(&d);
	world_close(&w);
}

TEST(touch, keys_that_are_ordered_and_away_are_no_keys)
{
	open_fifo(DOOR_ARGS);
	door_open(&d, &w);
	door_do(&d, "{\"do\":\"device\",\"dev\":\"touch0\",\"event\":\"gone\"}");
	CHECK(world_says(&w, "Gebruik de toetsen."));
	door_do(&d, "{\"do\":\"device\",\"dev\":\"keypad0\",\"event\":\"gone\"}");
	world_see(&w, "out_of_service");
	CHECK(!world_says(&w, "Gebruik de toetsen."));
	door_do(&d, "{\"do\":\"device\",\"dev\":\"keypad0\",\"event\":\"back\"}");
	world_see(&w, "idle");
	CHECK(world_says(&w, "Gebruik de toetsen."));
	door_close(&d);
	world_close(&w);
}

TEST(touch, panel_that_is_absent_at_the_start_is_told_and_taken_up_when_it_comes)
{
	world_open(&w, "--touch replay:late.events");
	turn();
	CHECK(world_says(&w, "Aanraken werkt nu niet."));
	record_tap("late.events", 0.5f, 0.01f);
	world_advance(&w, 5000);
	CHECK(!world_says(&w, "Aanraken werkt nu niet."));
	world_close(&w);
}

TEST(touch, window_has_no_panel_of_its_own)
{
	world_open(&w, DOOR_ARGS);
	door_open(&d, &w);
	door_refuses(&d, "{\"do\":\"device\",\"dev\":\"touch0\",\"event\":\"gone\"}", "--touch replay: or fifo:");
	CHECK(!fingers_can_be_calibrated(w.app.visit) && !fingers_lost(w.app.visit));
	door_close(&d);
	world_close(&w);
}

/* ---- calibration ------------------------------------------------------------------------------ */

TEST(touch, calibration_is_kept_and_holds_after_every_start)
{
	struct touch_calibration c;
	char path[700];
	float u, v;
	int fd;

	open_fifo("");
	touch_calibration_plain(&c, 180, WIDTH_MM, HEIGHT_MM); /* the panel is built in upside down */
	CHECK(w.app.touch.fingers.calibrate(&w.app, &c) == 0);
	(void)snprintf(path, sizeof path, "%s/touch.conf", w.data);
	CHECK(file_exists(path));
	fd = writer();
	middle(&u, &v, "next");
	tap(fd, 1 - u, 1 - v);
	world_see(&w, "language");
	(void)close(fd);
	world_close(&w);
	open_fifo("");
	fd = writer();
	middle(&u, &v, "next");
	tap(fd, u, v);
	world_see(&w, "idle");
	tap(fd, 1 - u, 1 - v);
	world_see(&w, "language");
	CHECK(w.app.touch.fingers.calibrate(&w.app, NULL) == 0); /* as it came */
	CHECK(!file_exists(path));
	tap_id(fd, "lang:en");
	world_see(&w, "service");
	(void)close(fd);
	world_close(&w);
}

TEST(touch, calibration_that_does_not_hold_is_left_out)
{
	char path[700];
	int fd;

	open_fifo("");
	world_close(&w);
	(void)snprintf(path, sizeof path, "%s/touch.conf", w.data);
	CHECK_OK(file_replace(path, "x = rubbish\n", 12, 0600));
	open_fifo("");
	fd = writer();
	tap_id(fd, "next");
	world_see(&w, "language");
	(void)close(fd);
	world_close(&w);
}

TEST(touch, rotation_of_the_settings_turns_the_sensor)
{
	float u, v;
	int fd;

	open_fifo("--touch.rotation 180");
	fd = writer();
	middle(&u, &v, "next");
	tap(fd, 1 - u, 1 - v);
	world_see(&w, "language");
	(void)close(fd);
	world_close(&w);
}

/* What the calibrating screen is told: where a finger went down, before calibration; and that only a technician may. */
TEST(touch, taps_are_told_as_the_sensor_saw_them)
{
	struct touch_calibration c;
	struct touch_tap at = {9, 9};
	int fd;

	open_fifo("");
	CHECK_INT(fingers_taps(&at, w.app.visit), 0);
	touch_calibration_plain(&c, 180, WIDTH_MM, HEIGHT_MM);
	CHECK(w.app.touch.fingers.calibrate(&w.app, &c) == 0);
	fd = writer();
	finger_down(fd, 0.25f, 0.5f);
	CHECK_INT(fingers_taps(&at, w.app.visit), 0); /* not yet lifted */
	finger_down(fd, 0.3f, 0.5f);
	finger_up(fd);
	CHECK_INT(fingers_taps(&at, w.app.visit), 1);
	CHECK(at.u > 0.249f && at.u < 0.251f && at.v > 0.499f && at.v < 0.501f);
	CHECK_TEXT(fingers_name(w.app.visit), "Made-up Panel");
	CHECK(fingers_can_be_calibrated(w.app.visit));
	CHECK(fingers_calibrate(w.app.visit, &c) < 0);
	CHECK_HAS(err_why(), "technician");
	finger_down(fd, 0.25f, 0.5f);
	(void)close(fd);
	turn();
	CHECK_INT(fingers_taps(&at, w.app.visit), 1); /* that one meant nothing */
	world_close(&w);
}

TEST(touch, address_that_can_not_be_meant_keeps_the_kiosk_from_starting)
{
	static const char *const wrong[] = {"evdev:event0", "usb:x", "replay:", "fifo:", "SDL", ""};
	struct settings s;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char one[] = "loket", two[] = "--touch", three[40];
		char *argv[] = {one, two, three, NULL};

		(void)snprintf(three, sizeof three, "%s", wrong[i]);
		CHECK(settings_take(&s, 3, argv) < 0);
		CHECK_HAS(err_why(), "touch");
	}
}
