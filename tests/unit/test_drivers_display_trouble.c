/* A board's panel when cable, master or card let one down; dark panels; and the console under it. */
#include <errno.h>

#include "drivers_display_kit.h"

static struct stage s;

enum { RED = 0xcc0000, BLUE = 0x0000cc };

/* ---- the cable -------------------------------------------------------------------------------- */

TEST(cable, that_goes_and_comes_back_shows_everything_anew)
{
	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	stage_paint(&s, RED);
	s.card.connector[1].connected = false;
	stage_wait(&s, 5000);
	CHECK(!stage_status(&s).connected);
	CHECK_INT(stage_status(&s).gone, 1);
	CHECK_INT(s.card.buffers, 0);
	stage_paint(&s, BLUE); /* nobody sees it */
	stage_wait(&s, 60000);
	s.card.connector[1].connected = true;
	stage_wait(&s, 5000);
	CHECK(stage_status(&s).connected);
	CHECK_INT(card_twin_dot(&s.card, 0, 0), BLUE);
	CHECK_INT(card_twin_dot(&s.card, 1279, 799), BLUE);
	CHECK(s.changes >= 2);
	stage_close(&s);
}

TEST(cable, that_is_not_there_at_the_start_is_waited_for)
{
	stage_set(&s);
	s.card.connector[1].connected = false;
	stage_open(&s, 1280, 800, 0);
	CHECK_INT(s.card.shows, 0);
	CHECK_INT(display_back(s.display).width, 1280);
	stage_paint(&s, RED);
	s.card.connector[1].connected = true;
	stage_wait(&s, 10000);
	CHECK_INT(card_twin_dot(&s.card, 640, 400), RED);
	stage_close(&s);
}

TEST(cable, that_says_nothing_by_itself_is_asked)
{
	stage_set(&s);
	s.card.cable_is_mute = true;
	s.card.connector[1].connected = false;
	stage_open(&s, 1280, 800, 0);
	s.card.connector[1].connected = true;
	stage_wait(&s, 31000);
	CHECK(stage_status(&s).connected);
	stage_close(&s);
}

TEST(cable, to_another_panel_shows_the_picture_in_its_middle)
{
	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	s.card.connector[1].connected = false;
	stage_wait(&s, 5000);
	s.card.connector[1].connected = true;
	s.card.connector[1].n_modes = 1; /* 1920 x 1080 only */
	stage_wait(&s, 10000);
	stage_paint(&s, RED);
	CHECK_INT(display_back(s.display).width, 1280);
	CHECK_INT(card_twin_dot(&s.card, 319, 140), 0);
	CHECK_INT(card_twin_dot(&s.card, 320, 140), RED);
	CHECK_INT(card_twin_dot(&s.card, 1599, 939), RED);
	CHECK_INT(card_twin_dot(&s.card, 1600, 939), 0);
	stage_close(&s);
}

TEST(cable, is_looked_at_seldom_while_all_is_well)
{
	int before;

	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	before = s.card.looks;
	stage_wait(&s, 60000);
	CHECK_INT(s.card.looks - before, 12);
	CHECK_INT(s.card.shows, 1);
	stage_close(&s);
}

/* ---- the master ----------------------------------------------------------------------------------- */

TEST(master, that_is_lost_and_regained_shows_everything_anew)
{
	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	s.card.taken = true;
	stage_paint(&s, RED); /* the card refuses */
	CHECK(!stage_status(&s).master);
	stage_paint(&s, BLUE);
	stage_wait(&s, 30000);
	CHECK_INT(stage_status(&s).lost, 1);
	s.card.taken = false;
	stage_wait(&s, 6000);
	CHECK(stage_status(&s).master);
	CHECK_INT(s.card.shows, 2);
	CHECK_INT(card_twin_dot(&s.card, 3, 3), BLUE);
	CHECK_INT(stage_said(&s, "somebody else draws"), 1);
	stage_close(&s);
}

TEST(master, that_is_lost_in_silence_is_noticed)
{
	stage_set(&s);
	s.card.dirty_fails = ENOSYS; /* nothing is told, so that nothing is refused */
	stage_open(&s, 1280, 800, 0);
	s.card.taken = true;
	stage_wait(&s, 5000);
	CHECK(!stage_status(&s).master);
	s.card.taken = false;
	stage_wait(&s, 1000);
	CHECK(stage_status(&s).master);
	stage_close(&s);
}

TEST(master, that_somebody_has_at_the_start_is_waited_for)
{
	stage_set(&s);
	s.card.taken = true;
	stage_open(&s, 1280, 800, 0);
	stage_paint(&s, RED);
	CHECK_INT(s.card.shows, 0);
	s.card.taken = false;
	stage_wait(&s, 6000);
	CHECK_INT(card_twin_dot(&s.card, 3, 3), RED);
	stage_close(&s);
}

/* ---- refusals -------------------------------------------------------------------------------------- */

TEST(mode_setting, that_fails_is_tried_again_ever_more_rarely_and_told_once)
{
	stage_set(&s);
	s.card.show_fails = EINVAL;
	stage_open(&s, 1280, 800, 0);
	stage_wait(&s, 60000);
	CHECK(s.card.shows > 8 && s.card.shows < 20);
	CHECK_INT(stage_said(&s, "the card refuses"), 1);
	CHECK_INT(s.card.buffers, 0);
	s.card.show_fails = 0;
	stage_wait(&s, 6000);
	CHECK_INT(s.card.lit_connector, 2);
	stage_close(&s);
}

TEST(buffer, that_can_not_be_had_is_tried_again)
{
	stage_set(&s);
	s.card.buffer_fails = ENOMEM;
	stage_open(&s, 1280, 800, 0);
	CHECK_INT(s.card.shows, 0);
	s.card.buffer_fails = 0;
	stage_wait(&s, 1000);
	CHECK_INT(s.card.lit_connector, 2);
	stage_close(&s);
}

/* ---- dark -------------------------------------------------------------------------------------------- */

TEST(blank, is_dark_and_wakes_with_what_was_painted_meanwhile)
{
	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	stage_paint(&s, RED);
	CHECK_OK(display_blank(s.display, true));
	CHECK(s.card.off && !stage_status(&s).lit);
	stage_paint(&s, BLUE);
	CHECK_OK(display_blank(s.display, true)); /* dark already */
	CHECK_INT(s.card.powers, 1);
	CHECK_OK(display_blank(s.display, false));
	CHECK_INT(card_twin_dot(&s.card, 7, 7), BLUE);
	stage_close(&s);
}

TEST(blank, lasts_over_a_cable_that_comes_back)
{
	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	CHECK_OK(display_blank(s.display, true));
	s.card.connector[1].connected = false;
	stage_wait(&s, 5000);
	s.card.connector[1].connected = true;
	stage_wait(&s, 5000);
	CHECK(s.card.lit_connector && s.card.off);
	CHECK_OK(display_blank(s.display, false));
	CHECK(!s.card.off);
	stage_close(&s);
}

TEST(blank, that_the_panel_does_not_know_is_a_surprise_and_lasts_not_over_the_end)
{
	stage_set(&s);
	s.card.power_fails = EINVAL;
	stage_open(&s, 1280, 800, 0);
	CHECK(display_blank(s.display, true) < 0);
	CHECK(stage_status(&s).lit);
	stage_close(&s);
	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	CHECK_OK(display_blank(s.display, true));
	stage_close(&s);
	CHECK(!s.card.off);
}

/* ---- the console ------------------------------------------------------------------------------------------ */

TEST(console, is_hidden_while_the_display_is_open_and_comes_back)
{
	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	CHECK(s.console.hidden);
	stage_close(&s);
	CHECK(!s.console.hidden);
	CHECK_INT(s.console.restores, 1);
}

TEST(console, that_is_not_there_or_not_ours_is_no_reason_not_to_start)
{
	stage_set(&s);
	s.console.there = false;
	stage_open(&s, 1280, 800, 0);
	stage_close(&s);
	CHECK_INT(s.console.restores, 0);
	stage_set(&s);
	s.console.lacks = "the text console may shine through";
	stage_open(&s, 1280, 800, 0);
	CHECK_INT(stage_said(&s, "may shine through"), 1);
	stage_close(&s);
}
