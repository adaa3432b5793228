#pragma once

/*
 * roll - how much paper is left, in millimetres and in notices
 *
 * Nobody knows until a technician lays a roll in and says how long it is, the near-end
 * sensor speaks, or the printer itself tells. From then on every sheet is taken off:
 * rows and the way to the cutter. What was promised and turns out wrong becomes
 * "unknown" again, never a guess. Counting goes on while it cannot be kept on disk.
 *
 * Lengths are micrometres inside, millimetres outside; down when it is about what is
 * left, up when it is about what is needed.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sys/err.h"

struct desk;
struct printer_profile;
struct roll;

/* Answers. */
enum {
	ROLL_UNKNOWN = 1, /* nobody said how long this roll is */
	ROLL_TOO_SHORT, /* what is left does not hold it */
	ROLL_NOT_KEPT, /* counted, and not on disk yet: it is with the next that works */
	ROLL_REFUSED, /* a length no roll has */
};
enum {
	ROLL_MIN_MM = 1000,
	ROLL_MAX_MM = 500 * 1000,
	ROLL_SLACK_MM = 150, /* of the last turn: glued to its core, and no count is exact */
	ROLL_SHEET_MM = 300, /* a notice, before any was printed */
};

/* What is kept. A row of zeros is a roll that nobody knows. */
struct roll_state {
	bool known; /* left_um says something */
	bool near_end; /* the sensor spoke for this roll: once is enough */
	int64_t left_um, length_um; /* length: as declared, 0 = never */
	int64_t fed_um, cuts; /* since this meter began, all rolls */
	int64_t mean_um, sheets; /* mean length of a sheet, of at most the last ones */
};

/* Where it is kept. Both give 0 or a surprise; load gives ROLL_UNKNOWN when there is nothing yet. */
struct roll_ops {
	int (*load)(struct roll_state *out, void *me);
	int (*save)(const struct roll_state *s, void *me);
	void *me;
};
/* The table roll of the desk's database, made here. DESK_SICK and DESK_FULL are told as surprises by load and save. */
NODISCARD int roll_desk_ops(struct roll_ops *out, struct desk *d);

/* near_end_mm: what is left when the near-end sensor speaks, as measured on this printer; 0 = not measured.
 * ops: copied. What cannot be loaded begins as unknown, with a sentence in err_why() and the answer ROLL_NOT_KEPT. */
NODISCARD int roll_open(struct roll **out, const struct roll_ops *ops, int near_end_mm);
void roll_close(struct roll *r);
const struct roll_state *roll_state(const struct roll *r);

/* ---- what happened: 0, ROLL_NOT_KEPT ------------------------------------------------------- */

/* A new roll of this length was laid in: 0, ROLL_REFUSED, ROLL_NOT_KEPT. */
NODISCARD int roll_new(struct roll *r, int length_mm);
/* A sheet came out, or as much of it as did; whole = it counts for the mean. um by roll_sheet_um(). */
NODISCARD int roll_fed(struct roll *r, int64_t um, bool cut, bool whole);
/* The near-end sensor speaks; only its first word on a roll is heard. */
NODISCARD int roll_near_end(struct roll *r);
/* The paper ended: the next roll is unknown until somebody tells. */
NODISCARD int roll_ended(struct roll *r);
/* The printer measured by itself (1D E1). */
NODISCARD int roll_told(struct roll *r, int64_t left_mm);

/* ---- what is left ------------------------------------------------------------------------- */

NODISCARD int roll_left_mm(int *out, const struct roll *r); /* 0, ROLL_UNKNOWN */
NODISCARD int roll_notices_left(int *out, const struct roll *r); /* of mean length; likewise */
/* A sheet of this length: 0, ROLL_UNKNOWN (print it, and say so to the technician), ROLL_TOO_SHORT (never begin). */
NODISCARD int roll_fits(const struct roll *r, int mm);
/* Of several layouts of one notice, in the order of wish, the first that fits: 0, ROLL_UNKNOWN (*out = 0),
 * ROLL_TOO_SHORT. All of them are lawful: sheet_new() knows no letter under 10 points, and nothing here shrinks one. */
NODISCARD int roll_choose(int *out, const struct roll *r, const int *mm, int n);

/* ---- pure ------------------------------------------------------------------------------------ */

/* Paper that a sheet of so many rows uses up: its rows, the white behind them, the way to the cutter. */
int64_t roll_sheet_um(const struct printer_profile *p, int rows);
/* The same in whole millimetres, upwards. */
int roll_sheet_mm(const struct printer_profile *p, int rows);

/* The printer's own count beside ours, between two questions (GS g 2). */
enum roll_check {
	ROLL_AGREES,
	ROLL_PRINTER_MORE, /* it fed or cut what we did not send: somebody else prints, or feeds by the button */
	ROLL_PRINTER_LESS, /* it did not do all we sent */
	ROLL_COUNTER_RESET, /* it counts from the beginning again: nothing can be said */
};
enum roll_check roll_check(int64_t before, int64_t after, int64_t ours, int tolerance_percent);
/* "5F digits 00" of GS g 2, and "510cm" or "12.5m" of 1D E1, to the end given. -EBADMSG for anything else. */
NODISCARD int roll_counter_answer(int64_t *out, const uint8_t *bytes, size_t n);
NODISCARD int roll_metres_answer(int64_t *left_mm, const uint8_t *bytes, size_t n);
