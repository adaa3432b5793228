/* setup_commission - what the office's stick brought for others than the kiosk's user is handed out, once */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/setup/setup.h"
#include "sys/file.h"

enum { PIECE_MAX = 65536 };

struct piece {
	const char *folder, *name, *to;
	mode_t mode;
};

static const struct piece pieces[] = {
        {"tls", "ca.crt", "/data/station/tls", 0644},
        {"tls", "tls-client.crt", "/data/station/tls", 0644},
        {"tls", "tls-client.key", "/data/station/tls", 0600},
        {"site", "loket.conf", "/data/site", 0644},
        {"site", "usb.list", "/data/site", 0644},
};

/* The folder is another user's, and this runs as root: no link is followed, and what is no plain file of one name is not there. */
static int open_piece(int stage, const struct piece *p)
{
	int folder = openat(stage, p->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), fd;
	struct stat st;

	if (folder < 0)
		return -1;
	fd = openat(folder, p->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	(void)close(folder);
	if (fd >= 0 && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1 || st.st_size > PIECE_MAX)) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

static int hand_out(const char *root, int stage, const struct piece *p)
{
	char path[SETUP_PATH], bytes[PIECE_MAX];
	size_t n = 0;
	ssize_t got = 0;
	int fd = open_piece(stage, p), e;

	if (fd < 0)
		return 0;
	while (n < sizeof bytes && (got = read(fd, bytes + n, sizeof bytes - n)) > 0)
		n += (size_t)got;
	(void)close(fd);
	if (got < 0)
		return err_new(errno, "%s/%s can not be read", p->folder, p->name);
	(void)snprintf(path, sizeof path, "%s%s", root, p->to);
	e = dir_make(path, 0755);
	(void)snprintf(path, sizeof path, "%s%s/%s", root, p->to, p->name);
	if (e == 0)
		e = file_replace(path, bytes, n, p->mode);
	explicit_bzero(bytes, sizeof bytes);
	return err_up(e);
}

static int make_stage(const char *stage, const struct setup_users *u)
{
	int e = dir_make(stage, 0700);

	if (e == 0 && (chown(stage, u->loket, u->g_loket) || chmod(stage, 0700)))
		e = err_new(errno, "%s can not be given to its owner", stage);
	return err_up(e);
}

int setup_commission(const char *root, const struct setup_users *u)
{
	char stage[SETUP_PATH], path[SETUP_PATH];
	int fd, e = 0;

	(void)snprintf(stage, sizeof stage, "%s/data/commission", root);
	(void)snprintf(path, sizeof path, "%s/data/in-memory", root);
	if (file_exists(path))
		return 0; /* it would be gone at the next start */
	(void)snprintf(path, sizeof path, "%s/data/station/station.conf", root);
	if (!file_exists(path))
		return err_up(make_stage(stage, u));
	fd = open(stage, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return 0;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces && e == 0; i++)
		e = hand_out(root, fd, &pieces[i]);
	(void)close(fd);
	return e ? err_up(e) : err_up(dir_remove(stage));
}
