/* Marks: equal looks have equal hashes, different looks do not. */
#include <stdlib.h>

#include "sys/arena.h"
#include "ui/marks.h"
#include "ui_kit.h"

static struct mark room[2 * MARKS_MAX];
static struct marks m = {room, 0};

static const struct box at = {1, 2, 30, 40};

TEST(marks, that_look_the_same_have_the_same_hash)
{
	static struct kit k;

	kit_fonts(&k, 5.9f);
	for (int i = 0; i < 2; i++) {
		marks_fill(&m, at, 2, PAINT_MAIN);
		marks_edge(&m, at, 2, 0.5f, PAINT_MAIN);
		marks_text(&m, at, kit_layout(&k, "fiets", 4.8f, 20, DIR_LTR), ALIGN_START, PAINT_INK);
		marks_icon(&m, at, ICON_BELL, false, PAINT_INK);
	}
	CHECK_INT(m.n, 8);
	for (int i = 0; i < 4; i++)
		CHECK_INT(room[i].hash, room[i + 4].hash);
}

/* Every property that an eye can see changes the hash. */
TEST(marks, that_look_different_have_different_hashes)
{
	static struct kit k;
	const struct text_block *a, *b, *c, *d, *e, *f;

	kit_fonts(&k, 5.9f);
	a = kit_layout(&k, "een twee", 4.8f, 0, DIR_LTR);
	b = kit_layout(&k, "een twee", 4.8f, 20, DIR_LTR);
	c = kit_layout(&k, "een tweE", 4.8f, 0, DIR_LTR);
	d = kit_layout(&k, "een twee", 4.9f, 0, DIR_LTR);
	e = kit_layout(&k, "een twee", 4.8f, 90, DIR_RTL);
	f = kit_layout(&k, "een twee", 4.8f, 0, DIR_RTL);
	(void)f;
	marks_fill(&m, at, 2, PAINT_MAIN);
	marks_fill(&m, at, 2, PAINT_CARD);
	marks_fill(&m, at, 2.1f, PAINT_MAIN);
	marks_fill(&m, (struct box){1, 2, 30, 40.1f}, 2, PAINT_MAIN);
	marks_fill(&m, (struct box){1.1f, 2, 30, 40}, 2, PAINT_MAIN);
	marks_edge(&m, at, 2, 0.5f, PAINT_MAIN);
	marks_edge(&m, at, 2, 0.6f, PAINT_MAIN);
	marks_icon(&m, at, ICON_BELL, false, PAINT_MAIN);
	marks_icon(&m, at, ICON_HELP, false, PAINT_MAIN);
	marks_icon(&m, at, ICON_BELL, true, PAINT_MAIN);
	marks_text(&m, at, a, ALIGN_START, PAINT_MAIN);
	marks_text(&m, at, a, ALIGN_CENTRE, PAINT_MAIN);
	marks_text(&m, at, a, ALIGN_START, PAINT_INK);
	marks_text(&m, at, b, ALIGN_START, PAINT_MAIN);
	marks_text(&m, at, c, ALIGN_START, PAINT_MAIN);
	marks_text(&m, at, d, ALIGN_START, PAINT_MAIN);
	marks_text(&m, at, e, ALIGN_START, PAINT_MAIN);
	marks_text_shifted(&m, at, a, 0.5f, PAINT_MAIN);
	for (int i = 0; i < m.n; i++)
		for (int j = 0; j < i; j++)
			if (room[i].hash == room[j].hash)
				test_fail(__FILE__, __LINE__, "marks %d and %d have the same hash", j, i);
}

TEST(marks, bold_words_are_other_words)
{
	static struct kit k;
	struct text_style st = {.cap_mm = 4.8f};
	struct text_block *thin, *bold;

	kit_fonts(&k, 5.9f);
	CHECK_OK(text_layout(&thin, k.arena, k.fonts, &st, "A", 0, DIR_LTR));
	st.bold = true;
	CHECK_OK(text_layout(&bold, k.arena, k.fonts, &st, "A", 0, DIR_LTR));
	marks_text(&m, at, thin, ALIGN_START, PAINT_INK);
	marks_text(&m, at, bold, ALIGN_START, PAINT_INK);
	CHECK(room[0].hash != room[1].hash);
}

TEST(marks, nothing_to_show_makes_no_mark)
{
	struct text_block none = {0};

	marks_icon(&m, at, ICON_NONE, false, PAINT_INK);
	marks_text(&m, at, NULL, ALIGN_START, PAINT_INK);
	marks_text(&m, at, &none, ALIGN_START, PAINT_INK);
	marks_text_shifted(&m, at, NULL, 1, PAINT_INK);
	CHECK_INT(m.n, 0);
}

TEST(marks, a_frame_holds_2000_and_leaves_out_the_rest)
{
	room[MARKS_MAX].radius_mm = 77;
	for (int i = 0; i < MARKS_MAX - 1; i++)
		marks_fill(&m, at, 1, PAINT_INK);
	CHECK_INT(m.n, MARKS_MAX - 1);
	marks_fill(&m, at, 1, PAINT_INK);
	CHECK_INT(m.n, MARKS_MAX);
	marks_fill(&m, at, 1, PAINT_INK);
	CHECK_INT(m.n, MARKS_MAX);
	CHECK(room[MARKS_MAX].radius_mm == 77);
}
