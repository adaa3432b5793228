#include "sys/zone_parts.h"

#include <errno.h>

#include "sys/zone.h"

/* ---- reading "CET-1CEST,M3.5.0,M10.5.0/3" -------------------------------------------- */

static bool take(const char **p, char c)
{
	if (**p != c)
		return false;
	(*p)++;
	return true;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "CET" or "<+0330>": at least three signs. */
static bool take_name(const char **p)
{
	const char *from = *p;

	if (take(p, '<')) {
		while (is_letter(**p) || is_digit(**p) || **p == '+' || **p == '-')
			(*p)++;
		return *p - from >= 4 && take(p, '>');
	}
	while (is_letter(**p))
		(*p)++;
	return *p - from >= 3;
}

static bool take_number(const char **p, int most, int *out)
{
	int n = 0, digits = 0;

	while (is_digit(**p) && digits++ < 3)
		n = n * 10 + *(*p)++ - '0';
	if (digits == 0 || digits > 3 || n > most)
		return false;
	*out = n;
	return true;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static bool take_time(const char **p, int hours_most, int *out)
{
	int h, m = 0, s = 0, sign = take(p, '-') ? -1 : 1;

	if (sign > 0)
		take(p, '+');
	if (!take_number(p, hours_most, &h))
		return false;
	if (take(p, ':') && !take_number(p, 59, &m))
		return false;
	if (take(p, ':') && !take_number(p, 59, &s))
		return false;
	*out = sign * (h * 3600 + m * 60 + s);
	return true;
}

static bool take_day(const char **p, struct zone_day *d)
{
	*d = (struct zone_day){.kind = ZONE_DAY_INDEX, .time_s = 2 * 3600};
	if (take(p, 'M')) {
		d->kind = ZONE_DAY_WEEKDAY;
		if (!take_number(p, 12, &d->month) || d->month == 0 || !take(p, '.') || !take_number(p, 5, &d->week) ||
		        d->week == 0 || !take(p, '.') || !take_number(p, 6, &d->day))
			return false;
	} else if (take(p, 'J')) {
		d->kind = ZONE_DAY_JULIAN;
		if (!take_number(p, 365, &d->day) || d->day == 0)
			return false;
	} else if (!take_number(p, 365, &d->day)) {
		return false;
	}
	return !take(p, '/') || take_time(p, 167, &d->time_s);
}

int zone_rule_parse(struct zone_rule *out, const char *text)
{
	struct zone_rule r = {0};
	const char *p = text;
	int west, bad = err_new(EINVAL, "a time zone file ends in a rule that can not be read");

	if (!take_name(&p) || !take_time(&p, 24, &west))
		return bad;
	r.winter_s = r.summer_s = -west;
	if (*p) {
		r.has_summer = true;
		r.summer_s = r.winter_s + 3600;
		if (!take_name(&p))
			return bad;
		if (*p != ',') {
			if (!take_time(&p, 24, &west))
				return bad;
			r.summer_s = -west;
		}
		if (!take(&p, ',') || !take_day(&p, &r.to_summer) || !take(&p, ',') || !take_day(&p, &r.to_winter) ||
		        *p)
			return bad;
	}
	*out = r;
	return 0;
}

/* ---- using it -------------------------------------------------------------------------- */

/* Local seconds since 1970 at which the rule's day and time come in that year. */
static int64_t day_in_year_s(const struct zone_day *d, int year)
{
	int64_t days = days_of_civil(year, 1, 1);
	bool leap = days_in_month(year, 2) == 29;
	int weekday, first;

	switch (d->kind) {
	case ZONE_DAY_JULIAN: /* 1..365, the 29th of February is never counted */
		days += d->day - 1 + (leap && d->day >= 60);
		break;
	case ZONE_DAY_INDEX:
		days += d->day;
		break;
	case ZONE_DAY_WEEKDAY:
		days = days_of_civil(year, d->month, 1);
		weekday = (int)(((days + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
		first = 1 + (d->day - weekday + 7) % 7 + (d->week - 1) * 7;
		if (first > days_in_month(year, d->month))
			first -= 7;
		days += first - 1;
		break;
	}
	return days * 86400 + d->time_s;
}

/* The latest change at or before the moment decides; of two at once, the one to summer (summer all year). */
int32_t zone_rule_offset_s(const struct zone_rule *rule, int64_t utc_s)
{
	const int64_t far = (int64_t)40000000000 * 1000000; /* a thousand million years: the year still fits */
	int64_t latest = INT64_MIN, at;
	int32_t offset_s = rule->winter_s;
	int year, month, day;

	if (!rule->has_summer)
		return rule->winter_s;
	utc_s = utc_s > far ? far : utc_s < -far ? -far : utc_s;
	civil_of_days((utc_s + rule->winter_s) / 86400, &year, &month, &day);
	for (int y = year - 1; y <= year + 1; y++) {
		at = day_in_year_s(&rule->to_winter, y) - rule->summer_s;
		if (at <= utc_s && at > latest) {
			latest = at;
			offset_s = rule->winter_s;
		}
		at = day_in_year_s(&rule->to_summer, y) - rule->winter_s;
		if (at <= utc_s && at >= latest) {
			latest = at;
			offset_s = rule->summer_s;
		}
	}
	return offset_s;
}
