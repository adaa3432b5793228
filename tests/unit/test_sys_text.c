#include <stdint.h>

#include "harness.h"
#include "sys/text.h"

TEST(utf8, every_code_point_survives_and_nothing_else_is_one)
{
	for (uint32_t p = 1; p <= 0x110010; p++) {
		char out[5] = "";
		size_t n = utf8_put(out, p);
		bool is_one = p <= 0x10ffff && (p < 0xd800 || p > 0xdfff);
		CHECK_INT(n > 0, is_one);
		if (!is_one)
			continue;
		const char *at = out;
		CHECK_INT(n, p < 0x80 ? 1 : p < 0x800 ? 2 : p < 0x10000 ? 3 : 4);
		CHECK(utf8_valid(out, n));
		CHECK_INT(utf8_next(&at), p);
		CHECK(at == out + n);
	}
}

TEST(utf8, broken_bytes_give_the_replacement_one_at_a_time)
{
	static const char *const broken[] = {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80",
	        "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x98"};
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		const char *at = broken[i];
		size_t n = strlen(at);
		CHECK(!utf8_valid(at, n));
		for (size_t j = 0; j < n; j++) {
			CHECK_INT(utf8_next(&at), 0xfffd);
			CHECK(at == broken[i] + j + 1);
		}
		CHECK_INT(utf8_next(&at), 0);
	}
}

TEST(utf8, the_end_is_not_passed)
{
	const char *s = "", *at = s;
	CHECK_INT(utf8_next(&at), 0);
	CHECK(at == s);
	CHECK(utf8_valid("", 0));
	CHECK(!utf8_valid("\xc3\xa9", 1));
	CHECK(utf8_valid("a\0b", 3)); /* a NUL is a code point too */
}

TEST(utf8, points_are_counted_and_stepped_back_over)
{
	const char *s = "aé€😀";
	CHECK_INT(utf8_points(s), 4);
	CHECK_INT(utf8_points(""), 0);
	CHECK_INT(utf8_before(s, 10), 6);
	CHECK_INT(utf8_before(s, 6), 3);
	CHECK_INT(utf8_before(s, 3), 1);
	CHECK_INT(utf8_before(s, 1), 0);
	CHECK_INT(utf8_before(s, 0), 0);
}

TEST(text, is_compared_also_where_there_is_none)
{
	CHECK(text_is("a", "a") && !text_is("a", "b") && !text_is("a", "ab"));
	CHECK(text_is(NULL, NULL) && !text_is("", NULL) && !text_is(NULL, ""));
}

TEST(text, begins_and_ends)
{
	CHECK(text_starts("abc", "") && text_starts("abc", "abc") && !text_starts("abc", "abcd") &&
	        !text_starts("", "a"));
	CHECK(text_ends("abc", "") && text_ends("abc", "bc") && !text_ends("abc", "abcd") && !text_ends("", "c"));
}

TEST(numbers, are_whole_or_none)
{
	int64_t n = 42;
	CHECK(text_i64("0", 0, 10, &n) && n == 0);
	CHECK(text_i64("-0", -1, 1, &n) && n == 0);
	CHECK(text_i64("007", 0, 10, &n) && n == 7);
	CHECK(text_i64("9223372036854775807", INT64_MIN, INT64_MAX, &n) && n == INT64_MAX);
	CHECK(text_i64("-9223372036854775808", INT64_MIN, INT64_MAX, &n) && n == INT64_MIN);
	n = 42;
	static const char *const none[] = {"", "-", "+1", " 1", "1 ", "1.0", "0x1", "--1", "1-", "9223372036854775808",
	        "-9223372036854775809", "99999999999999999999999", "١"};
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		CHECK(!text_i64(none[i], INT64_MIN, INT64_MAX, &n));
	CHECK_INT(n, 42);
}

TEST(numbers, keep_to_their_range)
{
	int64_t n = 42;
	CHECK(!text_i64("-6", -5, 5, &n) && n == 42);
	CHECK(text_i64("-5", -5, 5, &n) && n == -5);
	CHECK(text_i64("-4", -5, 5, &n) && n == -4);
	CHECK(text_i64("4", -5, 5, &n) && n == 4);
	CHECK(text_i64("5", -5, 5, &n) && n == 5);
	CHECK(!text_i64("6", -5, 5, &n) && n == 5);
}

TEST(hex, goes_there_and_back)
{
	uint8_t in[256], back[256];
	char text[513];
	for (int i = 0; i < 256; i++)
		in[i] = (uint8_t)i;
	hex_put(text, in, 256);
	CHECK_INT(strlen(text), 512);
	CHECK(text_starts(text, "000102") && text_ends(text, "fdfeff"));
	CHECK(hex_take(back, 256, text));
	CHECK_BYTES(back, in, 256);
	CHECK(hex_take(back, 2, "AbCd"));
	CHECK_BYTES(back, "\xab\xcd", 2);
	CHECK(hex_take(back, 0, ""));
	hex_put(text, in, 0);
	CHECK_TEXT(text, "");
}

TEST(hex, that_is_none_is_refused_and_writes_nothing)
{
	uint8_t out[2] = {1, 2};
	CHECK(!hex_take(out, 2, "abc"));
	CHECK(!hex_take(out, 2, "abcde"));
	CHECK(!hex_take(out, 2, "abcg"));
	CHECK(!hex_take(out, 2, "ab d"));
	CHECK(!hex_take(out, 2, ""));
	CHECK_BYTES(out, "\1\2", 2);
}

TEST(copy, ends_with_a_nul_and_tells_when_it_was_cut)
{
	char out[4];
	CHECK(text_copy(out, 4, "ab"));
	CHECK_TEXT(out, "ab");
	CHECK(text_copy(out, 4, "abc"));
	CHECK_TEXT(out, "abc");
	CHECK(!text_copy(out, 4, "abcd"));
	CHECK_TEXT(out, "abc");
	CHECK(!text_copy(out, 1, "a"));
	CHECK_TEXT(out, "");
	CHECK(text_copy(out, 1, ""));
	CHECK(!text_copy(out, 0, "a"));
}

TEST(copy, cuts_between_code_points)
{
	char out[6];
	CHECK(!text_copy(out, 4, "aa€"));
	CHECK_TEXT(out, "aa");
	CHECK(!text_copy(out, 5, "aa€"));
	CHECK_TEXT(out, "aa");
	CHECK(text_copy(out, 6, "aa€"));
	CHECK_TEXT(out, "aa€");
	CHECK(!text_copy(out, 3, "😀"));
	CHECK_TEXT(out, "");
}
