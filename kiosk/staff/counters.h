#pragma once

/*
 * counters - what the desk did, in numbers without persons
 *
 * One number per day and key. Keys come from closed lists (notice, language, layout, ...): nothing that was typed, no
 * staff, no time of day. Kept 24 months (RT-N1). Practice never counts.
 *
 * What is shown hides small cells (1 to 4: "<5"), and so many others ("*") that no hidden one follows from
 * the rest and the totals; suppress.h says how that is proved. Prints are kept per notice and language but shown as
 * totals only: next to the handovers they would give hidden cells away. Periods are whole days or whole months.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/zone.h"
#include "store/desk.h"

/* Answers. */
enum {
	COUNTERS_SICK = DESK_SICK,
	COUNTERS_FULL = DESK_FULL,
	COUNTERS_BAD = 8, /* a notice, language or layout that is no such thing */
};

struct counters_world {
	struct desk *desk;
	const struct clock *clock;
	const struct zone *zone; /* in which a day is a day */
}; /* all borrowed */

struct counters;
NODISCARD int counters_open(
        struct counters **out, const struct counters_world *world); /* 0, a surprise; a sick desk is no obstacle */
void counters_close(struct counters *c);

enum count_first { COUNT_FIRST_YES, COUNT_FIRST_NO };
enum count_understood { COUNT_FULL, COUNT_PARTLY, COUNT_NOT_UNDERSTOOD, COUNT_NOT_DETERMINED };
enum count_print { COUNT_PRINT_OK, COUNT_PRINT_FAIL, COUNT_PAPER_LOW };

struct count_handover {
	bool practice;
	const char *notice, *lang; /* "N-VIC", "nl-easy" */
	const char *format; /* paper, card, large, side_by_side, spoken, refused */
	enum count_first first;
	int minutes; /* from first contact or arrest to the notice; negative: not known */
	enum count_understood understood;
	int copies; /* beyond the first */
};
/* One transaction of its own, or within the caller's (desk_begin .. desk_commit). 0, COUNTERS_SICK, _FULL, _BAD. */
NODISCARD int counters_handover(struct counters *c, const struct count_handover *h);
NODISCARD int counters_handover_within(struct counters *c, const struct count_handover *h);
/* A language asked for that no pack has; lang is a BCP 47 tag of 2..11 characters. */
NODISCARD int counters_missing(struct counters *c, const char *lang, bool practice);
NODISCARD int counters_print(
        struct counters *c, const char *notice, const char *lang, enum count_print what, bool practice);
/* Somebody rang for a human and was answered after that long. */
NODISCARD int counters_waited(struct counters *c, int64_t ms);
NODISCARD int counters_idle(struct counters *c); /* deletes what is older than 24 months */

/* ---- showing -------------------------------------------------------------------------- */

enum count_table {
	TABLE_HANDED, /* notice x language */
	TABLE_FORMAT,
	TABLE_FIRST,
	TABLE_MINUTES, /* 0-15, 16-60, 61-240, >240, unknown */
	TABLE_UNDERSTOOD,
	TABLE_MISSING, /* language */
	TABLE_PRINT,
	TABLE_WAITED, /* minutes from the bell to its answer: 0-1, 2-3, 4-10, >10 */
	TABLES
};
enum { TABLE_ROWS_MAX = 24, TABLE_COLUMNS_MAX = 40, TABLE_NAME_MAX = 15 };
struct count_period {
	int year, month, day; /* day 0: the whole month */
};
struct count_shown {
	enum count_table table;
	int rows, columns; /* without totals; 0 rows: nothing was counted */
	char row[TABLE_ROWS_MAX][TABLE_NAME_MAX + 1], column[TABLE_COLUMNS_MAX][TABLE_NAME_MAX + 1];
	/* As it may be shown: "12", "0", "<5" or "*". The last row and column are the totals. */
	char cell[TABLE_ROWS_MAX + 1][TABLE_COLUMNS_MAX + 1][12];
};
const char *count_table_name(enum count_table table); /* "handed", ... */
/* What it counts, one sentence. */
const char *count_table_meaning(enum count_table table, bool dutch);
/* out is big (some 14 KiB). 0 or COUNTERS_SICK. */
NODISCARD int counters_show(
        struct count_shown *out, struct counters *c, enum count_table table, const struct count_period *period);
/* All tables as CSV (RFC 4180): table,row,column,n ; with a line of definition for each. */
NODISCARD int counters_csv(struct buf *out, struct counters *c, const struct count_period *period, bool dutch);

/* The day's exact numbers as a JSON object {"handed":..}, for the sealed record of the day (day.h) only. */
NODISCARD int counters_of_day(struct buf *out, bool *zero, struct counters *c, const char *day);
/* "2026-11-22" of this moment there. */
void counters_today(char out[11], const struct counters *c);
