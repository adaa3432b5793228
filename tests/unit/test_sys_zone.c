#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"
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

/* ---- the rule ------------------------------------------------------------------------------------ */

static struct zone_rule rule_of(const char *text)
{
	struct zone_rule r;

	CHECK_OK(zone_rule_parse(&r, text));
	return r;
}

TEST(rule, reads_every_form)
{
	struct zone_rule r = rule_of("CET-1CEST,M3.5.0,M10.5.0/3");

	CHECK(r.has_summer);
	CHECK_INT(r.winter_s, 3600);
	CHECK_INT(r.summer_s, 7200);
	CHECK_INT(r.to_summer.time_s, 7200);
	CHECK_INT(r.to_winter.time_s, 10800);
	r = rule_of("<+0545>-5:45");
	CHECK(!r.has_summer);
	CHECK_INT(r.winter_s, 5 * 3600 + 45 * 60);
	r = rule_of("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
	CHECK_INT(r.winter_s, -7200);
	CHECK_INT(r.to_summer.time_s, -3600);
	r = rule_of("LMT+0:19:32");
	CHECK_INT(r.winter_s, -1172);
	r = rule_of("AAA3BBB2:30,J60/1,364/167");
	CHECK_INT(r.to_summer.day, 60);
	CHECK_INT(r.to_winter.time_s, 167 * 3600);
	CHECK_INT(r.summer_s, -9000);
}

TEST(rule, refuses_what_is_no_rule)
{
	static const char *const bad[] = {"", "CE-1", "CET", "CET-", "CET-25", "CET-1:60", "CET-1:", "CET-1CEST",
	        "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,", "CET-1CEST,M13.5.0,M10.5.0",
	        "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0",
	        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365", "CET-1CEST,J1,J366", "CET-1CEST,0,366",
	        "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3 ", "CET-1CEST,M3.5.0,M10.5.0,", "<CET-1",
	        "<C>-1", "CET-0001", "CET--1", "CET-1CE,M3.5.0,M10.5.0"};
	struct zone_rule r = {.winter_s = 77};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		if (zone_rule_parse(&r, bad[i]) >= 0)
			test_fail(__FILE__, __LINE__, "\"%s\" was taken for a rule", bad[i]);
		CHECK(strlen(err_why()) > 0);
		CHECK_INT(r.winter_s, 77); /* written only on success */
	}
}

TEST(rule, the_south_has_summer_over_new_year)
{
	struct zone_rule r = rule_of("<-03>3<-02>,M10.3.0/0,M2.3.0/0");

	CHECK_INT(zone_rule_offset_s(&r, utc_of(2050, 12, 31, 23, 59, 59)), -7200);
	CHECK_INT(zone_rule_offset_s(&r, utc_of(2051, 1, 1, 0, 0, 0)), -7200);
	CHECK_INT(zone_rule_offset_s(&r, utc_of(2051, 7, 1, 0, 0, 0)), -10800);
}

TEST(rule, days_counted_through_the_year_know_the_29th_of_february)
{
	struct zone_rule j = rule_of("AAA0BBB,J60/0,J300/0"), n = rule_of("AAA0BBB,59/0,299/0");

	/* J60 is the 1st of March always; index 59 is the 29th of February in a leap year. */
	CHECK_INT(zone_rule_offset_s(&j, utc_of(2048, 2, 29, 12, 0, 0)), 0);
	CHECK_INT(zone_rule_offset_s(&j, utc_of(2048, 3, 1, 0, 0, 0)), 3600);
	CHECK_INT(zone_rule_offset_s(&j, utc_of(2049, 3, 1, 0, 0, 0)), 3600);
	CHECK_INT(zone_rule_offset_s(&j, utc_of(2049, 2, 28, 23, 59, 59)), 0);
	CHECK_INT(zone_rule_offset_s(&n, utc_of(2048, 2, 29, 0, 0, 0)), 3600);
	CHECK_INT(zone_rule_offset_s(&n, utc_of(2049, 2, 28, 23, 59, 59)), 0);
	CHECK_INT(zone_rule_offset_s(&n, utc_of(2049, 3, 1, 0, 0, 0)), 3600);
}

TEST(rule, summer_all_year_has_no_winter)
{
	struct zone_rule r = rule_of("XXX3EDT4,0/0,J365/23");

	for (int64_t t = utc_of(2050, 1, 1, 0, 0, 0) - 86400; t < utc_of(2050, 1, 3, 0, 0, 0); t += 600)
		CHECK_INT(zone_rule_offset_s(&r, t), -4 * 3600);
}

TEST(rule, far_moments_stay_inside_their_type)
{
	struct zone_rule r = rule_of("CET-1CEST,M3.5.0,M10.5.0/3");
	struct zone *z = amsterdam();

	CHECK(zone_rule_offset_s(&r, INT64_MAX) >= 3600);
	CHECK(zone_rule_offset_s(&r, INT64_MIN) >= 3600);
	CHECK_INT(zone_local_to_utc_s(z, INT64_MAX), INT64_MAX);
	CHECK_INT(zone_local_to_utc_s(z, INT64_MIN), INT64_MIN);
	(void)zone_civil(z, INT64_MAX);
	(void)zone_civil(z, INT64_MIN);
	zone_free(z);
}

/* ---- files that are not right ---------------------------------------------------------------------- */

static void put32(struct buf *b, uint32_t v)
{
	uint8_t be[4] = {(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v};

	buf_add(b, be, 4);
}

/* A file of the second version with so many changes and kinds, and that footer. */
static void make_file(struct buf *b, uint32_t changes, uint32_t kinds, const char *footer)
{
	for (int block = 0; block < 2; block++) {
		uint32_t n = block ? changes : 0, k = block ? kinds : 1;

		buf_add(b, "TZif2", 5);
		buf_zero(b, 15 + 4 * 3);
		put32(b, n);
		put32(b, k);
		put32(b, 1);
		for (uint32_t i = 0; i < n; i++) {
			put32(b, 0);
			put32(b, i * 1000);
		}
		for (uint32_t i = 0; i < n; i++)
			buf_char(b, (char)(i % k));
		for (uint32_t i = 0; i < k; i++) {
			put32(b, i * 60);
			buf_zero(b, 2);
		}
		buf_zero(b, 1);
	}
	buf_printf(b, "\n%s\n", footer);
}

static int parse(struct buf *b)
{
	struct zone *z = calloc(1, sizeof *z);
	int e = zone_parse(z, b->data, b->len, "Test/Zone");

	if (e == 0) /* whatever was taken can be used */
		for (int64_t t = -4000; t < 4000; t += 500)
			(void)zone_local_to_utc_s(z, t + zone_offset_s(z, t));
	free(z);
	return e;
}

static int parse_made(uint32_t changes, uint32_t kinds, const char *footer)
{
	struct buf b;
	int e;

	buf_init(&b, 1 << 20);
	make_file(&b, changes, kinds, footer);
	CHECK_OK(buf_done(&b));
	e = parse(&b);
	buf_fini(&b);
	return e;
}

TEST(file, ceilings_hold_at_one_below_at_and_one_above)
{
	char footer[ZONE_FOOTER_MOST + 2];

	CHECK_OK(parse_made(ZONE_CHANGES_MOST - 1, 2, ""));
	CHECK_OK(parse_made(ZONE_CHANGES_MOST, 2, "CET-1"));
	CHECK(parse_made(ZONE_CHANGES_MOST + 1, 2, "") < 0);
	CHECK_HAS(err_why(), "at most 2048");
	CHECK_OK(parse_made(3, ZONE_TYPES_MOST - 1, ""));
	CHECK_OK(parse_made(3, ZONE_TYPES_MOST, "CET-1"));
	CHECK(parse_made(3, ZONE_TYPES_MOST + 1, "") < 0);
	CHECK_HAS(err_why(), "at most 64");
	for (int n = ZONE_FOOTER_MOST - 1; n <= ZONE_FOOTER_MOST + 1; n++) {
		memset(footer, 'A', sizeof footer);
		snprintf(footer + n - 2, 3, "-1");
		CHECK((parse_made(1, 1, footer) == 0) == (n <= ZONE_FOOTER_MOST));
	}
	CHECK_HAS(err_why(), "at most 127");
}

TEST(file, every_cut_is_refused)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	make_file(&b, 3, 2, "CET-1CEST,M3.5.0,M10.5.0/3");
	for (size_t whole = b.len, n = 0; n <= whole; n++) {
		uint8_t *copy = malloc(n ? n : 1); /* an exact piece, so that one byte too far is seen */
		struct buf part = {.data = copy, .len = n};

		memcpy(copy, b.data, n);
		CHECK((parse(&part) == 0) == (n == whole));
		free(copy);
	}
	buf_fini(&b);
}

static int with_byte(size_t at, uint8_t value)
{
	struct buf b;
	int e;

	buf_init(&b, 1 << 20);
	make_file(&b, 3, 2, "CET-1");
	b.data[at] = value;
	e = parse(&b);
	buf_fini(&b);
	return e;
}

TEST(file, contradictions_are_refused_by_name)
{
	const size_t second = 44 + 6 + 1, data = second + 44;

	CHECK(with_byte(0, 'X') < 0);
	CHECK_HAS(err_why(), "Test/Zone");
	CHECK_HAS(err_why(), "no time zone file");
	CHECK(with_byte(4, 0) < 0);
	CHECK_HAS(err_why(), "first version");
	CHECK(with_byte(second + 31, 1) < 0);
	CHECK_HAS(err_why(), "leap seconds");
	CHECK(with_byte(second + 23, 3) < 0); /* more marks than kinds */
	CHECK_HAS(err_why(), "contradicts");
	CHECK(with_byte(second + 39, 0) < 0); /* no kind at all: the counts no longer add up */
	CHECK(with_byte(data + 8, 0x80) < 0); /* the second change before the first */
	CHECK_HAS(err_why(), "out of order");
	CHECK(with_byte(data + 24, 2) < 0); /* a kind that is not there */
	CHECK_HAS(err_why(), "out of order");
	CHECK(with_byte(data + 27, 0x7f) < 0);
	CHECK_HAS(err_why(), "more than a day");
	CHECK(parse_made(1, 1, "nonsense") < 0);
	CHECK_HAS(err_why(), "rule");
}

TEST(file, names_that_lead_elsewhere_are_refused)
{
	static const char *const bad[] = {"", "/etc/passwd", "../../etc/passwd", "Europe/../../x", "Europe//Amsterdam",
	        "Europe/", "Europe/Amster dam", "Europe/Amsterdam\n", "."};
	char longest[ZONE_NAME_MOST + 2];
	struct zone *z = NULL;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CHECK(zone_load(&z, NULL, bad[i]) < 0);
		CHECK_HAS(err_why(), "a name like Europe/Amsterdam");
	}
	memset(longest, 'a', sizeof longest);
	longest[ZONE_NAME_MOST + 1] = '\0';
	CHECK(zone_load(&z, NULL, longest) < 0);
	CHECK_HAS(err_why(), "a name like");
	longest[ZONE_NAME_MOST] = '\0';
	CHECK(zone_load(&z, NULL, longest) < 0);
	CHECK_HAS(err_why(), "not on this machine");
	CHECK(zone_load(&z, NULL, "Europe/Atlantis") < 0);
	CHECK_HAS(err_why(), "tzdata");
	CHECK(z == NULL);
}

TEST(file, a_folder_of_ones_own_is_read)
{
	struct buf b;
	struct zone *z = NULL;

	buf_init(&b, 1 << 20);
	make_file(&b, 2, 2, "CET-1");
	CHECK_OK(file_replace("Here", b.data, b.len, 0600));
	CHECK_OK(zone_load(&z, test_folder(), "Here"));
	CHECK_INT(zone_offset_s(z, -1), 0);
	CHECK_INT(zone_offset_s(z, 0), 0);
	CHECK_INT(zone_offset_s(z, 999), 0);
	CHECK_INT(zone_offset_s(z, 1000), 3600); /* from the last change on the rule holds */
	zone_free(z);
	buf_zero(&b, ZONE_FILE_MOST);
	CHECK_OK(file_replace("Big", b.data, b.len, 0600));
	CHECK(zone_load(&z, test_folder(), "Big") < 0);
	buf_fini(&b);
}
