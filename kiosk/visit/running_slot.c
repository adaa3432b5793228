#include "visit/running_slot.h"

#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { PATH_ROOM = 600, UUID_MAX = 256, RELEASE_MAX = 16 * 1024, HASH = 32 };

static bool take_uuid(uint8_t hash[HASH], const char *path)
{
	char *end;
	AUTO_BUF text;

	buf_init(&text, UUID_MAX);
	if (file_read(&text, path) < 0 || !text_starts(buf_str(&text), RUNNING_SLOT_UUID))
		return false;
	end = strchr((char *)text.data, '\n');
	if (end)
		*end = 0;
	return hex_take(hash, HASH, buf_str(&text) + strlen(RUNNING_SLOT_UUID));
}

static bool checked_root(uint8_t hash[HASH], const char *root)
{
	char path[PATH_ROOM];
	const struct dirent *e;
	bool found = false;
	DIR *d;

	(void)snprintf(path, sizeof path, "%.400s/sys/block", root);
	d = opendir(path);
	while (d && !found && (e = readdir(d))) {
		if (!text_starts(e->d_name, "dm-"))
			continue;
		(void)snprintf(path, sizeof path, "%.300s/sys/block/%.100s/dm/uuid", root, e->d_name);
		found = take_uuid(hash, path);
	}
	if (d)
		(void)closedir(d);
	return found;
}

char running_slot(uint8_t hash[HASH], const char *root)
{
	char path[PATH_ROOM];
	AUTO_BUF text;

	memset(hash, 0, HASH);
	buf_init(&text, RELEASE_MAX);
	if (checked_root(hash, root))
		return 'V';
	(void)snprintf(path, sizeof path, "%.400s/usr/lib/os-release", root);
	if (file_read(&text, path) < 0)
		return 'N';
	(void)crypto_generichash(hash, HASH, text.data, text.len, NULL, 0);
	return 'R';
}
