/* A reader and its card: told once, away in the reader's own way, gone and back. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "drivers_keys_kit.h"

static struct keys_bench b;
static struct badge_status st;

static const struct badge_status *status(void)
{
	badge_status(&st, b.badge);
	return &st;
}

static const char *token(int i)
{
	CHECK(i < b.n_tokens);
	return b.tokens[i];
}

/* ---- kinds ------------------------------------------------------------------------------------ */

TEST(uri, names_a_kind_that_exists)
{
	static const char *const good[] = {"none", "twin", "hid:auto", "hid:/dev/input/by-id/x", "replay:x",
	        "fifo:/tmp/x", "serial:/dev/ttyS0", "serial:/dev/ttyS0,9600", "serial:/dev/ttyUSB0,115200,lrc",
	        "serial:/dev/x,9600,line"};
	static const char *const bad[] = {"", "sdl", "hid", "hid:", "none:x", "twin:x", "evdev:auto",
	        "serial:", "serial", "serial:ttyS0", "serial:/dev/ttyS0,9601", "serial:/dev/ttyS0,",
	        "serial:/dev/ttyS0,9600,crc", "serial:/dev/ttyS0,9600,lrc,x"};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK_OK(badge_check(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (badge_check(bad[i]) == 0)
			test_fail(__FILE__, __LINE__, "'%s' was taken", bad[i]);
	}
}

TEST(none, has_no_cards)
{
	keys_setup(&b);
	keys_open_badge(&b, "none");
	CHECK_INT(status()->presence, DEVICE_NONE);
	CHECK(badge_present(b.badge, "1234") < 0);
	CHECK_HAS(err_why(), "--badge none");
	CHECK_INT(badge_event(b.badge, "gone"), BADGE_NO_EVENT);
	keys_close(&b);
}

TEST(twin, tells_each_card_once_and_its_going)
{
	keys_setup(&b);
	keys_open_badge(&b, "twin");
	CHECK_OK(badge_present(b.badge, "abc-Token"));
	CHECK_OK(badge_present(b.badge, "abc-Token"));
	keys_pass(&b, 60000);
	CHECK_OK(badge_present(b.badge, "abc-Token"));
	CHECK_INT(b.n_tokens, 1);
	CHECK_TEXT(token(0), "abc-Token");
	CHECK_OK(badge_present(b.badge, "other"));
	CHECK_OK(badge_present(b.badge, ""));
	CHECK_OK(badge_present(b.badge, ""));
	CHECK_INT(b.n_tokens, 3);
	CHECK_TEXT(token(2), "");
	CHECK_INT(status()->cards, 2);
	CHECK_INT(b.again, 0);
	keys_close(&b);
}

TEST(twin, takes_its_card_along_when_it_goes)
{
	keys_setup(&b);
	keys_open_badge(&b, "twin");
	CHECK_OK(badge_present(b.badge, "1234"));
	CHECK_OK(badge_event(b.badge, "gone"));
	CHECK_TEXT(token(1), "");
	CHECK_INT(status()->presence, DEVICE_GONE);
	CHECK_INT(st.gone, 1);
	CHECK(badge_present(b.badge, "1234") < 0);
	CHECK_OK(badge_event(b.badge, "back"));
	CHECK_OK(badge_present(b.badge, "1234"));
	CHECK_INT(b.n_tokens, 3);
	CHECK_INT(b.changes, 2);
	CHECK_INT(badge_event(b.badge, "bends"), BADGE_NO_EVENT);
	keys_close(&b);
}

TEST(twin, takes_a_token_so_long_and_no_longer)
{
	char text[BADGE_TOKEN_MAX + 2] = "";

	keys_setup(&b);
	keys_open_badge(&b, "twin");
	memset(text, 'x', BADGE_TOKEN_MAX);
	CHECK_OK(badge_present(b.badge, text));
	CHECK_TEXT(token(0), text);
	text[BADGE_TOKEN_MAX] = 'x';
	CHECK(badge_present(b.badge, text) < 0);
	CHECK(strstr(err_why(), "xxx") == NULL);
	keys_close(&b);
}

TEST(trouble, of_the_callback_is_handed_up)
{
	keys_setup(&b);
	keys_open_badge(&b, "twin");
	b.trouble = EIO;
	CHECK(badge_present(b.badge, "1234") < 0);
	CHECK_HAS(err_why(), "trouble with a card");
	keys_close(&b);
}

/* ---- keyboard-like -------------------------------------------------------------------------------- */

static struct evdev *typed(void)
{
	keys_setup(&b);
	keys_open_badge(&b, "hid:twin:");
	CHECK_INT(status()->presence, DEVICE_GONE);
	keys_plug(b.badge->device, NULL);
	keys_turn(&b);
	CHECK_INT(status()->presence, DEVICE_THERE);
	return b.badge->device;
}

TEST(hid, card_is_told_once_though_it_is_read_again_at_once)
{
	struct evdev *d = typed();

	keys_type(&b, d, "04A1B2C3", 10);
	keys_type(&b, d, "04A1B2C3", 10);
	CHECK_INT(b.n_tokens, 1);
	CHECK_TEXT(token(0), "04A1B2C3");
	CHECK_INT(b.again, 0);
	keys_close(&b);
}

TEST(hid, reader_that_reads_once_tells_the_second_time)
{
	struct evdev *d = typed();

	keys_type(&b, d, "04A1B2C3", 10);
	keys_pass(&b, 3600 * 1000);
	CHECK_INT(b.n_tokens, 1); /* no silence takes it away */
	keys_type(&b, d, "04A1B2C3", 10);
	CHECK_INT(b.again, 1);
	CHECK_INT(b.n_tokens, 1);
	CHECK(status()->card);
	b.leaves = true;
	keys_pass(&b, BADGE_SAME_MS + 10);
	keys_type(&b, d, "04A1B2C3", 10);
	CHECK_INT(b.again, 2);
	CHECK(!status()->card);
	keys_type(&b, d, "04A1B2C3", 10);
	CHECK_INT(b.n_tokens, 2); /* a new coming */
	keys_close(&b);
}

TEST(hid, card_of_a_reader_that_reads_once_lapses_when_it_is_told_to)
{
	struct evdev *d = typed();

	keys_type(&b, d, "04A1B2C3", 10);
	CHECK_OK(badge_lapse(b.badge));
	CHECK_TEXT(token(1), "");
	CHECK_OK(badge_lapse(b.badge));
	CHECK_INT(b.n_tokens, 2);
	keys_close(&b);
}

/* Three times at once: this reader repeats, and silence means away. */
TEST(hid, reader_that_repeats_says_by_silence_that_the_card_went)
{
	struct evdev *d = typed();

	for (int i = 0; i < 20; i++) {
		keys_type(&b, d, "04A1", 10);
		keys_pass(&b, 400);
	}
	CHECK_INT(b.n_tokens, 1);
	CHECK_OK(badge_lapse(b.badge)); /* it knows better */
	CHECK_INT(b.n_tokens, 1);
	keys_pass(&b, 1590);
	CHECK_INT(b.n_tokens, 1);
	keys_pass(&b, 20);
	CHECK_INT(b.n_tokens, 2);
	CHECK_TEXT(token(1), "");
	keys_type(&b, d, "04A1", 10);
	keys_pass(&b, 2000);
	CHECK_INT(b.n_tokens, 4); /* once known, one reading is enough */
	CHECK_INT(b.again, 0);
	keys_close(&b);
}

TEST(hid, another_card_is_told_without_the_first_going)
{
	struct evdev *d = typed();

	keys_type(&b, d, "04A1", 10);
	keys_type(&b, d, "04A2", 10);
	CHECK_INT(b.n_tokens, 2);
	CHECK_TEXT(token(1), "04A2");
	keys_close(&b);
}

TEST(hid, hands_and_nonsense_are_counted_and_told_to_nobody)
{
	struct evdev *d = typed();

	keys_type(&b, d, "12", 10);
	keys_type(&b, d, "12xx34", 10);
	keys_type(&b, d, "123456", 200);
	CHECK_INT(b.n_tokens, 0);
	CHECK_INT(status()->bad_length, 1);
	CHECK_INT(st.bad_signs, 1);
	CHECK(st.bad_pace > 0);
	keys_close(&b);
}

TEST(hid, the_kernels_repeat_types_nothing)
{
	struct evdev *d = typed();

	for (const char *p = "1234"; *p; p++) {
		keys_pass(&b, 10);
		keys_send(&b, d, keys_code_of(*p), 1);
		keys_send(&b, d, keys_code_of(*p), 2);
		keys_send(&b, d, keys_code_of(*p), 0);
	}
	keys_tap(&b, d, KEY_ENTER, 10);
	CHECK_TEXT(token(0), "1234");
	keys_close(&b);
}

TEST(hid, half_a_token_is_none_after_a_loss)
{
	struct evdev *d = typed();
	struct evdev_event lost[] = {{b.us, EV_SYN, SYN_DROPPED, 0}, {b.us, EV_SYN, SYN_REPORT, 0}};

	for (const char *p = "123456"; *p; p++)
		keys_tap(&b, d, keys_code_of(*p), 10);
	CHECK_OK(evdev_twin_send(d, lost, 2));
	keys_type(&b, d, "7777", 10);
	CHECK_TEXT(token(0), "7777");
	CHECK_INT(status()->dropped, 1);
	keys_close(&b);
}

TEST(hid, pulled_takes_its_card_with_it_and_forgets_half_a_token)
{
	struct evdev *d = typed();

	keys_type(&b, d, "04A1", 10);
	keys_tap(&b, d, KEY_9, 10);
	CHECK_OK(evdev_twin_pull(d));
	CHECK_TEXT(token(1), "");
	CHECK_INT(status()->presence, DEVICE_GONE);
	keys_plug(d, NULL);
	keys_pass(&b, 5000);
	keys_type(&b, d, "04A1", 10);
	CHECK_TEXT(token(2), "04A1");
	keys_close(&b);
}

TEST(fifo, of_raw_events_is_a_reader)
{
	static const int codes[] = {KEY_0, KEY_4, KEY_A, KEY_1, KEY_ENTER};
	struct input_event e[15] = {0};
	int fd;

	for (int i = 0; i < 5; i++) {
		e[3 * i] = (struct input_event){.type = EV_KEY, .code = (uint16_t)codes[i], .value = 1};
		e[3 * i + 1] = (struct input_event){.type = EV_KEY, .code = (uint16_t)codes[i]};
		e[3 * i + 2] = (struct input_event){.type = EV_SYN, .code = SYN_REPORT};
	}
	keys_setup(&b);
	keys_open_badge(&b, "fifo:cards");
	keys_turn(&b);
	fd = open("cards", O_WRONLY | O_NONBLOCK);
	CHECK(fd >= 0);
	CHECK_INT(write(fd, e, sizeof e), sizeof e);
	keys_turn(&b);
	CHECK_TEXT(token(0), "04A1");
	(void)close(fd);
	keys_turn(&b);
	CHECK_INT(b.n_tokens, 1); /* the writer went, the card did not */
	CHECK_OK(badge_event(b.badge, "gone"));
	CHECK_TEXT(token(1), "");
	keys_close(&b);
}
