#include "harness.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "sync/audit.h"
#include "sync/transport_https.h"
#include "sync_proxy.h"
#include "sync_world.h"
#include "sys/text.h"

/*
 * A batch of three records through a line that is cut after 0, 1, 2 ... bytes
 * of its request, and of its reply: TLS records and all. Nothing may count as
 * delivered that was not acknowledged; nothing may arrive twice.
 */

struct line {
	struct sync_world w;
	struct sync_proxy proxy;
	struct https *https;
	struct sender sender;
	struct ledger_write ledger;
	struct sender_result result;
	uint64_t may_up, may_down; /* of the batch's exchange */
	uint64_t used_up, used_down; /* by a whole exchange */
};

/* Lets the connection be made by a small request first, then counts bytes of the batch alone. */
static int call(void *me, struct transport_answer *out, const struct transport_request *q)
{
	const struct transport_request hello = {.path = "/v1/position", .timeout_ms = 10000};
	struct line *l = me;
	struct transport t = https_transport(l->https);
	uint64_t up, down;

	if (!q->body)
		return t.call(t.me, out, q);
	CHECK_OK(t.call(t.me, out, &hello));
	CHECK_INT(out->status, 200);
	sync_proxy_counts(&l->proxy, &up, &down);
	sync_proxy_allow(&l->proxy, l->may_up, l->may_down);
	CHECK_OK(t.call(t.me, out, q));
	sync_proxy_counts(&l->proxy, &l->used_up, &l->used_down);
	l->used_up -= up;
	l->used_down -= down;
	return 0;
}

static void line_open(struct line *l)
{
	char url[64];
	struct https_world world = {.hub = url,
	        .ca_file = "ca/ca.crt",
	        .cert_file = "data/tls/tls-client.crt",
	        .key_file = "data/tls/tls-client.key"};

	sync_world_make(&l->w);
	sync_world_hub(&l->w);
	sync_proxy_start(&l->proxy, l->w.port);
	snprintf(url, sizeof(url), "https://127.0.0.1:%u", l->proxy.port);
	CHECK_OK(https_open(&l->https, &world));
	sync_world_sender(&l->sender, &l->ledger, &l->w, (struct transport){call, l});
	l->may_up = l->may_down = UINT64_MAX;
}

static uint32_t confirmed(struct line *l)
{
	uint32_t accepted = 0;
	uint8_t bytes[RECEIPT_BYTES];
	struct receipt r;
	bool found;

	CHECK_OK(ledger_get_receipt(bytes, &found, &l->ledger, 1));
	if (found && receipt_take(&r, bytes, sizeof(bytes), l->w.station.hub_key.bytes) == 0)
		accepted = r.confirmed_up_to;
	return accepted;
}

static void round_with(struct line *l, uint64_t may_up, uint64_t may_down)
{
	sync_proxy_mend(&l->proxy);
	l->may_up = may_up;
	l->may_down = may_down;
	/* as the first attempt, every time */
	l->sender.most = WIRE_RECORDS;
	l->sender.failed_times = 0;
	sizing_init(&l->sender.sizing, SIZING_MOST);
	backoff_worked(&l->sender.backoff);
	CHECK_OK(sender_round(&l->sender, &l->result));
}

static void line_close(struct line *l, uint32_t records)
{
	const struct audit_world world = {0};
	struct hub_store store;
	struct audit a;

	CHECK_INT(sync_world_head(&l->w).acked, records);
	CHECK_INT(sync_world_counts(&l->w).records, records);
	CHECK_OK(hub_store_open(&store, l->w.uri, HUB_READ));
	audit_init(&a, &world);
	CHECK_OK(audit_hub(&a, &store, NULL));
	CHECK_INT(a.findings, 0);
	audit_fini(&a);
	hub_store_close(&store);
	https_close(l->https);
	sync_proxy_stop(&l->proxy);
	sender_fini(&l->sender);
	ledger_write_close(&l->ledger);
	sync_world_end(&l->w);
}

TEST_LIMIT(cut, at_every_byte_of_the_request, 300)
{
	struct line *l = calloc(1, sizeof(*l));
	uint64_t len;

	line_open(l);
	sync_world_commit(&l->w, 3, 20);
	round_with(l, UINT64_MAX, UINT64_MAX);
	CHECK_INT(confirmed(l), 3);
	len = l->used_up;
	CHECK(len > 2000);
	sync_world_commit(&l->w, 3, 20);
	for (uint64_t at = 0; at < len - 16; at++) { /* packed sizes differ by a few bytes */
		round_with(l, at, UINT64_MAX);
		CHECK_INT(l->result.state, SENDER_LATER);
		CHECK_INT(l->result.unconfirmed, 3);
	}
	CHECK_INT(sync_world_counts(&l->w).records, 3);
	for (uint64_t at = len - 16; at < len + 16; at++) {
		round_with(l, at, UINT64_MAX);
		CHECK(l->result.unconfirmed == 0 || l->result.unconfirmed == 3);
	}
	round_with(l, UINT64_MAX, UINT64_MAX);
	CHECK_INT(confirmed(l), 6);
	fprintf(stderr, "cut: %llu places of the request\n", (unsigned long long)len + 16);
	line_close(l, 6);
	free(l);
}

TEST_LIMIT(cut, at_every_byte_of_the_reply, 300)
{
	struct line *l = calloc(1, sizeof(*l));
	uint32_t records = 3;
	uint64_t len;

	line_open(l);
	sync_world_commit(&l->w, 3, 20);
	round_with(l, UINT64_MAX, UINT64_MAX);
	len = l->used_down;
	CHECK(len > 400);
	for (uint64_t at = 0; at < len; at++) {
		sync_world_commit(&l->w, 3, 20);
		round_with(l, UINT64_MAX, at);
		if (l->result.unconfirmed != 0) {
			CHECK_INT(l->result.state, SENDER_LATER);
			CHECK_INT(confirmed(l), records);
			round_with(l, UINT64_MAX, UINT64_MAX);
		}
		records += 3;
		CHECK_INT(confirmed(l), records);
	}
	fprintf(stderr, "cut: %llu places of the reply\n", (unsigned long long)len);
	line_close(l, records);
	free(l);
}
