#include "sys/zone.h"

#include <assert.h>
#include <stdbool.h>

/*
 * Dates counted in years that begin on the first of March: the day that leap
 * years add is then the last of its year, and 400 years are always 146097 days.
 */
enum { DAYS_400Y = 146097, DAYS_TO_1970 = 719468 };

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t days_of_civil(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2), era = floor_div(y, 400);
	int64_t year_of_era = y - era * 400, from_march = (month + 9) % 12;

	assert(month >= 1 && month <= 12);
	return era * DAYS_400Y + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + (153 * from_march + 2) / 5 +
	       day - 1 - DAYS_TO_1970;
}

void civil_of_days(int64_t days, int *year, int *month, int *day)
{
	int64_t since, era, in_era, years, in_year, from_march;

	/* Beyond this the year would not fit; such a day only comes from a broken clock. */
	if (days > 700000000000)
		days = 700000000000;
	if (days < -700000000000)
		days = -700000000000;
	since = days + DAYS_TO_1970;
	era = floor_div(since, DAYS_400Y);
	in_era = since - era * DAYS_400Y;
	years = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	in_year = in_era - (365 * years + years / 4 - years / 100);
	from_march = (5 * in_year + 2) / 153;
	*day = (int)(in_year - (153 * from_march + 2) / 5 + 1);
	*month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
	*year = (int)(years + era * 400 + (*month <= 2));
}

int days_in_month(int year, int month)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (month < 1 || month > 12)
		return 0;
	if (month == 2)
		return leap ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

struct civil zone_civil(const struct zone *z, int64_t utc_ms)
{
	int64_t utc_s = floor_div(utc_ms, 1000), local_s, days;
	struct civil c;
	int left;

	c.ms = (int)((utc_ms % 1000 + 1000) % 1000);
	c.offset_s = zone_offset_s(z, utc_s);
	local_s = utc_s + c.offset_s;
	days = floor_div(local_s, 86400);
	civil_of_days(days, &c.year, &c.month, &c.day);
	left = (int)(local_s - days * 86400);
	c.hour = left / 3600;
	c.minute = left / 60 % 60;
	c.second = left % 60;
	return c;
}
