#pragma once

/*
 * sheet - what goes on a piece of paper, laid out in millimetres
 *
 * Parts are added from top to bottom; each is laid out at once. A sheet knows its
 * language and direction: right-to-left mirrors pairs, banners and alignment. It
 * keeps two things in step: marks (what is drawn) and the access text (what a voice
 * reads, in the same order).
 *
 * Adding never fails by itself: the first trouble is kept and sheet_done() tells it.
 * A letter that no font has refuses the sheet: paper with holes is never printed.
 * No printed letter is smaller than 10 points (capitals of 2.5 mm).
 *
 * Everything lives in the arena given, also the sheet itself: the arena's owner wipes it.
 */
#include <stdbool.h>
#include "ui/text_layout.h"

struct sheet;

/* Answers of sheet_done(). */
enum {
	SHEET_MISSING_LETTER = 1, /* sheet_n_missing() tells how many */
	SHEET_TOO_LONG, /* over SHEET_MAX_MM */
	SHEET_TOO_MUCH, /* over SHEET_MAX_MARKS, or the QR text over its ceiling */
};
enum {
	SHEET_MAX_MM = 16000, /* the longest notice in large letters and two languages on a narrow roll is 7 m */
	SHEET_MAX_MARKS = 1800,
	SHEET_MIN_WIDTH_MM = 40,
	SHEET_MAX_WIDTH_MM = 190, /* A4 between its margins */
	SHEET_MAX_SCALE = 3
};

struct sheet_page {
	struct arena *arena; /* borrowed as long as the sheet */
	struct fonts *fonts; /* opened for this printer's dots per mm; likewise */
	float width_mm; /* what the head can reach */
	const char *lang; /* BCP 47, copied */
	enum text_dir dir;
	float scale; /* 1 = normal; 1.7 = large print (17 pt); 0 = 1; at most SHEET_MAX_SCALE */
};

NODISCARD int sheet_new(struct sheet **out, const struct sheet_page *page);

void sheet_banner(struct sheet *s, const char *text); /* white on black, full width */
void sheet_title(struct sheet *s, const char *text); /* the largest words */
void sheet_heading(struct sheet *s, const char *text);
void sheet_paragraph(struct sheet *s, const char *text);
void sheet_point(struct sheet *s, int number, const char *text); /* "1  Bring ..."; number 0 = a dot */
/* Beside each other where the paper is wide, unless a value of one word would have to be broken. */
void sheet_pair(struct sheet *s, const char *label, const char *value);
void sheet_number(struct sheet *s, const char *label, const char *number); /* framed; broken only at hyphens */
void sheet_notice(struct sheet *s, const char *text); /* a bar beside it: must not be overlooked */
void sheet_qr(struct sheet *s, const char *text, const char *caption);
void sheet_rule(struct sheet *s);
void sheet_space(struct sheet *s, float mm);
void sheet_footer(struct sheet *s, const char *text); /* centred, at the smallest size */

/* The same thing in two languages: beside each other, or below each other where the sheet is narrow or a word would
 * not fit whole into its column (a heading becomes smaller first). `right` may be NULL: one language, as
 * sheet_heading() and so on draw it, but in its own direction. */
enum sheet_words { SHEET_HEADING, SHEET_PARAGRAPH, SHEET_POINT, SHEET_STRONG };
struct sheet_side {
	const char *text;
	enum text_dir dir;
};
void sheet_beside(struct sheet *s, enum sheet_words what, int number, const struct sheet_side *left,
        const struct sheet_side *right);
bool sheet_is_wide(const struct sheet *s); /* two columns fit */

/* After the last part: 0, an answer above, or a surprise. */
NODISCARD int sheet_done(struct sheet *s);
int sheet_n_missing(const struct sheet *s);

float sheet_width_mm(const struct sheet *s);
float sheet_height_mm(const struct sheet *s);
const char *sheet_lang(const struct sheet *s);
enum text_dir sheet_dir(const struct sheet *s);
/* All words on the paper in reading order, a line a part; labels and values joined by ": ". */
const char *sheet_access_text(const struct sheet *s);

/* What is drawn, for raster. Later marks lie over earlier ones. */
enum sheet_mark_kind { SHEET_TEXT, SHEET_FILL, SHEET_QR };
struct sheet_mark {
	enum sheet_mark_kind kind;
	bool white; /* drawn in white (on a fill) */
	bool centred; /* SHEET_TEXT: each line in the middle of w_mm */
	float x_mm, y_mm, w_mm, h_mm; /* from the sheet's upper left corner */
	float round_mm; /* SHEET_FILL: radius of the corners */
	const struct text_block *block; /* SHEET_TEXT: laid out to w_mm */
	const struct qr *qr; /* SHEET_QR: as large as whole dots allow, in the middle of the box */
};
int sheet_n_marks(const struct sheet *s);
/* Heights at which a page may end: between parts, never right below a heading. In order, the first is above 0. */
int sheet_breaks(const float **at_mm, const struct sheet *s);
const struct sheet_mark *sheet_marks(const struct sheet *s);
struct fonts *sheet_fonts(const struct sheet *s);
