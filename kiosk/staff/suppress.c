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
	return t->rows == 1 && row == t->rows && column < t->columns && t->columns > 1;
}

static bool is_grand(const struct suppress *t, int row, int column)
{
	return (column == t->columns && (row == t->rows || t->rows == 1)) || (row == t->rows && t->columns == 1);
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

static bool may_fall(const struct suppress *t, int star, int row, int column)
{
	int64_t least = t->mark[row][column] == MARK_HIDDEN ? star : 1;

	if (is_known(t, row, column))
		return false;
	return is_free(t, row, column) || t->n[row][column] > least;
}

/* What "*" is at least: small ones have a mark of their own while that is in use. Where all is "*", it may be nothing. */
static int star_of(const struct suppress *t)
{
	bool all = true;

	for (int r = 0; r <= t->rows; r++) {
		for (int c = 0; c <= t->columns; c++) {
			if (t->mark[r][c] == MARK_SMALL)
				return SUPPRESS_LEAST;
			all &= t->mark[r][c] == MARK_HIDDEN || is_free(t, r, c) || is_grand(t, r, c);
		}
	}
	return all ? 0 : 1;
}

/* An arrow row -> column: the cell takes one more (a total: one less). */
static bool goes(const struct suppress *t, int star, int row, int column, bool to_column)
{
	bool rises = to_column != is_total(t, row, column);

	return rises ? may_rise(t, row, column) : may_fall(t, star, row, column);
}

/* Is there a way through hidden cells other than this one from one of its ends to the other? */
static bool has_way(const struct suppress *t, int star, int row, int column, bool from_column)
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

			if (seen[to] || (r == row && c == column) || !goes(t, star, r, c, is_row))
				continue;
			seen[to] = true;
			queue[n++] = to;
		}
	}
	return seen[goal];
}

static bool given_away(const struct suppress *t, int star, int row, int column)
{
	/* row -> column by this cell, back by another way; or the other way round. */
	return !(goes(t, star, row, column, true) && has_way(t, star, row, column, true)) &&
	       !(goes(t, star, row, column, false) && has_way(t, star, row, column, false));
}

bool suppress_is_given_away(const struct suppress *t, int row, int column)
{
	return t->mark[row][column] != MARK_SHOWN && !is_free(t, row, column) && given_away(t, star_of(t), row, column);
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
	int star = star_of(t);

	for (int r = 0; r <= t->rows; r++) {
		for (int c = 0; c <= t->columns; c++) {
			if (t->mark[r][c] == MARK_SHOWN || is_free(t, r, c) || !given_away(t, star, r, c))
				continue;
			*row = r;
			*column = c;
			return true;
		}
	}
	return false;
}

/* ---- what to hide next ----------------------------------------------------------- */

enum { TOTAL_COSTS_BITS = 40 }; /* totals are what people read first: rather any number of cells */
static const int64_t no_way = INT64_MAX / 4;

/* What it costs to go along a cell: nothing when it is hidden already, else the number that readers lose. */
static int64_t cost(const struct suppress *t, int row, int column, bool to_column)
{
	bool rises = to_column != is_total(t, row, column);
	int64_t n = t->n[row][column];

	if (!is_known(t, row, column))
		return goes(t, SUPPRESS_LEAST, row, column, to_column) ? 0 : no_way;
	if (n == 0 || is_grand(t, row, column) || (!rises && n <= SUPPRESS_LEAST))
		return no_way;
	return n + (row == t->rows || column == t->columns ? INT64_C(1) << TOTAL_COSTS_BITS : 0);
}

struct way {
	int64_t cost[NODES];
	int from[NODES];
	bool done[NODES];
};

static int nearest(const struct way *w, int nodes)
{
	int best = -1;

	for (int i = 0; i < nodes; i++)
		if (!w->done[i] && w->cost[i] < no_way && (best < 0 || w->cost[i] < w->cost[best]))
			best = i;
	return best;
}

/* The cheapest way from one end of a cell to the other, not along itself (Dijkstra). */
static void find_way(struct way *w, const struct suppress *t, int row, int column, bool from_column)
{
	int first = t->rows + 1, nodes = first + t->columns + 1, at;

	for (int i = 0; i < nodes; i++) {
		w->cost[i] = no_way;
		w->done[i] = false;
	}
	w->cost[from_column ? first + column : row] = 0;
	while ((at = nearest(w, nodes)) >= 0) {
		bool is_row = at < first;

		w->done[at] = true;
		for (int k = 0; k <= (is_row ? t->columns : t->rows); k++) {
			int r = is_row ? at : k, c = is_row ? k : at - first, to = is_row ? first + c : r;
			int64_t by = r == row && c == column ? no_way : w->cost[at] + cost(t, r, c, is_row);

			if (by >= w->cost[to])
				continue;
			w->cost[to] = by;
			w->from[to] = at;
		}
	}
}

/* Hides what lies on the cheapest closed path through this cell. False: there is none. */
static bool hide_next(struct suppress *t, int row, int column)
{
	int first = t->rows + 1;
	struct way there, back;
	const struct way *w;
	int64_t up = no_way, down = no_way;

	find_way(&there, t, row, column, true);
	find_way(&back, t, row, column, false);
	if (goes(t, SUPPRESS_LEAST, row, column, true))
		up = there.cost[row];
	if (goes(t, SUPPRESS_LEAST, row, column, false))
		down = back.cost[first + column];
	if (up >= no_way && down >= no_way)
		return false;
	w = up <= down ? &there : &back;
	for (int at = up <= down ? row : first + column, end = up <= down ? first + column : row; at != end;) {
		int before = w->from[at], r = at < first ? at : before, c = (at < first ? before : at) - first;

		if (t->mark[r][c] == MARK_SHOWN)
			t->mark[r][c] = MARK_HIDDEN;
		at = before;
	}
	return true;
}

static void hide_all(struct suppress *t, bool zeroes)
{
	for (int r = 0; r <= t->rows; r++)
		for (int c = 0; c <= t->columns; c++)
			if ((t->n[r][c] || zeroes) && (!is_grand(t, r, c) || t->mark[r][c] == MARK_SMALL))
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
