#pragma once

/*
 * sync_loopback - a hub without a network, that can be told to lie
 *
 * A transport whose other end is the real hub's core (hub_take on a real
 * store, the real replies), called directly. `before` sees each request and may
 * answer itself; `after` sees each answer and may change it.
 */
#include "sync/hub.h"
#include "sync_world.h"

struct loopback {
	struct sync_world *world;
	struct hub_store store;
	struct hub hub;
	int batches, positions, alone; /* requests that came */
	size_t largest; /* batch, in records */
	struct wire_batch last; /* of the last POST */
	bool (*before)(struct loopback *l, struct transport_answer *out, const struct transport_request *q);
	void (*after)(struct loopback *l, struct transport_answer *out, const struct transport_request *q);
	void *me;
	int64_t now_ms;
};

void loopback_open(struct loopback *l, struct sync_world *w);
void loopback_close(struct loopback *l);
struct transport loopback_transport(struct loopback *l);

/* An answer of one's own. */
void answer_with(struct transport_answer *out, unsigned status, const char *body);
/* A receipt of the hub for what it says, as base64; hub_key NULL: the real one. */
void receipt_text(
        char out[512], const struct sync_world *w, const struct hub_head *head, const struct key_secret *hub_key);
/* A whole reply around a receipt. */
void reply_text(char out[2048], const struct hub_head *head, const char *receipt);

/* A station with records, and a sender that speaks with such a hub. */
struct desk {
	struct sync_world w;
	struct loopback hub;
	struct sender sender;
	struct ledger_write ledger;
	struct sender_result result;
};

struct desk *desk_open(int records);
void desk_close(struct desk *d);
/* Closes and removes everything, so that a case can begin again. */
void desk_clear(struct desk *d);
struct desk *desk_of(struct loopback *l); /* whose hub this is */
/* What the ledger's receipt of epoch 1 confirms. */
uint32_t desk_confirmed(struct desk *d);
/* A head that says that the station's own records up to `acked` are held. */
struct hub_head desk_head(const struct desk *d, uint32_t acked);
