/* A text under a caret: whole letters, ceilings, nothing left behind. */
#include <stdlib.h>

#include "sys/text.h"
#include "ui/edit.h"
#include "ui_kit.h"

static char text[64];
static struct edit e;

static void with(const char *words)
{
	memset(text, 0, sizeof text);
	edit_init(&e, text, sizeof text);
	edit_insert(&e, words);
}

/* "ab|c" */
static const char *state(void)
{
	static char out[80];

	memcpy(out, e.text, e.caret);
	out[e.caret] = '|';
	strcpy(out + e.caret + 1, e.text + e.caret);
	return out;
}

TEST(edit, begins_behind_what_is_there)
{
	strcpy(text, "fiets");
	edit_init(&e, text, sizeof text);
	CHECK_TEXT(state(), "fiets|");
}

TEST(edit, inserts_at_the_caret)
{
	with("ac");
	edit_left(&e);
	edit_insert(&e, "b");
	CHECK_TEXT(state(), "ab|c");
	edit_insert(&e, "ëé");
	CHECK_TEXT(state(), "abëé|c");
}

TEST(edit, walks_by_letters_not_bytes)
{
	with("aé€😀");
	edit_left(&e);
	CHECK_TEXT(state(), "aé€|😀");
	edit_left(&e);
	CHECK_TEXT(state(), "aé|€😀");
	edit_left(&e);
	CHECK_TEXT(state(), "a|é€😀");
	edit_left(&e);
	edit_left(&e);
	CHECK_TEXT(state(), "|aé€😀");
	edit_right(&e);
	edit_right(&e);
	CHECK_TEXT(state(), "aé|€😀");
	edit_right(&e);
	edit_right(&e);
	edit_right(&e);
	CHECK_TEXT(state(), "aé€😀|");
}

TEST(edit, rubs_out_whole_letters)
{
	with("aé€😀");
	edit_backspace(&e);
	CHECK_TEXT(state(), "aé€|");
	edit_backspace(&e);
	edit_backspace(&e);
	CHECK_TEXT(state(), "a|");
	edit_backspace(&e);
	edit_backspace(&e);
	CHECK_TEXT(state(), "|");
}

TEST(edit, deletes_whole_letters_ahead)
{
	with("é€😀x");
	for (int i = 0; i < 4; i++)
		edit_left(&e);
	edit_delete(&e);
	CHECK_TEXT(state(), "|€😀x");
	edit_delete(&e);
	edit_delete(&e);
	edit_delete(&e);
	CHECK_TEXT(state(), "|");
	edit_delete(&e);
	CHECK_TEXT(state(), "|");
}

/* The caret never stands between a letter and the mark that sits on it: typed after it, "x" would wear the mark. */
TEST(edit, walks_over_a_letter_and_its_marks_at_once)
{
	with("xe\u0301\u0323y");
	edit_left(&e);
	edit_left(&e);
	CHECK_TEXT(state(), "x|e\u0301\u0323y");
	edit_right(&e);
	CHECK_TEXT(state(), "xe\u0301\u0323|y");
	with("بّ");
	edit_left(&e);
	CHECK_INT(e.caret, 0);
}

/* Rubbing out takes one mark at a time: it was typed as one. Deleting ahead takes letter and marks. */
TEST(edit, deleting_leaves_no_mark_without_its_letter)
{
	with("e\u0301x");
	edit_left(&e);
	edit_left(&e);
	edit_delete(&e);
	CHECK_TEXT(state(), "|x");
	with("xe\u0301");
	edit_backspace(&e);
	CHECK_TEXT(state(), "xe|");
}

TEST(edit, control_characters_are_left_out)
{
	with("a\x01\x02\x1b[31m\x7f"
	     "b\xc2\x80\xc2\x9f"
	     "c");
	CHECK_TEXT(e.text, "a[31mbc");
}

TEST(edit, tabs_and_newlines_become_spaces_on_one_line)
{
	with("a\tb\nc\rd");
	CHECK_TEXT(e.text, "a b cd");
}

TEST(edit, newlines_stay_where_there_are_many_lines)
{
	memset(text, 0, sizeof text);
	edit_init(&e, text, sizeof text);
	e.multiline = true;
	edit_insert(&e, "a\nb\n");
	CHECK_TEXT(e.text, "a\nb\n");
}

TEST(edit, broken_utf_8_is_left_out)
{
	with("a\xff\xc3"
	     "b\xe2\x82"
	     "c\xed\xa0\x80"
	     "d\xc0\x80"
	     "e");
	CHECK_TEXT(e.text, "abcde");
	CHECK(utf8_valid(e.text, strlen(e.text)));
}

TEST(ceiling, a_letter_fits_whole_or_not_at_all)
{
	char small[5] = "";

	edit_init(&e, small, sizeof small);
	edit_insert(&e, "abc");
	CHECK(!e.full);
	edit_insert(&e, "€");
	CHECK_TEXT(small, "abc");
	CHECK(e.full);
	edit_insert(&e, "d");
	CHECK_TEXT(small, "abcd");
	CHECK(!e.full);
	edit_insert(&e, "x");
	CHECK_TEXT(small, "abcd");
	CHECK(e.full);
	edit_backspace(&e);
	CHECK(!e.full);
}

TEST(ceiling, room_minus_one_bytes)
{
	for (size_t n = 61; n <= 65; n++) {
		char many[80] = "";

		memset(many, 'a', n);
		with(many);
		CHECK_INT(strlen(e.text), n < 63 ? n : 63);
		CHECK_INT(e.full, n > 63);
	}
}

TEST(ceiling, room_for_nothing)
{
	char none[1] = "";

	edit_init(&e, none, 1);
	edit_insert(&e, "a");
	CHECK(e.full);
	CHECK_TEXT(none, "");
	edit_backspace(&e);
	edit_delete(&e);
	edit_left(&e);
	edit_right(&e);
	CHECK_INT(e.caret, 0);
}

TEST(edit, replaced_text_leaves_no_bytes)
{
	with("heel lang geheim");
	edit_replace(&e, "x");
	CHECK_TEXT(state(), "x|");
	for (size_t i = 1; i < sizeof text; i++)
		CHECK(text[i] == 0);
}

TEST(edit, rubbed_out_text_leaves_no_bytes)
{
	with("geheim€");
	for (int i = 0; i < 3; i++)
		edit_left(&e);
	for (int i = 0; i < 4; i++)
		edit_backspace(&e);
	for (int i = 0; i < 3; i++)
		edit_delete(&e);
	for (size_t i = 0; i < sizeof text; i++)
		CHECK(text[i] == 0);
}

/* Whatever happens: whole UTF-8, inside its room, the caret on a letter's edge, nothing behind the end. */
TEST(edit, holds_after_any_sequence)
{
	static const char *const typed[] = {
	        "a", "é", "€", "😀", "e\u0301", "ب", "\n", "\x1b", "\xff", "lange woorden", "ij"};
	uint64_t seed = 3;

	with("");
	for (int i = 0; i < 20000; i++) {
		uint32_t r = test_random(&seed);

		e.multiline = r & 0x1000;
		switch (r % 8) {
		case 0:
			edit_left(&e);
			break;
		case 1:
			edit_right(&e);
			break;
		case 2:
			edit_delete(&e);
			break;
		case 3:
			edit_backspace(&e);
			break;
		default:
			edit_insert(&e, typed[(r >> 16) % (sizeof typed / sizeof *typed)]);
		}
		CHECK(strlen(e.text) < e.room && e.caret <= strlen(e.text));
		CHECK(utf8_valid(e.text, strlen(e.text)));
		CHECK(utf8_valid(e.text, e.caret));
		for (size_t at = strlen(e.text); at < e.room; at++)
			CHECK(e.text[at] == 0);
	}
}
