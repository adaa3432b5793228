#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/reset.h"

struct real {
	int fd;
	int64_t size;
	bool is_block;
};

static int real_read(void *me, void *bytes, size_t n, int64_t at)
{
	const struct real *d = me;
	uint8_t *p = bytes;

	while (n > 0) {
		ssize_t got = pread(d->fd, p, n, at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return err_new(got < 0 ? errno : EIO, "the data partition can not be read");
		p += got;
		at += got;
		n -= (size_t)got;
	}
	return 0;
}

static int real_write(void *me, const void *bytes, size_t n, int64_t at)
{
	const struct real *d = me;
	const uint8_t *p = bytes;

	while (n > 0) {
		ssize_t put = pwrite(d->fd, p, n, at);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return err_new(
			        put < 0 ? errno : EIO, "the data partition can not be written: %s", strerror(errno));
		p += put;
		at += put;
		n -= (size_t)put;
	}
	return 0;
}

/* What is read back afterwards comes from the card, not from memory. */
static int real_sync(void *me)
{
	const struct real *d = me;

	if (fsync(d->fd) < 0)
		return err_new(errno, "the data partition can not be synced");
	(void)posix_fadvise(d->fd, 0, 0, POSIX_FADV_DONTNEED);
	return 0;
}

static int real_discard(void *me)
{
	const struct real *d = me;
	uint64_t range[2] = {RESET_BLOCK, (uint64_t)d->size - RESET_BLOCK};

	return d->is_block && ioctl(d->fd, BLKDISCARD, range) == 0 ? 0 : 1;
}

static void real_close(void *me)
{
	struct real *d = me;

	(void)close(d->fd);
	free(d);
}

int reset_disk_open(struct reset_disk *out, const char *path)
{
	struct real *d = calloc(1, sizeof *d);
	uint64_t bytes = 0;
	struct stat st;

	if (!d)
		return err_new(ENOMEM, "no memory to open the data partition");
	d->fd = open(path, O_RDWR | O_CLOEXEC);
	if (d->fd < 0 || fstat(d->fd, &st) < 0) {
		int e = err_new(errno, "%s: %s", path, strerror(errno));

		if (d->fd >= 0)
			(void)close(d->fd);
		free(d);
		return e;
	}
	d->is_block = S_ISBLK(st.st_mode);
	if (d->is_block && ioctl(d->fd, BLKGETSIZE64, &bytes) < 0)
		bytes = 0;
	d->size = d->is_block ? (int64_t)bytes : st.st_size;
	*out = (struct reset_disk){d->size, real_read, real_write, real_sync, real_discard, real_close, NULL};
	out->me = d;
	return 0;
}
