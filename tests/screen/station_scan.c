#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "station.h"
#include "sys/file.h"

/* What lies in a station's folders: sheets of paper, and bytes that must lie nowhere. */

enum { FILE_MOST = 256 << 20 };

static bool file_holds(const char *path, const char *bytes)
{
	struct buf all;
	bool found;

	buf_init(&all, FILE_MOST);
	if (file_read(&all, path) < 0) {
		buf_fini(&all);
		return false;
	}
	found = all.len > 0 && memmem(all.data, all.len, bytes, strlen(bytes)) != NULL;
	buf_fini(&all);
	return found;
}

static bool folder_holds(const char *folder, const char *bytes, char *path, size_t room)
{
	DIR *d = opendir(folder);
	const struct dirent *entry;
	bool found = false;

	while (d && !found && (entry = readdir(d))) {
		char at[PATH_MAX];
		struct stat st;

		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (path_join(at, sizeof at, folder, entry->d_name) < 0 || lstat(at, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode)) {
			found = folder_holds(at, bytes, path, room);
		} else if (strstr(entry->d_name, bytes) || (S_ISREG(st.st_mode) && file_holds(at, bytes))) {
			found = true;
			snprintf(path, room, "%s", at);
		}
	}
	if (d)
		closedir(d);
	return found;
}

bool station_holds(const struct station *s, const char *bytes, char *path, size_t room)
{
	if (file_holds(s->log, bytes)) {
		snprintf(path, room, "%s", s->log);
		return true;
	}
	return folder_holds(s->data, bytes, path, room);
}

int station_papers(const struct station *s)
{
	DIR *d = opendir(s->paper);
	const struct dirent *entry;
	int n = 0;

	while (d && (entry = readdir(d))) {
		const char *dot = strrchr(entry->d_name, '.');

		n += dot && (strcmp(dot, ".png") == 0 || strcmp(dot, ".bin") == 0);
	}
	if (d)
		closedir(d);
	return n;
}
