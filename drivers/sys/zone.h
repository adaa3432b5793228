#pragma once

/*
 * zone - local time from a TZif file (RFC 8536), without the C library's one global zone
 *
 * Reads /usr/share/zoneinfo/NAME (or the folder given) once; afterwards pure.
 * Times after the last listed change follow the file's POSIX rule footer.
 */
#include <stdint.h>
#include "sys/err.h"

struct zone;

struct civil {
	int year, month, day; /* month 1..12, day 1..31 */
	int hour, minute, second; /* 0..23, 0..59, 0..59 */
	int ms; /* 0..999 */
	int offset_s; /* east of UTC */
};

NODISCARD int zone_load(struct zone **out, const char *folder, const char *name); /* folder NULL: the system's */
NODISCARD int zone_utc(struct zone **out);
void zone_free(struct zone *z);

/* Seconds east of UTC at that moment. */
int zone_offset_s(const struct zone *z, int64_t utc_s);
/* The moment at which a wall clock there shows this local time; of two, the first; in a gap, moved forward. */
int64_t zone_local_to_utc_s(const struct zone *z, int64_t local_s);

struct civil zone_civil(const struct zone *z, int64_t utc_ms);
/* Days since 1970-01-01 of a proleptic Gregorian date, and back. */
int64_t days_of_civil(int year, int month, int day);
void civil_of_days(int64_t days, int *year, int *month, int *day);
int days_in_month(int year, int month); /* 0 for a month that is none */
