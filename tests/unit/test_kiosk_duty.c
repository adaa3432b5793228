/* Badge, PIN, card away: what locks, what comes back, and what is gone. */
#include <stdio.h>

#include "kiosk_hand.h"
#include "store/kinds.h"

static struct world w;

static bool is_wiped(void)
{
	const uint8_t *byte = (const uint8_t *)&w.app.visit->handing;

	for (size_t i = 0; i < sizeof w.app.visit->handing; i++)
		if (byte[i])
			return false;
	return true;
}

/* A second officer, known to the register. */
static void other_officer(void)
{
	struct staff_given given;
	struct staff_order order;

	shift_order(&order, w.app.visit->duty->shift);
	order.code = "B-002";
	order.roles = ROLE_DESK;
	order.badge = DESK_OTHER;
	order.n_badge = strlen(DESK_OTHER);
	CHECK_INT(staff_issue(&given, w.app.visit->duty->staff, &order), 0);
	wipe(&given, sizeof given);
}

/* ---- card away -------------------------------------------------------------------------- */

static void to_screen(const char *screen)
{
	hand_show(&w, "complaint", "nl");
	if (strcmp(screen, "notice_pick") == 0)
		world_tap(&w, "back");
	if (strcmp(screen, "notice_understood") == 0)
		for (int i = 0; i < 120 && strcmp(world_screen(&w), screen) != 0; i++)
			world_tap(&w, "next");
	if (strcmp(screen, "notice_show") == 0 || strcmp(screen, "notice_pick") == 0 ||
	        strcmp(screen, "notice_understood") == 0)
		return;
	world_tap(&w, "attest");
	if (strcmp(screen, "handover_field") == 0)
		world_tap(&w, "change:form");
	if (strcmp(screen, "signature") == 0)
		world_tap(&w, "signature");
}

TEST_LIMIT(card, away_locks_at_once_and_the_same_card_brings_the_same_screen_back, 60)
{
	static const char *const screens[] = {
	        "notice_pick", "notice_show", "notice_understood", "notice_handover", "handover_field", "signature"};

	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
		to_screen(screens[i]);
		world_see(&w, screens[i]);
		desk_badge(&w, "");
		world_see(&w, "staff_login");
		CHECK(!duty_is_open(w.app.visit));
		CHECK(world_says(&w, "Vergrendeld."));
		world_advance(&w, 200 * 1000); /* somebody fetches an interpreter */
		world_see(&w, "staff_login");
		desk_badge(&w, DESK_TOKEN);
		desk_pin(&w, DESK_PIN);
		world_see(&w, screens[i]);
		CHECK(handing_is_on(w.app.visit));
		desk_badge(&w, "");
		world_advance(&w, 301 * 1000);
		world_see(&w, "idle");
		CHECK(is_wiped());
		desk_log_in(&w, DESK_TOKEN, DESK_PIN);
		world_see(&w, "staff_menu"); /* not where it stood */
	}
	world_close(&w);
}

TEST(card, of_another_officer_gets_a_login_and_nothing_of_the_work)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	other_officer();
	to_screen("notice_handover");
	desk_badge(&w, DESK_OTHER);
	CHECK(is_wiped());
	world_see(&w, "staff_login");
	CHECK(world_node(&w, "key:1") != NULL);
	desk_badge(&w, "");
	desk_badge(&w, DESK_TOKEN);
	desk_pin(&w, DESK_PIN);
	world_see(&w, "staff_menu");
	CHECK(is_wiped());
	world_close(&w);
}

TEST(card, that_nobody_knows_opens_nothing)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	to_screen("notice_handover");
	desk_badge(&w, "1111222233334444");
	world_see(&w, "staff_login");
	CHECK(world_node(&w, "key:1") == NULL);
	CHECK(!duty_is_open(w.app.visit));
	world_close(&w);
}

TEST(card, away_in_the_middle_of_a_pin_leaves_no_digit_for_the_next)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	other_officer();
	desk_log_out(&w);
	desk_badge(&w, DESK_TOKEN);
	desk_pin(&w, "73");
	desk_badge(&w, DESK_OTHER);
	CHECK_TEXT(world_node(&w, "field:pin")->value, "");
	desk_badge(&w, "");
	desk_badge(&w, DESK_TOKEN);
	CHECK_TEXT(world_node(&w, "field:pin")->value, "");
	desk_pin(&w, DESK_PIN);
	world_see(&w, "staff_menu");
	world_close(&w);
}

TEST(card, away_on_every_screen_of_the_desk_locks_it)
{
	static const char *const works[] = {"day", "reading", "queue", "counters", "rules", "signal", "clock", "staff"};

	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
		char at[40];

		desk_go(&w, works[i]);
		snprintf(at, sizeof at, "%s", world_screen(&w));
		desk_badge(&w, "");
		world_see(&w, "staff_login");
		desk_badge(&w, DESK_TOKEN);
		desk_pin(&w, DESK_PIN);
		world_see(&w, at);
		desk_badge(&w, "");
		desk_badge(&w, DESK_TOKEN);
		desk_pin(&w, DESK_PIN);
		world_tap(&w, "back");
		world_see(&w, "staff_menu");
	}
	world_close(&w);
}

/* ---- the session ---------------------------------------------------------------------------- */

TEST(session, warns_before_it_locks_and_a_touch_goes_on)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	to_screen("notice_handover");
	world_advance(&w, 269 * 1000);
	CHECK_INT(duty_state(w.app.visit), SHIFT_OPEN);
	world_advance(&w, 2 * 1000);
	CHECK_INT(duty_state(w.app.visit), SHIFT_WARN);
	CHECK(world_says(&w, "over 29 "));
	world_advance(&w, 9 * 1000);
	CHECK(world_says(&w, "over 20 ") || world_says(&w, "over 21 "));
	world_tap_at(&w, 1, 1);
	CHECK_INT(duty_state(w.app.visit), SHIFT_OPEN);
	world_see(&w, "notice_handover");
	world_advance(&w, 301 * 1000);
	world_see(&w, "staff_login");
	CHECK(world_says(&w, "Vergrendeld."));
	world_tap_at(&w, 1, 1); /* the card is still there */
	desk_pin(&w, DESK_PIN);
	world_see(&w, "notice_handover");
	world_close(&w);
}

TEST(session, of_practice_ends_with_its_officer)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	world_tap(&w, "practice");
	to_screen("notice_handover");
	desk_badge(&w, "");
	world_advance(&w, 301 * 1000);
	world_see(&w, "idle");
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	CHECK(!duty_is_practice(w.app.visit));
	world_close(&w);
}

TEST(session, ends_with_stop)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	to_screen("notice_show");
	world_tap(&w, "stop");
	world_see(&w, "stopped");
	CHECK(is_wiped());
	CHECK(!duty_is_open(w.app.visit));
	world_advance(&w, 20 * 1000);
	world_see(&w, "idle");
	world_go(&w, SCREEN_SERVICE, "nl"); /* a citizen, with the card still in the reader */
	CHECK(!duty_is_open(w.app.visit));
	world_close(&w);
}

/* ---- a citizen is here ------------------------------------------------------------------------- */

TEST(citizen, is_not_disturbed_by_a_badge_that_answers_the_bell)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	desk_log_out(&w);
	world_go(&w, SCREEN_QUESTION, "en");
	world_tap(&w, "human");
	CHECK(visit_human_is_called(w.app.visit));
	desk_badge(&w, DESK_TOKEN);
	CHECK(!visit_human_is_called(w.app.visit));
	world_see(&w, "question");
	CHECK_TEXT(visit_language(w.app.visit), "en");
	CHECK_INT(duty_state(w.app.visit), SHIFT_AWAY);
	desk_badge(&w, "");
	world_see(&w, "question");
	world_tap(&w, "help");
	desk_badge(&w, DESK_TOKEN);
	world_see(&w, "help");
	world_close(&w);
}

/* ---- wrong PINs -------------------------------------------------------------------------------- */

TEST(pin, wrong_ones_wait_and_the_wait_survives_a_restart)
{
	int before;

	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	desk_log_out(&w);
	desk_badge(&w, DESK_TOKEN);
	for (int i = 0; i < 10 && duty_state(w.app.visit) == SHIFT_PIN_WANTED; i++)
		desk_pin(&w, "8264");
	CHECK_INT(duty_state(w.app.visit), SHIFT_WAIT);
	CHECK(world_node(&w, "key:1") == NULL);
	before = duty_seconds_left(w.app.visit);
	CHECK(before > 0);
	world_close(&w);
	hand_reopen(&w, HAND_PRINTER);
	desk_badge(&w, DESK_TOKEN);
	world_see(&w, "staff_login");
	CHECK_INT(duty_state(w.app.visit), SHIFT_WAIT);
	CHECK(duty_seconds_left(w.app.visit) > 0 && duty_seconds_left(w.app.visit) <= before);
	for (int left = before; left > 0; left--) {
		world_advance(&w, 1000);
	}
	if (w.app.screen == SCREEN_IDLE) { /* it was long: the card comes anew */
		desk_badge(&w, "");
		desk_badge(&w, DESK_TOKEN);
	}
	world_see(&w, "staff_login");
	CHECK_INT(duty_state(w.app.visit), SHIFT_PIN_WANTED);
	desk_pin(&w, DESK_PIN);
	world_see(&w, "staff_menu");
	world_close(&w);
}

/* ---- roles -------------------------------------------------------------------------------------- */

TEST(role, that_may_not_hand_over_has_no_tile_and_no_way_in)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	CHECK(world_node(&w, "situation:victim"));
	CHECK(!world_node(&w, "situation:disciplinary"));
	CHECK(!handing_may(w.app.visit, SITUATION_DISCIPLINARY));
	handing_begin(w.app.visit, SITUATION_DISCIPLINARY);
	CHECK(!handing_is_on(w.app.visit));
	duty_end(w.app.visit);
	handing_begin(w.app.visit, SITUATION_VICTIM);
	CHECK(!handing_is_on(w.app.visit));
	world_close(&w);
}
