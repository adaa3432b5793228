/* The custody clock: the vectors of the domain reference (section 5), and what its rows say. */
#include <stdio.h>

#include "harness.h"
#include "notice/custody.h"

static struct zone *amsterdam(void)
{
	struct zone *z;

	CHECK_OK(zone_load(&z, NULL, "Europe/Amsterdam"));
	return z;
}

static int64_t at(const struct zone *z, const char *local)
{
	int y, mo, d, h, mi;

	if (sscanf(local, "%d-%d-%d %d:%d", &y, &mo, &d, &h, &mi) != 5)
		test_fail(__FILE__, __LINE__, "no time: %s", local);
	return zone_local_to_utc_s(z, days_of_civil(y, mo, d) * 86400 + h * 3600 + mi * 60);
}

static void shows(const struct zone *z, int64_t at_s, const char *want)
{
	struct civil c = zone_civil(z, at_s * 1000);
	char got[32];

	snprintf(got, sizeof got, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
	CHECK_TEXT(got, want);
}

TEST(custody, the_hours_of_the_domain_reference_come_out)
{
	static const struct {
		const char *from;
		int hours;
		const char *end;
	} rows[] = {
	        {"2025-03-03 21:00", 9, "2025-03-04 15:00"},
	        {"2025-03-03 21:00", 6, "2025-03-04 12:00"},
	        {"2025-03-03 20:30", 6, "2025-03-04 11:30"},
	        {"2025-03-04 02:00", 9, "2025-03-04 18:00"},
	        {"2025-03-04 15:00", 9, "2025-03-05 00:00"},
	        {"2025-03-29 22:00", 9, "2025-03-30 16:00"},
	        {"2025-10-25 20:00", 9, "2025-10-26 14:00"},
	};
	struct zone *z = amsterdam();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		shows(z, custody_end_s(z, at(z, rows[i].from), rows[i].hours), rows[i].end);
	zone_free(z);
}

TEST(custody, ninety_hours_to_the_judge_come_out)
{
	static const struct {
		const char *arrest, *limit;
	} rows[] = {
	        {"2025-03-03 14:00", "2025-03-07 08:00"},
	        {"2025-03-28 20:00", "2025-04-01 15:00"},
	        {"2025-10-25 12:00", "2025-10-29 05:00"},
	        {"2024-02-27 23:30", "2024-03-02 17:30"},
	};
	struct zone *z = amsterdam();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		shows(z, custody_judge_s(at(z, rows[i].arrest)), rows[i].limit);
	zone_free(z);
}

TEST(custody, the_edges_of_the_night_are_exact)
{
	struct zone *z = amsterdam();

	shows(z, custody_end_s(z, at(z, "2025-03-04 00:00"), 6), "2025-03-04 15:00");
	shows(z, custody_end_s(z, at(z, "2025-03-04 08:59"), 6), "2025-03-04 15:00");
	shows(z, custody_end_s(z, at(z, "2025-03-04 09:00"), 6), "2025-03-04 15:00");
	shows(z, custody_end_s(z, at(z, "2025-03-04 09:01"), 6), "2025-03-04 15:01");
	shows(z, custody_end_s(z, at(z, "2025-03-04 18:00"), 6), "2025-03-05 00:00");
	shows(z, custody_end_s(z, at(z, "2025-03-04 18:01"), 6), "2025-03-05 09:01");
	shows(z, custody_end_s(z, at(z, "2025-03-04 23:59"), 9), "2025-03-05 17:59");
	shows(z, custody_end_s(z, at(z, "2024-12-31 23:00"), 9), "2025-01-01 17:00");
	shows(z, custody_end_s(z, at(z, "2025-03-04 09:00"), 48), "2025-03-07 12:00");
	zone_free(z);
}

/* Slow and plain: minute by minute, counting those whose local hour is 9 or more. */
static int64_t by_minutes(const struct zone *z, int64_t from_s, int hours)
{
	int64_t left = (int64_t)hours * 60, t = from_s;

	while (left > 0) {
		if (zone_civil(z, t * 1000).hour >= 9)
			left--;
		t += 60;
	}
	return t;
}

TEST(custody, counting_minute_by_minute_gives_the_same)
{
	struct zone *z = amsterdam();
	static const char *const around[] = {"2025-03-28 00:00", "2025-10-24 00:00", "2024-02-27 00:00"};
	uint64_t seed = 11;

	for (size_t i = 0; i < sizeof around / sizeof *around; i++)
		for (int k = 0; k < 60; k++) {
			int64_t from = at(z, around[i]) + (int64_t)(test_random(&seed) % (4 * 1440)) * 60;
			int hours = k & 1 ? CUSTODY_SERIOUS_H : CUSTODY_OTHER_H;

			CHECK_INT(custody_end_s(z, from, hours), by_minutes(z, from, hours));
		}
	zone_free(z);
}

TEST(custody, in_a_place_without_summer_time_it_holds_too)
{
	struct zone *z;

	CHECK_OK(zone_utc(&z));
	shows(z, custody_end_s(z, at(z, "2025-03-29 22:00"), 9), "2025-03-30 16:00");
	zone_free(z);
}

static int count(const struct custody_row *rows, int n, enum custody_row_kind kind)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		found += rows[i].kind == kind;
	return found;
}

TEST(custody, the_rows_say_indicative_first_and_then_the_steps)
{
	struct zone *z = amsterdam();
	struct custody c = {at(z, "2025-03-03 20:00"), at(z, "2025-03-03 21:00"), true};
	struct custody_row rows[CUSTODY_ROWS_MAX];
	int n = custody_rows(rows, z, &c);

	CHECK_INT(rows[0].kind, CUSTODY_LABEL);
	CHECK_HAS(rows[0].nl, "Indicatief");
	CHECK_HAS(rows[0].en, "Indicative");
	CHECK_INT(count(rows, n, CUSTODY_LABEL), 1);
	CHECK_INT(count(rows, n, CUSTODY_MOMENT), 2);
	CHECK_INT(count(rows, n, CUSTODY_PAUSE), 1);
	CHECK_INT(count(rows, n, CUSTODY_LIMIT), 2);
	shows(z, rows[1].at_s, "2025-03-03 20:00");
	shows(z, rows[2].at_s, "2025-03-03 21:00");
	CHECK_INT(rows[3].kind, CUSTODY_PAUSE);
	shows(z, rows[3].at_s, "2025-03-04 00:00");
	shows(z, rows[3].until_s, "2025-03-04 09:00");
	shows(z, rows[4].at_s, "2025-03-04 15:00");
	shows(z, rows[n - 1].at_s, "2025-03-07 14:00");
	zone_free(z);
}

TEST(custody, a_lighter_offence_has_six_hours_and_once_six_for_identity)
{
	struct zone *z = amsterdam();
	struct custody c = {at(z, "2025-03-03 20:00"), at(z, "2025-03-03 21:00"), false};
	struct custody_row rows[CUSTODY_ROWS_MAX];
	int n = custody_rows(rows, z, &c);

	CHECK_INT(count(rows, n, CUSTODY_LIMIT), 3);
	for (int i = 0; i < n; i++)
		if (rows[i].kind == CUSTODY_LIMIT) {
			shows(z, rows[i].at_s, "2025-03-04 12:00");
			shows(z, rows[i + 1].at_s, "2025-03-04 18:00");
			CHECK_HAS(rows[i + 1].nl, "één keer");
			break;
		}
	zone_free(z);
}

TEST(custody, a_night_that_has_begun_pauses_from_the_beginning_of_the_holding)
{
	struct zone *z = amsterdam();
	struct custody c = {0, at(z, "2025-03-04 02:00"), true};
	struct custody_row rows[CUSTODY_ROWS_MAX];

	CHECK(custody_rows(rows, z, &c) > 3);
	CHECK_INT(rows[2].kind, CUSTODY_PAUSE);
	shows(z, rows[2].at_s, "2025-03-04 02:00");
	shows(z, rows[2].until_s, "2025-03-04 09:00");
	shows(z, rows[3].at_s, "2025-03-04 18:00");
	zone_free(z);
}

TEST(custody, what_is_not_known_is_asked_for_and_not_guessed)
{
	struct zone *z = amsterdam();
	struct custody nothing = {0}, arrested = {at(z, "2025-03-03 20:00"), 0, true};
	struct custody_row rows[CUSTODY_ROWS_MAX];
	int n = custody_rows(rows, z, &nothing);

	CHECK_INT(count(rows, n, CUSTODY_LIMIT), 0);
	CHECK_INT(count(rows, n, CUSTODY_NOTE), 2);
	n = custody_rows(rows, z, &arrested);
	CHECK_INT(count(rows, n, CUSTODY_LIMIT), 1);
	CHECK_HAS(rows[2].nl, "hulpofficier");
	zone_free(z);
}

TEST(custody, times_that_cannot_be_are_told)
{
	struct zone *z = amsterdam();
	struct custody c = {at(z, "2025-03-03 22:00"), at(z, "2025-03-03 21:00"), true};
	struct custody_row rows[CUSTODY_ROWS_MAX];
	int n = custody_rows(rows, z, &c);

	CHECK_HAS(rows[n - 1].nl, "Kijk de tijden na");
	zone_free(z);
}

TEST(custody, rows_never_pass_their_ceiling_and_always_have_words)
{
	struct zone *z = amsterdam();
	int64_t first = at(z, "2025-10-24 00:00");

	for (int m = 0; m < 4 * 1440; m += 7)
		for (int k = 0; k < 4; k++) {
			struct custody c = {k & 2 ? first + m * 60 + 60 : first, first + m * 60, k & 1};
			struct custody_row rows[CUSTODY_ROWS_MAX];
			int n = custody_rows(rows, z, &c);

			CHECK(n <= CUSTODY_ROWS_MAX);
			for (int i = 0; i < n; i++) {
				CHECK(rows[i].nl && *rows[i].nl && rows[i].en && *rows[i].en);
				CHECK(rows[i].kind != CUSTODY_PAUSE || rows[i].at_s < rows[i].until_s);
			}
		}
	zone_free(z);
}

TEST(custody, moments_are_told_in_dutch_and_english)
{
	struct zone *z = amsterdam();
	char text[CUSTODY_WHEN_MAX + 1];

	custody_when(text, z, at(z, "2025-03-04 15:00"), false);
	CHECK_TEXT(text, "di 4 maart 2025 15:00");
	custody_when(text, z, at(z, "2025-03-04 15:00"), true);
	CHECK_TEXT(text, "Tue 4 March 2025 15:00");
	custody_when(text, z, at(z, "1969-12-31 23:59"), false);
	CHECK_TEXT(text, "wo 31 december 1969 23:59");
	custody_when(text, z, at(z, "2024-02-29 09:05"), true);
	CHECK_TEXT(text, "Thu 29 February 2024 09:05");
	zone_free(z);
}
