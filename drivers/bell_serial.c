/*
 * bell_serial - a relay on a serial port: serial:/dev/ttyUSB0,dtr|rts|lcus|on=HEX/off=HEX[,BAUD]
 *
 * "lcus" are the small boards with a CH340 that take A0 NUMBER STATE SUM. What they are told is all that is known:
 * they answer nothing that proves it. A port that opens raises DTR and RTS for a moment: with these kinds the
 * relay may click when the kiosk starts.
 */
#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>

#include "drivers/bell_inside.h"
#include "sys/text.h"

enum { BAUD_PRESET = 9600, BAUD_LEAST = 300, BAUD_MOST = 921600 };

/* "A00101A2": 1 to 16 bytes. */
static bool take_bytes(uint8_t *out, size_t *n, const char *hex, size_t digits)
{
	char text[2 * BELL_BYTES_MAX + 1];

	if (digits < 2 || digits % 2 || digits > 2 * BELL_BYTES_MAX)
		return false;
	memcpy(text, hex, digits);
	text[digits] = 0;
	*n = digits / 2;
	return hex_take(out, *n, text);
}

static bool take_way(struct bell_relay *r, const char *way, size_t n)
{
	static const struct bell_relay lcus = {
	        .bytes = {{0xa0, 0x01, 0x00, 0xa1}, {0xa0, 0x01, 0x01, 0xa2}}, .n = {4, 4}};
	const char *slash = memchr(way, '/', n), *end = way + n;

	if (n == 3 && (memcmp(way, "dtr", 3) == 0 || memcmp(way, "rts", 3) == 0)) {
		r->modem_line = way[0] == 'd' ? TIOCM_DTR : TIOCM_RTS;
		return true;
	}
	if (n == 4 && memcmp(way, "lcus", 4) == 0) {
		memcpy(r->bytes, lcus.bytes, sizeof r->bytes);
		memcpy(r->n, lcus.n, sizeof r->n);
		return true;
	}
	return slash && text_starts(way, "on=") && text_starts(slash + 1, "off=") && slash + 5 < end &&
	       take_bytes(r->bytes[1], &r->n[1], way + 3, (size_t)(slash - way) - 3) &&
	       take_bytes(r->bytes[0], &r->n[0], slash + 5, (size_t)(end - slash) - 5);
}

static int serial_check(struct bell_relay *relay, const char *where)
{
	struct bell_relay r = {.baud = BAUD_PRESET};
	const char *way = strchr(where, ','), *baud;
	size_t n = way ? (size_t)(way - where) : 0;
	int64_t v;

	if (n == 0 || n > BELL_PATH_MAX || where[0] != '/')
		return err_new(EINVAL, "a bell serial:/dev/ttyUSB0,lcus needs the path of a serial port, and how");
	memcpy(r.path, where, n);
	way++;
	n = strcspn(way, ",");
	baud = way[n] ? way + n + 1 : NULL;
	if (!take_way(&r, way, n))
		return err_new(EINVAL,
		        "'%.40s' is no way to ring; there are: dtr, rts, lcus, on=HEX/off=HEX (1 to %d bytes each)",
		        way, BELL_BYTES_MAX);
	if (baud && !text_i64(baud, BAUD_LEAST, BAUD_MOST, &v))
		return err_new(EINVAL, "'%.20s' is no speed; it is %d to %d", baud, BAUD_LEAST, BAUD_MOST);
	if (baud)
		r.baud = (unsigned)v;
	*relay = r;
	return 0;
}

static int set_line(struct bell *b)
{
	const struct kernel *k = b->setup.kernel;
	int raised = TIOCM_DTR | TIOCM_RTS;
	struct termios2 t;

	if (k->ioctl(k->me, b->fd, TCGETS2, &t) < 0)
		return err_new(errno, "the bell at %s is no serial port: %s", b->relay.path, strerror(errno));
	t.c_iflag = t.c_oflag = t.c_lflag = 0;
	t.c_cflag = CS8 | CREAD | CLOCAL | HUPCL | BOTHER | BOTHER << IBSHIFT;
	t.c_ispeed = t.c_ospeed = b->relay.baud;
	if (k->ioctl(k->me, b->fd, TCSETS2, &t) < 0)
		return err_new(errno, "the serial port of the bell at %s takes no settings: %s", b->relay.path,
		        strerror(errno));
	/* Whoever is switched by a line must be quiet at once; the other kinds do not look at it. */
	if (b->relay.modem_line && k->ioctl(k->me, b->fd, TIOCMBIC, &raised) < 0)
		return err_new(errno, "the serial port of the bell at %s has no DTR and RTS: %s", b->relay.path,
		        strerror(errno));
	(void)k->ioctl(k->me, b->fd, TIOCEXCL, NULL);
	return 0;
}

static int serial_open(struct bell *b)
{
	int e = bell_device(b, O_RDWR | O_NOCTTY | O_NONBLOCK);

	if (e == 0)
		e = set_line(b);
	if (e)
		bell_device_close(b);
	return err_up(e);
}

static int by_line(struct bell *b, bool on)
{
	const struct kernel *k = b->setup.kernel;
	int line = (int)b->relay.modem_line;

	if (k->ioctl(k->me, b->fd, on ? TIOCMBIS : TIOCMBIC, &line) < 0)
		return err_new(errno, "the bell at %s: %s", b->relay.path, strerror(errno));
	return 0;
}

/* A few bytes: a port that does not take them at once is stuck. */
static int by_bytes(struct bell *b, bool on)
{
	const struct kernel *k = b->setup.kernel;
	ssize_t n = k->write(k->me, b->fd, b->relay.bytes[on], b->relay.n[on]);

	if (n == (ssize_t)b->relay.n[on])
		return 0;
	return err_new(n < 0 ? errno : EIO, "the bell at %s takes no bytes: look at its plug", b->relay.path);
}

static int serial_sound(struct bell *b, bool on)
{
	int e = b->fd < 0 ? serial_open(b) : 0;

	if (e == 0)
		e = b->relay.modem_line ? by_line(b, on) : by_bytes(b, on);
	if (e)
		bell_device_close(b);
	return err_up(e);
}

const struct bell_ops bell_serial = {.name = "serial",
        .has_where = true,
        .check = serial_check,
        .open = serial_open,
        .sound = serial_sound,
        .close = bell_device_close};
