/* serial and usb against a pseudo-terminal. */
#include <errno.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "drivers/printer_identify.h"
#include "drivers/printer_usb.h"
#include "drivers_printer_kit.h"
#include "sys/buf.h"

/* A pseudo-terminal has no lines of a modem, and is no printer port: these calls are answered here. */
static struct {
	int dsr; /* 0 = the port knows no lines, 1 = down, 2 = up */
	const char *device_id; /* with its two bytes of length; NULL = a real call */
	size_t device_id_bytes;
	bool one_way; /* reads of a device are refused as usblp does where there is no way back */
} port;

int ioctl(int fd, unsigned long request, ...)
{
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	if (request == TIOCMGET && port.dsr) {
		*(int *)arg = port.dsr == 2 ? TIOCM_DSR : 0;
		return 0;
	}
	if (port.device_id && request == _IOC(_IOC_READ, 'P', 1, 1024)) {
		memcpy(arg, port.device_id, port.device_id_bytes);
		return 0;
	}
	return (int)syscall(SYS_ioctl, fd, request, arg);
}

/* A pseudo-terminal; uri gets our end of it. */
static void open_pty(struct peer *p, char uri[64], const char *scheme, const char *rest)
{
	int unlock = 0, number;

	p->fd = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	CHECK(p->fd >= 0);
	CHECK_INT(ioctl(p->fd, TIOCSPTLCK, &unlock), 0);
	CHECK_INT(ioctl(p->fd, TIOCGPTN, &number), 0);
	(void)snprintf(uri, 64, "%s:/dev/pts/%d%s", scheme, number, rest);
}

ssize_t read(int fd, void *buf, size_t nbytes)
{
	if (port.one_way && nbytes == 256) {
		errno = EINVAL;
		return -1;
	}
	return syscall(SYS_read, fd, buf, nbytes);
}

TEST(printer_serial, delivers_every_byte_as_it_is)
{
	static const char *const lines[] = {",115200", "", ",9600,none", ",38400,rtscts"};

	for (int f = 0; f < 4; f++) {
		struct rig b;
		struct peer *p = peer_new();
		char uri[64];

		open_pty(p, uri, "serial", lines[f]);
		rig_open(&b, uri, true);
		CHECK_OK(rig_begin(&b, 60000)); /* every value of a byte: no newline is changed, no control kept */
		p->per_turn = 999;
		rig_run_with(&b, p, 20000);
		CHECK(b.over && !b.lost);
		CHECK_INT(b.level, PROOF_DRAINED);
		for (int i = 0; i < 100 && p->n < 60000; i++)
			peer_turn(p);
		CHECK_INT(p->n, 60000);
		rig_check_bytes(p->got, p->n);
		rig_close(&b);
	}
}

TEST(printer_serial, knows_four_kinds_of_flow_control)
{
	static const struct {
		const char *rest;
		bool xon, rts;
	} rows[] = {{",9600,xon", true, false}, {",9600,xonxoff", true, false}, {",9600,rts", false, true},
	        {",9600,rtscts", false, true}, {",9600,none", false, false}, {",9600,dsr", false, false}};

	port.dsr = 2;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct rig b;
		struct peer *p = peer_new();
		struct termios t;
		char uri[64];

		open_pty(p, uri, "serial", rows[i].rest);
		rig_open(&b, uri, true);
		CHECK_INT(tcgetattr(p->fd, &t), 0);
		CHECK_INT((t.c_iflag & IXON) != 0, rows[i].xon);
		CHECK_INT((t.c_cflag & CRTSCTS) != 0, rows[i].rts);
		CHECK(!(t.c_iflag & (IXOFF | IXANY)));
		rig_close(&b);
	}
}

TEST(printer_serial, is_held_by_dsr_in_short_pieces)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];
	size_t before;

	port.dsr = 2;
	open_pty(p, uri, "serial", ",115200,dsr");
	rig_open(&b, uri, true);
	CHECK_OK(rig_begin(&b, 3000));
	for (int i = 0; i < 100 && p->n < 200; i++) {
		before = p->n;
		CHECK_OK(loop_step(b.loop, 5));
		peer_turn(p);
		CHECK(p->n - before <= 16); /* what a printer still takes when it says busy */
	}
	CHECK(p->n >= 200);
	port.dsr = 1;
	CHECK_OK(loop_step(b.loop, 5));
	peer_turn(p);
	before = p->n;
	uint64_t wakeups = loop_wakeups(b.loop);
	int64_t end = clock_measure_us() + 200000;
	while (clock_measure_us() < end) {
		CHECK_OK(loop_step(b.loop, 20));
		peer_turn(p);
	}
	CHECK_INT(p->n, before); /* not a byte */
	CHECK(loop_wakeups(b.loop) - wakeups <= 130); /* looks every 2 ms, and does not spin */
	port.dsr = 2;
	rig_run_with(&b, p, 10000);
	CHECK(b.over && !b.lost);
	CHECK_INT(p->n, 3000);
	rig_check_bytes(p->got, p->n);
	rig_close(&b);
}

TEST(printer_serial, without_lines_can_not_be_held_by_dsr)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];

	open_pty(p, uri, "serial", ",9600,dsr");
	rig_open(&b, uri, true);
	CHECK_INT(rig_begin(&b, 10), PRINTER_GONE);
	CHECK_HAS(printer_why(b.printer), "shows no DSR");
	rig_close(&b);
}

TEST(printer_serial, takes_the_speed_that_was_asked)
{
	struct rig b;
	struct peer *p = peer_new();
	struct termios t;
	char uri[64];

	open_pty(p, uri, "serial", ",38400");
	rig_open(&b, uri, true);
	CHECK_INT(tcgetattr(p->fd, &t), 0);
	CHECK_INT(cfgetospeed(&t), B38400);
	CHECK((t.c_cflag & CSIZE) == CS8);
	CHECK(!(t.c_cflag & (PARENB | CSTOPB)));
	CHECK(t.c_iflag & IXON);
	CHECK(!(t.c_iflag & IXOFF));
	CHECK(!(t.c_lflag & (ECHO | ICANON | ISIG)));
	CHECK(!(t.c_oflag & OPOST));
	rig_close(&b);
}

TEST(printer_serial, stops_at_xoff_and_goes_on_at_xon)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];
	size_t then;

	open_pty(p, uri, "serial", ",115200");
	rig_open(&b, uri, true);
	CHECK_INT(write(p->fd, "\x13", 1), 1);
	CHECK_OK(rig_begin(&b, 50000));
	for (int i = 0; i < 100; i++) {
		CHECK_OK(loop_step(b.loop, 1));
		peer_turn(p);
	}
	then = p->n;
	CHECK(then < 50000 && !b.over);
	CHECK_INT(write(p->fd, "\x11", 1), 1);
	rig_run_with(&b, p, 20000);
	CHECK(b.over && !b.lost);
	for (int i = 0; i < 100 && p->n < 50000; i++)
		peer_turn(p);
	CHECK_INT(p->n, 50000);
	rig_check_bytes(p->got, p->n);
	rig_close(&b);
}

TEST(printer_serial, that_is_pulled_out_is_lost)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];

	open_pty(p, uri, "serial", ",115200");
	rig_open(&b, uri, true);
	CHECK_OK(rig_begin(&b, 500000));
	for (int i = 0; i < 20; i++) {
		CHECK_OK(loop_step(b.loop, 1));
		peer_turn(p);
	}
	close(p->fd);
	for (int i = 0; i < 100 && !b.over; i++)
		CHECK_OK(loop_step(b.loop, 10));
	CHECK(b.over && b.lost);
	rig_wait_link(&b, LINK_GONE);
	rig_close(&b);
}

TEST(printer_serial, refuses_what_is_no_serial_port)
{
	struct rig b;

	rig_open(&b, "serial:/dev/null,115200", true);
	CHECK_INT(rig_begin(&b, 10), PRINTER_GONE);
	CHECK_HAS(printer_why(b.printer), "no serial port");
	rig_close(&b);
	rig_open(&b, "serial:/dev/no-such-port,115200", true);
	CHECK_HAS(printer_why(b.printer), "/dev/no-such-port");
	rig_close(&b);
}

/* ---- usb --------------------------------------------------------------------------------------- */

/* A pseudo-terminal in raw mode carries bytes both ways, as usblp does; its status call is unknown there. */
TEST(printer_usb, delivers_every_byte_through_a_device_file)
{
	struct rig b;
	struct peer *p = peer_new();
	struct printer_status s;
	struct termios t;
	char uri[64];

	open_pty(p, uri, "usb", "");
	CHECK_INT(tcgetattr(p->fd, &t), 0);
	cfmakeraw(&t);
	CHECK_INT(tcsetattr(p->fd, TCSANOW, &t), 0);
	rig_open(&b, uri, true);
	CHECK_OK(rig_begin(&b, 40000));
	rig_run_with(&b, p, 20000);
	CHECK(b.over && !b.lost);
	CHECK_INT(b.level, PROOF_DRAINED);
	for (int i = 0; i < 100 && p->n < 40000; i++)
		peer_turn(p);
	CHECK_INT(p->n, 40000);
	rig_check_bytes(p->got, p->n);
	printer_status(b.printer, &s);
	CHECK_INT(s.paper, PAPER_UNKNOWN);
	close(p->fd);
	p->fd = -1;
	rig_wait_link(&b, LINK_GONE);
	rig_close(&b);
}

TEST(printer_usb, says_who_it_is)
{
	struct rig b;
	struct peer *p = peer_new();
	struct printer_identity who;
	char uri[64];

	port.device_id = "\0\x25MFG:EPSON;MDL:TM-T20III;SN:4711;....";
	port.device_id_bytes = 0x27;
	open_pty(p, uri, "usb", "");
	rig_open(&b, uri, true);
	printer_identity(b.printer, &who);
	CHECK_TEXT(who.maker, "EPSON");
	CHECK_TEXT(who.model, "TM-T20III");
	CHECK_TEXT(who.serial, "4711");
	rig_close(&b);
}

/* usblp says EINVAL to a read where the interface has no way back. */
TEST(printer_usb, that_is_one_way_prints_and_is_asked_nothing)
{
	struct rig b;
	struct peer *p = peer_new();
	char uri[64];

	open_pty(p, uri, "usb", "");
	CHECK_INT(write(p->fd, "\n", 1), 1); /* so that it seems readable */
	rig_open(&b, uri, true);
	b.profile.process_id = true;
	port.one_way = true;
	CHECK_OK(loop_step(b.loop, 50));
	CHECK_OK(rig_begin(&b, 5000));
	AUTO_BUF out;
	buf_init(&out, 100);
	CHECK_INT(printer_mark(b.printer, &out, 0, 10), PRINTER_NO_MARK);
	CHECK_INT(printer_unproved_bytes(b.printer), 0);
	rig_run_with(&b, p, 5000);
	CHECK(b.over && !b.lost);
	CHECK_INT(b.level, PROOF_DRAINED);
	rig_close(&b);
}

TEST(printer_usb, that_is_not_plugged_in_is_an_answer)
{
	struct rig b;

	rig_open(&b, "usb:/dev/usb/lp-no-such", true);
	CHECK_INT(rig_begin(&b, 10), PRINTER_GONE);
	CHECK_HAS(printer_why(b.printer), "/dev/usb/lp-no-such");
	rig_close(&b);
}

TEST(printer_usb, believes_bad_news_always_and_good_news_from_sensors_only)
{
	struct printer_profile clone = {.usb_status = false}, blind = {.usb_status = true},
	                       good = {.usb_status = true, .paper_sensor = true};
	static const struct {
		int bits;
		enum printer_paper clone, blind, good;
		enum printer_fault clone_fault, good_fault;
	} rows[] = {
	        {0x18, PAPER_UNKNOWN, PAPER_UNKNOWN, PAPER_OK, FAULT_UNKNOWN, FAULT_NONE},
	        {0x38, PAPER_OUT, PAPER_OUT, PAPER_OUT, FAULT_UNKNOWN, FAULT_NONE},
	        {0x10, PAPER_UNKNOWN, PAPER_UNKNOWN, PAPER_OK, FAULT_OTHER, FAULT_OTHER},
	        {0x30, PAPER_OUT, PAPER_OUT, PAPER_OUT, FAULT_OTHER, FAULT_OTHER},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct printer_status a = {0}, b = {0}, c = {0};

		usb_port_status(&a, &clone, rows[i].bits);
		usb_port_status(&b, &blind, rows[i].bits);
		usb_port_status(&c, &good, rows[i].bits);
		CHECK_INT(a.paper, rows[i].clone);
		CHECK_INT(b.paper, rows[i].blind);
		CHECK_INT(c.paper, rows[i].good);
		CHECK_INT(a.fault, rows[i].clone_fault);
		CHECK_INT(c.fault, rows[i].good_fault);
		CHECK_INT(c.cover, COVER_UNKNOWN);
	}
}
