#include "store/receipt.h"

#include <string.h>
#include <sodium.h>

#include "store/bytes.h"

static const char mark[] = "kiosk-ack-v1";

enum {
	AT_DEVICE = 12,
	AT_EPOCH = 28,
	AT_UP_TO = 32,
	AT_HASH = 36,
	AT_DURABILITY = 68,
	AT_HUB_MS = 69,
	AT_TLOG_SIZE = 77,
	AT_TLOG_ROOT = 85,
};

_Static_assert(AT_TLOG_ROOT + 32 == RECEIPT_SIGNED_BYTES, "the receipt's places add up");

void receipt_put(uint8_t out[RECEIPT_BYTES], const struct receipt *r, const struct key_secret *hub)
{
	memcpy(out, mark, sizeof mark - 1);
	memcpy(out + AT_DEVICE, r->device, sizeof r->device);
	bytes_put(out + AT_EPOCH, r->epoch, 4);
	bytes_put(out + AT_UP_TO, r->confirmed_up_to, 4);
	memcpy(out + AT_HASH, r->hash, RECORD_HASH_BYTES);
	out[AT_DURABILITY] = r->durability;
	bytes_put(out + AT_HUB_MS, (uint64_t)r->hub_ms, 8);
	bytes_put(out + AT_TLOG_SIZE, r->tlog_size, 8);
	memcpy(out + AT_TLOG_ROOT, r->tlog_root, sizeof r->tlog_root);
	key_sign(out + RECEIPT_SIGNED_BYTES, hub, out, RECEIPT_SIGNED_BYTES);
}

int receipt_take(struct receipt *out, const void *bytes, size_t n, const uint8_t hub_key[KEY_BYTES])
{
	const uint8_t *p = bytes;
	struct receipt r;

	if (n != RECEIPT_BYTES || memcmp(p, mark, sizeof mark - 1) != 0)
		return RECEIPT_MALFORMED;
	if (!key_verify(p + RECEIPT_SIGNED_BYTES, hub_key, p, RECEIPT_SIGNED_BYTES))
		return RECEIPT_BAD_SIGNATURE;
	memcpy(r.device, p + AT_DEVICE, sizeof r.device);
	r.epoch = (uint32_t)bytes_take(p + AT_EPOCH, 4);
	r.confirmed_up_to = (uint32_t)bytes_take(p + AT_UP_TO, 4);
	memcpy(r.hash, p + AT_HASH, RECORD_HASH_BYTES);
	r.durability = p[AT_DURABILITY];
	r.hub_ms = (int64_t)bytes_take(p + AT_HUB_MS, 8);
	r.tlog_size = bytes_take(p + AT_TLOG_SIZE, 8);
	memcpy(r.tlog_root, p + AT_TLOG_ROOT, sizeof r.tlog_root);
	if (r.epoch == 0 || r.epoch > INT32_MAX || r.durability < RECEIPT_ONE_DISK ||
	        r.durability > RECEIPT_REPLICATED || r.hub_ms < 0 || r.hub_ms > RECEIPT_HUB_MS_MOST)
		return RECEIPT_MALFORMED;
	*out = r;
	return 0;
}

int receipt_judge(const struct receipt *r, const struct receipt_view *own)
{
	if (memcmp(r->device, own->device, sizeof r->device) != 0)
		return RECEIPT_OTHER_DEVICE;
	if (r->confirmed_up_to <= own->accepted && r->epoch <= own->newest_epoch)
		return RECEIPT_OLDER;
	/* A later epoch has begun since: the split is known, and nothing of it may be confirmed. */
	if (r->epoch < own->newest_epoch && (r->confirmed_up_to > own->committed || !own->hash ||
	                                            memcmp(r->hash, own->hash, RECORD_HASH_BYTES) != 0))
		return RECEIPT_SPLIT;
	if (r->epoch > own->newest_epoch || r->confirmed_up_to > own->committed)
		return RECEIPT_AHEAD;
	if (!own->hash || memcmp(r->hash, own->hash, RECORD_HASH_BYTES) != 0)
		return RECEIPT_OTHER_HASH;
	return 0;
}
