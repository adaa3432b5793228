#include "notice/pack_judge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"
#include "notice/checklist.h"
#include "notice/packs.h"
#include "notice/plain.h"
#include "notice/prohibited.h"

enum { ARENA_BYTES = 96 << 20 };

struct judge {
	struct pack_content *content;
	const struct pack *pack;
	enum pack_look look;
	const char *prefix, *today;
	struct notice_findings *findings;
	int file_of[PACK_NOTICES_MAX]; /* which file of the pack each notice is */
};

static const char *path_of(const struct judge *j, const char *name)
{
	const char *path = arena_printf(j->content->arena, "%s%s", j->prefix, name);

	return path ? path : name;
}

static int judge_contacts(struct judge *j)
{
	const struct pack_file *file = pack_file(j->pack, PACK_CONTACTS);
	const char *path = path_of(j, PACK_CONTACTS);
	int r;

	if (!file) {
		notice_error(j->findings, path, 0, "is missing; a pack names its contacts there");
		return PACK_REFUSED;
	}
	r = contacts_read(
	        &j->content->contacts, j->content->arena, path, (const char *)file->bytes, file->n, j->findings);
	if (r == 0)
		contacts_check_age(&j->content->contacts, path, j->today, j->findings);
	return r < 0 ? err_up(r) : r ? PACK_REFUSED : 0;
}

/* The file's name says the same as its front matter. */
static void check_name(const struct judge *j, const struct notice_reading *r, const char *name)
{
	size_t id = strcspn(name, "/"), lang = strlen(name) - id - strlen("/.md");
	const struct notice *n = &r->notice;

	if (strlen(n->id) != id || strncmp(name, n->id, id) != 0 || strlen(n->lang) != lang ||
	        strncmp(name + id + 1, n->lang, lang) != 0)
		notice_error(j->findings, r->path, 2, "the front matter says %s in %s; the file's name says otherwise",
		        n->id, n->lang);
}

static void check_as_author(const struct judge *j, const struct notice_reading *r)
{
	plain_check(r, j->findings);
	if (r->notice.status != NOTICE_DRAFT && !pack_approval(j->pack, r->notice.id, r->notice.lang))
		notice_warning(j->findings, r->path, 7,
		        "says it is %s; it stays a draft until 'loketctl pack approve --status %s' says so too",
		        notice_status_name(r->notice.status), notice_status_name(r->notice.status));
	if (strcmp(r->notice.valid_until, j->today) < 0)
		notice_error(
		        j->findings, r->path, 6, "expired on %s; nobody may get it any more", r->notice.valid_until);
}

static void take_approval(const struct pack *p, struct notice *n, struct arena *a)
{
	const struct pack_approval *approval = pack_approval(p, n->id, n->lang);
	const char *by = approval ? arena_text(a, approval->by, strlen(approval->by)) : NULL;

	n->status = by ? approval->status : NOTICE_DRAFT;
	n->example = by && approval->example;
	n->approved_by = by ? by : "";
}

static int judge_notice(struct judge *j, int i)
{
	struct pack_content *c = j->content;
	const struct pack_file *file = &j->pack->files[i];
	struct notice_reading *r = &c->notices[c->n_notices];
	struct notice_source source = {.path = path_of(j, file->name),
	        .text = (const char *)file->bytes,
	        .n = file->n,
	        .contacts = &c->contacts};
	int errors = j->findings->errors, e = notice_read(r, c->arena, &source, j->findings);

	if (e < 0)
		return err_up(e);
	if (e == 0) {
		check_name(j, r, file->name);
		prohibited_check(r, j->findings);
		if (j->look == PACK_LOOK_AUTHOR)
			check_as_author(j, r);
	}
	c->faulty[i] = j->findings->errors > errors;
	if (c->faulty[i])
		return 0;
	memcpy(r->notice.hash, file->hash, sizeof r->notice.hash);
	r->notice.pack_version = j->pack->version;
	take_approval(j->pack, &r->notice, c->arena);
	j->file_of[c->n_notices++] = i;
	return 0;
}

static const struct notice_reading *find(const struct pack_content *c, const char *id, const char *lang)
{
	for (int i = 0; i < c->n_notices; i++)
		if (text_is(c->notices[i].notice.id, id) && text_is(c->notices[i].notice.lang, lang))
			return &c->notices[i];
	return NULL;
}

/* Each beside its Dutch. One that has none, or differs, leaves the list. */
static void judge_beside_dutch(struct judge *j)
{
	struct pack_content *c = j->content;
	bool keep[PACK_NOTICES_MAX];
	int stays = 0;

	for (int i = 0; i < c->n_notices; i++) {
		const struct notice_reading *r = &c->notices[i], *dutch = find(c, r->notice.id, "nl");
		int errors = j->findings->errors;

		if (!dutch)
			notice_error(
			        j->findings, r->path, 0, "%s has no sound Dutch (nl.md) to stand beside", r->notice.id);
		else if (r != dutch)
			notice_compare(dutch, r, j->findings);
		keep[i] = j->findings->errors == errors;
		j->content->faulty[j->file_of[i]] = !keep[i];
	}
	for (int i = 0; i < c->n_notices; i++)
		if (keep[i])
			c->notices[stays++] = c->notices[i];
	c->n_notices = stays;
}

static void tell_missing(const struct judge *j)
{
	for (int i = 0; checklist_at(i); i++) {
		const char *id = checklist_at(i)->notice;

		if (!find(j->content, id, "nl"))
			continue;
		for (int l = 0; notice_language(l); l++)
			if (!find(j->content, id, notice_language(l)))
				notice_warning(j->findings, path_of(j, id), 0, "%s has no %s", id, notice_language(l));
	}
}

static int judge_all(struct judge *j)
{
	int r = judge_contacts(j);

	if (r)
		return r < 0 ? err_up(r) : r;
	for (int i = 0; i < j->pack->n_files; i++) {
		if (text_is(j->pack->files[i].name, PACK_CONTACTS))
			continue;
		r = j->content->n_notices < PACK_NOTICES_MAX ? judge_notice(j, i) : 0;
		if (r)
			return err_up(r);
	}
	judge_beside_dutch(j);
	if (j->look == PACK_LOOK_AUTHOR)
		tell_missing(j);
	if (j->content->n_notices == 0)
		notice_error(j->findings, path_of(j, ""), 0, "holds no notice that may be shown");
	return 0;
}

int pack_judge(struct pack_content **out, const struct pack *p, enum pack_look look, const char *prefix,
        const char *today, struct notice_findings *f)
{
	struct judge j = {.content = calloc(1, sizeof *j.content),
	        .pack = p,
	        .look = look,
	        .prefix = prefix,
	        .today = today,
	        .findings = f};
	int errors = f->errors, r;
	const char *id;

	if (!j.content)
		return err_new(ENOMEM, "no memory for a pack of notices");
	r = arena_new(&j.content->arena, ARENA_BYTES, false);
	if (r == 0)
		r = judge_all(&j);
	id = r >= 0 ? arena_text(j.content->arena, p->id, strlen(p->id)) : NULL;
	if (r >= 0 && !id)
		r = err_new(ENOMEM, "no memory for a pack of notices");
	if (r < 0) {
		pack_content_free(j.content);
		return err_up(r);
	}
	for (int i = 0; i < j.content->n_notices; i++)
		j.content->notices[i].notice.pack = id;
	*out = j.content;
	return f->errors > errors ? PACK_REFUSED : 0;
}

void pack_content_free(struct pack_content *c)
{
	if (!c)
		return;
	arena_free(c->arena);
	free(c);
}
