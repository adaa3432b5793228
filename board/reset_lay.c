/* reset_lay - the new file system goes over the zeros: what its file holds, where it holds it, never over the mark */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/reset.h"
#include "sys/fault.h"

static int lay_piece(struct reset_disk *d, int fd, uint8_t *block, int64_t at, size_t n)
{
	size_t mine = at < RESET_MARK_BYTES ? (size_t)(RESET_MARK_BYTES - at) : 0;
	ssize_t got = pread(fd, block, n, at);

	if (got != (ssize_t)n)
		return err_new(got < 0 ? errno : EIO, "the new file system can not be read from memory");
	if (mine >= n)
		return 0;
	if (fault("lay.write", EIO))
		return err_new(EIO, "the new file system can not be written");
	return err_up(d->write(d->me, block + mine, n - mine, at + (int64_t)mine));
}

static int lay_all(struct reset_disk *d, int fd, uint8_t *block)
{
	int64_t at = 0, end;
	int r = 0;

	while (r == 0 && (at = lseek(fd, at, SEEK_DATA)) >= 0) {
		end = lseek(fd, at, SEEK_HOLE);
		if (end < 0)
			return err_new(errno, "the new file system can not be read from memory");
		while (r == 0 && at < end) {
			size_t n = end - at < RESET_BLOCK ? (size_t)(end - at) : RESET_BLOCK;

			r = lay_piece(d, fd, block, at, n);
			at += (int64_t)n;
		}
	}
	if (r == 0 && errno != ENXIO) /* ENXIO: nothing but a hole behind this */
		r = err_new(errno, "the new file system can not be read from memory");
	if (r == 0)
		r = fault("lay.sync", EIO) ? err_new(EIO, "the new file system can not be synced") : d->sync(d->me);
	return err_up(r);
}

int reset_lay(struct reset_disk *d, const char *made)
{
	uint8_t *block = malloc(RESET_BLOCK);
	int fd = open(made, O_RDONLY | O_CLOEXEC), r = 0;
	struct stat st = {0};

	if (!block)
		r = err_new(ENOMEM, "no memory to write the new file system");
	else if (fd < 0 || fstat(fd, &st))
		r = err_new(errno, "%s: %s", made, strerror(errno));
	else if (st.st_size != d->size)
		r = err_new(EINVAL, "the new file system is not as large as the data partition");
	if (r == 0)
		r = lay_all(d, fd, block);
	if (fd >= 0)
		(void)close(fd);
	free(block);
	return err_up(r);
}
