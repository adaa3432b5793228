#include "board/update_next.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/offer.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { NOTES_MAX = 4096 };

static void note_of(char *out, size_t room, const char *file, const struct stat *st)
{
	const char *slash = strrchr(file, '/');

	(void)snprintf(out, room, "%.200s %lld %lld\n", slash ? slash + 1 : file, (long long)st->st_size,
	        (long long)st->st_mtime);
}

static int read_notes(struct buf *notes, const struct update_world *w)
{
	char path[700];

	(void)snprintf(path, sizeof path, "%s/offered", w->journal->dir);
	return file_exists(path) ? file_read(notes, path) : 0;
}

/* A line of its own among the notes. */
static bool was_done(const struct update_world *w, const char *file)
{
	char note[300];
	const char *at;
	struct stat st;
	AUTO_BUF notes;

	buf_init(&notes, NOTES_MAX);
	if (stat(file, &st) < 0 || read_notes(&notes, w))
		return false;
	note_of(note, sizeof note, file, &st);
	at = strstr(buf_str(&notes), note);
	return at && (at == buf_str(&notes) || at[-1] == '\n');
}

/* Newer than what runs, and never given up before. */
static bool is_worth(const struct update_world *w, const char *version)
{
	return update_version_compare(version, w->running) > 0 &&
	       update_version_compare(version, w->journal->floor) >= 0 &&
	       !update_journal_failed_before(w->journal, version);
}

/* w NULL: any will do; else only what is worth being offered. */
static int find_newest(char out[UPDATE_PATH_MAX + 1], const struct update_world *w, const char *folder)
{
	char best[OFFER_VERSION_MAX + 1] = "", version[OFFER_VERSION_MAX + 1], path[UPDATE_PATH_MAX + 1];
	enum offer_kind kind;
	struct dirent *entry;
	DIR *dir = opendir(folder);

	if (!dir)
		return UPDATE_NEXT_NONE;
	while ((entry = readdir(dir)) != NULL) {
		if (!offer_of_name(&kind, version, entry->d_name) || kind != OFFER_FIRMWARE ||
		        !update_version_is_valid(version) || (*best && update_version_compare(version, best) <= 0) ||
		        path_join(path, sizeof path, folder, entry->d_name))
			continue;
		if (w && (!is_worth(w, version) || was_done(w, path)))
			continue;
		(void)text_copy(best, sizeof best, version);
		(void)text_copy(out, UPDATE_PATH_MAX + 1, path);
	}
	(void)closedir(dir);
	return *best ? 0 : UPDATE_NEXT_NONE;
}

int update_next_newest(char out[UPDATE_PATH_MAX + 1], const char *folder)
{
	return find_newest(out, NULL, folder);
}

int update_next_offered(char out[UPDATE_PATH_MAX + 1], const struct update_world *w, const char *spool)
{
	return w->journal->tried.on ? UPDATE_NEXT_NONE : find_newest(out, w, spool);
}

int update_next_done(const struct update_world *w, const char *file, int outcome)
{
	char path[700], note[300];
	struct stat st;
	AUTO_BUF notes;

	buf_init(&notes, NOTES_MAX);
	if (outcome == UPDATE_BUSY || outcome == UPDATE_NO_SERVICE || outcome == UPDATE_NO_SPACE || stat(file, &st) < 0)
		return 0;
	if (read_notes(&notes, w) || notes.len > NOTES_MAX - sizeof note)
		buf_clear(&notes); /* unreadable or long enough: begun anew, the worst is one more try */
	(void)snprintf(path, sizeof path, "%s/offered", w->journal->dir);
	note_of(note, sizeof note, file, &st);
	buf_text(&notes, note);
	return err_up(file_replace(path, notes.data, notes.len, 0644));
}
