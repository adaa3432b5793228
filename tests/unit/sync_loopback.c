#include "sync_loopback.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "sync/hub_reply.h"
#include "sync/pack.h"
#include "sys/file.h"
#include "sys/text.h"

void loopback_open(struct loopback *l, struct sync_world *w)
{
	*l = (struct loopback){.world = w, .now_ms = 1773483630000};
	CHECK_OK(hub_store_open(&l->store, w->uri, HUB_WRITE));
	CHECK_OK(hub_open(&l->hub, l->store, w->hub_key));
}

void loopback_close(struct loopback *l)
{
	wire_free(&l->last);
	hub_store_close(&l->store);
}

void answer_with(struct transport_answer *out, unsigned status, const char *body)
{
	out->end = TRANSPORT_REPLY;
	out->status = status;
	out->retry_after_s = -1;
	out->took_ms = 1;
	out->why[0] = '\0';
	buf_clear(&out->body);
	buf_text(&out->body, body);
}

static uint32_t number_in(const char *path, const char *name)
{
	const char *at = strstr(path, name);

	return at ? (uint32_t)strtoul(at + strlen(name), NULL, 10) : 0;
}

static void position(struct loopback *l, struct transport_answer *out, const char *path)
{
	struct hub_answer a = {.now_ms = l->now_ms};
	struct hub_gap gaps[HUB_GAPS];
	struct hub_head head;

	l->positions++;
	CHECK_OK(hub_position(
	        &head, &l->store, l->world->station.device, number_in(path, "epoch="), number_in(path, "upTo=")));
	CHECK_OK(l->store.ops->gaps(l->store.me, gaps, HUB_GAPS, &a.n_gaps, &head));
	hub_sign(head.receipt, &head, RECEIPT_ONE_DISK, &l->hub.log, l->now_ms, l->world->hub_key);
	a.head = &head;
	a.gaps = gaps;
	answer_with(out, 200, "");
	hub_reply_position(&out->body, &a);
}

static void take(struct loopback *l, struct transport_answer *out)
{
	struct hub_batch *b = calloc(1, sizeof(*b));

	CHECK(b != NULL);
	memcpy(b->device, l->world->station.device, sizeof(b->device));
	memcpy(b->sign_key, key_public_part(l->world->device)->bytes, sizeof(b->sign_key));
	b->items = l->last.items;
	b->n = l->last.n;
	b->epoch = 1;
	for (size_t i = 0; i < b->n; i++)
		if (!b->items[i].why)
			b->epoch = b->items[i].header.epoch;
	b->received_ms = l->now_ms;
	CHECK_OK(hub_take(&l->hub, &b, 1));
	answer_with(out, 200, "");
	hub_reply_batch(&out->body, b);
	free(b);
}

static void post(struct loopback *l, struct transport_answer *out, const struct transport_request *q)
{
	AUTO_BUF json;

	buf_init(&json, WIRE_BATCH);
	wire_free(&l->last);
	if (text_is(q->path, "/v1/quarantine-items")) {
		l->alone++;
		l->last = (struct wire_batch){.items = calloc(1, sizeof(struct wire_item)), .n = 1};
		l->last.items[0].why = "sent-alone";
		l->last.items[0].bytes = malloc(q->len);
		l->last.items[0].len = q->len;
		memcpy(l->last.items[0].bytes, q->body, q->len);
	} else {
		CHECK_TEXT(q->path, "/v1/batches");
		CHECK_TEXT(q->coding, "zstd");
		l->batches++;
		CHECK_OK(pack_open(&json, PACK_ZSTD, q->body, q->len, WIRE_BATCH));
		CHECK_OK(wire_read(&l->last, json.data, json.len, key_public_part(l->world->device)->bytes));
		if (l->last.n > l->largest)
			l->largest = l->last.n;
	}
	take(l, out);
}

static int call(void *me, struct transport_answer *out, const struct transport_request *q)
{
	struct loopback *l = me;

	if (l->before && l->before(l, out, q))
		return 0;
	if (q->body)
		post(l, out, q);
	else
		position(l, out, q->path);
	if (l->after)
		l->after(l, out, q);
	return 0;
}

struct transport loopback_transport(struct loopback *l)
{
	return (struct transport){call, l};
}

void receipt_text(
        char out[512], const struct sync_world *w, const struct hub_head *head, const struct key_secret *hub_key)
{
	uint8_t bytes[RECEIPT_BYTES];
	struct tlog log;

	tlog_init(&log);
	hub_sign(bytes, head, RECEIPT_ONE_DISK, &log, 1773483630000, hub_key ? hub_key : w->hub_key);
	sodium_bin2base64(out, 512, bytes, sizeof(bytes), sodium_base64_VARIANT_ORIGINAL);
}

void reply_text(char out[2048], const struct hub_head *head, const char *receipt)
{
	snprintf(out, 2048, "{\"highest\":%" PRIu32 ",\"gaps\":[],\"exceptions\":[],\"receipt\":\"%s\"}", head->highest,
	        receipt);
}

struct desk *desk_open(int records)
{
	struct desk *d = calloc(1, sizeof(*d));

	CHECK(d != NULL);
	sync_world_make(&d->w);
	loopback_open(&d->hub, &d->w);
	sync_world_sender(&d->sender, &d->ledger, &d->w, loopback_transport(&d->hub));
	if (records > 0)
		sync_world_commit(&d->w, records, 60);
	return d;
}

void desk_close(struct desk *d)
{
	sender_fini(&d->sender);
	ledger_write_close(&d->ledger);
	loopback_close(&d->hub);
	sync_world_end(&d->w);
	free(d);
}

uint32_t desk_confirmed(struct desk *d)
{
	uint8_t bytes[RECEIPT_BYTES];
	struct receipt r;
	bool found;

	CHECK_OK(ledger_get_receipt(bytes, &found, &d->ledger, 1));
	return found && receipt_take(&r, bytes, sizeof(bytes), d->w.station.hub_key.bytes) == 0 ? r.confirmed_up_to : 0;
}

struct hub_head desk_head(const struct desk *d, uint32_t acked)
{
	struct hub_head head = {.epoch = 1, .acked = acked, .highest = acked};
	struct store_read *store;
	struct store_row row;

	memcpy(head.device, d->w.station.device, sizeof(head.device));
	CHECK_OK(store_read_open(&store, d->w.data));
	if (acked > 0 && store_read_from(&row, store, 1, acked) == 0)
		record_hash(head.hash, row.record.header);
	store_read_close(store);
	return head;
}

void desk_clear(struct desk *d)
{
	desk_close(d);
	CHECK_OK(dir_remove("data"));
	CHECK_OK(dir_remove("hub"));
	CHECK_OK(dir_remove("ca"));
	CHECK_OK(dir_remove("authority"));
}

struct desk *desk_of(struct loopback *l)
{
	return (struct desk *)(void *)((char *)l - offsetof(struct desk, hub));
}
