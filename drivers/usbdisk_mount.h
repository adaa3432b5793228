#pragma once

/*
 * usbdisk_mount - the one privileged step: a stick becomes a folder
 *
 * Run by a unit with CAP_SYS_ADMIN in a mount namespace of its own, before it
 * gives its privileges up: nobody else ever sees the folder, and it goes with
 * the process. vfat, exfat and ext4, tried in that order; always nosuid, nodev,
 * noexec; read-only unless the job writes. Calls stand behind a table.
 */
#include <stdbool.h>
#include <sys/types.h>
#include "sys/err.h"

struct usbdisk_calls {
	int (*unshare)(void *me); /* 0 or -errno, as all of these */
	int (*mount)(
	        void *me, const char *node, const char *dir, const char *kind, unsigned long flags, const char *data);
	int (*umount)(void *me, const char *dir);
	int (*become)(void *me, uid_t uid, gid_t gid); /* and no way back */
	void *me;
};
void usbdisk_calls_real(struct usbdisk_calls *out);

struct usbdisk_mount {
	const char *node, *dir; /* "/dev/sda1"; an empty folder */
	bool write;
	uid_t uid; /* whose files a vfat stick's are, and who we become; 0: we stay who we are */
	gid_t gid;
};
NODISCARD int usbdisk_mount(const struct usbdisk_calls *calls, const struct usbdisk_mount *m);
/* Waits until all of it is on the medium. */
NODISCARD int usbdisk_unmount(const struct usbdisk_calls *calls, const char *dir);
