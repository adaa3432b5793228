/* start_grow - a data partition laid by a stick is small; its file system grows to the partition's end while it is mounted, by the kernel's own journal */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "board/start/start.h"

#define EXT4_GROW _IOW('f', 16, uint64_t) /* EXT4_IOC_RESIZE_FS, of which only the kernel's own headers tell */

static int bytes_of(uint64_t *out, const char *device)
{
	int fd = open(device, O_RDONLY | O_CLOEXEC), r;

	if (fd < 0)
		return err_new(errno, "%s can not be opened: %s", device, strerror(errno));
	r = ioctl(fd, BLKGETSIZE64, out) ? err_new(errno, "%s does not tell its size", device) : 0;
	(void)close(fd);
	return r;
}

int start_data_grow(const char *mounted, const char *device)
{
	uint64_t bytes = 0, blocks;
	struct statfs fs;
	int e = bytes_of(&bytes, device), fd;

	if (e)
		return err_up(e);
	fd = open(mounted, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fstatfs(fd, &fs) || fs.f_bsize <= 0) {
		e = err_new(errno, "%s does not tell its blocks", mounted);
	} else {
		blocks = bytes / (uint64_t)fs.f_bsize;
		if (ioctl(fd, EXT4_GROW, &blocks)) /* one that fills its partition already: nothing happens */
			e = err_new(errno, "the data partition does not grow: %s", strerror(errno));
	}
	if (fd >= 0)
		(void)close(fd);
	return e;
}
