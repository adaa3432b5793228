/* start_disk - the partitions of the board's own disk, found by their names in the partition table */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "board/start/start.h"
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

enum { UEVENT_MAX = 4096, POLL_MS = 10 };

static const char sys_block[] = "/sys/class/block";

static bool uevent_has(const char *folder, const char *node, const char *line)
{
	char path[PATH_MAX], *at;
	size_t n = strlen(line);
	AUTO_BUF text;

	buf_init(&text, UEVENT_MAX);
	(void)snprintf(path, sizeof path, "%s/%s/uevent", folder, node);
	if (!file_exists(path) || file_read(&text, path) != 0)
		return false;
	for (at = strstr((char *)text.data, line); at; at = strstr(at + 1, line))
		if ((at == (char *)text.data || at[-1] == '\n') && (at[n] == '\n' || at[n] == 0))
			return true;
	return false;
}

/* A disk that hangs on USB could be anybody's. */
static bool is_foreign(const char *folder, const char *node)
{
	char path[PATH_MAX], real[PATH_MAX];

	(void)snprintf(path, sizeof path, "%s/%s", folder, node);
	return realpath(path, real) && strstr(real, "/usb") != NULL;
}

int start_disk_find(char out[START_NAME], const char *sys_class_block, const char *name)
{
	char line[START_NAME + 16];
	struct dirent *d;
	DIR *dir = opendir(sys_class_block);
	int r = 1;

	if (!dir)
		return err_new(errno, "%s can not be read", sys_class_block);
	(void)snprintf(line, sizeof line, "PARTNAME=%s", name);
	while (r == 1 && (d = readdir(dir)))
		if (d->d_name[0] != '.' && uevent_has(sys_class_block, d->d_name, line) &&
		        !is_foreign(sys_class_block, d->d_name) && text_copy(out, START_NAME, d->d_name))
			r = 0;
	(void)closedir(dir);
	return r;
}

int start_disk_wait(char *out, size_t room, const char *name, int wait_ms)
{
	const struct timespec rest = {0, POLL_MS * 1000000L};
	int64_t until = clock_measure_us() + wait_ms * 1000LL;
	char node[START_NAME], path[START_PATH];
	int r;

	while ((r = start_disk_find(node, sys_block, name)) == 1 && clock_measure_us() < until)
		(void)nanosleep(&rest, NULL);
	if (r < 0)
		return err_up(r);
	if (r)
		return err_new(ENODEV, "there is no partition '%s' on this board's disk", name);
	(void)snprintf(path, sizeof path, "/dev/%s", node);
	return text_copy(out, room, path) ? 0 : err_new(ENAMETOOLONG, "%s is too long", path);
}

int start_disk_links(const char *dev)
{
	static const char *const names[] = {"bootfs", "env", "boot-a", "boot-b", "root-a", "root-b", "data"};
	char folder[START_PATH], node[START_NAME], link[START_PATH + START_NAME], to[START_NAME + 4];
	int r;

	(void)snprintf(folder, sizeof folder, "%s/loket", dev);
	r = dir_make(folder, 0755);
	for (size_t i = 0; i < sizeof names / sizeof *names && r == 0; i++) {
		r = start_disk_find(node, sys_block, names[i]);
		if (r) /* a disk without it: whoever needs it will say so */
			return r < 0 ? err_up(r) : 0;
		(void)snprintf(link, sizeof link, "%s/%s", folder, names[i]);
		(void)snprintf(to, sizeof to, "../%s", node);
		if (symlink(to, link) && errno != EEXIST)
			r = err_new(errno, "%s can not be made", link);
	}
	return r ? err_up(r) : 0;
}
