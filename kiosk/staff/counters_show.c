#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "staff/counters_inside.h"
#include "sys/fault.h"
#include "sys/text.h"

static const struct {
	const char *name, *nl, *en;
} about[TABLES] = {
        [TABLE_HANDED] = {"handed", "Uitgereikte folders, per folder en taal",
                "Notices handed over, by notice and language"},
        [TABLE_FORMAT] = {"format", "Uitgereikte folders, per vorm", "Notices handed over, by form"},
        [TABLE_FIRST] = {"first", "Uitgereikt bij het eerste contact", "Handed over at the first contact"},
        [TABLE_MINUTES] = {"minutes", "Minuten van eerste contact of aanhouding tot uitreiking",
                "Minutes from first contact or arrest to the notice"},
        [TABLE_UNDERSTOOD] = {"understood", "Begrepen, volgens de terugvraag of de medewerker",
                "Understood, by teach-back or by the officer"},
        [TABLE_MISSING] = {"missing", "Gevraagde talen die er niet zijn", "Languages asked for that are not there"},
        [TABLE_PRINT] = {"print", "Prints die lukten, mislukten of waarbij het papier bijna op was",
                "Prints that came out, failed, or met a low roll"},
        [TABLE_WAITED] = {"waited", "Wachttijd na de bel", "Waiting time after the bell"},
};

const char *count_table_name(enum count_table table)
{
	return about[table].name;
}

const char *count_table_meaning(enum count_table table, bool dutch)
{
	return dutch ? about[table].nl : about[table].en;
}

struct filling {
	enum count_table table;
	struct count_shown *shown;
	struct suppress *grid;
};

/* The nth part of "a/b/c"; false when there is none, or it is too long to be one. */
static bool part(char out[TABLE_NAME_MAX + 1], const char *key, int nth)
{
	size_t n;

	while (nth-- > 0) {
		key = strchr(key, '/');
		if (!key++)
			return false;
	}
	n = strcspn(key, "/");
	if (n > TABLE_NAME_MAX)
		return false;
	memcpy(out, key, n);
	out[n] = 0;
	return true;
}

/* Its place among the names, a new one when it was not there; the last place takes all that come too late. */
static int place_of(char (*names)[TABLE_NAME_MAX + 1], int *n, int most, const char *name)
{
	for (int i = 0; i < *n; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	if (*n == most) {
		(void)text_copy(names[most - 1], TABLE_NAME_MAX + 1, "other");
		return most - 1;
	}
	(void)text_copy(names[*n], TABLE_NAME_MAX + 1, name);
	return (*n)++;
}

/* Which part of a key is the row and which the column; row -1: there is one row. */
static int take_key(void *me, const char *key, int64_t n)
{
	static const struct {
		const char *word;
		int row, column;
	} shape[TABLES] = {
	        [TABLE_HANDED] = {"handed", 1, 2},
	        [TABLE_FORMAT] = {"handed", -1, 3},
	        [TABLE_FIRST] = {"first", -1, 1},
	        [TABLE_MINUTES] = {"minutes", -1, 1},
	        [TABLE_UNDERSTOOD] = {"understood", -1, 1},
	        [TABLE_MISSING] = {"missing", -1, 1},
	        [TABLE_PRINT] = {"print", -1, 1},
	        [TABLE_WAITED] = {"waited", -1, 1},
	};
	struct filling *f = me;
	struct count_shown *s = f->shown;
	char word[TABLE_NAME_MAX + 1], row[TABLE_NAME_MAX + 1] = "", column[TABLE_NAME_MAX + 1];
	int r, c;

	if (!part(word, key, 0) || strcmp(word, shape[f->table].word) != 0)
		return 0;
	if ((shape[f->table].row >= 0 && !part(row, key, shape[f->table].row)) ||
	        !part(column, key, shape[f->table].column))
		return 0;
	r = place_of(s->row, &s->rows, TABLE_ROWS_MAX, row);
	c = place_of(s->column, &s->columns, TABLE_COLUMNS_MAX, column);
	f->grid->n[r][c] += n;
	return 0;
}

static void period_days(char from[11], char to[11], const struct count_period *p)
{
	unsigned year = (unsigned)p->year % 10000, month = (unsigned)p->month % 100;

	(void)snprintf(from, 11, "%04u-%02u-%02u", year, month, p->day ? (unsigned)p->day % 100 : 1);
	(void)snprintf(to, 11, "%04u-%02u-%02u", year, month, p->day ? (unsigned)p->day % 100 : 31);
}

static void put_cells(struct count_shown *s, const struct suppress *t)
{
	for (int r = 0; r <= t->rows; r++) {
		for (int c = 0; c <= t->columns; c++) {
			if (t->mark[r][c] == MARK_SHOWN)
				(void)snprintf(s->cell[r][c], sizeof s->cell[r][c], "%lld",
				        (long long)(t->n[r][c] % INT64_C(10000000000)));
			else
				(void)text_copy(
				        s->cell[r][c], sizeof s->cell[r][c], t->mark[r][c] == MARK_SMALL ? "<5" : "*");
		}
	}
}

int counters_show(
        struct count_shown *out, struct counters *c, enum count_table table, const struct count_period *period)
{
	struct suppress *grid = fault("counters.grid", ENOMEM) ? NULL : calloc(1, sizeof *grid);
	struct filling f = {.table = table, .shown = out, .grid = grid};
	const char *const *names;
	char from[11], to[11];
	int n, r;

	if (!grid)
		return err_new(ENOMEM, "no memory to show the counters");
	memset(out, 0, sizeof *out);
	out->table = table;
	names = count_names(&n, table);
	for (int i = 0; i < n; i++)
		(void)place_of(out->column, &out->columns, TABLE_COLUMNS_MAX, names[i]);
	period_days(from, to, period);
	r = counters_each(c, from, to, take_key, &f);
	if (r == 0 && out->rows) {
		grid->rows = out->rows;
		grid->columns = out->columns;
		suppress(grid);
		put_cells(out, grid);
	}
	free(grid);
	return r;
}

static void csv_field(struct buf *out, const char *text)
{
	buf_char(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			buf_char(out, '"');
		buf_char(out, *text);
	}
	buf_char(out, '"');
}

static void csv_line(struct buf *out, const char *table, const char *row, const char *column, const char *n)
{
	const char *const fields[] = {table, row, column, n};

	for (int i = 0; i < 4; i++) {
		if (i)
			buf_char(out, ',');
		csv_field(out, fields[i]);
	}
	buf_text(out, "\r\n");
}

static void csv_table(struct buf *out, const struct count_shown *s, bool dutch)
{
	const char *name = count_table_name(s->table), *total = dutch ? "totaal" : "total";
	int rows = s->rows == 1 && !s->row[0][0] ? 1 : s->rows + (s->rows > 0);

	csv_line(out, name, "", "", count_table_meaning(s->table, dutch));
	for (int r = 0; r < rows; r++)
		for (int c = 0; c <= s->columns; c++)
			csv_line(out, name, r < s->rows ? s->row[r] : total, c < s->columns ? s->column[c] : total,
			        s->cell[r][c]);
}

int counters_csv(struct buf *out, struct counters *c, const struct count_period *period, bool dutch)
{
	struct count_shown *shown = fault("counters.shown", ENOMEM) ? NULL : calloc(1, sizeof *shown);
	int r = 0;

	if (!shown)
		return err_new(ENOMEM, "no memory to write the counters");
	buf_text(out, dutch ? "tabel,rij,kolom,aantal\r\n" : "table,row,column,n\r\n");
	for (int t = 0; r == 0 && t < TABLES; t++) {
		r = counters_show(shown, c, (enum count_table)t, period);
		if (r == 0)
			csv_table(out, shown, dutch);
	}
	csv_line(out, "", "", "",
	        dutch ? "<5 is 1 tot en met 4; * is weggelaten, omdat een klein getal er anders uit volgt"
	              : "<5 is 1 to 4; * is left out, because a small number would follow from it");
	free(shown);
	return r ? (r < 0 ? err_up(r) : r) : err_up(buf_done(out));
}
