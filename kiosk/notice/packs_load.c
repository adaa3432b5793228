#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"
#include "notice/packs_inside.h"

struct load {
	const char *path;
	const struct packs_world *world;
	struct notice_findings *findings;
	struct pack *pack;
};

#define REFUSE(l, ...) (notice_error((l)->findings, (l)->path, 0, __VA_ARGS__), PACK_REFUSED)

/* From whom it is, and not older than what was here before. */
static int judge_origin(const struct load *l, const struct key_public **signer)
{
	const struct packs_floor *floor = l->world->floor;
	int lowest = floor ? floor->lowest(floor->me, l->pack->id) : 0;

	*signer = pack_signer(l->pack, l->world->keys, l->world->n_keys);
	if (l->pack->n_signatures == 0)
		return REFUSE(l, "is not signed; 'loketctl pack sign' signs it");
	if (!*signer)
		return REFUSE(l,
		        "is signed with a key that this station does not trust; write its 'pack_key = ...' into "
		        "station.conf, or have it signed by whom it trusts");
	if (l->pack->version < lowest)
		return REFUSE(l, "is version %d of %s; version %d was here before, an older one is not taken",
		        l->pack->version, l->pack->id, lowest);
	return 0;
}

/* All of it holds by now, and not all of it is over. */
static int judge_days(const struct load *l, const struct pack_content *c)
{
	const char *last = "", *today = l->world->today;

	for (int i = 0; i < c->n_notices; i++) {
		const struct notice *n = &c->notices[i].notice;

		if (strcmp(n->valid_from, today) > 0)
			return REFUSE(l, "waits: %s in %s holds from %s on", n->id, n->lang, n->valid_from);
		if (strcmp(n->valid_until, last) > 0)
			last = n->valid_until;
	}
	if (strcmp(last, today) < 0)
		return REFUSE(l, "expired on %s; ask for a newer pack", last);
	for (int i = 0; i < c->n_notices; i++) {
		const struct notice *n = &c->notices[i].notice;

		if (strcmp(n->valid_until, today) < 0)
			notice_warning(l->findings, l->path, 0,
			        "%s in %s expired on %s and is not shown; ask for a newer pack", n->id, n->lang,
			        n->valid_until);
	}
	return 0;
}

static int judge(struct packs_loaded *out, const struct load *l)
{
	const struct key_public *signer = NULL;
	struct pack_content *content = NULL;
	char prefix[PACKS_PATH_MAX + 1];
	int r = judge_origin(l, &signer);

	if (r)
		return r;
	(void)snprintf(prefix, sizeof prefix, "%s:", l->path);
	r = pack_judge(&content, l->pack, PACK_LOOK_STATION, prefix, l->world->today, l->findings);
	if (r == 0)
		r = judge_days(l, content);
	if (r) {
		pack_content_free(content);
		return r < 0 ? err_up(r) : r;
	}
	/* Whoever can sign with a demonstration key proves nothing, whatever the approval says. */
	for (int i = 0; i < content->n_notices; i++)
		content->notices[i].notice.example |=
		        signer->demonstration && content->notices[i].notice.status != NOTICE_DRAFT;
	*out = (struct packs_loaded){.version = l->pack->version, .content = content};
	(void)text_copy(out->path, sizeof out->path, l->path);
	(void)text_copy(out->id, sizeof out->id, l->pack->id);
	return 0;
}

int packs_load(struct packs_loaded *out, const char *path, const struct packs_world *world, struct notice_findings *f)
{
	struct load l = {.path = path, .world = world, .findings = f};
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, PACK_BYTES_MAX);
	r = fault("packs.read", EIO);
	if (r)
		r = err_new(-r, "%s: %s", path, strerror(-r));
	if (r == 0)
		r = file_read(&bytes, path);
	if (r == -ENOMEM)
		return err_up(r);
	if (r)
		return REFUSE(&l, "can not be read: %s", err_why());
	l.pack = calloc(1, sizeof *l.pack);
	if (!l.pack)
		return err_new(ENOMEM, "no memory for a pack of notices");
	r = pack_parse(l.pack, bytes.data, bytes.len, path, f);
	if (r == 0)
		r = judge(out, &l);
	free(l.pack);
	return r < 0 ? err_up(r) : r;
}

int packs_judge(
        char id[PACK_ID_MAX + 1], int *version, const char *path, const struct packs_world *world, struct buf *findings)
{
	struct notice_findings f = {.text = findings};
	struct packs_loaded one;
	int r = packs_load(&one, path, world, &f);

	if (r)
		return r < 0 ? err_up(r) : r;
	(void)text_copy(id, PACK_ID_MAX + 1, one.id);
	*version = one.version;
	pack_content_free(one.content);
	return 0;
}
