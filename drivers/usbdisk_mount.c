#include "drivers/usbdisk_mount.h"

#include <errno.h>
#include <grp.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "sys/text.h"

/* The device keeps its name for as long as it is busy; a sync before the end tells whether all of it arrived. */
int usbdisk_mount(const struct usbdisk_calls *calls, const struct usbdisk_mount *m)
{
	static const struct {
		const char *kind;
		bool owned; /* has no owners of its own: they are given */
	} kinds[] = {{"vfat", true}, {"exfat", true}, {"ext4", false}};
	/* An ext4 says of itself what a fault in it does: one that says "panic" would stop the machine. */
	static const char stays[] = "errors=remount-ro";
	unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOSYMFOLLOW | (m->write ? 0 : MS_RDONLY);
	char data[80];
	int r;

	if (!text_starts(m->node, "/dev/") || strstr(m->node, ".."))
		return err_new(EINVAL, "'%.60s' is no device of a stick", m->node);
	if ((r = calls->unshare(calls->me)) < 0)
		return err_new(-r, "the stick can not be kept apart from other programs: %s. Start this by its unit.",
		        strerror(-r));
	(void)snprintf(data, sizeof data, "uid=%u,gid=%u,umask=0007", (unsigned)m->uid, (unsigned)m->gid);
	r = -ENODEV;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		int tried =
		        calls->mount(calls->me, m->node, m->dir, kinds[i].kind, flags, kinds[i].owned ? data : stays);

		if (tried == -EINVAL || tried == -ENODEV)
			continue; /* another file system; a kind this kernel does not know */
		r = tried;
		break;
	}
	if (r == -ENODEV)
		return err_new(
		        EMEDIUMTYPE, "The stick has no file system that is read here: format it as FAT32 or exFAT.");
	if (r == -EROFS)
		return err_new(EROFS, "The stick can not be written: its switch is on 'lock', or it is worn out.");
	if (r < 0)
		return err_new(EIO, "The stick can not be opened: %s. Take another one.", strerror(-r));
	if (m->uid != 0 && (r = calls->become(calls->me, m->uid, m->gid)) < 0) {
		(void)calls->umount(calls->me, m->dir);
		return err_new(-r, "privileges could not be given up: %s", strerror(-r));
	}
	return 0;
}

int usbdisk_unmount(const struct usbdisk_calls *calls, const char *dir)
{
	int r = calls->umount(calls->me, dir);

	return r < 0 ? err_new(-r, "The stick could not be finished: %s. Do not pull it out yet; try again.",
	                       strerror(-r))
	             : 0;
}

static int real_unshare(void *me)
{
	(void)me;
	if (unshare(CLONE_NEWNS) < 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		return -errno;
	return 0;
}

static int real_mount(
        void *me, const char *node, const char *dir, const char *kind, unsigned long flags, const char *data)
{
	(void)me;
	return mount(node, dir, kind, flags, data) < 0 ? -errno : 0;
}

/* Without privileges there is no umount: then everything is synced, and the mount goes with the process. */
static int real_umount(void *me, const char *dir)
{
	(void)me;
	if (umount2(dir, UMOUNT_NOFOLLOW) == 0)
		return 0;
	if (errno != EPERM)
		return -errno;
	sync();
	return 0;
}

static int real_become(void *me, uid_t uid, gid_t gid)
{
	(void)me;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || setgroups(0, NULL) < 0 || setresgid(gid, gid, gid) < 0 ||
	        setresuid(uid, uid, uid) < 0)
		return -errno;
	return 0;
}

void usbdisk_calls_real(struct usbdisk_calls *out)
{
	*out = (struct usbdisk_calls){real_unshare, real_mount, real_umount, real_become, NULL};
}
