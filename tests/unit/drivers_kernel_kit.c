#include "drivers_kernel_kit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"

enum { /* numbers of the ABI, x86-64 and arm64 alike */
	CHIP_INFO = 0x8044b401,
	LINE_INFO = 0xc100b405,
	LINE_GET = 0xc250b407,
	VALUES_GET = 0xc010b40e,
	VALUES_SET = 0xc010b40f,
	DOG_SUPPORT = 0x80285700,
	DOG_BOOT = 0x80045702,
	DOG_ALIVE = 0x80045705,
	DOG_SET = 0xc0045706,
	DOG_GET = 0x80045707,
	DOG_SET_PRE = 0xc0045708,
	DOG_GET_PRE = 0x80045709,
	HID_INFO = 0x80084803,
	HID_SET_9 = 0xc0094806,
	HID_GET_9 = 0xc0094807,
	TTY_GET = 0x802c542a,
	TTY_SET = 0x402c542b,
	TTY_EXCL = 0x540c,
	TTY_BIS = 0x5416,
	TTY_BIC = 0x5417,
};
enum { FD_CHIP = 1001, FD_DOG, FD_HID, FD_TTY };
enum { F_LOW = 2, F_IN = 4, F_OUT = 8, F_RISING = 16, F_FALLING = 32 };

static uint32_t u32(const void *at, size_t offset)
{
	uint32_t v;

	memcpy(&v, (const uint8_t *)at + offset, 4);
	return v;
}

static uint64_t u64(const void *at, size_t offset)
{
	uint64_t v;

	memcpy(&v, (const uint8_t *)at + offset, 8);
	return v;
}

static void put(void *at, size_t offset, uint64_t v, size_t bytes)
{
	memcpy((uint8_t *)at + offset, &v, bytes); /* little-endian machines only, as all of ours */
}

static int fail(int e)
{
	errno = e;
	return -1;
}

/* ---- gpio -------------------------------------------------------------------------------- */

static bool is_active(const struct fake_line *l)
{
	return l->high != (bool)(l->flags & F_LOW);
}

static int get_line(struct fake_kernel *k, void *arg)
{
	uint32_t offset = u32(arg, 0), attrs = u32(arg, 296);
	struct fake_line *l = &k->lines[offset];
	int fds[2];

	CHECK(offset < FAKE_LINES);
	CHECK_INT(u32(arg, 560), 1); /* num_lines */
	CHECK(u32(arg, 564) >= 16); /* event_buffer_size */
	for (size_t i = 568; i < 588; i++)
		CHECK_INT(((const uint8_t *)arg)[i], 0); /* the kernel refuses padding that is not zero */
	if (l->busy || l->in >= 0)
		return fail(EBUSY);
	memcpy(k->consumer, (const char *)arg + 256, 32);
	l->flags = u64(arg, 288);
	CHECK(!(l->flags & F_IN) != !(l->flags & F_OUT));
	l->debounce_us = 0;
	if (attrs) {
		CHECK_INT(attrs, 1);
		CHECK_INT(u32(arg, 320), 3); /* debounce */
		CHECK_INT(u64(arg, 336), 1); /* of this line */
		l->debounce_us = u32(arg, 328);
	}
	if (l->flags & F_OUT && !l->stuck)
		l->high = l->flags & F_LOW;
	CHECK(pipe2(fds, O_CLOEXEC | O_NONBLOCK) == 0);
	l->in = fds[0];
	l->out = fds[1];
	l->seqno = 0;
	put(arg, 588, (uint32_t)fds[0], 4);
	return 0;
}

static int chip_ioctl(struct fake_kernel *k, unsigned long request, void *arg)
{
	uint32_t offset;

	switch (request) {
	case CHIP_INFO:
		put(arg, 64, FAKE_LINES, 4);
		return 0;
	case LINE_INFO:
		offset = u32(arg, 64);
		if (offset >= FAKE_LINES)
			return fail(EINVAL);
		memcpy(arg, k->lines[offset].name, 32);
		return 0;
	case LINE_GET:
		return get_line(k, arg);
	default:
		test_fail(__FILE__, __LINE__, "a chip knows no request %lx", request);
	}
}

static int line_ioctl(struct fake_line *l, unsigned long request, void *arg)
{
	CHECK_INT(u64(arg, 8), 1); /* mask: the one line */
	switch (request) {
	case VALUES_GET:
		put(arg, 0, is_active(l), 8);
		return 0;
	case VALUES_SET:
		if (!(l->flags & F_OUT))
			return fail(EPERM);
		if (!l->stuck)
			l->high = (bool)(u64(arg, 0) & 1) != (bool)(l->flags & F_LOW);
		return 0;
	default:
		test_fail(__FILE__, __LINE__, "a line knows no request %lx", request);
	}
}

static struct fake_line *line_of(struct fake_kernel *k, int fd)
{
	for (int i = 0; i < FAKE_LINES; i++)
		if (k->lines[i].in == fd)
			return &k->lines[i];
	return NULL;
}

void fake_wire_unseen(struct fake_kernel *k, int line, bool high)
{
	struct fake_line *l = &k->lines[line];

	if (l->high != high)
		l->seqno++;
	l->high = high;
}

void fake_wire(struct fake_kernel *k, int line, bool high)
{
	struct fake_line *l = &k->lines[line];
	uint8_t event[48] = {0};

	if (l->high == high)
		return;
	fake_wire_unseen(k, line, high);
	if (l->in < 0 || !(l->flags & (is_active(l) ? F_RISING : F_FALLING)))
		return;
	put(event, 8, is_active(l) ? 1 : 2, 4);
	put(event, 12, (uint32_t)line, 4);
	put(event, 16, l->seqno, 4);
	put(event, 20, l->seqno, 4);
	CHECK(write(l->out, event, sizeof event) == sizeof event);
}

void fake_unplug(struct fake_kernel *k)
{
	k->gone = ENOENT;
	for (int i = 0; i < FAKE_LINES; i++) {
		if (k->lines[i].out >= 0)
			(void)close(k->lines[i].out);
		k->lines[i].out = -1;
	}
}

void fake_plug(struct fake_kernel *k)
{
	k->gone = 0;
}

/* ---- watchdog -------------------------------------------------------------------------------- */

static int dog_ioctl(struct fake_kernel *k, unsigned long request, void *arg)
{
	int s;

	switch (request) {
	case DOG_SUPPORT:
		put(arg, 0, k->dog.options, 4);
		memcpy((char *)arg + 8, "fake dog", 9);
		return 0;
	case DOG_BOOT:
		put(arg, 0, k->dog.status, 4);
		return 0;
	case DOG_ALIVE:
		k->dog.fed += k->dog.refuses == 0;
		return k->dog.refuses ? fail(k->dog.refuses) : 0;
	case DOG_SET:
		memcpy(&s, arg, 4);
		k->dog.timeout = s < k->dog.least ? k->dog.least : s > k->dog.most ? k->dog.most : s;
		return 0;
	case DOG_GET:
		put(arg, 0, (uint32_t)k->dog.timeout, 4);
		return k->dog.no_timeout ? fail(EOPNOTSUPP) : 0;
	case DOG_SET_PRE:
		memcpy(&k->dog.pretimeout, arg, 4);
		return 0;
	case DOG_GET_PRE:
		put(arg, 0, (uint32_t)k->dog.pretimeout, 4);
		return 0;
	default:
		test_fail(__FILE__, __LINE__, "a watchdog knows no request %lx", request);
	}
}

/* ---- relays ------------------------------------------------------------------------------------ */

static int hid_ioctl(struct fake_kernel *k, unsigned long request, void *arg)
{
	uint8_t *b = arg;

	switch (request) {
	case HID_INFO:
		put(arg, 0, 3, 4);
		b[4] = (uint8_t)k->hid.vendor;
		b[5] = (uint8_t)(k->hid.vendor >> 8);
		b[6] = (uint8_t)k->hid.product;
		b[7] = (uint8_t)(k->hid.product >> 8);
		return 0;
	case HID_SET_9:
		CHECK_INT(b[0], 0);
		CHECK(b[1] == 0xff || b[1] == 0xfd);
		CHECK(b[2] >= 1 && b[2] <= 8);
		k->hid.orders++;
		if (!k->hid.stuck)
			k->hid.state = (uint8_t)(b[1] == 0xff ? k->hid.state | 1 << (b[2] - 1)
			                                      : k->hid.state & ~(1 << (b[2] - 1)));
		return 9;
	case HID_GET_9:
		CHECK_INT(b[0], 1);
		memcpy(b, "BITFT", 5);
		b[7] = k->hid.state;
		return k->hid.mute ? fail(EPIPE) : 8;
	default:
		test_fail(__FILE__, __LINE__, "a relay board knows no request %lx", request);
	}
}

static int tty_ioctl(struct fake_kernel *k, unsigned long request, void *arg)
{
	switch (request) {
	case TTY_GET:
		return k->tty.no_tty ? fail(ENOTTY) : 0;
	case TTY_SET:
		k->tty.cflag = u32(arg, 8);
		k->tty.speed = u32(arg, 40);
		CHECK_INT(u32(arg, 36), k->tty.speed);
		return 0;
	case TTY_EXCL:
		return 0;
	case TTY_BIS:
		k->tty.modem |= u32(arg, 0);
		return 0;
	case TTY_BIC:
		k->tty.modem &= ~u32(arg, 0);
		return 0;
	default:
		test_fail(__FILE__, __LINE__, "a serial port knows no request %lx", request);
	}
}

/* ---- the table ------------------------------------------------------------------------------------ */

static int fake_open(void *me, const char *path, int flags)
{
	struct fake_kernel *k = me;

	(void)flags;
	if (k->gone)
		return fail(k->gone);
	k->opens++;
	if (strstr(path, "gpiochip"))
		return FD_CHIP;
	if (strstr(path, "watchdog")) {
		k->dog.alive++;
		return FD_DOG;
	}
	if (strstr(path, "tty"))
		k->tty.modem |= 6; /* as real ones do: DTR and RTS */
	return strstr(path, "hidraw") ? FD_HID : FD_TTY;
}

static int fake_close(void *me, int fd)
{
	struct fake_kernel *k = me;
	struct fake_line *l = line_of(k, fd);

	if (!l) {
		k->closes++;
		return 0;
	}
	(void)close(l->in);
	if (l->out >= 0)
		(void)close(l->out);
	l->in = l->out = -1;
	return 0;
}

static ssize_t fake_read(void *me, int fd, void *out, size_t n)
{
	(void)me;
	return read(fd, out, n);
}

static ssize_t fake_write(void *me, int fd, const void *bytes, size_t n)
{
	struct fake_kernel *k = me;

	if (fd == FD_DOG) {
		CHECK(n == 1 && *(const char *)bytes == 'V');
		k->dog.stopped = true;
		k->dog.alive--;
		return 1;
	}
	CHECK_INT(fd, FD_TTY);
	if (k->gone || k->tty.full)
		return fail(k->gone ? EIO : EAGAIN);
	CHECK(k->tty.n + n <= FAKE_BYTES);
	memcpy(k->tty.bytes + k->tty.n, bytes, n);
	k->tty.n += n;
	return (ssize_t)n;
}

static int fake_ioctl(void *me, int fd, unsigned long request, void *arg)
{
	struct fake_kernel *k = me;
	struct fake_line *l = line_of(k, fd);

	if (k->gone)
		return fail(ENODEV);
	if (l)
		return line_ioctl(l, request, arg);
	return fd == FD_CHIP  ? chip_ioctl(k, request, arg)
	       : fd == FD_DOG ? dog_ioctl(k, request, arg)
	       : fd == FD_HID ? hid_ioctl(k, request, arg)
	                      : tty_ioctl(k, request, arg);
}

void fake_init(struct fake_kernel *k)
{
	memset(k, 0, sizeof *k);
	k->table = (struct kernel){k, fake_open, fake_close, fake_read, fake_write, fake_ioctl};
	for (int i = 0; i < FAKE_LINES; i++)
		k->lines[i].in = k->lines[i].out = -1;
	k->dog.options = 0x8380; /* SETTIMEOUT, MAGICCLOSE, PRETIMEOUT, KEEPALIVEPING */
	k->dog.least = 1;
	k->dog.most = 600;
	k->hid.vendor = 0x16c0;
	k->hid.product = 0x05df;
	clock_manual(&k->clock, 1773483630000);
	k->log = (struct log){.fd = -1, .level = LOG_DEBUG, .clock = &k->clock};
	CHECK_OK(loop_new(&k->loop, &k->clock));
}

void fake_fini(struct fake_kernel *k)
{
	loop_free(k->loop);
	CHECK_INT(k->opens, k->closes);
	for (int i = 0; i < FAKE_LINES; i++)
		CHECK_INT(k->lines[i].in, -1);
}

void fake_turn(struct fake_kernel *k)
{
	for (int i = 0; i < 4; i++) {
		CHECK_OK(loop_step(k->loop, 0));
		CHECK_OK(loop_fire_due(k->loop));
	}
}

void fake_wait(struct fake_kernel *k, int64_t ms)
{
	while (ms > 0) {
		int64_t step = ms > 500 ? 500 : ms;

		clock_advance(&k->clock, step);
		CHECK_OK(loop_fire_due(k->loop));
		ms -= step;
	}
	fake_turn(k);
}
