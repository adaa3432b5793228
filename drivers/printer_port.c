#include "drivers/printer_port.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/text.h"

enum { LINK_ROOM = 1024, PORT_ROOM = 24, NAME_ROOM = 32 };

/* Where the kernel lists them, what their names begin with, where their nodes stand. */
static const struct {
	const char *class, *begin, *below, *what;
} kinds[] = {
        [PORT_USBLP] = {"class/usbmisc", "lp", "usb/", "USB printer"},
        [PORT_SERIAL] = {"class/tty", "ttyUSB", "", "USB serial adapter"},
};

static bool is_port(const char *where)
{
	size_t n = strspn(where, "0123456789-.");

	return where[0] >= '0' && where[0] <= '9' && n > 2 && n < PORT_ROOM && where[n] == 0 && strchr(where, '-');
}

bool printer_port_is_where(const char *where)
{
	return text_is(where, "auto") || is_port(where) ||
	       (text_starts(where, "/dev/") && strlen(where) < PORT_PATH_ROOM);
}

/*
 * The device of .../usb1/1-1/1-1.2/1-1.2:1.0[/ttyUSB0] is the part in front of the first with a colon: that names the
 * port. False for a device that is on no USB.
 */
static bool port_of(char out[PORT_ROOM], const char *path)
{
	char port[PORT_ROOM];

	for (const char *at = path; at; at = strchr(at, '/')) {
		size_t n;

		at += *at == '/';
		n = strcspn(at, "/:");
		if (at[n] == ':' && n > 0 && n < sizeof port) {
			memcpy(port, at, n);
			port[n] = 0;
			if (is_port(port))
				return text_copy(out, PORT_ROOM, port);
		}
	}
	return false;
}

struct found {
	char name[NAME_ROOM], port[PORT_ROOM];
	char other[PORT_ROOM]; /* a second one, for the sentence */
	int n;
};

static void look_at(struct found *f, const char *class, const char *name, const char *where)
{
	char path[400], link[LINK_ROOM], port[PORT_ROOM];
	ssize_t n;

	if (snprintf(path, sizeof path, "%s/%s/device", class, name) >= (int)sizeof path ||
	        (n = readlink(path, link, sizeof link - 1)) < 0)
		return;
	link[n] = 0;
	if (!port_of(port, link)) {
		char *real = realpath(path, NULL);
		bool known = real && port_of(port, real);

		free(real);
		if (!known)
			return;
	}
	if (!text_is(where, "auto") && !text_is(where, port))
		return;
	if (f->n++ == 0) {
		(void)text_copy(f->name, sizeof f->name, name);
		(void)text_copy(f->port, sizeof f->port, port);
	} else {
		(void)text_copy(f->other, sizeof f->other, port);
	}
}

int printer_port_find(
        char out[PORT_PATH_ROOM], enum printer_port_kind kind, const char *where, const char *sys, const char *dev)
{
	struct found f = {.n = 0};
	const struct dirent *e;
	char class[320];
	DIR *d;

	if (text_starts(where, "/"))
		return text_copy(out, PORT_PATH_ROOM, where)
		               ? 0
		               : err_new(ENAMETOOLONG, "the path of the printer is over %d", PORT_PATH_ROOM);
	if (snprintf(class, sizeof class, "%s/%s", sys, kinds[kind].class) >= (int)sizeof class)
		return err_new(ENAMETOOLONG, "%.40s...: path too long", sys);
	d = opendir(class);
	while (d && (e = readdir(d)))
		if ((text_starts(e->d_name, kinds[kind].begin) ||
		            (kind == PORT_SERIAL && text_starts(e->d_name, "ttyACM"))) &&
		        strlen(e->d_name) < NAME_ROOM)
			look_at(&f, class, e->d_name, where);
	if (d)
		(void)closedir(d);
	if (f.n == 0 && text_is(where, "auto"))
		return err_new(ENODEV, "no %s is plugged in", kinds[kind].what);
	if (f.n == 0)
		return err_new(ENODEV, "no %s is plugged in at port %s", kinds[kind].what, where);
	if (f.n > 1 && text_is(where, "auto"))
		return err_new(ENOTUNIQ, "there is more than one %s, at ports %s and %s: name the printer's port",
		        kinds[kind].what, f.port, f.other);
	(void)snprintf(out, PORT_PATH_ROOM, "%.120s/%s%s", dev, kinds[kind].below, f.name);
	return 0;
}

int printer_port_at(char out[PORT_PATH_ROOM], enum printer_port_kind kind, const char *where, const char *root)
{
	char sys[160], dev[160];

	if (snprintf(sys, sizeof sys, "%s/sys", root) >= (int)sizeof sys)
		return err_new(ENAMETOOLONG, "%.40s...: path too long", root);
	(void)snprintf(dev, sizeof dev, "%s/dev", root);
	return err_up(printer_port_find(out, kind, where, sys, dev));
}
