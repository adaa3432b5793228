/* Lines: order of letters, breaking, sides, ceilings. */
#include <stdlib.h>

#include "sys/arena.h"
#include "sys/text.h"
#include "ui/text_runs.h"
#include "ui_kit.h"

static struct kit k;

static const char *seen(const char *text, enum text_dir dir)
{
	struct text_block *b = kit_layout(&k, text, 4.8f, 0, dir);

	CHECK_INT(b->n_lines, 1);
	return kit_seen(&k, b, 0);
}

/* ---- order ------------------------------------------------------------------------------ */

TEST(order, latin_stays_as_it_is)
{
	kit_fonts(&k, 5.9f);
	CHECK_TEXT(seen("Uw fiets (zwart), 2 sloten.", DIR_LTR), "Uw fiets (zwart), 2 sloten.");
}

TEST(order, arabic_runs_from_right_to_left)
{
	kit_fonts(&k, 5.9f);
	CHECK_TEXT(seen("سلام", DIR_RTL), "مالس");
}

TEST(order, latin_digits_in_arabic_keep_their_own_order)
{
	kit_fonts(&k, 5.9f);
	CHECK_TEXT(seen("في 2026 مارس", DIR_RTL), "سرام 2026 يف");
}

TEST(order, a_phone_number_between_isolates_keeps_its_order_in_arabic)
{
	kit_fonts(&k, 5.9f);
	/* Without the isolates its groups would stand the other way round. */
	CHECK_TEXT(seen("هاتف 06 12 34 56 78", DIR_RTL), "78 56 34 12 06 فتاه");
	CHECK_TEXT(seen("هاتف \u2068+31 6 1234-5678\u2069", DIR_RTL), "+31 6 1234-5678 فتاه");
}

TEST(order, a_record_number_between_isolates_keeps_its_order_in_arabic)
{
	const char *number = "DEMO-01-2-000017-9f3c00ab";

	kit_fonts(&k, 5.9f);
	CHECK_HAS(seen(text_isolate(k.arena, number), DIR_RTL), number);
	CHECK_TEXT(text_isolate(k.arena, number), "\u2068DEMO-01-2-000017-9f3c00ab\u2069");
}

TEST(order, an_arabic_name_stands_well_inside_a_dutch_sentence)
{
	kit_fonts(&k, 5.9f);
	CHECK_TEXT(seen("Dag \u2068علي\u2069, welkom.", DIR_LTR), "Dag يلع, welkom.");
}

TEST(order, a_dutch_street_stands_well_inside_an_arabic_sentence)
{
	kit_fonts(&k, 5.9f);
	CHECK_TEXT(
	        seen("في \u2068Stationsplein 12, Den Haag\u2069 مساء", DIR_RTL), "ءاسم Stationsplein 12, Den Haag يف");
}

TEST(order, brackets_are_turned_in_right_to_left_text)
{
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	CHECK_TEXT(seen("دراجة (سوداء)", DIR_RTL), "(ءادوس) ةجارد");
	b = kit_layout(&k, "دراجة (سوداء)", 4.8f, 0, DIR_RTL);
	for (int i = 0; i < b->lines[0].n_runs; i++)
		CHECK(b->lines[0].runs[i].rtl);
}

/* The picture of "(" in a right-to-left run is that of ")" in a left-to-right one. */
TEST(order, the_turned_bracket_is_really_drawn_turned)
{
	const struct text_style st = {.cap_mm = 8};
	struct coverage c;
	uint8_t turned[200 * 200];
	int w, h;

	kit_fonts(&k, 5.9f);
	CHECK_OK(fonts_run_coverage(k.fonts, &c, FACE_LATIN, &st, "(", 1, true));
	CHECK(c.width > 0 && c.width * c.height <= (int)sizeof turned);
	w = c.width;
	h = c.height;
	for (int y = 0; y < h; y++)
		memcpy(turned + y * w, c.rows + y * c.stride, (size_t)w);
	CHECK_OK(fonts_run_coverage(k.fonts, &c, FACE_LATIN, &st, ")", 1, false));
	CHECK_INT(c.width, w);
	CHECK_INT(c.height, h);
	CHECK_BYTES(turned, c.rows, (size_t)(w * h));
	CHECK_OK(fonts_run_coverage(k.fonts, &c, FACE_LATIN, &st, "(", 1, false));
	CHECK(memcmp(turned, c.rows, (size_t)(w * h)) != 0);
}

TEST(order, isolates_themselves_show_nothing_and_take_no_room)
{
	struct text_block *with, *without;

	kit_fonts(&k, 5.9f);
	with = kit_layout(&k, "\u2068abc\u2069", 4.8f, 0, DIR_LTR);
	without = kit_layout(&k, "abc", 4.8f, 0, DIR_LTR);
	CHECK(with->width_mm == without->width_mm);
	CHECK_INT(with->n_missing, 0);
}

/* ---- breaking ----------------------------------------------------------------------------- */

TEST(lines, break_at_spaces_and_behind_hyphens)
{
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "een twee drie", 4.8f, 40, DIR_LTR);
	CHECK(b->n_lines >= 2);
	CHECK_TEXT(kit_seen(&k, b, 0), "een twee");
	b = kit_layout(&k, "Noord-Nederland", 4.8f, 42, DIR_LTR);
	CHECK_INT(b->n_lines, 2);
	CHECK_TEXT(kit_seen(&k, b, 0), "Noord-");
}

TEST(lines, newlines_make_lines_and_empty_ones_stay)
{
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "a\n\nb\n", 4.8f, 50, DIR_LTR);
	CHECK_INT(b->n_lines, 4);
	CHECK_TEXT(kit_seen(&k, b, 0), "a");
	CHECK_TEXT(kit_seen(&k, b, 1), "");
	CHECK_TEXT(kit_seen(&k, b, 2), "b");
	CHECK_TEXT(kit_seen(&k, b, 3), "");
	CHECK(b->height_mm == 4 * b->line_mm);
}

TEST(lines, no_words_make_one_empty_line)
{
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "", 4.8f, 50, DIR_LTR);
	CHECK_INT(b->n_lines, 1);
	CHECK(b->width_mm == 0);
}

TEST(lines, spaces_at_the_end_of_a_line_are_swallowed)
{
	struct text_block *b, *bare;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "een      twee      ", 4.8f, 25, DIR_LTR);
	bare = kit_layout(&k, "een", 4.8f, 0, DIR_LTR);
	CHECK_INT(b->n_lines, 2);
	CHECK(b->lines[0].width_mm == bare->width_mm);
	CHECK_INT(b->lines[0].to, 9);
	CHECK_INT(b->lines[1].from, 9);
	CHECK_INT(b->lines[1].to, 19);
	CHECK_TEXT(kit_seen(&k, b, 1), "twee");
}

TEST(lines, a_word_longer_than_the_line_is_broken)
{
	const char *word = "Hottentottententententoonstelling";
	struct text_block *b;
	char all[64] = "";

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, word, 4.8f, 30, DIR_LTR);
	CHECK(b->n_lines > 3);
	for (int i = 0; i < b->n_lines; i++) {
		CHECK(b->lines[i].width_mm <= 30.001f);
		strcat(all, kit_seen(&k, b, i));
	}
	CHECK_TEXT(all, word);
}

/* A line begins on a letter: never on a mark, however narrow the line is. */
static void no_mark_begins_a_line(const char *text, float max_mm, enum text_dir dir)
{
	struct text_block *b = kit_layout(&k, text, 4.8f, max_mm, dir);

	for (int i = 0; i < b->n_lines; i++) {
		const char *at = text + b->lines[i].from;
		uint32_t first = utf8_next(&at);

		if (b->lines[i].from > 0 && text_point_joins(first))
			test_fail(__FILE__, __LINE__, "at %.1f mm line %d begins with the mark U+%04X", (double)max_mm,
			        i, first);
	}
}

TEST(lines, are_never_broken_between_a_letter_and_its_marks)
{
	kit_fonts(&k, 5.9f);
	for (float max = 0.5f; max < 40; max += 0.7f) {
		no_mark_begins_a_line("e\u0301e\u0302\u0323e\u0308e\u0301e\u0301e\u0301xe\u0327\u0301", max, DIR_LTR);
		no_mark_begins_a_line("بَبِبُبّبْبَّبًمِنَ", max, DIR_RTL);
	}
}

TEST(lines, know_marks_of_every_script)
{
	static const uint32_t marks[] = {0x300, 0x36f, 0x483, 0x591, 0x610, 0x64b, 0x65f, 0x670, 0x6d6, 0x6ed, 0x1ab0,
	        0x1dc0, 0x20d0, 0x20e3, 0xfe00, 0xfe0f, 0xfe20, 0x200c, 0x200d};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (!text_point_joins(marks[i]))
			test_fail(__FILE__, __LINE__, "U+%04X is not known as a mark", marks[i]);
	CHECK(!text_point_joins('e'));
	CHECK(!text_point_joins(0x628));
	CHECK(!text_point_joins(' '));
	CHECK(!text_point_joins(0x2068));
}

TEST(lines, of_a_right_to_left_block_end_flush)
{
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "هنا يمكنك أن تبلغ عن شيء ضاع منك أو سُرق منك اليوم", 4.8f, 60, DIR_RTL);
	CHECK(b->n_lines > 1);
	for (int i = 0; i < b->n_lines; i++) {
		const struct text_line *l = &b->lines[i];
		const struct text_run *last = &l->runs[l->n_runs - 1];

		CHECK(last->x_mm + last->width_mm > 59.99f && last->x_mm + last->width_mm < 60.01f);
		CHECK(l->runs[0].x_mm >= -0.001f);
	}
}

TEST(lines, of_a_left_to_right_block_begin_flush)
{
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "Hier kunt u melden dat u iets kwijt bent.", 4.8f, 60, DIR_LTR);
	CHECK(b->n_lines > 1);
	for (int i = 0; i < b->n_lines; i++)
		CHECK(b->lines[i].runs[0].x_mm == 0);
}

TEST(lines, runs_stand_side_by_side_and_make_the_width)
{
	struct text_block *b;
	float x = 0;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "Dag علي (سوداء) 06-12 Жук", 4.8f, 0, DIR_LTR);
	for (int i = 0; i < b->lines[0].n_runs; i++) {
		CHECK(b->lines[0].runs[i].x_mm == x);
		x += b->lines[0].runs[i].width_mm;
	}
	CHECK(x > b->width_mm - 0.01f && x < b->width_mm + 0.01f);
}

TEST(lines, the_capitals_stand_in_the_middle)
{
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "H", 5, 0, DIR_LTR);
	CHECK(b->line_mm == 10);
	CHECK(b->ascent_mm == 7.5f); /* 2.5 above, 5 of the letter, 2.5 below */
}

/* ---- long texts --------------------------------------------------------------------------------- */

static char *letters(size_t n, const char *one)
{
	size_t len = strlen(one);
	char *text = malloc(n * len + 1);

	CHECK(text);
	for (size_t i = 0; i < n; i++)
		memcpy(text + i * len, one, len);
	text[n * len] = 0;
	return text;
}

static int laid_out(size_t n, const char *one, float max_mm)
{
	struct text_style st = {.cap_mm = 4.8f};
	struct text_block *b = NULL;
	char *text = letters(n, one);
	int e = text_layout(&b, k.arena, k.fonts, &st, text, max_mm, DIR_LTR);

	CHECK(e <= 0 && (e == 0) == (b != NULL));
	free(text);
	return e;
}

TEST(ceiling, twenty_thousand_letters_and_no_more)
{
	kit_fonts(&k, 5.9f);
	CHECK_OK(laid_out(TEXT_POINTS_MAX - 1, "é", 150));
	CHECK_OK(laid_out(TEXT_POINTS_MAX, "é", 150));
	CHECK(laid_out(TEXT_POINTS_MAX + 1, "é", 150) < 0);
	CHECK_HAS(err_why(), "20000");
}

TEST(ceiling, letters_are_counted_not_bytes)
{
	kit_fonts(&k, 5.9f);
	CHECK_OK(laid_out(TEXT_POINTS_MAX, "€", 150));
}

TEST(ceiling, a_word_of_thousands_of_letters_is_measured_and_broken)
{
	char *text = letters(3000, "m");
	struct text_block *b;
	size_t shown = 0;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, text, 4.8f, 100, DIR_LTR);
	CHECK(b->n_lines > 100);
	for (int i = 0; i < b->n_lines; i++) {
		CHECK(b->lines[i].width_mm <= 100.001f);
		shown += strlen(kit_seen(&k, b, i));
	}
	CHECK_INT(shown, 3000);
	free(text);
}

TEST(ceiling, one_line_of_thousands_of_letters_has_its_whole_width)
{
	char *text = letters(5000, "m");
	float one;
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	one = kit_layout(&k, "mmmmmmmmmm", 4.8f, 0, DIR_LTR)->width_mm / 10;
	b = kit_layout(&k, text, 4.8f, 0, DIR_LTR);
	CHECK_INT(b->n_lines, 1);
	CHECK(b->width_mm > 4950 * one && b->width_mm < 5050 * one);
	free(text);
}

TEST(ceiling, no_room_in_the_arena_is_a_surprise)
{
	struct text_style st = {.cap_mm = 4.8f};
	struct text_block *b = NULL;
	struct arena *small;
	char *text = letters(3000, "ab ");

	kit_fonts(&k, 5.9f);
	for (size_t room = 4096; room < 1000000; room += 32768) {
		CHECK_OK(arena_new(&small, room, false));
		if (text_layout(&b, small, k.fonts, &st, text, 100, DIR_RTL) == 0) {
			CHECK(room > 100000);
			arena_free(small);
			free(text);
			return;
		}
		CHECK(b == NULL);
		CHECK_HAS(err_why(), "room");
		arena_free(small);
	}
	CHECK(false);
}
