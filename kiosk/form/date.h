#pragma once

/*
 * date - dates and moments as forms write them
 *
 * 2026-03-14 is a day and has no moment until a zone gives it its midnight.
 * 2026-03-14T11:20:00.000+01:00 is a moment. Zones come from sys/zone; month
 * and day names are English always, so that a record does not depend on the
 * language of the screen.
 */
#include <stdint.h>
#include "form/str.h"
#include "sys/zone.h"

struct date {
	int64_t day; /* days since 1970-01-01 of the day, or of the moment's day in the zone */
	int64_t ms; /* the moment; of a day: its midnight in the zone */
	bool has_time;
};

enum { DATE_ROOM = 40 };

/* A day or a moment; the parts may have one digit; a moment without an offset is in the zone. */
bool date_parse(struct date *out, struct str s, const struct zone *zone);
/* 11:20, 11:20:30.000+01:00: as a fraction of the day in the zone. */
bool time_parse(double *out, struct str s, const struct zone *zone);
struct date date_of_day(int64_t day, const struct zone *zone);
struct date date_of_ms(int64_t ms, const struct zone *zone);
/* Days since 1970: of a day a whole number, of a moment UTC days with a fraction. */
double date_number(struct date d);
/* "2026-03-14", or "2026-03-14T11:20:30.000+01:00" in the zone. */
size_t date_format(char out[DATE_ROOM], struct date d, const struct zone *zone);
/* By %Y %y %m %n %b %d %e %H %h %M %S %3 %a. Gives the length; cut at room. */
size_t date_format_by(char *out, size_t room, struct str pattern, struct date d, const struct zone *zone);
