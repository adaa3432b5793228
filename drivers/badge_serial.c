/*
 * badge_serial - a reader on a serial line: serial:/dev/ttyS2,9600[,line|xor|lrc] (badge_read.h)
 *
 * 8 data bits, no parity, 1 stop bit, no flow control; nothing is ever sent. A reader that is not there or goes is tried
 * again: after BADGE_RETRY_FIRST_MS, doubled up to BADGE_RETRY_MOST_MS. A turn of the loop takes at most BADGE_TURN bytes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "drivers/badge_inside.h"
#include "sys/fault.h"
#include "sys/buf.h"
#include "sys/text.h"

#define LOG_MODULE "badge"

enum {
	BADGE_RETRY_FIRST_MS = 250,
	BADGE_RETRY_MOST_MS = 4000,
	BADGE_TURN = 1024,
	BADGE_PAUSE_MS = 500,
	PATH_ROOM = 256
};

struct serial {
	struct badge *badge;
	char path[PATH_ROOM];
	speed_t speed;
	enum badge_framing framing;
	int fd; /* -1: not there */
	struct watch *watch;
	int timer, wait_ms;
	int64_t heard_ms; /* the latest byte */
	bool told; /* why it is not there stands in the log */
};

static bool speed_of(speed_t *out, const char *text)
{
	static const struct {
		const char *text;
		speed_t speed;
	} all[] = {{"1200", B1200}, {"2400", B2400}, {"4800", B4800}, {"9600", B9600}, {"19200", B19200},
	        {"38400", B38400}, {"57600", B57600}, {"115200", B115200}};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if (!text_is(all[i].text, text))
			continue;
		*out = all[i].speed;
		return true;
	}
	return false;
}

static int parse(struct serial *s, const char *where)
{
	char *speed, *framing = NULL;

	if (!text_copy(s->path, sizeof s->path, where) || s->path[0] != '/')
		return err_new(EINVAL, "a badge reader serial:/dev/ttyX,9600 needs the path of a serial port");
	speed = strchr(s->path, ',');
	if (speed)
		*speed++ = 0;
	if (speed && (framing = strchr(speed, ',')))
		*framing++ = 0;
	if (!speed_of(&s->speed, speed ? speed : "9600"))
		return err_new(EINVAL, "'%.20s' is no speed of a badge reader; 9600 is usual", speed);
	s->framing = BADGE_LINE;
	if (framing && !badge_framing_of(&s->framing, framing))
		return err_new(EINVAL, "'%.20s' is no framing of a badge reader; it is line, xor or lrc", framing);
	return 0;
}

static int serial_check(const char *uri)
{
	struct serial s;

	return text_starts(uri, "serial:") ? err_up(parse(&s, uri + strlen("serial:")))
	                                   : err_new(EINVAL, "a badge reader is serial:/dev/ttyX,9600");
}

static int set_line(int fd, const struct serial *s)
{
	struct termios t;

	if (tcgetattr(fd, &t) < 0)
		return err_new(errno, "%s is no serial port: %s", s->path, strerror(errno));
	cfmakeraw(&t);
	t.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS);
	t.c_cflag |= CLOCAL | CREAD;
	t.c_iflag &= ~(tcflag_t)(IXON | IXOFF | IXANY);
	(void)cfsetispeed(&t, s->speed);
	(void)cfsetospeed(&t, s->speed);
	if (tcsetattr(fd, TCSANOW, &t) < 0)
		return err_new(errno, "%s does not take these settings: %s", s->path, strerror(errno));
	(void)ioctl(fd, TIOCEXCL); /* one owner; a port that knows no owners still reads */
	(void)tcflush(fd, TCIFLUSH); /* what a card said before anybody listened is old */
	return 0;
}

static int on_readable(void *me, unsigned events);

static int connect_reader(struct serial *s)
{
	int e = fault("badge.serial.open", ENODEV), fd;

	if (e)
		return err_new(-e, "badge reader %s: %s", s->path, strerror(-e));
	fd = open(s->path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return err_new(errno, "badge reader %s: %s", s->path, strerror(errno));
	e = set_line(fd, s);
	if (e == 0)
		e = loop_watch(&s->watch, s->badge->setup.loop, fd, LOOP_READ, on_readable, s);
	if (e) {
		(void)close(fd);
		return err_up(e);
	}
	s->fd = fd;
	return 0;
}

static int on_retry(void *me);

static int retry_later(struct serial *s)
{
	s->wait_ms = s->wait_ms == 0 ? BADGE_RETRY_FIRST_MS : s->wait_ms * 2;
	if (s->wait_ms > BADGE_RETRY_MOST_MS)
		s->wait_ms = BADGE_RETRY_MOST_MS;
	s->timer = loop_after(s->badge->setup.loop, s->wait_ms, on_retry, s);
	return s->timer < 0 ? err_up(s->timer) : 0;
}

static int on_retry(void *me)
{
	struct serial *s = me;
	int e = connect_reader(s);

	s->timer = 0;
	if (e && !s->told)
		log_surprise(s->badge->setup.log, LOG_MODULE, e);
	s->told = e != 0;
	if (e)
		return err_up(retry_later(s));
	s->wait_ms = 0;
	return err_up(badge_is_here(s->badge, true));
}

static void disconnect(struct serial *s)
{
	watch_end(s->watch);
	s->watch = NULL;
	if (s->fd >= 0)
		(void)close(s->fd);
	s->fd = -1;
}

static int reader_went(struct serial *s)
{
	int e;

	disconnect(s);
	e = badge_is_here(s->badge, false);
	return e ? err_up(e) : err_up(retry_later(s));
}

static int on_readable(void *me, unsigned events)
{
	struct serial *s = me;
	struct badge *b = s->badge;
	uint8_t bytes[BADGE_TURN];
	ssize_t n = fault("badge.serial.read", EIO) ? 0 : read(s->fd, bytes, sizeof bytes);
	int e = 0;

	(void)events;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n <= 0)
		return err_up(reader_went(s));
	if (clock_mono_ms(b->setup.clock) - s->heard_ms > BADGE_PAUSE_MS)
		badge_read_forget(&b->reading); /* the rest of that frame was lost */
	s->heard_ms = clock_mono_ms(b->setup.clock);
	for (ssize_t i = 0; i < n && e == 0; i++)
		e = badge_found(b, badge_read_byte(&b->reading, s->framing, bytes[i]));
	wipe(bytes, sizeof bytes);
	return err_up(e);
}

static int serial_open(struct badge *b)
{
	struct serial *s = calloc(1, sizeof *s);
	int e;

	if (!s)
		return err_new(ENOMEM, "no memory for the badge reader");
	s->badge = b;
	s->fd = -1;
	e = parse(s, b->where);
	if (e == 0) {
		s->timer = loop_after(b->setup.loop, 0, on_retry, s);
		e = s->timer < 0 ? s->timer : 0;
	}
	if (e) {
		free(s);
		return err_up(e);
	}
	b->device = s;
	return 0;
}

static void serial_close(struct badge *b)
{
	struct serial *s = b->device;

	disconnect(s);
	loop_cancel(b->setup.loop, s->timer);
	free(s);
}

const struct badge_kind_ops badge_serial = {"serial", serial_check, serial_open, serial_close, NULL};
