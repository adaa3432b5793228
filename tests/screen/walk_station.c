/* walk_station - the station a walk is played on: made, started with its options, spoilt, and what it logged. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "sys/file.h"
#include "walk_station.h"

bool walk_station(struct walk *w, const struct instruction *in)
{
	(void)in;
	if (!w->made && !walk_told(w, station_make(&w->station, w->programs, NULL)))
		return false;
	w->made = true;
	return true;
}

/* "{dir}/x" in an option means the station's own folder. */
bool walk_start(struct walk *w, const struct instruction *in)
{
	char room[WALK_WORDS_MOST][STATION_PATH + 200];
	const char *options[WALK_WORDS_MOST + 1] = {NULL};

	if (!walk_station(w, in))
		return false;
	if (w->station.pid)
		return walk_no(w, "the kiosk is running already");
	for (int i = 1; i < in->n; i++) {
		const char *dir = strstr(in->word[i], "{dir}");

		options[i - 1] = in->word[i];
		if (!dir)
			continue;
		snprintf(room[i], sizeof room[i], "%.*s%s%s", (int)(dir - in->word[i]), in->word[i], w->station.dir,
		        dir + strlen("{dir}"));
		options[i - 1] = room[i];
	}
	return walk_told(w, station_start(&w->station, options));
}

static bool link_in(struct walk *w, const char *content, const char *name, const char *to)
{
	char from[STATION_PATH + 300];

	snprintf(from, sizeof from, "%s/%.200s", content, name);
	return symlink(to, from) == 0 || walk_no(w, "%s: %s", from, strerror(errno));
}

/* The walks are played from the project's root. */
bool walk_forms(struct walk *w, const struct instruction *in)
{
	char content[STATION_PATH + 40], built[PATH_MAX + 20], to[PATH_MAX + 300], forms[PATH_MAX];
	bool good = walk_station(w, in);
	DIR *dir;

	snprintf(built, sizeof built, "%s/content", w->programs);
	snprintf(content, sizeof content, "%s/content", w->station.dir);
	snprintf(to, sizeof to, "tests/%.200s", in->word[1]);
	if (!realpath(to, forms) || !(dir = opendir(built)))
		return walk_no(w, "%s or %s is not there", to, built);
	good = good && walk_told(w, dir_make(content, 0700)) && link_in(w, content, "forms", forms);
	for (const struct dirent *e; good && (e = readdir(dir));)
		if (e->d_name[0] != '.' && strcmp(e->d_name, "forms") != 0) {
			char whole[PATH_MAX];

			snprintf(to, sizeof to, "%s/%.200s", built, e->d_name);
			good = realpath(to, whole) && link_in(w, content, e->d_name, whole);
		}
	closedir(dir);
	return good;
}

bool walk_write(struct walk *w, const struct instruction *in)
{
	char path[STATION_PATH + 200];

	if (!walk_station(w, in))
		return false;
	if (strstr(in->word[1], ".."))
		return walk_no(w, "write FILE: inside the station's folder");
	snprintf(path, sizeof path, "%s/%s", w->station.dir, in->word[1]);
	return walk_told(w, file_replace(path, in->word[2], strlen(in->word[2]), 0640));
}

bool walk_log(struct walk *w, const struct instruction *in)
{
	struct buf log;
	bool good;

	buf_init(&log, 16 << 20);
	if (file_read(&log, w->station.log) < 0)
		buf_clear(&log);
	good = strstr(buf_str(&log), in->word[1]) != NULL;
	buf_fini(&log);
	return good || walk_no(w, "the log does not say \"%s\"", in->word[1]);
}
