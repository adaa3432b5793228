/*
 * printer_usb - a printer behind the kernel's usblp: usb:auto, usb:1-1.2 (the port, printer_port.h), usb:/dev/usb/lp0
 *
 * What usblp does (linux drivers/usb/class/usblp.c): one opener at a time (EBUSY); one
 * write of at most 8192 bytes in flight; writable = nothing in flight; close() throws
 * away what is in flight, so a job ends only when the port is writable again.
 */
#include "drivers/printer_usb.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "drivers/printer_ops.h"
#include "drivers/printer_identify.h"
#include "drivers/printer_port.h"
#include "sys/buf.h"
#include "sys/fault.h"
#include "sys/file.h"

enum { USB_WRITE_MOST = 8192, USB_ID_ROOM = 1024 };

struct printer_usb {
	struct printer base;
	int fd;
	char path[PORT_PATH_ROOM]; /* of the node that is open */
	bool one_way; /* the interface gives no answers */
};

static struct printer_usb *of(struct printer *p)
{
	return (struct printer_usb *)p;
}

static int usb_check(const char *where)
{
	if (where[0] != '/' && !printer_port_is_where(where))
		return err_new(
		        EINVAL, "a printer usb:auto, usb:1-1.2 or usb:/dev/usb/lp0 needs the path of a printer port");
	return 0;
}

static int usb_open(struct printer *p)
{
	int e = printer_port_at(of(p)->path, PORT_USBLP, p->where, p->root), fd;

	if (e)
		return err_up(e);
	fd = open(of(p)->path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0 && errno == EBUSY)
		return err_new(EBUSY, "printer %s is held by another program (CUPS or ipp-usb?)", of(p)->path);
	if (fd < 0)
		return err_new(errno, "printer %s: %s", of(p)->path, strerror(errno));
	of(p)->fd = fd;
	of(p)->one_way = false;
	return 0;
}

static void usb_close(struct printer *p)
{
	(void)close(of(p)->fd);
}

static int usb_fd(const struct printer *p)
{
	return ((const struct printer_usb *)p)->fd;
}

/* Everything that it said. */
static int usb_listen(struct printer *p)
{
	uint8_t bytes[256];
	ssize_t n;

	while ((n = read(of(p)->fd, bytes, sizeof bytes)) > 0)
		printer_heard(p, bytes, (size_t)n);
	if (n == 0 || errno == EAGAIN || errno == EINTR)
		return 0;
	if (errno != EINVAL)
		return err_new(errno, "printer %s: %s", p->where, strerror(errno));
	of(p)->one_way = true;
	printer_heard_nothing(p);
	return 0;
}

static int usb_ready(struct printer *p, unsigned events)
{
	if (events & LOOP_HANGUP)
		return err_new(ENODEV, "printer %s was pulled out", p->where);
	return (events & LOOP_READ) && !of(p)->one_way ? err_up(usb_listen(p)) : 0;
}

static int usb_send(size_t *taken, struct printer *p, const void *bytes, size_t n)
{
	int e = fault("printer.usb.send", ENODEV);
	ssize_t r;

	if (e)
		return err_new(-e, "printer %s: %s", p->where, strerror(-e));
	r = write(of(p)->fd, bytes, n < USB_WRITE_MOST ? n : USB_WRITE_MOST);
	/* ENOSPC is usblp's word for "no paper": nothing was taken, and it waits. */
	if (r < 0 && errno != EAGAIN && errno != EINTR && errno != ENOSPC)
		return err_new(errno, "printer %s: %s", p->where, strerror(errno));
	*taken = r < 0 ? 0 : (size_t)r;
	return 0;
}

static int64_t usb_queued(const struct printer *p)
{
	struct pollfd pf = {.fd = ((const struct printer_usb *)p)->fd, .events = POLLOUT};

	if (poll(&pf, 1, 0) < 0 || (pf.revents & (POLLERR | POLLHUP | POLLNVAL)))
		return -1;
	return (pf.revents & POLLOUT) ? 0 : 1;
}

void usb_port_status(struct printer_status *out, const struct printer_profile *p, int bits)
{
	bool vouched = p->usb_status;

	if (bits & USB_PORT_NO_PAPER)
		out->paper = PAPER_OUT;
	else if (vouched && p->paper_sensor)
		out->paper = PAPER_OK;
	if (!(bits & USB_PORT_FINE))
		out->fault = FAULT_OTHER;
	else if (vouched)
		out->fault = FAULT_NONE;
}

static void usb_status(struct printer *p, struct printer_status *out)
{
	int bits = 0;

	if (ioctl(of(p)->fd, LPGETSTATUS, &bits) == 0)
		usb_port_status(out, p->profile, bits);
}

/* The kernel read it when the printer was plugged in: from there it costs no wait. */
static bool id_of_sysfs(struct buf *out, const char *where)
{
	const char *name = strrchr(where, '/');
	char device[256], path[320];
	ssize_t n = readlink(where, device, sizeof device - 1); /* /dev/usb/by-id and the like */

	if (n > 0) {
		device[n] = 0;
		name = strrchr(device, '/') ? strrchr(device, '/') : device;
	}
	(void)snprintf(path, sizeof path, "/sys/class/usbmisc/%s/device/ieee1284_id", name + (name[0] == '/'));
	return file_read(out, path) == 0 && out->len > 0;
}

size_t usb_device_id(const char **text, const void *bytes, size_t n)
{
	const uint8_t *b = bytes;
	size_t told = n >= 2 ? (size_t)b[0] << 8 | b[1] : 0; /* counts itself */

	*text = (const char *)b + (n >= 2 ? 2 : n);
	return told < 2 || told > n ? 0 : told - 2;
}

static void usb_identity(struct printer *p, struct printer_identity *out)
{
	uint8_t bytes[USB_ID_ROOM] = {0};
	const char *text;
	size_t n;
	AUTO_BUF id;

	buf_init(&id, USB_ID_ROOM);
	if (id_of_sysfs(&id, of(p)->path)) {
		identity_1284(out, buf_str(&id), id.len);
	} else if (ioctl(of(p)->fd, _IOC(_IOC_READ, 'P', 1, USB_ID_ROOM), bytes) >= 0) { /* LPIOC_GET_DEVICE_ID */
		n = usb_device_id(&text, bytes, sizeof bytes);
		identity_1284(out, text, n);
	}
}

const struct printer_ops printer_usb = {
        .scheme = "usb",
        .shape = "usb:auto|PORT|/dev/usb/lp0",
        .size = sizeof(struct printer_usb),
        .device = true,
        .check = usb_check,
        .open = usb_open,
        .close = usb_close,
        .fd = usb_fd,
        .ready = usb_ready,
        .send = usb_send,
        .queued = usb_queued,
        .status = usb_status,
        .identity = usb_identity,
};
