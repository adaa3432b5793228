#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "staff/suppress.h"

/*
 * Whoever sees a table writes down every table that would look the same: "<5" is 1..4, "*" is 5 or more while any "<5"
 * stands in it (else 1 or more), shown numbers are what they are. When in all of them a hidden cell has one
 * and the same value, it was given away. Here that is done by trying them all.
 */

enum { R_MOST = 3, C_MOST = 4 };

struct guess {
	const struct suppress *t;
	bool small, shown; /* "<5", or a number, stands somewhere but in the grand total */
	int64_t most; /* a cell is tried up to this */
	int64_t n[R_MOST + 1][C_MOST + 1];
	int64_t low[R_MOST + 1][C_MOST + 1], high[R_MOST + 1][C_MOST + 1];
	long found;
};

static bool is_grand(const struct suppress *t, int r, int c)
{
	return (c == t->columns && (r == t->rows || t->rows == 1)) || (r == t->rows && t->columns == 1);
}

/* Totals of columns in a table of one row: not shown. */
static bool is_free(const struct suppress *t, int r, int c)
{
	return t->rows == 1 && r == 1 && c < t->columns && t->columns > 1;
}

static bool fits(const struct guess *g, int r, int c, int64_t v)
{
	const struct suppress *t = g->t;

	if (is_free(t, r, c))
		return true;
	if (is_grand(t, r, c) && t->n[r][c] >= SUPPRESS_LEAST)
		return v == t->n[r][c]; /* told elsewhere */
	switch (t->mark[r][c]) {
	case MARK_SHOWN:
		return v == t->n[r][c];
	case MARK_SMALL:
		return v >= 1 && v < SUPPRESS_LEAST;
	default:
		return v >= (g->small ? SUPPRESS_LEAST : g->shown ? 1 : 0);
	}
}

static void note(struct guess *g)
{
	g->found++;
	for (int r = 0; r <= g->t->rows; r++) {
		for (int c = 0; c <= g->t->columns; c++) {
			if (g->n[r][c] < g->low[r][c])
				g->low[r][c] = g->n[r][c];
			if (g->n[r][c] > g->high[r][c])
				g->high[r][c] = g->n[r][c];
		}
	}
}

static bool totals_fit(struct guess *g)
{
	const struct suppress *t = g->t;
	int64_t all = 0;

	for (int c = 0; c < t->columns; c++) {
		int64_t sum = 0;

		for (int r = 0; r < t->rows; r++)
			sum += g->n[r][c];
		g->n[t->rows][c] = sum;
		all += sum;
		if (!fits(g, t->rows, c, sum))
			return false;
	}
	g->n[t->rows][t->columns] = all;
	return fits(g, t->rows, t->columns, all);
}

static void try_all(struct guess *g, int at)
{
	const struct suppress *t = g->t;
	int wide = t->columns > 0 ? t->columns : 1, r = at / wide, c = at % wide;

	if (at == t->rows * t->columns) {
		if (totals_fit(g))
			note(g);
		return;
	}
	for (int64_t v = 0; v <= g->most; v++) {
		if (!fits(g, r, c, v))
			continue;
		g->n[r][c] = v;
		if (c == t->columns - 1) {
			int64_t sum = 0;

			for (int k = 0; k < t->columns; k++)
				sum += g->n[r][k];
			g->n[r][t->columns] = sum;
			if (!fits(g, r, t->columns, sum))
				continue;
		}
		try_all(g, at + 1);
	}
}

static void print(const struct suppress *t)
{
	for (int r = 0; r <= t->rows; r++) {
		for (int c = 0; c <= t->columns; c++)
			fprintf(stderr, " %3lld%s", (long long)t->n[r][c],
			        t->mark[r][c] == MARK_SHOWN   ? "  "
			        : t->mark[r][c] == MARK_SMALL ? "<5"
			                                      : "* ");
		fputc('\n', stderr);
	}
}

/* How many hidden cells follow from what is shown; the table itself must be among the guesses. */
static int solved(const struct suppress *t, bool compare)
{
	struct guess g = {.t = t};
	int n = 0;

	for (int r = 0; r <= t->rows; r++) {
		for (int c = 0; c <= t->columns; c++) {
			g.low[r][c] = INT64_MAX;
			g.high[r][c] = -1;
			g.small |= t->mark[r][c] == MARK_SMALL;
			g.shown |= t->mark[r][c] != MARK_HIDDEN && !is_grand(t, r, c) && !is_free(t, r, c);
			if (r < t->rows && c < t->columns && t->n[r][c] + 3 > g.most)
				g.most = t->n[r][c] + 3;
		}
	}
	try_all(&g, 0);
	if (!g.found)
		print(t);
	CHECK(g.found > 0);
	for (int r = 0; r <= t->rows; r++) {
		for (int c = 0; c <= t->columns; c++) {
			bool free_total = is_free(t, r, c);
			bool is = t->mark[r][c] != MARK_SHOWN && !free_total && g.low[r][c] == g.high[r][c];

			n += is;
			/* The program's own judgement and the trying agree. */
			if (compare && !free_total)
				CHECK_INT(suppress_is_given_away(t, r, c), is);
		}
	}
	return n;
}

static void set(struct suppress *t, int rows, int columns, const int *n)
{
	memset(t, 0, sizeof *t);
	t->rows = rows;
	t->columns = columns;
	for (int i = 0; i < rows * columns; i++)
		t->n[i / columns][i % columns] = n[i];
}

static void is_safe(struct suppress *t)
{
	suppress(t);
	for (int r = 0; r <= t->rows; r++)
		for (int c = 0; c <= t->columns; c++)
			if (t->n[r][c] > 0 && t->n[r][c] < SUPPRESS_LEAST)
				CHECK(t->mark[r][c] != MARK_SHOWN);
	if (solved(t, false)) {
		print(t);
		test_fail(__FILE__, __LINE__, "a hidden cell follows from the rest");
	}
}

/* Every table of that shape whose cells are among the values. */
static long all_tables(int rows, int columns, const int *values, int n_values)
{
	int at[R_MOST * C_MOST] = {0}, n[R_MOST * C_MOST], cells = rows * columns, i;
	static struct suppress t;
	long tables = 0;

	do {
		for (i = 0; i < cells; i++)
			n[i] = values[at[i]];
		set(&t, rows, columns, n);
		is_safe(&t);
		tables++;
		for (i = 0; i < cells && ++at[i] == n_values; i++)
			at[i] = 0;
	} while (i < cells);
	return tables;
}

TEST_LIMIT(suppress, no_hidden_cell_follows_in_any_small_table, 120)
{
	static const int dense[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, edges[] = {0, 1, 4, 5, 6}, few[] = {0, 1, 4, 7};
	long n = 0;

	n += all_tables(1, 1, dense, 10);
	n += all_tables(1, 2, dense, 10);
	n += all_tables(2, 1, dense, 10);
	n += all_tables(1, 3, dense, 10);
	n += all_tables(3, 1, edges, 5);
	n += all_tables(1, 4, edges, 5);
	n += all_tables(2, 2, dense, 9);
	n += all_tables(2, 3, few, 4);
	n += all_tables(3, 2, few, 4);
	printf("# suppress: %ld tables, none gave a hidden cell away\n", n);
	CHECK(n > 15000);
}

TEST_LIMIT(suppress, random_tables_are_safe_too, 120)
{
	static struct suppress t;
	uint64_t seed = 42;

	for (int i = 0; i < 1500; i++) {
		int rows = 1 + (int)(test_random(&seed) % 3), columns = 1 + (int)(test_random(&seed) % 3), n[9];

		for (int k = 0; k < rows * columns; k++)
			n[k] = (int)(test_random(&seed) % (test_random(&seed) % 2 ? 4 : 9));
		set(&t, rows, columns, n);
		is_safe(&t);
	}
}

/* The judgement by paths against trying all, also where the hiding itself would never leave it so. */
TEST_LIMIT(suppress, judgement_agrees_with_trying_all, 120)
{
	static struct suppress t;
	uint64_t seed = 7;
	int given = 0;

	for (int i = 0; i < 3000; i++) {
		int rows = 1 + (int)(test_random(&seed) % 2), columns = 2 + (int)(test_random(&seed) % 2), n[6];

		for (int k = 0; k < rows * columns; k++)
			n[k] = 1 + (int)(test_random(&seed) % 8);
		set(&t, rows, columns, n);
		suppress(&t); /* fills in the totals */
		for (int r = 0; r <= rows; r++)
			for (int c = 0; c <= columns; c++)
				t.mark[r][c] = t.n[r][c] < SUPPRESS_LEAST    ? MARK_SMALL
				               : test_random(&seed) % 4 == 0 ? MARK_HIDDEN
				                                             : MARK_SHOWN;
		if (t.n[rows][columns] >= SUPPRESS_LEAST)
			t.mark[rows][columns] = MARK_SHOWN;
		if (rows == 1)
			t.mark[0][columns] = t.mark[1][columns];
		given += solved(&t, true) > 0;
	}
	CHECK(given > 100); /* the test has teeth: primary hiding alone does give cells away */
}

TEST(suppress, shows_as_much_as_it_can)
{
	static struct suppress t;
	static const int big[] = {5, 6, 7, 800}, zero[] = {0, 0, 9, 9}, one[] = {3, 20, 30, 40};
	int hidden = 0;

	set(&t, 2, 2, big);
	suppress(&t);
	for (int i = 0; i < 9; i++)
		CHECK_INT(t.mark[i / 3][i % 3], MARK_SHOWN);
	CHECK_INT(t.n[2][2], 818);
	set(&t, 2, 2, zero);
	suppress(&t);
	CHECK_INT(t.mark[0][0], MARK_SHOWN);
	CHECK_INT(t.mark[1][1], MARK_SHOWN);
	set(&t, 2, 2, one);
	suppress(&t);
	CHECK_INT(t.mark[0][0], MARK_SMALL);
	CHECK_INT(t.mark[0][1], MARK_HIDDEN);
	CHECK_INT(t.mark[1][0], MARK_HIDDEN);
	for (int r = 0; r <= 2; r++)
		for (int c = 0; c <= 2; c++)
			hidden += t.mark[r][c] != MARK_SHOWN;
	CHECK_INT(hidden, 4);
}

TEST(suppress, two_fours_beside_each_other_are_no_secret_and_are_hidden_further)
{
	static struct suppress t;
	static const int fours[] = {4, 4};

	set(&t, 1, 2, fours);
	suppress(&t); /* 8 = 4 + 4 if both were "<5" */
	CHECK_INT(t.mark[0][0], MARK_HIDDEN);
	CHECK_INT(t.mark[0][1], MARK_HIDDEN);
	CHECK_INT(solved(&t, false), 0);
}

TEST(suppress, biggest_table_is_done_at_once)
{
	static struct suppress t;
	uint64_t seed = 3;

	memset(&t, 0, sizeof t);
	t.rows = SUPPRESS_ROWS - 1;
	t.columns = SUPPRESS_COLUMNS - 1;
	for (int r = 0; r < t.rows; r++)
		for (int c = 0; c < t.columns; c++)
			t.n[r][c] = test_random(&seed) % 3 ? 0 : (int64_t)(test_random(&seed) % 12);
	suppress(&t);
	for (int r = 0; r <= t.rows; r++)
		for (int c = 0; c <= t.columns; c++)
			CHECK(!suppress_is_given_away(&t, r, c));
}
