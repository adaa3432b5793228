#pragma once

/*
 * text_layout - words into lines, for the screen and for paper alike
 *
 * Splits at spaces, hyphens (but not those of a telephone number) and newlines
 * to a width, orders each line with the Unicode bidirectional algorithm
 * (FriBidi) and cuts it into runs of one face and one direction. A word wider than the line is broken between letters.
 * Numbers and names set inside right-to-left text keep their own order when
 * they stand between U+2068 and U+2069 (text_isolate()).
 *
 * The block and all in it live in the arena given; texts of runs are copies
 * there too.
 */
#include "sys/arena.h"
#include "ui/font.h"

enum text_dir { DIR_LTR, DIR_RTL };

struct text_run {
	const char *text;
	size_t n;
	float x_mm, width_mm; /* from the left edge of the block */
	size_t from, to; /* bytes of the source text that it shows */
	enum face face;
	bool rtl;
};

struct text_line {
	struct text_run *runs; /* in visual order, left to right */
	int n_runs;
	float width_mm;
	size_t from, to; /* bytes of the source text that this line shows */
};

struct text_block {
	struct text_line *lines;
	int n_lines;
	float width_mm, height_mm; /* of the widest line; of all lines */
	float flush_mm; /* where an empty line of a right-to-left block begins */
	float line_mm, ascent_mm; /* pitch; from the top of a line to its baseline */
	struct text_style style;
	enum text_dir dir;
	int n_broken; /* words that were longer than a line and were parted between letters */
	int n_missing; /* code points that no face has: refuse on paper */
};

/* Lines of a right-to-left block end flush at max_mm. max_mm <= 0: one line. */
NODISCARD int text_layout(struct text_block **out, struct arena *a, struct fonts *f, const struct text_style *st,
        const char *text, float max_mm, enum text_dir dir);
/* Where the caret stands before byte `at`, in millimetres from the left, and on which line. */
float text_caret(const struct text_block *b, struct fonts *f, const char *text, size_t at, int *line);
/* The text between first-strong-isolate marks, so that its digits and letters keep their order. */
const char *text_isolate(struct arena *a, const char *text);
