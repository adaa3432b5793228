/* Colours: enough contrast everywhere, and files that say where they are wrong. */
#include <math.h>
#include <stdio.h>

#include "sys/file.h"
#include "ui/theme.h"
#include "ui_kit.h"

static float channel(uint32_t c)
{
	float v = (float)c / 255;

	return v <= 0.04045f ? v / 12.92f : powf((v + 0.055f) / 1.055f, 2.4f);
}

/* Relative luminance and contrast as WCAG 2.2 defines them. */
static float luminance(uint32_t rgb)
{
	return 0.2126f * channel(rgb >> 16 & 255) + 0.7152f * channel(rgb >> 8 & 255) + 0.0722f * channel(rgb & 255);
}

static float contrast(uint32_t a, uint32_t b)
{
	float la = luminance(a), lb = luminance(b);

	return ((la > lb ? la : lb) + 0.05f) / ((la > lb ? lb : la) + 0.05f);
}

struct pair {
	enum paint ink, ground;
	const char *where;
};

/* Every words-on-ground that widgets and screens draw. */
static const struct pair words[] = {
        {PAINT_INK, PAINT_PAGE, "words on the page"},
        {PAINT_INK, PAINT_CARD, "words on a card"},
        {PAINT_INK, PAINT_QUIET, "a quiet button"},
        {PAINT_INK, PAINT_QUIET_DOWN, "a quiet button under a finger"},
        {PAINT_INK, PAINT_CHOSEN, "a chosen option"},
        {PAINT_INK, PAINT_NOTE, "an explanation"},
        {PAINT_INK_SOFT, PAINT_PAGE, "soft words on the page"},
        {PAINT_INK_SOFT, PAINT_CARD, "soft words on a card"},
        {PAINT_INK_SOFT, PAINT_QUIET_DOWN, "soft words under a finger"},
        {PAINT_INK_SOFT, PAINT_CHOSEN, "soft words on a chosen option"},
        {PAINT_ON_MAIN, PAINT_MAIN, "the way on"},
        {PAINT_ON_MAIN, PAINT_MAIN_DOWN, "the way on under a finger"},
        {PAINT_ON_STOP, PAINT_STOP, "the way out"},
        {PAINT_ON_STOP, PAINT_STOP_DOWN, "the way out under a finger"},
        {PAINT_ERROR, PAINT_ERROR_SOFT, "a complaint"},
        {PAINT_ERROR, PAINT_PAGE, "a complaint on the page"},
        {PAINT_MAIN, PAINT_PAGE, "our name"},
        {PAINT_OK, PAINT_PAGE, "done"},
};

/* What is no text but must be seen: 3:1. */
static const struct pair shapes[] = {
        {PAINT_FOCUS, PAINT_PAGE, "the focus ring on the page"},
        {PAINT_FOCUS, PAINT_CARD, "the focus ring on a card"},
        {PAINT_LINE, PAINT_PAGE, "a disabled button"},
        {PAINT_LINE, PAINT_CARD, "an example in an empty field"},
        {PAINT_MAIN, PAINT_CARD, "the edge of a chosen option, an icon"},
        {PAINT_MAIN, PAINT_QUIET_DOWN, "progress"},
        {PAINT_INK_SOFT, PAINT_CARD, "the edge of a field"},
        {PAINT_ERROR, PAINT_CARD, "the edge of a wrong field"},
};

static int faults(const struct theme *t, const struct pair *p, size_t n, float least)
{
	int bad = 0;

	for (size_t i = 0; i < n; i++) {
		float c = contrast(t->colour[p[i].ink], t->colour[p[i].ground]);

		if (c >= least)
			continue;
		bad++;
		fprintf(stderr, "theme %s: %s has %.2f:1 of %.1f:1\n", t->name, p[i].where, (double)c, (double)least);
	}
	return bad;
}

static void load(struct theme *t, const char *name, struct buf *warnings)
{
	char folder[4200];

	snprintf(folder, sizeof folder, "%s/assets/themes", test_root());
	CHECK_OK(theme_load(t, folder, name, warnings));
}

TEST(contrast, is_measured_as_wcag_does)
{
	CHECK(fabsf(contrast(0x000000, 0xffffff) - 21) < 0.01f);
	CHECK(fabsf(contrast(0x777777, 0xffffff) - 4.48f) < 0.01f);
	CHECK(fabsf(contrast(0xff0000, 0xffffff) - 4.0f) < 0.01f);
}

TEST(contrast, words_can_be_read_in_every_theme)
{
	int bad = 0;

	for (const char *const *name = theme_names(); *name; name++) {
		struct theme t;

		load(&t, *name, NULL);
		bad += faults(&t, words, sizeof words / sizeof *words, strcmp(*name, "soft") == 0 ? 4.5f : 10);
	}
	CHECK_INT(bad, 0);
}

TEST(contrast, rings_edges_and_disabled_words_can_be_seen_in_every_theme)
{
	int bad = 0;

	for (const char *const *name = theme_names(); *name; name++) {
		struct theme t;

		load(&t, *name, NULL);
		bad += faults(&t, shapes, sizeof shapes / sizeof *shapes, 3);
	}
	CHECK_INT(bad, 0);
}

TEST(contrast, the_high_one_is_black_and_white)
{
	struct theme t;

	load(&t, "contrast", NULL);
	CHECK(contrast(t.colour[PAINT_INK], t.colour[PAINT_PAGE]) > 20.9f);
	CHECK(contrast(t.colour[PAINT_INK_SOFT], t.colour[PAINT_CARD]) > 20.9f);
}

TEST(contrast, the_soft_one_is_really_softer)
{
	struct theme t;

	load(&t, "soft", NULL);
	CHECK(contrast(t.colour[PAINT_INK], t.colour[PAINT_PAGE]) <= 8);
}

TEST(theme, files_of_the_product_have_no_bad_line)
{
	for (const char *const *name = theme_names(); *name; name++) {
		struct theme t;
		AUTO_BUF warnings;

		buf_init(&warnings, 4096);
		load(&t, *name, &warnings);
		CHECK_TEXT(buf_str(&warnings), "");
		CHECK_TEXT(t.name, *name);
	}
}

TEST(theme, the_file_of_the_default_changes_nothing)
{
	struct theme built, read;

	theme_default(&built);
	load(&read, "default", NULL);
	CHECK_BYTES(read.colour, built.colour, sizeof built.colour);
	CHECK_TEXT(built.name, "default");
}

static void write_theme(const char *text)
{
	CHECK_OK(file_replace("own.theme", text, strlen(text), 0600));
}

TEST(theme, a_missing_colour_stays_the_default)
{
	struct theme t, built;

	theme_default(&built);
	write_theme("# mine\nink = #010203\n");
	CHECK_OK(theme_load(&t, ".", "own", NULL));
	CHECK_INT(t.colour[PAINT_INK], 0x010203);
	CHECK_INT(t.colour[PAINT_PAGE], built.colour[PAINT_PAGE]);
	CHECK_TEXT(t.name, "own");
}

TEST(theme, bad_lines_are_named_with_file_and_line)
{
	static const char *const bad[] = {"ink = red", "ink = #12345", "ink = #1234567", "ink = #12345g",
	        "ink = 123456", "ink =", "ink", "inc = #123456", "ink = #1 2345", "= #123456"};
	struct theme built;

	theme_default(&built);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char text[200];
		struct theme t;
		AUTO_BUF warnings;

		buf_init(&warnings, 4096);
		snprintf(text, sizeof text, "# one\n\n%s\npage = #0a0b0c\n", bad[i]);
		write_theme(text);
		CHECK_OK(theme_load(&t, ".", "own", &warnings));
		if (!strstr(buf_str(&warnings), "./own.theme:3"))
			test_fail(__FILE__, __LINE__, "'%s' warns only '%s'", bad[i], buf_str(&warnings));
		CHECK_INT(t.colour[PAINT_INK], built.colour[PAINT_INK]);
		CHECK_INT(t.colour[PAINT_PAGE], 0x0a0b0c);
	}
}

TEST(theme, a_missing_file_is_named_and_the_old_colours_stay)
{
	struct theme t;

	theme_default(&t);
	t.colour[PAINT_INK] = 0x123456;
	CHECK(theme_load(&t, ".", "none", NULL) < 0);
	CHECK_HAS(err_why(), "./none.theme");
	CHECK_INT(t.colour[PAINT_INK], 0x123456);
}

TEST(theme, bytes_of_any_kind_do_no_harm)
{
	uint64_t seed = 5;
	char text[400];

	for (int i = 0; i < 300; i++) {
		struct theme t;
		AUTO_BUF warnings;

		buf_init(&warnings, 65536);
		for (size_t j = 0; j < sizeof text - 1; j++)
			text[j] = "ink=#0af\n\t \xff{}\0p"[test_random(&seed) % 17];
		CHECK_OK(file_replace("own.theme", text, sizeof text, 0600));
		(void)!theme_load(&t, ".", "own", &warnings);
	}
}

TEST(theme, a_path_has_a_ceiling)
{
	char folder[1300];
	struct theme t;

	memset(folder, 'x', sizeof folder);
	folder[sizeof folder - 1] = 0;
	theme_default(&t);
	CHECK(theme_load(&t, folder, "own", NULL) < 0);
	CHECK_HAS(err_why(), "path too long");
}

/* The file's own ceiling is that of every settings file: see where it lies and that it is told. */
TEST(theme, a_file_has_a_ceiling)
{
	static char text[300 * 1024];
	struct theme t;
	int last = 0;

	theme_default(&t);
	memset(text, '#', sizeof text);
	for (size_t n = 1024; n <= sizeof text; n *= 2) {
		CHECK_OK(file_replace("own.theme", text, n, 0600));
		last = theme_load(&t, ".", "own", NULL);
		if (last < 0)
			break;
	}
	CHECK(last < 0);
	CHECK_HAS(err_why(), "own.theme");
}
