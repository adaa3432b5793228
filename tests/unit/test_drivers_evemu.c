/* Recordings as text: what evemu writes is read, what it does not write is refused with its line. */
#include <stdio.h>

#include "drivers/evemu.h"
#include "harness.h"
#include "sys/file.h"

static int parse(struct evdev_info *info, struct buf *events, const char *text)
{
	return evemu_parse(info, events, text, strlen(text), "r.events");
}

static const struct evdev_event *event_at(const struct buf *events, size_t i)
{
	CHECK(i < events->len / sizeof(struct evdev_event));
	return (const struct evdev_event *)(const void *)events->data + i;
}

TEST(evemu, reads_a_description)
{
	struct evdev_info info = {0};

	CHECK_OK(parse(&info, NULL,
	        "# EVEMU 1.3\n# Input device name: \"x\"\nN: Maker's Panel 3\r\nI: 0018 04f3 010c 0110\nP: 02 00 00 00\n"
	        "B: 00 0b 00 00 00 00 00 00 00\nB: 01 00 00 00 00 00 00 00 00\nB: 01 00 00 00 00 00 00 00 01\n"
	        "B: 03 03 00 00 00 00 80 60 02\nA: 00 0 3312 0 0 10\nA: 35 -5 3312 1 2\nL: 00 0\nS: 00 0\n"));
	CHECK(info.described);
	CHECK_TEXT(info.name, "Maker's Panel 3");
	CHECK_INT(info.bus, 0x18);
	CHECK_INT(info.vendor, 0x4f3);
	CHECK_INT(info.product, 0x10c);
	CHECK_INT(info.version, 0x110);
	CHECK(evdev_has_prop(&info, INPUT_PROP_DIRECT));
	CHECK(evdev_has(&info, EV_KEY, 120) && !evdev_has(&info, EV_KEY, 121));
	CHECK(evdev_has(&info, EV_ABS, ABS_MT_SLOT) && evdev_has(&info, EV_ABS, ABS_MT_POSITION_X));
	CHECK_INT(info.axis[0].resolution, 10);
	CHECK(info.axis[0x35].there && info.axis[0x35].min == -5 && info.axis[0x35].max == 3312);
	CHECK_INT(info.axis[0x35].flat, 2);
	CHECK(!info.axis[1].there);
}

TEST(evemu, reads_events_with_zeros_in_front)
{
	struct evdev_info info = {0};
	AUTO_BUF events;

	buf_init(&events, 10000);
	CHECK_OK(parse(&info, &events,
	        "E: 0.000001 0003 0035 0382\t# EV_ABS / ABS_MT_POSITION_X    382\nE: 1352020794.138597 0003 0039 -001\n"
	        "E: 1352020794.5 0000 0000 0000"));
	CHECK(!info.described);
	CHECK_INT(event_at(&events, 0)->value, 382); /* no octal */
	CHECK_INT(event_at(&events, 0)->at_us, 1);
	CHECK_INT(event_at(&events, 0)->code, ABS_MT_POSITION_X);
	CHECK_INT(event_at(&events, 1)->value, -1);
	CHECK_INT(event_at(&events, 1)->at_us, 1352020794138597);
	CHECK_INT(event_at(&events, 2)->at_us, 1352020794500000);
}

TEST(evemu, time_never_goes_back)
{
	struct evdev_info info = {0};
	AUTO_BUF events;

	buf_init(&events, 10000);
	CHECK_OK(parse(&info, &events, "E: 5.0 0 0 0\nE: 4.0 0 0 0\nE: 6.0 0 0 0\n"));
	CHECK_INT(event_at(&events, 1)->at_us, 5000000);
	CHECK_INT(event_at(&events, 2)->at_us, 6000000);
}

TEST(evemu, line_that_does_not_hold_is_named)
{
	static const char *const bad[] = {"E: 1.0 0003 0035\n", "E: 1 0003 0035 1\n", "E: x\n", "E:\n", "A: 00 0\n",
	        "A: 00 zero 5\n", "A: 00 0 99999999999\n", "I: 1 2 3\n", "I: 1 2 3 10000\n", "B: 03 1ff\n", "B: xx\n",
	        "P: 100\n", "E: 1.0 0003 10000 1\n", "E: 99999999999999999999.0 3 3 1\n", "E: -1.0 3 3 1\n",
	        "E: 1.0 3 3 2147483648\n"};
	struct evdev_info info = {0};
	AUTO_BUF events;

	buf_init(&events, 10000);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char text[200];

		(void)snprintf(text, sizeof text, "# one\nN: Panel\n%s", bad[i]);
		CHECK(parse(&info, &events, text) < 0);
		CHECK_HAS(err_why(), "r.events:3: this ");
	}
}

TEST(evemu, lines_of_other_letters_are_passed_over)
{
	struct evdev_info info = {0};
	AUTO_BUF events;

	buf_init(&events, 10000);
	CHECK_OK(parse(&info, &events, "\nX: what is to come\n:\nE\nhello\n  E: no\nE: 1.0 3 35 7\n\n"));
	CHECK_INT(events.len, sizeof(struct evdev_event));
}

TEST(evemu, axes_and_types_that_nobody_knows_are_passed_over)
{
	struct evdev_info info = {0};

	CHECK_OK(parse(&info, NULL, "A: 3f 0 1 0 0\nA: 40 0 1 0 0\nA: ffff 0 1 0 0\nB: 1f 01\nB: 20 01\nB: ff 01\n"));
	CHECK(info.axis[0x3f].there);
	CHECK_INT(info.bits[0x1f][0], 1);
}

TEST(evemu, bits_beyond_what_there_is_room_for_are_left_out)
{
	struct evdev_info info = {0};
	AUTO_BUF text;

	buf_init(&text, 100000);
	for (int i = 0; i < 200; i++)
		buf_text(&text, "B: 01 ff ff ff ff ff ff ff ff\n");
	CHECK_OK(evemu_parse(&info, NULL, buf_str(&text), text.len, "r"));
	CHECK(evdev_has(&info, EV_KEY, KEY_MAX) && !evdev_has(&info, EV_REL, 0));
}

TEST(evemu, lines_have_a_ceiling)
{
	for (int n = EVEMU_LINE_MAX - 1; n <= EVEMU_LINE_MAX + 1; n++) {
		struct evdev_info info = {0};
		char text[EVEMU_LINE_MAX + 10];

		memset(text, 'x', sizeof text);
		memcpy(text, "N: ", 3);
		text[n] = 0;
		CHECK((parse(&info, NULL, text) == 0) == (n <= EVEMU_LINE_MAX));
		CHECK(strlen(info.name) < sizeof info.name);
	}
}

TEST(evemu, events_have_a_ceiling)
{
	for (int n = EVEMU_EVENTS_MAX - 1; n <= EVEMU_EVENTS_MAX + 1; n++) {
		struct evdev_info info = {0};
		AUTO_BUF text, events;

		buf_init(&text, (size_t)EVEMU_TEXT_MAX);
		buf_init(&events, (EVEMU_EVENTS_MAX + 10) * sizeof(struct evdev_event));
		for (int i = 0; i < n; i++)
			buf_text(&text, "E: 1.0 3 35 7\n");
		CHECK((evemu_parse(&info, &events, buf_str(&text), text.len, "r") == 0) == (n <= EVEMU_EVENTS_MAX));
	}
}

TEST(evemu, broken_letters_in_a_name_are_replaced)
{
	struct evdev_info info = {0};

	CHECK_OK(parse(&info, NULL, "N: Pan\x1b[2Jel\xff\n"));
	CHECK_TEXT(info.name, "Pan?[2Jel");
}

TEST(evemu, what_is_printed_is_read_back)
{
	struct evdev_info info = {.name = "Panel", .bus = 3, .vendor = 0x408, .product = 0x3001, .version = 0x110},
	                  back;
	struct evdev_event e[3] = {{7000100, EV_ABS, ABS_MT_TRACKING_ID, -1}, {7000200, EV_KEY, BTN_TOUCH, 0},
	        {7500000, EV_ABS, ABS_X, 2147483647}};
	AUTO_BUF text, events;

	buf_init(&text, 100000);
	buf_init(&events, 10000);
	info.props[0] = 2;
	info.bits[EV_KEY][BTN_TOUCH / 8] = 1 << BTN_TOUCH % 8;
	info.bits[EV_ABS][0] = 3;
	info.axis[ABS_X] = (struct evdev_axis){true, -10, 2000, 1, 2, 3};
	evemu_print_info(&text, &info);
	for (int i = 0; i < 3; i++)
		evemu_print_event(&text, &e[i], 7000000);
	memset(&back, 0, sizeof back);
	CHECK_OK(parse(&back, &events, buf_str(&text)));
	CHECK(back.described);
	back.described = false;
	CHECK_TEXT(back.name, info.name);
	CHECK_BYTES(back.bits, info.bits, sizeof info.bits);
	CHECK(back.axis[ABS_X].there && back.axis[ABS_X].min == -10 && back.axis[ABS_X].max == 2000);
	CHECK(back.axis[ABS_X].fuzz == 1 && back.axis[ABS_X].flat == 2 && back.axis[ABS_X].resolution == 3);
	CHECK(!back.axis[ABS_Y].there);
	CHECK_BYTES(back.props, info.props, sizeof info.props);
	CHECK_INT(back.product, 0x3001);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(event_at(&events, (size_t)i)->at_us, e[i].at_us - 7000000);
		CHECK_INT(event_at(&events, (size_t)i)->value, e[i].value);
	}
}

TEST(evemu, random_text_is_read_or_refused)
{
	static const char *const words[] = {"E: ", "N: ", "A: ", "B: ", "I: ", "P: ", "\n", " ", "0003 ", "1.5 ", "-1",
	        "ff ", "#", "99999999999 ", "x", "0", "\r\n", ".", "\t"};
	uint64_t seed = 5;
	int read = 0;

	for (int round = 0; round < 4000; round++) {
		struct evdev_info info = {0};
		char text[400] = "";
		AUTO_BUF events;

		buf_init(&events, 100000);
		for (int i = (int)(test_random(&seed) % 30); i > 0; i--)
			strncat(text, words[test_random(&seed) % (sizeof words / sizeof *words)], 12);
		read += parse(&info, &events, text) == 0;
		CHECK(events.len % sizeof(struct evdev_event) == 0);
	}
	CHECK(read > 100 && read < 3900);
}

TEST(evemu, missing_file_says_so)
{
	struct evdev_info info = {0};

	CHECK(evemu_read(&info, NULL, "absent.desc") < 0);
	CHECK_HAS(err_why(), "absent.desc");
}
