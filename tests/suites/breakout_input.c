/* breakout_input - every key with every modifier, and noise: it stays a kiosk. */
#include <stdio.h>
#include <string.h>

#include "breakout_kit.h"
#include "harness.h"
#include "visitor.h"

enum { LIMIT_S = 300, CODES = KEY_CNT, EVENTS = 100000, AT_ONCE = 2000 };

static const unsigned modifiers[] = {KEY_LEFTCTRL, KEY_LEFTSHIFT, KEY_LEFTALT, KEY_LEFTMETA, KEY_RIGHTCTRL,
        KEY_RIGHTSHIFT, KEY_RIGHTALT, KEY_RIGHTMETA};
enum { MODIFIERS = 8 };

/* Sets of held modifiers, a bit each: none, each alone, and the usual ways out of a graphic system. */
static const unsigned sets[] = {0x00, 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0x05, 0x07, 0x03, 0x09, 0x0c,
        0x06, 0x0a, 0x50, 0x44, 0xff};

struct stream {
	struct breakout *b;
	int fd;
	size_t n;
	struct input_event events[AT_ONCE + 40];
};

static void flush(struct stream *s)
{
	breakout_send(s->b, s->fd, s->events, s->n);
	s->n = 0;
}

static void put(struct stream *s, unsigned type, unsigned code, int32_t value)
{
	s->events[s->n++] = breakout_event(type, code, value);
	if (s->n >= AT_ONCE)
		flush(s);
}

static void key(struct stream *s, unsigned code, int32_t value)
{
	put(s, EV_KEY, code, value);
	put(s, EV_SYN, SYN_REPORT, 0);
}

static void hold(struct stream *s, unsigned set, int32_t value)
{
	for (unsigned i = 0; i < MODIFIERS; i++)
		if (set & 1u << i)
			key(s, modifiers[i], value);
}

/* What was sent did reach it: it drew many a frame. */
static void check_was_busy(const struct breakout *b, json_int_t least)
{
	json_t *stat = NULL;
	json_int_t frames;

	CHECK_OK(door_do(b->s.door, &stat, "{s:s}", "do", "stat"));
	frames = json_integer_value(json_object_get(stat, "frames"));
	json_decref(stat);
	if (frames < least)
		test_fail(__FILE__, __LINE__, "only %lld frames were drawn", (long long)frames);
}

static void every_code(struct stream *s, unsigned set)
{
	hold(s, set, 1);
	for (unsigned code = 0; code < CODES; code++) {
		key(s, code, 1);
		key(s, code, 0);
	}
	hold(s, set, 0);
	flush(s);
}

TEST_LIMIT(breakout, every_key_code_with_every_modifier_leaves_a_kiosk, LIMIT_S)
{
	static struct stream s;

	s.b = breakout_open();
	s.fd = s.b->keys_fd;
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		every_code(&s, sets[i]);
	check_was_busy(s.b, 300);
	breakout_check(s.b);
	breakout_close(s.b);
}

/* Alt, SysRq held, and each letter; then the consoles by Ctrl Alt F1 to F24. */
TEST_LIMIT(breakout, system_request_and_consoles_leave_a_kiosk, LIMIT_S)
{
	static struct stream s;

	s.b = breakout_open();
	s.fd = s.b->keys_fd;
	key(&s, KEY_LEFTALT, 1);
	key(&s, KEY_SYSRQ, 1);
	for (unsigned code = KEY_1; code <= KEY_SLASH; code++) {
		key(&s, code, 1);
		key(&s, code, 0);
	}
	key(&s, KEY_SYSRQ, 0);
	key(&s, KEY_LEFTCTRL, 1);
	for (unsigned code = KEY_F1; code <= KEY_F24; code++) {
		key(&s, code, 1);
		key(&s, code, 0);
	}
	key(&s, KEY_DELETE, 1);
	key(&s, KEY_BACKSPACE, 1);
	flush(&s);
	breakout_check(s.b);
	breakout_close(s.b);
}

/* ---- noise ------------------------------------------------------------------------------------------- */

/* Of an input device, but without sense; now and then no event that exists at all. */
static void noise(struct stream *s, uint64_t *seed)
{
	static const unsigned types[] = {
	        EV_SYN, EV_KEY, EV_REL, EV_ABS, EV_MSC, EV_SW, EV_LED, EV_SND, EV_REP, EV_FF, EV_PWR};
	unsigned type = types[test_random(seed) % (sizeof types / sizeof *types)], code = test_random(seed) % KEY_CNT;
	int32_t value = (int32_t)(test_random(seed) % 5000) - 100;

	if (test_random(seed) % 16 == 0)
		type = test_random(seed) & 0xffff;
	if (test_random(seed) % 16 == 0)
		code = test_random(seed) & 0xffff;
	if (test_random(seed) % 16 == 0)
		value = (int32_t)test_random(seed);
	put(s, type, code, value);
}

/* Fingers all over the panel, as many as one likes. */
static void fingers(struct stream *s, uint64_t *seed)
{
	put(s, EV_ABS, ABS_MT_SLOT, (int32_t)(test_random(seed) % 12));
	put(s, EV_ABS, ABS_MT_TRACKING_ID, (int32_t)(test_random(seed) % 3) - 1);
	put(s, EV_ABS, ABS_MT_POSITION_X, (int32_t)(test_random(seed) % 4300));
	put(s, EV_ABS, ABS_MT_POSITION_Y, (int32_t)(test_random(seed) % 4300));
	put(s, EV_SYN, test_random(seed) % 64 ? SYN_REPORT : SYN_DROPPED, 0);
}

/* Whatever is held by now is let go. */
static void lift(struct stream *s)
{
	for (int slot = 0; slot < 12; slot++) {
		put(s, EV_ABS, ABS_MT_SLOT, slot);
		put(s, EV_ABS, ABS_MT_TRACKING_ID, -1);
	}
	put(s, EV_SYN, SYN_REPORT, 0);
}

static void tap_at_random(struct stream *s, uint64_t *seed)
{
	put(s, EV_ABS, ABS_MT_SLOT, 0);
	put(s, EV_ABS, ABS_MT_TRACKING_ID, 1);
	put(s, EV_ABS, ABS_MT_POSITION_X, (int32_t)(test_random(seed) % 4096));
	put(s, EV_ABS, ABS_MT_POSITION_Y, (int32_t)(test_random(seed) % 4096));
	put(s, EV_SYN, SYN_REPORT, 0);
	lift(s);
	flush(s);
}

/* A minute of somebody who beats at it: noise, many hands, single taps, any key. Some 1,000 events. */
static void minute(struct stream *panel, struct stream *keys, uint64_t *seed)
{
	for (int i = 0; i < 100; i++) {
		noise(panel, seed);
		noise(keys, seed);
	}
	for (int i = 0; i < 20; i++)
		fingers(panel, seed);
	lift(panel);
	flush(panel);
	advance(&panel->b->s, 3000);
	for (int i = 0; i < 20; i++) {
		tap_at_random(panel, seed);
		key(keys, test_random(seed) % KEY_CNT, (int32_t)(test_random(seed) % 3));
		flush(keys);
		advance(&panel->b->s, (int64_t)(test_random(seed) % 2000));
	}
}

TEST_LIMIT(breakout, hundred_thousand_random_events_leave_a_kiosk, LIMIT_S)
{
	static struct stream panel, keys;
	struct breakout *b = breakout_open();
	uint64_t seed = 20260314;

	panel.b = keys.b = b;
	panel.fd = b->panel_fd;
	keys.fd = b->keys_fd;
	for (int sent = 0; sent < EVENTS; sent += 965)
		minute(&panel, &keys, &seed);
	check_was_busy(b, 800);
	breakout_check(b);
	breakout_close(b);
}
