#include "form/date.h"

#include <math.h>
#include <stdio.h>

enum { DAY_MS = 86400000 };

struct scan {
	const char *p, *end;
};

static bool take(struct scan *s, char c)
{
	if (s->p == s->end || *s->p != c)
		return false;
	s->p++;
	return true;
}

static bool digits(struct scan *s, int least, int most, int *out)
{
	int n = 0, v = 0;

	while (n < most && s->p < s->end && *s->p >= '0' && *s->p <= '9') {
		v = v * 10 + (*s->p++ - '0');
		n++;
	}
	if (n < least)
		return false;
	*out = v;
	return true;
}

struct daytime {
	int64_t ms; /* since midnight */
	bool has_offset;
	int offset_s;
};

static bool take_offset(struct scan *s, struct daytime *t)
{
	int sign, hour, minute = 0;

	if (take(s, 'Z')) {
		t->has_offset = true;
		return true;
	}
	if (s->p == s->end)
		return true;
	sign = take(s, '-') ? -1 : take(s, '+') ? 1 : 0;
	if (!sign || !digits(s, 2, 2, &hour))
		return false;
	(void)take(s, ':');
	if (s->p < s->end && !digits(s, 2, 2, &minute))
		return false;
	t->has_offset = true;
	t->offset_s = sign * (hour * 3600 + minute * 60);
	return hour < 24 && minute < 60;
}

static bool take_time(struct scan *s, struct daytime *t)
{
	int hour, minute, second = 0, ms = 0;

	*t = (struct daytime){0};
	if (!digits(s, 1, 2, &hour) || !take(s, ':') || !digits(s, 2, 2, &minute))
		return false;
	if (take(s, ':') && !digits(s, 2, 2, &second))
		return false;
	if (take(s, '.')) {
		const char *from = s->p;

		if (!digits(s, 1, 3, &ms))
			return false;
		for (long n = s->p - from; n < 3; n++)
			ms *= 10;
		while (s->p < s->end && *s->p >= '0' && *s->p <= '9')
			s->p++;
	}
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	t->ms = ((hour * 60 + minute) * 60 + second) * 1000LL + ms;
	return take_offset(s, t) && s->p == s->end;
}

struct date date_of_day(int64_t day, const struct zone *zone)
{
	return (struct date){day, zone_local_to_utc_s(zone, day * 86400) * 1000, false};
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct date date_of_ms(int64_t ms, const struct zone *zone)
{
	int64_t local = ms + zone_offset_s(zone, floor_div(ms, 1000)) * 1000LL;

	return (struct date){floor_div(local, DAY_MS), ms, true};
}

bool date_parse(struct date *out, struct str text, const struct zone *zone)
{
	struct scan s = {text.p, text.p + text.n};
	int year, month, day;
	struct daytime t;
	int64_t days, ms;

	if (!digits(&s, 4, 4, &year) || !take(&s, '-') || !digits(&s, 1, 2, &month) || !take(&s, '-') ||
	        !digits(&s, 1, 2, &day) || day < 1 || day > days_in_month(year, month))
		return false;
	days = days_of_civil(year, month, day);
	if (s.p == s.end) {
		*out = date_of_day(days, zone);
		return true;
	}
	if (!take(&s, 'T') || !take_time(&s, &t))
		return false;
	ms = days * DAY_MS + t.ms;
	if (t.has_offset)
		ms -= t.offset_s * 1000LL;
	else
		ms = zone_local_to_utc_s(zone, floor_div(ms, 1000)) * 1000 + t.ms % 1000;
	*out = date_of_ms(ms, zone);
	return true;
}

bool time_parse(double *out, struct str text, const struct zone *zone)
{
	struct scan s = {text.p, text.p + text.n};
	struct daytime t;

	if (!take_time(&s, &t))
		return false;
	/* A time has no day, so neither summer nor winter: the zone as it was on 1970-01-01, as other engines do. */
	if (t.has_offset)
		t.ms += (zone_offset_s(zone, 0) - t.offset_s) * 1000LL;
	*out = (double)(((t.ms % DAY_MS) + DAY_MS) % DAY_MS) / DAY_MS;
	return true;
}

double date_number(struct date d)
{
	return d.has_time ? (double)d.ms / DAY_MS : (double)d.day;
}

size_t date_format(char out[DATE_ROOM], struct date d, const struct zone *zone)
{
	int year, month, day, offset;
	struct civil c;

	if (!d.has_time) {
		civil_of_days(d.day, &year, &month, &day);
		return (size_t)snprintf(out, DATE_ROOM, "%04d-%02d-%02d", year, month, day);
	}
	c = zone_civil(zone, d.ms);
	offset = c.offset_s < 0 ? -c.offset_s : c.offset_s;
	return (size_t)snprintf(out, DATE_ROOM, "%04d-%02d-%02dT%02d:%02d:%02d.%03d%c%02d:%02d", c.year, c.month, c.day,
	        c.hour, c.minute, c.second, c.ms, c.offset_s < 0 ? '-' : '+', offset / 3600, offset / 60 % 60);
}

static int part(char *out, size_t room, char what, const struct civil *c, int64_t day)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec", days[] = "ThuFriSatSunMonTueWed";

	switch (what) {
	case 'Y':
		return snprintf(out, room, "%04d", c->year);
	case 'y':
		return snprintf(out, room, "%02d", c->year % 100);
	case 'm':
		return snprintf(out, room, "%02d", c->month);
	case 'n':
		return snprintf(out, room, "%d", c->month);
	case 'b':
		return snprintf(out, room, "%.3s", months + 3 * (c->month - 1));
	case 'd':
		return snprintf(out, room, "%02d", c->day);
	case 'e':
		return snprintf(out, room, "%d", c->day);
	case 'a':
		return snprintf(out, room, "%.3s", days + 3 * (((day % 7) + 7) % 7));
	case 'H':
		return snprintf(out, room, "%02d", c->hour);
	case 'h':
		return snprintf(out, room, "%d", c->hour);
	case 'M':
		return snprintf(out, room, "%02d", c->minute);
	case 'S':
		return snprintf(out, room, "%02d", c->second);
	case '3':
		return snprintf(out, room, "%03d", c->ms);
	}
	return snprintf(out, room, "%%%c", what);
}

size_t date_format_by(char *out, size_t room, struct str pattern, struct date d, const struct zone *zone)
{
	struct civil c = zone_civil(zone, d.ms);
	size_t at = 0;

	for (size_t i = 0; i < pattern.n && at + 16 < room; i++) {
		if (pattern.p[i] == '%' && i + 1 < pattern.n)
			at += (size_t)part(out + at, room - at, pattern.p[++i], &c, d.day);
		else
			out[at++] = pattern.p[i];
	}
	out[at] = 0;
	return at;
}
