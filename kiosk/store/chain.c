#include "store/chain.h"

#include <string.h>
#include <sodium.h>

#include "store/kinds.h"

void chain_anchor(uint8_t out[RECORD_HASH_BYTES], const uint8_t device[16], const uint8_t device_key[KEY_BYTES])
{
	static const char mark[] = "kiosk-chain-v1";
	uint8_t all[sizeof mark - 1 + 16 + KEY_BYTES];

	memcpy(all, mark, sizeof mark - 1);
	memcpy(all + sizeof mark - 1, device, 16);
	memcpy(all + sizeof mark - 1 + 16, device_key, KEY_BYTES);
	(void)crypto_generichash(out, RECORD_HASH_BYTES, all, sizeof all, NULL, 0);
}

void chain_start(struct chain *c, const uint8_t device[16], const uint8_t device_key[KEY_BYTES])
{
	memset(c, 0, sizeof *c);
	memcpy(c->device, device, sizeof c->device);
	chain_anchor(c->hash, device, device_key);
}

void chain_resume(
        struct chain *c, const uint8_t device[16], uint32_t epoch, uint32_t seq, const uint8_t hash[RECORD_HASH_BYTES])
{
	memcpy(c->device, device, sizeof c->device);
	c->epoch = epoch;
	c->seq = seq;
	memcpy(c->hash, hash, RECORD_HASH_BYTES);
}

static void move_to(struct chain *c, const struct record_header *h, const uint8_t header[RECORD_HEADER_BYTES])
{
	c->epoch = h->epoch;
	c->seq = h->seq;
	record_hash(c->hash, header);
}

int chain_take(struct chain *c, const uint8_t header[RECORD_HEADER_BYTES])
{
	struct record_header h;
	bool fits, begins;

	if (record_header_take(&h, header) || memcmp(h.device, c->device, sizeof h.device) != 0)
		return CHAIN_MALFORMED;
	fits = memcmp(h.prev_hash, c->hash, RECORD_HASH_BYTES) == 0;
	begins = c->epoch == 0 || h.epoch > c->epoch;
	if (!begins && (h.epoch < c->epoch || h.seq <= c->seq))
		return CHAIN_KNOWN;
	if (h.seq != (begins ? 1 : c->seq + 1))
		return CHAIN_GAP;
	/* The very first record stands on the anchor; every later epoch on a link. */
	if (begins && !fits && h.type == KIND_EPOCH_LINK) {
		move_to(c, &h, header);
		return CHAIN_LINKED_ELSEWHERE;
	}
	if (!fits || (begins && c->epoch != 0 && h.type != KIND_EPOCH_LINK))
		return CHAIN_BROKEN;
	move_to(c, &h, header);
	return 0;
}
