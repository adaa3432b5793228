/* install_disk - a block device, or a file: what was written is read from the medium, not from memory */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/install/install.h"

struct real {
	int fd;
	bool is_block;
};

static int real_read(void *me, uint8_t *bytes, size_t n, int64_t at)
{
	const struct real *d = me;

	while (n > 0) {
		ssize_t got = pread(d->fd, bytes, n, at);

		if (got <= 0)
			return err_new(got < 0 ? errno : EIO, "a disk can not be read");
		bytes += got;
		at += got;
		n -= (size_t)got;
	}
	return 0;
}

static int real_write(void *me, const uint8_t *bytes, size_t n, int64_t at)
{
	const struct real *d = me;

	while (n > 0) {
		ssize_t put = pwrite(d->fd, bytes, n, at);

		if (put <= 0)
			return err_new(put < 0 ? errno : EIO, "a disk can not be written");
		bytes += put;
		at += put;
		n -= (size_t)put;
	}
	return 0;
}

static int real_flush(void *me)
{
	const struct real *d = me;

	if (fsync(d->fd) || (d->is_block && ioctl(d->fd, BLKFLSBUF, 0)))
		return err_new(errno, "a disk does not take what was written");
	(void)posix_fadvise(d->fd, 0, 0, POSIX_FADV_DONTNEED);
	return 0;
}

static void real_close(void *me)
{
	struct real *d = me;

	(void)close(d->fd);
	free(d);
}

static int64_t size_of(int fd, bool *is_block)
{
	uint64_t bytes = 0;
	struct stat st;

	if (fstat(fd, &st))
		return -1;
	*is_block = S_ISBLK(st.st_mode);
	if (*is_block)
		return ioctl(fd, BLKGETSIZE64, &bytes) ? -1 : (int64_t)bytes;
	return S_ISREG(st.st_mode) ? (int64_t)st.st_size : -1;
}

int install_disk_open(struct install_disk *out, const char *path, bool writes)
{
	static const struct install_disk_ops ops = {real_read, real_write, real_flush, real_close};
	/* O_EXCL: of a block device that somebody else has mounted or swaps on, the kernel gives nothing. */
	int fd = open(path, (writes ? O_RDWR | O_EXCL : O_RDONLY) | O_CLOEXEC);
	struct real *d = malloc(sizeof *d);
	int64_t bytes;

	if (fd < 0 || !d) {
		int why = fd < 0 ? errno : ENOMEM;

		if (fd >= 0)
			(void)close(fd);
		free(d);
		return err_new(why, "%s can not be opened: %s", path, strerror(why));
	}
	d->fd = fd;
	bytes = size_of(fd, &d->is_block);
	if (bytes <= 0) {
		real_close(d);
		return err_new(EIO, "%s has no size", path);
	}
	*out = (struct install_disk){&ops, d, bytes};
	return 0;
}

void install_disk_close(struct install_disk *d)
{
	if (d->ops)
		d->ops->close(d->me);
	*d = (struct install_disk){0};
}
