/* A real node: what it is asked and how it answers. Its calls are answered by the test; the bytes come by a fifo. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drivers_evdev_kit.h"

static struct port p;

/* The device behind ioctl(), for this program only. */
static struct {
	bool none; /* ENOTTY: no input device */
	bool held; /* EBUSY: another program grabbed it */
	bool pulled; /* ENODEV */
	bool no_slots; /* EVIOCGMTSLOTS fails */
	int grabs;
	int32_t slots[ABS_CNT][4];
} fake;

static int give(void *to, size_t room, const void *from, size_t n)
{
	memcpy(to, from, n < room ? n : room);
	return (int)(n < room ? n : room);
}

static int give_bits(unsigned type, void *to, size_t room)
{
	uint8_t bits[KEY_CNT / 8] = {0};

	if (type == 0)
		bits[0] = 1 << EV_SYN | 1 << EV_KEY | 1 << EV_ABS;
	if (type == EV_KEY)
		bits[BTN_TOUCH / 8] = 1 << BTN_TOUCH % 8;
	if (type == EV_ABS)
		bits[ABS_MT_SLOT / 8] = 1 << ABS_MT_SLOT % 8, bits[6] = 0x60, bits[7] = 0x02;
	return give(to, room, bits, sizeof bits);
}

static int answer(unsigned long request, void *to)
{
	static const struct input_id id = {3, 0x4f3, 0x10c, 0x110};
	unsigned nr = _IOC_NR(request);
	size_t room = _IOC_SIZE(request);
	struct input_absinfo *a = to;
	int32_t *slots = to;

	switch (nr) {
	case 0x02:
		return give(to, room, &id, sizeof id);
	case 0x06:
		return give(to, room, "Maker\tPanel\xff", 13);
	case 0x07:
		return give(to, room, "usb-1.2/input0", 15);
	case 0x09:
		return give(to, room, "\x02", 1);
	case 0x0a:
		if (fake.no_slots)
			return -EINVAL;
		memcpy(slots + 1, fake.slots[slots[0]], sizeof fake.slots[0]);
		return 0;
	case 0x18:
		memset(to, 0, room);
		((uint8_t *)to)[BTN_TOUCH / 8] = 1 << BTN_TOUCH % 8;
		return 0;
	case 0x90:
		fake.grabs++;
		return fake.held ? -EBUSY : 0;
	default:
		break;
	}
	if (nr >= 0x20 && nr < 0x40)
		return give_bits(nr - 0x20, to, room);
	if (nr < 0x40 || nr >= 0x40 + ABS_CNT)
		return -EINVAL;
	*a = (struct input_absinfo){.value = 1,
	        .maximum = nr - 0x40 == ABS_MT_SLOT ? 3 : 4095,
	        .resolution = nr - 0x40 == ABS_MT_SLOT ? 0 : 12};
	return 0;
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list args;
	int r;

	(void)fd;
	va_start(args, request);
	r = fake.none ? -ENOTTY : fake.pulled ? -ENODEV : answer(request, va_arg(args, void *));
	va_end(args);
	errno = r < 0 ? -r : errno;
	return r < 0 ? -1 : r;
}

static const char *node(void)
{
	static char uri[700], path[600];

	(void)snprintf(path, sizeof path, "%s/event0", test_folder());
	(void)snprintf(uri, sizeof uri, "evdev:%s", path);
	if (access(path, F_OK) < 0)
		CHECK(mkfifo(path, 0600) == 0);
	return uri;
}

TEST(evdev_node, says_what_it_is)
{
	port_open(&p, node());
	CHECK(evdev_is_here(p.device) && p.info.described);
	CHECK_TEXT(p.info.name, "Maker?Panel?"); /* names of hardware are bytes that anybody may have written */
	CHECK_TEXT(p.info.phys, "usb-1.2/input0");
	CHECK_INT(p.info.vendor, 0x4f3);
	CHECK(evdev_has_prop(&p.info, INPUT_PROP_DIRECT));
	CHECK(evdev_has(&p.info, EV_KEY, BTN_TOUCH) && evdev_has(&p.info, EV_ABS, ABS_MT_TRACKING_ID));
	CHECK(p.info.axis[ABS_MT_POSITION_X].there && p.info.axis[ABS_MT_POSITION_X].max == 4095);
	CHECK_INT(p.info.axis[ABS_MT_POSITION_X].resolution, 12);
	CHECK(!p.info.axis[ABS_X].there);
	CHECK_INT(fake.grabs, 0);
	port_close(&p);
}

TEST(evdev_node, is_held_for_us_alone_when_that_is_wanted)
{
	port_ask(&p, node(), NULL, true);
	CHECK(evdev_is_here(p.device));
	CHECK_INT(fake.grabs, 1);
	port_close(&p);
	fake.held = true;
	port_ask(&p, node(), NULL, true);
	CHECK(!evdev_is_here(p.device));
	fake.held = false; /* the other program lets go: it is taken up by itself */
	port_pass(&p, 300);
	CHECK(evdev_is_here(p.device));
	port_close(&p);
}

TEST(evdev_node, that_is_no_input_device_is_told)
{
	fake.none = true;
	port_open(&p, node());
	CHECK(!evdev_is_here(p.device));
	CHECK_INT(p.gone, 1);
	port_close(&p);
}

TEST(evdev_node, events_arrive_with_their_times)
{
	struct input_event e[2] = {{.type = EV_ABS, .code = ABS_MT_SLOT, .value = 3}, {.type = EV_SYN}};
	int fd;

	port_open(&p, node());
	fd = open(node() + strlen("evdev:"), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	CHECK(fd >= 0);
	e[0].input_event_sec = 1773483630;
	e[0].input_event_usec = 7;
	CHECK_INT(write(fd, e, sizeof e), (ssize_t)sizeof e);
	port_turn(&p);
	CHECK_INT(p.n, 2);
	CHECK_INT(p.all[0].at_us, 1773483630000007);
	CHECK_INT(p.all[0].value, 3);
	(void)close(fd); /* pulled out */
	port_turn(&p);
	CHECK_INT(p.gone, 1);
	CHECK_INT(p.ended, 0);
	port_close(&p);
}

TEST(evdev_node, says_how_things_stand)
{
	struct evdev_state s;

	fake.slots[ABS_MT_TRACKING_ID][0] = -1;
	fake.slots[ABS_MT_TRACKING_ID][3] = 77;
	fake.slots[ABS_MT_POSITION_X][3] = 1234;
	port_open(&p, node());
	CHECK_INT(evdev_state(&s, p.device), 0);
	CHECK_INT(s.n_slots, 4);
	CHECK_INT(s.mt[ABS_MT_TRACKING_ID - ABS_MT_SLOT][0], -1);
	CHECK_INT(s.mt[ABS_MT_TRACKING_ID - ABS_MT_SLOT][3], 77);
	CHECK_INT(s.mt[ABS_MT_POSITION_X - ABS_MT_SLOT][3], 1234);
	CHECK(evdev_has_bit(s.keys, BTN_TOUCH));
	fake.no_slots = true;
	CHECK_INT(evdev_state(&s, p.device), EVDEV_UNKNOWN);
	fake.pulled = true;
	CHECK_INT(evdev_state(&s, p.device), EVDEV_UNKNOWN);
	port_close(&p);
}

enum { LONG_MS = 8000 }; /* the back-off is at its longest then */

TEST(evdev_node, one_that_comes_is_taken_long_before_the_back_off_ends)
{
	const char *uri = node(), *path = uri + strlen("evdev:");

	fake.none = fake.pulled = fake.held = false;
	CHECK(unlink(path) == 0);
	port_open(&p, uri);
	port_pass(&p, LONG_MS);
	CHECK(!evdev_is_here(p.device));
	CHECK(mkfifo(path, 0600) == 0);
	port_pass(&p, EVDEV_NEWS_MS + 5);
	CHECK(evdev_is_here(p.device));
	port_close(&p);
}

TEST(evdev_node, one_that_gets_its_rights_late_is_taken_then)
{
	const char *uri = node(), *path = uri + strlen("evdev:");

	fake.held = true;
	port_ask(&p, uri, NULL, true);
	port_pass(&p, LONG_MS);
	CHECK(!evdev_is_here(p.device));
	fake.held = false;
	CHECK(chmod(path, 0660) == 0);
	port_pass(&p, EVDEV_NEWS_MS + 5);
	CHECK(evdev_is_here(p.device));
	port_close(&p);
}

TEST(evdev_node, news_that_never_end_do_not_put_the_look_off)
{
	const char *uri = node(), *path = uri + strlen("evdev:");

	fake.held = true;
	port_ask(&p, uri, NULL, true);
	port_pass(&p, LONG_MS);
	fake.held = false;
	for (int i = 0; i < EVDEV_NEWS_MS + 5 && !evdev_is_here(p.device); i++) {
		CHECK(chmod(path, 0600) == 0);
		port_pass(&p, 1);
	}
	CHECK(evdev_is_here(p.device));
	port_close(&p);
}
