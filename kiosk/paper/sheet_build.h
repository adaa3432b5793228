#pragma once

/* sheet_build - a sheet while it grows: what sheet.c (the whole) and sheet_parts.c (its parts) share */
#include "paper/sheet.h"

enum { SHEET_WIDE_MM = 60 }; /* from here on two columns fit side by side */

struct sheet {
	struct sheet_page page;
	struct sheet_mark *marks;
	int n_marks, marks_room;
	const char **lines; /* the access text, a line a part */
	int n_lines, lines_room;
	const char *access;
	float y_mm; /* where the next part begins */
	float gap_mm; /* what the last part wants below it; the larger of two meeting gaps counts */
	float *breaks;
	int n_breaks, breaks_room;
	bool holds_next; /* the part before must not be the last of a page */
	int n_missing;
	int trouble; /* the first answer or surprise; parts added afterwards are ignored */
	bool done;
};

/* Letters of one role. */
enum sheet_role {
	ROLE_TITLE,
	ROLE_TITLE_SMALL,
	ROLE_HEADING,
	ROLE_BODY,
	ROLE_STRONG,
	ROLE_LABEL,
	ROLE_VALUE,
	ROLE_BANNER,
	ROLE_SMALL
};
struct text_style sheet_style(const struct sheet *s, enum sheet_role role, enum text_dir dir);

/* Moves down by the gap that a part wants above it, and remembers the one below. False: the sheet is in trouble. */
bool sheet_begin_part(struct sheet *s, float above_mm, float below_mm);
/* Room for one more mark, or NULL when the sheet is in trouble. */
struct sheet_mark *sheet_add(struct sheet *s, enum sheet_mark_kind kind, float x, float y, float w, float h);
/* Text of the width w at (x, y); gives the mark, its h_mm set. Does not move y_mm. */
struct sheet_mark *sheet_add_text(
        struct sheet *s, enum sheet_role role, const char *text, float x, float y, float w, enum text_dir dir);
/* One line of the access text; NULL: no room was left for it. */
void sheet_say(struct sheet *s, const char *text);
void sheet_fail(struct sheet *s, int trouble);
/* x of a box w wide that begins at from_mm where reading begins: mirrored on a right-to-left sheet. */
float sheet_x(const struct sheet *s, float from_mm, float w);
