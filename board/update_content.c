#include "board/update_content.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

static const char suffix[] = ".pack";

const char *content_outcome_code(enum content_outcome o)
{
	static const char *const codes[CONTENT_OUTCOMES] = {[CONTENT_TAKEN] = "C01",
	        [CONTENT_SAME] = "C02",
	        [CONTENT_NONE] = "C03",
	        [CONTENT_DAMAGED] = "C04",
	        [CONTENT_FOREIGN] = "C05",
	        [CONTENT_OLDER] = "C06",
	        [CONTENT_TOO_MANY] = "C07",
	        [CONTENT_FAILED] = "C08"};

	return codes[o];
}

static const char *const why_refused[CONTENT_OUTCOMES] = {
        [CONTENT_DAMAGED] = "damaged: copy it onto the stick once more",
        [CONTENT_FOREIGN] = "signed by nobody whom this station trusts",
        [CONTENT_OLDER] = "older than what came before",
        [CONTENT_TOO_MANY] = "one too many: take others from the stick first"};

struct names {
	char name[CONTENT_PACKS_MAX + 1][CONTENT_NAME_MAX + 1];
	int n;
};

/* A stick of any system: NOTICES.PACK is one as well; what a Mac lays beside each file (._notices.pack) is none. */
static bool is_pack(const char *name)
{
	size_t n = strlen(name);

	return n > sizeof suffix - 1 && n <= CONTENT_NAME_MAX && *name != '.' &&
	       strcasecmp(name + n - (sizeof suffix - 1), suffix) == 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* In the order of their names, so that the same stick says the same. */
static int list(struct names *out, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *d;

	if (!dir)
		return err_new(errno, "the stick can not be read: put it in again");
	while ((d = readdir(dir)) != NULL)
		if (is_pack(d->d_name) && out->n <= CONTENT_PACKS_MAX)
			(void)text_copy(out->name[out->n++], sizeof out->name[0], d->d_name);
	(void)closedir(dir);
	qsort(out->name, (size_t)out->n, sizeof out->name[0], by_name);
	return 0;
}

/* A name may hold anything that a file system lets it: only what reads as letters is told. */
static void tell(struct content_told *t, const char *name, const char *why)
{
	char shown[CONTENT_NAME_MAX + 1];
	size_t len = strlen(t->say);

	(void)text_copy(shown, sizeof shown, name);
	for (char *c = shown; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr(" .-_", *c))
			*c = '?';
	(void)snprintf(t->say + len, sizeof t->say - len, "%s%s: %s", len ? "; " : "", shown, why);
}

static int read_pack(struct buf *bytes, const char *path)
{
	struct stat st;

	if (lstat(path, &st) || !S_ISREG(st.st_mode))
		return err_new(EINVAL, "no file");
	return err_up(file_read(bytes, path));
}

/* The version that lies there already; 0: none, or one that no longer reads. */
static int version_there(const char *path, struct pack *room)
{
	struct notice_findings f = {0};
	AUTO_BUF bytes;

	buf_init(&bytes, PACK_BYTES_MAX);
	if (!file_exists(path) || file_read(&bytes, path) || pack_parse(room, bytes.data, bytes.len, path, &f))
		return 0;
	return room->version;
}

static enum content_outcome judge(
        const struct content_world *w, const struct pack *p, struct pack *room, char to[PATH_MAX])
{
	int there;

	if (!pack_signer(p, w->keys, w->n_keys))
		return CONTENT_FOREIGN;
	(void)snprintf(to, PATH_MAX, "%s/%s%s", w->folder, p->id, suffix);
	there = version_there(to, room);
	return p->version == there ? CONTENT_SAME : p->version < there ? CONTENT_OLDER : CONTENT_TAKEN;
}

static void refuse(struct content_told *t, const char *name, enum content_outcome why)
{
	if (t->refused++ == 0)
		t->outcome = why;
	tell(t, name, why_refused[why]);
}

static int take(const struct content_world *w, struct content_told *t, const char *name, struct pack *room)
{
	enum content_outcome o = CONTENT_DAMAGED;
	struct notice_findings f = {0};
	char path[PATH_MAX], to[PATH_MAX];
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, PACK_BYTES_MAX);
	r = path_join(path, sizeof path, w->stick, name);
	if (r == 0)
		r = read_pack(&bytes, path);
	if (r == 0 && pack_parse(room, bytes.data, bytes.len, name, &f) == 0)
		o = judge(w, room, room + 1, to);
	if (o == CONTENT_TAKEN) {
		r = file_replace(to, bytes.data, bytes.len, 0644);
		if (r)
			return err_up(r);
		t->taken++;
		tell(t, name, "came in");
	} else if (o == CONTENT_SAME) {
		t->same++;
		tell(t, name, "was here already");
	} else {
		refuse(t, name, o);
	}
	return 0;
}

int update_content(struct content_told *told, const struct content_world *w)
{
	struct content_told t = {0};
	struct pack *room = calloc(2, sizeof *room); /* the one that is judged, and the one that stands */
	struct names names = {.n = 0};
	int r = room ? list(&names, w->stick) : err_new(ENOMEM, "no memory to read packs with");

	if (r == 0)
		r = dir_make(w->folder, 0755);
	for (int i = 0; i < names.n && r == 0; i++)
		if (i < CONTENT_PACKS_MAX)
			r = take(w, &t, names.name[i], room);
		else
			refuse(&t, names.name[i], CONTENT_TOO_MANY);
	free(room);
	if (r)
		return err_up(r);
	if (t.refused == 0)
		t.outcome = t.taken ? CONTENT_TAKEN : t.same ? CONTENT_SAME : CONTENT_NONE;
	if (names.n == 0)
		(void)text_copy(t.say, sizeof t.say, "there is no file NAME.pack in the stick's main folder");
	*told = t;
	return 0;
}
