/* setup_folders - who owns what below /data */
#include <errno.h>
#include <fcntl.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/setup/setup.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { PASSWD_MAX = 16384, DEPTH_MAX = 8, SITE_MAX = 16384 };

static int user_of(uid_t *uid, gid_t *gid, const char *passwd, const char *name)
{
	size_t n = strlen(name);
	unsigned u, g;

	for (const char *line = passwd; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL)
		if (strncmp(line, name, n) == 0 && line[n] == ':' &&
		        sscanf(line + n + 1, "%*[^:]:%u:%u:", &u, &g) == 2) {
			*uid = u;
			*gid = g;
			return 0;
		}
	return err_new(ENOENT, "there is no user %s on this board", name);
}

int setup_users(struct setup_users *out, const char *root)
{
	struct setup_users u;
	char path[SETUP_PATH];
	AUTO_BUF text;
	int e;

	buf_init(&text, PASSWD_MAX);
	(void)snprintf(path, sizeof path, "%s/etc/passwd", root);
	e = file_read(&text, path);
	if (e == 0)
		e = user_of(&u.loket, &u.g_loket, buf_str(&text), "loket");
	if (e == 0)
		e = user_of(&u.sync, &u.g_sync, buf_str(&text), "loket-sync");
	if (e == 0)
		e = user_of(&u.update, &u.g_update, buf_str(&text), "loket-update");
	if (e)
		return err_up(e);
	*out = u;
	return 0;
}

struct folder {
	const char *path;
	uid_t uid;
	gid_t gid;
	mode_t mode;
	bool inside; /* what lies in it belongs to the same */
};

/* Never follows a link and never leaves the folder: a card that was written elsewhere may hold anything. */
static int give(int dir, const struct folder *f, int depth, int *left)
{
	struct dirent *d;
	struct stat st;
	DIR *list = fdopendir(dir);
	int e = 0;

	if (!list) {
		(void)close(dir);
		return err_new(errno, "%s can not be read", f->path);
	}
	while (e == 0 && (d = readdir(list))) {
		if (text_is(d->d_name, ".") || text_is(d->d_name, ".."))
			continue;
		if (--*left < 0 || depth == 0)
			e = err_new(E2BIG, "%s holds more than a station does", f->path);
		else if (fchownat(dirfd(list), d->d_name, f->uid, f->gid, AT_SYMLINK_NOFOLLOW))
			e = err_new(errno, "owners below %s can not be set", f->path);
		else if (fstatat(dirfd(list), d->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode)) {
			int in = openat(dirfd(list), d->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

			e = in < 0 ? err_new(errno, "%s can not be read", f->path) : give(in, f, depth - 1, left);
		}
	}
	(void)closedir(list);
	return e;
}

static int own(const char *root, const struct folder *f)
{
	char path[SETUP_PATH];
	int left = SETUP_ENTRIES_MAX, e, fd;

	(void)snprintf(path, sizeof path, "%s%s", root, f->path);
	e = dir_make(path, f->mode & 0777);
	if (e)
		return err_up(e);
	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || fchown(fd, f->uid, f->gid) || fchmod(fd, f->mode)) {
		e = err_new(errno, "%s can not be given to its owner", path);
		if (fd >= 0)
			(void)close(fd);
		return e;
	}
	if (f->inside)
		return err_up(give(fd, f, DEPTH_MAX, &left));
	(void)close(fd);
	return 0;
}

int setup_folders(const char *root, const struct setup_users *u)
{
	const struct folder folders[] = {
	        {"/data", 0, 0, 0755, false},
	        {"/data/site", 0, 0, 0755, false},
	        {"/data/logs", 0, 0, 0755, false},
	        {"/data/update", u->update, u->g_loket, 0755,
	                true}, /* its group tells in errands/told, and reads station.conf */
	        {"/data/station", u->loket, u->g_loket, 02750, false},
	        {"/data/station/keys", u->loket, u->g_loket, 0700, true},
	        {"/data/station/store", u->loket, u->g_loket, 02750, true},
	        {"/data/station/tls", u->sync, u->g_sync, 0750, true},
	        {"/data/station/ledger", u->sync, u->g_loket, 02770, true},
	        {"/data/station/ledger/inbox", u->sync, u->g_loket, 02770,
	                true}, /* loket-stick may make nothing with a group of its own */
	        {"/data/station/inbox", u->sync, u->g_loket, 02770, true},
	        {"/run/loket", u->loket, u->g_loket, 0755, false},
	        {"/run/loket/errands", 0, 0, 0755, false},
	        {"/run/loket/errands/ask", u->loket, u->g_loket, 0755, false},
	        {"/run/loket/errands/told", 0, u->g_loket, 02775, false},
	};
	int e = 0;

	for (size_t i = 0; i < sizeof folders / sizeof *folders && e == 0; i++)
		e = own(root, &folders[i]);
	return e ? err_up(e) : 0;
}

int setup_site(const char *root)
{
	char from[SETUP_PATH], to[SETUP_PATH];
	AUTO_BUF text;
	int e;

	buf_init(&text, SITE_MAX);
	(void)snprintf(from, sizeof from, "%s/usr/share/loket/loket.conf", root);
	(void)snprintf(to, sizeof to, "%s/data/site/loket.conf", root);
	if (file_exists(to))
		return 0;
	e = file_read(&text, from);
	return err_up(e ? e : file_replace(to, text.data, text.len, 0644));
}
