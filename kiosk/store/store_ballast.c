#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/fault.h"
#include "sys/file.h"
#include "store/store_inside.h"

#define LOG_MODULE "store"

static bool stands(const char *path, int64_t bytes)
{
	struct stat st;

	/* Blocks, not length: a file full of holes keeps no room. */
	return stat(path, &st) == 0 && st.st_size >= bytes && (int64_t)st.st_blocks * 512 >= bytes;
}

static int fill(const char *path, int64_t bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640), e;

	if (fd < 0)
		return -errno;
	e = fault("ballast.fill", ENOSPC);
	if (e == 0)
		e = -posix_fallocate(fd, 0, bytes);
	if (e == 0 && fsync(fd) < 0)
		e = -errno;
	(void)close(fd);
	if (e)
		(void)unlink(path);
	return e;
}

void store_ballast_make(struct store *s)
{
	char path[4096];
	int e = station_path(path, sizeof path, s->world.data, STATION_BALLAST);

	if (e == 0 && !stands(path, s->world.ballast_bytes))
		e = fill(path, s->world.ballast_bytes);
	if (e && !s->ballast_spent)
		log_warn(s->world.log, "no ballast: %s", strerror(-e));
	s->ballast_spent = e != 0;
}

bool store_ballast_spend(struct store *s)
{
	char path[4096];

	if (station_path(path, sizeof path, s->world.data, STATION_BALLAST) || unlink(path) < 0)
		return false;
	s->ballast_spent = true;
	log_warn(s->world.log, "the disk is full: the ballast was given up for the record in hand");
	return true;
}

int64_t store_space(struct store *s)
{
	int64_t on_disk = disk_free(s->world.data), pages = 0;

	if (on_disk < 0)
		return on_disk;
	if (store_number(&pages, s, 0, "PRAGMA freelist_count", ""))
		return 0;
	return on_disk + pages * STORE_PAGE_BYTES;
}
