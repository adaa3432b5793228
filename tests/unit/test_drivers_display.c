/* A board's panel: what is lit, and what is copied. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drivers_display_kit.h"

static struct stage s;

enum { RED = 0xcc0000, BLUE = 0x0000cc };

/* ---- opening ----------------------------------------------------------------------------- */

TEST(uri, is_drm_and_nothing_else)
{
	CHECK_OK(display_check("drm:auto"));
	CHECK_OK(display_check("drm:/dev/dri/card1"));
	CHECK(display_check("drm:") < 0);
	CHECK(display_check("drm:card0") < 0);
	CHECK(display_check("sdl") < 0);
	CHECK_HAS(err_why(), "drm:auto");
}

TEST(open, lights_the_connected_panel_with_the_dots_asked_for)
{
	struct display_status st;

	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	st = stage_status(&s);
	CHECK_INT(s.card.lit_connector, 2);
	CHECK_INT(s.card.mode, 1);
	CHECK(st.connected && st.master && st.lit && st.exact);
	CHECK_TEXT(st.connector, "HDMI-A-1");
	CHECK_INT(st.mode_width_px, 1280);
	CHECK_INT(display_back(s.display).width, 1280);
	CHECK_INT(display_back(s.display).height, 800);
	stage_close(&s);
	CHECK_INT(s.card.restores, 1);
}

TEST(open, takes_the_panels_own_dots_where_others_are_not_to_be_had)
{
	struct display_status st;

	stage_set(&s);
	stage_open(&s, 1024, 600, 0);
	st = stage_status(&s);
	CHECK(!st.exact);
	CHECK_INT(s.card.mode, 0);
	CHECK_INT(display_back(s.display).width, 1920);
	CHECK_INT(stage_said(&s, "set panel = 1920x1080@"), 1);
	stage_close(&s);
}

TEST(open, tells_millimetres_and_does_not_use_them)
{
	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	CHECK_INT(stage_status(&s).told_width_mm, 300);
	CHECK_INT(stage_status(&s).told_height_mm, 170);
	stage_close(&s);
}

TEST(open, turns_a_panel_that_hangs_on_its_side)
{
	stage_set(&s);
	stage_open(&s, 800, 1280, 90);
	CHECK_INT(s.card.mode, 1);
	CHECK_INT(display_back(s.display).width, 800);
	CHECK_INT(display_back(s.display).height, 1280);
	display_back(s.display).pixels[0] = RED; /* its upper left corner lies upper right on the panel */
	CHECK_OK(display_show(s.display, &(struct display_rect){0, 0, 1, 1}, 1));
	CHECK_INT(card_twin_dot(&s.card, 1279, 0), RED);
	CHECK_INT(s.card.dirty[0].x, 1279);
	stage_close(&s);
}

TEST(open, refuses_what_can_not_be)
{
	struct display_setup setup = {.uri = "drm:/dev/dri/card0", .width_px = 1280, .height_px = 800};
	struct display *d = NULL;

	stage_set(&s);
	setup.loop = s.loop;
	setup.log = &s.log;
	setup.world = &s.world;
	setup.rotation = 45;
	CHECK(display_open(&d, &setup) < 0);
	CHECK_HAS(err_why(), "0, 90, 180 or 270");
	setup.rotation = 0;
	setup.width_px = DISPLAY_SIDE_MAX + 1;
	CHECK(display_open(&d, &setup) < 0);
	setup.width_px = 0;
	CHECK(display_open(&d, &setup) < 0);
	setup.width_px = 1280;
	s.card.absent = true;
	CHECK(display_open(&d, &setup) < 0);
	CHECK_HAS(err_why(), "no such card");
	CHECK(!d);
	CHECK(!s.console.hidden);
	s.display = NULL;
	stage_close(&s);
}

TEST(open, without_a_connector_is_no_display)
{
	struct display_setup setup = {.uri = "drm:/dev/dri/card0", .width_px = 1280, .height_px = 800};
	struct display *d = NULL;

	stage_set(&s);
	s.card.n_connectors = 0;
	setup.loop = s.loop;
	setup.log = &s.log;
	setup.world = &s.world;
	CHECK(display_open(&d, &setup) < 0);
	CHECK_HAS(err_why(), "no connector");
	s.display = NULL;
	stage_close(&s);
}

TEST(auto_card, is_the_first_that_can_show_something)
{
	struct display_setup setup = {.uri = "drm:auto", .width_px = 1280, .height_px = 800};
	struct display *d = NULL;

	stage_set(&s);
	setup.loop = s.loop;
	setup.log = &s.log;
	setup.world = &s.world;
	s.world.cards = "no/such/folder";
	CHECK(display_open(&d, &setup) < 0);
	CHECK_HAS(err_why(), "no graphics card");
	CHECK_INT(mkdir("cards", 0700), 0);
	s.world.cards = "cards";
	CHECK(display_open(&d, &setup) < 0);
	fclose(fopen("cards/renderD128", "w"));
	CHECK(display_open(&d, &setup) < 0);
	fclose(fopen("cards/card1", "w"));
	CHECK_OK(display_open(&d, &setup));
	display_close(d);
	s.display = NULL;
	stage_close(&s);
}

/* ---- showing ------------------------------------------------------------------------------- */

TEST(show, copies_only_what_changed_and_tells_the_card_where)
{
	struct display_back b;
	struct display_rect two[] = {{10, 20, 3, 4}, {100, 200, 5, 6}};

	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	b = display_back(s.display);
	for (int i = 0; i < b.width * b.height; i++)
		b.pixels[i] = BLUE;
	CHECK_OK(display_show(s.display, two, 2));
	CHECK_INT(card_twin_dot(&s.card, 10, 20), BLUE);
	CHECK_INT(card_twin_dot(&s.card, 12, 23), BLUE);
	CHECK_INT(card_twin_dot(&s.card, 13, 23), 0);
	CHECK_INT(card_twin_dot(&s.card, 104, 205), BLUE);
	CHECK_INT(s.card.n_dirty, 2);
	CHECK_INT(s.card.dirty[1].y, 200);
	stage_close(&s);
}

TEST(show, of_many_rectangles_tells_in_pieces)
{
	static struct display_rect many[CARD_CLIPS_MAX + 1];

	for (int n = CARD_CLIPS_MAX - 1; n <= CARD_CLIPS_MAX + 1; n++) {
		int before;

		stage_set(&s);
		stage_open(&s, 1280, 800, 0);
		for (int i = 0; i < n; i++)
			many[i] = (struct display_rect){i, i, 1, 1};
		before = s.card.dirties;
		CHECK_OK(display_show(s.display, many, n));
		CHECK_INT(s.card.dirties - before, n > CARD_CLIPS_MAX ? 2 : 1);
		CHECK_INT(s.card.n_dirty, n > CARD_CLIPS_MAX ? 1 : n);
		stage_close(&s);
	}
}

TEST(show, of_nothing_that_is_seen_tells_nobody)
{
	int before;

	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	before = s.card.dirties;
	CHECK_OK(display_show(s.display, &(struct display_rect){2000, 0, 5, 5}, 1));
	CHECK_OK(display_show(s.display, NULL, 0));
	CHECK_INT(s.card.dirties, before);
	stage_close(&s);
}

TEST(show, needs_no_telling_on_cards_that_know_none)
{
	stage_set(&s);
	s.card.dirty_fails = ENOSYS;
	stage_open(&s, 1280, 800, 0);
	CHECK_INT(s.card.dirties, 1);
	stage_paint(&s, RED);
	CHECK_INT(s.card.dirties, 1);
	CHECK_INT(card_twin_dot(&s.card, 5, 5), RED);
	stage_close(&s);
}

TEST(show, on_a_card_that_is_gone_is_a_surprise)
{
	stage_set(&s);
	stage_open(&s, 1280, 800, 0);
	s.card.dirty_fails = ENODEV;
	CHECK(display_show(s.display, &(struct display_rect){0, 0, 5, 5}, 1) < 0);
	stage_close(&s);
}
