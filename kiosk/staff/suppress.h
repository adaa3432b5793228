#pragma once

/*
 * suppress - hides small numbers in a table so that nothing shown gives them away
 *
 * Cells of 1 to 4 are hidden; zero is shown (it is about nobody). Then the table is put to the test: a
 * hidden cell is given away when only one value fits all that is shown. It is not, exactly when some
 * closed path through hidden cells (rows and columns in turn, totals included) can take one from one cell and give it
 * to the next within what a reader knows: "<5" is 1..4, "*" is 5 or more. As long as one is given away, what
 * lies on the cheapest such path through it is hidden too (small numbers first, totals last). The grand total counts as known, for other tables tell it.
 * Should that not suffice, every hidden cell becomes "*" (1 or more), and at last zeroes
 * are hidden too: the table then shows its total alone.
 */
#include <stdbool.h>
#include <stdint.h>

enum { SUPPRESS_ROWS = 25, SUPPRESS_COLUMNS = 41, SUPPRESS_LEAST = 5 };
enum suppress_mark { MARK_SHOWN, MARK_SMALL, MARK_HIDDEN }; /* the number, "<5", "*" */

/* rows and columns without totals; suppress() fills in totals: row `rows`, column `columns`. Too big for a stack of a small thread. */
struct suppress {
	int rows, columns;
	int64_t n[SUPPRESS_ROWS][SUPPRESS_COLUMNS];
	enum suppress_mark mark[SUPPRESS_ROWS][SUPPRESS_COLUMNS];
};
void suppress(struct suppress *t);
/* True when the value of a hidden cell follows from what is shown. */
bool suppress_is_given_away(const struct suppress *t, int row, int column);
