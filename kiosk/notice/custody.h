#pragma once

/*
 * custody - until when somebody may be held: an aid for staff, always labelled indicative
 *
 * Domain reference 2.2.1 and section 5. The hours from 00:00 to 09:00 at the station are not
 * counted (Sv 56a); the limit before the judge counts every hour (Sv 59a). Wall clock of the
 * place, so that the two nights in which the clock is moved come out right.
 * It decides nothing and stands in no record: the officer's own report holds the times.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/zone.h"

enum {
	CUSTODY_SERIOUS_H = 9, /* pre-trial detention is possible for the offence */
	CUSTODY_OTHER_H = 6,
	CUSTODY_IDENTITY_H = 6, /* once more, only to establish who somebody is (Sv 56b) */
	CUSTODY_JUDGE_H = 90, /* 3 days and 18 hours, absolute */
	CUSTODY_ROWS_MAX = 12,
	CUSTODY_WHEN_MAX = 47,
};

struct custody {
	int64_t arrested_s; /* UTC seconds; 0 = not known */
	int64_t ordered_s; /* the assistant prosecutor ordered holding for investigation; 0 = not yet */
	bool serious; /* an offence for which pre-trial detention is possible */
};

enum custody_row_kind {
	CUSTODY_LABEL, /* "indicative": always the first row */
	CUSTODY_MOMENT, /* at_s */
	CUSTODY_PAUSE, /* not counted, at_s to until_s */
	CUSTODY_LIMIT, /* at_s */
	CUSTODY_NOTE, /* words only */
};
struct custody_row {
	enum custody_row_kind kind;
	const char *nl, *en;
	int64_t at_s, until_s; /* 0 = none */
};

/* The moment at which `hours` of counted time have passed. hours 1..48. */
int64_t custody_end_s(const struct zone *z, int64_t from_s, int hours);
/* 90 hours after the arrest. */
int64_t custody_judge_s(int64_t arrested_s);

/* The steps in order, for screen and paper alike; gives their number. */
int custody_rows(struct custody_row out[CUSTODY_ROWS_MAX], const struct zone *z, const struct custody *c);
/* "di 4 maart 2025 15:00", "Tue 4 March 2025 15:00". */
void custody_when(char out[CUSTODY_WHEN_MAX + 1], const struct zone *z, int64_t at_s, bool english);
