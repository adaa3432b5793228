/* Calibrating: crosses tapped by a finger in a fifo; what is kept, what goes back, and that nobody is locked out. */
#include <stdio.h>
#include <unistd.h>

#include "kiosk_tech.h"
#include "sys/file.h"
#include "visit/crosses.h"
#include "visit/fingers.h"

enum { WIDTH_MM = 217, HEIGHT_MM = 136 };

static struct world w;
static int fd;

/* ---- the crosses alone ----------------------------------------------------------------------- */

static struct crosses c;

static void begin(float width, float height)
{
	crosses_begin(&c, width, height, 7, 1000);
}

TEST(crosses, five_taps_in_five_places_are_all)
{
	begin(217, 136);
	CHECK_INT(c.n, 5);
	for (int i = 0; i < 5; i++) {
		struct touch_tap tap = {0.1f + 0.2f * (float)i, 0.1f + 0.15f * (float)i};

		CHECK_INT(c.state, CROSSES_ASK);
		CHECK_INT(c.at, i);
		crosses_look(&c, 8 + (unsigned)i, tap, 2000 + 1000 * i);
		CHECK(c.taps[i].u == tap.u && c.taps[i].v == tap.v);
	}
	CHECK_INT(c.state, CROSSES_DONE);
}

TEST(crosses, small_panels_have_three)
{
	begin(154, 69.9f);
	CHECK_INT(c.n, 3);
	begin(70, 70);
	CHECK_INT(c.n, 5);
	begin(69, 200);
	CHECK_INT(c.n, 3);
}

TEST(crosses, bounces_count_for_nothing)
{
	struct touch_tap one = {0.1f, 0.1f}, near = {0.12f, 0.12f}, other = {0.9f, 0.1f};

	begin(217, 136);
	crosses_look(&c, 8, one, 2000);
	crosses_look(&c, 9, other, 2000 + CROSSES_BOUNCE_MS - 1);
	CHECK_INT(crosses_tapped(&c), 1);
	crosses_look(&c, 10, near, 4000); /* the same finger in the same place */
	CHECK_INT(crosses_tapped(&c), 1);
	crosses_look(&c, 11, other, 5000);
	CHECK_INT(crosses_tapped(&c), 2);
}

TEST(crosses, one_that_is_left_alone_is_asked_again_after_the_others)
{
	struct touch_tap taps[] = {{0.9f, 0.1f}, {0.1f, 0.9f}, {0.9f, 0.9f}, {0.5f, 0.5f}, {0.1f, 0.1f}};
	int64_t now = 1000 + CROSSES_WAIT_MS;

	begin(217, 136);
	crosses_look(&c, 7, (struct touch_tap){0}, now - 1);
	CHECK_INT(c.at, 0);
	crosses_look(&c, 7, (struct touch_tap){0}, now);
	CHECK_INT(c.at, 1);
	for (unsigned i = 0; i < 5; i++) {
		CHECK_INT(c.at, (i + 1) % 5);
		crosses_look(&c, 8 + i, taps[i], now + 1000 * (1 + (int)i));
	}
	CHECK_INT(c.state, CROSSES_DONE);
	CHECK(c.taps[0].u < 0.2f);
}

TEST(crosses, nobody_there_ends_it)
{
	int64_t now = 1000;

	begin(217, 136);
	for (int i = 0; i < 5 * CROSSES_TRIES && c.state == CROSSES_ASK; i++)
		crosses_look(&c, 7, (struct touch_tap){0}, now += CROSSES_WAIT_MS);
	CHECK_INT(c.state, CROSSES_GIVEN_UP);
	CHECK_INT(crosses_tapped(&c), 0);
}

/* ---- in the whole kiosk ------------------------------------------------------------------------- */

static void open_panel(const char *more)
{
	char args[200];

	tech_panel_make();
	snprintf(args, sizeof args, "--touch fifo:panel %s", more);
	tech_open(&w, args, ROLE_TECHNICIAN);
	tech_turn(&w);
	fd = tech_panel();
	tech_go(&w, "calibrate");
}

static bool is_kept(void)
{
	char path[700];

	snprintf(path, sizeof path, "%s/touch.conf", w.data);
	return file_exists(path);
}

/* Each cross where it stands, on a sensor that is built in upside down, off by that much on the nth. */
static void tap_crosses(int bad, float off_mm)
{
	struct touch_target t[TOUCH_TARGETS_MAX];

	touch_targets(t, 5, WIDTH_MM, HEIGHT_MM);
	world_tap(&w, "next");
	for (int i = 0; i < 5; i++) {
		float x = t[i].x_mm + (i == bad ? off_mm : 0);

		world_advance(&w, 1000);
		tech_finger(&w, fd, 1 - x / WIDTH_MM, 1 - t[i].y_mm / HEIGHT_MM);
	}
}

static void finger_on(const char *id, bool turned)
{
	const struct node *n = world_node(&w, id);
	float u, v;

	CHECK(n != NULL);
	u = (n->box.x + n->box.w / 2) / WIDTH_MM;
	v = (n->box.y + n->box.h / 2) / HEIGHT_MM;
	tech_finger(&w, fd, turned ? 1 - u : u, turned ? 1 - v : v);
}

TEST(calibrate, good_taps_and_a_press_keep_it)
{
	open_panel("");
	tap_crosses(-1, 0);
	CHECK_INT(fingers_trial(w.app.visit), TRIAL_RUNS);
	CHECK(!is_kept());
	CHECK(world_says(&w, "Over 10 seconden geldt weer wat er was."));
	world_advance(&w, 3000);
	CHECK(world_says(&w, "Over 7 seconden geldt weer wat er was."));
	finger_on("works", true);
	CHECK(world_says(&w, "Bewaard. Het scherm is geijkt."));
	CHECK(is_kept());
	CHECK(world_says(&w, "Afwijking"));
	finger_on("back", true); /* it holds */
	world_see(&w, "service_menu");
	(void)close(fd);
	world_close(&w);
}

TEST(calibrate, nobody_pressing_goes_back_after_ten_seconds)
{
	open_panel("");
	tap_crosses(-1, 0);
	world_advance(&w, FINGERS_TRIAL_MS + 100);
	CHECK_INT(fingers_trial(w.app.visit), TRIAL_WENT_BACK);
	CHECK(world_says(&w, "Niet bewaard. De oude ijking geldt weer."));
	CHECK(!is_kept());
	finger_on("back", false); /* the old one holds */
	world_see(&w, "service_menu");
	(void)close(fd);
	world_close(&w);
}

TEST(calibrate, badge_taken_away_in_the_trial_goes_back_too)
{
	open_panel("");
	tap_crosses(-1, 0);
	desk_badge(&w, "");
	world_advance(&w, FINGERS_TRIAL_MS + 100);
	CHECK_INT(fingers_trial(w.app.visit), TRIAL_WENT_BACK);
	CHECK(!is_kept());
	(void)close(fd);
	world_close(&w);
}

TEST(calibrate, cross_that_was_missed_is_refused_and_the_old_one_stays)
{
	open_panel("");
	tap_crosses(2, 14.0f);
	CHECK(world_says(&w, "Een kruis is niet goed geraakt. Er is niets veranderd."));
	CHECK_INT(fingers_trial(w.app.visit), TRIAL_NONE);
	CHECK(!is_kept());
	finger_on("back", false);
	world_see(&w, "service_menu");
	(void)close(fd);
	world_close(&w);
}

TEST(calibrate, crosses_that_nobody_taps_end_by_themselves)
{
	open_panel("");
	world_tap(&w, "next");
	world_advance(&w, 11 * 1000);
	CHECK(world_node(&w, "back") != NULL && world_node(&w, "next") == NULL);
	world_advance(&w, (int64_t)CROSSES_WAIT_MS * 5 * CROSSES_TRIES);
	CHECK(world_says(&w, "Niemand tikte op een kruis. Er is niets veranderd."));
	(void)close(fd);
	world_close(&w);
}

TEST(calibrate, key_leaves_the_crosses_and_the_trial)
{
	struct ui_event back = {.kind = UI_KEYED, .key = UI_KEY_BACK};

	open_panel("");
	world_tap(&w, "next");
	world_advance(&w, 1000);
	CHECK_OK(app_input(&w.app, &back));
	CHECK(world_says(&w, "Tik straks precies op het midden van elk kruis."));
	tap_crosses(-1, 0);
	CHECK_INT(fingers_trial(w.app.visit), TRIAL_RUNS);
	CHECK_OK(app_input(&w.app, &back));
	CHECK_INT(fingers_trial(w.app.visit), TRIAL_WENT_BACK);
	CHECK(!is_kept());
	(void)close(fd);
	world_close(&w);
}

TEST(calibrate, practice_changes_nothing)
{
	open_panel("");
	duty_set_practice(w.app.visit, true);
	tap_crosses(-1, 0);
	CHECK_INT(fingers_trial(w.app.visit), TRIAL_NONE);
	CHECK(!is_kept());
	(void)close(fd);
	world_close(&w);
}

TEST(calibrate, window_has_nothing_to_calibrate)
{
	tech_open(&w, NULL, ROLE_TECHNICIAN);
	tech_go(&w, "calibrate");
	CHECK(world_says(&w, "Hier is geen eigen aanraakscherm."));
	CHECK(!world_node(&w, "next")->enabled);
	world_close(&w);
}

TEST(calibrate, only_a_technician_may_try)
{
	struct touch_calibration plain;

	touch_calibration_plain(&plain, 0, WIDTH_MM, HEIGHT_MM);
	world_open(&w, NULL);
	CHECK_INT(fingers_try(w.app.visit, &plain), DESK_DENIED);
	CHECK_INT(fingers_keep(w.app.visit), DESK_NOT_NOW);
	world_close(&w);
}
