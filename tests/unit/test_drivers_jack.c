/* The switch of the headphones. */
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drivers/jack.h"
#include "drivers_speech_kit.h"
#include "sys/file.h"

/* ---- headphones --------------------------------------------------------------------------- */

struct heard {
	int calls;
	bool in;
};

static void on_jack(void *me, bool in)
{
	struct heard *h = me;

	h->calls++;
	h->in = in;
}

static int open_jack(struct jack **j, struct room *r, struct heard *h, const char *uri)
{
	const struct jack_setup setup = {
	        .uri = uri, .input = "input", .loop = r->loop, .log = &r->log, .changed = on_jack, .me = h};

	return jack_open(j, &setup);
}

TEST(jack, a_twin_is_plugged_by_the_test)
{
	struct heard h = {0};
	struct jack *j;
	struct room r;

	open_room(&r, "none");
	CHECK_OK(open_jack(&j, &r, &h, "twin"));
	CHECK(!jack_is_in(j) && jack_is_known(j));
	jack_set(j, true);
	jack_set(j, true);
	CHECK(jack_is_in(j));
	CHECK_INT(h.calls, 1);
	jack_set(j, false);
	CHECK_INT(h.calls, 2);
	jack_close(j);
	close_room(&r);
}

TEST(jack, always_is_in_and_none_is_unknown)
{
	struct heard h = {0};
	struct jack *j;
	struct room r;

	open_room(&r, "none");
	CHECK_OK(open_jack(&j, &r, &h, "always"));
	CHECK(jack_is_in(j) && h.in);
	jack_close(j);
	CHECK_OK(open_jack(&j, &r, &h, "none"));
	CHECK(!jack_is_in(j) && !jack_is_known(j));
	jack_set(j, true);
	CHECK(!jack_is_in(j));
	jack_close(j);
	jack_close(NULL);
	close_room(&r);
}

TEST(jack, refuses_an_address_that_is_none)
{
	static const char *const bad[] = {"", "evdev:", "evdev:input/event0", "autos", "/dev/input/event0"};
	struct heard h = {0};
	struct jack *j = NULL;
	struct room r;

	open_room(&r, "none");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK(open_jack(&j, &r, &h, bad[i]) < 0);
		CHECK_HAS(err_why(), "there are auto");
		CHECK(j == NULL);
	}
	close_room(&r);
}

static void send(int fd, uint16_t type, uint16_t code, int value)
{
	struct input_event e = {.type = type, .code = code, .value = value};

	CHECK(write(fd, &e, sizeof e) == sizeof e);
}

TEST(jack, follows_the_switch_and_nothing_else)
{
	char uri[600];
	struct heard h = {0};
	struct jack *j;
	struct room r;
	int fd;

	open_room(&r, "none");
	CHECK(mkfifo("switch", 0600) == 0);
	CHECK((fd = open("switch", O_RDWR | O_CLOEXEC)) >= 0);
	(void)snprintf(uri, sizeof uri, "evdev:%.500s/switch", test_folder());
	CHECK_OK(open_jack(&j, &r, &h, uri));
	send(fd, EV_SW, SW_HEADPHONE_INSERT, 1);
	send(fd, EV_SYN, SYN_REPORT, 0);
	CHECK_OK(loop_step(r.loop, 100));
	CHECK(jack_is_in(j));
	send(fd, EV_SW, SW_MICROPHONE_INSERT, 0);
	send(fd, EV_KEY, SW_HEADPHONE_INSERT, 0);
	CHECK_OK(loop_step(r.loop, 100));
	CHECK(jack_is_in(j));
	send(fd, EV_SW, SW_HEADPHONE_INSERT, 0);
	CHECK_OK(loop_step(r.loop, 100));
	CHECK(!jack_is_in(j));
	CHECK_INT(h.calls, 2);
	jack_close(j);
	close(fd);
	close_room(&r);
}

TEST(jack, a_device_that_goes_counts_as_out_and_is_tried_again)
{
	char uri[600];
	struct heard h = {0};
	struct jack *j;
	struct room r;
	int fd;

	open_room(&r, "none");
	CHECK(mkfifo("switch", 0600) == 0);
	CHECK((fd = open("switch", O_RDWR | O_CLOEXEC)) >= 0);
	(void)snprintf(uri, sizeof uri, "evdev:%.500s/switch", test_folder());
	CHECK_OK(open_jack(&j, &r, &h, uri));
	send(fd, EV_SW, SW_HEADPHONE_INSERT, 1);
	CHECK_OK(loop_step(r.loop, 100));
	CHECK(jack_is_in(j));
	close(fd);
	CHECK_OK(loop_step(r.loop, 100));
	CHECK(!jack_is_in(j));
	CHECK(!jack_is_known(j));
	CHECK((fd = open("switch", O_RDWR | O_CLOEXEC)) >= 0);
	pass(&r, 450);
	CHECK(!jack_is_known(j));
	pass(&r, 50);
	CHECK(jack_is_known(j));
	send(fd, EV_SW, SW_HEADPHONE_INSERT, 1);
	CHECK_OK(loop_step(r.loop, 100));
	CHECK(jack_is_in(j));
	jack_close(j);
	close(fd);
	close_room(&r);
}

TEST(jack, no_device_with_a_switch_is_told_once)
{
	struct heard h = {0};
	struct jack *j;
	struct room r;
	AUTO_BUF log;

	open_room(&r, "none");
	CHECK_OK(dir_make("input", 0700));
	CHECK_OK(file_replace("input/event0", "x", 1, 0600));
	CHECK_OK(open_jack(&j, &r, &h, "auto"));
	for (int i = 0; i < 10; i++)
		pass(&r, 8000);
	CHECK(!jack_is_known(j));
	CHECK_INT(h.calls, 0);
	jack_close(j);
	file_text(&log, "log");
	CHECK_HAS(buf_str(&log), "has a switch for headphones");
	CHECK(strstr(strstr(buf_str(&log), "has a switch") + 1, "has a switch") == NULL);
	close_room(&r);
}
