#include "notice/packs.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"
#include "notice/checklist.h"
#include "notice/packs_inside.h"

enum { NOTICES_MAX = 16, LANGUAGES_MAX = 9 };

struct packs {
	struct packs_loaded list[PACKS_MAX];
	int n;
	/* What holds today, by place in checklist.h and in notice_language(). */
	const struct notice *best[NOTICES_MAX][LANGUAGES_MAX];
};

struct looking {
	const struct packs *old;
	bool kept[PACKS_MAX]; /* of old: goes over as it is */
	struct packs fresh;
	const struct packs_world *world;
	struct notice_findings findings;
};

static void drop(struct packs *p)
{
	for (int i = 0; i < p->n; i++)
		pack_content_free(p->list[i].content);
	p->n = 0;
}

/* ---- looking through the folders */

static void keep_old(struct looking *k, const char *path)
{
	for (int i = 0; i < k->old->n; i++)
		if (!k->kept[i] && text_is(k->old->list[i].path, path)) {
			k->kept[i] = true;
			notice_warning(&k->findings, path, 0, "version %d of %s, which stood here, stays",
			        k->old->list[i].version, k->old->list[i].id);
		}
}

static int look_at(struct looking *k, const char *path)
{
	struct packs_loaded one;
	int r;

	if (k->fresh.n == PACKS_MAX) {
		notice_error(&k->findings, path, 0, "more than %d packs; take away what is not used", PACKS_MAX);
		return 0;
	}
	r = packs_load(&one, path, k->world, &k->findings);
	if (r < 0)
		return err_up(r);
	if (r == 0)
		k->fresh.list[k->fresh.n++] = one;
	else
		keep_old(k, path);
	return 0;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The packs of a folder by name, so that every start sees them in one order. */
static int look_in(struct looking *k, const char *folder)
{
	char *names[PACKS_FOLDER_FILES_MAX], path[PACKS_PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(folder);
	int n = 0, r = 0;

	while (dir && (entry = readdir(dir)) != NULL) {
		if (!text_ends(entry->d_name, ".pack"))
			continue;
		if (n == PACKS_FOLDER_FILES_MAX) {
			notice_error(&k->findings, folder, 0, "more than %d packs in one folder", n);
			break;
		}
		names[n] = strdup(entry->d_name);
		if (!names[n]) {
			r = err_new(ENOMEM, "no memory for the packs of notices");
			break;
		}
		n++;
	}
	if (dir)
		(void)closedir(dir);
	qsort(names, (size_t)n, sizeof *names, by_text);
	for (int i = 0; i < n; i++) {
		if (r == 0)
			r = path_join(path, sizeof path, folder, names[i]);
		if (r == 0)
			r = look_at(k, path);
		free(names[i]);
	}
	return err_up(r);
}

/* ---- what is used of it */

/* Of one pack only the newest version. */
static void drop_older(struct looking *k)
{
	struct packs *p = &k->fresh;
	int stays = 0;

	for (int i = 0; i < p->n; i++) {
		int newer = -1;

		for (int o = 0; o < p->n; o++)
			if (o != i && p->list[o].content && text_is(p->list[o].id, p->list[i].id) &&
			        (p->list[o].version > p->list[i].version ||
			                (o < i && p->list[o].version == p->list[i].version)))
				newer = o;
		if (newer < 0)
			continue;
		notice_error(&k->findings, p->list[i].path, 0, "is version %d of %s; version %d of %s is used instead",
		        p->list[i].version, p->list[i].id, p->list[newer].version, p->list[newer].path);
		pack_content_free(p->list[i].content);
		p->list[i].content = NULL;
	}
	for (int i = 0; i < p->n; i++)
		if (p->list[i].content)
			p->list[stays++] = p->list[i];
	p->n = stays;
}

static void tell_floor(const struct packs *p, const struct packs_floor *floor)
{
	for (int i = 0; floor && i < p->n; i++)
		if (p->list[i].version > floor->lowest(floor->me, p->list[i].id))
			floor->accepted(floor->me, p->list[i].id, p->list[i].version);
}

/* ---- which of several */

/* What an authority really approved before an example, an example before a draft; then the higher status. */
static int weight(const struct notice *n)
{
	return n->status == NOTICE_DRAFT ? 0 : (n->example ? 10 : 20) + (int)n->status;
}

static bool is_better(const struct notice *a, const struct notice *b)
{
	if (!b || weight(a) != weight(b))
		return !b || weight(a) > weight(b);
	if (a->version != b->version)
		return a->version > b->version;
	return a->pack_version > b->pack_version;
}

static int place_of_language(const char *lang)
{
	for (int i = 0; i < LANGUAGES_MAX && notice_language(i); i++)
		if (text_is(notice_language(i), lang))
			return i;
	return -1;
}

static void choose(struct packs *p, const char *today)
{
	for (int i = 0; i < p->n; i++)
		for (int k = 0; k < p->list[i].content->n_notices; k++) {
			const struct notice *n = &p->list[i].content->notices[k].notice;
			int c = checklist_place(n->id), l = place_of_language(n->lang);

			if (c >= 0 && c < NOTICES_MAX && l >= 0 && strcmp(n->valid_from, today) <= 0 &&
			        strcmp(n->valid_until, today) >= 0 && is_better(n, p->best[c][l]))
				p->best[c][l] = n;
		}
}

int packs_again(struct packs *p, const struct packs_world *world, struct buf *findings)
{
	struct looking *k = calloc(1, sizeof *k);
	int r = 0;

	if (!k)
		return err_new(ENOMEM, "no memory for the packs of notices");
	k->old = p;
	k->world = world;
	k->findings.text = findings;
	for (int i = 0; r == 0 && i < world->n_folders; i++)
		r = look_in(k, world->folders[i]);
	if (r) {
		drop(&k->fresh);
		free(k);
		return err_up(r);
	}
	for (int i = 0; i < p->n; i++)
		if (!k->kept[i])
			pack_content_free(p->list[i].content);
		else if (k->fresh.n < PACKS_MAX)
			k->fresh.list[k->fresh.n++] = p->list[i];
		else
			pack_content_free(p->list[i].content);
	drop_older(k);
	tell_floor(&k->fresh, world->floor);
	*p = k->fresh;
	choose(p, world->today);
	free(k);
	return 0;
}

int packs_open(struct packs **out, const struct packs_world *world, struct buf *findings)
{
	struct packs *p = calloc(1, sizeof *p);
	int e = p ? packs_again(p, world, findings) : err_new(ENOMEM, "no memory for the packs of notices");

	if (e) {
		packs_close(p);
		return err_up(e);
	}
	*out = p;
	return 0;
}

void packs_close(struct packs *p)
{
	if (!p)
		return;
	drop(p);
	free(p);
}

/* ---- asking */

const struct notice *packs_find(const struct packs *p, const char *id, const char *lang)
{
	int c = checklist_place(id), l = place_of_language(lang);

	return c >= 0 && c < NOTICES_MAX && l >= 0 ? p->best[c][l] : NULL;
}

const char *packs_language(const struct packs *p, const char *id, int i)
{
	int c = checklist_place(id);

	for (int l = 0; c >= 0 && c < NOTICES_MAX && l < LANGUAGES_MAX; l++)
		if (p->best[c][l] && i-- == 0)
			return notice_language(l);
	return NULL;
}

int packs_languages(const struct packs *p, const char *id)
{
	int n = 0;

	while (packs_language(p, id, n))
		n++;
	return n;
}

const char *packs_notice_id(const struct packs *p, int i)
{
	for (int c = 0; checklist_at(c); c++)
		if (packs_language(p, checklist_at(c)->notice, 0) && i-- == 0)
			return checklist_at(c)->notice;
	return NULL;
}

int packs_notices(const struct packs *p)
{
	int n = 0;

	while (packs_notice_id(p, n))
		n++;
	return n;
}
