#include <math.h>
#include <stdlib.h>

#include "form/number.h"
#include "harness.h"

static void check_format(double n, const char *want)
{
	char out[NUMBER_ROOM];
	size_t length = number_format(out, n);

	CHECK_TEXT(out, want);
	CHECK_INT(length, strlen(want));
}

TEST(number, is_written_as_short_as_it_can_be_read_back)
{
	check_format(0, "0");
	check_format(-0.0, "0");
	check_format(1, "1");
	check_format(-17, "-17");
	check_format(0.1, "0.1");
	check_format(-0.0005, "-0.0005");
	check_format(0.1 + 0.2, "0.30000000000000004");
	check_format(100, "100");
	check_format(450.5, "450.5");
	check_format(5e-324, "5e-324");
	check_format(1.7976931348623157e308, "1.7976931348623157e+308");
	check_format(123456789012345680000.0, "123456789012345680000");
	check_format(1e21, "1e+21");
	check_format(1.5e21, "1.5e+21");
	check_format(0.000001, "0.000001");
	check_format(0.0000001, "1e-7");
	check_format(9007199254740993.0, "9007199254740992");
	check_format(NAN, "");
	check_format(INFINITY, "Infinity");
	check_format(-INFINITY, "-Infinity");
}

TEST(number, any_double_comes_back_the_same)
{
	uint64_t seed = 7;

	for (int i = 0; i < 200000; i++) {
		uint64_t bits = (uint64_t)test_random(&seed) << 32 | test_random(&seed);
		char out[NUMBER_ROOM];
		double n;

		memcpy(&n, &bits, sizeof n);
		if (isnan(n) || isinf(n))
			continue;
		CHECK(number_format(out, n) < NUMBER_ROOM);
		if (strtod(out, NULL) != n && n != 0)
			test_fail(__FILE__, __LINE__, "%a became %s", n, out);
	}
}

TEST(number, is_read_only_when_all_of_the_text_is_one)
{
	static const char *const none[] = {"", " ", "-", ".", "-.", "1a", "a1", "1 2", "+1", "1e3", "0x10", "1,5",
	        "--1", "NaN", "Infinity", "1.2.3", "\xc2\xa0"};

	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		if (!isnan(number_parse(str_of(none[i]))))
			test_fail(__FILE__, __LINE__, "'%s' is taken for a number", none[i]);
	}
	CHECK(number_parse(str_of(" 12.5\n")) == 12.5);
	CHECK(number_parse(str_of("-.5")) == -0.5);
	CHECK(number_parse(str_of("5.")) == 5);
	CHECK(number_parse(str_of("007")) == 7);
}

TEST(number, of_more_than_63_digits_is_none)
{
	char text[70];

	memset(text, '1', sizeof text);
	CHECK(!isnan(number_parse((struct str){text, 62})));
	CHECK(!isnan(number_parse((struct str){text, 63})));
	CHECK(isnan(number_parse((struct str){text, 64})));
}
