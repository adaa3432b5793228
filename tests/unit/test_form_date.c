#include <math.h>

#include "form/date.h"
#include "harness.h"

static struct zone *amsterdam(void)
{
	struct zone *z;

	CHECK_OK(zone_load(&z, NULL, "Europe/Amsterdam"));
	return z;
}

static void check_text(const struct zone *z, const char *text, const char *want)
{
	char out[DATE_ROOM];
	struct date d;

	if (!date_parse(&d, str_of(text), z))
		test_fail(__FILE__, __LINE__, "%s is no date", text);
	CHECK_INT(date_format(out, d, z), strlen(want));
	CHECK_TEXT(out, want);
}

TEST(date, is_read_in_every_way_that_forms_write_it)
{
	struct zone *z = amsterdam();

	check_text(z, "2026-03-14", "2026-03-14");
	check_text(z, "2026-3-4", "2026-03-04");
	check_text(z, "0001-01-01", "0001-01-01");
	check_text(z, "2024-02-29", "2024-02-29");
	check_text(z, "2026-03-14T11:20:30.000+01:00", "2026-03-14T11:20:30.000+01:00");
	check_text(z, "2026-03-14T11:20:30.5Z", "2026-03-14T12:20:30.500+01:00");
	check_text(z, "2026-03-14T11:20", "2026-03-14T11:20:00.000+01:00");
	check_text(z, "2026-07-14T11:20:30.1239", "2026-07-14T11:20:30.123+02:00");
	check_text(z, "2026-03-14T11:20:30-0500", "2026-03-14T17:20:30.000+01:00");
	check_text(z, "2026-03-14T23:30:00-05", "2026-03-15T05:30:00.000+01:00");
	zone_free(z);
}

TEST(date, that_does_not_exist_is_refused)
{
	static const char *const none[] = {"", "2026", "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00",
	        "2026-01-32", "26-01-01", "2026-01-01T", "2026-01-01T24:00", "2026-01-01T10:60", "2026-01-01T10:00:60",
	        "2026-01-01 10:00", "2026-01-01T10:00+25:00", "2026-01-01T10:00+", "2026-01-01x", "x2026-01-01",
	        "2026/01/01", "2026-01-01T10:00:00.Z", "2026-01-01T10:00:00+01:00x"};
	struct zone *z = amsterdam();
	struct date d = {.day = 42};

	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		if (date_parse(&d, str_of(none[i]), z))
			test_fail(__FILE__, __LINE__, "'%s' is taken for a date", none[i]);
	}
	CHECK_INT(d.day, 42);
	zone_free(z);
}

TEST(date, counts_whole_days_and_a_moment_fractions_of_them)
{
	struct zone *z = amsterdam();
	struct date d;

	CHECK(date_parse(&d, str_of("1970-01-01"), z));
	CHECK(date_number(d) == 0);
	CHECK_INT(d.ms, -3600000);
	CHECK(date_parse(&d, str_of("2000-03-01"), z));
	CHECK(date_number(d) == 11017);
	CHECK(date_parse(&d, str_of("1970-01-02T01:00:00.000+01:00"), z));
	CHECK(date_number(d) == 1);
	CHECK(date_parse(&d, str_of("1969-12-31T12:00:00Z"), z));
	CHECK(date_number(d) == -0.5);
	CHECK_INT(d.day, -1);
	zone_free(z);
}

TEST(date, follows_summer_time)
{
	struct zone *z = amsterdam();

	/* The night of 29 March 2026 has no 02:30; that of 25 October has two: the first counts. */
	check_text(z, "2026-03-29T01:59:59", "2026-03-29T01:59:59.000+01:00");
	check_text(z, "2026-03-29T02:30:00", "2026-03-29T03:30:00.000+02:00");
	check_text(z, "2026-03-29T03:00:00", "2026-03-29T03:00:00.000+02:00");
	check_text(z, "2026-10-25T02:30:00", "2026-10-25T02:30:00.000+02:00");
	zone_free(z);
}

TEST(date, is_laid_out_by_a_pattern)
{
	struct zone *z = amsterdam();
	struct date d;
	char out[64];

	CHECK(date_parse(&d, str_of("2026-01-05T07:08:09.010+01:00"), z));
	CHECK_INT(date_format_by(out, sizeof out, str_of("%Y|%y|%m|%n|%d|%e|%H|%h|%M|%S|%3|%a|%b|%q|%"), d, z), 45);
	CHECK_TEXT(out, "2026|26|01|1|05|5|07|7|08|09|010|Mon|Jan|%q|%");
	CHECK(date_parse(&d, str_of("1970-01-01"), z));
	(void)date_format_by(out, sizeof out, str_of("%a %H:%M"), d, z);
	CHECK_TEXT(out, "Thu 00:00");
	zone_free(z);
}

TEST(date, pattern_that_is_too_long_is_cut_not_written_past)
{
	struct zone *z = amsterdam();
	struct date d = date_of_ms(0, z);
	char out[41];

	memset(out, '#', sizeof out);
	CHECK(date_format_by(out, 40, str_of("%Y%Y%Y%Y%Y%Y%Y%Y%Y%Y%Y%Y%Y%Y%Y%Y"), d, z) < 40);
	CHECK_INT(out[40], '#');
	zone_free(z);
}

TEST(date, time_alone_is_a_part_of_a_day_here)
{
	struct zone *z = amsterdam();
	double n = -1;

	CHECK(time_parse(&n, str_of("06:00"), z));
	CHECK(n == 0.25);
	CHECK(time_parse(&n, str_of("18:00:00.000Z"), z));
	CHECK(fabs(n - 19.0 / 24) < 1e-12);
	CHECK(time_parse(&n, str_of("00:30:00+02:00"), z));
	CHECK(fabs(n - 23.5 / 24) < 1e-12);
	CHECK(!time_parse(&n, str_of("24:00"), z));
	CHECK(!time_parse(&n, str_of("10"), z));
	CHECK(!time_parse(&n, str_of(""), z));
	zone_free(z);
}
