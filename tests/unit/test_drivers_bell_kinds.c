/* Bells that are really there: a gpio line, relays on serial ports, a USB relay; each sound is a proof. */
#include <errno.h>
#include <string.h>

#include "drivers/bell.h"
#include "drivers_kernel_kit.h"
#include "harness.h"

enum { DTR = 2, RTS = 4 };

static struct fake_kernel k;
static int changes;
static int64_t waited_ms;

static void on_changed(void *me)
{
	CHECK(me == &k);
	changes++;
}

static void on_waited(void *me, int64_t ms)
{
	CHECK(me == &k);
	waited_ms = ms;
}

static struct bell *opened(const char *uri)
{
	struct bell_setup setup = {.uri = uri,
	        .loop = k.loop,
	        .clock = &k.clock,
	        .log = &k.log,
	        .kernel = &k.table,
	        .changed = on_changed,
	        .waited = on_waited,
	        .me = &k};
	struct bell *b = NULL;

	changes = 0;
	waited_ms = -1;
	CHECK_OK(bell_open(&b, &setup));
	return b;
}

/* ---- the rhythm ------------------------------------------------------------------------ */

TEST(rhythm, is_a_second_of_sound_and_four_of_silence_until_the_answer)
{
	struct bell *b;
	int loud = 0;

	fake_init(&k);
	b = opened("gpio:/dev/gpiochip0,1");
	CHECK(bell_works(b) && !k.lines[1].high);
	CHECK_OK(bell_ring(b));
	for (int s = 0; s < 100; s++) {
		loud += k.lines[1].high;
		fake_wait(&k, 1000);
	}
	CHECK_INT(loud, 20);
	CHECK(bell_is_ringing(b));
	bell_answer(b);
	CHECK(!k.lines[1].high);
	CHECK_INT(waited_ms, 100000);
	fake_wait(&k, 60000);
	CHECK(!k.lines[1].high);
	bell_close(b);
	fake_fini(&k);
}

TEST(rhythm, of_an_alarm_is_twice_as_dense_and_nobody_waits)
{
	struct bell *b;
	int loud = 0;

	fake_init(&k);
	b = opened("gpio:/dev/gpiochip0,1");
	bell_alarm(b, true);
	bell_alarm(b, true);
	for (int s = 0; s < 100; s++) {
		loud += k.lines[1].high;
		fake_wait(&k, 1000);
	}
	CHECK_INT(loud, 50);
	CHECK(!bell_is_called(b));
	bell_alarm(b, false);
	CHECK(!k.lines[1].high);
	CHECK_INT(waited_ms, -1);
	bell_close(b);
	fake_fini(&k);
}

TEST(rhythm, goes_on_for_the_alarm_when_the_person_was_answered)
{
	struct bell *b;

	fake_init(&k);
	b = opened("gpio:/dev/gpiochip0,1");
	CHECK_OK(bell_ring(b));
	bell_alarm(b, true);
	bell_answer(b);
	CHECK(k.lines[1].high);
	fake_wait(&k, 2000);
	CHECK(k.lines[1].high);
	bell_alarm(b, false);
	CHECK(!k.lines[1].high);
	bell_close(b);
	fake_fini(&k);
}

TEST(rhythm, ends_when_the_bell_is_closed)
{
	struct bell *b;

	fake_init(&k);
	b = opened("gpio:/dev/gpiochip0,1,low");
	CHECK_OK(bell_ring(b));
	CHECK(!k.lines[1].high);
	bell_close(b);
	CHECK(k.lines[1].high);
	fake_wait(&k, 10000);
	fake_fini(&k);
}

/* ---- never silent -------------------------------------------------------------------------- */

TEST(broken, bell_is_told_at_the_first_ring_and_tried_again)
{
	struct bell *b;

	fake_init(&k);
	k.gone = ENOENT;
	b = opened("hid:/dev/hidraw0");
	CHECK(!bell_works(b));
	CHECK(bell_ring(b) < 0);
	CHECK_HAS(err_why(), "/dev/hidraw0");
	CHECK(bell_is_called(b) && !bell_is_ringing(b));
	k.gone = 0;
	fake_wait(&k, 6000);
	CHECK(bell_is_ringing(b) && changes == 1);
	CHECK(k.hid.orders > 0);
	bell_answer(b);
	CHECK_INT(k.hid.state, 0);
	bell_close(b);
	fake_fini(&k);
}

TEST(broken, bell_that_stops_while_it_rings_is_told_with_the_next_sound)
{
	struct bell *b;

	fake_init(&k);
	b = opened("serial:/dev/ttyUSB0,lcus");
	CHECK_OK(bell_ring(b));
	k.gone = ENODEV;
	fake_wait(&k, 1000);
	CHECK(!bell_works(b) && changes == 1);
	CHECK(bell_is_called(b) && !bell_is_ringing(b));
	fake_wait(&k, 30000);
	CHECK_INT(changes, 1);
	k.gone = 0;
	fake_wait(&k, 5000);
	CHECK(bell_is_ringing(b) && changes == 2);
	bell_close(b);
	fake_fini(&k);
}

TEST(broken, bell_that_nobody_heard_counts_no_waiting)
{
	struct bell *b;

	fake_init(&k);
	k.gone = ENOENT;
	b = opened("gpio:/dev/gpiochip0,1");
	CHECK(bell_ring(b) < 0);
	fake_wait(&k, 60000);
	bell_answer(b);
	CHECK_INT(waited_ms, -1);
	bell_close(b);
	fake_fini(&k);
}

TEST(broken, bell_is_found_out_while_it_is_quiet)
{
	struct bell *b;

	fake_init(&k);
	b = opened("hid:/dev/hidraw0,2");
	bell_look(b);
	CHECK(bell_works(b));
	k.gone = ENODEV;
	bell_look(b);
	CHECK(!bell_works(b) && changes == 1);
	k.gone = 0;
	bell_look(b);
	CHECK(bell_works(b) && changes == 2);
	bell_close(b);
	fake_fini(&k);
}

/* ---- relays ------------------------------------------------------------------------------------ */

TEST(hid, relay_is_switched_by_its_report_and_read_back)
{
	struct bell *b;

	fake_init(&k);
	k.hid.state = 0x81; /* others', which stay */
	b = opened("hid:/dev/hidraw3,2");
	CHECK_OK(bell_ring(b));
	CHECK_INT(k.hid.state, 0x83);
	fake_wait(&k, 1000);
	CHECK_INT(k.hid.state, 0x81);
	k.hid.stuck = true;
	fake_wait(&k, 4000);
	CHECK(!bell_works(b));
	k.hid.stuck = false;
	k.hid.mute = true;
	bell_close(b);
	fake_fini(&k);
}

TEST(hid, anything_else_at_that_path_is_never_written_to)
{
	struct bell *b;

	fake_init(&k);
	k.hid.vendor = 0x046d; /* somebody's keyboard */
	b = opened("hid:/dev/hidraw0");
	CHECK(!bell_works(b));
	CHECK(bell_ring(b) < 0);
	CHECK_HAS(err_why(), "046d:05df");
	CHECK_INT(k.hid.orders, 0);
	bell_close(b);
	fake_fini(&k);
}

TEST(serial, lcus_board_gets_its_bytes)
{
	static const uint8_t want[] = {0xa0, 1, 1, 0xa2, 0xa0, 1, 0, 0xa1};
	struct bell *b;

	fake_init(&k);
	b = opened("serial:/dev/ttyUSB0,lcus");
	CHECK_INT(k.tty.speed, 9600);
	CHECK_INT(k.tty.cflag & 0x30, 0x30); /* 8 bits */
	CHECK_INT(k.tty.cflag & 0x400, 0x400); /* DTR falls at close */
	CHECK_OK(bell_ring(b));
	bell_answer(b);
	CHECK_INT(k.tty.n, 8);
	CHECK_BYTES(k.tty.bytes, want, 8);
	bell_close(b);
	fake_fini(&k);
}

TEST(serial, any_board_gets_the_bytes_of_the_settings)
{
	static const uint8_t want[] = {0xff, 0x01, 0x01, 0x00};
	struct bell *b;

	fake_init(&k);
	b = opened("serial:/dev/ttyS3,on=FF0101/off=00,115200");
	CHECK_INT(k.tty.speed, 115200);
	CHECK_OK(bell_ring(b));
	bell_answer(b);
	CHECK_BYTES(k.tty.bytes, want, 4);
	bell_close(b);
	fake_fini(&k);
}

TEST(serial, modem_lines_are_down_from_the_beginning)
{
	struct bell *b;

	fake_init(&k);
	b = opened("serial:/dev/ttyUSB0,rts");
	CHECK_INT(k.tty.modem, 0);
	CHECK_OK(bell_ring(b));
	CHECK_INT(k.tty.modem, RTS);
	bell_answer(b);
	CHECK_INT(k.tty.modem, 0);
	bell_close(b);
	b = opened("serial:/dev/ttyUSB0,dtr");
	CHECK_OK(bell_ring(b));
	CHECK_INT(k.tty.modem, DTR);
	bell_close(b);
	CHECK_INT(k.tty.modem, 0);
	fake_fini(&k);
}

TEST(serial, port_that_is_none_or_takes_nothing_is_told)
{
	struct bell *b;

	fake_init(&k);
	k.tty.no_tty = true;
	b = opened("serial:/dev/ttyUSB0,lcus");
	CHECK(bell_ring(b) < 0);
	CHECK_HAS(err_why(), "no serial port");
	bell_answer(b);
	k.tty.no_tty = false;
	k.tty.full = true;
	CHECK(bell_ring(b) < 0);
	CHECK_HAS(err_why(), "takes no bytes");
	bell_close(b);
	fake_fini(&k);
}

/* ---- how it is written ---------------------------------------------------------------------------- */

TEST(uri, that_can_not_be_meant_is_refused)
{
	static const char *const wrong[] = {"gpio", "gpio:", "gpio:/dev/gpiochip0", "serial:", "serial:/dev/ttyUSB0",
	        "serial:/dev/ttyUSB0,", "serial:/dev/ttyUSB0,cts", "serial:/dev/ttyUSB0,on=A0", "serial:ttyUSB0,lcus",
	        "serial:/dev/ttyUSB0,on=A0/off=", "serial:/dev/ttyUSB0,on=/off=A0", "serial:/dev/ttyUSB0,on=A/off=B",
	        "serial:/dev/ttyUSB0,on=GG/off=00", "serial:/dev/ttyUSB0,lcus,299", "serial:/dev/ttyUSB0,lcus,921601",
	        "serial:/dev/ttyUSB0,lcus,", "serial:/dev/ttyUSB0,on=00112233445566778899AABBCCDDEEFF00/off=00",
	        "hid:", "hid:hidraw0", "hid:/dev/hidraw0,0", "hid:/dev/hidraw0,9", "hid:/dev/hidraw0,",
	        "none:", "twin:x"};
	static const char *const right[] = {"none", "twin", "gpio:/dev/gpiochip0,BELL,low", "hid:/dev/hidraw0,8",
	        "serial:/dev/ttyUSB0,on=00112233445566778899AABBCCDDEEFF/off=00", "serial:/dev/ttyUSB0,lcus,300",
	        "serial:/dev/ttyUSB0,dtr,921600"};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (bell_check(wrong[i]) == 0)
			test_fail(__FILE__, __LINE__, "'%s' was taken", wrong[i]);
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		CHECK_OK(bell_check(right[i]));
}

TEST(uri, has_a_ceiling)
{
	char uri[400];

	for (int n = 62; n <= 65; n++) {
		memset(uri, 'x', sizeof uri);
		memcpy(uri, "hid:/", 5);
		uri[4 + n] = 0;
		CHECK((bell_check(uri) == 0) == (n <= 63));
	}
}

TEST(twin, is_pulled_out_and_put_back)
{
	struct bell *b;

	fake_init(&k);
	b = opened("twin");
	CHECK(bell_event(b, "gone"));
	CHECK(!bell_works(b));
	CHECK(bell_ring(b) < 0);
	CHECK(bell_event(b, "back"));
	CHECK(bell_is_ringing(b));
	CHECK(bell_event(b, "answered"));
	CHECK(!bell_is_called(b));
	CHECK(!bell_event(b, "jam"));
	bell_close(b);
	fake_fini(&k);
}
