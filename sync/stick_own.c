#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/stick_inside.h"
#include "sys/text.h"

struct own_call {
	struct stick_own *own;
	struct stick_exported *count;
	const struct stick_world *w;
	const struct stick_station *s;
	struct stick_reader *reader;
};

int stick_own_add(struct stick_own *own, const struct stick_file *file)
{
	if (!own->files && !(own->files = calloc(STICK_FILES_MOST, sizeof(*own->files))))
		return err_new(ENOMEM, "There is no memory to list a stick.");
	if (own->n == STICK_FILES_MOST)
		return err_new(E2BIG,
		        "There are %d files of this station on the stick: give it to the office, or take "
		        "another stick.",
		        STICK_FILES_MOST);
	own->files[own->n++] = *file;
	return 0;
}

void stick_own_free(struct stick_own *own)
{
	free(own->files);
	*own = (struct stick_own){0};
}

uint32_t stick_own_covers(const struct stick_own *own, uint32_t epoch, uint32_t seq)
{
	for (size_t i = 0; i < own->n; i++) {
		const struct stick_name *p = &own->files[i].place;

		if (p->epoch == epoch && seq >= p->from && seq <= p->to)
			return p->to;
	}
	return 0;
}

/* A station that was put back to an older state must not write over what only the stick still has. */
static int check_same(bool *same, const struct own_call *c, const struct stick_batch *b)
{
	*same = true;
	for (size_t i = 0; *same && i < b->wire.n; i++) {
		const struct wire_item *item = &b->wire.items[i];
		uint8_t hash[32];
		bool found;
		int r;

		if (item->why)
			continue;
		r = stick_reader_hash(hash, &found, c->reader, item->header.epoch, item->header.seq);
		if (r < 0)
			return err_up(r);
		*same = found && memcmp(hash, item->hash, sizeof(hash)) == 0;
	}
	return 0;
}

static int drop(const struct own_call *c, const char *name)
{
	return err_up(c->w->disk->unlink(c->w->disk->me, c->w->dir, name));
}

static int keep_whole(const struct own_call *c, const struct stick_batch *b, const char *name)
{
	struct stick_file file = {.place = b->name, .bytes = b->bytes, .records = b->good};
	uint32_t accepted;
	int r = stick_reader_accepted(&accepted, c->reader, b->name.epoch);

	if (r < 0)
		return err_up(r);
	if (b->name.to <= accepted) {
		c->count->files_removed++;
		return err_up(drop(c, name));
	}
	memcpy(file.hash, b->hash, sizeof(file.hash));
	(void)text_copy(file.name, sizeof(file.name), name);
	c->count->files_there++;
	c->count->records_there += b->good;
	return err_up(stick_own_add(c->own, &file));
}

static int look_at(const struct own_call *c, const struct stick_entry *e)
{
	struct stick_batch b;
	struct stick_name name;
	bool same;
	int r;

	if (!stick_name_take(&name, e->name) || memcmp(name.device, c->s->station->device, sizeof(name.device)) != 0)
		return 0;
	r = stick_batch_read(&b, c->w, &name, key_public_part(c->s->device)->bytes);
	if (r < 0)
		return err_up(r);
	r = check_same(&same, c, &b);
	if (r == 0 && !same) {
		r = err_new(EEXIST,
		        "%s holds records of this station that the station itself does not know: its card was put back "
		        "or copied. Bring this stick to the office as it is, and take another one.",
		        e->name);
	} else if (r == 0 && !b.why && b.good == b.wire.n && b.good == name.to - name.from + 1) {
		r = keep_whole(c, &b, e->name);
	} else if (r == 0) {
		stick_say(c->w, "%s on the stick is damaged; its records are written anew.", e->name);
		r = drop(c, e->name);
	}
	stick_batch_free(&b);
	return err_up(r);
}

/* Only what we began ourselves. */
static int drop_unfinished(const struct own_call *c)
{
	struct stick_list list = {0};
	char device[33];
	int r = stick_list_read(&list, c->w, STICK_PART);

	hex_put(device, c->s->station->device, sizeof(c->s->station->device));
	for (size_t i = 0; r == 0 && i < list.n; i++)
		if (text_starts(list.entries[i].name, device)) {
			stick_say(c->w, "%s was not finished; it is written anew.", list.entries[i].name);
			r = drop(c, list.entries[i].name);
		}
	stick_list_free(&list);
	return err_up(r);
}

int stick_own_read(struct stick_own *out, struct stick_exported *count, const struct stick_world *w,
        const struct stick_station *s, struct stick_reader *reader)
{
	struct stick_own own = {0};
	struct own_call c = {&own, count, w, s, reader};
	struct stick_list list = {0};
	int r = drop_unfinished(&c);

	if (r == 0)
		r = stick_list_read(&list, w, ".ceb.zst");
	for (size_t i = 0; r == 0 && i < list.n; i++)
		r = look_at(&c, &list.entries[i]);
	stick_list_free(&list);
	if (r < 0) {
		stick_own_free(&own);
		return err_up(r);
	}
	*out = own;
	return 0;
}
