#pragma once

/*
 * desk_work - the desk's own work, as screens see it: the day, the counts, prints and queue, the roll, sheets
 *
 * Every call asks here what this officer may do (duty_may) and answers DESK_DENIED otherwise; screens only show.
 * Practice changes nothing real: what would leave a trace answers DESK_PRACTICE. Reading a concept stands in
 * visit/desk_work_reading.h, badges and PINs in visit/desk_work_staff.h.
 */
#include "notice/custody.h"
#include "staff/counters.h"
#include "staff/day.h"
#include "store/journal.h"
#include "store/record.h"
#include "visit/duty.h"

/* Answers of the calls below. A surprise is logged there and told as DESK_TROUBLE. */
enum desk_answer {
	DESK_DONE,
	DESK_DENIED, /* not with this role, or nobody's session is open */
	DESK_PRACTICE, /* practice is on: nothing was changed */
	DESK_TROUBLE, /* the disk, the book or the store; desk_work_why() */
	DESK_BAD_TEXT, /* what was typed can not be kept: DAY_SEALS_MAX bytes in one line, no quotes */
	DESK_NOT_NOW, /* the day stands otherwise by now; the print was judged already */
};
const char *desk_work_why(struct visit *v); /* for the technician, in English; "" */

/* ---- the books ----------------------------------------------------------------------- */
/* Entries of staff register, access log and days that are no record yet become one, at most 32 a call. How many did.
 * When nobody is at the screen: it may sync the disk for each. */
int desk_work_send_books(struct visit *v);
/* Whoever worked here is gone: what was read is wiped, a badge that is being given is given no more. */
void desk_work_forget(struct visit *v);

/* ---- the day ---------------------------------------------------------------------------- */
enum day_state desk_work_day(const struct visit *v);
const char *desk_work_day_date(const struct visit *v); /* "2026-11-22" of the day that is open or forgotten; "" */
enum desk_answer desk_work_day_open(struct visit *v, const char *seals);

struct desk_day {
	char date[11], number[RECORD_NUMBER_MAX + 1]; /* number: "" when it is not sent to the store yet */
	int nth; /* how often this date was opened */
	bool zero, late; /* nothing happened; closed after its date */
	int64_t roll_mm; /* negative: not known */
	char seals[DAY_SEALS_MAX + 1], by[STAFF_CODE_MAX + 1];
};
/* Closes and makes the record of kind 19; *out is what was signed. */
enum desk_answer desk_work_day_close(struct desk_day *out, struct visit *v, const char *seals);

/* ---- counts ------------------------------------------------------------------------------- */
/* A table with its small cells hidden; day "" is this month. Borrowed until the next call; NULL: not now, desk_work_why(). */
const struct count_shown *desk_work_counts(struct visit *v, enum count_table table, const char *day);
void desk_work_today(const struct visit *v, char out[11]);

/* ---- prints, records, roll ------------------------------------------------------------------ */
enum { DESK_PRINTS_MOST = 60 };
struct desk_queue {
	bool store_known;
	int64_t waiting, sent, confirmed, oldest_s;
	enum desk_printer { DESK_PRINTER_NONE, DESK_PRINTER_GONE, DESK_PRINTER_THERE } printer;
	enum desk_sense {
		DESK_NOT_SENSED,
		DESK_SENSED_WELL,
		DESK_SENSED_LOW,
		DESK_SENSED_OUT
	} paper,
	        cover; /* _OUT: open */
	int roll_mm, notices; /* -1: nobody knows */
	int n;
	struct journal_row rows[DESK_PRINTS_MOST]; /* unjudged ones first, then today's, newest first */
};
/* Takes some 20 KiB. False: this officer may not. */
bool desk_work_queue(struct desk_queue *out, struct visit *v);
bool desk_work_print_is_open(const struct journal_row *row); /* a person must say what became of it */
enum desk_answer desk_work_judge(struct visit *v, int64_t id, enum journal_judgement saw);
enum { DESK_ROLL_LEAST_M = 1, DESK_ROLL_MOST_M = 500 };
enum desk_answer desk_work_new_roll(struct visit *v, int metres);
int desk_work_roll_length_m(struct visit *v); /* as declared last; 80 when never */

/* ---- sheets ----------------------------------------------------------------------------------- */
/* Rows as screen and paper show them alike. */
enum desk_row_kind {
	DESK_ROW_TITLE,
	DESK_ROW_HEADING,
	DESK_ROW_TEXT,
	DESK_ROW_POINT, /* number 0: a dot */
	DESK_ROW_PAIR, /* label and text */
	DESK_ROW_NUMBER, /* the same, to be typed over: framed on paper */
	DESK_ROW_STRONG, /* must not be overlooked */
	DESK_ROW_SMALL,
};
struct desk_row {
	enum desk_row_kind kind;
	int number;
	const char *label, *text; /* label: of a pair; else NULL */
};
struct desk_sheet {
	const char *kind, *title; /* for the journal: "count"; ids only */
	const struct desk_row *rows;
	int n;
	bool secret; /* a person's words: locked memory, and it resumes after a new roll */
};
/* Dutch or English, as the officer reads. See visit_paper(). False: nothing is printed now. */
bool desk_work_print(struct visit *v, const struct desk_sheet *sheet);

/* ---- custody clock: an aid, nothing is kept ------------------------------------------------------ */
int desk_work_custody(struct custody_row out[CUSTODY_ROWS_MAX], const struct visit *v, const struct custody *c);
void desk_work_when(char out[CUSTODY_WHEN_MAX + 1], const struct visit *v, int64_t at_s);
