#include "visit/visit_update.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "notice/pack.h"
#include "notice/packs.h"
#include "store/desk.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/manual.h"
#include "visit/visit_inside.h"

enum { LAST_BYTES_MAX = 8192, LINE_MAX = 240, OLD_PATHS = 1200, TAKE_MOST = 16, BEFORE_MOST = 16 };

struct update_news {
	int64_t latest; /* number of the latest outcome; 0: none */
	int64_t seen; /* number of the outcome that somebody of the house has seen */
	char line[VISIT_UPDATE_NEWS_MOST][LINE_MAX]; /* the latest first */
	char code[VISIT_UPDATE_NEWS_MOST][VISIT_UPDATE_CODE_MAX + 1];
	int n_lines;
	uint64_t stamps[2]; /* of the two folders of packs, when they were last looked through */
};

static const char seen_table[] = "CREATE TABLE IF NOT EXISTS update_seen(id INTEGER PRIMARY KEY, n INTEGER)";

static struct update_news *news_of(struct visit *v)
{
	if (!v->news)
		v->news = calloc(1, sizeof *v->news);
	return v->news;
}

void visit_update_free(struct visit *v)
{
	free(v->news);
	v->news = NULL;
}

static void take_text(char *out, size_t room, const json_t *from, const char *key)
{
	const char *text = json_string_value(json_object_get(from, key));

	(void)text_copy(out, room, text ? text : "");
}

/* Written by another program of this device: read with a ceiling, believed in nothing but what is shown. NULL: nothing there. */
static json_t *read_told(const struct visit *v)
{
	AUTO_BUF text;

	buf_init(&text, LAST_BYTES_MAX);
	if (!v->world.update_told || !file_exists(v->world.update_told) || file_read(&text, v->world.update_told) < 0)
		return NULL;
	return json_loadb((const char *)text.data, text.len, JSON_REJECT_DUPLICATES, NULL);
}

static bool take_last(struct visit_update *out, const json_t *root)
{
	struct visit_update u = {0};
	const char *code;

	u.n = (uint32_t)json_integer_value(json_object_get(root, "n"));
	u.at_ms = json_integer_value(json_object_get(root, "at_ms"));
	take_text(u.outcome, sizeof u.outcome, root, "outcome");
	code = json_string_value(json_object_get(root, "code"));
	(void)text_copy(u.code, sizeof u.code, code && manual_is_code(code) ? code : "");
	take_text(u.version, sizeof u.version, root, "version");
	take_text(u.from, sizeof u.from, root, "from");
	take_text(u.running, sizeof u.running, root, "running");
	take_text(u.floor, sizeof u.floor, root, "floor");
	take_text(u.why, sizeof u.why, root, "why");
	if (u.n == 0 || !*u.outcome)
		return false;
	*out = u;
	return true;
}

bool visit_update_last(const struct visit *v, struct visit_update *out)
{
	json_t *root = read_told(v);
	bool there = take_last(out, root);

	json_decref(root);
	return there;
}

/* What changed this device, or was meant to and did not. What only the moment or the stick was wrong for is told to whoever asked. */
static bool is_news(const char *outcome)
{
	static const char *const told[] = {
	        "confirmed", "fell_back", "cut_off", "sick", "foreign", "damaged", "older", NULL};

	for (int i = 0; told[i]; i++)
		if (text_is(outcome, told[i]))
			return true;
	return false;
}

/* One line of its own, when it is news and nobody of the house has seen it. */
static void add_line(struct update_news *n, const struct visit *v, const json_t *told)
{
	struct visit_update u;
	char key[64];

	if (n->n_lines == VISIT_UPDATE_NEWS_MOST || !take_last(&u, told) || u.n <= n->seen || !is_news(u.outcome))
		return;
	(void)snprintf(key, sizeof key, "staff.update.%s", u.outcome);
	(void)snprintf(n->line[n->n_lines], LINE_MAX, "%s%s%s: %s%s%s%s", visit_say_in(v, "nl", "staff.update.news"),
	        *u.version ? " " : "", u.version, visit_say_in(v, "nl", key), *u.code ? " (" : "", u.code,
	        *u.code ? ")" : "");
	(void)text_copy(n->code[n->n_lines++], sizeof n->code[0], u.code);
}

void visit_update_look(struct visit *v)
{
	struct update_news *n = news_of(v);
	struct visit_update last;
	const json_t *before;
	json_t *root;

	if (!n)
		return;
	if (v->world.desk && desk_table(v->world.desk, seen_table) == 0 &&
	        desk_number(&n->seen, v->world.desk, 0, "SELECT n FROM update_seen WHERE id=1", ""))
		n->seen = 0;
	root = read_told(v);
	n->latest = take_last(&last, root) ? last.n : 0;
	n->n_lines = 0;
	add_line(n, v, root);
	before = json_object_get(root, "before");
	for (size_t i = 0; i < json_array_size(before) && i < BEFORE_MOST; i++)
		add_line(n, v, json_array_get(before, i));
	json_decref(root);
}

const char *visit_update_news(const struct visit *v, int i)
{
	return v->news && i < v->news->n_lines ? v->news->line[i] : NULL;
}

const char *visit_update_news_code(const struct visit *v)
{
	return v->news && v->news->n_lines ? v->news->code[0] : "";
}

void visit_update_seen(struct visit *v)
{
	struct update_news *n = v->news;
	int r;

	if (!n || n->n_lines == 0)
		return;
	n->n_lines = 0;
	n->seen = n->latest;
	if (!v->world.desk)
		return;
	r = desk_run(v->world.desk,
	        "INSERT INTO update_seen(id,n) VALUES(1,?) ON CONFLICT(id) DO UPDATE SET n=excluded.n", "i", n->seen);
	if (r)
		log_warn(v->world.log, "it is not remembered that the latest update was seen (answer %d)", r);
}

/* ---- packs that came in ----------------------------------------------------------------------- */

struct taking {
	const char *folder;
	struct buf *findings;
	int taken, r;
};

/* Names and times of a folder: nothing new, nothing to do. 0: there is no such folder. */
static uint64_t stamp_of(const char *folder)
{
	struct stat st;

	if (stat(folder, &st) < 0)
		return 0;
	return (uint64_t)st.st_mtim.tv_sec * 1000000007u + (uint64_t)st.st_mtim.tv_nsec + (uint64_t)st.st_ino;
}

static int keep(struct visit *v, const char *path, const char *id)
{
	char folder[OLD_PATHS], to[OLD_PATHS + 64];
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, PACK_BYTES_MAX);
	(void)snprintf(folder, sizeof folder, "%s/packs", v->world.data);
	(void)snprintf(to, sizeof to, "%s/%s.pack", folder, id);
	r = dir_make(folder, 0750);
	if (r == 0)
		r = file_read(&bytes, path);
	if (r == 0)
		r = file_replace(to, bytes.data, bytes.len, 0640);
	return err_up(r);
}

/* The floor's own memory is asked before the pack is accepted: the same version again is nothing new. */
static int take_one(struct taking *t, struct visit *v, const struct packs_world *w, const char *path)
{
	char id[PACK_ID_MAX + 1];
	int version, r = packs_judge(id, &version, path, w, t->findings);

	if (r)
		return r < 0 ? err_up(r) : 0;
	if (version <= w->floor->lowest(w->floor->me, id))
		return 0;
	r = keep(v, path, id);
	if (r < 0)
		return err_up(r);
	log_info(v->world.log, "pack %s, version %d, came in and holds", id, version);
	t->taken++;
	return 0;
}

static void take_all(void *me, struct visit *v, const struct packs_world *w)
{
	struct taking *t = me;
	char path[OLD_PATHS];
	struct dirent *entry;
	DIR *dir = opendir(t->folder);
	int left = TAKE_MOST;

	while (dir && t->r == 0 && left > 0 && (entry = readdir(dir)) != NULL) {
		if (*entry->d_name == '.' || !text_ends(entry->d_name, ".pack") ||
		        path_join(path, sizeof path, t->folder, entry->d_name))
			continue;
		left--;
		t->r = take_one(t, v, w, path);
	}
	if (dir)
		(void)closedir(dir);
}

static int take_from(struct visit *v, int which, const char *folder, int *taken)
{
	uint64_t stamp = stamp_of(folder);
	struct taking t = {.folder = folder};
	AUTO_BUF findings;

	buf_init(&findings, 64 * 1024);
	if (stamp == 0 || stamp == v->news->stamps[which])
		return 0;
	t.findings = &findings;
	visit_packs_world(v, take_all, &t);
	visit_packs_tell(v, &findings);
	if (t.r < 0)
		return err_up(t.r);
	v->news->stamps[which] = stamp;
	*taken += t.taken;
	return 0;
}

int visit_packs_take(struct visit *v, int *taken)
{
	char hub[OLD_PATHS], stick[OLD_PATHS];
	const char *told = v->world.update_told, *slash = told ? strrchr(told, '/') : NULL;
	int n = 0, r;

	if (!v->world.station || !news_of(v))
		return 0;
	(void)snprintf(hub, sizeof hub, "%s/ledger/updates", v->world.data);
	(void)snprintf(stick, sizeof stick, "%.*s/packs", slash ? (int)(slash - told) : 0, slash ? told : "");
	r = take_from(v, 0, hub, &n);
	if (r == 0 && slash)
		r = take_from(v, 1, stick, &n);
	if (n) { /* loaded anew when a notice is next needed */
		packs_close(v->packs);
		v->packs = NULL;
	}
	if (r == 0)
		*taken = n;
	return err_up(r);
}
