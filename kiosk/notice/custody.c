#include "notice/custody.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>

enum { HOUR_S = 3600, COUNTS_FROM_H = 9 };

/* UTC seconds at which clocks there show hour:00 on that day. */
static int64_t local_hour_s(const struct zone *z, int64_t days, int hour)
{
	return zone_local_to_utc_s(z, days * 24 * HOUR_S + (int64_t)hour * HOUR_S);
}

static int64_t day_of(const struct zone *z, int64_t at_s, int *hour)
{
	struct civil c = zone_civil(z, at_s * 1000);

	*hour = c.hour;
	return days_of_civil(c.year, c.month, c.day);
}

int64_t custody_end_s(const struct zone *z, int64_t from_s, int hours)
{
	int64_t left = (int64_t)hours * HOUR_S, at = from_s;

	assert(hours >= 1 && hours <= 48);
	/* 48 counted hours are four days; the ceiling is for a zone file that makes no sense. */
	for (int i = 0; i < 16; i++) {
		int hour;
		int64_t day = day_of(z, at, &hour), midnight;

		if (hour < COUNTS_FROM_H)
			at = local_hour_s(z, day, COUNTS_FROM_H);
		midnight = local_hour_s(z, day + 1, 0);
		if (left <= midnight - at)
			return at + left;
		left -= midnight - at;
		at = midnight;
	}
	return at + left;
}

int64_t custody_judge_s(int64_t arrested_s)
{
	return arrested_s + (int64_t)CUSTODY_JUDGE_H * HOUR_S;
}

static struct custody_row *row(struct custody_row *out, int *n, enum custody_row_kind kind, const char *nl)
{
	struct custody_row *r = &out[(*n)++];

	assert(*n <= CUSTODY_ROWS_MAX);
	*r = (struct custody_row){.kind = kind, .nl = nl};
	return r;
}

static void moment(
        struct custody_row *out, int *n, enum custody_row_kind kind, int64_t at_s, const char *nl, const char *en)
{
	struct custody_row *r = row(out, n, kind, nl);

	r->en = en;
	r->at_s = at_s;
}

/* The nights between two moments: at most two within 9 counted hours, three with the extra six. */
static void nights(struct custody_row *out, int *n, const struct zone *z, int64_t from_s, int64_t end_s)
{
	int hour;
	int64_t first = day_of(z, from_s, &hour);

	for (int64_t day = first; day <= first + 3; day++) {
		int64_t from = local_hour_s(z, day, 0), until = local_hour_s(z, day, COUNTS_FROM_H);
		struct custody_row *r;

		if (from >= end_s || until <= from_s)
			continue;
		r = row(out, n, CUSTODY_PAUSE, "Deze uren tellen niet mee");
		r->en = "These hours do not count";
		r->at_s = from < from_s ? from_s : from;
		r->until_s = until;
	}
}

static void holding(struct custody_row *out, int *n, const struct zone *z, const struct custody *c)
{
	int hours = c->serious ? CUSTODY_SERIOUS_H : CUSTODY_OTHER_H;
	int64_t end = custody_end_s(z, c->ordered_s, hours);

	moment(out, n, CUSTODY_MOMENT, c->ordered_s, "Ophouden voor onderzoek begint",
	        "Holding for investigation begins");
	nights(out, n, z, c->ordered_s, end);
	moment(out, n, CUSTODY_LIMIT, end, c->serious ? "Einde van 9 uur ophouden" : "Einde van 6 uur ophouden",
	        c->serious ? "End of 9 hours of holding" : "End of 6 hours of holding");
	if (!c->serious)
		moment(out, n, CUSTODY_LIMIT, custody_end_s(z, end, CUSTODY_IDENTITY_H),
		        "Alleen om vast te stellen wie het is: nog 6 uur, één keer",
		        "Only to find out who it is: 6 more hours, once");
	moment(out, n, CUSTODY_NOTE, 0, "Verhoor tussen 0.00 en 9.00 uur telt wel mee. Dan is het einde eerder.",
	        "Questioning between 0:00 and 9:00 does count. The end is then earlier.");
}

int custody_rows(struct custody_row out[CUSTODY_ROWS_MAX], const struct zone *z, const struct custody *c)
{
	int n = 0;

	moment(out, &n, CUSTODY_LABEL, 0, "Indicatief: een hulp, geen besluit. Het proces-verbaal geldt.",
	        "Indicative: an aid, no decision. The official report counts.");
	if (c->arrested_s)
		moment(out, &n, CUSTODY_MOMENT, c->arrested_s, "Aangehouden", "Arrested");
	if (c->ordered_s)
		holding(out, &n, z, c);
	else
		moment(out, &n, CUSTODY_NOTE, 0, "De tijd begint als de hulpofficier het ophouden beveelt.",
		        "The time begins when the assistant prosecutor orders the holding.");
	if (c->arrested_s)
		moment(out, &n, CUSTODY_LIMIT, custody_judge_s(c->arrested_s),
		        "Uiterlijk voor de rechter-commissaris (3 dagen en 18 uur)",
		        "At the latest before the investigating judge (3 days and 18 hours)");
	else
		moment(out, &n, CUSTODY_NOTE, 0, "Vul de tijd van aanhouding in voor de grens van 3 dagen en 18 uur.",
		        "Enter the time of arrest for the limit of 3 days and 18 hours.");
	if (c->arrested_s && c->ordered_s && c->ordered_s < c->arrested_s)
		moment(out, &n, CUSTODY_NOTE, 0, "Let op: het ophouden begint vóór de aanhouding. Kijk de tijden na.",
		        "Mind: the holding begins before the arrest. Check the times.");
	return n;
}

void custody_when(char out[CUSTODY_WHEN_MAX + 1], const struct zone *z, int64_t at_s, bool english)
{
	static const char *const day_nl[] = {"zo", "ma", "di", "wo", "do", "vr", "za"};
	static const char *const day_en[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const month_nl[] = {"", "januari", "februari", "maart", "april", "mei", "juni", "juli",
	        "augustus", "september", "oktober", "november", "december"};
	static const char *const month_en[] = {"", "January", "February", "March", "April", "May", "June", "July",
	        "August", "September", "October", "November", "December"};
	struct civil c = zone_civil(z, at_s * 1000);
	int64_t days = days_of_civil(c.year, c.month, c.day);
	int weekday = (int)(((days + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */

	snprintf(out, CUSTODY_WHEN_MAX + 1, "%s %d %s %04d %02d:%02d", (english ? day_en : day_nl)[weekday], c.day,
	        (english ? month_en : month_nl)[c.month], c.year, c.hour, c.minute);
}
