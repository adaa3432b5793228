/* Which mode is shown, and where each dot of the picture comes to lie: turned, in the middle, cut at the edges. */
#include <stdlib.h>
#include <string.h>

#include "drivers/display_mode.h"
#include "harness.h"

/* ---- modes ----------------------------------------------------------------------------- */

static const struct display_mode hdmi[] = {
        {.width = 1920, .height = 1080, .refresh_hz = 60, .preferred = true, .index = 0},
        {.width = 1920, .height = 1080, .refresh_hz = 60, .interlaced = true, .index = 1},
        {.width = 1280, .height = 800, .refresh_hz = 75, .index = 2},
        {.width = 1280, .height = 800, .refresh_hz = 60, .index = 3},
        {.width = 1280, .height = 800, .refresh_hz = 120, .index = 4},
        {.width = 640, .height = 480, .refresh_hz = 60, .index = 5},
};
static const struct display_limits any = {0, 0};

static int chosen(const struct display_mode *modes, int n, int w, int h, int rotation, struct display_limits limits)
{
	const struct display_mode *m = display_mode_choose(modes, n, w, h, rotation, limits);

	return m ? m->index : -1;
}

TEST(mode, with_the_dots_that_are_asked_for_is_taken_at_60_hz)
{
	CHECK_INT(chosen(hdmi, 6, 1280, 800, 0, any), 3);
	CHECK_INT(chosen(hdmi, 6, 1280, 800, 180, any), 3);
}

TEST(mode, is_the_preferred_one_where_none_is_exact)
{
	CHECK_INT(chosen(hdmi, 6, 1024, 600, 0, any), 0);
	CHECK_INT(chosen(hdmi, 6, 1279, 800, 0, any), 0);
}

TEST(mode, is_the_largest_where_none_is_exact_or_preferred)
{
	CHECK_INT(chosen(hdmi + 2, 4, 1024, 600, 0, any), 3);
	CHECK_INT(chosen(hdmi + 5, 1, 1024, 600, 0, any), 5);
}

TEST(mode, on_its_side_has_the_sides_changed)
{
	CHECK_INT(chosen(hdmi, 6, 800, 1280, 90, any), 3);
	CHECK_INT(chosen(hdmi, 6, 800, 1280, 270, any), 3);
	CHECK_INT(chosen(hdmi, 6, 1280, 800, 90, any), 0);
}

TEST(mode, is_interlaced_only_when_there_is_nothing_else)
{
	CHECK_INT(chosen(hdmi, 2, 1920, 1080, 0, any), 0);
	CHECK_INT(chosen(hdmi + 1, 1, 1920, 1080, 0, any), 1);
	CHECK_INT(chosen(hdmi + 1, 2, 1920, 1080, 0, any), 2);
}

TEST(mode, over_the_cards_limits_is_left_out_at_one_dot_more)
{
	struct display_limits wide = {1920, 1080}, narrow = {1919, 1080}, low = {1920, 1079};

	CHECK_INT(chosen(hdmi, 6, 1920, 1080, 0, wide), 0);
	CHECK_INT(chosen(hdmi, 6, 1920, 1080, 0, narrow), 3);
	CHECK_INT(chosen(hdmi, 6, 1920, 1080, 0, low), 3);
	CHECK_INT(chosen(hdmi, 6, 1920, 1080, 0, (struct display_limits){639, 480}), -1);
}

TEST(mode, that_is_none_is_never_taken)
{
	const struct display_mode bad[] = {{.width = 0, .height = 480}, {.width = -5, .height = 480},
	        {.width = DISPLAY_SIDE_MAX + 1, .height = 480}, {.width = DISPLAY_SIDE_MAX, .height = 480, .index = 7}};

	CHECK_INT(chosen(bad, 3, 640, 480, 0, any), -1);
	CHECK_INT(chosen(bad, 4, 640, 480, 0, any), 7);
	CHECK_INT(chosen(NULL, 0, 640, 480, 0, any), -1);
}

/* ---- places -------------------------------------------------------------------------------- */

enum { BACK_W = 5, BACK_H = 3, ROOM = 16, EDGE = 0x77 };

static uint32_t dots[BACK_W * BACK_H];
static uint32_t target_dots[ROOM * ROOM];
static struct display_target target;

static struct display_back back(void)
{
	for (uint32_t i = 0; i < BACK_W * BACK_H; i++)
		dots[i] = 100 + i;
	return (struct display_back){dots, BACK_W, BACK_H, BACK_W * 4};
}

static void aim(int width, int height)
{
	memset(target_dots, 0, sizeof target_dots);
	target = (struct display_target){(uint8_t *)target_dots, width, height, ROOM * 4};
}

static uint32_t at(int x, int y)
{
	return target_dots[y * ROOM + x];
}

/* The dot (x, y) of the picture as a person sees it, on a panel that was turned back. */
static uint32_t seen(int rotation, int x, int y, int w, int h)
{
	switch (rotation) {
	case 90:
		return at(w - 1 - y, x);
	case 180:
		return at(w - 1 - x, h - 1 - y);
	case 270:
		return at(y, h - 1 - x);
	default:
		return at(x, y);
	}
}

TEST(copy, shows_the_same_picture_at_every_rotation)
{
	static const int rotations[] = {0, 90, 180, 270};

	for (size_t r = 0; r < 4; r++) {
		bool sides = display_turns_sides(rotations[r]);
		int w = sides ? BACK_H : BACK_W, h = sides ? BACK_W : BACK_H;
		struct display_back b = back();
		struct display_rect got;

		aim(w, h);
		CHECK(display_copy(&got, &target, &b, (struct display_rect){0, 0, BACK_W, BACK_H}, rotations[r]));
		CHECK_INT(got.x + got.y, 0);
		CHECK_INT(got.w, w);
		CHECK_INT(got.h, h);
		for (int y = 0; y < BACK_H; y++)
			for (int x = 0; x < BACK_W; x++)
				CHECK_INT(seen(rotations[r], x, y, w, h), 100 + y * BACK_W + x);
		CHECK_INT(at(w, 0), 0);
		CHECK_INT(at(0, h), 0);
	}
}

TEST(copy, takes_only_the_rectangle_and_says_where_it_came)
{
	struct display_back b = back();
	struct display_rect got;

	aim(BACK_H, BACK_W);
	CHECK(display_copy(&got, &target, &b, (struct display_rect){3, 0, 1, 2}, 90));
	CHECK_INT(got.x, 1);
	CHECK_INT(got.y, 3);
	CHECK_INT(got.w, 2);
	CHECK_INT(got.h, 1);
	CHECK_INT(at(2, 3), 103);
	CHECK_INT(at(1, 3), 108);
	for (int i = 0, n = 0; i < ROOM * ROOM; i++)
		CHECK((n += target_dots[i] != 0) <= 2);
}

TEST(copy, lies_in_the_middle_of_a_larger_panel)
{
	struct display_back b = back();
	struct display_rect got;

	aim(BACK_W + 4, BACK_H + 6);
	CHECK(display_copy(&got, &target, &b, (struct display_rect){0, 0, BACK_W, BACK_H}, 0));
	CHECK_INT(got.x, 2);
	CHECK_INT(got.y, 3);
	CHECK_INT(at(2, 3), 100);
	CHECK_INT(at(1, 3), 0);
	CHECK_INT(at(6, 5), 114);
}

TEST(copy, is_cut_on_a_smaller_panel)
{
	struct display_back b = back();
	struct display_rect got;

	aim(BACK_W - 2, BACK_H - 2);
	CHECK(display_copy(&got, &target, &b, (struct display_rect){0, 0, BACK_W, BACK_H}, 0));
	CHECK_INT(got.w, BACK_W - 2);
	CHECK_INT(got.h, 1);
	CHECK_INT(at(0, 0), 106);
	CHECK(!display_copy(&got, &target, &b, (struct display_rect){0, 0, 1, 3}, 0));
}

TEST(copy, of_nothing_is_nothing)
{
	static const struct display_rect none[] = {{0, 0, 0, 3}, {0, 0, 3, 0}, {0, 0, -1, 3}, {BACK_W, 0, 1, 1},
	        {0, BACK_H, 1, 1}, {-3, 0, 3, 3}, {0, -3, 3, 3}, {-2147483647, 0, -2147483647, 5},
	        {2147483647, 0, 5, 5}};
	struct display_back b = back();
	struct display_rect got;

	aim(BACK_W, BACK_H);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		CHECK(!display_copy(&got, &target, &b, none[i], 0));
	CHECK(display_copy(&got, &target, &b, (struct display_rect){-1000, -1000, 2147483647, 2147483647}, 0));
	CHECK_INT(at(0, 0), 100);
}

/* Any rectangle, any rotation, any panel: what is written lies within it, and is what the plain rule says. */
TEST(copy, never_leaves_the_panel)
{
	uint64_t seed = 11;

	for (int i = 0; i < 20000; i++) {
		int rotation = (int)(test_random(&seed) % 4) * 90, w = 1 + (int)(test_random(&seed) % 12),
		    h = 1 + (int)(test_random(&seed) % 12);
		struct display_rect part = {(int)(test_random(&seed) % 12) - 4, (int)(test_random(&seed) % 10) - 4,
		        (int)(test_random(&seed) % 9), (int)(test_random(&seed) % 9)};
		struct display_back b = back();
		struct display_rect got = {0};
		bool any_dot = false;

		aim(w, h);
		if (!display_copy(&got, &target, &b, part, rotation))
			got = (struct display_rect){0};
		CHECK(got.x >= 0 && got.y >= 0 && got.x + got.w <= w && got.y + got.h <= h);
		for (int y = 0; y < ROOM; y++)
			for (int x = 0; x < ROOM; x++) {
				bool in = x >= got.x && x < got.x + got.w && y >= got.y && y < got.y + got.h;

				CHECK_INT(at(x, y) != 0, in);
				any_dot = any_dot || in;
			}
		CHECK_INT(any_dot, got.w > 0);
	}
}
