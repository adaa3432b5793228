/* What is opened stops everything: the visit is gone, the queue stays, an officer must say why. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kiosk_desk.h"
#include "store/kinds.h"
#include "sys/file.h"
#include "visit/duty.h"
#include "visit/guard.h"

static struct world w;

static void tamper(const char *which, const char *event)
{
	CHECK(tamper_event(w.app.sense.tamper, which, event));
	CHECK_OK(app_paint(&w.app));
}

static int64_t events(void)
{
	(void)desk_work_send_books(w.app.visit);
	return desk_records(&w, KIND_DEVICE_EVENT);
}

static int64_t waiting(void)
{
	struct store_counts n;

	CHECK_OK(store_count(&n, w.app.store));
	return n.waiting;
}

static void technician_comes(void)
{
	world_open(&w, "--tamper twin");
	desk_enrol(&w);
	desk_log_out(&w);
}

static void account(const char *why)
{
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	world_see(&w, "staff_menu");
	world_tap(&w, "work:alarm");
	world_see(&w, "alarm");
	world_tap(&w, why);
	world_tap(&w, "next");
}

/* ---- the visit --------------------------------------------------------------------------- */

TEST_LIMIT(opened, cover_ends_every_screen_of_a_visit_and_wipes_it, 60)
{
	static const enum screen_id at[] = {SCREEN_LANGUAGE, SCREEN_SERVICE, SCREEN_QUESTION, SCREEN_REVIEW,
	        SCREEN_CONFIRM, SCREEN_HELP, SCREEN_TIMEOUT};

	technician_comes();
	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		world_go(&w, at[i], "en");
		world_see(&w, screen_of(at[i])->name);
		tamper("cover", "open");
		world_see(&w, "out_of_service");
		CHECK(visit_session(w.app.visit) == NULL);
		CHECK_TEXT(visit_language(w.app.visit), "nl");
		CHECK_INT(visit_health(w.app.visit), VISIT_OPENED);
		tamper("cover", "closed");
		account("why:repair");
		world_tap(&w, "next");
		desk_log_out(&w);
	}
	world_close(&w);
}

TEST(opened, cover_leaves_what_is_sealed_as_it_is)
{
	int64_t before;

	technician_comes();
	world_go(&w, SCREEN_RECEIPT, "nl");
	CHECK(visit_is_saved(w.app.visit));
	before = waiting();
	tamper("case", "open");
	world_see(&w, "out_of_service");
	CHECK(waiting() >= before);
	CHECK_INT(desk_records(&w, KIND_SELF_REPORT), 1);
	world_close(&w);
}

TEST(opened, cover_says_where_to_go_and_how_to_mend)
{
	technician_comes();
	tamper("cover", "open");
	world_see(&w, "out_of_service");
	CHECK(desk_finds(&w, "Ga naar de balie"));
	CHECK(desk_finds(&w, "De zuil is open geweest"));
	CHECK(desk_finds(&w, "Houd uw pas bij de lezer"));
	CHECK(desk_finds(&w, "cover open: close it"));
	world_tap(&w, "next"); /* try again */
	world_see(&w, "out_of_service");
	world_advance(&w, 600 * 1000);
	world_see(&w, "out_of_service");
	world_close(&w);
}

TEST(opened, and_closed_again_still_wants_a_reason)
{
	technician_comes();
	tamper("cover", "open");
	tamper("cover", "closed");
	world_see(&w, "out_of_service");
	world_advance(&w, 3600 * 1000);
	world_see(&w, "out_of_service");
	account("why:unknown");
	CHECK(!guard_is_alarm(w.app.visit));
	world_tap(&w, "next");
	world_see(&w, "staff_menu");
	desk_log_out(&w);
	world_see(&w, "idle");
	world_go(&w, SCREEN_SERVICE, "nl");
	world_close(&w);
}

TEST(opened, stays_out_of_service_while_it_is_open_whatever_was_said)
{
	technician_comes();
	tamper("cover", "open");
	account("why:repair");
	CHECK(!guard_is_alarm(w.app.visit) && guard_blocks(w.app.visit));
	CHECK(world_says(&w, "Sluit wat open is"));
	world_tap(&w, "next");
	world_tap(&w, "next"); /* lock */
	desk_badge(&w, "");
	world_advance(&w, 60 * 1000);
	world_see(&w, "out_of_service");
	tamper("cover", "closed");
	world_see(&w, "idle");
	world_close(&w);
}

TEST(opened, alarm_outlives_a_pulled_plug)
{
	technician_comes();
	tamper("cover", "open");
	tamper("cover", "closed");
	world_close(&w);
	world_open(&w, "--tamper twin");
	CHECK_OK(app_advance(&w.app, 1));
	world_see(&w, "out_of_service");
	CHECK(guard_is_alarm(w.app.visit));
	account("why:break_in");
	CHECK(!guard_is_alarm(w.app.visit));
	world_close(&w);
	world_open(&w, "--tamper twin");
	CHECK_OK(app_advance(&w.app, 1));
	world_see(&w, "idle");
	world_close(&w);
}

TEST(opened, switch_that_can_not_be_read_is_no_closed_one)
{
	technician_comes();
	world_go(&w, SCREEN_QUESTION, "nl");
	tamper("case", "gone");
	world_see(&w, "question");
	world_advance(&w, 1000);
	world_see(&w, "out_of_service");
	CHECK(desk_finds(&w, "case not readable"));
	tamper("case", "closed");
	world_see(&w, "out_of_service");
	world_close(&w);
}

/* ---- the event ------------------------------------------------------------------------------ */

TEST(event, of_each_opening_and_reason_goes_to_the_owner)
{
	technician_comes();
	tamper("cover", "open");
	CHECK_INT(events(), 1);
	tamper("cover", "closed");
	tamper("cover", "open");
	tamper("cover", "closed");
	CHECK_INT(events(), 1); /* the alarm stands already */
	account("why:cleaning");
	CHECK_INT(events(), 2);
	tamper("printer", "open"); /* a desk officer at work: a new roll */
	CHECK(!guard_is_alarm(w.app.visit));
	world_see(&w, "alarm");
	tamper("printer", "closed");
	CHECK_INT(events(), 4);
	world_close(&w);
}

TEST(event, of_a_case_opened_by_who_may_not_ends_their_work)
{
	technician_comes();
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	desk_go(&w, "day");
	tamper("case", "open"); /* administrator and desk, no technician */
	world_see(&w, "out_of_service");
	CHECK(guard_is_alarm(w.app.visit));
	CHECK(!duty_is_open(w.app.visit));
	world_close(&w);
}

TEST(reason, is_asked_for_before_it_is_written_down)
{
	technician_comes();
	tamper("cover", "open");
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	world_tap(&w, "work:alarm");
	world_tap(&w, "next");
	world_see(&w, "alarm");
	CHECK(guard_is_alarm(w.app.visit));
	CHECK(desk_finds(&w, "Kies eerst een reden"));
	world_tap(&w, "back");
	world_see(&w, "staff_menu");
	CHECK_INT(guard_account(w.app.visit, WHY_REPAIR), DESK_DONE);
	CHECK_INT(guard_account(w.app.visit, WHY_REPAIR), DESK_NOT_NOW);
	desk_badge(&w, "");
	CHECK_INT(guard_account(w.app.visit, WHY_REPAIR), DESK_DENIED);
	world_close(&w);
}

/* ---- the alarm ------------------------------------------------------------------------------ */

TEST(alarm, rings_until_the_reason_is_given_and_not_before)
{
	technician_comes();
	tamper("cover", "open");
	CHECK(!bell_is_called(w.app.bell)); /* nobody waits */
	CHECK_INT(light_shown(w.app.sense.light), LIGHT_TROUBLE);
	CHECK(guard_is_alarm(w.app.visit));
	tamper("cover", "closed");
	desk_badge(&w, "a card that nobody knows 123");
	desk_badge(&w, "");
	CHECK(guard_is_alarm(w.app.visit));
	world_advance(&w, 60 * 1000);
	account("why:switch");
	CHECK(!guard_is_alarm(w.app.visit));
	CHECK_INT(light_shown(w.app.sense.light), LIGHT_BUSY);
	world_close(&w);
}
