/* Keypad and badge reader in the whole kiosk: the way of a key, of a card, and of a panel that was measured. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "kiosk_desk.h"
#include "sys/file.h"
#include "visit/duty.h"
#include "visit/panel_truth.h"

static struct world w;

static void press(enum keypad_key key)
{
	CHECK_OK(keypad_press(w.app.keys.keypad, key));
	CHECK_OK(app_paint(&w.app));
}

TEST(key, of_the_driver_moves_the_focus_and_presses)
{
	world_open(&w, "--printer none");
	press(KEYPAD_NEXT);
	CHECK_TEXT(w.app.ui->focus, "next");
	CHECK(w.app.ui->focus_shown);
	press(KEYPAD_SELECT);
	world_see(&w, "language");
	press(KEYPAD_HELP);
	world_see(&w, "help");
	press(KEYPAD_BACK);
	world_see(&w, "language");
	press(KEYPAD_SWITCH1);
	press(KEYPAD_SWITCH1);
	press(KEYPAD_PREV);
	press(KEYPAD_SWITCH2);
	world_close(&w);
}

TEST(key, counts_as_somebody_who_is_there)
{
	world_open(&w, "--printer none");
	world_tap(&w, "next");
	world_advance(&w, 110 * 1000);
	press(KEYPAD_LOUDER); /* the voice has none here: still somebody pressed */
	world_advance(&w, 110 * 1000);
	world_see(&w, "language");
	world_close(&w);
}

TEST(voice, is_as_the_station_has_it_after_the_visit)
{
	world_open(&w, "--printer none --speech log:said");
	press(KEYPAD_FASTER);
	press(KEYPAD_LOUDER);
	CHECK_INT(w.app.keys.speed, 125);
	CHECK_INT(w.app.keys.loudness, 70);
	for (int i = 0; i < 20; i++) {
		press(KEYPAD_SLOWER);
		press(KEYPAD_SOFTER);
	}
	CHECK_INT(w.app.keys.speed, 50);
	CHECK_INT(w.app.keys.loudness, 10);
	world_tap(&w, "next");
	world_tap(&w, "stop");
	CHECK_INT(w.app.keys.speed, 100);
	CHECK_INT(w.app.keys.loudness, 60);
	world_close(&w);
}

TEST(reader, that_goes_locks_the_officer_out_at_once)
{
	world_open(&w, "--printer none");
	desk_enrol(&w);
	CHECK_OK(badge_present(w.app.keys.badge, "")); /* the kit's card never was in the reader */
	CHECK_OK(badge_present(w.app.keys.badge, DESK_TOKEN));
	if (!duty_is_open(w.app.visit))
		desk_pin(&w, DESK_PIN);
	CHECK(duty_is_open(w.app.visit));
	CHECK_OK(badge_event(w.app.keys.badge, "gone"));
	CHECK(!duty_is_open(w.app.visit));
	world_close(&w);
}

TEST(device, that_is_gone_stops_no_visit)
{
	world_open(&w, "--printer none");
	world_tap(&w, "next");
	CHECK_OK(keypad_event(w.app.keys.keypad, "gone"));
	CHECK_OK(badge_event(w.app.keys.badge, "gone"));
	CHECK_OK(app_paint(&w.app));
	world_see(&w, "language");
	world_tap(&w, "lang:nl");
	world_see(&w, "service");
	world_close(&w);
}

/* ---- the panel's truth ------------------------------------------------------------------- */

static void write_panel(const char *text)
{
	char path[700];

	CHECK_OK(path_join(path, sizeof path, w.data, "panel"));
	CHECK_OK(file_replace(path, text, strlen(text), 0640));
}

TEST(truth, is_for_who_may_and_within_reason)
{
	world_open(&w, "--printer none");
	CHECK_INT(panel_truth_set(w.app.visit, 217, 136), DESK_DENIED);
	desk_enrol(&w);
	CHECK_INT(panel_truth_set(w.app.visit, 217, 136), DESK_DENIED); /* no technician */
	world_close(&w);
}

TEST(truth, that_was_kept_wins_over_the_settings_and_only_for_its_dots)
{
	struct panel_truth t;

	world_open(&w, "--printer none");
	CHECK_OK(app_window_set_truth(&w.app, 218.4f, 135.9f));
	CHECK_OK(loop_fire_due(w.app.loop));
	panel_truth(&t, w.app.visit);
	CHECK(t.measured);
	CHECK_INT((int)(t.width_mm * 10 + 0.5f), 2184);
	CHECK_INT((int)(w.app.ui->panel.height_mm * 10 + 0.5f), 1359);
	world_tap(&w, "next"); /* the kiosk goes on, laid out anew */
	world_see(&w, "language");
	write_panel("800x480@154.0x86.0\n");
	CHECK_OK(app_window_set_truth(&w.app, 218.4f, 135.9f));
	write_panel("800x480@154.0x86.0\n");
	CHECK_OK(loop_fire_due(w.app.loop));
	panel_truth(&t, w.app.visit);
	CHECK(!t.measured);
	world_close(&w);
}

TEST(truth, that_is_broken_is_no_truth)
{
	static const char *const bad[] = {"", "1280x800", "1280x800@1x1\n", "1280x800@nanxnan\n",
	        "1280x800@217.0x136.0", "1280x800@217.0x136.0 \n", "1280x800@99999.0x136.0\n", "x\n"};

	world_open(&w, "--printer none");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct panel_truth t;

		CHECK_OK(app_window_set_truth(&w.app, 300, 200));
		write_panel(bad[i]);
		CHECK_OK(loop_fire_due(w.app.loop));
		panel_truth(&t, w.app.visit);
		if (t.measured)
			test_fail(__FILE__, __LINE__, "'%s' was taken", bad[i]);
	}
	world_close(&w);
}
