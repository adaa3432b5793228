#pragma once

/*
 * receipt - the hub's signed word that it holds everything up to one record
 *
 * 181 bytes, little-endian:
 *   "kiosk-ack-v1"(12) device(16) epoch(u32) confirmed_up_to(u32) hash(32)
 *   durability(u8) hub_ms(i64) tlog_size(u64) tlog_root(32) | Ed25519(64)
 * The signature is over the 117 bytes before it. confirmed_up_to 0 (hash all
 * zero) says "I know you and have nothing of that epoch yet".
 *
 * A station deletes answers on nothing less than this, and only where the hash
 * is its own: a captive portal, another hub, an old receipt or a receipt for
 * another station can not cause it.
 */
#include <stdbool.h>
#include <stdint.h>
#include "store/record.h"

enum { RECEIPT_SIGNED_BYTES = 117, RECEIPT_BYTES = RECEIPT_SIGNED_BYTES + KEY_SIGNATURE_BYTES };

/* 2100-01-01T00:00:00Z: a hub's time behind it is no time. */
#define RECEIPT_HUB_MS_MOST INT64_C(4102444800000)

enum receipt_durability { RECEIPT_ONE_DISK = 1, RECEIPT_REPLICATED };

struct receipt {
	uint8_t device[16];
	uint32_t epoch, confirmed_up_to;
	uint8_t hash[RECORD_HASH_BYTES]; /* of record confirmed_up_to */
	uint8_t durability;
	int64_t hub_ms; /* wall clock of the hub, 0 to RECEIPT_HUB_MS_MOST */
	uint64_t tlog_size;
	uint8_t tlog_root[32];
};

/* Answers. */
enum {
	RECEIPT_MALFORMED = 1,
	RECEIPT_BAD_SIGNATURE,
	RECEIPT_OTHER_DEVICE,
	RECEIPT_OLDER, /* confirms less than an accepted one: nothing to do */
	RECEIPT_AHEAD, /* the hub has records this station does not know: the card was copied or put back */
	RECEIPT_OTHER_HASH, /* the same number, another record: likewise */
	RECEIPT_SPLIT, /* one of these two in an epoch that was closed for it: known, nothing to do */
};

void receipt_put(uint8_t out[RECEIPT_BYTES], const struct receipt *r, const struct key_secret *hub);
/* 0, RECEIPT_MALFORMED or RECEIPT_BAD_SIGNATURE. */
NODISCARD int receipt_take(struct receipt *out, const void *bytes, size_t n, const uint8_t hub_key[KEY_BYTES]);

/* What the station itself knows of the receipt's epoch. */
struct receipt_view {
	const uint8_t *device; /* 16 */
	uint32_t newest_epoch; /* of the station */
	uint32_t committed; /* highest seq in the receipt's epoch; 0: none */
	uint32_t accepted; /* confirmed_up_to of the last accepted receipt of that epoch */
	const uint8_t *hash; /* the station's own hash at confirmed_up_to; NULL when it has no such record */
};
/* 0: everything up to confirmed_up_to is confirmed. Else RECEIPT_OTHER_DEVICE .. RECEIPT_SPLIT. */
NODISCARD int receipt_judge(const struct receipt *r, const struct receipt_view *own);
