#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "harness.h"
#include "store_disk.h"
#include "sys/file.h"

static void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		test_skip("no user namespaces on this system");
	close(fd);
}

static void own_namespace(void)
{
	char map[40];
	unsigned uid = getuid(), gid = getgid();

	if (uid == 0 && unshare(CLONE_NEWNS) == 0)
		return;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
		test_skip("no user namespaces on this system");
	write_text("/proc/self/setgroups", "deny");
	snprintf(map, sizeof map, "0 %u 1", uid);
	write_text("/proc/self/uid_map", map);
	snprintf(map, sizeof map, "0 %u 1", gid);
	write_text("/proc/self/gid_map", map);
}

void disk_mount(const char *folder, size_t bytes)
{
	char options[60];

	own_namespace();
	CHECK_OK(dir_make(folder, 0700));
	snprintf(options, sizeof options, "size=%zu,mode=0700", bytes);
	if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	        mount("tmpfs", folder, "tmpfs", 0, options) != 0)
		test_skip("no mounts on this system");
}

void disk_read_only(const char *folder, int yes)
{
	CHECK(mount(NULL, folder, NULL, MS_REMOUNT | (yes ? MS_RDONLY : 0), NULL) == 0);
}

static void filler(char *out, size_t room, const char *folder)
{
	CHECK_OK(path_join(out, room, folder, "filler"));
}

void disk_fill(const char *folder, size_t leave)
{
	static const char block[4096] = {1};
	char path[4096];
	struct statvfs v;
	int fd;

	filler(path, sizeof path, folder);
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	CHECK(fd >= 0);
	while (statvfs(folder, &v) == 0 && v.f_bavail * v.f_frsize > leave && write(fd, block, sizeof block) > 0)
		;
	close(fd);
}

void disk_free_up(const char *folder)
{
	char path[4096];

	filler(path, sizeof path, folder);
	CHECK(unlink(path) == 0);
}
