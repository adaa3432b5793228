/* From what readers send to tokens: frames and checksums, hands that type, every ceiling. */
#include <linux/input-event-codes.h>
#include <stdio.h>
#include <string.h>

#include "drivers_keys_kit.h"

static struct badge_reading r;

/* The last thing that was found in these bytes. */
static int feed_n(enum badge_framing framing, const char *bytes, size_t n)
{
	int found = BADGE_NOTHING;

	for (size_t i = 0; i < n; i++) {
		int one = (int)badge_read_byte(&r, framing, (uint8_t)bytes[i]);

		found = one != BADGE_NOTHING ? one : found;
	}
	return found;
}

static int feed(enum badge_framing framing, const char *bytes)
{
	return feed_n(framing, bytes, strlen(bytes));
}

static void nothing_left(void)
{
	for (size_t i = 0; i < sizeof r.token; i++)
		CHECK_INT(r.token[i], 0);
	for (size_t i = 0; i < sizeof r.raw; i++)
		CHECK_INT(r.raw[i], 0);
}

TEST(framing, has_three_names)
{
	enum badge_framing f;

	CHECK(badge_framing_of(&f, "line") && f == BADGE_LINE);
	CHECK(badge_framing_of(&f, "xor") && f == BADGE_XOR);
	CHECK(badge_framing_of(&f, "lrc") && f == BADGE_LRC);
	CHECK(!badge_framing_of(&f, "LRC"));
	CHECK(!badge_framing_of(&f, ""));
}

/* ---- lines ------------------------------------------------------------------------------- */

TEST(line, ends_with_any_of_cr_and_lf)
{
	CHECK_INT(feed(BADGE_LINE, "04A1B2C3\r\n"), BADGE_CAME);
	CHECK_TEXT(r.token, "04A1B2C3");
	CHECK_INT(feed(BADGE_LINE, "1234\n"), BADGE_CAME);
	CHECK_INT(feed(BADGE_LINE, "1235\r"), BADGE_CAME);
	CHECK_TEXT(r.token, "1235");
	CHECK_INT(feed(BADGE_LINE, "\r\n\r\n\n"), BADGE_NOTHING);
}

TEST(line, is_written_alike_by_every_reader)
{
	CHECK_INT(feed(BADGE_LINE, "04:a1:b2:c3\n"), BADGE_CAME);
	CHECK_TEXT(r.token, "04A1B2C3");
	CHECK_INT(feed(BADGE_LINE, "04 a1-b2.C3\n"), BADGE_CAME);
	CHECK_TEXT(r.token, "04A1B2C3");
}

TEST(line, with_other_signs_is_refused)
{
	static const char *const bad[] = {
	        "04A1G2\n", "hello world\n", "04A1;B2\n", "\x01\x02\x03\x04\x05\n", "%B1234^X\n"};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK_INT(feed(BADGE_LINE, bad[i]), BADGE_BAD_SIGNS);
		nothing_left();
	}
	CHECK_INT(feed_n(BADGE_LINE,
	                  "12\0"
	                  "34\n",
	                  6),
	        BADGE_BAD_SIGNS);
}

TEST(token, is_so_long_and_no_longer)
{
	char text[400];

	for (int n = 1; n <= 300; n++) {
		memset(text, '7', (size_t)n);
		strcpy(text + n, "\n");
		CHECK_INT(feed(BADGE_LINE, text),
		        n >= BADGE_TOKEN_MIN && n <= BADGE_TOKEN_MAX ? BADGE_CAME : BADGE_BAD_LENGTH);
		CHECK_INT(strlen(r.token), n >= BADGE_TOKEN_MIN && n <= BADGE_TOKEN_MAX ? n : 0);
	}
}

TEST(line, longer_than_any_token_is_dropped_whole_and_the_next_is_read)
{
	char text[BADGE_RAW_MAX + 3];

	for (int n = BADGE_RAW_MAX - 1; n <= BADGE_RAW_MAX + 1; n++) {
		memset(text, '1', (size_t)n);
		strcpy(text + n, "\n");
		CHECK_INT(feed(BADGE_LINE, text), BADGE_BAD_LENGTH);
		CHECK_INT(feed(BADGE_LINE, "ABCD\n"), BADGE_CAME);
	}
}

/* ---- came and went --------------------------------------------------------------------------- */

TEST(sign, tells_that_a_card_came_or_went)
{
	CHECK(!r.tells_away);
	CHECK_INT(feed(BADGE_LINE, "+04A1B2\n"), BADGE_CAME);
	CHECK_TEXT(r.token, "04A1B2");
	CHECK(r.tells_away);
	CHECK_INT(feed(BADGE_LINE, "-04A1B2\n"), BADGE_WENT);
	CHECK_TEXT(r.token, "04A1B2");
	CHECK_INT(feed(BADGE_LINE, "-\n"), BADGE_WENT);
	CHECK_TEXT(r.token, "");
	CHECK_INT(feed(BADGE_LINE, "+\n"), BADGE_BAD_LENGTH);
	CHECK_INT(feed(BADGE_LINE, "-12\n"), BADGE_BAD_LENGTH);
}

TEST(sign, of_a_reader_outlives_forgetting_and_a_bad_token_shows_none)
{
	CHECK_INT(feed(BADGE_LINE, "+zzzz\n"), BADGE_BAD_SIGNS);
	CHECK(!r.tells_away);
	CHECK_INT(feed(BADGE_LINE, "+1234\n"), BADGE_CAME);
	badge_read_forget(&r);
	CHECK(r.tells_away);
	nothing_left();
}

/* ---- XOR (ID-12, RDM6300) ------------------------------------------------------------------------ */

/* 62 E3 08 6C ED, sum 08: the example that both makers' sheets carry. */
#define ID12                                                                                                           \
	"\x02"                                                                                                         \
	"62E3086CED08"                                                                                                 \
	"\r\n\x03"
#define RDM                                                                                                            \
	"\x02"                                                                                                         \
	"62E3086CED08"                                                                                                 \
	"\x03"

TEST(xor, frame_holds_its_sum)
{
	CHECK_INT(feed(BADGE_XOR, ID12), BADGE_CAME);
	CHECK_TEXT(r.token, "62E3086CED");
	CHECK_INT(feed(BADGE_XOR, RDM), BADGE_CAME);
	CHECK_TEXT(r.token, "62E3086CED");
}

TEST(xor, frame_with_any_digit_changed_is_refused)
{
	for (size_t i = 1; i <= 12; i++) {
		char frame[] = RDM;

		frame[i] = frame[i] == '0' ? '1' : '0';
		CHECK_INT(feed(BADGE_XOR, frame), BADGE_BAD_SUM);
		nothing_left();
	}
	CHECK_INT(feed(BADGE_XOR, "\x02"
	                          "62E3086CED0\x03"),
	        BADGE_BAD_SUM);
	CHECK_INT(feed(BADGE_XOR, "\x02\x03"), BADGE_BAD_SUM);
	CHECK_INT(feed(BADGE_XOR, "\x02"
	                          "xyzzyx\x03"),
	        BADGE_BAD_SUM);
}

TEST(xor, frame_that_is_cut_off_counts_for_nothing)
{
	CHECK_INT(feed(BADGE_XOR, "\x02"
	                          "62E30"),
	        BADGE_NOTHING);
	CHECK_INT(feed(BADGE_XOR, RDM), BADGE_CAME);
	CHECK_INT(feed(BADGE_XOR, "6CED08\x03"), BADGE_NOTHING); /* its beginning was lost */
	CHECK_INT(feed(BADGE_XOR, "noise\r\n"), BADGE_NOTHING);
}

TEST(xor, frame_tells_that_a_card_went)
{
	CHECK_INT(feed(BADGE_XOR, "\x02+62E3086CED08\x03"), BADGE_CAME);
	CHECK_INT(feed(BADGE_XOR, "\x02-62E3086CED08\x03"), BADGE_WENT);
	CHECK_INT(feed(BADGE_XOR, "\x02-62E3086CED09\x03"), BADGE_BAD_SUM);
	CHECK_INT(feed(BADGE_XOR, "\x02-\x03"), BADGE_WENT);
}

/* ---- LRC --------------------------------------------------------------------------------------------- */

static int lrc(const char *text, int wrong)
{
	char frame[BADGE_RAW_MAX + 10];
	size_t n = (size_t)snprintf(frame, sizeof frame, "\x02%s\x03", text);
	char sum = 0;

	for (size_t i = 1; i < n; i++)
		sum = (char)(sum ^ frame[i]);
	frame[n] = (char)(sum ^ wrong);
	return feed_n(BADGE_LRC, frame, n + 1);
}

TEST(lrc, frame_holds_its_sum)
{
	CHECK_INT(lrc("04A1B2C3", 0), BADGE_CAME);
	CHECK_TEXT(r.token, "04A1B2C3");
	CHECK_INT(lrc("-04A1B2C3", 0), BADGE_WENT);
	for (int bit = 0; bit < 8; bit++)
		CHECK_INT(lrc("04A1B2C3", 1 << bit), BADGE_BAD_SUM);
	nothing_left();
	CHECK_INT(lrc("04A1B2C3", 0), BADGE_CAME);
}

TEST(lrc, sum_may_be_any_byte_even_one_that_marks_a_frame)
{
	int seen = 0;

	for (int i = 0; i < 65536 && seen != 3; i++) {
		char text[8];
		int sum = 3;

		snprintf(text, sizeof text, "%04X", (unsigned)i);
		for (int k = 0; k < 4; k++)
			sum ^= text[k];
		if (sum != 2 && sum != 3)
			continue;
		seen |= sum == 2 ? 1 : 2;
		CHECK_INT(lrc(text, 0), BADGE_CAME);
	}
	CHECK(seen);
}

/* ---- typed ---------------------------------------------------------------------------------------------- */

static int64_t now;

static int type(const char *text, int ms)
{
	int found = BADGE_NOTHING;

	for (; *text; text++) {
		int one;

		now += ms;
		one = (int)badge_read_key(&r, keys_code_of(*text), now);
		found = one != BADGE_NOTHING ? one : found;
	}
	return found;
}

TEST(typed, digits_and_enter_are_a_token)
{
	CHECK_INT(type("0004217733\n", 10), BADGE_CAME);
	CHECK_TEXT(r.token, "0004217733");
	CHECK_INT(type("04a1f2\n", 10), BADGE_CAME);
	CHECK_TEXT(r.token, "04A1F2");
	CHECK_INT(type("\n", 10), BADGE_NOTHING);
}

TEST(typed, shift_says_nothing_and_other_keys_spoil_the_token)
{
	(void)badge_read_key(&r, KEY_LEFTSHIFT, now);
	CHECK_INT(type("04A1\n", 10), BADGE_CAME);
	CHECK_INT(type("04xA1\n", 10), BADGE_BAD_SIGNS);
	nothing_left();
	CHECK_INT(type("04A1\n", 10), BADGE_CAME);
}

TEST(typed, keypad_digits_count_too)
{
	static const int codes[] = {KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP0, KEY_KPENTER};
	int found = 0;

	for (int i = 0; i < 5; i++)
		found = (int)badge_read_key(&r, codes[i], 10 * i);
	CHECK_INT(found, BADGE_CAME);
	CHECK_TEXT(r.token, "1230");
}

TEST(typed, by_a_hand_is_dropped_just_over_the_pace)
{
	CHECK_INT(type("1234567\n", BADGE_PACE_MS - 1), BADGE_CAME);
	now += 10000;
	CHECK_INT(type("1234567\n", BADGE_PACE_MS), BADGE_CAME);
	now += 10000;
	CHECK_INT(type("1234567\n", BADGE_PACE_MS + 1), BADGE_BAD_PACE);
	CHECK_INT(r.n, 0);
	nothing_left();
}

/* Somebody types something, and then a card comes: the card counts alone. */
TEST(typed, remains_of_a_hand_are_no_part_of_a_card)
{
	CHECK_INT(type("99", 10), BADGE_NOTHING);
	now += 5000;
	CHECK_INT(type("1234\n", 10), BADGE_CAME);
	CHECK_TEXT(r.token, "1234");
}

TEST(typed, time_that_goes_back_is_no_reason_to_fall_over)
{
	now = 100000;
	CHECK_INT(type("12", 10), BADGE_NOTHING);
	now = 0;
	CHECK_INT(type("34\n", 10), BADGE_CAME);
}
