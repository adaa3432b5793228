/* The board's window: the dots of the panel's mode, what is shown comes to the card, events and SDL have no part in it. */
#include <SDL.h>

#include "drivers/display_twin.h"
#include "harness.h"
#include "ui/window.h"

static struct clock the_clock;
static struct log quiet = {.fd = -1};
static struct card_twin card;
static struct console_twin console = {.there = true};
static struct display_world world = {&card_twin, &console_twin, &card, &console, "/dev/dri"};
static struct window_setup setup;
static int told;

static void on_display(void *me)
{
	CHECK(me == &setup);
	told++;
}

static struct window *opened(int width_px, int height_px, int rotation)
{
	struct window *w = NULL;

	clock_manual(&the_clock, 0);
	card.n_connectors = 1;
	card.connector[0] = (struct card_connector){.name = "DSI-1",
	        .connected = true,
	        .n_modes = 1,
	        .modes = {{.width = 800, .height = 480, .refresh_hz = 60, .preferred = true}}};
	setup = (struct window_setup){.panel = {width_px, height_px, 154, 86},
	        .display = "drm:auto",
	        .rotation = rotation,
	        .log = &quiet,
	        .on_display = on_display,
	        .me = &setup,
	        .world = &world};
	setup.display = "drm:/dev/dri/card0";
	CHECK_OK(loop_new(&setup.loop, &the_clock));
	CHECK_OK(window_drm.open(&w, &setup));
	return w;
}

static void closed(struct window *w)
{
	window_drm.close(w);
	window_drm.close(NULL);
	loop_free(setup.loop);
	CHECK_INT(card.buffers, 0);
	CHECK(!console.hidden);
}

TEST(window, shows_what_was_painted_and_no_more)
{
	struct window *w = opened(800, 480, 0);
	struct px_rect r[40];
	struct canvas c;

	CHECK_OK(window_drm.show(w, &(struct px_rect){0, 0, 1, 1}, 1)); /* the first picture is shown whole */
	CHECK_OK(window_drm.canvas(w, &c));
	CHECK_INT(c.width, 800);
	CHECK_INT(c.height, 480);
	for (int i = 0; i < c.width * c.height; i++)
		c.pixels[i] = 0x123456;
	for (int i = 0; i < 40; i++)
		r[i] = (struct px_rect){i * 10, i, 2, 1};
	CHECK_OK(window_drm.show(w, r, 40)); /* more than go in one piece */
	for (int i = 0; i < 40; i++) {
		CHECK_INT(card_twin_dot(&card, i * 10, i), 0x123456);
		CHECK_INT(card_twin_dot(&card, i * 10 + 2, i), 0);
	}
	closed(w);
}

/* No black screen between the words of a start and the first screen. */
TEST(window, the_panel_keeps_what_it_shows_until_the_first_picture)
{
	struct window *w = opened(800, 480, 0);

	clock_advance(&the_clock, 5000);
	CHECK_OK(loop_fire_due(setup.loop));
	CHECK_INT(card.buffers, 0);
	CHECK_OK(window_drm.show(w, &(struct px_rect){0, 0, 1, 1}, 1));
	CHECK(card.buffers > 0);
	closed(w);
}

/* Pixels are the panel's, millimetres the station's. */
TEST(window, has_the_dots_of_the_panel_and_keeps_the_millimetres)
{
	struct window *w = opened(1280, 800, 0);
	struct panel p = setup.panel;

	window_drm.fit(w, &p);
	CHECK_INT(p.width_px, 800);
	CHECK_INT(p.height_px, 480);
	CHECK(p.width_mm == 154 && p.height_mm == 86);
	closed(w);
}

TEST(window, stands_upright_on_a_panel_that_hangs_on_its_side)
{
	struct window *w = opened(480, 800, 270);
	struct panel p = setup.panel;

	window_drm.fit(w, &p);
	CHECK_INT(p.width_px, 480);
	CHECK_INT(p.height_px, 800);
	closed(w);
}

TEST(window, sleeps_wakes_and_tells_of_its_panel)
{
	struct window *w = opened(800, 480, 0);
	struct display_status st;

	CHECK_OK(window_drm.show(w, &(struct px_rect){0, 0, 1, 1}, 1));
	CHECK_OK(window_drm.blank(w, true));
	CHECK(card.off);
	CHECK_OK(window_drm.blank(w, false));
	CHECK(!card.off);
	card.connector[0].connected = false;
	clock_advance(&the_clock, 5000);
	CHECK_OK(loop_fire_due(setup.loop));
	display_status(&st, window_drm.display(w));
	CHECK(!st.connected);
	CHECK(told >= 1);
	closed(w);
}

TEST(window, starts_nothing_of_sdl)
{
	struct window *w = opened(800, 480, 0);

	CHECK_INT(SDL_WasInit(0), 0);
	closed(w);
}

TEST(window, without_a_card_says_why)
{
	struct window *w = NULL;

	card.absent = true;
	setup = (struct window_setup){
	        .panel = {800, 480, 154, 86}, .display = "drm:/dev/dri/card9", .log = &quiet, .world = &world};
	CHECK(window_drm.open(&w, &setup) < 0);
	CHECK_HAS(err_why(), "card9");
	CHECK(!w);
}
