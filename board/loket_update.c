/*
 * loket-update - the program: what a stick is, and the one privileged step to open it
 *
 * Started by loket-update-stick.service with CAP_SYS_ADMIN, CAP_SETUID and CAP_SETGID for a technician's errand, and by the
 * user loket-update, without any right, for all else. The mount lives in a namespace of its own, read-only.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "board/update.h"
#include "drivers/usbdisk.h"
#include "drivers/usbdisk_mount.h"
#include "sync/mains.h"
#include "sys/text.h"

#define STICK_DIR "/run/loket-update-stick"

static int find_node(char out[USB_TEXT_ROOM], const struct stick_request *q)
{
	struct usb_device *all = calloc(USB_DEVICES_MOST, sizeof(*all));
	enum usb_verdict refused = USB_TAKEN;
	size_t n = 0;
	int r = all ? usb_look(all, &n, "/sys", "/dev", q->usb_list)
	            : err_new(ENOMEM, "there is no memory to look for a stick");

	out[0] = 0;
	for (size_t i = 0; r == 0 && i < n && !out[0]; i++) {
		if (!text_is(q->where, "auto") && !text_is(q->where, all[i].port))
			continue;
		if (all[i].verdict == USB_TAKEN && all[i].authorized)
			(void)text_copy(out, USB_TEXT_ROOM, all[i].node);
		else
			refused = all[i].verdict;
	}
	free(all);
	if (r < 0)
		return err_up(r);
	if (!out[0] && refused != USB_TAKEN)
		return err_new(EACCES, "what is plugged in is %s", usb_verdict_says(refused));
	return out[0] ? 0 : err_new(ENODEV, "there is no stick");
}

/* The state's folder belongs to the user of this program: that one does the work. */
static int open_stick(void *me, char *dir, size_t room, const struct stick_request *q)
{
	char node[USB_TEXT_ROOM];
	struct usbdisk_mount m = {.node = node, .dir = STICK_DIR};
	struct stat st;
	int r = find_node(node, q);

	if (r < 0)
		return err_up(r);
	if (stat(q->data, &st) < 0 || st.st_uid == 0)
		return err_new(EACCES, "%.200s must be there and belong to the user of loket-update", q->data);
	m.uid = st.st_uid;
	m.gid = st.st_gid;
	if (mkdir(STICK_DIR, 0700) < 0 && errno != EEXIST)
		return err_new(errno, "%s can not be made", STICK_DIR);
	(void)text_copy(dir, room, STICK_DIR);
	return err_up(usbdisk_mount(me, &m));
}

static int close_stick(void *me)
{
	return err_up(usbdisk_unmount(me, STICK_DIR));
}

int main(int argc, char **argv)
{
	struct usbdisk_calls calls;
	const struct stick_place place = {open_stick, close_stick, &calls};

	usbdisk_calls_real(&calls);
	return update_main(argc, argv, &place);
}
