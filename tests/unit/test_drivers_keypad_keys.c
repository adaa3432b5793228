/* From codes to the twelve keys, and which presses count: maps, held, trembling and stuck keys. */
#include <linux/input-event-codes.h>
#include <stdio.h>
#include <string.h>

#include "drivers/keypad_hold.h"
#include "drivers/keypad_map.h"
#include "harness.h"

static struct keypad_map map;

static int key_of(int code)
{
	enum keypad_key key;

	return keypad_map_find(&key, &map, code) ? (int)key : -1;
}

/* ---- names and codes ---------------------------------------------------------------------- */

TEST(key, has_the_name_that_the_test_door_says)
{
	static const char *const names[] = {"next", "prev", "select", "back", "help", "repeat", "faster", "slower",
	        "louder", "softer", "switch1", "switch2"};
	enum keypad_key key;

	CHECK_INT(sizeof names / sizeof *names, KEYPAD_KEYS);
	for (int i = 0; i < KEYPAD_KEYS; i++) {
		CHECK_TEXT(keypad_key_name((enum keypad_key)i), names[i]);
		CHECK(keypad_key_of(&key, names[i]) && (int)key == i);
	}
	CHECK(!keypad_key_of(&key, "Next"));
	CHECK(!keypad_key_of(&key, ""));
}

TEST(map, knows_what_keypads_send_from_the_factory)
{
	CHECK_OK(keypad_map_init(&map, ""));
	CHECK_INT(key_of(KEY_RIGHT), KEYPAD_NEXT);
	CHECK_INT(key_of(KEY_TAB), KEYPAD_NEXT);
	CHECK_INT(key_of(KEY_UP), KEYPAD_PREV);
	CHECK_INT(key_of(KEY_ENTER), KEYPAD_SELECT);
	CHECK_INT(key_of(KEY_ESC), KEYPAD_BACK);
	CHECK_INT(key_of(KEY_F1), KEYPAD_HELP);
	CHECK_INT(key_of(KEY_VOLUMEUP), KEYPAD_LOUDER);
	for (int i = 0; i < KEYPAD_KEYS; i++)
		CHECK_INT(key_of(KEY_F13 + i), i);
}

TEST(map, has_a_code_for_every_key_and_no_letter_means_one)
{
	bool has[KEYPAD_KEYS] = {false};

	CHECK_OK(keypad_map_init(&map, ""));
	for (int code = 0; code < KEYPAD_CODES; code++)
		if (key_of(code) >= 0)
			has[key_of(code)] = true;
	for (int i = 0; i < KEYPAD_KEYS; i++)
		CHECK(has[i]);
	CHECK_INT(key_of(KEY_A), -1);
	CHECK_INT(key_of(KEY_LEFTCTRL), -1);
	CHECK_INT(key_of(KEY_LEFTALT), -1);
	CHECK_INT(key_of(KEY_F2), -1);
	CHECK_INT(key_of(KEY_SYSRQ), -1);
	CHECK_INT(key_of(KEY_POWER), -1);
}

TEST(map, outside_of_the_table_means_nothing)
{
	CHECK_OK(keypad_map_init(&map, ""));
	CHECK_INT(key_of(-1), -1);
	CHECK_INT(key_of(KEYPAD_CODES), -1);
	CHECK_INT(key_of(KEYPAD_CODES - 1), -1);
	CHECK_INT(key_of(0x7fffffff), -1);
}

TEST(site, names_codes_of_its_own)
{
	CHECK_OK(keypad_map_init(&map, "next=30+31  select=1 switch2=767"));
	CHECK_INT(key_of(KEY_A), KEYPAD_NEXT);
	CHECK_INT(key_of(KEY_S), KEYPAD_NEXT);
	CHECK_INT(key_of(KEY_ESC), KEYPAD_SELECT);
	CHECK_INT(key_of(767), KEYPAD_SWITCH2);
	CHECK_INT(key_of(KEY_RIGHT), KEYPAD_NEXT);
}

TEST(site, that_writes_nonsense_is_told_the_word)
{
	static const char *const bad[] = {"next", "next=", "next=0", "next=768", "next=99999999", "up=5",
	        "next=5;prev=6", "next=5+", "next=+5", "=5", "next=-5", "next=5x", "NEXT=5", "nextnextnextnextnext=5"};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (keypad_map_init(&map, bad[i]) == 0)
			test_fail(__FILE__, __LINE__, "'%s' was taken", bad[i]);
		CHECK_HAS(err_why(), "keypad keys");
	}
}

TEST(site, names_so_many_codes_and_no_more)
{
	char keys[500] = "next=1";

	for (int i = 2; i <= KEYPAD_OWN_MAX; i++)
		sprintf(keys + strlen(keys), "+%d", i);
	CHECK_OK(keypad_map_init(&map, keys));
	strcat(keys, "+65");
	CHECK(keypad_map_init(&map, keys) < 0);
	memset(keys, ' ', sizeof keys);
	keys[400] = 0;
	CHECK_OK(keypad_map_init(&map, keys));
	keys[400] = ' ';
	keys[401] = 0;
	CHECK(keypad_map_init(&map, keys) < 0);
}

/* ---- held ------------------------------------------------------------------------------------- */

static struct keypad_hold hold;
static int64_t next;

static int down(enum keypad_key key, int64_t at)
{
	return keypad_hold_down(&hold, key, at, at);
}

TEST(hold, counts_a_press_once_until_it_comes_up)
{
	CHECK_INT(down(KEYPAD_NEXT, 0), KEYPAD_COUNTS);
	CHECK_INT(down(KEYPAD_NEXT, 500), KEYPAD_HELD);
	CHECK(!keypad_hold_up(&hold, KEYPAD_NEXT));
	CHECK(!keypad_hold_up(&hold, KEYPAD_NEXT));
	CHECK_INT(down(KEYPAD_NEXT, 1000), KEYPAD_COUNTS);
	CHECK_INT(down(KEYPAD_PREV, 1000), KEYPAD_COUNTS);
}

TEST(hold, leaves_out_a_double_strike_just_within_the_time)
{
	hold.double_ms = 500;
	CHECK_INT(down(KEYPAD_NEXT, 1000), KEYPAD_COUNTS);
	(void)keypad_hold_up(&hold, KEYPAD_NEXT);
	CHECK_INT(down(KEYPAD_NEXT, 1490), KEYPAD_DOUBLED);
	(void)keypad_hold_up(&hold, KEYPAD_NEXT);
	CHECK_INT(down(KEYPAD_SELECT, 1491), KEYPAD_COUNTS); /* another key is meant */
	CHECK_INT(down(KEYPAD_NEXT, 1499), KEYPAD_DOUBLED);
	(void)keypad_hold_up(&hold, KEYPAD_NEXT);
	CHECK_INT(down(KEYPAD_NEXT, 1500), KEYPAD_COUNTS);
}

TEST(hold, takes_the_first_press_ever_at_once)
{
	hold.double_ms = 500;
	CHECK_INT(down(KEYPAD_NEXT, 10), KEYPAD_COUNTS);
}

/* Presses that were read late, together, have times of their own. */
TEST(hold, goes_by_the_devices_time_for_double_strikes)
{
	hold.double_ms = 500;
	CHECK_INT(keypad_hold_down(&hold, KEYPAD_NEXT, 1000, 9000), KEYPAD_COUNTS);
	(void)keypad_hold_up(&hold, KEYPAD_NEXT);
	CHECK_INT(keypad_hold_down(&hold, KEYPAD_NEXT, 1600, 9000), KEYPAD_COUNTS);
}

TEST(hold, finds_a_stuck_key_just_when_its_time_is_over)
{
	hold.stuck_ms = 30000;
	CHECK(!keypad_hold_look(&hold, 0, &next));
	CHECK_INT(next, -1);
	CHECK_INT(down(KEYPAD_NEXT, 1000), KEYPAD_COUNTS);
	CHECK(!keypad_hold_look(&hold, 30999, &next));
	CHECK_INT(next, 1);
	CHECK(keypad_hold_look(&hold, 31000, &next));
	CHECK_INT(next, -1);
	CHECK(!keypad_hold_look(&hold, 32000, &next)); /* nothing new */
	CHECK_INT(down(KEYPAD_NEXT, 33000), KEYPAD_STUCK);
	CHECK_INT(down(KEYPAD_SELECT, 33000), KEYPAD_COUNTS);
	CHECK(!keypad_hold_up(&hold, KEYPAD_NEXT)); /* two codes were down */
	CHECK(keypad_hold_up(&hold, KEYPAD_NEXT));
	CHECK_INT(down(KEYPAD_NEXT, 34000), KEYPAD_COUNTS);
}

TEST(hold, without_a_time_nothing_is_ever_stuck)
{
	CHECK_INT(down(KEYPAD_NEXT, 0), KEYPAD_COUNTS);
	CHECK(!keypad_hold_look(&hold, 1000000000, &next));
	CHECK_INT(next, -1);
}

TEST(hold, of_a_key_that_was_down_before_is_no_press)
{
	hold.stuck_ms = 1000;
	keypad_hold_found(&hold, KEYPAD_NEXT, 500);
	CHECK_INT(down(KEYPAD_NEXT, 600), KEYPAD_HELD);
	CHECK(!keypad_hold_look(&hold, 1400, &next));
	CHECK_INT(next, 100);
	keypad_hold_clear(&hold);
	CHECK_INT(down(KEYPAD_NEXT, 700), KEYPAD_COUNTS);
}
