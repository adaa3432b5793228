/* Which printer stands at which port, and that it is found again under another number. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "drivers/printer_port.h"
#include "drivers_printer_kit.h"
#include "drivers_usb_kit.h"

static const char *find(enum printer_port_kind kind, const char *where)
{
	static char path[PORT_PATH_ROOM];

	return printer_port_at(path, kind, where, "root") == 0 ? path : NULL;
}

TEST(printer_port, knows_the_three_ways_to_say_where)
{
	static const char *const good[] = {"auto", "1-1", "1-1.2", "2-1.4.3", "/dev/usb/lp0", "/dev/ttyS1"};
	static const char *const bad[] = {"", "1", "1.2", "-1", "1-", "usb1", "1-1:1.0", "1-1.2 ", "../1-1",
	        "/etc/passwd", "1-1.2.3.4.5.6.7.8.9.10.11"};

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK(printer_port_is_where(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (printer_port_is_where(bad[i]))
			test_fail(__FILE__, __LINE__, "'%s' was taken", bad[i]);
}

TEST(printer_port, a_path_is_itself)
{
	usb_kit_make("root");
	CHECK_TEXT(find(PORT_SERIAL, "/dev/ttyS1"), "/dev/ttyS1");
}

TEST(printer_port, finds_what_stands_at_a_port_whatever_its_number)
{
	usb_kit_make("root");
	CHECK(find(PORT_SERIAL, "1-1.2") == NULL);
	CHECK_HAS(err_why(), "at port 1-1.2");
	usb_kit_node("root", "1-1.2", "tty", "ttyUSB0", "", "/dev/null");
	CHECK_TEXT(find(PORT_SERIAL, "1-1.2"), "root/dev/ttyUSB0");
	usb_kit_no_node("root", "tty", "ttyUSB0", "");
	usb_kit_node("root", "1-1.2", "tty", "ttyUSB7", "", "/dev/null");
	CHECK_TEXT(find(PORT_SERIAL, "1-1.2"), "root/dev/ttyUSB7");
	usb_kit_node("root", "1-1.3", "usbmisc", "lp1", "usb/", "/dev/null");
	CHECK_TEXT(find(PORT_USBLP, "1-1.3"), "root/dev/usb/lp1");
	CHECK(find(PORT_USBLP, "1-1.2") == NULL);
}

TEST(printer_port, a_modem_class_adapter_counts_as_serial)
{
	usb_kit_make("root");
	usb_kit_node("root", "1-1.1", "tty", "ttyACM0", "", "/dev/null");
	CHECK_TEXT(find(PORT_SERIAL, "auto"), "root/dev/ttyACM0");
}

TEST(printer_port, auto_takes_the_only_one_and_refuses_to_guess)
{
	usb_kit_make("root");
	CHECK(find(PORT_USBLP, "auto") == NULL);
	CHECK_HAS(err_why(), "no USB printer is plugged in");
	usb_kit_node("root", "1-1.2", "usbmisc", "lp0", "usb/", "/dev/null");
	CHECK_TEXT(find(PORT_USBLP, "auto"), "root/dev/usb/lp0");
	usb_kit_node("root", "1-1.3", "usbmisc", "lp1", "usb/", "/dev/null");
	CHECK(find(PORT_USBLP, "auto") == NULL);
	CHECK_HAS(err_why(), "1-1.2");
	CHECK_HAS(err_why(), "1-1.3");
	CHECK_TEXT(find(PORT_USBLP, "1-1.3"), "root/dev/usb/lp1");
}

TEST(printer_port, other_ttys_are_no_printers)
{
	usb_kit_make("root");
	usb_kit_file("root", "sys/class/tty/tty0/uevent", "");
	usb_kit_file("root", "sys/class/tty/ttyUSB9/uevent", ""); /* no device: it is going */
	usb_kit_node("root", "serial8250", "tty", "ttyS0", "", "/dev/null");
	CHECK(find(PORT_SERIAL, "auto") == NULL);
}

/* ---- a printer that is pulled out in the middle, and comes back under another number ----------------- */

static void open_line(struct peer *p, char path[64])
{
	int unlock = 0, number;

	p->fd = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	CHECK(p->fd >= 0);
	CHECK_INT(ioctl(p->fd, TIOCSPTLCK, &unlock), 0);
	CHECK_INT(ioctl(p->fd, TIOCGPTN, &number), 0);
	(void)snprintf(path, 64, "/dev/pts/%d", number);
}

static void set_raw(const char *path)
{
	struct termios t;
	int fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);

	CHECK(fd >= 0 && tcgetattr(fd, &t) == 0);
	cfmakeraw(&t);
	CHECK(tcsetattr(fd, TCSANOW, &t) == 0);
	close(fd);
}

static void replug(const char *scheme, const char *class, const char *first, const char *second, const char *below)
{
	char uri[64], path[64];
	struct peer *one = peer_new(), *two = peer_new();
	struct rig b;

	usb_kit_make("root");
	open_line(one, path);
	set_raw(path);
	usb_kit_node("root", "1-1.2", class, first, below, path);
	(void)snprintf(uri, sizeof uri, "%s:1-1.2", scheme);
	rig_open_at(&b, uri, false, "root");
	rig_wait_link(&b, LINK_OPEN);
	CHECK_OK(rig_begin(&b, 300000));
	one->per_turn = 500;
	for (int i = 0; i < 40; i++) {
		CHECK_OK(loop_step(b.loop, 20));
		peer_turn(one);
	}
	CHECK(!b.over && one->n > 0);
	close(one->fd);
	usb_kit_no_node("root", class, first, below);
	for (int i = 0; i < 100 && !b.over; i++)
		CHECK_OK(loop_step(b.loop, 50));
	CHECK(b.over && b.lost);
	rig_wait_link(&b, LINK_GONE);
	CHECK(printer_is_unsure(b.printer));

	open_line(two, path);
	set_raw(path);
	usb_kit_node("root", "1-1.2", class, second, below, path);
	rig_wait_link(&b, LINK_OPEN);
	CHECK(printer_is_unsure(b.printer)); /* whoever comes next flushes first */
	b.over = b.lost = b.ended = false;
	b.sent = 0;
	CHECK_OK(rig_begin(&b, 5000));
	two->per_turn = 5000;
	rig_run_with(&b, two, 20000);
	CHECK(b.over && !b.lost);
	CHECK_INT(two->n, 5000);
	rig_check_bytes(two->got, 5000);
	rig_close(&b);
}

TEST_LIMIT(printer_port, a_serial_printer_comes_back_under_another_number, 60)
{
	replug("serial", "tty", "ttyUSB0", "ttyUSB3", "");
}

TEST_LIMIT(printer_port, a_usb_printer_comes_back_under_another_number, 60)
{
	replug("usb", "usbmisc", "lp0", "lp5", "usb/");
}

/* ---- flow control from the profile ------------------------------------------------------------------- */

static tcflag_t flags_of(const char *rest, int flow, int64_t speed, tcflag_t *input, speed_t *baud)
{
	char uri[96], path[64];
	struct peer *p = peer_new();
	struct termios t;
	struct rig b;

	open_line(p, path);
	(void)snprintf(uri, sizeof uri, "serial:%s%s", path, rest);
	rig_open(&b, uri, true);
	printer_close(b.printer);
	b.profile.serial_flow = (enum profile_flow)flow;
	b.profile.serial_speed = speed;
	const struct printer_setup setup = {.uri = uri, .profile = &b.profile, .loop = b.loop, .log = &b.log};
	CHECK_OK(printer_open(&b.printer, &setup));
	CHECK(tcgetattr(p->fd, &t) == 0);
	*input = t.c_iflag;
	*baud = cfgetospeed(&t);
	rig_close(&b);
	close(p->fd);
	return t.c_cflag;
}

TEST(printer_port, the_profile_says_how_a_line_is_held_unless_the_address_does)
{
	tcflag_t input;
	speed_t baud;

	CHECK(flags_of("", PROFILE_FLOW_RTS, 38400, &input, &baud) & CRTSCTS);
	CHECK(!(input & IXON));
	CHECK_INT(baud, B38400);
	CHECK(!(flags_of("", PROFILE_FLOW_XON, 0, &input, &baud) & CRTSCTS));
	CHECK(input & IXON);
	CHECK_INT(baud, B9600);
	CHECK(!(flags_of(",115200,none", PROFILE_FLOW_RTS, 38400, &input, &baud) & CRTSCTS));
	CHECK(!(input & IXON));
	CHECK_INT(baud, B115200);
	CHECK(!(flags_of(",19200", PROFILE_FLOW_NONE, 38400, &input, &baud) & CRTSCTS));
	CHECK_INT(baud, B19200);
}
