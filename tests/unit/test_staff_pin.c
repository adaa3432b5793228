#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "staff/pin.h"

TEST(pin, easy_ones_are_refused_and_others_not)
{
	static const char *const easy[] = {"0000", "7777", "1234", "4321", "7890", "0987", "8901", "1212", "9898",
	        "1984", "2026", "1900", "2099", "2580", "0852", "123456", "654321", "111111", "123123", "121212",
	        "140385", "850314", "14031985", "19850314", "12341234", "77777777"};
	static const char *const good[] = {"8206", "1899", "2100", "4711", "73915", "827619", "93027", "82061957"};

	for (size_t i = 0; i < sizeof easy / sizeof *easy; i++)
		if (pin_judge(easy[i], 4) != PIN_TOO_EASY)
			test_fail(__FILE__, __LINE__, "%s was taken", easy[i]);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (pin_judge(good[i], 4) != PIN_FINE)
			test_fail(__FILE__, __LINE__, "%s was refused", good[i]);
}

TEST(pin, length_and_digits)
{
	CHECK_INT(pin_judge("", 4), PIN_TOO_SHORT);
	CHECK_INT(pin_judge("820", 4), PIN_TOO_SHORT);
	CHECK_INT(pin_judge("8206", 4), PIN_FINE);
	CHECK_INT(pin_judge("8206", 5), PIN_TOO_SHORT);
	CHECK_INT(pin_judge("82061957", 8), PIN_FINE);
	CHECK_INT(pin_judge("820619573", 4), PIN_TOO_LONG);
	CHECK_INT(pin_judge("82o6", 4), PIN_NO_DIGITS);
	CHECK_INT(pin_judge("82 06", 4), PIN_NO_DIGITS);
}

TEST(pin, enough_are_left_to_choose_from)
{
	char d[12];
	int fine = 0;

	for (int i = 0; i < 10000; i++) {
		snprintf(d, sizeof d, "%04d", i);
		fine += pin_judge(d, 4) == PIN_FINE;
	}
	printf("# %d of 10000 PINs may be chosen\n", fine);
	CHECK(fine > 9500 && fine < 9900);
}

TEST(pin, random_ones_are_fine_and_every_digit_comes)
{
	int seen[10] = {0};
	char d[PIN_DIGITS_MAX + 1];

	for (int i = 0; i < 5000; i++) {
		int digits = PIN_DIGITS_MIN + i % (PIN_DIGITS_MAX - PIN_DIGITS_MIN + 1);

		pin_random(d, digits);
		CHECK_INT(strlen(d), digits);
		CHECK_INT(pin_judge(d, digits), PIN_FINE);
		seen[d[0] - '0']++;
	}
	for (int i = 0; i < 10; i++)
		CHECK(seen[i] > 350);
}

TEST(pin, master_depends_on_badge_pin_and_salt)
{
	uint8_t badge[BADGE_SECRET_BYTES] = {1}, salt[PIN_SALT_BYTES] = {2}, a[32], b[32], v[32], w[32];
	struct pin_cost cheap = {1, 8192};

	CHECK_OK(pin_master(a, badge, "8206", salt, &cheap));
	CHECK_OK(pin_master(b, badge, "8206", salt, &cheap));
	CHECK_BYTES(a, b, 32);
	CHECK_OK(pin_master(b, badge, "8207", salt, &cheap));
	CHECK(memcmp(a, b, 32) != 0);
	badge[31] = 1;
	CHECK_OK(pin_master(b, badge, "8206", salt, &cheap));
	CHECK(memcmp(a, b, 32) != 0);
	badge[31] = 0;
	salt[15] = 1;
	CHECK_OK(pin_master(b, badge, "8206", salt, &cheap));
	CHECK(memcmp(a, b, 32) != 0);
	pin_verifier(v, a);
	pin_wrapping_key(w, a);
	CHECK(memcmp(v, w, 32) != 0 && memcmp(v, a, 32) != 0 && memcmp(w, a, 32) != 0);
}

TEST(pin, names_of_badges_say_nothing_of_their_secret_and_differ_per_station)
{
	uint8_t salt[32] = {3}, s1[32], s2[32], n1[32], n2[32];

	badge_secret(s1, "0123456789abcdef", 16, salt);
	badge_name(n1, s1);
	CHECK(memcmp(n1, s1, 32) != 0);
	badge_secret(s2, "0123456789abcdeg", 16, salt);
	CHECK(memcmp(s1, s2, 32) != 0);
	salt[0]++;
	badge_secret(s2, "0123456789abcdef", 16, salt);
	badge_name(n2, s2);
	CHECK(memcmp(s1, s2, 32) != 0 && memcmp(n1, n2, 32) != 0);
}

TEST(pin, memory_that_is_short_is_a_sentence)
{
	uint8_t badge[32] = {0}, salt[PIN_SALT_BYTES] = {0}, out[32];
	struct pin_cost cheap = {1, 8192};

	fault_arm(1);
	CHECK(pin_master(out, badge, "8206", salt, &cheap) < 0);
	fault_arm(0);
	CHECK_HAS(err_why(), "not enough memory");
}
