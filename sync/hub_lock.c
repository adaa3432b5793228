#include "sync/hub_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sys/text.h"

int hub_lock_take(int *out, const char *uri)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char path[600];
	int fd;

	*out = -1;
	if (!text_starts(uri, "sqlite:"))
		return 0; /* a database server keeps its writers apart itself */
	if (snprintf(path, sizeof(path), "%s.writer", uri + strlen("sqlite:")) >= (int)sizeof(path))
		return err_new(ENAMETOOLONG, "The path of the hub's store is too long.");
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return err_new(errno, "%s: %s", path, strerror(errno));
	if (fcntl(fd, F_OFD_SETLK, &whole) < 0) {
		(void)close(fd);
		return HUB_LOCK_HELD;
	}
	*out = fd;
	return 0;
}

void hub_lock_end(int lock)
{
	if (lock >= 0)
		(void)close(lock);
}
