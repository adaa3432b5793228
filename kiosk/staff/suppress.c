#include "staff/suppress.h"

#include <string.h>

/*
 * The table with its totals as one grid in which every row and column adds up to zero: totals stand in it with
 * their sign turned. Whatever else fits all that is shown differs from it by closed paths of "one more, one
 * less", and each such path goes through hidden cells only.
 */

enum { NODES = SUPPRESS_ROWS + SUPPRESS_COLUMNS };

static bool is_total(const struct suppress *t, int row, int column)
{
	return (row == t->rows) != (column == t->columns); /* the grand total counts as a cell: turned twice */
}

/* Totals of columns say nothing new in a table of one row, and are not shown. */
static bool is_free(const struct suppress *t, int row, int column)
{
	return t->rows == 1 && row == t->rows && column < t->columns;
}

static bool is_grand(const struct suppress *t, int row, int column)
{
	return column == t->columns && (row == t->rows || t->rows == 1);
}

static bool is_known(const struct suppress *t, int row, int column)
{
	if (is_grand(t, row, column))
		return t->n[row][column] >= SUPPRESS_LEAST;
	return t->mark[row][column] == MARK_SHOWN && !is_free(t, row, column);
}

/* May the true number be one more, one less, for all that a reader knows of it? */
static bool may_rise(const struct suppress *t, int row, int column)
{
	if (is_known(t, row, column))
		return false;
	return is_free(t, row, column) || t->mark[row][column] != MARK_SMALL || t->n[row][column] < SUPPRESS_LEAST - 1;
}

static bool may_fall(const struct suppress *t, bool small_are_marked, int row, int column)
{
	int64_t least = t->mark[row][column] == MARK_HIDDEN && small_are_marked ? SUPPRESS_LEAST : 1;

	if (is_known(t, row, column))
		return false;
	return is_free(t, row, column) || t->n[row][column] > least;
}

static bool small_are_marked(const struct suppress *t)
{
	for (int r = 0; r <= t->rows; r++)
		for (int c = 0; c <= t->columns; c++)
			if (t->mark[r][c] == MARK_SMALL)
				return true;
	return false;
}

/* An arrow row -> column: the cell takes one more (a total: one less). */
static bool goes(const struct suppress *t, bool small, int row, int column, bool to_column)
{
	bool rises = to_column != is_total(t, row, column);

	return rises ? may_rise(t, row, column) : may_fall(t, small, row, column);
}

/* Is there a way through hidden cells other than this one from one of its ends to the other? */
static bool has_way(const struct suppress *t, bool small, int row, int column, bool from_column)
{
	int queue[NODES], n = 0, first = t->rows + 1;
	bool seen[NODES] = {false};
	int start = from_column ? first + column : row, goal = from_column ? row : first + column;

	queue[n++] = start;
	seen[start] = true;
	for (int i = 0; i < n && !seen[goal]; i++) {
		bool is_row = queue[i] < first;

		for (int k = 0; k <= (is_row ? t->columns : t->rows); k++) {
			int r = is_row ? queue[i] : k, c = is_row ? k : queue[i] - first, to = is_row ? first + c : r;

			if (seen[to] || (r == row && c == column) || !goes(t, small, r, c, is_row))
				continue;
			seen[to] = true;
			queue[n++] = to;
		}
	}
	return seen[goal];
}

static bool given_away(const struct suppress *t, bool small, int row, int column)
{
	/* row -> column by this cell, back by another way; or the other way round. */
	return !(goes(t, small, row, column, true) && has_way(t, small, row, column, true)) &&
	       !(goes(t, small, row, column, false) && has_way(t, small, row, column, false));
}

bool suppress_is_given_away(const struct suppress *t, int row, int column)
{
	return t->mark[row][column] != MARK_SHOWN && !is_free(t, row, column) &&
	       given_away(t, small_are_marked(t), row, column);
}

static void add_up(struct suppress *t)
{
	for (int r = 0; r <= t->rows; r++)
		t->n[r][t->columns] = 0;
	for (int c = 0; c <= t->columns; c++)
		t->n[t->rows][c] = 0;
	for (int r = 0; r < t->rows; r++) {
		for (int c = 0; c < t->columns; c++) {
			t->n[r][t->columns] += t->n[r][c];
			t->n[t->rows][c] += t->n[r][c];
			t->n[t->rows][t->columns] += t->n[r][c];
		}
	}
}

static bool find_given_away(const struct suppress *t, int *row, int *column)
{
	bool small = small_are_marked(t);

	for (int r = 0; r <= t->rows; r++) {
		for (int c = 0; c <= t->columns; c++) {
			if (t->mark[r][c] == MARK_SHOWN || is_free(t, r, c) || !given_away(t, small, r, c))
				continue;
			*row = r;
			*column = c;
			return true;
		}
	}
	return false;
}

/* The smallest shown number above zero beside it; else anywhere. Cells before totals: those are read first. */
static bool hide_next(struct suppress *t, int row, int column)
{
	int best_r = -1, best_c = -1;
	int64_t best = 0;

	for (int pass = 0; pass < 2 && best_r < 0; pass++) {
		for (int r = 0; r <= t->rows; r++) {
			for (int c = 0; c <= t->columns; c++) {
				int64_t weight = t->n[r][c] + (r == t->rows || c == t->columns ? INT64_C(1) << 40 : 0);

				if (t->mark[r][c] != MARK_SHOWN || t->n[r][c] == 0 || is_grand(t, r, c) ||
				        is_free(t, r, c) || (pass == 0 && r != row && c != column) ||
				        (best_r >= 0 && weight >= best))
					continue;
				best_r = r;
				best_c = c;
				best = weight;
			}
		}
	}
	if (best_r >= 0)
		t->mark[best_r][best_c] = MARK_HIDDEN;
	return best_r >= 0;
}

static void hide_all(struct suppress *t, bool zeroes)
{
	for (int r = 0; r <= t->rows; r++)
		for (int c = 0; c <= t->columns; c++)
			if ((t->n[r][c] || zeroes) && !is_grand(t, r, c))
				t->mark[r][c] = MARK_HIDDEN;
}

void suppress(struct suppress *t)
{
	int row, column;

	add_up(t);
	for (int r = 0; r <= t->rows; r++)
		for (int c = 0; c <= t->columns; c++)
			t->mark[r][c] = t->n[r][c] > 0 && t->n[r][c] < SUPPRESS_LEAST ? MARK_SMALL : MARK_SHOWN;
	while (find_given_away(t, &row, &column)) {
		if (hide_next(t, row, column))
			continue;
		/* Nothing left to hide: what is small is no longer told from what is not. */
		hide_all(t, false);
		if (find_given_away(t, &row, &column))
			hide_all(t, true);
		return;
	}
}
