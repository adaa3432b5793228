/* Age on a date: the vectors of the domain reference (section 5), partial dates, and who is presumed a minor. */
#include "harness.h"
#include "notice/age.h"
#include "sys/zone.h"

static struct part_date date(const char *text)
{
	struct part_date d = {0};

	if (!part_date_read(&d, text))
		test_fail(__FILE__, __LINE__, "no date: %s", text);
	return d;
}

static int age(const char *born, const char *on, enum leap_birthday leap)
{
	struct part_date b = date(born), o = date(on);

	return age_on(&b, &o, leap);
}

static struct age_range range(const char *born, const char *on)
{
	struct part_date b = date(born), o = date(on);

	return age_between(&b, &o, LEAP_MARCH_1);
}

TEST(age, the_vectors_of_the_domain_reference_hold)
{
	CHECK_INT(age("2012-02-29", "2024-02-28", LEAP_MARCH_1), 11);
	CHECK_INT(age("2012-02-29", "2024-02-29", LEAP_MARCH_1), 12);
	CHECK_INT(age("2012-02-29", "2024-02-28", LEAP_FEBRUARY_28), 11);
	CHECK_INT(age("2012-02-29", "2024-02-29", LEAP_FEBRUARY_28), 12);
	CHECK_INT(age("2007-03-03", "2025-03-02", LEAP_MARCH_1), 17);
	CHECK_INT(age("2007-03-03", "2025-03-03", LEAP_MARCH_1), 18);
}

TEST(age, a_leap_birthday_in_a_common_year_follows_the_policy)
{
	CHECK_INT(age("2008-02-29", "2026-02-27", LEAP_FEBRUARY_28), 17);
	CHECK_INT(age("2008-02-29", "2026-02-28", LEAP_FEBRUARY_28), 18);
	CHECK_INT(age("2008-02-29", "2026-02-28", LEAP_MARCH_1), 17);
	CHECK_INT(age("2008-02-29", "2026-03-01", LEAP_MARCH_1), 18);
	CHECK_INT(age("2008-02-29", "2100-02-28", LEAP_MARCH_1), 91);
	CHECK_INT(age("2008-02-29", "2100-03-01", LEAP_MARCH_1), 92);
}

TEST(age, march_1_is_the_default_because_it_keeps_protection_longest)
{
	enum leap_birthday none = 0;

	CHECK_INT(none, LEAP_MARCH_1);
}

TEST(age, nobody_is_older_before_birth)
{
	CHECK_INT(age("2024-05-05", "2024-05-04", LEAP_MARCH_1), -1);
	CHECK_INT(age("2024-05-05", "2024-05-05", LEAP_MARCH_1), 0);
	CHECK_INT(range("2030", "2024-05-05").lowest, 0);
	CHECK_INT(range("2030", "2024-05-05").highest, 0);
}

TEST(age, a_day_makes_nobody_younger)
{
	/* Every day of five years, for birthdays around the end of February: the age rises by one, once a year. */
	static const char *const born[] = {"2008-02-28", "2008-02-29", "2008-03-01", "2008-12-31", "2008-01-01"};
	int64_t first = days_of_civil(2023, 1, 1), last = days_of_civil(2028, 1, 1);

	for (size_t i = 0; i < sizeof born / sizeof *born; i++)
		for (int leap = LEAP_MARCH_1; leap <= LEAP_FEBRUARY_28; leap++) {
			struct part_date b = date(born[i]);
			int before = -1, birthdays = 0;

			for (int64_t d = first; d <= last; d++) {
				struct part_date on;
				int years;

				civil_of_days(d, &on.year, &on.month, &on.day);
				years = age_on(&b, &on, (enum leap_birthday)leap);
				CHECK(before < 0 || years == before || years == before + 1);
				birthdays += before >= 0 && years != before;
				before = years;
			}
			CHECK_INT(birthdays, 5);
		}
}

TEST(age, dates_are_read_as_far_as_they_are_known)
{
	struct part_date d;

	CHECK(part_date_read(&d, "2024-02-29") && part_date_is_whole(&d));
	CHECK_INT(d.day, 29);
	CHECK(part_date_read(&d, "2024-02") && !part_date_is_whole(&d));
	CHECK_INT(d.month, 2);
	CHECK_INT(d.day, 0);
	CHECK(part_date_read(&d, "1944") && d.month == 0);
	CHECK(part_date_read(&d, "1944-~") && d.year == 1944 && d.month == 0);
	CHECK(part_date_read(&d, "1900-01-01"));
}

TEST(age, what_is_no_date_is_not_read)
{
	static const char *const bad[] = {"", "1", "19", "194", "2023-02-29", "2025-04-31", "2025-13-01", "2025-00",
	        "2025-00-01", "2025-01-00", "2025-1-1", "2025/01/01", "20250101", "1899-12-31", "3000-01-01", "2025-",
	        "2025-~-01", "2025-01-", "2025-01-0x", "-025-01-01", "2025-01-01 ", " 2025", "2025-~~", "29-02-2012"};
	struct part_date d = {7, 7, 7};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (part_date_read(&d, bad[i]))
			test_fail(__FILE__, __LINE__, "read as a date: \"%s\"", bad[i]);
	CHECK_INT(d.year, 7);
}

TEST(age, a_year_alone_gives_a_range)
{
	struct age_range a = range("2007", "2025-06-15");

	CHECK_INT(a.lowest, 17);
	CHECK_INT(a.highest, 18);
	a = range("2007-06", "2025-06-15");
	CHECK_INT(a.lowest, 17);
	CHECK_INT(a.highest, 18);
	a = range("2007-06", "2025-05-31");
	CHECK_INT(a.lowest, 17);
	CHECK_INT(a.highest, 17);
	a = range("2007-06", "2025");
	CHECK_INT(a.lowest, 17);
	CHECK_INT(a.highest, 18);
	a = range("2007-06-01", "2025-06-01");
	CHECK_INT(a.lowest, 18);
	CHECK_INT(a.highest, 18);
}

TEST(age, a_range_holds_every_day_it_may_be)
{
	/* Whatever the day of birth and the day looked at really were, the true age lies within the range. */
	uint64_t seed = 5;

	for (int i = 0; i < 3000; i++) {
		struct part_date born = {1990 + (int)(test_random(&seed) % 30), 1 + (int)(test_random(&seed) % 12), 0};
		struct part_date on = {2010 + (int)(test_random(&seed) % 20), 1 + (int)(test_random(&seed) % 12), 0};
		struct part_date b, o;
		struct age_range a;
		int years;

		born.day = 1 + (int)(test_random(&seed) % (uint32_t)days_in_month(born.year, born.month));
		on.day = 1 + (int)(test_random(&seed) % (uint32_t)days_in_month(on.year, on.month));
		years = age_on(&born, &on, LEAP_MARCH_1);
		b = born;
		o = on;
		if (i & 1)
			b.day = 0;
		if (i & 2)
			b.day = b.month = 0;
		if (i & 4)
			o.day = 0;
		a = age_between(&b, &o, LEAP_MARCH_1);
		CHECK(a.known && a.lowest <= a.highest);
		CHECK(a.lowest <= (years < 0 ? 0 : years) && (years < 0 ? 0 : years) <= a.highest);
	}
}

TEST(age, who_may_be_a_minor_is_presumed_to_be_one)
{
	struct age_range maybe = range("2007", "2025-06-15"), no = range("2006", "2025-06-15");
	struct age_range yes = age_exactly(17), nothing = age_unknown();

	CHECK(age_counts_as_minor(&maybe, false) && !age_is_under(&maybe, 18) && age_may_be_under(&maybe, 18));
	CHECK(age_counts_as_minor(&yes, false) && age_is_under(&yes, 18));
	CHECK(!age_counts_as_minor(&no, false));
	CHECK(!age_counts_as_minor(&no, true)); /* a known age is not overruled by looks */
	CHECK(!age_counts_as_minor(&nothing, false));
	CHECK(age_counts_as_minor(&nothing, true));
	CHECK(!age_is_under(&nothing, 18) && !age_may_be_under(&nothing, 18));
}

TEST(age, without_a_date_nothing_is_known)
{
	struct part_date none = {0}, on = date("2025-01-01");
	struct age_range a = age_between(&none, &on, LEAP_MARCH_1), b = age_between(&on, &none, LEAP_MARCH_1);

	CHECK(!a.known && !b.known);
	CHECK_INT(a.lowest, 0);
	CHECK_INT(a.highest, AGE_HIGHEST);
	CHECK_INT(age_exactly(AGE_HIGHEST + 50).lowest, AGE_HIGHEST);
}
