#pragma once

/*
 * age - how old somebody is on a date, as far as that is known
 *
 * A date of birth may be known to the day, the month or the year only; the age is then a
 * range, and everything that protects the young looks at its lower end: who may be a
 * minor is presumed to be one (Besluit slachtoffers van strafbare feiten, art. 13(2)).
 * Which date counts is the caller's choice: the day of the offence for suspects
 * (Sv 486, 488), today for a victim.
 */
#include <stdbool.h>

enum { AGE_MINOR_UNTIL = 18, AGE_JUVENILE_FROM = 12, AGE_HIGHEST = 130 };

/* On which day somebody born on 29 February has a birthday in a common year. 1 March keeps protection longest. */
enum leap_birthday { LEAP_MARCH_1, LEAP_FEBRUARY_28 };

/* month 0: only the year is known; day 0: only year and month; year 0: nothing is known. */
struct part_date {
	int year, month, day;
};

/* Whole years, both ends included. */
struct age_range {
	int lowest, highest;
	bool known; /* false: no date of birth at all; 0..AGE_HIGHEST */
};

/* "2012-02-29", "2012-02", "2012", "2012-~": true. A day that does not exist or a year outside 1900..2999: false. */
bool part_date_read(struct part_date *out, const char *text);
bool part_date_is_whole(const struct part_date *d);

/* Age on a whole date; asserts that both are whole. Before birth: -1. */
int age_on(const struct part_date *born, const struct part_date *on, enum leap_birthday leap);
/* Either may be partial or unknown. A range never goes below 0: who is not born yet is 0. */
struct age_range age_between(const struct part_date *born, const struct part_date *on, enum leap_birthday leap);
struct age_range age_exactly(int years);
struct age_range age_unknown(void);

bool age_is_under(const struct age_range *a, int years); /* certainly */
bool age_may_be_under(const struct age_range *a, int years); /* certainly or perhaps; of an unknown age: false */
/* Certainly a minor, or perhaps one by the date, or of unknown age while there is reason to think so. */
bool age_counts_as_minor(const struct age_range *a, bool looks_minor);
