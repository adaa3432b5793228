#include "notice/age.h"

#include <assert.h>
#include <string.h>

#include "sys/text.h"
#include "sys/zone.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2999 };

/* n digits at s as a number; -1 when one of them is none. */
static int digits(const char *s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

static bool date_stands(const struct part_date *d)
{
	if (d->year < YEAR_FIRST || d->year > YEAR_LAST)
		return false;
	if (d->month == 0)
		return d->day == 0;
	return d->month >= 1 && d->month <= 12 && d->day >= 0 && d->day <= days_in_month(d->year, d->month);
}

bool part_date_read(struct part_date *out, const char *text)
{
	struct part_date d = {0};
	size_t n = strlen(text);

	if (n < 4)
		return false;
	d.year = digits(text, 4);
	if (n > 4 && text[4] != '-')
		return false;
	if (n == 7 || n == 10)
		d.month = digits(text + 5, 2);
	else if (n != 4 && !text_is(text + 4, "-~"))
		return false;
	if (n == 10) {
		if (text[7] != '-')
			return false;
		d.day = digits(text + 8, 2);
	}
	/* "2012-00" is no way to say that a month is unknown. */
	if ((n >= 7 && d.month < 1) || (n == 10 && d.day < 1) || !date_stands(&d))
		return false;
	*out = d;
	return true;
}

bool part_date_is_whole(const struct part_date *d)
{
	return d->year && d->month && d->day;
}

int age_on(const struct part_date *born, const struct part_date *on, enum leap_birthday leap)
{
	int month = born->month, day = born->day, years = on->year - born->year;

	assert(part_date_is_whole(born) && part_date_is_whole(on));
	if (month == 2 && day == 29 && days_in_month(on->year, 2) == 28) {
		month = leap == LEAP_FEBRUARY_28 ? 2 : 3;
		day = leap == LEAP_FEBRUARY_28 ? 28 : 1;
	}
	if (on->month < month || (on->month == month && on->day < day))
		years--;
	return years < 0 ? -1 : years;
}

static struct part_date first_day(const struct part_date *d)
{
	return (struct part_date){d->year, d->month ? d->month : 1, d->day ? d->day : 1};
}

static struct part_date last_day(const struct part_date *d)
{
	int month = d->month ? d->month : 12;

	return (struct part_date){d->year, month, d->day ? d->day : days_in_month(d->year, month)};
}

static int within(int years)
{
	return years < 0 ? 0 : years > AGE_HIGHEST ? AGE_HIGHEST : years;
}

struct age_range age_between(const struct part_date *born, const struct part_date *on, enum leap_birthday leap)
{
	struct part_date born_first, born_last, on_first, on_last;

	if (!born->year || !on->year)
		return age_unknown();
	born_first = first_day(born);
	born_last = last_day(born);
	on_first = first_day(on);
	on_last = last_day(on);
	return (struct age_range){
	        .lowest = within(age_on(&born_last, &on_first, leap)),
	        .highest = within(age_on(&born_first, &on_last, leap)),
	        .known = true,
	};
}

struct age_range age_exactly(int years)
{
	return (struct age_range){.lowest = within(years), .highest = within(years), .known = true};
}

struct age_range age_unknown(void)
{
	return (struct age_range){.lowest = 0, .highest = AGE_HIGHEST, .known = false};
}

bool age_is_under(const struct age_range *a, int years)
{
	return a->known && a->highest < years;
}

bool age_may_be_under(const struct age_range *a, int years)
{
	return a->known && a->lowest < years;
}

bool age_counts_as_minor(const struct age_range *a, bool looks_minor)
{
	return a->known ? a->lowest < AGE_MINOR_UNTIL : looks_minor;
}
