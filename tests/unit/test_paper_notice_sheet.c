/* A notice as a sheet: two languages beside each other, whole words and numbers, and a foot that tells what it is. */
#include <errno.h>
#include <math.h>
#include <stdio.h>

#include "paper/notice_sheet.h"
#include "paper_kit.h"
#include "sys/arena.h"
#include "ui/text_layout.h"

#define ARABIC "\xd8\xa7\xd9\x84\xd8\xb4\xd8\xb1\xd8\xb7\xd8\xa9" /* "the police" */

static struct sheet *new_sheet(struct kit *k, const char *profile, const char *lang)
{
	struct sheet *s;

	kit_open(k, profile, lang);
	CHECK_OK(sheet_new(&s, &k->page));
	return s;
}

static const struct sheet_mark *mark(const struct sheet *s, int i)
{
	CHECK(i < sheet_n_marks(s));
	return &sheet_marks(s)[i];
}

static void beside(
        struct sheet *s, enum sheet_words what, int number, const char *left, const char *right, enum text_dir dir)
{
	struct sheet_side a = {left, DIR_LTR}, b = {right, dir};

	sheet_beside(s, what, number, &a, right ? &b : NULL);
}

static int near(float a, float b)
{
	return fabsf(a - b) < 0.01f;
}

/* ---- two languages -------------------------------------------------------------------------- */

TEST(beside, columns_on_a_wide_roll_and_below_each_other_on_a_narrow_one)
{
	static const char *const profiles[] = {"generic-58", "tm-t88", "generic-80"};

	for (int i = 0; i < 3; i++) {
		struct kit k;
		struct sheet *s = new_sheet(&k, profiles[i], "nl");
		const struct sheet_mark *a, *b;

		beside(s, SHEET_PARAGRAPH, 0, "Goed zo.", ARABIC, DIR_RTL);
		CHECK_OK(sheet_done(s));
		CHECK_INT(sheet_n_marks(s), 2);
		a = mark(s, 0);
		b = mark(s, 1);
		CHECK_INT(near(a->y_mm, b->y_mm), i > 0);
		CHECK_INT(b->x_mm > a->x_mm + a->w_mm + 2, i > 0);
		CHECK(i > 0 || b->y_mm > a->y_mm + a->h_mm);
		CHECK(near(b->x_mm + b->w_mm, sheet_width_mm(s)));
		CHECK_INT(b->block->dir, DIR_RTL);
		CHECK(near(sheet_height_mm(s), fmaxf(a->y_mm + a->h_mm, b->y_mm + b->h_mm)));
		CHECK_TEXT(sheet_access_text(s), "Goed zo.\n" ARABIC "\n");
	}
}

TEST(beside, the_next_part_begins_below_the_taller_side)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "generic-80", "nl");

	beside(s, SHEET_PARAGRAPH, 0, "Kort.", "Much longer, so that it needs more than one line here.", DIR_LTR);
	beside(s, SHEET_PARAGRAPH, 0, "Nog een.", "One more.", DIR_LTR);
	CHECK_OK(sheet_done(s));
	CHECK(mark(s, 1)->h_mm > mark(s, 0)->h_mm);
	CHECK(mark(s, 2)->y_mm > mark(s, 1)->y_mm + mark(s, 1)->h_mm);
	CHECK(near(mark(s, 2)->y_mm, mark(s, 3)->y_mm));
}

TEST(beside, one_language_has_the_whole_width_in_its_own_direction)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "generic-80", "nl");
	struct sheet_side ar = {ARABIC, DIR_RTL};

	sheet_beside(s, SHEET_HEADING, 0, &ar, NULL);
	CHECK_OK(sheet_done(s));
	CHECK_INT(sheet_n_marks(s), 1);
	CHECK(near(mark(s, 0)->w_mm, sheet_width_mm(s)));
	CHECK_INT(mark(s, 0)->block->dir, DIR_RTL);
}

TEST(beside, signs_stand_where_each_side_begins_to_be_read)
{
	static const struct {
		enum sheet_words what;
		int number;
	} rows[] = {{SHEET_POINT, 0}, {SHEET_POINT, 1}, {SHEET_POINT, 24}, {SHEET_STRONG, 0}};

	for (int i = 0; i < 4; i++) {
		struct kit k;
		struct sheet *s = new_sheet(&k, "generic-80", "nl");
		const struct sheet_mark *m;

		beside(s, rows[i].what, rows[i].number, "Een", ARABIC, DIR_RTL);
		CHECK_OK(sheet_done(s));
		CHECK_INT(sheet_n_marks(s), 4); /* words, sign, words, sign */
		m = sheet_marks(s);
		CHECK(near(m[1].x_mm, 0));
		CHECK(m[0].x_mm >= m[1].x_mm + m[1].w_mm - 0.01f);
		CHECK(near(m[3].x_mm + m[3].w_mm, sheet_width_mm(s)));
		CHECK(m[2].x_mm + m[2].w_mm <= m[3].x_mm + 0.01f);
		CHECK_INT(m[1].kind, rows[i].number ? SHEET_TEXT : SHEET_FILL);
		if (rows[i].number)
			CHECK_INT(m[1].block->n_lines, 1);
		if (rows[i].what == SHEET_STRONG)
			CHECK(near(m[1].h_mm, m[0].h_mm));
	}
}

TEST(beside, a_voice_reads_the_number_of_a_point)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "generic-80", "nl");

	beside(s, SHEET_POINT, 2, "Bel uw bank.", "Call your bank.", DIR_LTR);
	beside(s, SHEET_POINT, 0, "Los.", NULL, DIR_LTR);
	beside(s, SHEET_POINT, 3, "", "Only here.", DIR_LTR);
	CHECK_OK(sheet_done(s));
	CHECK_TEXT(sheet_access_text(s), "2. Bel uw bank.\n2. Call your bank.\nLos.\n3. Only here.\n");
}

TEST(beside, a_word_that_fits_no_column_takes_the_whole_width)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "generic-80", "nl");

	beside(s, SHEET_PARAGRAPH, 0, "Bedrijfsmaatschappelijk werk.", "Company social work.", DIR_LTR);
	beside(s, SHEET_PARAGRAPH, 0, "Company social work.", "Bedrijfsmaatschappelijk werk.", DIR_LTR);
	CHECK_OK(sheet_done(s));
	for (int i = 0; i < 4; i++) {
		CHECK(near(mark(s, i)->w_mm, sheet_width_mm(s)));
		CHECK_INT(mark(s, i)->block->n_broken, 0);
	}
}

TEST(beside, a_heading_becomes_smaller_before_it_is_stacked)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "generic-80", "nl");

	beside(s, SHEET_HEADING, 0, "Kort", "Short", DIR_LTR);
	beside(s, SHEET_HEADING, 0, "Bereikbaarheid", "Being reached", DIR_LTR);
	beside(s, SHEET_HEADING, 0, "Bedrijfsmaatschappelijk", "Company", DIR_LTR);
	CHECK_OK(sheet_done(s));
	CHECK(mark(s, 2)->block->style.cap_mm < mark(s, 0)->block->style.cap_mm);
	CHECK(mark(s, 2)->block->style.cap_mm >= 2.5f);
	CHECK(near(mark(s, 2)->block->style.cap_mm, mark(s, 3)->block->style.cap_mm));
	CHECK(near(mark(s, 2)->y_mm, mark(s, 3)->y_mm));
	CHECK(mark(s, 5)->y_mm > mark(s, 4)->y_mm);
	for (int i = 0; i < 6; i++)
		CHECK_INT(mark(s, i)->block->n_broken, 0);
}

TEST(beside, large_letters_shrink_for_a_long_word_and_grow_back)
{
	struct kit k;
	struct sheet *s;

	kit_open(&k, "generic-58", "nl");
	k.page.scale = 1.45f;
	CHECK_OK(sheet_new(&s, &k.page));
	beside(s, SHEET_PARAGRAPH, 0, "Gewoon.", NULL, DIR_LTR);
	beside(s, SHEET_PARAGRAPH, 0, "De vertrouwenspersoon.", NULL, DIR_LTR);
	beside(s, SHEET_PARAGRAPH, 0, "Weer gewoon.", NULL, DIR_LTR);
	CHECK_OK(sheet_done(s));
	CHECK_INT(mark(s, 1)->block->n_broken, 0);
	CHECK(mark(s, 1)->block->style.cap_mm < mark(s, 0)->block->style.cap_mm);
	CHECK(mark(s, 1)->block->style.cap_mm >= 0.8f * mark(s, 0)->block->style.cap_mm);
	CHECK(near(mark(s, 2)->block->style.cap_mm, mark(s, 0)->block->style.cap_mm));
}

TEST(beside, a_page_may_end_between_parts_but_not_below_a_heading)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "generic-80", "nl");
	const float *at;

	beside(s, SHEET_PARAGRAPH, 0, "Een.", "One.", DIR_LTR);
	beside(s, SHEET_HEADING, 0, "Kop", "Head", DIR_LTR);
	beside(s, SHEET_PARAGRAPH, 0, "Twee.", "Two.", DIR_LTR);
	beside(s, SHEET_PARAGRAPH, 0, "Drie.", "Three.", DIR_LTR);
	CHECK_OK(sheet_done(s));
	CHECK_INT(sheet_breaks(&at, s), 2);
	CHECK(near(at[0], mark(s, 2)->y_mm));
	CHECK(near(at[1], mark(s, 6)->y_mm));
	CHECK(at[0] > 0 && at[0] < at[1]);
}

TEST(beside, a_full_arena_is_a_surprise_and_no_crash)
{
	for (size_t room = 2048; room <= 512 * 1024; room += 2048) {
		struct kit k;
		struct sheet *s;
		int r;

		kit_open(&k, "generic-80", "nl");
		CHECK_OK(arena_new(&k.page.arena, room, false));
		r = sheet_new(&s, &k.page);
		for (int i = 0; r == 0 && i < 12; i++)
			beside(s, (enum sheet_words)(i % 4), i, "Een regel met woorden.", "A line with words.",
			        DIR_LTR);
		if (r == 0)
			r = sheet_done(s);
		CHECK(r == 0 || r == -ENOMEM);
		arena_free(k.page.arena);
		fonts_close(k.fonts);
		arena_free(k.arena);
		if (r == 0)
			return;
	}
	test_fail(__FILE__, __LINE__, "twelve parts do not fit into 512 KB");
}
