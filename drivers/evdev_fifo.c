/*
 * evdev_fifo - a stream of struct input_event as a 64-bit kernel gives it: fifo:PATH
 *
 * 24 bytes an event, little-endian: seconds 8, microseconds 8, type 2, code 2, value 4. When the last writer closes
 * the fifo the stream is over; the next writer begins a new one. PATH.desc, an evemu description, says what the
 * device is. Such a stream can not be asked how things stand.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drivers/evdev_ops.h"
#include "drivers/evemu.h"
#include "sys/file.h"

enum { EVENT_BYTES = 24, AT_ONCE = 64, PATH_MOST = 1024 };

struct evdev_fifo {
	struct evdev base;
	int fd;
	size_t part; /* bytes of an event whose rest is still to come */
	uint8_t bytes[AT_ONCE * EVENT_BYTES];
};

static struct evdev_fifo *of(struct evdev *d)
{
	return (struct evdev_fifo *)d;
}

static int fifo_check(const char *where)
{
	if (!*where || strlen(where) > PATH_MOST)
		return err_new(
		        EINVAL, "fifo: wants the path of a fifo of input events, of at most %d letters", PATH_MOST);
	return 0;
}

static int describe(struct evdev_info *info, const char *where)
{
	char path[PATH_MOST + 8];

	(void)snprintf(path, sizeof path, "%s.desc", where);
	return file_exists(path) ? err_up(evemu_read(info, NULL, path)) : 0;
}

static int open_fifo(int *out, const char *where)
{
	struct stat st;
	int fd;

	if (mkfifo(where, 0600) < 0 && errno != EEXIST)
		return err_new(errno, "fifo %.200s can not be made: %s", where, strerror(errno));
	fd = open(where, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return err_new(errno, "fifo %.200s: %s", where, strerror(errno));
	if (fstat(fd, &st) < 0 || !S_ISFIFO(st.st_mode)) {
		(void)close(fd);
		return err_new(EINVAL, "%.200s is no fifo; a recording is played with replay:FILE", where);
	}
	*out = fd;
	return 0;
}

static int fifo_open(struct evdev *d)
{
	int e = describe(&d->info, d->where);

	if (e == 0)
		e = open_fifo(&of(d)->fd, d->where);
	of(d)->part = 0;
	return err_up(e);
}

static void fifo_close(struct evdev *d)
{
	(void)close(of(d)->fd);
}

static int fifo_fd(const struct evdev *d)
{
	return ((const struct evdev_fifo *)d)->fd;
}

static uint64_t little(const uint8_t *p, int n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | p[n];
	return v;
}

static struct evdev_event event_of(const uint8_t *p)
{
	int64_t s = (int64_t)(little(p, 8) & (UINT64_MAX >> 24)), us = (int64_t)(little(p + 8, 8) & 0xfffff);

	return (struct evdev_event){s * 1000000 + us, (uint16_t)little(p + 16, 2), (uint16_t)little(p + 18, 2),
	        (int32_t)(uint32_t)little(p + 20, 4)};
}

static int fifo_read(size_t *n, struct evdev *d, struct evdev_event *out, size_t room)
{
	struct evdev_fifo *f = of(d);
	size_t most = (room < AT_ONCE ? room : AT_ONCE) * EVENT_BYTES, used = 0;
	ssize_t got = read(f->fd, f->bytes + f->part, most - f->part);

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (got < 0)
		return err_new(errno, "fifo %.200s: %s", d->where, strerror(errno));
	if (got == 0) /* the writer left; half an event of it is nothing */
		return EVDEV_END;
	f->part += (size_t)got;
	for (; used + EVENT_BYTES <= f->part; used += EVENT_BYTES)
		out[(*n)++] = event_of(f->bytes + used);
	f->part -= used;
	memmove(f->bytes, f->bytes + used, f->part);
	return 0;
}

const struct evdev_ops evdev_fifo = {
        .scheme = "fifo",
        .shape = "fifo:PATH",
        .size = sizeof(struct evdev_fifo),
        .check = fifo_check,
        .open = fifo_open,
        .close = fifo_close,
        .fd = fifo_fd,
        .read = fifo_read,
};
