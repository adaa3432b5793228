/* loket_place - stick_place.h for the programs that mount a stick; the tests of the room have folders of their own */
#include <errno.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>

#include "drivers/usbdisk.h"
#include "drivers/usbdisk_mount.h"
#include "sync/stick_place.h"
#include "sys/text.h"

static int find_node(char out[USB_TEXT_ROOM], const struct stick_request *q)
{
	struct usb_device *all = calloc(USB_DEVICES_MOST, sizeof(*all));
	enum usb_verdict refused = USB_TAKEN;
	size_t n = 0;
	char list[USB_LIST_ROOM];
	int r = usb_list_read(list, q->usb_list);

	if (r == 0)
		r = all ? usb_look(all, &n, "/sys", "/dev", list)
		        : err_new(ENOMEM, "There is no memory to look for a stick.");

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
		return err_new(EACCES, "What is plugged in is %s.", usb_verdict_says(refused));
	return out[0] ? 0 : err_new(ENODEV, "There is no stick at port %s.", q->where);
}

static int owner_of(struct usbdisk_mount *m, const char *folder)
{
	struct stat st;

	if (stat(folder, &st) < 0)
		return err_new(EPERM, "%.200s: %s", folder, strerror(errno));
	if (st.st_uid == 0)
		return err_new(EPERM, "%.200s must belong to the user of this program, not to root", folder);
	m->uid = st.st_uid;
	m->gid = st.st_gid;
	return 0;
}

static const char *kind_of(const char *dir)
{
	struct statfs st;

	if (statfs(dir, &st) < 0)
		return "a file system";
	return st.f_type == MSDOS_SUPER_MAGIC   ? "vfat"
	       : st.f_type == EXFAT_SUPER_MAGIC ? "exfat"
	       : st.f_type == EXT4_SUPER_MAGIC  ? "ext4"
	                                        : "a file system";
}

/* What the kernel made of it, for the log. A stick that is open further than it was asked for is not read. */
static int hold_to_it(const struct usbdisk_mount *m)
{
	static const unsigned long shut = ST_NOSUID | ST_NODEV | ST_NOEXEC;
	struct statvfs st;

	if (statvfs(m->dir, &st) < 0)
		return err_new(errno, "The stick can not be looked at: %s. Take another one.", strerror(errno));
	if ((st.f_flag & shut) != shut || (!m->write && !(st.f_flag & ST_RDONLY)))
		return err_new(EACCES, "The stick was opened further than is allowed; nothing on it was read.");
	(void)fprintf(stderr, "stick: %s is open: %s, nosuid, nodev, noexec, %s\n", m->node, kind_of(m->dir),
	        st.f_flag & ST_RDONLY ? "ro" : "rw");
	return 0;
}

static int open_stick(void *me, char *dir, size_t room, const struct stick_request *q)
{
	char node[USB_TEXT_ROOM];
	struct usbdisk_calls calls;
	struct usbdisk_mount m = {.node = node, .dir = q->mount, .write = q->write};
	int r = find_node(node, q);

	if (r == 0)
		r = owner_of(&m, q->owner);
	if (r < 0)
		return err_up(r);
	if (mkdir(q->mount, 0700) < 0 && errno != EEXIST)
		return err_new(errno, "%s: %s", q->mount, strerror(errno));
	if (!text_copy(dir, room, q->mount))
		return err_new(ENAMETOOLONG, "%.40s...: path too long", q->mount);
	(void)me;
	usbdisk_calls_real(&calls);
	r = usbdisk_mount(&calls, &m);
	return err_up(r ? r : hold_to_it(&m));
}

static int close_stick(void *me, const char *dir)
{
	struct usbdisk_calls calls;

	(void)me;
	usbdisk_calls_real(&calls);
	return err_up(usbdisk_unmount(&calls, dir));
}

void stick_place_real(struct stick_place *out)
{
	*out = (struct stick_place){open_stick, close_stick, NULL};
}
