#pragma once

/*
 * hub - takes batches from stations and signs for what it holds
 *
 * hub_take() is the whole promise: in one transaction every record of the
 * batches is stored (or set aside), heads move on as far as the chain is
 * whole, the Merkle log grows, receipts are signed; then COMMIT; and only when
 * it returns 0 may anybody be told. It never reads the clock, the network or
 * a thread: one thread at a time calls it.
 */
#include <stdint.h>
#include "sync/hub_store.h"
#include "sync/tlog.h"
#include "sync/wire.h"

enum { HUB_GAPS = 64 };

struct hub {
	struct hub_store store; /* opened for writing; owned by whoever opened it */
	const struct key_secret *key; /* signs receipts; borrowed */
	struct tlog log;
};

struct hub_item {
	enum hub_outcome outcome;
	const char *code; /* why, for all but HUB_STORED and HUB_DUPLICATE */
};

struct hub_batch {
	uint8_t device[16], sign_key[KEY_BYTES];
	uint32_t epoch; /* of every valid record in it */
	const struct wire_item *items;
	size_t n;
	int64_t received_ms;

	struct hub_item results[WIRE_RECORDS]; /* what became of each */
	struct hub_head head; /* with the receipt */
	struct hub_gap gaps[HUB_GAPS];
	size_t n_gaps;
};

/* Reads the log's head. The store and the key stay the caller's. */
NODISCARD int hub_open(struct hub *out, struct hub_store store, const struct key_secret *key);
/* All or nothing. At most one batch of a device in a call. */
NODISCARD int hub_take(struct hub *h, struct hub_batch *const *batches, size_t n);

/* A receipt for what a head says, with the log as it stands now. */
void hub_sign(uint8_t out[RECEIPT_BYTES], const struct hub_head *head, enum receipt_durability durability,
        const struct tlog *log, int64_t now_ms, const struct key_secret *key);
/* The head of one station, for GET /v1/position: epoch 0 = its last; up_to lowers it to an earlier record. */
NODISCARD int hub_position(
        struct hub_head *out, struct hub_store *store, const uint8_t device[16], uint32_t epoch, uint32_t up_to);
NODISCARD int hub_log_read(struct tlog *out, struct hub_store *store);
