#pragma once

/*
 * manual - the offline manual: one page for each code that a check, an outcome or an out-of-order screen shows
 *
 * Pages are CONTENT/manual/LANG/CODE.md, a letter and two digits: "P02.md". Markdown of the plainest kind, one
 * paragraph, heading or step a line:
 *     # The paper is out        the title, first line
 *     ## What you see           a heading
 *     1. Open the cover.        a step
 *     - The lamp blinks.        a point
 *     Anything else.            a paragraph
 * The codes are read when a technician first opens it, pages when they are looked at. Borrowed until the next call.
 */
#include <stdbool.h>
#include "visit/desk_work.h"

enum {
	MANUAL_CODE_ROOM = 4,
	MANUAL_TITLE_ROOM = 96,
	MANUAL_PAGES_MOST = 160,
	MANUAL_ROWS_MOST = 40,
	MANUAL_BYTES_MAX = 8192
};

struct manual_entry {
	char code[MANUAL_CODE_ROOM], title[MANUAL_TITLE_ROOM];
};

struct manual_page {
	struct desk_row rows[MANUAL_ROWS_MOST]; /* the first is the title */
	int n;
};

/* In the order of codes, in the language that staff read; 0: there is none, or this officer is no technician. */
int manual_entries(const struct manual_entry **out, struct visit *v);
bool manual_has(struct visit *v, const char *code);
bool manual_is_code(const char *s); /* a capital and two digits */
/* NULL: no such page. Those of V are about visits, those of F about updates, told on the start screen: for every officer
 * who is here. */
const struct manual_page *manual_page(struct visit *v, const char *code);

/* Pure: cuts text (it is changed) into rows that point into it; rows over the ceiling are left out. */
void manual_cut(struct manual_page *out, char *text);
void manual_free(struct visit *v); /* for visit_free() */
