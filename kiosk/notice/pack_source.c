#include "notice/pack_source.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

#include "sys/file.h"
#include "sys/text.h"
#include "store/lines.h"
#include "notice/checklist.h"
#include "notice/pack_inside.h"
#include "notice/packs.h"

enum { ARENA_BYTES = 16 << 20, PATH_BYTES = 4096 };

struct gather {
	struct pack_source *s;
	const char *folder;
	struct notice_findings *findings;
};

/* A surprise of a file that a person chose is a finding about that file. */
static void tell(const struct gather *g)
{
	notice_error(g->findings, g->folder, 0, "%s", err_why());
}

static int add_file(const struct gather *g, const char *name)
{
	struct pack *p = &g->s->pack;
	struct pack_file *f = &p->files[p->n_files];
	char path[PATH_BYTES];
	AUTO_BUF bytes;
	int e = path_join(path, sizeof path, g->folder, name);

	buf_init(&bytes, NOTICE_TEXT_MAX);
	if (e == 0)
		e = file_read(&bytes, path);
	if (e || p->n_files == PACK_FILES_MAX || bytes.len == 0) {
		if (e)
			tell(g);
		else
			notice_error(g->findings, path, 0, "is empty, or one file too many");
		return 0;
	}
	(void)text_copy(f->name, sizeof f->name, name);
	f->n = bytes.len;
	f->bytes = (const uint8_t *)arena_text(g->s->arena, buf_str(&bytes), bytes.len);
	if (!f->bytes)
		return err_new(ENOMEM, "no memory for the notices of %s", g->folder);
	(void)crypto_generichash(f->hash, sizeof f->hash, f->bytes, f->n, NULL, 0);
	p->n_files++;
	return 0;
}

/* Every Markdown file of one notice's folder. */
static int add_notice(const struct gather *g, const char *id)
{
	char path[PATH_BYTES], name[NOTICE_ID_MAX + 258];
	struct dirent *entry;
	int e = path_join(path, sizeof path, g->folder, id);
	DIR *dir = e ? NULL : opendir(path);

	if (!dir)
		return err_up(e);
	while (e == 0 && (entry = readdir(dir)) != NULL) {
		if (!text_ends(entry->d_name, ".md"))
			continue;
		(void)snprintf(name, sizeof name, "%s/%s", id, entry->d_name);
		if (pack_name_is_valid(name))
			e = add_file(g, name);
		else
			notice_error(g->findings, path, 0, "'%.40s' is in no language of the notices, nl.md to tr.md",
			        entry->d_name);
	}
	(void)closedir(dir);
	return err_up(e);
}

static int add_notices(const struct gather *g)
{
	DIR *dir = opendir(g->folder);
	struct dirent *entry;
	int e = 0;

	if (!dir) {
		notice_error(g->findings, g->folder, 0, "%s", strerror(errno));
		return 0;
	}
	while (e == 0 && (entry = readdir(dir)) != NULL) {
		if (!text_starts(entry->d_name, "N-"))
			continue;
		if (checklist_of(entry->d_name))
			e = add_notice(g, entry->d_name);
		else
			notice_error(g->findings, g->folder, 0,
			        "'%.40s' is no notice; the sixteen stand in checklist.h", entry->d_name);
	}
	(void)closedir(dir);
	return err_up(e);
}

static int take_line(struct pack *p, const struct lines *l, const char *key, const char *value)
{
	int64_t v;

	if (text_is(key, "pack") && pack_id_is_valid(value)) {
		(void)text_copy(p->id, sizeof p->id, value);
		return 0;
	}
	if (text_is(key, "version") && text_i64(value, 1, PACK_VERSION_MAX, &v)) {
		p->version = (int)v;
		return 0;
	}
	return lines_bad(l, "a line is 'pack = name' (a-z 0-9 -) or 'version = N', 1 to %d", PACK_VERSION_MAX);
}

static void read_conf(const struct gather *g)
{
	const char *key, *value;
	char path[PATH_BYTES];
	struct lines l;
	AUTO_BUF text;
	int r = path_join(path, sizeof path, g->folder, "pack.conf");

	buf_init(&text, 4096);
	if (r == 0)
		r = lines_open(&l, &text, path);
	while (r == 0 && (r = lines_next(&l, &key, &value)) == 0)
		r = take_line(&g->s->pack, &l, key, value);
	if (r < 0)
		tell(g);
	else if (!g->s->pack.id[0] || !g->s->pack.version)
		notice_error(g->findings, path, 0, "needs a line 'pack = ...' and a line 'version = ...'");
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct pack_file *)a)->name, ((const struct pack_file *)b)->name);
}

int pack_source_open(struct pack_source **out, const char *folder, struct notice_findings *f)
{
	struct gather g = {.s = calloc(1, sizeof *g.s), .folder = folder, .findings = f};
	int errors = f->errors, e;

	if (!g.s)
		return err_new(ENOMEM, "no memory for a pack of notices");
	e = arena_new(&g.s->arena, ARENA_BYTES, false);
	if (e == 0) {
		read_conf(&g);
		e = add_file(&g, PACK_CONTACTS);
	}
	if (e == 0)
		e = add_notices(&g);
	if (e || f->errors > errors) {
		pack_source_free(g.s);
		return e ? err_up(e) : PACK_REFUSED;
	}
	qsort(g.s->pack.files, (size_t)g.s->pack.n_files, sizeof *g.s->pack.files, by_name);
	*out = g.s;
	return 0;
}

void pack_source_free(struct pack_source *s)
{
	if (!s)
		return;
	arena_free(s->arena);
	free(s);
}

void pack_source_leave_out(struct pack_source *s, const struct pack_content *judged)
{
	int stays = 0;

	for (int i = 0; i < s->pack.n_files; i++)
		if (!judged->faulty[i])
			s->pack.files[stays++] = s->pack.files[i];
	s->pack.n_files = stays;
}
