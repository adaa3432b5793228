/* Badges, PINs and roles through the screen; and what a badge that is being given must not open. */
#include <stdio.h>
#include <string.h>

#include "kiosk_desk.h"
#include "visit/desk_work_inside.h"

static struct world w;

static void open_staff(void)
{
	world_open(&w, "--printer none");
	desk_enrol(&w);
	desk_go(&w, "staff");
}

/* Up to where the card is waited for. */
static void order(const char *code)
{
	world_tap(&w, "next");
	world_type(&w, code);
	world_tap(&w, "next");
	world_tap(&w, "next");
}

/* The whole of it; pin: the one that was shown. */
static void give(const char *code, const char *token, char pin[16])
{
	order(code);
	desk_badge(&w, "");
	world_see(&w, "staff_admin");
	desk_badge(&w, token);
	snprintf(pin, 16, "%s", desk_label(&w, "pin"));
	CHECK(strlen(pin) == 4);
	world_tap(&w, "next");
	world_see(&w, "staff_login");
	desk_badge(&w, "");
	desk_badge(&w, DESK_TOKEN);
	desk_pin(&w, DESK_PIN);
	world_see(&w, "staff_admin"); /* back where the work stood */
}

TEST(badge, is_given_and_its_holder_chooses_a_pin)
{
	char pin[16];

	open_staff();
	give("B-014", DESK_OTHER, pin);
	CHECK(world_node(&w, "person:B-014"));
	desk_log_out(&w);
	desk_log_in(&w, DESK_OTHER, pin);
	CHECK(world_says(&w, "Kies"));
	desk_pin(&w, "4826");
	desk_pin(&w, "4826");
	world_see(&w, "staff_menu");
	CHECK(!world_node(&w, "work:staff")); /* desk only */
	CHECK(duty_may(w.app.visit, ACTION_READ, 5));
	CHECK(shift_desk_key(w.app.visit->duty->shift) != NULL); /* passed on */
	world_close(&w);
}

TEST(badge, of_a_colleague_is_refused_in_words)
{
	char pin[16];

	open_staff();
	give("B-014", DESK_OTHER, pin);
	order("B-015");
	desk_badge(&w, "");
	desk_badge(&w, DESK_OTHER);
	CHECK(world_says(&w, "Deze pas is al van een collega."));
	CHECK_INT(staff_count(w.app.visit->duty->staff), 2);
	world_tap(&w, "back");
	world_see(&w, "staff_login");
	world_close(&w);
}

TEST(badge, needs_a_code_of_its_own)
{
	open_staff();
	world_tap(&w, "next");
	world_tap(&w, "next");
	CHECK(world_says(&w, "Gebruik 1 tot 12"));
	world_type(&w, "B-001");
	world_tap(&w, "next");
	CHECK(world_says(&w, "Deze code is al van een collega."));
	world_type(&w, "x");
	world_tap(&w, "next");
	CHECK(world_node(&w, "role:desk"));
	world_tap(&w, "role:desk");
	world_tap(&w, "next");
	CHECK(world_says(&w, "Kies ten minste"));
	world_tap(&w, "role:auditor");
	world_tap(&w, "role:desk");
	world_tap(&w, "next");
	CHECK(world_says(&w, "Een auditor heeft alleen die ene rol."));
	CHECK(!desk_work_waits_for_badge(w.app.visit));
	world_close(&w);
}

TEST(badge, that_does_not_come_locks_the_screen_and_gives_nothing)
{
	open_staff();
	order("B-014");
	desk_badge(&w, "");
	world_see(&w, "staff_admin");
	world_advance(&w, 61 * 1000);
	CHECK(!duty_is_open(w.app.visit));
	CHECK(strcmp(world_screen(&w), "staff_admin") != 0);
	desk_badge(&w, DESK_OTHER); /* too late: nobody's */
	CHECK_INT(staff_count(w.app.visit->duty->staff), 1);
	world_close(&w);
}

TEST(badge, can_not_be_used_to_reach_other_work)
{
	open_staff();
	order("B-014");
	desk_badge(&w, "");
	world_tap(&w, "back"); /* given up: the own card lies elsewhere */
	world_see(&w, "staff_login");
	world_close(&w);
}

TEST(badge, is_not_given_after_stop)
{
	open_staff();
	order("B-014");
	desk_badge(&w, "");
	world_tap(&w, "stop");
	CHECK(!desk_work_waits_for_badge(w.app.visit));
	CHECK(!duty_is_open(w.app.visit));
	desk_badge(&w, DESK_OTHER);
	CHECK_INT(staff_count(w.app.visit->duty->staff), 1);
	world_close(&w);
}

TEST(badge, is_not_given_after_the_visit_was_wiped)
{
	open_staff();
	order("B-014");
	desk_badge(&w, "");
	visit_wipe(w.app.visit, false);
	CHECK(!desk_work_waits_for_badge(w.app.visit));
	CHECK(!duty_is_open(w.app.visit));
	world_close(&w);
}

TEST(badge, may_be_given_up_with_the_own_card_still_there)
{
	open_staff();
	order("B-014");
	world_tap(&w, "back");
	world_see(&w, "staff_admin");
	CHECK(duty_is_open(w.app.visit));
	CHECK(world_node(&w, "person:B-001"));
	world_close(&w);
}

TEST(badge, that_only_gives_a_number_is_told)
{
	open_staff();
	order("B-014");
	desk_badge(&w, "");
	desk_badge(&w, "12345678");
	CHECK(world_says(&w, "Deze pas geeft alleen een nummer."));
	CHECK(world_node(&w, "pin"));
	world_close(&w);
}

TEST(person, who_lost_a_badge_gets_another_one)
{
	char pin[16];

	open_staff();
	give("B-014", DESK_OTHER, pin);
	world_tap(&w, "person:B-014");
	world_tap(&w, "lost");
	CHECK(world_says(&w, "Deze pas werkt dan niet meer."));
	world_tap(&w, "next");
	CHECK(world_says(&w, "Het is gedaan en vastgelegd."));
	CHECK(desk_work_person(w.app.visit, 1)->badge_is_off);
	world_tap(&w, "replace");
	desk_badge(&w, "");
	desk_badge(&w, "aaaabbbbccccddddeeeeffff00001111");
	CHECK(world_node(&w, "pin"));
	CHECK(!desk_work_person(w.app.visit, 1)->badge_is_off);
	world_close(&w);
}

TEST(person, gets_a_new_pin_with_the_own_badge_only)
{
	char pin[16];

	open_staff();
	give("B-014", DESK_OTHER, pin);
	world_tap(&w, "person:B-014");
	world_tap(&w, "pin");
	desk_badge(&w, "");
	desk_badge(&w, "aaaabbbbccccddddeeeeffff00001111");
	CHECK(world_says(&w, "Dit is een andere pas."));
	CHECK(!world_node(&w, "pin"));
	world_close(&w);
}

TEST(person, who_administers_alone_stays)
{
	open_staff();
	world_tap(&w, "person:B-001");
	world_tap(&w, "gone");
	world_tap(&w, "next");
	CHECK(world_says(&w, "Dit is de laatste beheerder."));
	world_tap(&w, "roles");
	world_tap(&w, "role:administrator");
	world_tap(&w, "next");
	CHECK(world_says(&w, "Dit is de laatste beheerder."));
	CHECK(desk_work_person(w.app.visit, 0)->roles & ROLE_ADMINISTRATOR);
	world_close(&w);
}

TEST(person, changes_roles_and_leaves)
{
	char pin[16];

	open_staff();
	give("B-014", DESK_OTHER, pin);
	world_tap(&w, "person:B-014");
	world_tap(&w, "roles");
	world_tap(&w, "role:technician");
	world_tap(&w, "next");
	CHECK(world_says(&w, "Baliemedewerker, Technicus"));
	world_tap(&w, "gone");
	world_tap(&w, "next");
	CHECK(desk_work_person(w.app.visit, 1)->is_gone);
	CHECK(world_says(&w, "Uit dienst"));
	CHECK(!world_node(&w, "replace")->enabled);
	world_close(&w);
}

TEST(person, is_left_alone_in_practice)
{
	struct desk_order o = {.gift = GIVE_NEW, .code = "B-014", .roles = ROLE_DESK};
	struct visit *v;

	world_open(&w, "--printer none");
	desk_enrol(&w);
	v = w.app.visit;
	world_tap(&w, "practice");
	CHECK_INT(desk_work_give(v, &o), STAFF_DENIED);
	CHECK_INT(desk_work_badge_off(v, desk_work_person(v, 0)->staff, STAFF_LOST), STAFF_DENIED);
	CHECK_INT(desk_work_roles(v, desk_work_person(v, 0)->staff, ROLE_DESK), STAFF_DENIED);
	CHECK_INT(desk_work_leave(v, desk_work_person(v, 0)->staff), STAFF_DENIED);
	desk_go(&w, "staff");
	order("B-014");
	CHECK(world_says(&w, "U oefent nu."));
	world_close(&w);
}
