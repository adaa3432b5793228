#include "sync/audit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sync/pack.h"
#include "sync/stick_disk.h"
#include "sync/wire.h"
#include "sys/file.h"
#include "sys/text.h"

enum { STICK_RECORDS = 200000, STICK_FILE = WIRE_BATCH + 65536 };

/* Everything on the stick, to be put in order: files may overlap and lie in any order. */
struct pile {
	struct wire_item *items;
	size_t n, room;
};

static int pile_add(struct pile *p, const struct wire_item *item)
{
	if (p->n == STICK_RECORDS)
		return err_new(E2BIG, "There are more than %d records on the stick.", STICK_RECORDS);
	if (p->n == p->room) {
		size_t room = p->room ? 2 * p->room : 256;
		void *items = realloc(p->items, room * sizeof(*p->items));

		if (!items)
			return err_new(ENOMEM, "There is no memory to read %zu records.", room);
		p->items = items;
		p->room = room;
	}
	p->items[p->n++] = *item;
	return 0;
}

static void pile_fini(struct pile *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->items[i].bytes);
	free(p->items);
}

struct reading {
	struct pile *pile;
	struct audit *audit;
	const struct stick_disk *disk;
	const char *dir;
};

static int read_batch(struct reading *g, const char *name, const struct buf *packed)
{
	struct wire_batch batch = {0};
	AUTO_BUF json;
	int r;

	buf_init(&json, WIRE_BATCH);
	if ((r = pack_open(&json, PACK_ZSTD, packed->data, packed->len, WIRE_BATCH)) == 0)
		r = wire_read(&batch, json.data, json.len, NULL);
	if (r < 0)
		return err_up(r);
	if (r > 0)
		audit_find(g->audit, "ALTERED: %s is not a whole batch.", name);
	for (size_t i = 0; r == 0 && i < batch.n; i++) {
		if (!batch.items[i].why && (r = pile_add(g->pile, &batch.items[i])) == 0)
			batch.items[i].bytes = NULL; /* now the pile's */
		else if (r == 0)
			audit_find(g->audit, "ALTERED: item %zu of %s is no record (%s).", i + 1, name,
			        batch.items[i].why);
	}
	wire_free(&batch);
	return r < 0 ? err_up(r) : 0;
}

static int read_entry(void *me, const struct stick_entry *e)
{
	struct reading *g = me;
	AUTO_BUF packed;
	int r;

	buf_init(&packed, STICK_FILE);
	if (!text_ends(e->name, ".ceb.zst"))
		return 0;
	r = g->disk->read(g->disk->me, &packed, g->dir, e->name, false);
	if (r == -EFBIG) {
		audit_find(g->audit, "ALTERED: %s is larger than a batch may be.", e->name);
		return 0;
	}
	return r < 0 ? err_up(r) : r > 0 ? 0 : err_up(read_batch(g, e->name, &packed));
}

static int read_files(struct pile *p, struct audit *a, const char *dir)
{
	struct stick_disk disk;
	struct reading g = {p, a, &disk, dir};

	stick_disk_real(&disk);
	return err_up(disk.each(disk.me, dir, read_entry, &g));
}

static int by_place(const void *x, const void *y)
{
	const struct wire_item *a = x, *b = y;
	int d = memcmp(a->header.device, b->header.device, sizeof(a->header.device));

	if (d == 0)
		d = (a->header.epoch > b->header.epoch) - (a->header.epoch < b->header.epoch);
	if (d == 0)
		d = (a->header.seq > b->header.seq) - (a->header.seq < b->header.seq);
	return d != 0 ? d : memcmp(a->hash, b->hash, sizeof(a->hash));
}

static int device_of(struct hub_device *out, const uint8_t id[16], const char *dir, struct hub_store *devices)
{
	struct key_public key;
	char path[4096], name[40];
	int r;

	if (devices)
		return err_up(devices->ops->get_device(devices->me, out, id));
	hex_put(name, id, 16);
	(void)text_copy(name + 32, sizeof(name) - 32, ".pub");
	if ((r = path_join(path, sizeof(path), dir, name)) < 0 ||
	        (!file_exists(path) && (r = path_join(path, sizeof(path), dir, "device.pub")) < 0) ||
	        (r = key_read_public(&key, path, KEY_DEVICE)) < 0)
		return err_up(r);
	*out = (struct hub_device){.trust = HUB_KNOWN};
	memcpy(out->id, id, sizeof(out->id));
	memcpy(out->sign_key, key.bytes, sizeof(out->sign_key));
	hex_put(out->station, id, 4);
	return 0;
}

static int take_pile(struct audit *a, const struct pile *p, const char *dir, struct hub_store *devices)
{
	const struct wire_item *before = NULL;
	struct hub_device device = {.trust = HUB_UNKNOWN};

	for (size_t i = 0; i < p->n; i++) {
		const struct wire_item *item = &p->items[i];
		bool same = before && memcmp(before->header.device, item->header.device, 16) == 0;
		bool same_place =
		        same && before->header.epoch == item->header.epoch && before->header.seq == item->header.seq;
		int r = 0;

		if (same_place && memcmp(before->hash, item->hash, sizeof(item->hash)) == 0)
			continue; /* a copy: any number of them is allowed */
		before = item;
		if (!same && ((r = device_of(&device, item->header.device, dir, devices)) < 0 ||
		                     (r = audit_device(a, &device)) < 0))
			return err_up(r);
		if (!same && device.trust == HUB_UNKNOWN)
			audit_find(a, "UNKNOWN: records of a device that is not registered can not be checked.");
		if (device.trust != HUB_UNKNOWN)
			r = audit_take(a, &item->record, same_place, 0);
		if (r < 0)
			return err_up(r);
	}
	return 0;
}

int audit_stick(struct audit *a, const char *dir, struct hub_store *devices)
{
	struct pile pile = {0};
	int r = read_files(&pile, a, dir);

	a->partial = true;
	if (r == 0 && pile.n > 0) {
		qsort(pile.items, pile.n, sizeof(*pile.items), by_place);
		r = take_pile(a, &pile, dir, devices);
	}
	if (r == 0)
		audit_end(a);
	pile_fini(&pile);
	return err_up(r);
}
