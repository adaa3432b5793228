#include "sync/stick_disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

/* Ours are plain ASCII; others could play with the terminal that shows them. */
static bool is_name(const char *name)
{
	size_t n = 0;

	while (name[n] > ' ' && name[n] < 0x7f && name[n] != '/')
		n++;
	return n > 0 && n <= STICK_NAME_MOST && name[n] == 0 && name[0] != '.';
}

/* A stick's own damage, for who holds it; where on it that was says nothing to them. */
static int unreadable(const char *path)
{
	int e = errno;

	if (e == EIO || e == EBADMSG || e == EUCLEAN)
		return err_new(e, "The stick is damaged: %s. Take another one.", strerror(e));
	return err_new(e, "%s can not be read: %s", path, strerror(e));
}

static int real_each(void *me, const char *dir, stick_entry_fn *fn, void *who)
{
	DIR *d = opendir(dir);
	const struct dirent *at;
	int r = 0;

	(void)me;
	if (!d)
		return unreadable(dir);
	for (int n = 0; r == 0 && (errno = 0, at = readdir(d)); n++) {
		struct stick_entry e;
		struct stat st;

		if (n == STICK_ENTRIES_MOST)
			r = err_new(E2BIG, "There are more than %d files in %s: take a stick for Loket alone.",
			        STICK_ENTRIES_MOST, dir);
		else if (is_name(at->d_name) && fstatat(dirfd(d), at->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		         S_ISREG(st.st_mode)) {
			(void)text_copy(e.name, sizeof(e.name), at->d_name);
			e.bytes = st.st_size;
			r = fn(who, &e);
		}
	}
	if (r == 0 && !at && errno)
		r = unreadable(dir);
	closedir(d);
	return r;
}

static int open_plain(int *out, const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY), e;

	if (fd < 0 && (errno == ENOENT || errno == ELOOP || errno == ENXIO))
		return STICK_NO_FILE;
	if (fd < 0)
		return unreadable(path);
	if (fstat(fd, &st) < 0) {
		e = err_new(errno, "%s: %s", path, strerror(errno));
		(void)close(fd);
		return e;
	}
	if (!S_ISREG(st.st_mode)) {
		(void)close(fd);
		return STICK_NO_FILE;
	}
	*out = fd;
	return 0;
}

static int read_on(struct buf *out, int fd, const char *path)
{
	uint8_t part[16384];

	for (;;) {
		ssize_t n = read(fd, part, sizeof(part));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return unreadable(path);
		if (n == 0)
			return 0;
		buf_add(out, part, (size_t)n);
		if (out->failed)
			return err_new(EFBIG, "%s is larger than %zu bytes", path, out->max);
	}
}

static int real_read(void *me, struct buf *out, const char *dir, const char *name, bool fresh)
{
	char path[4096];
	int fd, r = path_join(path, sizeof(path), dir, name);

	(void)me;
	if (r < 0 || (r = open_plain(&fd, path)) != 0)
		return r;
	if (fresh)
		(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	r = read_on(out, fd, path);
	(void)close(fd);
	return r;
}

static int real_write(void *me, const char *dir, const char *name, const void *bytes, size_t n)
{
	char path[4096];
	int fd, r = path_join(path, sizeof(path), dir, name);

	(void)me;
	if (r < 0)
		return err_up(r);
	if ((r = fault("stick.write", ENOSPC)) < 0)
		return err_new(-r, "%s can not be written: %s", path, strerror(-r));
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd < 0)
		return err_new(errno, "%s can not be made: %s", path, strerror(errno));
	r = write_all(fd, bytes, n);
	if (close(fd) < 0 && r == 0)
		r = err_new(errno, "%s can not be written: %s", path, strerror(errno));
	return err_up(r);
}

static int real_sync(void *me, const char *dir, const char *name)
{
	char path[4096];
	int fd, r = path_join(path, sizeof(path), dir, name);

	(void)me;
	if (r < 0)
		return err_up(r);
	fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return err_new(errno, "%s: %s", path, strerror(errno));
	if ((r = fault("stick.sync", EIO)) < 0 || fsync(fd) < 0)
		r = err_new(
		        r < 0 ? -r : errno, "%s is not safely on the stick: %s", path, strerror(r < 0 ? -r : errno));
	(void)close(fd);
	return r;
}

static int real_rename(void *me, const char *dir, const char *from, const char *to)
{
	char old[4096], new[4096];
	int r = path_join(old, sizeof(old), dir, from);

	(void)me;
	if (r < 0 || (r = path_join(new, sizeof(new), dir, to)) < 0)
		return err_up(r);
	if ((r = fault("stick.rename", EIO)) < 0 || rename(old, new) < 0)
		return err_new(r < 0 ? -r : errno, "%s can not get its name: %s", new, strerror(r < 0 ? -r : errno));
	return 0;
}

static int real_sync_dir(void *me, const char *dir)
{
	int r = fault("stick.dirsync", EIO);

	(void)me;
	if (r < 0)
		return err_new(-r, "%s is not safely on the stick: %s", dir, strerror(-r));
	return err_up(dir_sync(dir));
}

static int real_unlink(void *me, const char *dir, const char *name)
{
	char path[4096];
	int r = path_join(path, sizeof(path), dir, name);

	(void)me;
	if (r == 0 && unlink(path) < 0 && errno != ENOENT)
		r = err_new(errno, "%s can not be removed: %s", path, strerror(errno));
	return err_up(r);
}

static int64_t real_space(void *me, const char *dir)
{
	(void)me;
	return disk_free(dir);
}

void stick_disk_real(struct stick_disk *out)
{
	*out = (struct stick_disk){.each = real_each,
	        .read = real_read,
	        .write = real_write,
	        .sync = real_sync,
	        .rename = real_rename,
	        .sync_dir = real_sync_dir,
	        .unlink = real_unlink,
	        .space = real_space};
}
