/*
 * printer_serial - a printer on a serial line: serial:/dev/ttyS1,115200[,xon|dsr|rts|none], or behind a USB adapter
 * (FTDI, CP210x, CH34x, PL2303, ACM) serial:auto,115200 and serial:1-1.2,115200: the port, see printer_port.h
 *
 * 8 data bits, no parity, 1 stop bit. What the address does not say stands in the profile. Flow control: xon unless told otherwise, for
 * no status byte of a printer equals 11 or 13 (printing.md 2.6). A printer's DTR, its usual
 * way of saying "busy", wired to our CTS is rts, wired to our DSR is dsr. Linux watches no DSR, so it
 * is looked at before each piece, and a piece is as short as what any printer still takes when it says
 * busy: 16 bytes. We never send XOFF ourselves. (xonxoff and rtscts are older names.)
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "drivers/printer_ops.h"
#include "drivers/printer_port.h"
#include "drivers/printer_profile.h"
#include "sys/fault.h"
#include "sys/text.h"

enum { PATH_ROOM = PORT_PATH_ROOM, DSR_PIECE = 16, DSR_LOOK_MS = 2 };

enum flow { FLOW_NONE, FLOW_XONXOFF, FLOW_RTSCTS, FLOW_DSR };

struct line {
	char where[PATH_ROOM], path[PATH_ROOM]; /* as in the address; the node */
	speed_t speed;
	enum flow flow;
};

struct printer_serial {
	struct printer base;
	int fd;
	bool dsr; /* flow control by DSR */
	int again_ms; /* no room by DSR: look again */
};

static const struct {
	const char *text;
	speed_t speed;
} speeds[] = {
        {"1200", B1200},
        {"2400", B2400},
        {"4800", B4800},
        {"9600", B9600},
        {"19200", B19200},
        {"38400", B38400},
        {"57600", B57600},
        {"115200", B115200},
        {"230400", B230400},
        {"460800", B460800},
        {"921600", B921600},
};

static struct printer_serial *of(struct printer *p)
{
	return (struct printer_serial *)p;
}

static int take_speed(struct line *l, const char *text)
{
	for (size_t i = 0; i < sizeof speeds / sizeof speeds[0]; i++) {
		if (strcmp(text, speeds[i].text) == 0) {
			l->speed = speeds[i].speed;
			return 0;
		}
	}
	return err_new(EINVAL, "'%.20s' is no speed of a serial printer; 9600, 38400 and 115200 are usual", text);
}

static int take_flow(struct line *l, const char *text)
{
	static const struct {
		const char *text;
		enum flow flow;
	} flows[] = {{"none", FLOW_NONE}, {"xon", FLOW_XONXOFF}, {"xonxoff", FLOW_XONXOFF}, {"rts", FLOW_RTSCTS},
	        {"rtscts", FLOW_RTSCTS}, {"dsr", FLOW_DSR}};

	for (size_t i = 0; i < sizeof flows / sizeof flows[0]; i++) {
		if (text_is(text ? text : "xon", flows[i].text)) {
			l->flow = flows[i].flow;
			return 0;
		}
	}
	return err_new(EINVAL, "'%.20s' is no flow control; it is xon, dsr, rts or none", text);
}

/* profile NULL: only to see whether the address can be meant. */
static int parse(struct line *l, const char *where, const struct printer_profile *profile)
{
	static const char *const flows[] = {[PROFILE_FLOW_XON] = "xon",
	        [PROFILE_FLOW_RTS] = "rts",
	        [PROFILE_FLOW_DSR] = "dsr",
	        [PROFILE_FLOW_NONE] = "none"};
	char copy[PATH_ROOM], usual[16] = "9600", *speed, *flow = NULL;
	int e;

	if (!text_copy(copy, sizeof copy, where))
		copy[0] = 0;
	speed = strchr(copy, ',');
	if (speed)
		*speed++ = 0;
	if (copy[0] != '/' && !printer_port_is_where(copy))
		return err_new(EINVAL,
		        "a printer serial:auto,115200, serial:1-1.2,115200 or serial:/dev/ttyX,115200 needs the path of a "
		        "serial port");
	if (speed && (flow = strchr(speed, ',')))
		*flow++ = 0;
	if (profile && profile->serial_speed)
		(void)snprintf(usual, sizeof usual, "%lld", (long long)profile->serial_speed);
	e = take_speed(l, speed ? speed : usual);
	if (e == 0)
		e = take_flow(l, flow || !profile ? flow : flows[profile->serial_flow]);
	(void)text_copy(l->where, sizeof l->where, copy);
	return err_up(e);
}

static int serial_check(const char *where)
{
	struct line l;

	return err_up(parse(&l, where, NULL));
}

static int set_line(int fd, const struct line *l)
{
	struct termios t;

	if (tcgetattr(fd, &t) < 0)
		return err_new(errno, "%s is no serial port: %s", l->path, strerror(errno));
	cfmakeraw(&t);
	t.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS);
	t.c_cflag |= CLOCAL | CREAD | (l->flow == FLOW_RTSCTS ? (tcflag_t)CRTSCTS : 0);
	t.c_iflag &= ~(tcflag_t)(IXON | IXOFF | IXANY);
	t.c_iflag |= l->flow == FLOW_XONXOFF ? (tcflag_t)IXON : 0;
	(void)cfsetispeed(&t, l->speed);
	(void)cfsetospeed(&t, l->speed);
	if (tcsetattr(fd, TCSANOW, &t) < 0)
		return err_new(errno, "%s does not take these settings: %s", l->path, strerror(errno));
	(void)ioctl(fd, TIOCEXCL); /* one owner; a port that knows no owners still prints */
	return 0;
}

/* Does the printer take data? A port that can not tell is a surprise. */
static int dsr_is_up(bool *up, int fd)
{
	int lines = 0;

	if (ioctl(fd, TIOCMGET, &lines) < 0)
		return err_new(errno, "this serial port shows no DSR: use xon, rts or none");
	*up = lines & TIOCM_DSR;
	return 0;
}

static int serial_open(struct printer *p)
{
	struct line l = {0};
	bool up;
	int e = parse(&l, p->where, p->profile), fd;

	if (e == 0)
		e = printer_port_at(l.path, PORT_SERIAL, l.where, p->root);
	if (e)
		return err_up(e);
	fd = open(l.path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return err_new(errno, "printer %s: %s", l.path, strerror(errno));
	e = set_line(fd, &l);
	if (e == 0 && l.flow == FLOW_DSR)
		e = dsr_is_up(&up, fd);
	if (e) {
		(void)close(fd);
		return err_up(e);
	}
	of(p)->fd = fd;
	of(p)->dsr = l.flow == FLOW_DSR;
	of(p)->again_ms = 0;
	return 0;
}

static void serial_abort(struct printer *p)
{
	(void)tcflush(of(p)->fd, TCOFLUSH);
}

static void serial_close(struct printer *p)
{
	/* Closing waits for the line to drain, half a minute if the printer holds it: what a dead job left goes. */
	serial_abort(p);
	(void)close(of(p)->fd);
}

static int serial_fd(const struct printer *p)
{
	return ((const struct printer_serial *)p)->fd;
}

static int serial_ready(struct printer *p, unsigned events)
{
	uint8_t bytes[256];

	while (events & (LOOP_READ | LOOP_HANGUP)) {
		ssize_t n = read(of(p)->fd, bytes, sizeof bytes);

		if (n > 0)
			printer_heard(p, bytes, (size_t)n);
		else if (n == 0 || (errno != EAGAIN && errno != EINTR))
			return err_new(n ? errno : EIO, "printer %s: the serial port is gone", p->where);
		else if (errno == EAGAIN)
			break;
	}
	return 0;
}

static int64_t serial_queued(const struct printer *p)
{
	int n;

	return ioctl(((const struct printer_serial *)p)->fd, TIOCOUTQ, &n) < 0 ? -1 : n;
}

/* With DSR: one piece at a time, and the next when that one is on the wire and the line still up. */
static int dsr_room(size_t *n, struct printer *p)
{
	struct printer_serial *s = of(p);
	bool up = false;
	int e = dsr_is_up(&up, s->fd);

	if (e)
		return err_up(e);
	if (!up || serial_queued(p) != 0)
		*n = 0;
	else if (*n > DSR_PIECE)
		*n = DSR_PIECE;
	s->again_ms = DSR_LOOK_MS;
	return 0;
}

static int serial_send(size_t *taken, struct printer *p, const void *bytes, size_t n)
{
	int e = fault("printer.serial.send", EIO);
	ssize_t r;

	if (e)
		return err_new(-e, "printer %s: %s", p->where, strerror(-e));
	if (of(p)->dsr && (e = dsr_room(&n, p)))
		return err_up(e);
	r = n ? write(of(p)->fd, bytes, n) : 0;
	if (r < 0 && errno != EAGAIN && errno != EINTR)
		return err_new(errno, "printer %s: %s", p->where, strerror(errno));
	*taken = r < 0 ? 0 : (size_t)r;
	return 0;
}

/* A descriptor is writable whatever DSR says: who has more to send looks at the line from time to time. */
static int serial_again_ms(const struct printer *p)
{
	return ((const struct printer_serial *)p)->again_ms;
}

const struct printer_ops printer_serial = {
        .scheme = "serial",
        .shape = "serial:auto|PORT|/dev/ttyX,115200",
        .size = sizeof(struct printer_serial),
        .device = true,
        .counts = true,
        .check = serial_check,
        .open = serial_open,
        .close = serial_close,
        .fd = serial_fd,
        .ready = serial_ready,
        .send = serial_send,
        .abort = serial_abort,
        .queued = serial_queued,
        .again_ms = serial_again_ms,
};
