/* The clocks of a visit: warned, counted down, extended, wiped. */
#include <stdio.h>

#include "kiosk_world.h"

static struct world w;

TEST(idle, stays_idle_for_ever)
{
	uint64_t frames;

	world_open(&w, NULL);
	world_see(&w, "idle");
	frames = w.app.frames;
	world_advance(&w, 3600 * 1000);
	world_see(&w, "idle");
	CHECK_INT(w.app.frames, frames); /* and draws nothing */
	world_close(&w);
}

TEST(warning, comes_after_two_minutes_without_a_touch)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_SERVICE, "nl");
	world_advance(&w, 119 * 1000);
	world_see(&w, "service");
	world_advance(&w, 1000);
	world_see(&w, "timeout");
	CHECK(world_says(&w, "45"));
	world_close(&w);
}

TEST(warning, waits_as_long_as_the_settings_say)
{
	world_open(&w, "--visit.warn_s 30 --visit.wipe_s 20");
	world_go(&w, SCREEN_SERVICE, "nl");
	world_advance(&w, 29 * 1000);
	world_see(&w, "service");
	world_advance(&w, 1000);
	world_see(&w, "timeout");
	CHECK(world_says(&w, "20"));
	world_advance(&w, 19 * 1000);
	world_see(&w, "timeout");
	world_advance(&w, 1000);
	world_see(&w, "idle");
	world_close(&w);
}

TEST(warning, is_put_off_by_every_touch)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_SERVICE, "nl");
	for (int i = 0; i < 5; i++) {
		world_advance(&w, 100 * 1000);
		world_tap_at(&w, 1, 1); /* on empty ground counts too: somebody is there */
		world_see(&w, "service");
	}
	world_close(&w);
}

TEST(warning, counts_the_seconds_down)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_TIMEOUT, "nl");
	for (int left = 45; left > 1; left--) {
		char text[16];

		snprintf(text, sizeof text, "%d", left);
		CHECK(world_says(&w, text));
		CHECK_INT(w.app.tour.seconds_left, left);
		world_advance(&w, 1000);
	}
	world_see(&w, "timeout");
	world_advance(&w, 1000);
	world_see(&w, "idle");
	world_close(&w);
}

/* Extending has no limit: at least ten times. */
TEST(warning, can_be_answered_again_and_again)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_SERVICE, "nl");
	for (int i = 0; i < 15; i++) {
		world_advance(&w, 120 * 1000);
		world_see(&w, "timeout");
		world_advance(&w, 40 * 1000);
		world_see(&w, "timeout");
		world_tap(&w, "next");
		world_see(&w, "service");
	}
	world_close(&w);
}

TEST(warning, leaves_what_was_typed_as_it_was)
{
	const char *before;
	char id[ID_MAX] = "";

	world_open(&w, NULL);
	world_go(&w, SCREEN_QUESTION, "nl");
	for (int i = 0; i < ui_access(w.app.ui)->n; i++)
		if (strncmp(ui_access(w.app.ui)->all[i].id, "choice:", 7) == 0 && !*id)
			snprintf(id, sizeof id, "%s", ui_access(w.app.ui)->all[i].id);
	CHECK(*id);
	world_tap(&w, id);
	before = id;
	world_advance(&w, 120 * 1000);
	world_see(&w, "timeout");
	world_tap(&w, "next");
	world_see(&w, "question");
	CHECK(world_node(&w, before) && world_node(&w, before)->checked);
	world_close(&w);
}

TEST(warning, over_help_goes_back_under_it)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_HELP, "nl");
	world_advance(&w, 120 * 1000);
	world_see(&w, "timeout");
	world_tap(&w, "next");
	CHECK(w.app.screen == SCREEN_SERVICE || w.app.screen == SCREEN_HELP);
	world_close(&w);
}

/* A touch on the warning that is no answer gives no new time for ever, but takes none away either. */
TEST(warning, is_not_wiped_under_a_finger)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_TIMEOUT, "nl");
	world_advance(&w, 44 * 1000);
	CHECK(world_says(&w, "1 "));
	world_tap_at(&w, 1, 1);
	world_advance(&w, 0);
	CHECK_INT(w.app.tour.seconds_left, 1);
	world_advance(&w, 1);
	CHECK_INT(w.app.tour.seconds_left, 45); /* the seconds that are shown are those that are left */
	world_advance(&w, 2000);
	world_see(&w, "timeout");
	world_close(&w);
}

TEST(warning, has_stop_help_and_a_human_too)
{
	static const char *const ids[] = {"stop", "help", "human", "next"};

	world_open(&w, NULL);
	world_go(&w, SCREEN_TIMEOUT, "nl");
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		CHECK(world_node(&w, ids[i]) && world_node(&w, ids[i])->enabled);
	world_tap(&w, "stop");
	world_see(&w, "stopped");
	world_close(&w);
}

TEST(wiped, the_next_person_begins_as_new)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_LANGUAGE, "ar");
	world_tap(&w, "size:XL");
	CHECK_INT(w.app.ui->size, SIZE_XL);
	world_tap(&w, "lang:ar");
	CHECK(visit_rtl(w.app.visit));
	world_advance(&w, 165 * 1000);
	world_see(&w, "idle");
	CHECK_INT(w.app.ui->size, SIZE_M);
	CHECK_TEXT(w.app.ui->theme.name, "default");
	CHECK_TEXT(visit_language(w.app.visit), "nl");
	CHECK(visit_session(w.app.visit) == NULL);
	CHECK(!visit_human_is_called(w.app.visit));
	world_close(&w);
}

/* They may need somebody still, and whoever comes must find out: only a badge ends it. */
TEST(wiped, a_call_for_a_human_is_heard_until_a_badge_answers_it)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_SERVICE, "nl");
	world_tap(&w, "human");
	CHECK(visit_human_is_called(w.app.visit));
	world_tap(&w, "stop");
	CHECK(bell_is_ringing(w.app.bell));
	CHECK(!world_says(&w, "gebeld")); /* the neutral screen tells nothing */
	world_advance(&w, 600 * 1000);
	world_see(&w, "idle");
	CHECK(bell_is_ringing(w.app.bell));
	CHECK(!world_says(&w, "gebeld"));
	world_go(&w, SCREEN_SERVICE, "nl");
	CHECK(!world_says(&w, "gebeld")); /* nor the next person's */
	world_tap(&w, "human");
	CHECK(world_says(&w, "gebeld"));
	CHECK_OK(app_badge(&w.app, "of an officer"));
	CHECK(!bell_is_called(w.app.bell));
	CHECK(!world_says(&w, "gebeld"));
	world_close(&w);
}

TEST(wiped, a_call_ends_with_its_visit_where_no_badge_can_answer_it)
{
	world_open(&w, "--badge none");
	world_go(&w, SCREEN_SERVICE, "nl");
	world_tap(&w, "human");
	CHECK(visit_human_is_called(w.app.visit));
	world_tap(&w, "stop");
	CHECK(!bell_is_called(w.app.bell));
	world_close(&w);
}

TEST(stopped, goes_to_idle_by_itself)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_STOPPED, "nl");
	world_advance(&w, 19 * 1000);
	world_see(&w, "stopped");
	world_advance(&w, 1000);
	world_see(&w, "idle");
	world_close(&w);
}

TEST(stopped, is_drawn_in_the_same_input_call)
{
	uint64_t frames;

	world_open(&w, NULL);
	world_go(&w, SCREEN_SERVICE, "nl");
	frames = w.app.frames;
	world_tap(&w, "stop");
	CHECK(!w.app.stale && w.app.frames > frames);
	world_see(&w, "stopped");
	CHECK(!world_says(&w, "service"));
	world_close(&w);
}

TEST(out_of_service, says_that_there_is_no_station)
{
	world_open_unknown(&w, NULL);
	world_see(&w, "out_of_service");
	CHECK(world_says(&w, "station.conf"));
	world_advance(&w, 600 * 1000);
	world_see(&w, "out_of_service");
	world_tap(&w, "next");
	world_see(&w, "out_of_service");
	world_tap(&w, "stop");
	world_see(&w, "out_of_service");
	world_tap(&w, "human");
	CHECK(visit_human_is_called(w.app.visit));
	world_close(&w);
}

TEST(screens, that_may_hold_something_all_end)
{
	static const enum screen_id all[] = {SCREEN_LANGUAGE, SCREEN_SERVICE, SCREEN_QUESTION, SCREEN_HELP};

	world_open(&w, NULL);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		world_go(&w, all[i], "en");
		CHECK_INT(w.app.screen, all[i]);
		world_advance(&w, 165 * 1000);
		world_see(&w, "idle");
	}
	world_close(&w);
}
