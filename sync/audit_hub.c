#include "sync/audit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sync/tlog.h"
#include "sys/text.h"

/* An epoch as the hub's heads have it, and the receipt it gave. */
struct given {
	struct hub_head head;
	struct receipt receipt;
	bool good;
};

struct walk {
	struct audit *audit;
	struct hub_store *store;
	const uint8_t *hub_key;
	struct given *given;
	size_t n_given, room;
	struct tlog log;
};

static int note_head(void *me, const struct hub_head *head)
{
	struct walk *w = me;
	struct given g = {.head = *head};

	if (w->n_given == w->room) {
		size_t room = w->room ? 2 * w->room : 64;
		void *all = realloc(w->given, room * sizeof(*w->given));

		if (!all)
			return err_new(ENOMEM, "There is no memory to check %zu epochs.", room);
		w->given = all;
		w->room = room;
	}
	g.good = head->has_receipt && receipt_take(&g.receipt, head->receipt, RECEIPT_BYTES, w->hub_key) == 0 &&
	         memcmp(g.receipt.device, head->device, 16) == 0 && g.receipt.epoch == head->epoch &&
	         g.receipt.confirmed_up_to == head->acked && memcmp(g.receipt.hash, head->hash, RECORD_HASH_BYTES) == 0;
	w->given[w->n_given++] = g;
	return 0;
}

static const struct given *given_of(const struct walk *w, const uint8_t device[16], uint32_t epoch)
{
	for (size_t i = 0; i < w->n_given; i++)
		if (w->given[i].head.epoch == epoch && memcmp(w->given[i].head.device, device, 16) == 0)
			return &w->given[i];
	return NULL;
}

/* The columns beside a record repeat its header: a change to one of them shows. */
static bool fits_columns(const struct hub_record *row, const struct record *record)
{
	struct record_header h;
	uint8_t hash[RECORD_HASH_BYTES];

	if (record_header_take(&h, record->header) != 0)
		return false;
	record_hash(hash, record->header);
	return memcmp(h.device, row->device, 16) == 0 && h.epoch == row->epoch && h.seq == row->seq &&
	       memcmp(h.id, row->id, sizeof(h.id)) == 0 && memcmp(hash, row->hash, sizeof(hash)) == 0 &&
	       memcmp(h.prev_hash, row->prev, sizeof(h.prev_hash)) == 0;
}

static int take_row(void *me, const struct hub_record *row)
{
	struct walk *w = me;
	const struct given *g = given_of(w, row->device, row->epoch);
	struct record record;

	if (record_unpack(&record, row->bytes, row->len) != 0 || !fits_columns(row, &record)) {
		audit_find(w->audit, "ALTERED %s: record %u-%u is not what was stored.", w->audit->device.station,
		        row->epoch, row->seq);
		return 0;
	}
	if (g && g->good && row->seq == g->head.acked && !row->conflict &&
	        memcmp(row->hash, g->head.hash, RECORD_HASH_BYTES) != 0)
		audit_find(w->audit, "ALTERED %s: record %u-%u is not the one that was signed for.",
		        w->audit->device.station, row->epoch, row->seq);
	return err_up(audit_take(w->audit, &record, row->conflict, g && g->good ? g->head.acked : 0));
}

/* Behind the last record: what came in, and what was signed for, must be there. */
static int check_heads(struct walk *w, const uint8_t device[16])
{
	for (size_t i = 0; i < w->n_given; i++) {
		const struct hub_head *h = &w->given[i].head;
		struct hub_link link = {0};
		int r;

		if (memcmp(h->device, device, 16) != 0)
			continue;
		if (!w->given[i].good)
			audit_find(w->audit, "RECEIPT %s: the receipt kept for epoch %u is not good.",
			        w->audit->device.station, h->epoch);
		if (h->highest == 0)
			continue;
		if ((r = w->store->ops->get_link(w->store->me, &link, device, h->epoch, h->highest)) < 0)
			return err_up(r);
		if (!link.found)
			audit_find(w->audit, "GAP %s: record %u-%u came in and is missing.", w->audit->device.station,
			        h->epoch, h->highest);
	}
	return 0;
}

static int take_device(struct walk *w, const uint8_t id[16])
{
	struct hub_device device;
	char hex[33];
	int r = w->store->ops->get_device(w->store->me, &device, id);

	if (r < 0)
		return err_up(r);
	if (device.trust == HUB_UNKNOWN) {
		hex_put(hex, id, 16);
		audit_find(w->audit, "UNKNOWN: device %s is not registered, its records can not be checked.", hex);
		return 0;
	}
	if ((r = audit_device(w->audit, &device)) < 0 ||
	        (r = w->store->ops->each_record(w->store->me, id, take_row, w)) < 0)
		return err_up(r);
	return err_up(check_heads(w, id));
}

static int take_origin(void *me, const uint8_t id[16])
{
	return err_up(take_device(me, id));
}

/* Heads without any record: everything of that station was taken away. */
static int check_emptied(struct walk *w)
{
	for (size_t i = 0; i < w->n_given; i++) {
		const struct hub_head *h = &w->given[i].head;
		struct hub_counts counts;
		struct hub_device device;
		int r = w->store->ops->counts(w->store->me, &counts, h->device);

		if (r < 0 || (r = w->store->ops->get_device(w->store->me, &device, h->device)) < 0)
			return err_up(r);
		if (counts.records == 0 && counts.conflicts == 0 && h->highest > 0)
			audit_find(w->audit, "GAP %s: all records of epoch %u are missing, up to %u.", device.station,
			        h->epoch, h->highest);
	}
	return 0;
}

static int add_leaf(void *me, const uint8_t hash[RECORD_HASH_BYTES])
{
	struct walk *w = me;
	uint8_t root[TLOG_HASH];

	tlog_add(&w->log, hash);
	for (size_t i = 0; i < w->n_given; i++) {
		if (!w->given[i].good || w->given[i].receipt.tlog_size != w->log.size)
			continue;
		tlog_root(root, &w->log);
		if (memcmp(root, w->given[i].receipt.tlog_root, TLOG_HASH) != 0)
			audit_find(w->audit,
			        "LOG: the record log was rewritten: a receipt of epoch %u shows another root.",
			        w->given[i].head.epoch);
	}
	return 0;
}

static int check_log(struct walk *w)
{
	uint8_t packed[TLOG_PACKED], root[TLOG_HASH], kept_root[TLOG_HASH];
	struct tlog kept;
	size_t n;
	int r;

	tlog_init(&w->log);
	tlog_init(&kept);
	if ((r = w->store->ops->each_leaf(w->store->me, add_leaf, w)) < 0 ||
	        (r = w->store->ops->get_fact(w->store->me, "log", packed, sizeof(packed), &n)) < 0)
		return err_up(r);
	if (n > 0 && tlog_unpack(&kept, packed, n) < 0)
		audit_find(w->audit, "LOG: the head of the record log is damaged.");
	tlog_root(root, &w->log);
	tlog_root(kept_root, &kept);
	if (kept.size != w->log.size)
		audit_find(w->audit, "LOG: the record log counts %llu records, and %llu are here.",
		        (unsigned long long)kept.size, (unsigned long long)w->log.size);
	else if (memcmp(root, kept_root, TLOG_HASH) != 0)
		audit_find(w->audit, "LOG: the record log does not fit the records.");
	for (size_t i = 0; i < w->n_given; i++)
		if (w->given[i].good && w->given[i].receipt.tlog_size > w->log.size)
			audit_find(w->audit, "LOG: a receipt speaks of more records than there are.");
	return 0;
}

static int find_aside(void *me, const struct hub_aside *a)
{
	struct walk *w = me;
	struct hub_device device;
	int r = w->store->ops->get_device(w->store->me, &device, a->device);

	if (r < 0)
		return err_up(r);
	audit_find(w->audit, "ASIDE %s: something that claims to be record %u-%u was set aside (%s).", device.station,
	        a->epoch, a->seq, a->why);
	return 0;
}

static int take_key(uint8_t out[KEY_BYTES], struct hub_store *store)
{
	size_t n;
	int r = store->ops->get_fact(store->me, "hub_key", out, KEY_BYTES, &n);

	if (r < 0)
		return err_up(r);
	return n == KEY_BYTES ? 0
	                      : err_new(EBADMSG, "This store names no hub key: it is not a hub's, or it is damaged.");
}

int audit_hub(struct audit *a, struct hub_store *store, const uint8_t *hub_key)
{
	struct walk w = {.audit = a, .store = store, .hub_key = hub_key};
	uint8_t own_key[KEY_BYTES];
	int r = hub_key ? 0 : take_key(own_key, store);

	if (!hub_key)
		w.hub_key = own_key;
	if (r == 0)
		r = store->ops->each_head(store->me, note_head, &w);
	if (r == 0)
		r = store->ops->each_origin(store->me, take_origin, &w);
	if (r == 0)
		r = check_emptied(&w);
	if (r == 0)
		r = check_log(&w);
	if (r == 0)
		r = store->ops->each_aside(store->me, find_aside, &w);
	if (r == 0)
		audit_end(a);
	free(w.given);
	return err_up(r);
}
