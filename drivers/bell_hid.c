/*
 * bell_hid - a USB relay board that says it is a keyboard-like device: hid:/dev/hidraw0[,RELAY]
 *
 * 16c0:05df ("USBRelay1" to "USBRelay8"). A feature report switches: 0xff on or 0xfd off, then the relay's
 * number. The board's own report, asked for as number 1, holds its serial in five letters and the state of all
 * relays in its eighth byte: that is the proof. Source: the board makers' demonstration programs, as public tools use them.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/hidraw.h>
#include <string.h>
#include <sys/ioctl.h>

#include "drivers/bell_inside.h"
#include "sys/text.h"

enum { VENDOR = 0x16c0, PRODUCT = 0x05df, REPORT_BYTES = 9, RELAY_ON = 0xff, RELAY_OFF = 0xfd, STATE_AT = 7 };

static int hid_check(struct bell_relay *relay, const char *where)
{
	struct bell_relay r = {.number = 1};
	const char *comma = strchr(where, ',');
	size_t n = comma ? (size_t)(comma - where) : strlen(where);
	int64_t number;

	if (n == 0 || n > BELL_PATH_MAX || where[0] != '/')
		return err_new(EINVAL, "a bell hid:/dev/hidraw0,1 needs the path of a relay board");
	memcpy(r.path, where, n);
	if (comma) {
		if (!text_i64(comma + 1, 1, 8, &number))
			return err_new(EINVAL, "'%.20s' is no relay; they are 1 to 8", comma + 1);
		r.number = (int)number;
	}
	*relay = r;
	return 0;
}

/* Whatever else sits at that path must not be written to. */
static int hid_open(struct bell *b)
{
	const struct kernel *k = b->setup.kernel;
	struct hidraw_devinfo info = {0};
	int e = bell_device(b, O_RDWR);

	if (e)
		return err_up(e);
	if (k->ioctl(k->me, b->fd, HIDIOCGRAWINFO, &info) < 0)
		e = err_new(errno, "the bell at %s is no hidraw device: %s", b->relay.path, strerror(errno));
	else if ((uint16_t)info.vendor != VENDOR || (uint16_t)info.product != PRODUCT)
		e = err_new(ENODEV, "%s is %04x:%04x and no relay board (16c0:05df)", b->relay.path,
		        (uint16_t)info.vendor, (uint16_t)info.product);
	if (e)
		bell_device_close(b);
	return err_up(e);
}

static int hid_switch(struct bell *b, bool on)
{
	const struct kernel *k = b->setup.kernel;
	uint8_t order[REPORT_BYTES] = {0, on ? RELAY_ON : RELAY_OFF, (uint8_t)b->relay.number};
	uint8_t state[REPORT_BYTES] = {1};

	if (k->ioctl(k->me, b->fd, HIDIOCSFEATURE(REPORT_BYTES), order) < 0)
		return err_new(errno, "the bell's relay at %s takes no order: %s", b->relay.path, strerror(errno));
	if (k->ioctl(k->me, b->fd, HIDIOCGFEATURE(REPORT_BYTES), state) <= STATE_AT)
		return err_new(EIO, "the bell's relay at %s does not tell its state", b->relay.path);
	if ((bool)(state[STATE_AT] >> (b->relay.number - 1) & 1) != on)
		return err_new(EIO, "the bell's relay %d at %s did not switch", b->relay.number, b->relay.path);
	return 0;
}

static int hid_sound(struct bell *b, bool on)
{
	int e = b->fd < 0 ? hid_open(b) : 0;

	if (e == 0)
		e = hid_switch(b, on);
	if (e)
		bell_device_close(b);
	return err_up(e);
}

const struct bell_ops bell_hid = {.name = "hid",
        .has_where = true,
        .check = hid_check,
        .open = hid_open,
        .sound = hid_sound,
        .close = bell_device_close};
