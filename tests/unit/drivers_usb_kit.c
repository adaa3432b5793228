#include "drivers_usb_kit.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "sys/file.h"

#define DEVICES "sys/bus/usb/devices"

static const char *join(const char *root, const char *fmt, ...) PRINTF_LIKE(2, 3);
static const char *join(const char *root, const char *fmt, ...)
{
	static char path[4][1024];
	static int at;
	char below[700];
	va_list args;

	at = (at + 1) % 4;
	va_start(args, fmt);
	(void)vsnprintf(below, sizeof below, fmt, args);
	va_end(args);
	(void)snprintf(path[at], sizeof path[at], "%.300s/%.700s", root, below);
	return path[at];
}

void usb_kit_file(const char *root, const char *path, const char *text)
{
	const char *whole = join(root, "%s%s", path, "");
	char dir[1024];

	(void)snprintf(dir, sizeof dir, "%s", whole);
	*strrchr(dir, '/') = 0;
	CHECK_OK(dir_make(dir, 0755));
	CHECK_OK(file_replace(whole, text, strlen(text), 0644));
}

void usb_kit_make(const char *root)
{
	CHECK_OK(dir_make(join(root, DEVICES "%s%s", "", ""), 0755));
	CHECK_OK(dir_make(join(root, "sys/class/tty%s%s", "", ""), 0755));
	CHECK_OK(dir_make(join(root, "sys/class/usbmisc%s%s", "", ""), 0755));
	CHECK_OK(dir_make(join(root, "dev/usb%s%s", "", ""), 0755));
	CHECK_OK(dir_make(join(root, "dev/bus/usb/001%s%s", "", ""), 0755));
	usb_kit_file(root, DEVICES "/usb1/idVendor", "1d6b\n");
}

static void attribute(const char *root, const char *device, const char *name, const char *text)
{
	char path[300];

	(void)snprintf(path, sizeof path, DEVICES "/%s/%s", device, name);
	usb_kit_file(root, path, text);
}

void usb_kit_plug(const char *root, const struct usb_plug *p)
{
	char text[80], interface[64];

	(void)snprintf(text, sizeof text, "%04x\n", p->vendor);
	attribute(root, p->port, "idVendor", text);
	(void)snprintf(text, sizeof text, "%04x\n", p->product);
	attribute(root, p->port, "idProduct", text);
	attribute(root, p->port, "bDeviceClass", "00\n");
	attribute(root, p->port, "authorized", "1\n");
	if (p->title)
		attribute(root, p->port, "product", p->title);
	for (int i = 0; i < p->n_classes; i++) {
		(void)snprintf(interface, sizeof interface, "%s:1.%d", p->port, i);
		(void)snprintf(text, sizeof text, "%02x\n", p->classes[i]);
		attribute(root, interface, "bInterfaceClass", text);
	}
	usb_kit_file(root, "dev/bus/usb/001/009", ""); /* the kernel makes a node: that wakes who watches */
	CHECK(unlink(join(root, "dev/bus/usb/001/009%s%s", "", "")) == 0);
}

void usb_kit_unplug(const char *root, const char *port)
{
	for (int i = -1; i < 20; i++) {
		char name[64];

		(void)snprintf(name, sizeof name, i < 0 ? "%s" : "%s:1.%d", port, i);
		CHECK_OK(dir_remove(join(root, DEVICES "/%s%s", name, "")));
	}
	usb_kit_file(root, "dev/bus/usb/001/009", "");
	CHECK(unlink(join(root, "dev/bus/usb/001/009%s%s", "", "")) == 0);
}

void usb_kit_disk(const char *root, const char *port, const char *name, int parts)
{
	char path[300];

	for (int i = 0; i <= parts; i++) {
		char part[32] = "";

		if (i > 0)
			(void)snprintf(part, sizeof part, "/%s%d", name, i);
		(void)snprintf(path, sizeof path, DEVICES "/%s:1.0/host2/target2:0:0/2:0:0:0/block/%s%s/size", port,
		        name, part);
		usb_kit_file(root, path, "1000\n");
	}
	usb_kit_file(root, "dev/sd-came", "");
	CHECK(unlink(join(root, "dev/sd-came%s%s", "", "")) == 0);
}

void usb_kit_node(
        const char *root, const char *port, const char *class, const char *name, const char *below, const char *target)
{
	char link[200], path[200];

	(void)snprintf(path, sizeof path, "sys/class/%s/%s/uevent", class, name);
	usb_kit_file(root, path, "");
	(void)snprintf(path, sizeof path, "sys/class/%s/%s/device", class, name);
	(void)snprintf(link, sizeof link, "../../../devices/pci0/usb1/%s:1.0/%s", port, name);
	(void)unlink(join(root, "%s%s", path, ""));
	CHECK(symlink(link, join(root, "%s%s", path, "")) == 0);
	(void)unlink(join(root, "dev/%s%s", below, name));
	CHECK(symlink(target, join(root, "dev/%s%s", below, name)) == 0);
}

void usb_kit_no_node(const char *root, const char *class, const char *name, const char *below)
{
	CHECK(unlink(join(root, "dev/%s%s", below, name)) == 0);
	CHECK_OK(dir_remove(join(root, "sys/class/%s/%s", class, name)));
}
