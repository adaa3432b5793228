#include "harness.h"
#include "sys/zone.h"
#include "sys/zone_parts.h"

static int64_t utc_of(int year, int month, int day, int hour, int minute, int second)
{
	return days_of_civil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
}

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
	struct zone *z = NULL;

	CHECK_OK(zone_load(&z, NULL, "Europe/Amsterdam"));
	CHECK(zone_rule_offset_s(&r, INT64_MAX) >= 3600);
	CHECK(zone_rule_offset_s(&r, INT64_MIN) >= 3600);
	CHECK_INT(zone_local_to_utc_s(z, INT64_MAX), INT64_MAX);
	CHECK_INT(zone_local_to_utc_s(z, INT64_MIN), INT64_MIN);
	(void)zone_civil(z, INT64_MAX);
	(void)zone_civil(z, INT64_MIN);
	zone_free(z);
}
