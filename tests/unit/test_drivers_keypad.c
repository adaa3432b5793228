/* A keypad on its device: what counts, what is lost, what is stuck, what comes and goes. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drivers_keys_kit.h"

static struct keys_bench b;
static struct keypad_status st;

static struct evdev *opened(int64_t double_ms, int64_t stuck_ms)
{
	keys_setup(&b);
	keys_open_keypad(&b, "twin:", "", double_ms, stuck_ms);
	keys_plug(b.keypad->device, NULL);
	keys_turn(&b);
	return b.keypad->device;
}

static const struct keypad_status *status(void)
{
	keypad_status(&st, b.keypad);
	return &st;
}

/* ---- kinds ------------------------------------------------------------------------------- */

TEST(uri, names_a_kind_that_exists)
{
	static const char *const good[] = {
	        "none", "twin", "evdev:auto", "evdev:/dev/input/event3", "replay:x", "fifo:/tmp/x"};
	static const char *const bad[] = {
	        "", "sdl", "evdev", "evdev:", "hid:auto", "nonesuch", "twin2", "serial:/dev/ttyS0"};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK_OK(keypad_check(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (keypad_check(bad[i]) == 0)
			test_fail(__FILE__, __LINE__, "'%s' was taken", bad[i]);
	}
	CHECK_HAS(err_why(), "evdev:auto");
}

TEST(none, is_not_there_and_the_test_door_presses_all_the_same)
{
	keys_setup(&b);
	keys_open_keypad(&b, "none", "", 0, 0);
	CHECK_INT(status()->presence, DEVICE_NONE);
	CHECK_OK(keypad_press(b.keypad, KEYPAD_HELP));
	CHECK_INT(b.n_pressed, 1);
	CHECK_INT(keypad_event(b.keypad, "gone"), KEYPAD_NO_EVENT);
	keys_close(&b);
}

TEST(twin, goes_and_comes_back)
{
	keys_setup(&b);
	keys_open_keypad(&b, "twin", "", 0, 0);
	CHECK_INT(status()->presence, DEVICE_THERE);
	CHECK_OK(keypad_event(b.keypad, "gone"));
	CHECK_INT(status()->presence, DEVICE_GONE);
	CHECK_INT(status()->gone, 1);
	CHECK(keypad_press(b.keypad, KEYPAD_NEXT) < 0);
	CHECK_HAS(err_why(), "gone");
	CHECK_OK(keypad_event(b.keypad, "back"));
	CHECK_OK(keypad_press(b.keypad, KEYPAD_NEXT));
	CHECK_INT(b.changes, 2);
	CHECK_INT(keypad_event(b.keypad, "explodes"), KEYPAD_NO_EVENT);
	keys_close(&b);
}

/* ---- presses ----------------------------------------------------------------------------------- */

TEST(press, counts_when_the_key_goes_down_and_never_repeats)
{
	struct evdev *d = opened(0, 0);

	keys_send(&b, d, KEY_RIGHT, 1);
	CHECK_INT(b.n_pressed, 1);
	CHECK_INT(b.pressed[0], KEYPAD_NEXT);
	for (int i = 0; i < 20; i++)
		keys_send(&b, d, KEY_RIGHT, 2);
	keys_send(&b, d, KEY_RIGHT, 1);
	keys_send(&b, d, KEY_RIGHT, 0);
	CHECK_INT(b.n_pressed, 1);
	keys_tap(&b, d, KEY_ENTER, 100);
	CHECK_INT(b.pressed[1], KEYPAD_SELECT);
	CHECK_INT(status()->pressed, 2);
	keys_close(&b);
}

TEST(press, of_an_unknown_key_is_counted_and_goes_no_further)
{
	struct evdev *d = opened(0, 0);

	for (int code = 0; code < KEY_CNT; code++) {
		enum keypad_key key;

		if (keypad_map_find(&key, &b.keypad->map, code))
			continue;
		keys_send(&b, d, code, 1);
		keys_send(&b, d, code, 0);
	}
	CHECK_INT(b.n_pressed, 0);
	CHECK(status()->unknown > 600);
	keys_close(&b);
}

/* Ctrl, Alt and the rest change nothing: there are no chords. */
TEST(press, beside_a_modifier_is_the_same_press)
{
	struct evdev *d = opened(0, 0);

	keys_send(&b, d, KEY_LEFTCTRL, 1);
	keys_send(&b, d, KEY_LEFTALT, 1);
	keys_tap(&b, d, KEY_F1, 10);
	keys_tap(&b, d, KEY_F2, 10);
	keys_tap(&b, d, KEY_DELETE, 10);
	keys_tap(&b, d, KEY_SYSRQ, 10);
	CHECK_INT(b.n_pressed, 1);
	CHECK_INT(b.pressed[0], KEYPAD_HELP);
	keys_close(&b);
}

TEST(press, again_too_soon_is_a_hand_that_trembles)
{
	struct evdev *d = opened(500, 0);

	keys_tap(&b, d, KEY_RIGHT, 10);
	keys_tap(&b, d, KEY_RIGHT, 490);
	CHECK_INT(b.n_pressed, 1);
	CHECK_INT(status()->doubled, 1);
	keys_tap(&b, d, KEY_RIGHT, 10);
	CHECK_INT(b.n_pressed, 2);
	keys_close(&b);
}

TEST(press, from_the_test_door_goes_through_the_same_filter)
{
	keys_setup(&b);
	keys_open_keypad(&b, "twin", "", 500, 1000);
	CHECK_OK(keypad_press(b.keypad, KEYPAD_NEXT));
	CHECK_OK(keypad_press(b.keypad, KEYPAD_NEXT));
	CHECK_INT(b.n_pressed, 1);
	keys_pass(&b, 500);
	CHECK_OK(keypad_press(b.keypad, KEYPAD_NEXT));
	CHECK_INT(b.n_pressed, 2);
	keys_pass(&b, 5000);
	CHECK(!status()->stuck);
	keys_close(&b);
}

TEST(press, by_a_sites_own_codes)
{
	keys_setup(&b);
	keys_open_keypad(&b, "twin:", "next=30 select=31", 0, 0);
	keys_plug(b.keypad->device, NULL);
	keys_turn(&b);
	keys_tap(&b, b.keypad->device, KEY_A, 10);
	keys_tap(&b, b.keypad->device, KEY_S, 10);
	CHECK_INT(b.n_pressed, 2);
	CHECK_INT(b.pressed[1], KEYPAD_SELECT);
	keys_close(&b);
}

TEST(press, whose_trouble_is_a_surprise_hands_it_up)
{
	struct evdev_event e = {1, EV_KEY, KEY_RIGHT, 1};
	struct evdev *d = opened(0, 0);

	b.trouble = EIO;
	CHECK(evdev_twin_send(d, &e, 1) < 0);
	CHECK_HAS(err_why(), "trouble with a key");
	keys_close(&b);
}

/* ---- stuck ------------------------------------------------------------------------------------- */

TEST(stuck, is_told_once_and_others_go_on)
{
	struct evdev *d = opened(0, 30000);

	keys_send(&b, d, KEY_RIGHT, 1);
	keys_pass(&b, 29990);
	CHECK(!status()->stuck);
	keys_pass(&b, 10);
	CHECK(status()->stuck);
	CHECK_INT(st.stuck_key, KEYPAD_NEXT);
	keys_pass(&b, 60000);
	CHECK_INT(keys_said(&b, "'next' is stuck"), 1);
	keys_tap(&b, d, KEY_TAB, 10); /* the same key by another code */
	CHECK_INT(b.n_pressed, 1);
	keys_tap(&b, d, KEY_ENTER, 10);
	CHECK_INT(b.n_pressed, 2);
	keys_send(&b, d, KEY_RIGHT, 0);
	CHECK(!status()->stuck);
	CHECK_INT(keys_said(&b, "came up again"), 1);
	keys_tap(&b, d, KEY_RIGHT, 10);
	CHECK_INT(b.n_pressed, 3);
	keys_close(&b);
}

/* ---- lost, gone, back ------------------------------------------------------------------------------ */

static void drop(struct evdev *d, const struct evdev_state *state)
{
	struct evdev_event e[] = {
	        {b.us, EV_SYN, SYN_DROPPED, 0}, {b.us, EV_KEY, KEY_ENTER, 1}, {b.us, EV_SYN, SYN_REPORT, 0}};

	if (state)
		evdev_twin_stands(d, state);
	CHECK_OK(evdev_twin_send(d, e, 3));
}

TEST(lost, events_make_no_presses_up)
{
	struct evdev_state state = {.n_slots = 0};
	struct evdev *d;

	keys_setup(&b);
	keys_open_keypad(&b, "twin:", "", 0, 1000);
	d = b.keypad->device;
	keys_plug(d, &state);
	keys_turn(&b);
	keys_send(&b, d, KEY_RIGHT, 1); /* its coming up is lost, and Esc goes down unseen */
	state.keys[KEY_ESC / 8] |= 1 << KEY_ESC % 8;
	drop(d, &state);
	CHECK_INT(b.n_pressed, 1);
	CHECK_INT(status()->dropped, 1);
	keys_tap(&b, d, KEY_RIGHT, 10);
	CHECK_INT(b.n_pressed, 2);
	keys_send(&b, d, KEY_ESC, 0);
	CHECK_INT(b.n_pressed, 2);
	keys_tap(&b, d, KEY_ESC, 10);
	CHECK_INT(b.pressed[2], KEYPAD_BACK);
	keys_close(&b);
}

TEST(lost, events_of_a_device_that_can_not_tell_let_go_of_everything)
{
	struct evdev *d = opened(0, 1000);

	keys_send(&b, d, KEY_RIGHT, 1);
	drop(d, NULL);
	keys_pass(&b, 5000);
	CHECK(!status()->stuck);
	keys_send(&b, d, KEY_RIGHT, 1);
	CHECK_INT(b.n_pressed, 2);
	keys_close(&b);
}

TEST(gone, lets_go_of_what_was_held_and_comes_back)
{
	struct evdev *d = opened(0, 1000);

	CHECK_INT(status()->presence, DEVICE_THERE);
	keys_send(&b, d, KEY_RIGHT, 1);
	CHECK_OK(evdev_twin_pull(d));
	CHECK_INT(status()->presence, DEVICE_GONE);
	CHECK_INT(st.gone, 1);
	keys_pass(&b, 20000);
	CHECK(!status()->stuck);
	CHECK_INT(keys_said(&b, "can not go on"), 1);
	keys_plug(d, NULL);
	keys_pass(&b, 5000);
	CHECK_INT(status()->presence, DEVICE_THERE);
	keys_send(&b, d, KEY_RIGHT, 1);
	CHECK_INT(b.n_pressed, 2);
	keys_close(&b);
}

/* A key that is down when the plug goes in was meant for nobody. */
TEST(here, with_a_key_down_presses_nothing)
{
	struct evdev_state state = {.n_slots = 0};

	keys_setup(&b);
	keys_open_keypad(&b, "twin:", "", 0, 1000);
	state.keys[KEY_ENTER / 8] |= 1 << KEY_ENTER % 8;
	keys_plug(b.keypad->device, &state);
	keys_turn(&b);
	CHECK_INT(b.n_pressed, 0);
	keys_pass(&b, 1000);
	CHECK(status()->stuck);
	keys_close(&b);
}

TEST(absent, device_is_no_reason_not_to_start)
{
	keys_setup(&b);
	keys_open_keypad(&b, "evdev:/dev/input/event999", "", 0, 0);
	CHECK_INT(status()->presence, DEVICE_GONE);
	keys_pass(&b, 10000);
	CHECK_INT(status()->presence, DEVICE_GONE);
	keys_close(&b);
}

TEST(fifo, of_raw_events_is_a_keypad)
{
	struct input_event e[3] = {{.type = EV_KEY, .code = KEY_RIGHT, .value = 1}, {.type = EV_KEY, .code = KEY_RIGHT},
	        {.type = EV_SYN, .code = SYN_REPORT}};
	int fd;

	keys_setup(&b);
	keys_open_keypad(&b, "fifo:keys", "", 0, 1000);
	keys_turn(&b);
	fd = open("keys", O_WRONLY | O_NONBLOCK);
	CHECK(fd >= 0);
	CHECK_INT(write(fd, e, sizeof e), sizeof e);
	keys_turn(&b);
	CHECK_INT(b.n_pressed, 1);
	CHECK_INT(write(fd, e, sizeof *e), sizeof *e); /* held, and the writer goes */
	keys_turn(&b);
	CHECK_INT(b.n_pressed, 2);
	(void)close(fd);
	keys_pass(&b, 5000);
	CHECK(!status()->stuck);
	CHECK_OK(keypad_event(b.keypad, "gone"));
	CHECK_INT(status()->presence, DEVICE_GONE);
	CHECK_OK(keypad_event(b.keypad, "back"));
	keys_pass(&b, 5000);
	CHECK_INT(status()->presence, DEVICE_THERE);
	keys_close(&b);
}

/* Whatever comes: only the twelve keys, at most one press for each going down. */
TEST(hostile, streams_press_nothing_that_is_not_there)
{
	struct evdev *d = opened(0, 1000);
	uint64_t seed = 5;
	int downs = 0;

	for (int i = 0; i < 30000; i++) {
		struct evdev_event e = {(int64_t)test_random(&seed),
		        (uint16_t)(test_random(&seed) % 8 ? EV_KEY : test_random(&seed)),
		        (uint16_t)(test_random(&seed) % 4 ? test_random(&seed) % 300 : test_random(&seed)),
		        (int32_t)(test_random(&seed) % 5) - 1};
		enum keypad_key key;

		if (e.type == EV_SYN)
			continue;
		downs += e.type == EV_KEY && e.value == 1 && keypad_map_find(&key, &b.keypad->map, e.code);
		b.n_pressed = 0;
		CHECK_OK(evdev_twin_send(d, &e, 1));
		CHECK(b.n_pressed <= 1);
		if (i % 100 == 0)
			keys_pass(&b, 100);
	}
	CHECK(status()->pressed > 0 && st.pressed <= (uint64_t)downs);
	keys_close(&b);
}
