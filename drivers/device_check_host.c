/* device_check_host - what the machine itself shows: nodes in /dev, USB in /sys, room on its disk */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drivers/device_check.h"
#include "drivers/pcm.h"
#include "drivers/usbdisk.h"
#include "sys/file.h"
#include "sys/text.h"

enum { PATH_ROOM = 400 };

/* How many names in root/dir begin so. */
static int count(const char *root, const char *dir, const char *begin)
{
	char path[PATH_ROOM];
	const struct dirent *e;
	DIR *d;
	int n = 0;

	(void)snprintf(path, sizeof path, "%.300s%s", root, dir);
	d = opendir(path);
	while (d && (e = readdir(d)))
		n += text_starts(e->d_name, begin);
	if (d)
		(void)closedir(d);
	return n;
}

static void add_count(
        struct check_list *l, const char *name, int n, const char *code, const char *mend, const char *what)
{
	if (n > 0)
		check_add(l, name, CHECK_PASSED, "", "", "%d %s found", n, what);
	else
		check_add(l, name, CHECK_UNKNOWN, code, mend, "no %s found", what);
}

static void add_usb(struct check_list *l, const char *root, const char *list)
{
	struct usb_device *found = calloc(USB_DEVICES_MOST, sizeof *found);
	char sys[PATH_ROOM], dev[PATH_ROOM], rules[USB_LIST_ROOM];
	size_t n = 0, refused = 0;

	(void)snprintf(sys, sizeof sys, "%.300s/sys", root);
	(void)snprintf(dev, sizeof dev, "%.300s/dev", root);
	if (!found || usb_list_read(rules, list) < 0 || usb_look(found, &n, sys, dev, rules) < 0) {
		check_surprise(l, "host.usb", "U03", "Is /sys there, and may this user read it?");
		free(found);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		refused += found[i].verdict != USB_TAKEN;
		if (found[i].verdict != USB_TAKEN && refused <= 8)
			check_add(l, "host.usb", CHECK_FAILED, "U01",
			        "Take it out and ask who put it there; what belongs here goes on the list of ports.",
			        "port %s: %04x:%04x %s", found[i].port, found[i].vendor, found[i].product,
			        usb_verdict_says(found[i].verdict));
	}
	if (refused == 0)
		check_add(l, "host.usb", CHECK_PASSED, "", "", "%zu USB devices, each on the list", n);
	free(found);
}

void check_host(struct check_list *l, const char *root, const char *usb_list)
{
	char snd[PATH_ROOM];

	(void)snprintf(snd, sizeof snd, "%.300s/dev/snd", root);
	add_count(l, "host.input", count(root, "/dev/input", "event"), "I01",
	        "Plug in the panel, keypad or reader; may this user read /dev/input?", "input devices");
	add_count(l, "host.sound", pcm_is_there(snd), "S03", "Plug in a sound card; may this user use /dev/snd?",
	        "sound card that plays");
	add_count(l, "host.watchdog", count(root, "/dev", "watchdog"), "W04", "Switch on the board's watchdog driver.",
	        "watchdogs");
	add_usb(l, root, usb_list);
}

void check_folder(struct check_list *l, const char *name, const char *path, int64_t least_bytes)
{
	int64_t space;

	if (access(path, W_OK | X_OK) < 0) {
		check_add(l, name, CHECK_FAILED, "H01", "Is the data partition mounted, and this user its owner?",
		        "the folder %.120s can not be used: %s", path, strerror(errno));
		return;
	}
	space = disk_free(path);
	if (space < 0)
		check_surprise(l, name, "H02", "Check the disk.");
	else if (space < least_bytes)
		check_add(l, name, CHECK_FAILED, "H03", "Bring the waiting records to the hub, by cable or by stick.",
		        "%lld MiB are free, %lld are needed", (long long)(space >> 20), (long long)(least_bytes >> 20));
	else
		check_add(l, name, CHECK_PASSED, "", "", "%lld MiB are free", (long long)(space >> 20));
}
