/* Bell, presence, panel and lamp: who is answered, who is believed to be gone, what is seen from afar. */
#include <string.h>

#include "kiosk_desk.h"
#include "visit/duty.h"

static struct world w;

static void technician_comes(void)
{
	world_open(&w, "--tamper twin");
	desk_enrol(&w);
	desk_log_out(&w);
}

static void tamper(const char *which, const char *event)
{
	CHECK(tamper_event(w.app.sense.tamper, which, event));
	CHECK_OK(app_paint(&w.app));
}

TEST(bell, is_answered_by_a_badge_of_this_station_only)
{
	technician_comes();
	world_go(&w, SCREEN_SERVICE, "nl");
	world_tap(&w, "human");
	CHECK_INT(light_shown(w.app.sense.light), LIGHT_HELP);
	desk_badge(&w, "a bank card of the citizen 42");
	CHECK(bell_is_called(w.app.bell));
	desk_badge(&w, "");
	world_tap(&w, "stop");
	CHECK(bell_is_called(w.app.bell));
	world_advance(&w, 130 * 1000);
	desk_badge(&w, DESK_TOKEN);
	CHECK(!bell_is_called(w.app.bell));
	world_close(&w);
}

TEST(bell, waiting_time_is_counted_without_persons)
{
	technician_comes();
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_log_out(&w);
	world_go(&w, SCREEN_SERVICE, "nl");
	world_tap(&w, "human");
	world_advance(&w, 100 * 1000);
	desk_badge(&w, DESK_TOKEN);
	desk_badge(&w, "");
	world_tap(&w, "stop");
	world_advance(&w, 60 * 1000);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_go(&w, "counters");
	CHECK(desk_finds(&w, "Wachttijd na de bel"));
	CHECK(desk_finds(&w, "0-1 "));
	world_close(&w);
}

TEST(bell, that_does_not_work_is_said_on_the_help_screen_before_anybody_rings)
{
	world_open(&w, NULL);
	CHECK(bell_event(w.app.bell, "gone"));
	world_go(&w, SCREEN_HELP, "nl");
	CHECK(desk_finds(&w, "De bel werkt niet. Loop naar de balie."));
	world_close(&w);
}

TEST(bell, that_was_never_there_is_not_called_broken)
{
	static const char *const langs[] = {"nl", "en", "ar"},
	                         *const says[] = {"Hier is geen bel.", "There is no bell here.",
	                                 "\u0644\u0627 \u064a\u0648\u062c\u062f \u062c\u0631\u0633"};

	world_open(&w, "--bell none");
	for (int i = 0; i < 3; i++) {
		world_go(&w, SCREEN_HELP, langs[i]);
		CHECK(desk_finds(&w, says[i]));
		CHECK(!world_says(&w, "De bel werkt niet"));
		world_tap(&w, "human"); /* and whoever presses all the same is told where to go */
		CHECK(desk_finds(&w, says[i]));
	}
	world_close(&w);
}

TEST(bell, that_is_pulled_out_while_it_rings_is_said_at_once)
{
	world_open(&w, NULL);
	world_go(&w, SCREEN_SERVICE, "nl");
	world_tap(&w, "human");
	CHECK(world_says(&w, "Er komt iemand naar u toe"));
	CHECK(bell_event(w.app.bell, "gone"));
	CHECK_OK(app_paint(&w.app));
	CHECK(world_says(&w, "De bel werkt niet"));
	CHECK(!world_says(&w, "Er komt iemand naar u toe"));
	world_close(&w);
}

/* ---- presence ---------------------------------------------------------------------------------------- */

static void presence(const char *event)
{
	CHECK(presence_event(w.app.sense.presence, event));
	CHECK_OK(app_paint(&w.app));
}

TEST(presence, that_saw_them_go_brings_the_warning_earlier_and_never_the_end)
{
	world_open(&w, "--presence twin");
	presence("somebody");
	world_go(&w, SCREEN_QUESTION, "nl");
	presence("nobody");
	world_advance(&w, 29 * 1000);
	world_see(&w, "question");
	world_advance(&w, 1000);
	world_see(&w, "timeout");
	world_advance(&w, 44 * 1000);
	world_see(&w, "timeout"); /* its whole time */
	world_tap(&w, "next");
	world_see(&w, "question");
	CHECK(visit_session(w.app.visit) != NULL);
	world_close(&w);
}

TEST(presence, that_never_saw_this_person_is_not_believed)
{
	world_open(&w, "--presence twin");
	presence("nobody");
	world_advance(&w, 10 * 1000);
	world_go(&w, SCREEN_QUESTION, "nl"); /* sits below its view */
	world_advance(&w, 119 * 1000);
	world_see(&w, "question");
	world_advance(&w, 1000);
	world_see(&w, "timeout");
	world_close(&w);
}

TEST(presence, who_touches_is_there)
{
	world_open(&w, "--presence twin");
	presence("somebody");
	world_go(&w, SCREEN_QUESTION, "nl");
	presence("nobody");
	for (int i = 0; i < 8; i++) {
		world_advance(&w, 25 * 1000);
		world_tap_at(&w, 1, 1);
	}
	world_see(&w, "question");
	world_close(&w);
}

TEST(presence, of_the_person_before_is_not_that_of_the_next)
{
	world_open(&w, "--presence twin");
	presence("somebody");
	world_go(&w, SCREEN_SERVICE, "nl");
	presence("nobody");
	world_tap(&w, "stop");
	world_advance(&w, 30 * 1000);
	world_see(&w, "idle");
	world_go(&w, SCREEN_QUESTION, "nl");
	world_advance(&w, 100 * 1000);
	world_see(&w, "question");
	world_close(&w);
}

TEST(presence, wakes_the_idle_screen)
{
	world_open(&w, "--presence twin");
	CHECK_OK(app_advance(&w.app, 60 * 1000));
	presence("somebody");
	world_see(&w, "idle");
	CHECK_INT(w.app.touched_ms, clock_mono_ms(&w.app.clock));
	world_close(&w);
}

static void nobody_for(int seconds)
{
	presence("nobody");
	world_advance(&w, 10 * 1000 + seconds * 1000);
}

TEST(panel, sleeps_where_nobody_is_seen_and_wakes_for_who_comes)
{
	world_open(&w, "--presence twin --presence.dark_s 60");
	nobody_for(59);
	CHECK(!w.app.sense.dark);
	world_advance(&w, 1000);
	CHECK(w.app.sense.dark);
	presence("somebody");
	CHECK(!w.app.sense.dark);
	nobody_for(60);
	CHECK(w.app.sense.dark);
	world_tap_at(&w, 1, 1); /* who sits below the sensor's view */
	CHECK(!w.app.sense.dark);
	world_advance(&w, 60 * 1000);
	CHECK(w.app.sense.dark);
	CHECK_OK(app_badge(&w.app, "a card of somebody"));
	CHECK(!w.app.sense.dark);
	world_close(&w);
}

TEST(panel, never_sleeps_in_a_visit_nor_on_the_word_of_a_sensor_that_is_gone)
{
	world_open(&w, "--presence twin --presence.dark_s 60 --tamper twin");
	world_go(&w, SCREEN_SERVICE, "nl");
	nobody_for(100);
	CHECK(!w.app.sense.dark);
	world_tap(&w, "stop");
	world_advance(&w, 20 * 1000);
	world_see(&w, "idle");
	world_advance(&w, 60 * 1000);
	CHECK(w.app.sense.dark);
	presence("gone");
	CHECK(!w.app.sense.dark);
	world_advance(&w, 600 * 1000);
	CHECK(!w.app.sense.dark);
	nobody_for(60);
	CHECK(w.app.sense.dark);
	tamper("cover", "open");
	CHECK(!w.app.sense.dark);
	world_close(&w);
	world_open(&w, "--presence twin");
	nobody_for(1200);
	CHECK(!w.app.sense.dark); /* nobody asked for it */
	world_close(&w);
}

/* ---- lamp ------------------------------------------------------------------------------------------------ */

TEST(lamp, tells_how_the_kiosk_is)
{
	world_open(&w, "--light twin");
	CHECK_INT(light_shown(w.app.sense.light), LIGHT_READY);
	world_go(&w, SCREEN_SERVICE, "nl");
	CHECK_INT(light_shown(w.app.sense.light), LIGHT_BUSY);
	world_tap(&w, "human");
	CHECK_INT(light_shown(w.app.sense.light), LIGHT_HELP);
	world_close(&w);
	world_open_unknown(&w, "--data nowhere --light twin");
	CHECK_INT(light_shown(w.app.sense.light), LIGHT_TROUBLE);
	world_close(&w);
}
