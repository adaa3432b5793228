/* What the stick shows: a picture for every stage and every answer, a bar that grows, figures below it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/install/install_job.h"
#include "board/install/install_show.h"
#include "board_stick.h"
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"

enum { WIDTH = 1280, HEIGHT = 800, CELL_W = 4, CELL_H = 6, WHITE = 0xff, GREY = 0x80 };

/* Eleven cells, each wholly of its own grey: 10, 20 ... 110. */
static size_t figures(uint8_t out[512])
{
	int head = snprintf((char *)out, 512, "P5\n%d %d\n255\n", 11 * CELL_W, CELL_H);

	for (int i = 0; i < 11 * CELL_W * CELL_H; i++)
		out[head + i] = (uint8_t)(10 * (1 + i % (11 * CELL_W) / CELL_W));
	return (size_t)head + 11 * CELL_W * CELL_H;
}

static struct splash_frame frame(int width, int height, int bits)
{
	struct splash_frame f = {.width = width, .height = height, .stride_bytes = width * bits / 8, .bits = bits};

	f.dots = malloc((size_t)f.stride_bytes * (size_t)height);
	CHECK(f.dots != NULL);
	memset(f.dots, GREY, (size_t)f.stride_bytes * (size_t)height);
	return f;
}

static uint8_t grey(const struct splash_frame *f, int x, int y)
{
	return f->dots[(size_t)y * (size_t)f->stride_bytes + (size_t)x * (size_t)(f->bits / 8)];
}

/* Dark dots in the middle row of the bar, within its edge. */
static int dark(const struct splash_frame *f)
{
	int n = 0, y = (f->height + 240) / 2 + 16 + 12;

	for (int x = f->width / 2 - 234; x < f->width / 2 + 234; x++)
		n += grey(f, x, y) == 0x4b;
	return n;
}

static int draw(struct splash_frame *f, int percent)
{
	uint8_t strip[512];
	size_t n = figures(strip);

	memset(f->dots, GREY, (size_t)f->stride_bytes * (size_t)f->height);
	return install_show_bar(f, strip, n, percent);
}

TEST(stick_show, the_bar_grows_with_every_hundredth)
{
	struct splash_frame f = frame(WIDTH, HEIGHT, 32);
	int last = -1;

	for (int percent = 0; percent <= 100; percent++) {
		CHECK_OK(draw(&f, percent));
		CHECK(dark(&f) > last);
		last = dark(&f);
	}
	CHECK_INT(last, 468);
	CHECK_OK(draw(&f, 0));
	CHECK_INT(dark(&f), 0);
	free(f.dots);
}

TEST(stick_show, what_is_beyond_is_held_at_the_ends)
{
	struct splash_frame f = frame(WIDTH, HEIGHT, 32);

	CHECK_OK(draw(&f, -5));
	CHECK_INT(dark(&f), 0);
	CHECK_OK(draw(&f, 250));
	CHECK_INT(dark(&f), 468);
	free(f.dots);
}

TEST(stick_show, figures_stand_below_the_bar_in_the_middle)
{
	struct splash_frame f = frame(WIDTH, HEIGHT, 32);
	int y = (HEIGHT + 240) / 2 + 16 + 24 + 16 + 1, left = (WIDTH - 3 * CELL_W) / 2;

	CHECK_OK(draw(&f, 42));
	CHECK_INT(grey(&f, left, y), 50); /* 4 */
	CHECK_INT(grey(&f, left + CELL_W, y), 30); /* 2 */
	CHECK_INT(grey(&f, left + 2 * CELL_W, y), 110); /* % */
	CHECK_INT(grey(&f, left - 1, y), GREY);
	CHECK_INT(grey(&f, left + 3 * CELL_W, y), GREY);
	CHECK_OK(draw(&f, 100));
	left = (WIDTH - 4 * CELL_W) / 2;
	CHECK_INT(grey(&f, left, y), 20);
	CHECK_INT(grey(&f, left + 3 * CELL_W, y), 110);
	free(f.dots);
}

TEST(stick_show, nothing_is_drawn_over_the_picture)
{
	struct splash_frame f = frame(WIDTH, HEIGHT, 32);

	CHECK_OK(draw(&f, 100));
	for (int y = 0; y < (HEIGHT + 240) / 2 + 16; y++)
		for (int x = 0; x < WIDTH; x += 7)
			CHECK(grey(&f, x, y) == GREY);
	free(f.dots);
}

TEST(stick_show, fits_large_small_and_tiny_screens)
{
	static const int sizes[][3] = {
	        {1920, 1080, 32}, {800, 480, 16}, {320, 240, 32}, {100, 60, 32}, {1, 1, 16}, {2560, 1600, 32}};

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct splash_frame f = frame(sizes[i][0], sizes[i][1], sizes[i][2]);

		CHECK_OK(draw(&f, 50)); /* under SAN: not one dot beside the frame */
		free(f.dots);
	}
}

TEST(stick_show, figures_that_are_no_picture_are_refused)
{
	static const char *const bad[] = {"", "P5", "P6\n44 6\n255\n", "P5\n0 6\n255\n", "P5\n45 6\n255\n",
	        "P5\n44 0\n255\n", "P5\n44 6\n254\n", "P5\n44 6\n255\n", "P5\n5005 6\n255\n", "P5\n-11 6\n255\n",
	        "P5\n44 99999999\n255\n"};
	struct splash_frame f = frame(WIDTH, HEIGHT, 32);
	uint8_t strip[512];
	size_t n = figures(strip);

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(install_show_bar(&f, (const uint8_t *)bad[i], strlen(bad[i]), 1) < 0);
	CHECK_OK(install_show_bar(&f, strip, n, 1));
	CHECK(install_show_bar(&f, strip, n - 1, 1) < 0);
	free(f.dots);
}

TEST(stick_show, every_stage_and_every_answer_has_a_picture_of_its_own)
{
	const char *seen[INSTALL_ANSWERS + 4];
	size_t n = 0;

	for (int i = INSTALL_CHECKS; i <= INSTALL_VERIFIES; i++)
		seen[n++] = install_show_stage((enum install_stage)i);
	for (int i = 0; i < INSTALL_ANSWERS; i++)
		seen[n++] = install_show_answer(i);
	seen[n++] = install_show_answer(-5);
	CHECK_TEXT(install_show_answer(-5), "failed");
	CHECK_TEXT(install_show_answer(INSTALL_NO_STICK), "failed");
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			CHECK(strcmp(seen[i], seen[k]) != 0);
}

/* The list of pictures (board/image/pictures) makes each of them, in words of two languages. */
TEST(stick_show, each_picture_is_made_with_the_image)
{
	char path[600], tell[64];
	AUTO_BUF text;

	buf_init(&text, 65536);
	(void)snprintf(path, sizeof path, "%s/board/image/pictures", test_root());
	CHECK_OK(file_read(&text, path));
	for (int i = -1; i < INSTALL_ANSWERS; i++) {
		(void)snprintf(tell, sizeof tell, "\ntell %s ", install_show_answer(i));
		CHECK_HAS(buf_str(&text), tell);
	}
	for (int i = INSTALL_CHECKS; i <= INSTALL_VERIFIES; i++) {
		(void)snprintf(tell, sizeof tell, "\ntell %s ", install_show_stage((enum install_stage)i));
		CHECK_HAS(buf_str(&text), tell);
	}
	CHECK_HAS(buf_str(&text), "\ntell begin ");
	CHECK_HAS(buf_str(&text), "stick/figures.pgm");
}

TEST(stick_show, a_board_without_a_screen_installs_all_the_same)
{
	static const char dot[] = "P5\n1 1\n255\n\xff";

	CHECK_OK(file_replace("done.pgm", dot, sizeof dot - 1, 0644));
	CHECK_OK(file_replace("figures.pgm", dot, sizeof dot - 1, 0644));
	CHECK_INT(install_show("no-screen", ".", "done", -1), SPLASH_NO_SCREEN);
	CHECK_INT(install_show("no-screen", ".", "done", 5), SPLASH_NO_SCREEN);
	CHECK(install_show("no-screen", ".", "absent", -1) < 0);
}
