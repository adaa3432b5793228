#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sync/stick_disk.h"

/* Sticks lie: what was synced is read again before it gets its name. */
static int read_back(const struct stick_disk *disk, const char *dir, const char *part, const void *bytes, size_t n)
{
	AUTO_BUF back;
	int r;

	buf_init(&back, n + 1);
	r = disk->read(disk->me, &back, dir, part, true);
	if (r < 0)
		return err_up(r);
	if (r > 0 || back.len != n || memcmp(back.data, bytes, n) != 0)
		return err_new(EIO, "The stick gave back other bytes than were written to it: take another stick.");
	return 0;
}

static int write_part(const struct stick_disk *disk, const char *dir, const char *part, const void *bytes, size_t n)
{
	int r = disk->write(disk->me, dir, part, bytes, n);

	if (r == 0)
		r = disk->sync(disk->me, dir, part);
	if (r == 0)
		r = read_back(disk, dir, part, bytes, n);
	return err_up(r);
}

int stick_put(const struct stick_disk *disk, const char *dir, const char *name, const void *bytes, size_t n)
{
	char part[STICK_NAME_MOST + sizeof(STICK_PART)], why[256];
	int r;

	if (snprintf(part, sizeof(part), "%s" STICK_PART, name) > STICK_NAME_MOST)
		return err_new(ENAMETOOLONG, "%.40s...: the name is longer than %d", name, STICK_NAME_MOST);
	r = write_part(disk, dir, part, bytes, n);
	if (r == 0)
		r = disk->rename(disk->me, dir, part, name);
	if (r < 0) {
		(void)snprintf(why, sizeof(why), "%s", err_why());
		(void)disk->unlink(disk->me, dir, part);
		return err_new(-r, "%s", why);
	}
	return err_up(disk->sync_dir(disk->me, dir));
}
