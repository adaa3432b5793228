#include "board_sysfs.h"

#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"

enum { PATH = 512 };

static void put(const char *folder, const char *name, const char *text)
{
	char path[PATH + 64];

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	CHECK_OK(file_replace(path, text, strlen(text), 0644));
}

static void link_it(const char *bus, const char *below, const char *name)
{
	char from[PATH], to[PATH];

	CHECK_OK(dir_make("sys/class/block", 0755));
	(void)snprintf(to, sizeof to, "../../devices/%s/%s%s", bus, below, name);
	(void)snprintf(from, sizeof from, "sys/class/block/%s", name);
	CHECK(symlink(to, from) == 0);
}

void sysfs_disk(const char *bus, const char *name, int64_t bytes, int read_only)
{
	char folder[PATH], text[32];

	(void)snprintf(folder, sizeof folder, "sys/devices/%s/%s", bus, name);
	CHECK_OK(dir_make(folder, 0755));
	(void)snprintf(text, sizeof text, "%lld\n", (long long)bytes / 512);
	put(folder, "size", text);
	put(folder, "ro", read_only ? "1\n" : "0\n");
	put(folder, "uevent", "MAJOR=179\nMINOR=0\nDEVTYPE=disk\n");
	link_it(bus, "", name);
}

void sysfs_part(const char *bus, const char *disk, const char *name, const char *part)
{
	char folder[PATH], below[64], text[128];

	(void)snprintf(folder, sizeof folder, "sys/devices/%s/%s/%s", bus, disk, name);
	CHECK_OK(dir_make(folder, 0755));
	put(folder, "partition", "1\n");
	put(folder, "size", "2048\n");
	(void)snprintf(text, sizeof text, "DEVTYPE=partition\nPARTN=1\n%s%s%s", *part ? "PARTNAME=" : "", part,
	        *part ? "\n" : "");
	put(folder, "uevent", text);
	(void)snprintf(below, sizeof below, "%s/", disk);
	link_it(bus, below, name);
}

void sysfs_gone(const char *name)
{
	char path[PATH];

	(void)snprintf(path, sizeof path, "sys/class/block/%s", name);
	CHECK(unlink(path) == 0);
}
