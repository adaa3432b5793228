/* How a stick becomes a folder, and what the one privileged step refuses. */
#include <errno.h>
#include <stdio.h>
#include <sys/mount.h>

#include "drivers/usbdisk_mount.h"
#include "harness.h"

/* ---- mounting ----------------------------------------------------------------------------------- */

struct calls {
	const char *is; /* the file system on the stick; NULL: none that the kernel knows */
	int mount_says, become_says, unshare_says, umount_says;
	char kind[16], data[80];
	unsigned long flags;
	int mounts, tries, umounts, becomes;
};

static int call_unshare(void *me)
{
	return ((struct calls *)me)->unshare_says;
}

static int call_mount(
        void *me, const char *node, const char *dir, const char *kind, unsigned long flags, const char *data)
{
	struct calls *c = me;

	CHECK_TEXT(node, "/dev/sda1");
	CHECK_TEXT(dir, "/run/stick");
	c->tries++;
	if (c->mount_says)
		return c->mount_says;
	if (!c->is || strcmp(c->is, kind) != 0)
		return strcmp(kind, "exfat") == 0 ? -ENODEV : -EINVAL;
	(void)snprintf(c->kind, sizeof c->kind, "%s", kind);
	(void)snprintf(c->data, sizeof c->data, "%s", data);
	c->flags = flags;
	c->mounts++;
	return 0;
}

static int call_umount(void *me, const char *dir)
{
	CHECK_TEXT(dir, "/run/stick");
	((struct calls *)me)->umounts++;
	return ((struct calls *)me)->umount_says;
}

static int call_become(void *me, uid_t uid, gid_t gid)
{
	CHECK_INT(uid, 990);
	CHECK_INT(gid, 991);
	((struct calls *)me)->becomes++;
	return ((struct calls *)me)->become_says;
}

static int mount_with(struct calls *c, bool write, uid_t uid)
{
	const struct usbdisk_calls calls = {call_unshare, call_mount, call_umount, call_become, c};
	const struct usbdisk_mount m = {"/dev/sda1", "/run/stick", write, uid, uid ? 991 : 0};

	return usbdisk_mount(&calls, &m);
}

TEST(usbdisk_mount, each_kind_is_mounted_without_suid_devices_or_programs)
{
	static const char *const kinds[] = {"vfat", "exfat", "ext4"};
	const unsigned long always = MS_NOSUID | MS_NODEV | MS_NOEXEC;

	for (int k = 0; k < 3; k++) {
		struct calls c = {.is = kinds[k]};

		CHECK_OK(mount_with(&c, false, 990));
		CHECK_TEXT(c.kind, kinds[k]);
		CHECK((c.flags & always) == always);
		CHECK(c.flags & MS_RDONLY);
		CHECK_INT(c.becomes, 1);
		CHECK_OK(mount_with(&c, true, 990));
		CHECK(!(c.flags & MS_RDONLY));
		CHECK((c.flags & always) == always);
	}
}

TEST(usbdisk_mount, a_fat_stick_belongs_to_who_uses_it)
{
	struct calls c = {.is = "vfat"};

	CHECK_OK(mount_with(&c, true, 990));
	CHECK_TEXT(c.data, "uid=990,gid=991,umask=0007");
	c.is = "exfat";
	CHECK_OK(mount_with(&c, true, 990));
	CHECK_TEXT(c.data, "uid=990,gid=991,umask=0007");
}

/* Its superblock may say "panic" of a fault, and anybody can make the fault. */
TEST(usbdisk_mount, an_ext4_stick_does_not_say_what_a_fault_in_it_does_to_the_machine)
{
	struct calls c = {.is = "ext4"};

	CHECK_OK(mount_with(&c, true, 990));
	CHECK_TEXT(c.data, "errors=remount-ro");
	CHECK_OK(mount_with(&c, false, 990));
	CHECK_TEXT(c.data, "errors=remount-ro");
}

TEST(usbdisk_mount, a_stick_of_another_kind_is_told)
{
	struct calls c = {.is = NULL};

	CHECK(mount_with(&c, false, 990) < 0);
	CHECK_HAS(err_why(), "FAT32 or exFAT");
	CHECK_INT(c.tries, 3);
	CHECK_INT(c.becomes, 0);
}

TEST(usbdisk_mount, trouble_of_the_stick_itself_ends_the_trying)
{
	static const struct {
		int says;
		const char *part;
	} troubles[] = {
	        {-EIO, "Take another one"}, {-EROFS, "lock"}, {-EPERM, "can not be opened"}, {-ENXIO, "can not"}};

	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
		struct calls c = {.mount_says = troubles[i].says};

		CHECK(mount_with(&c, true, 990) < 0);
		CHECK_HAS(err_why(), troubles[i].part);
		CHECK_INT(c.tries, 1);
	}
}

TEST(usbdisk_mount, whoever_stays_privileged_gets_no_stick)
{
	struct calls c = {.is = "vfat", .become_says = -EPERM};

	CHECK(mount_with(&c, false, 990) < 0);
	CHECK_HAS(err_why(), "privileges");
	CHECK_INT(c.umounts, 1);
}

TEST(usbdisk_mount, without_a_namespace_of_its_own_nothing_is_mounted)
{
	struct calls c = {.is = "vfat", .unshare_says = -EPERM};

	CHECK(mount_with(&c, false, 990) < 0);
	CHECK_INT(c.tries, 0);
	CHECK_HAS(err_why(), "by its unit");
}

TEST(usbdisk_mount, only_nodes_are_mounted)
{
	static const char *const bad[] = {"sda1", "/etc/passwd", "/dev/../etc/passwd", "", "/devil"};
	struct calls c = {.is = "vfat"};
	const struct usbdisk_calls calls = {call_unshare, call_mount, call_umount, call_become, &c};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct usbdisk_mount m = {bad[i], "/run/stick", false, 990, 991};

		CHECK(usbdisk_mount(&calls, &m) < 0);
	}
	CHECK_INT(c.tries, 0);
}

TEST(usbdisk_mount, a_stick_that_can_not_be_finished_is_told)
{
	struct calls c = {.umount_says = -EIO};
	const struct usbdisk_calls calls = {call_unshare, call_mount, call_umount, call_become, &c};

	CHECK(usbdisk_unmount(&calls, "/run/stick") < 0);
	CHECK_HAS(err_why(), "Do not pull it out yet");
	c.umount_says = 0;
	CHECK_OK(usbdisk_unmount(&calls, "/run/stick"));
}
