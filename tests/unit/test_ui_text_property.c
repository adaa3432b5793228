/* What holds for every text: random ones of three scripts, broken ones, and where the caret stands. */
#include <math.h>

#include "sys/arena.h"
#include "sys/text.h"
#include "ui/text_runs.h"
#include "ui_kit.h"

static struct kit k;

/* Lines follow each other and leave out newlines alone. */
static void lines_cover(const struct text_block *b, const char *text)
{
	size_t at = 0;

	for (int i = 0; i < b->n_lines; i++) {
		const struct text_line *l = &b->lines[i];

		if (i > 0 && l->from == at + 1) {
			CHECK(text[at] == '\n');
			at++;
		}
		CHECK_INT(l->from, at);
		CHECK(l->to >= l->from);
		at = l->to;
	}
	CHECK_INT(at, strlen(text));
}

/* Runs of a line show its bytes, each once, but for the spaces at its end. */
static void runs_cover(const struct text_line *l, const char *text)
{
	size_t bytes = 0, end = l->to;

	while (end > l->from && text[end - 1] == ' ')
		end--;
	for (int i = 0; i < l->n_runs; i++) {
		CHECK(l->runs[i].from >= l->from && l->runs[i].to <= end);
		bytes += l->runs[i].to - l->runs[i].from;
		for (int j = 0; j < i; j++)
			CHECK(l->runs[j].to <= l->runs[i].from || l->runs[j].from >= l->runs[i].to);
	}
	CHECK_INT(bytes, end - l->from);
}

/* One letter with its marks may be wider than the line; anything else may not. */
static bool is_one_letter(const struct text_line *l, const char *text)
{
	const char *p = text + l->from;
	int letters = 0;

	while (p < text + l->to) {
		uint32_t point = utf8_next(&p);

		letters += !text_point_joins(point) && point != ' ' && !(point >= 0x200b && point <= 0x200f) &&
		           !(point >= 0x2066 && point <= 0x2069);
	}
	return letters <= 1;
}

static void check_block(const struct text_block *b, const char *text, float max)
{
	float widest = 0;

	lines_cover(b, text);
	for (int i = 0; i < b->n_lines; i++) {
		const struct text_line *l = &b->lines[i];

		runs_cover(l, text);
		if (max > 0 && l->width_mm > max + 0.001f && !is_one_letter(l, text))
			test_fail(__FILE__, __LINE__, "line %d is %.3f mm of %.3f: '%.*s'", i, (double)l->width_mm,
			        (double)max, (int)(l->to - l->from), text + l->from);
		widest = fmaxf(widest, l->width_mm);
	}
	CHECK(b->width_mm == widest);
	CHECK(b->height_mm == (float)b->n_lines * b->line_mm);
}

TEST_LIMIT(property, every_line_is_as_narrow_as_asked_and_all_bytes_are_shown, 120)
{
	uint64_t seed = 20260314;
	char text[300];

	kit_fonts(&k, 5.9f);
	for (int i = 0; i < 1500; i++) {
		float max = 3 + (float)(test_random(&seed) % 150);
		size_t room = 2 + test_random(&seed) % (sizeof text - 2);
		size_t mark = arena_mark(k.arena);
		enum text_dir dir = test_random(&seed) & 1 ? DIR_RTL : DIR_LTR;

		kit_random_text(text, room, &seed);
		check_block(kit_layout(&k, text, i & 1 ? 3.5f : 8.5f, max, dir), text, max);
		arena_rewind(k.arena, mark);
	}
}

TEST(property, the_same_text_gives_the_same_lines)
{
	uint64_t seed = 7;
	char text[200];

	kit_fonts(&k, 5.9f);
	for (int i = 0; i < 100; i++) {
		struct text_block *a, *b;

		kit_random_text(text, sizeof text, &seed);
		a = kit_layout(&k, text, 4.8f, 70, DIR_RTL);
		fonts_forget(k.fonts);
		b = kit_layout(&k, text, 4.8f, 70, DIR_RTL);
		CHECK_INT(a->n_lines, b->n_lines);
		for (int l = 0; l < a->n_lines; l++)
			CHECK(a->lines[l].width_mm == b->lines[l].width_mm);
		arena_reset(k.arena);
	}
}

TEST_LIMIT(property, broken_utf_8_is_laid_out_and_drawn_without_harm, 60)
{
	uint64_t seed = 99;
	char text[120];
	struct coverage c;

	kit_fonts(&k, 5.9f);
	for (int i = 0; i < 1500; i++) {
		size_t n = 1 + test_random(&seed) % (sizeof text - 1);
		struct text_block *b;

		for (size_t j = 0; j < n; j++) {
			uint32_t r = test_random(&seed);

			text[j] = (char)(r & 0x100   ? 0x80 | (r & 0x7f)
			                 : r & 0x200 ? 0xc0 | (r & 0x3f)
			                             : (r & 0x7f) | 1);
		}
		text[n] = 0;
		b = kit_layout(&k, text, 4.8f, 40, i & 1 ? DIR_RTL : DIR_LTR);
		lines_cover(b, text);
		for (int l = 0; l < b->n_lines; l++)
			for (int r = 0; r < b->lines[l].n_runs; r++) {
				const struct text_run *run = &b->lines[l].runs[r];

				CHECK_OK(fonts_run_coverage(
				        k.fonts, &c, run->face, &b->style, run->text, run->n, run->rtl));
			}
		arena_reset(k.arena);
	}
}

/* ---- the caret ------------------------------------------------------------------------------------- */

static void caret_walks(const char *text, enum text_dir dir, float max)
{
	struct text_block *b = kit_layout(&k, text, 4.8f, max, dir);
	float x, before = 0;
	int line, line_before = -1;

	for (const char *p = text;; (void)utf8_next(&p)) {
		size_t at = (size_t)(p - text);

		x = text_caret(b, k.fonts, text, at, &line);
		CHECK(line >= 0 && line < b->n_lines && line >= line_before);
		CHECK(x > -0.01f);
		if (line == line_before && (dir == DIR_LTR ? x < before - 0.001f : x > before + 0.001f))
			test_fail(__FILE__, __LINE__, "'%s': before byte %zu the caret goes back from %.2f to %.2f mm",
			        text, at, (double)before, (double)x);
		line_before = line;
		before = x;
		if (!*p)
			break;
	}
	CHECK_INT(line, b->n_lines - 1);
}

TEST(caret, goes_on_with_every_letter)
{
	kit_fonts(&k, 5.9f);
	caret_walks("Wat is er gestolen? Een fiets (AV Waf To) \u2014 zwart.", DIR_LTR, 0);
	caret_walks("Wat is er gestolen? Een fiets, Gazelle Orange C7, zwart.", DIR_LTR, 50);
	caret_walks("a\n\nb\n", DIR_LTR, 50);
	caret_walks("Їжак і щука Київ", DIR_LTR, 0);
}

TEST(caret, goes_on_to_the_left_in_arabic)
{
	kit_fonts(&k, 5.9f);
	caret_walks("سرقت دراجتي السوداء", DIR_RTL, 0);
	caret_walks("سلام لا إله كتاب ممممم", DIR_RTL, 0);
	caret_walks("هنا يمكنك أن تبلغ عن شيء ضاع منك", DIR_RTL, 50);
}

TEST(caret, stands_at_the_edge_of_an_empty_text)
{
	int line;
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "", 4.8f, 0, DIR_LTR);
	CHECK(text_caret(b, k.fonts, "", 0, &line) == 0);
	CHECK_INT(line, 0);
	b = kit_layout(&k, "", 4.8f, 50, DIR_RTL);
	CHECK(text_caret(b, k.fonts, "", 0, &line) == 50);
}

TEST(caret, stands_behind_the_last_letter)
{
	int line;
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "fiets", 4.8f, 0, DIR_LTR);
	CHECK(text_caret(b, k.fonts, "fiets", 5, &line) == b->width_mm);
	b = kit_layout(&k, "سلام", 4.8f, 0, DIR_RTL);
	CHECK(text_caret(b, k.fonts, "سلام", 8, &line) == 0);
	CHECK(text_caret(b, k.fonts, "سلام", 0, &line) == b->width_mm);
}

TEST(caret, stands_behind_the_spaces_that_one_line_keeps)
{
	int line;
	float word, spaces;
	struct text_block *b;

	kit_fonts(&k, 5.9f);
	b = kit_layout(&k, "de  ", 4.8f, 0, DIR_LTR);
	word = text_caret(b, k.fonts, "de  ", 2, &line);
	spaces = text_caret(b, k.fonts, "de  ", 4, &line);
	CHECK(spaces > word + 1); /* who types a space sees the caret move */
}
