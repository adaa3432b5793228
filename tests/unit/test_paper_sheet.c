/* The sheet as a document: geometry in millimetres, mirrored, bounded, and its words. */
#include <errno.h>
#include <stdlib.h>

#include "paper/qr.h"
#include "paper_kit.h"

static struct sheet *new_sheet(struct kit *k, const char *lang)
{
	struct sheet *s;

	kit_open(k, "generic-80", lang);
	CHECK_OK(sheet_new(&s, &k->page));
	return s;
}

static const struct sheet_mark *mark(const struct sheet *s, int i)
{
	CHECK(i < sheet_n_marks(s));
	return &sheet_marks(s)[i];
}

TEST(sheet, parts_stand_below_each_other)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "nl");
	float bottom = 0;

	sheet_title(s, "Titel");
	sheet_heading(s, "Kop");
	sheet_paragraph(s, "Een regel.");
	sheet_rule(s);
	sheet_paragraph(s, "Nog een regel.");
	sheet_footer(s, "Voet");
	CHECK_OK(sheet_done(s));
	CHECK_INT(sheet_n_marks(s), 6);
	for (int i = 0; i < 6; i++) {
		CHECK(mark(s, i)->y_mm >= bottom);
		CHECK(mark(s, i)->h_mm > 0);
		bottom = mark(s, i)->y_mm + mark(s, i)->h_mm;
	}
	CHECK(sheet_height_mm(s) >= bottom - 0.001f);
	CHECK_TEXT(sheet_access_text(s), "Titel\nKop\nEen regel.\nNog een regel.\nVoet\n");
	CHECK_TEXT(sheet_lang(s), "nl");
	CHECK_INT(sheet_dir(s), DIR_LTR);
}

TEST(sheet, no_letter_is_smaller_than_ten_points)
{
	static const char *const profiles[] = {"generic-58", "tm-t88", "generic-80"};
	static const char *const languages[] = {"nl", "ar"};

	for (int p = 0; p < 3; p++)
		for (int l = 0; l < 2; l++) {
			struct kit k;
			struct sheet *s;

			kit_open(&k, profiles[p], languages[l]);
			s = kit_sheet(&k, languages[l]);
			for (int i = 0; i < sheet_n_marks(s); i++)
				if (mark(s, i)->kind == SHEET_TEXT)
					CHECK(mark(s, i)->block->style.cap_mm >= 2.5f);
		}
}

TEST(sheet, nothing_leaves_the_paper)
{
	static const char *const profiles[] = {"generic-58", "tm-t88", "generic-80"};
	static const char *const languages[] = {"nl", "en", "ar"};

	for (int p = 0; p < 3; p++)
		for (int l = 0; l < 3; l++) {
			struct kit k;
			struct sheet *s;

			kit_open(&k, profiles[p], languages[l]);
			s = kit_sheet(&k, languages[l]);
			for (int i = 0; i < sheet_n_marks(s); i++) {
				const struct sheet_mark *m = mark(s, i);

				CHECK(m->x_mm >= -0.01f && m->x_mm + m->w_mm <= sheet_width_mm(s) + 0.01f);
				CHECK(m->y_mm >= 0 && m->y_mm + m->h_mm <= sheet_height_mm(s) + 0.01f);
				if (m->kind == SHEET_TEXT)
					for (int n = 0; n < m->block->n_lines; n++)
						CHECK(m->block->lines[n].width_mm <= m->w_mm + 0.2f);
			}
		}
}

TEST(sheet, right_to_left_is_the_mirror_image)
{
	struct kit a, b;
	struct sheet *l = new_sheet(&a, "nl"), *r = new_sheet(&b, "ar");

	for (int i = 0; i < 2; i++) {
		struct sheet *s = i ? r : l;

		sheet_pair(s, "A", "B");
		sheet_notice(s, "C");
		sheet_point(s, 1, "D");
		sheet_qr(s, "X", "E");
		CHECK_OK(sheet_done(s));
	}
	CHECK_INT(sheet_n_marks(l), sheet_n_marks(r));
	for (int i = 0; i < sheet_n_marks(l); i++) {
		const struct sheet_mark *m = mark(l, i), *n = mark(r, i);
		float mirrored = sheet_width_mm(l) - n->x_mm - n->w_mm;

		CHECK_INT(m->kind, n->kind);
		CHECK(m->x_mm - mirrored < 0.01f && mirrored - m->x_mm < 0.01f);
	}
}

TEST(sheet, a_pair_is_two_columns_where_there_is_room)
{
	static const struct {
		const char *profile;
		bool beside;
	} rows[] = {{"generic-58", false}, {"tm-t88", true}, {"generic-80", true}};

	for (int i = 0; i < 3; i++) {
		struct kit k;
		struct sheet *s;

		kit_open(&k, rows[i].profile, "nl");
		CHECK_OK(sheet_new(&s, &k.page));
		sheet_pair(s, "Wat", "Een fiets");
		CHECK_OK(sheet_done(s));
		CHECK_INT(mark(s, 0)->y_mm == mark(s, 1)->y_mm, rows[i].beside);
		CHECK_INT(mark(s, 1)->x_mm > mark(s, 0)->x_mm + 10, rows[i].beside);
	}
}

/* "L-" / "293CB2D9-1-3-8664c8b" / "a" is no number that anybody can read out. */
TEST(sheet, a_number_that_would_be_broken_stands_under_its_label)
{
	static const char *const languages[] = {"nl", "ar"};

	for (int i = 0; i < 2; i++) {
		struct kit k;
		struct sheet *s;

		kit_open(&k, "generic-80", languages[i]);
		CHECK_OK(sheet_new(&s, &k.page));
		sheet_pair(s, "Aanvulling op", "L-293CB2D9-1-3-8664c8ba");
		CHECK_OK(sheet_done(s));
		CHECK(mark(s, 1)->y_mm > mark(s, 0)->y_mm + 2);
		CHECK_INT(mark(s, 1)->block->n_lines, 1);
	}
}

TEST(sheet, a_letter_that_no_font_has_refuses_it)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "nl");

	sheet_paragraph(s, "Goed.");
	sheet_pair(s, "Naam", "\xe1\x88\xb0\xe1\x88\x8b\xe1\x88\x9d"); /* three Ethiopic letters */
	sheet_paragraph(s, "Ook goed.");
	CHECK_INT(sheet_done(s), SHEET_MISSING_LETTER);
	CHECK_INT(sheet_n_missing(s), 3);
}

TEST(sheet, every_letter_of_the_launch_languages_is_there)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "nl");

	sheet_paragraph(s,
	        "\xc3\xa9\xc3\xab\xc3\xaf\xc3\xb6\xc3\xbc\xc3\xa0\xc3\xa8\xc3\xaa\xc3\xa7 \xe2\x82\xac \xe2\x80\x99 "
	        "\xe2\x80\x93 \xc4\xb3"); /* Dutch, French, German */
	sheet_paragraph(s, "\xc4\x85\xc4\x87\xc4\x99\xc5\x82\xc5\x84\xc3\xb3\xc5\x9b\xc5\xba\xc5\xbc"); /* Polish */
	sheet_paragraph(s, "\xc4\x9f\xc4\xb1\xc4\xb0\xc5\x9f"); /* Turkish */
	sheet_paragraph(s, "\xd1\x96\xd1\x97\xd1\x94\xd2\x91\xd1\x89"); /* Ukrainian */
	sheet_paragraph(s, "\xd8\xa7\xd9\x84\xd8\xb4\xd8\xb1\xd8\xb7\xd8\xa9\xd8\x9f \xd8\x8c"); /* Arabic */
	CHECK_OK(sheet_done(s));
}

TEST(sheet, has_a_longest_length)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "nl");

	sheet_paragraph(s, "Begin.");
	sheet_space(s, SHEET_MAX_MM - 20);
	sheet_paragraph(s, "Past.");
	CHECK_OK(sheet_done(s));
	s = new_sheet(&k, "nl");
	sheet_paragraph(s, "Begin.");
	sheet_space(s, SHEET_MAX_MM);
	CHECK_INT(sheet_done(s), SHEET_TOO_LONG);
	s = new_sheet(&k, "nl");
	sheet_space(s, SHEET_MAX_MM + 1);
	sheet_paragraph(s, "Te laat.");
	CHECK_INT(sheet_done(s), SHEET_TOO_LONG);
}

TEST(sheet, has_a_most_number_of_marks)
{
	for (int over = -1; over <= 1; over++) {
		struct kit k;
		struct sheet *s = new_sheet(&k, "nl");

		for (int i = 0; i < SHEET_MAX_MARKS / 3 - 1; i++) /* a disc, a digit and words */
			sheet_point(s, i + 1, "x");
		for (int i = 0; i < 3 + over; i++)
			sheet_rule(s);
		CHECK(sheet_height_mm(s) < SHEET_MAX_MM);
		CHECK_INT(sheet_done(s), over > 0 ? SHEET_TOO_MUCH : 0);
		CHECK_INT(sheet_n_marks(s), over > 0 ? SHEET_MAX_MARKS : SHEET_MAX_MARKS + over);
	}
}

TEST(sheet, refuses_a_code_that_would_not_fit)
{
	static char text[QR_MOST_BYTES + 2];

	for (int over = -1; over <= 1; over++) {
		struct kit k;
		struct sheet *s = new_sheet(&k, "nl");

		memset(text, 'a', sizeof text);
		text[QR_MOST_BYTES + over] = 0;
		sheet_qr(s, text, NULL);
		CHECK_INT(sheet_done(s), over > 0 ? SHEET_TOO_MUCH : 0);
	}
}

TEST(sheet, refuses_widths_and_sizes_that_are_none)
{
	static const struct {
		float width, scale;
		bool fine;
	} rows[] = {{39.9f, 1, false}, {40, 1, true}, {110, 1, true}, {190, 1, true}, {190.1f, 1, false}, {0, 1, false},
	        {72, 0, true}, {72, 0.9f, false}, {72, 3, true}, {72, 3.1f, false}, {72, -1, false}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct kit k;
		struct sheet *s;

		kit_open(&k, "generic-80", "nl");
		k.page.width_mm = rows[i].width;
		k.page.scale = rows[i].scale;
		CHECK_INT(sheet_new(&s, &k.page), rows[i].fine ? 0 : -EINVAL);
	}
}

TEST(sheet, a_full_arena_is_a_surprise_and_no_crash)
{
	for (size_t room = 4096; room <= 400 * 1024; room += 4096) {
		struct kit k;
		struct sheet *s;
		int r;

		kit_open(&k, "generic-80", "nl");
		arena_free(k.arena);
		CHECK_OK(arena_new(&k.arena, room, false));
		k.page.arena = k.arena;
		r = receipt_sheet(&s, &k.page, kit_receipt("nl"));
		CHECK(r == 0 || r == -ENOMEM);
		arena_free(k.arena);
		fonts_close(k.fonts);
		if (r == 0)
			return;
	}
	test_fail(__FILE__, __LINE__, "a receipt does not fit into 400 KB");
}

TEST(sheet, keeps_numbers_and_names_in_order_inside_arabic)
{
	struct kit k;
	struct sheet *s = new_sheet(&k, "ar");
	const struct text_block *b;

	sheet_pair(s, "\xd8\xa7\xd9\x84\xd9\x87\xd8\xa7\xd8\xaa\xd9\x81", "+31 6 12 34");
	CHECK_OK(sheet_done(s));
	b = mark(s, 1)->block;
	/* In visual order, left to right, it reads as it was typed. */
	AUTO_BUF seen;
	buf_init(&seen, 1000);
	for (int i = 0; i < b->lines[0].n_runs; i++)
		buf_add(&seen, b->lines[0].runs[i].text, b->lines[0].runs[i].n);
	CHECK_HAS(buf_str(&seen), "+31 6 12 34");
	CHECK_HAS(sheet_access_text(s), ": +31 6 12 34\n");
}
