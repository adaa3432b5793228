#include "board/install/install_media.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { ATTRIBUTE_MAX = 4096 };

/* Of the kernel's own making, or no place for a system. */
static const char *const not_disks[] = {"loop", "ram", "zram", "dm-", "md", "sr", "fd", "mtdblock", "nbd", "zd", NULL};

static bool is_disk(const char *node)
{
	for (const char *const *p = not_disks; *p; p++)
		if (text_starts(node, *p) && (isdigit((unsigned char)node[strlen(*p)])))
			return false;
	/* mmcblk0boot0, mmcblk0rpmb: areas of an eMMC beside its disk */
	return !(text_starts(node, "mmcblk") && (strstr(node, "boot") || strstr(node, "rpmb")));
}

static int attribute(struct buf *out, const char *sys, const char *node, const char *name)
{
	char path[PATH_MAX];

	buf_clear(out);
	(void)snprintf(path, sizeof path, "%s/%s/%s", sys, node, name);
	return file_exists(path) ? err_up(file_read(out, path)) : 1;
}

static bool is_partition(const char *sys, const char *node)
{
	char path[PATH_MAX];

	(void)snprintf(path, sizeof path, "%s/%s/partition", sys, node);
	return file_exists(path);
}

static int64_t number_of(const char *sys, const char *node, const char *name)
{
	AUTO_BUF text;

	buf_init(&text, ATTRIBUTE_MAX);
	return attribute(&text, sys, node, name) ? 0 : strtoll(buf_str(&text), NULL, 10);
}

static bool is_on_usb(const char *sys, const char *node)
{
	char path[PATH_MAX], real[PATH_MAX];

	(void)snprintf(path, sizeof path, "%s/%s", sys, node);
	return realpath(path, real) && strstr(real, "/usb") != NULL;
}

static bool is_stick_part(const char *sys, const char *node)
{
	AUTO_BUF text;
	const char *at;

	buf_init(&text, ATTRIBUTE_MAX);
	if (!is_partition(sys, node) || attribute(&text, sys, node, "uevent"))
		return false;
	at = strstr(buf_str(&text), "PARTNAME=" INSTALL_STICK "\n");
	return at && (at == buf_str(&text) || at[-1] == '\n');
}

/* The folder of a partition lies in that of its disk. */
static bool disk_of(char out[MEDIA_NAME], const char *sys, const char *node)
{
	char path[PATH_MAX], real[PATH_MAX], *slash;

	(void)snprintf(path, sizeof path, "%s/%s", sys, node);
	if (!realpath(path, real) || (slash = strrchr(real, '/')) == NULL)
		return false;
	*slash = 0;
	slash = strrchr(real, '/');
	return slash && text_copy(out, MEDIA_NAME, slash + 1);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct install_medium *)a)->name, ((const struct install_medium *)b)->name);
}

static void mark_sticks(struct install_medium *m, int n, const char *sys, DIR *dir)
{
	char disk[MEDIA_NAME];
	struct dirent *d;

	rewinddir(dir);
	while ((d = readdir(dir)) != NULL)
		for (int i = 0; i < n && is_stick_part(sys, d->d_name); i++)
			if (disk_of(disk, sys, d->d_name) && text_is(m[i].name, disk))
				(void)text_copy(m[i].stick, MEDIA_NAME, d->d_name);
}

int install_media_scan(struct install_medium out[MEDIA_MAX], int *n, const char *sys_class_block)
{
	DIR *dir = opendir(sys_class_block);
	struct dirent *d;
	int found = 0;

	if (!dir)
		return err_new(errno, "%s can not be read", sys_class_block);
	while ((d = readdir(dir)) != NULL) {
		struct install_medium m = {0};

		if (d->d_name[0] == '.' || !is_disk(d->d_name) || is_partition(sys_class_block, d->d_name) ||
		        !text_copy(m.name, sizeof m.name, d->d_name))
			continue;
		m.bytes = number_of(sys_class_block, d->d_name, "size") * INSTALL_SECTOR;
		m.read_only = number_of(sys_class_block, d->d_name, "ro") != 0;
		m.on_usb = is_on_usb(sys_class_block, d->d_name);
		if (m.bytes > 0 && found++ < MEDIA_MAX)
			out[found - 1] = m;
	}
	*n = found;
	found = found < MEDIA_MAX ? found : MEDIA_MAX;
	qsort(out, (size_t)found, sizeof *out, by_name);
	mark_sticks(out, found, sys_class_block, dir);
	(void)closedir(dir);
	return 0;
}

int install_media_stick(const struct install_medium *m, int n, int *sticks)
{
	int at = -1;

	*sticks = 0;
	for (int i = 0; i < n && i < MEDIA_MAX; i++)
		if (*m[i].stick) {
			at = i;
			++*sticks;
		}
	return *sticks == 1 ? at : -1;
}

int install_media_choose(int *out, const struct install_medium *m, int n, int64_t least)
{
	char both[2 * MEDIA_NAME + 16] = "";
	int at = -1, found = 0;

	for (int i = 0; i < n && i < MEDIA_MAX; i++) {
		if (m[i].on_usb || *m[i].stick)
			continue;
		(void)snprintf(both + strlen(both), sizeof both - strlen(both), found ? " and %s" : "%s", m[i].name);
		at = i;
		found++;
	}
	if (n > MEDIA_MAX || found > 1) {
		(void)err_new(
		        EEXIST, "this device has more than one storage (%s): take out what must not be erased", both);
		return INSTALL_TWO_TARGETS;
	}
	if (found == 0) {
		(void)err_new(ENODEV, "this device has no storage of its own: put a card in");
		return INSTALL_NO_TARGET;
	}
	if (m[at].read_only) {
		(void)err_new(EROFS, "%s can not be written: push the little switch of the card", m[at].name);
		return INSTALL_LOCKED;
	}
	if (m[at].bytes < least) {
		(void)err_new(ENOSPC, "%s holds %" PRId64 " MiB; Loket needs %" PRId64 " MiB: put in a larger card",
		        m[at].name, m[at].bytes >> 20, least >> 20);
		return INSTALL_SMALL;
	}
	*out = at;
	return 0;
}
