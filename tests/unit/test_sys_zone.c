#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "harness.h"
#include "sys/zone.h"
#include "sys/zone_parts.h"

static int64_t utc_of(int year, int month, int day, int hour, int minute, int second)
{
	return days_of_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
}

static struct zone *amsterdam(void)
{
	struct zone *z = NULL;

	CHECK_OK(zone_load(&z, NULL, "Europe/Amsterdam"));
	return z;
}

/* "2025-03-30T03:00:00.000+7200": what a wall clock and its sign say. */
static const char *shown(const struct zone *z, int64_t utc_ms)
{
	static char text[80];
	struct civil c = zone_civil(z, utc_ms);

	snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03d%+d", c.year, c.month, c.day, c.hour, c.minute,
	        c.second, c.ms, c.offset_s);
	return text;
}

/* ---- dates ------------------------------------------------------------------------------ */

TEST(civil, days_count_from_1970)
{
	CHECK_INT(days_of_civil(1970, 1, 1), 0);
	CHECK_INT(days_of_civil(1969, 12, 31), -1);
	CHECK_INT(days_of_civil(2000, 2, 29), 11016);
	CHECK_INT(days_of_civil(2000, 3, 1), 11017);
	CHECK_INT(days_of_civil(1900, 3, 1), -25508);
	CHECK_INT(days_of_civil(2100, 1, 1), 47482);
	CHECK_INT(days_of_civil(0, 1, 1), -719528);
	CHECK_INT(days_of_civil(-4713, 11, 24), -2440588); /* day 0 of the astronomers */
}

TEST(civil, every_day_of_eight_centuries_comes_back)
{
	int y = 1600, m = 1, d = 1, year, month, day;

	for (int64_t days = days_of_civil(1600, 1, 1); days <= days_of_civil(2400, 12, 31); days++) {
		civil_of_days(days, &year, &month, &day);
		CHECK(year == y && month == m && day == d);
		CHECK(days_of_civil(y, m, d) == days);
		if (++d > days_in_month(y, m)) {
			d = 1;
			m = m == 12 ? 1 : m + 1;
			y += m == 1;
		}
	}
}

TEST(civil, months_have_their_lengths)
{
	CHECK_INT(days_in_month(2024, 2), 29);
	CHECK_INT(days_in_month(2025, 2), 28);
	CHECK_INT(days_in_month(1900, 2), 28);
	CHECK_INT(days_in_month(2000, 2), 29);
	CHECK_INT(days_in_month(2100, 2), 28);
	CHECK_INT(days_in_month(2025, 4), 30);
	CHECK_INT(days_in_month(2025, 12), 31);
	CHECK_INT(days_in_month(2025, 0), 0);
	CHECK_INT(days_in_month(2025, 13), 0);
	CHECK_INT(days_in_month(2025, -1), 0);
}

TEST(civil, far_days_stay_inside_their_type)
{
	int year, month, day;

	civil_of_days(INT64_MAX, &year, &month, &day);
	CHECK(year > 1000000000 && month >= 1 && month <= 12 && day >= 1 && day <= 31);
	civil_of_days(INT64_MIN, &year, &month, &day);
	CHECK(year < -1000000000 && month >= 1 && month <= 12 && day >= 1 && day <= 31);
}

/* ---- Amsterdam ---------------------------------------------------------------------------- */

TEST(zone, summer_time_begins_and_ends_on_the_second)
{
	struct zone *z = amsterdam();
	int64_t spring = utc_of(2025, 3, 30, 1, 0, 0), autumn = utc_of(2025, 10, 26, 1, 0, 0);

	CHECK_INT(zone_offset_s(z, spring - 1), 3600);
	CHECK_INT(zone_offset_s(z, spring), 7200);
	CHECK_INT(zone_offset_s(z, autumn - 1), 7200);
	CHECK_INT(zone_offset_s(z, autumn), 3600);
	CHECK_TEXT(shown(z, spring * 1000 - 1), "2025-03-30T01:59:59.999+3600");
	CHECK_TEXT(shown(z, spring * 1000), "2025-03-30T03:00:00.000+7200");
	CHECK_TEXT(shown(z, autumn * 1000 - 1), "2025-10-26T02:59:59.999+7200");
	CHECK_TEXT(shown(z, autumn * 1000), "2025-10-26T02:00:00.000+3600");
	zone_free(z);
}

TEST(zone, a_time_in_the_gap_moves_forward)
{
	struct zone *z = amsterdam();

	/* 02:30 does not exist: half an hour after 02:00 is 03:30 summer time. */
	CHECK_INT(zone_local_to_utc_s(z, utc_of(2025, 3, 30, 2, 30, 0)), utc_of(2025, 3, 30, 1, 30, 0));
	CHECK_INT(zone_local_to_utc_s(z, utc_of(2025, 3, 30, 1, 59, 59)), utc_of(2025, 3, 30, 0, 59, 59));
	CHECK_INT(zone_local_to_utc_s(z, utc_of(2025, 3, 30, 2, 0, 0)), utc_of(2025, 3, 30, 1, 0, 0));
	CHECK_INT(zone_local_to_utc_s(z, utc_of(2025, 3, 30, 3, 0, 0)), utc_of(2025, 3, 30, 1, 0, 0));
	CHECK_TEXT(shown(z, zone_local_to_utc_s(z, utc_of(2025, 3, 30, 2, 59, 59)) * 1000),
	        "2025-03-30T03:59:59.000+7200");
	zone_free(z);
}

TEST(zone, of_two_the_first_is_taken)
{
	struct zone *z = amsterdam();

	CHECK_INT(zone_local_to_utc_s(z, utc_of(2025, 10, 26, 2, 30, 0)), utc_of(2025, 10, 26, 0, 30, 0));
	CHECK_INT(zone_local_to_utc_s(z, utc_of(2025, 10, 26, 2, 0, 0)), utc_of(2025, 10, 26, 0, 0, 0));
	CHECK_INT(zone_local_to_utc_s(z, utc_of(2025, 10, 26, 3, 0, 0)), utc_of(2025, 10, 26, 2, 0, 0));
	zone_free(z);
}

TEST(zone, history_and_future_are_known)
{
	struct zone *z = amsterdam();

	CHECK_INT(zone_offset_s(z, utc_of(1970, 7, 1, 12, 0, 0)), 3600); /* no summer time then */
	CHECK_INT(zone_offset_s(z, utc_of(1977, 7, 1, 12, 0, 0)), 7200);
	CHECK_INT(zone_offset_s(z, utc_of(2037, 7, 1, 12, 0, 0)), 7200);
	/* Behind the listed changes: the rule in the footer. */
	CHECK_INT(zone_offset_s(z, utc_of(2099, 3, 29, 0, 59, 59)), 3600);
	CHECK_INT(zone_offset_s(z, utc_of(2099, 3, 29, 1, 0, 0)), 7200);
	CHECK_INT(zone_offset_s(z, utc_of(2099, 10, 25, 0, 59, 59)), 7200);
	CHECK_INT(zone_offset_s(z, utc_of(2099, 10, 25, 1, 0, 0)), 3600);
	CHECK_INT(zone_offset_s(z, utc_of(2100, 1, 1, 0, 0, 0)), 3600);
	CHECK_TEXT(shown(z, -1), "1970-01-01T00:59:59.999+3600");
	zone_free(z);
}

TEST(zone, utc_never_moves)
{
	struct zone *z = NULL;

	CHECK_OK(zone_utc(&z));
	CHECK_INT(zone_offset_s(z, utc_of(2025, 7, 1, 0, 0, 0)), 0);
	CHECK_INT(zone_local_to_utc_s(z, 1234567890), 1234567890);
	CHECK_TEXT(shown(z, -1), "1969-12-31T23:59:59.999+0");
	zone_free(z);
	zone_free(NULL);
}

/* ---- beside the C library -------------------------------------------------------------------- */

static const char *const names[] = {"Europe/Amsterdam", "Europe/London", "Europe/Dublin", "Europe/Istanbul",
        "Europe/Kyiv", "Europe/Warsaw", "Africa/Casablanca", "Africa/Cairo", "Asia/Gaza", "Asia/Tehran",
        "Asia/Kathmandu", "America/New_York", "America/Nuuk", "America/Santiago", "America/Caracas",
        "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kiritimati", "Antarctica/Troll", "Etc/GMT+12", "UTC"};

static void beside_libc(const char *name, uint64_t *seed)
{
	struct zone *z = NULL;
	int64_t from = utc_of(1900, 1, 1, 0, 0, 0), span = utc_of(2101, 1, 1, 0, 0, 0) - from;

	CHECK_OK(zone_load(&z, NULL, name));
	setenv("TZ", name, 1);
	tzset();
	for (int i = 0; i < 20000; i++) {
		time_t utc = from + (int64_t)(((uint64_t)test_random(seed) << 8 | (i & 255)) % (uint64_t)span);
		struct tm want;
		struct civil got = zone_civil(z, (int64_t)utc * 1000 + 250);
		int64_t local = utc + got.offset_s, back = zone_local_to_utc_s(z, local);

		localtime_r(&utc, &want);
		if (got.offset_s != want.tm_gmtoff)
			test_fail(__FILE__, __LINE__, "%s at %lld: %d, the C library says %ld", name, (long long)utc,
			        got.offset_s, want.tm_gmtoff);
		CHECK(got.year == want.tm_year + 1900 && got.month == want.tm_mon + 1 && got.day == want.tm_mday);
		CHECK(got.hour == want.tm_hour && got.minute == want.tm_min && got.second == want.tm_sec);
		CHECK_INT(got.ms, 250);
		/* The way back gives a moment that shows the same local time, the first of two. */
		CHECK(back <= utc && back + zone_offset_s(z, back) == local);
	}
	zone_free(z);
}

TEST(zone, agrees_with_the_c_library_from_1900_to_2100)
{
	uint64_t seed = 7;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		beside_libc(names[i], &seed);
}

TEST(zone, every_gap_moves_forward_and_every_overlap_takes_the_first)
{
	int gaps = 0, overlaps = 0;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct zone *z = NULL;

		CHECK_OK(zone_load(&z, NULL, names[i]));
		for (size_t k = 1; k < z->n_changes; k++) {
			int64_t at = z->changes[k];
			int32_t before = zone_offset_s(z, at - 1), after = zone_offset_s(z, at);

			/* A change so close to another that both claim the hour has no one answer. */
			if (after == before || at - z->changes[k - 1] < 2 * 86400 ||
			        (k + 1 < z->n_changes && z->changes[k + 1] - at < 2 * 86400))
				continue;
			gaps += after > before;
			overlaps += after < before;
			/* In a gap or an overlap alike: as the old time counts it. */
			CHECK_INT(
			        zone_local_to_utc_s(z, at + before + (after - before) / 2), at + (after - before) / 2);
		}
		zone_free(z);
	}
	CHECK(gaps > 500 && overlaps > 500);
}
