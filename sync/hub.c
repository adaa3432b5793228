#include "sync/hub.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "store/chain.h"
#include "sys/fault.h"

int hub_log_read(struct tlog *out, struct hub_store *store)
{
	uint8_t packed[TLOG_PACKED];
	size_t n;
	int r = store->ops->get_fact(store->me, "log", packed, sizeof(packed), &n);

	if (r < 0)
		return err_up(r);
	if (n > 0)
		return err_up(tlog_unpack(out, packed, n));
	tlog_init(out);
	return 0;
}

static int note_key(struct hub_store *store, const struct key_secret *key)
{
	const struct key_public *pub = key_public_part(key);
	int r = store->ops->begin(store->me);

	if (r < 0)
		return err_up(r);
	r = store->ops->put_fact(store->me, "hub_key", pub->bytes, sizeof(pub->bytes));
	if (r == 0)
		r = store->ops->commit(store->me);
	if (r < 0)
		store->ops->rollback(store->me);
	return err_up(r);
}

int hub_open(struct hub *out, struct hub_store store, const struct key_secret *key)
{
	struct hub h = {.store = store, .key = key};
	int r = hub_log_read(&h.log, &h.store);

	if (r == 0)
		r = note_key(&h.store, key);
	if (r < 0)
		return err_up(r);
	*out = h;
	return 0;
}

void hub_sign(uint8_t out[RECEIPT_BYTES], const struct hub_head *head, enum receipt_durability durability,
        const struct tlog *log, int64_t now_ms, const struct key_secret *key)
{
	struct receipt r = {.epoch = head->epoch,
	        .confirmed_up_to = head->acked,
	        .durability = (uint8_t)durability,
	        .hub_ms = now_ms,
	        .tlog_size = log->size};

	memcpy(r.device, head->device, sizeof(r.device));
	memcpy(r.hash, head->hash, sizeof(r.hash));
	tlog_root(r.tlog_root, log);
	receipt_put(out, &r, key);
}

static int put_aside(struct hub_item *result, struct hub *h, const struct hub_batch *b, const struct wire_item *item)
{
	struct hub_aside a = {.epoch = item->has_header ? item->header.epoch : 0,
	        .seq = item->has_header ? item->header.seq : 0,
	        .why = item->why,
	        .bytes = item->bytes,
	        .len = item->len,
	        .received_ms = b->received_ms};
	int r;

	memcpy(a.device, b->device, sizeof(a.device));
	r = h->store.ops->put_aside(h->store.me, &a);
	if (r < 0)
		return err_up(r);
	*result = r == HUB_ASIDE_FULL ? (struct hub_item){HUB_REFUSED, "aside-full"}
	                              : (struct hub_item){HUB_SET_ASIDE, item->why};
	return 0;
}

static int put_record(struct hub_item *result, struct hub *h, const struct hub_batch *b, const struct wire_item *item)
{
	struct hub_record rec = {.epoch = item->header.epoch,
	        .seq = item->header.seq,
	        .bytes = item->bytes,
	        .len = item->len,
	        .received_ms = b->received_ms};
	int r;

	memcpy(rec.device, b->device, sizeof(rec.device));
	memcpy(rec.id, item->header.id, sizeof(rec.id));
	memcpy(rec.hash, item->hash, sizeof(rec.hash));
	memcpy(rec.prev, item->header.prev_hash, sizeof(rec.prev));
	r = h->store.ops->put_record(h->store.me, &result->outcome, &rec);
	result->code = result->outcome == HUB_CONFLICT ? "conflict" : NULL;
	return err_up(r);
}

static int put_items(struct hub *h, struct hub_batch *b, struct tlog *log)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct wire_item *item = &b->items[i];
		int r = item->why ? put_aside(&b->results[i], h, b, item) : put_record(&b->results[i], h, b, item);

		if (r < 0)
			return err_up(r);
		if (b->results[i].outcome != HUB_STORED)
			continue;
		tlog_add(log, item->hash);
		if (item->header.seq > b->head.highest)
			b->head.highest = item->header.seq;
	}
	return 0;
}

/* Does this record follow the head? The first of an epoch follows the station's anchor or an older record of it. */
static int follows(bool *out, struct hub *h, const struct hub_batch *b, const struct hub_link *link)
{
	uint8_t anchor[RECORD_HASH_BYTES];

	if (b->head.acked > 0) {
		*out = memcmp(link->prev, b->head.hash, sizeof(link->prev)) == 0;
		return 0;
	}
	chain_anchor(anchor, b->device, b->sign_key);
	*out = memcmp(link->prev, anchor, sizeof(anchor)) == 0;
	if (*out)
		return 0;
	return err_up(h->store.ops->has_older(h->store.me, out, b->device, b->head.epoch, link->prev));
}

/* The ack is the longest prefix without a hole whose chain is whole; never the highest number that came in. */
static int move_on(struct hub *h, struct hub_batch *b)
{
	for (;;) {
		struct hub_link link;
		bool good;
		int r = h->store.ops->get_link(h->store.me, &link, b->device, b->head.epoch, b->head.acked + 1);

		if (r < 0)
			return err_up(r);
		if (!link.found)
			return 0;
		if ((r = follows(&good, h, b, &link)) < 0)
			return err_up(r);
		if (!good)
			return 0;
		b->head.acked++;
		memcpy(b->head.hash, link.hash, sizeof(link.hash));
	}
}

/* A record whose place is reached but which does not follow stays stored, and is named. */
static void name_breaks(struct hub_batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->results[i].outcome <= HUB_DUPLICATE && b->items[i].header.seq == b->head.acked + 1)
			b->results[i] = (struct hub_item){HUB_CONFLICT, "chain"};
}

static int take_one(struct hub *h, struct hub_batch *b, struct tlog *log)
{
	int r = h->store.ops->get_head(h->store.me, &b->head, b->device, b->epoch);

	if (r == 0)
		r = put_items(h, b, log);
	if (r == 0)
		r = move_on(h, b);
	if (r < 0)
		return err_up(r);
	b->head.heard_ms = b->received_ms;
	name_breaks(b);
	return 0;
}

static int finish_one(struct hub *h, struct hub_batch *b, const struct tlog *log)
{
	struct hub_head seen = b->head;
	int r;

	hub_sign(b->head.receipt, &b->head, h->store.ops->durability, log, b->received_ms, h->key);
	b->head.has_receipt = true;
	if ((r = h->store.ops->put_head(h->store.me, &b->head)) < 0 ||
	        (r = h->store.ops->gaps(h->store.me, b->gaps, HUB_GAPS, &b->n_gaps, &seen)) < 0)
		return err_up(r);
	b->head.highest = seen.highest;
	return 0;
}

static int take_all(struct hub *h, struct hub_batch *const *batches, size_t n, struct tlog *log)
{
	uint8_t packed[TLOG_PACKED];
	size_t len;
	int r = h->store.ops->begin(h->store.me);

	for (size_t i = 0; r == 0 && i < n; i++)
		r = take_one(h, batches[i], log);
	len = tlog_pack(packed, log);
	if (r == 0)
		r = h->store.ops->put_fact(h->store.me, "log", packed, len);
	for (size_t i = 0; r == 0 && i < n; i++)
		r = finish_one(h, batches[i], log);
	if (r == 0 && (r = fault("hub.before_commit", EIO)) == 0)
		r = h->store.ops->commit(h->store.me);
	if (r < 0)
		h->store.ops->rollback(h->store.me);
	return err_up(r);
}

int hub_take(struct hub *h, struct hub_batch *const *batches, size_t n)
{
	struct tlog log = h->log; /* grows here; becomes ours only with the commit */
	int r;

	for (size_t i = 0; i < n; i++)
		assert(batches[i]->n <= WIRE_RECORDS && batches[i]->epoch > 0);
	if ((r = take_all(h, batches, n, &log)) < 0)
		return err_up(r);
	h->log = log;
	return 0;
}

int hub_position(
        struct hub_head *out, struct hub_store *store, const uint8_t device[16], uint32_t epoch, uint32_t up_to)
{
	struct hub_head head;
	struct hub_link link;
	int r = 0;

	if (epoch == 0)
		r = store->ops->last_epoch(store->me, &epoch, device);
	if (r < 0 || (r = store->ops->get_head(store->me, &head, device, epoch > 0 ? epoch : 1)) < 0)
		return err_up(r);
	if (up_to > 0 && up_to < head.acked) {
		if ((r = store->ops->get_link(store->me, &link, device, head.epoch, up_to)) < 0)
			return err_up(r);
		head.acked = up_to;
		memcpy(head.hash, link.hash, sizeof(head.hash));
	}
	*out = head;
	return 0;
}
