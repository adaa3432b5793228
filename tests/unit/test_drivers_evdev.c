/* Input devices: coming and going with ever longer pauses, bounded turns, losses told apart from events. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drivers/evdev_ops.h"
#include "drivers/evdev_twin.h"
#include "drivers_evdev_kit.h"
#include "sys/file.h"

static struct port p;

TEST(evdev, address_that_can_not_be_meant_names_those_that_can)
{
	static const char *const wrong[] = {"", "evdev", "evdev:", "evdev:event0", "evdev:Auto",
	        "replay:", "fifo:", "usb:/dev/x", "twin:x", "replay", "EVDEV:/dev/input/event0", ":"};
	struct evdev *d = NULL;
	struct evdev_setup setup = {0};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK(evdev_check(wrong[i]) < 0);
		setup.uri = wrong[i];
		CHECK(evdev_open(&d, &setup) < 0 && d == NULL);
		CHECK(strstr(err_why(), "evdev:") || strstr(err_why(), "wants") || strstr(err_why(), "takes nothing"));
		CHECK(strlen(err_why()) < 300);
	}
	CHECK_OK(evdev_check("evdev:/dev/input/event0"));
	CHECK_OK(evdev_check("evdev:auto"));
	CHECK_OK(evdev_check("replay:some file"));
	CHECK_OK(evdev_check("fifo:/run/f"));
}

TEST(evdev, paths_have_a_ceiling)
{
	static const char *const kinds[] = {"fifo:", "replay:"};
	char uri[1100];

	for (size_t k = 0; k < 2; k++)
		for (size_t n = 1023; n <= 1025; n++) {
			memset(uri, 'x', sizeof uri);
			memcpy(uri, kinds[k], strlen(kinds[k]));
			uri[strlen(kinds[k]) + n] = 0;
			CHECK((evdev_check(uri) == 0) == (n <= 1024));
		}
}

TEST(evdev, absent_device_is_told_once_and_tried_ever_more_rarely)
{
	int64_t tries[40], n = 0, now = 0;

	port_open(&p, "evdev:/dev/input/there-is-none");
	CHECK_INT(p.gone, 1);
	for (int timer = p.device->timer; now < 20000 && n < 40; now++) {
		port_pass(&p, 1);
		if (p.device->timer != timer)
			tries[n++] = now + 1;
		timer = p.device->timer;
	}
	CHECK_INT(p.gone, 1);
	CHECK(!evdev_is_here(p.device));
	CHECK_INT(tries[0], EVDEV_RETRY_FIRST_MS);
	CHECK_INT(tries[1] - tries[0], 2 * EVDEV_RETRY_FIRST_MS);
	CHECK_INT(tries[2] - tries[1], 4 * EVDEV_RETRY_FIRST_MS);
	CHECK_INT(tries[5] - tries[4], EVDEV_RETRY_MOST_MS);
	CHECK_INT(tries[6] - tries[5], EVDEV_RETRY_MOST_MS);
	port_close(&p);
}

TEST(evdev, device_that_comes_back_is_tried_soon_again_when_it_goes)
{
	struct evdev_info info = {.name = "Keys"};
	struct evdev_event e = one(EV_KEY, KEY_A, 1);

	port_open(&p, "twin:");
	CHECK_INT(p.gone, 1);
	CHECK_OK(evdev_twin_is(p.device, &info, NULL));
	CHECK(evdev_is_here(p.device) && p.here == 1);
	CHECK_TEXT(evdev_info(p.device)->name, "Keys");
	CHECK_OK(evdev_twin_send(p.device, &e, 1));
	CHECK_INT(p.n, 1);
	CHECK_OK(evdev_twin_pull(p.device));
	CHECK_INT(p.gone, 2);
	CHECK_INT(p.device->wait_ms, EVDEV_RETRY_FIRST_MS);
	port_pass(&p, 30000);
	CHECK_INT(p.gone, 2);
	CHECK_OK(evdev_twin_is(p.device, &info, NULL));
	CHECK_INT(p.here, 2);
	port_close(&p);
}

/* One that opens and fails at once is not tried four times a second for ever. */
TEST(evdev, device_that_never_says_anything_is_tried_ever_more_rarely)
{
	struct evdev_info info = {.name = "Loose"};

	port_open(&p, "twin:");
	for (int i = 0; i < 6; i++) {
		CHECK_OK(evdev_twin_is(p.device, &info, NULL));
		CHECK_OK(evdev_twin_pull(p.device));
	}
	CHECK_INT(p.device->wait_ms, EVDEV_RETRY_MOST_MS);
	port_close(&p);
}

TEST(evdev, loss_is_told_and_the_torn_rest_left_out)
{
	struct evdev_info info = {.name = "Keys"};
	struct evdev_event all[] = {one(EV_KEY, 1, 1), one(EV_SYN, SYN_REPORT, 0), one(EV_KEY, 2, 1),
	        one(EV_SYN, SYN_DROPPED, 0), one(EV_KEY, 3, 1), one(EV_SYN, SYN_DROPPED, 0), one(EV_KEY, 4, 1),
	        one(EV_SYN, SYN_REPORT, 0), one(EV_KEY, 5, 1), one(EV_SYN, SYN_REPORT, 0)};
	size_t n = sizeof all / sizeof *all;

	for (size_t cut = 0; cut <= n; cut++) { /* wherever a read ends */
		port_open(&p, "twin:");
		CHECK_OK(evdev_twin_is(p.device, &info, NULL));
		CHECK_OK(evdev_twin_send(p.device, all, cut));
		CHECK_OK(evdev_twin_send(p.device, all + cut, n - cut));
		CHECK_INT(p.lost, 1);
		CHECK_INT(p.n, 5);
		CHECK_INT(p.all[2].code, 2);
		CHECK_INT(p.all[3].code, 5);
		port_close(&p);
	}
}

TEST(evdev, loss_in_the_middle_of_an_unplugging_is_over)
{
	struct evdev_info info = {.name = "Keys"};
	struct evdev_event drop = one(EV_SYN, SYN_DROPPED, 0), key = one(EV_KEY, 1, 1);

	port_open(&p, "twin:");
	CHECK_OK(evdev_twin_is(p.device, &info, NULL));
	CHECK_OK(evdev_twin_send(p.device, &drop, 1));
	CHECK_OK(evdev_twin_pull(p.device));
	CHECK_OK(evdev_twin_is(p.device, &info, NULL));
	CHECK_OK(evdev_twin_send(p.device, &key, 1));
	CHECK_INT(p.n, 1);
	port_close(&p);
}

TEST(evdev, state_is_told_by_those_that_can)
{
	struct evdev_info info = {.name = "Keys"};
	struct evdev_state is = {.n_slots = 3}, got;

	is.abs[ABS_X] = 7;
	port_open(&p, "twin:");
	CHECK_INT(evdev_state(&got, p.device), EVDEV_UNKNOWN); /* absent */
	CHECK_OK(evdev_twin_is(p.device, &info, NULL));
	CHECK_INT(evdev_state(&got, p.device), EVDEV_UNKNOWN);
	evdev_twin_stands(p.device, &is);
	CHECK_INT(evdev_state(&got, p.device), 0);
	CHECK_INT(got.abs[ABS_X], 7);
	CHECK_INT(got.n_slots, 3);
	port_close(&p);
}

TEST(evdev, gone_and_back_by_the_test_door)
{
	struct evdev_info info = {.name = "Keys"};

	port_open(&p, "twin:");
	CHECK_OK(evdev_twin_is(p.device, &info, NULL));
	CHECK_INT(evdev_event(p.device, "jam"), EVDEV_NO_SUCH);
	CHECK_INT(evdev_event(p.device, "back"), 0); /* it is here */
	CHECK_INT(p.here, 1);
	CHECK_INT(evdev_event(p.device, "gone"), 0);
	CHECK_INT(evdev_event(p.device, "gone"), 0);
	CHECK(!evdev_is_here(p.device) && p.gone == 2);
	port_pass(&p, 10000);
	CHECK(!evdev_is_here(p.device)); /* it does not come back by itself */
	CHECK_INT(evdev_event(p.device, "back"), 0);
	CHECK(evdev_is_here(p.device) && p.here == 2);
	port_close(&p);
	port_open(&p, "evdev:/dev/input/none");
	CHECK_INT(evdev_event(p.device, "gone"), EVDEV_NO_SUCH); /* a real one can not be told */
	port_close(&p);
}

TEST(evdev, surprise_of_a_callback_ends_the_loop)
{
	struct evdev_info info = {.name = "Keys"};
	struct evdev_event key = one(EV_KEY, 1, 1);

	port_open(&p, "twin:");
	CHECK_OK(evdev_twin_is(p.device, &info, NULL));
	p.fail = err_new(EIO, "the screen broke");
	CHECK(evdev_twin_send(p.device, &key, 1) < 0);
	port_close(&p);
}

TEST(evdev, closing_tells_nobody)
{
	struct evdev_info info = {.name = "Keys"};

	evdev_close(NULL);
	port_open(&p, "twin:");
	CHECK_OK(evdev_twin_is(p.device, &info, NULL));
	evdev_close(p.device);
	CHECK_INT(p.gone, 1); /* before it came */
	CHECK_OK(loop_step(p.loop, 0));
	loop_free(p.loop);
}

/* ---- a fifo ------------------------------------------------------------------------------ */

static int writer(const char *path)
{
	int fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);

	CHECK(fd >= 0);
	return fd;
}

static void put(int fd, uint16_t type, uint16_t code, int32_t value)
{
	uint8_t bytes[24];

	event_bytes(bytes, 1773483630, 250000, type, code, value);
	CHECK_INT(write(fd, bytes, 24), 24);
}

TEST(evdev_fifo, is_made_when_it_is_absent)
{
	struct stat st;
	int fd;

	port_open(&p, "fifo:f");
	CHECK(evdev_is_here(p.device) && !p.info.described);
	CHECK(stat("f", &st) == 0 && S_ISFIFO(st.st_mode) && (st.st_mode & 0777) == 0600);
	fd = writer("f");
	put(fd, EV_ABS, ABS_MT_TRACKING_ID, -1);
	port_turn(&p);
	CHECK_INT(p.n, 1);
	CHECK_INT(p.all[0].value, -1);
	CHECK_INT(p.all[0].at_us, 1773483630250000);
	CHECK_INT(p.all[0].code, ABS_MT_TRACKING_ID);
	(void)close(fd);
	port_close(&p);
}

TEST(evdev_fifo, its_writer_may_leave_and_another_come)
{
	port_open(&p, "fifo:f");
	for (int i = 1; i <= 5; i++) {
		int fd = writer("f");

		put(fd, EV_KEY, KEY_A, 1);
		port_turn(&p);
		CHECK_INT(p.ended, i - 1);
		(void)close(fd);
		port_turn(&p);
		CHECK_INT(p.ended, i);
		CHECK(evdev_is_here(p.device));
		CHECK_INT(p.n, i);
	}
	CHECK_INT(p.gone, 0);
	{ /* and nothing turns while nobody writes */
		uint64_t before = loop_wakeups(p.loop);

		port_pass(&p, 100);
		CHECK_INT(loop_wakeups(p.loop) - before, 0);
	}
	port_close(&p);
}

TEST(evdev_fifo, event_may_come_in_pieces_of_any_size)
{
	uint8_t bytes[24 * 3];

	for (int i = 0; i < 3; i++)
		event_bytes(bytes + 24 * i, 5, 0, EV_KEY, (uint16_t)(KEY_A + i), i);
	for (size_t cut = 1; cut < sizeof bytes; cut++) {
		int fd;

		port_open(&p, "fifo:f");
		fd = writer("f");
		CHECK_INT(write(fd, bytes, cut), (ssize_t)cut);
		port_turn(&p);
		CHECK_INT(p.n, (int)(cut / 24));
		CHECK_INT(write(fd, bytes + cut, sizeof bytes - cut), (ssize_t)(sizeof bytes - cut));
		port_turn(&p);
		CHECK_INT(p.n, 3);
		CHECK_INT(p.all[2].code, KEY_A + 2);
		(void)close(fd);
		port_close(&p);
	}
}

TEST(evdev_fifo, half_an_event_of_a_writer_that_left_is_nothing)
{
	uint8_t bytes[24] = {0};
	int fd;

	port_open(&p, "fifo:f");
	fd = writer("f");
	CHECK_INT(write(fd, bytes, 23), 23);
	(void)close(fd);
	port_turn(&p);
	CHECK_INT(p.ended, 1);
	fd = writer("f");
	put(fd, EV_KEY, KEY_B, 1);
	port_turn(&p);
	CHECK_INT(p.n, 1);
	CHECK_INT(p.all[0].code, KEY_B);
	(void)close(fd);
	port_close(&p);
}

TEST(evdev_fifo, turn_of_the_loop_is_bounded)
{
	int fd;

	port_open(&p, "fifo:f");
	fd = writer("f");
	for (int i = 0; i < 2000; i++)
		put(fd, EV_KEY, KEY_A, i);
	CHECK_OK(loop_step(p.loop, 0));
	CHECK_INT(p.n, EVDEV_TURN_MOST);
	port_turn(&p);
	CHECK_INT(p.n, 2000);
	(void)close(fd);
	port_close(&p);
}

TEST(evdev_fifo, is_described_by_the_file_beside_it)
{
	CHECK_OK(file_replace("f.desc", "N: Panel\nA: 35 0 799 0 0\n", 25, 0600));
	port_open(&p, "fifo:f");
	CHECK(p.info.described);
	CHECK_TEXT(p.info.name, "Panel");
	CHECK_INT(p.info.axis[0x35].max, 799);
	port_close(&p);
	CHECK_OK(file_replace("f.desc", "A: 35 zero\n", 11, 0600));
	port_open(&p, "fifo:f");
	CHECK(!evdev_is_here(p.device));
	port_close(&p);
}

TEST(evdev_fifo, that_is_none_is_tried_until_it_is_one)
{
	CHECK_OK(file_replace("f", "text", 4, 0600));
	port_open(&p, "fifo:f");
	CHECK(!evdev_is_here(p.device));
	CHECK_INT(p.gone, 1);
	CHECK_INT(unlink("f"), 0);
	port_pass(&p, 300);
	CHECK(evdev_is_here(p.device));
	port_close(&p);
	port_open(&p, "fifo:no/such/folder/f");
	CHECK(!evdev_is_here(p.device));
	port_close(&p);
}

TEST(evdev_fifo, odd_times_are_only_odd)
{
	static const int64_t odd[] = {INT64_MIN, INT64_MAX, -1};
	uint8_t bytes[24];
	int fd;

	port_open(&p, "fifo:f");
	fd = writer("f");
	for (size_t i = 0; i < 3; i++) {
		event_bytes(bytes, odd[i], UINT32_MAX, EV_KEY, KEY_A, 1);
		CHECK_INT(write(fd, bytes, 24), 24);
	}
	port_turn(&p);
	CHECK_INT(p.n, 3);
	CHECK(p.all[0].at_us >= 0 && p.all[1].at_us >= 0 && p.all[2].at_us >= 0);
	(void)close(fd);
	port_close(&p);
}
