#include "sys/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "sys/fault.h"

int write_all(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n > 0) {
		ssize_t w = write(fd, p, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return err_new(errno, "descriptor %d can not be written: %s", fd, strerror(errno));
		p += w;
		n -= (size_t)w;
	}
	return 0;
}

int dir_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), e = 0;

	if (fd < 0)
		return err_new(errno, "%s: %s", path, strerror(errno));
	if (fsync(fd) < 0)
		e = err_new(errno, "%s: can not be synced: %s", path, strerror(errno));
	(void)close(fd);
	return e;
}

static int parent_sync(const char *path)
{
	char dir[4096];
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;

	if (n >= sizeof dir)
		return err_new(ENAMETOOLONG, "%s: path too long", path);
	if (!slash)
		return err_up(dir_sync("."));
	memcpy(dir, path, n);
	dir[n] = 0;
	return err_up(dir_sync(n ? dir : "/"));
}

static int fill_and_sync(int fd, const void *bytes, size_t n, mode_t mode)
{
	int e;

	if ((e = fault("file.write", ENOSPC)) || (e = write_all(fd, bytes, n)))
		return e;
	if ((e = fault("file.mode", EPERM)) || (e = fchmod(fd, mode) < 0 ? -errno : 0))
		return e;
	if ((e = fault("file.sync", EIO)) || (e = fsync(fd) < 0 ? -errno : 0))
		return e;
	return 0;
}

int file_replace(const char *path, const void *bytes, size_t n, mode_t mode)
{
	char temp[4096];
	int fd, e;

	if (snprintf(temp, sizeof temp, "%s.new", path) >= (int)sizeof temp)
		return err_new(ENAMETOOLONG, "%s: path too long", path);
	if ((e = fault("file.open", EACCES)))
		return err_new(-e, "%s: can not be made: %s", temp, strerror(-e));
	fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_new(errno, "%s: can not be made: %s", temp, strerror(errno));
	e = fill_and_sync(fd, bytes, n, mode);
	if (close(fd) < 0 && e == 0)
		e = -errno;
	if (e == 0 && (e = fault("file.rename", EIO)) == 0 && rename(temp, path) < 0)
		e = -errno;
	if (e) {
		(void)unlink(temp);
		return err_new(-e, "%s: can not be replaced: %s", path, strerror(-e));
	}
	if ((e = fault("file.dirsync", EIO)))
		return err_new(-e, "%s: replaced, but its folder could not be synced", path);
	return err_up(parent_sync(path));
}

int file_read(struct buf *out, const char *path)
{
	uint8_t part[16384];
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY),
	    e = 0; /* a pipe laid there must hold up nobody */

	if (fd < 0)
		return err_new(errno, "%s: %s", path, strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode))
		e = err_new(EINVAL, "%s: is a pipe, not a file", path);
	while (e == 0) {
		ssize_t n = read(fd, part, sizeof part);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			e = err_new(errno, "%s: can not be read: %s", path, strerror(errno));
		if (n <= 0)
			break;
		buf_add(out, part, (size_t)n);
		if (out->failed) {
			e = err_new(EFBIG, "%s: larger than %zu bytes", path, out->max);
			break;
		}
	}
	wipe(part, sizeof part);
	(void)close(fd);
	return e;
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

static bool is_folder(const char *path)
{
	int before = errno;
	struct stat st;
	bool is = stat(path, &st) == 0 && S_ISDIR(st.st_mode);

	errno = before;
	return is;
}

int dir_make(const char *path, mode_t mode)
{
	char part[4096];
	size_t n = strlen(path);

	if (n == 0 || n >= sizeof part)
		return err_new(ENAMETOOLONG, "%s: no usable path", path);
	for (size_t i = 1; i <= n; i++) {
		if (path[i] != '/' && path[i] != 0)
			continue;
		memcpy(part, path, i);
		part[i] = 0;
		if (mkdir(part, mode) == 0) {
			/* The setgid and group bits survive a narrow umask. */
			if (chmod(part, mode) < 0)
				return err_new(errno, "%s: %s", part, strerror(errno));
		} else if (errno != EEXIST && !is_folder(part)) { /* a sandbox may refuse to make what is there */
			return err_new(errno, "%s: can not be made: %s", part, strerror(errno));
		}
	}
	if (!is_folder(path))
		return err_new(ENOTDIR, "%s: is not a folder", path);
	return 0;
}

static int remove_below(int dirfd, const char *name, const char *shown)
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), e = 0;
	struct dirent *entry;
	DIR *dir;

	if (fd < 0)
		return errno == ENOENT ? 0 : err_new(errno, "%s: %s", shown, strerror(errno));
	dir = fdopendir(fd);
	if (!dir) {
		(void)close(fd);
		return err_new(ENOMEM, "%s: can not be listed", shown);
	}
	while (e == 0 && (entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (unlinkat(fd, entry->d_name, 0) == 0 || errno == ENOENT)
			continue;
		e = errno == EISDIR || errno == EPERM ? remove_below(fd, entry->d_name, shown)
		                                      : err_new(errno, "%s: %s", shown, strerror(errno));
	}
	(void)closedir(dir);
	if (e == 0 && unlinkat(dirfd, name, AT_REMOVEDIR) < 0)
		e = err_new(errno, "%s: can not be removed: %s", shown, strerror(errno));
	return e;
}

int dir_remove(const char *path)
{
	return err_up(remove_below(AT_FDCWD, path, path));
}

int path_join(char *out, size_t room, const char *dir, const char *name)
{
	size_t n = strlen(dir);
	const char *slash = n && dir[n - 1] == '/' ? "" : "/";

	if (n + strlen(slash) + strlen(name) >= room)
		return err_new(ENAMETOOLONG, "%s%s%s: path too long", dir, slash, name);
	(void)snprintf(out, room, "%s%s%s", dir, slash, name);
	return 0;
}

int64_t disk_free(const char *path)
{
	struct statvfs v;
	int e = fault("disk.free", EIO);

	if (e || statvfs(path, &v) < 0)
		return err_new(e ? -e : errno, "%s: free space can not be asked", path);
	return (int64_t)v.f_bavail * (int64_t)v.f_frsize;
}
