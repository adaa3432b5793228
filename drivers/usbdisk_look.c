/* usbdisk_look - what stands in /sys/bus/usb/devices, and whether it may be here */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drivers/usbdisk_inside.h"
#include "sys/text.h"

enum { CLASS_HUB = 0x09, LINE_ROOM = 64, NAMES_MOST = 512 };

/* One line of a small file, without its end; false when there is none. */
static bool read_line(char *out, size_t room, const char *dir, const char *name, const char *file)
{
	char path[512];
	ssize_t n;
	int fd;

	if (snprintf(path, sizeof path, "%s/%s/%s", dir, name, file) >= (int)sizeof path)
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	n = read(fd, out, room - 1);
	(void)close(fd);
	if (n <= 0)
		return false;
	out[n] = 0;
	out[strcspn(out, "\n")] = 0;
	return true;
}

static bool read_hex(unsigned *out, const char *dir, const char *name, const char *file, unsigned digits)
{
	char line[LINE_ROOM], *end;

	if (!read_line(line, sizeof line, dir, name, file) || strlen(line) != digits)
		return false;
	*out = (unsigned)strtoul(line, &end, 16);
	return *end == 0;
}

/* "1-1.2": a device. "1-1.2:1.0": one of its interfaces. "usb1": a controller. */
static bool is_port(const char *name)
{
	return name[0] >= '0' && name[0] <= '9' && strlen(name) < USB_PORT_ROOM && strchr(name, '-') &&
	       strspn(name, "0123456789-.") == strlen(name);
}

static bool is_interface_of(const char *name, const char *port)
{
	size_t n = strlen(port);

	return strncmp(name, port, n) == 0 && name[n] == ':';
}

/* What a device says of itself is shown, so it is plain ASCII. */
static void make_title(struct usb_device *d, const char *dir)
{
	char maker[LINE_ROOM] = "", product[LINE_ROOM] = "", both[2 * LINE_ROOM + 2];

	(void)read_line(maker, sizeof maker, dir, d->port, "manufacturer");
	(void)read_line(product, sizeof product, dir, d->port, "product");
	(void)snprintf(both, sizeof both, "%s%s%s", maker, maker[0] && product[0] ? " " : "", product);
	for (char *c = both; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	(void)text_copy(d->title, sizeof d->title, both);
}

/* /sys/.../1-1.2:1.0/host2/target2:0:0/2:0:0:0/block/sda/sda1: the first part, or the whole where it has none. */
static bool find_block(char out[USB_TEXT_ROOM], const char *path, const char *dev, int depth)
{
	const struct dirent *e;
	DIR *d = depth > 0 ? opendir(path) : NULL;
	bool found = false;

	while (d && !found && (e = readdir(d))) {
		char below[768];

		if (e->d_name[0] == '.' || e->d_type == DT_LNK ||
		        snprintf(below, sizeof below, "%s/%s", path, e->d_name) >= (int)sizeof below)
			continue;
		if (text_is(e->d_name, "block"))
			found = usb_block_of(out, below, dev);
		else if (e->d_type == DT_DIR && (text_starts(e->d_name, "host") || text_starts(e->d_name, "target") ||
		                                        strspn(e->d_name, "0123456789:") == strlen(e->d_name)))
			found = find_block(out, below, dev, depth - 1);
	}
	if (d)
		(void)closedir(d);
	return found;
}

/* The name in a folder that sorts first and begins so; false: none. */
static bool first_name(char *out, size_t room, const char *path, const char *begin)
{
	const struct dirent *e;
	DIR *d = opendir(path);

	out[0] = 0;
	while (d && (e = readdir(d)))
		if (text_starts(e->d_name, begin) && e->d_name[0] != '.' && strlen(e->d_name) < room &&
		        (!out[0] || strcmp(e->d_name, out) < 0))
			(void)text_copy(out, room, e->d_name);
	if (d)
		(void)closedir(d);
	return out[0] != 0;
}

bool usb_block_of(char out[USB_TEXT_ROOM], const char *block_dir, const char *dev)
{
	char disk[24], part[24], path[900];

	if (!first_name(disk, sizeof disk, block_dir, "sd"))
		return false;
	(void)snprintf(path, sizeof path, "%s/%s", block_dir, disk);
	if (!first_name(part, sizeof part, path, disk))
		(void)text_copy(part, sizeof part, disk);
	return snprintf(out, USB_TEXT_ROOM, "%s/%s", dev, part) < USB_TEXT_ROOM;
}

struct names {
	char name[NAMES_MOST][USB_PORT_ROOM + 8];
	size_t n;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static int read_names(struct names *out, const char *dir)
{
	const struct dirent *e;
	DIR *d = opendir(dir);

	out->n = 0;
	if (!d)
		return errno == ENOENT ? 0 : err_new(errno, "%s: %s", dir, strerror(errno));
	while ((e = readdir(d)) && out->n < NAMES_MOST)
		if (strlen(e->d_name) < sizeof out->name[0])
			(void)text_copy(out->name[out->n++], sizeof out->name[0], e->d_name);
	(void)closedir(d);
	qsort(out->name, out->n, sizeof out->name[0], by_name);
	return 0;
}

static void take_interfaces(struct usb_device *d, const struct names *names, const char *dir)
{
	for (size_t i = 0; i < names->n; i++) {
		unsigned class;

		if (!is_interface_of(names->name[i], d->port))
			continue;
		if (d->n_classes == USB_INTERFACES_MOST) {
			d->verdict = USB_TOO_MUCH;
			return;
		}
		if (!read_hex(&class, dir, names->name[i], "bInterfaceClass", 2))
			class = 0xff; /* what can not be read is nothing that we know */
		d->classes[d->n_classes++] = (uint8_t) class;
	}
}

static bool take_device(
        struct usb_device *d, const struct names *names, const char *name, const char *dir, const char *list)
{
	unsigned vendor = 0, product = 0, class = 0;
	char authorized[8] = "1";

	*d = (struct usb_device){0};
	(void)text_copy(d->port, sizeof d->port, name);
	if (!read_hex(&vendor, dir, name, "idVendor", 4) || !read_hex(&product, dir, name, "idProduct", 4))
		return false; /* it went while we looked */
	(void)read_hex(&class, dir, name, "bDeviceClass", 2);
	if (class == CLASS_HUB)
		return false;
	d->vendor = (uint16_t)vendor;
	d->product = (uint16_t)product;
	(void)read_line(authorized, sizeof authorized, dir, name, "authorized");
	d->authorized = text_is(authorized, "1");
	make_title(d, dir);
	take_interfaces(d, names, dir);
	if (d->verdict != USB_TOO_MUCH)
		d->verdict = usb_judge(d, list);
	return true;
}

static void find_node(struct usb_device *d, const struct names *names, const char *dir, const char *dev)
{
	char path[512];

	for (size_t i = 0; i < names->n && !d->node[0]; i++)
		if (is_interface_of(names->name[i], d->port) &&
		        snprintf(path, sizeof path, "%s/%s", dir, names->name[i]) < (int)sizeof path)
			(void)find_block(d->node, path, dev, 4);
}

int usb_look(struct usb_device out[USB_DEVICES_MOST], size_t *n, const char *sys, const char *dev, const char *list)
{
	char dir[400];
	struct names *names = malloc(sizeof *names);
	size_t found = 0;
	int r;

	if (!names)
		return err_new(ENOMEM, "no memory to look at USB");
	if (snprintf(dir, sizeof dir, "%s/bus/usb/devices", sys) >= (int)sizeof dir)
		r = err_new(ENAMETOOLONG, "%.40s...: path too long", sys);
	else
		r = read_names(names, dir);
	for (size_t i = 0; r == 0 && i < names->n && found < USB_DEVICES_MOST; i++) {
		struct usb_device *d = &out[found];

		if (!is_port(names->name[i]) || !take_device(d, names, names->name[i], dir, list))
			continue;
		if (d->verdict == USB_TAKEN && usb_is_stick(d))
			find_node(d, names, dir, dev);
		found++;
	}
	free(names);
	if (r == 0)
		*n = found;
	return err_up(r);
}
