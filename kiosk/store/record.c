#include "store/record.h"

#include <string.h>
#include <sodium.h>

#include "store/bytes.h"

static const uint8_t magic[5] = {'K', 'R', 'E', 'C', '1'};

/* Places in the header; see record.h. */
enum {
	AT_DEVICE = 5,
	AT_EPOCH = 21,
	AT_SEQ = 25,
	AT_ID = 29,
	AT_TYPE = 45,
	AT_SCHEMA = 47,
	AT_CREATED = 49,
	AT_CLOCK = 57,
	AT_BOOT = 58,
	AT_MONO = 74,
	AT_KEYSET = 82,
	AT_PREV = 86,
	AT_BODY = 118,
};

_Static_assert(AT_BODY + RECORD_HASH_BYTES == RECORD_HEADER_BYTES, "the header's places add up");

void record_header_put(uint8_t out[RECORD_HEADER_BYTES], const struct record_header *h)
{
	memcpy(out, magic, sizeof magic);
	memcpy(out + AT_DEVICE, h->device, sizeof h->device);
	bytes_put(out + AT_EPOCH, h->epoch, 4);
	bytes_put(out + AT_SEQ, h->seq, 4);
	memcpy(out + AT_ID, h->id, sizeof h->id);
	bytes_put(out + AT_TYPE, h->type, 2);
	bytes_put(out + AT_SCHEMA, h->schema, 2);
	bytes_put(out + AT_CREATED, (uint64_t)h->created_ms, 8);
	out[AT_CLOCK] = h->clock_state;
	memcpy(out + AT_BOOT, h->boot_id, sizeof h->boot_id);
	bytes_put(out + AT_MONO, h->mono_ms, 8);
	bytes_put(out + AT_KEYSET, h->keyset, 4);
	memcpy(out + AT_PREV, h->prev_hash, RECORD_HASH_BYTES);
	memcpy(out + AT_BODY, h->body_hash, RECORD_HASH_BYTES);
}

int record_header_take(struct record_header *out, const uint8_t in[RECORD_HEADER_BYTES])
{
	struct record_header h;

	if (memcmp(in, magic, sizeof magic) != 0)
		return RECORD_MALFORMED;
	memcpy(h.device, in + AT_DEVICE, sizeof h.device);
	h.epoch = (uint32_t)bytes_take(in + AT_EPOCH, 4);
	h.seq = (uint32_t)bytes_take(in + AT_SEQ, 4);
	memcpy(h.id, in + AT_ID, sizeof h.id);
	h.type = (uint16_t)bytes_take(in + AT_TYPE, 2);
	h.schema = (uint16_t)bytes_take(in + AT_SCHEMA, 2);
	h.created_ms = (int64_t)bytes_take(in + AT_CREATED, 8);
	h.clock_state = in[AT_CLOCK];
	memcpy(h.boot_id, in + AT_BOOT, sizeof h.boot_id);
	h.mono_ms = bytes_take(in + AT_MONO, 8);
	h.keyset = (uint32_t)bytes_take(in + AT_KEYSET, 4);
	memcpy(h.prev_hash, in + AT_PREV, RECORD_HASH_BYTES);
	memcpy(h.body_hash, in + AT_BODY, RECORD_HASH_BYTES);
	if (h.epoch == 0 || h.epoch > INT32_MAX || h.seq == 0 || h.clock_state > CLOCK_SYNCED)
		return RECORD_MALFORMED;
	*out = h;
	return 0;
}

const char *clock_state_name(enum clock_state state)
{
	static const char *const names[] = {"unset", "held", "synced"};

	return names[state];
}

void record_hash(uint8_t out[RECORD_HASH_BYTES], const uint8_t header[RECORD_HEADER_BYTES])
{
	(void)crypto_generichash(out, RECORD_HASH_BYTES, header, RECORD_HEADER_BYTES, NULL, 0);
}

void record_body_hash(uint8_t out[RECORD_HASH_BYTES], const void *body, size_t n)
{
	(void)crypto_generichash(out, RECORD_HASH_BYTES, body, n, NULL, 0);
}

static const char sign_mark[] = "kiosk-record-v1";
enum { SIGN_MARK = sizeof sign_mark - 1, SIGNED_BYTES = SIGN_MARK + RECORD_HASH_BYTES };

static void signed_bytes(uint8_t out[SIGNED_BYTES], const uint8_t hash[RECORD_HASH_BYTES])
{
	memcpy(out, sign_mark, SIGN_MARK);
	memcpy(out + SIGN_MARK, hash, RECORD_HASH_BYTES);
}

void record_sign(
        uint8_t sig[KEY_SIGNATURE_BYTES], const struct key_secret *device, const uint8_t hash[RECORD_HASH_BYTES])
{
	uint8_t bytes[SIGNED_BYTES];

	signed_bytes(bytes, hash);
	key_sign(sig, device, bytes, sizeof bytes);
}

int record_check(struct record_header *out, const struct record *r, const uint8_t device_key[KEY_BYTES])
{
	uint8_t hash[RECORD_HASH_BYTES], bytes[SIGNED_BYTES];
	struct record_header h;

	if (record_header_take(&h, r->header) || (r->body && r->n_body > RECORD_BODY_MAX))
		return RECORD_MALFORMED;
	if (r->body) {
		record_body_hash(hash, r->body, r->n_body);
		if (memcmp(hash, h.body_hash, sizeof hash) != 0)
			return RECORD_BAD_BODY;
	}
	record_hash(hash, r->header);
	signed_bytes(bytes, hash);
	if (!key_verify(r->signature, device_key, bytes, sizeof bytes))
		return RECORD_BAD_SIGNATURE;
	if (out)
		*out = h;
	return 0;
}

void record_pack(struct buf *out, const struct record *r)
{
	if (!r->body) {
		out->failed = true; /* nothing is left to hand on */
		return;
	}
	buf_add(out, r->header, RECORD_HEADER_BYTES);
	buf_add(out, r->signature, KEY_SIGNATURE_BYTES);
	buf_add(out, r->body, r->n_body);
}

int record_unpack(struct record *out, const void *bytes, size_t n)
{
	enum { BEFORE_BODY = RECORD_HEADER_BYTES + KEY_SIGNATURE_BYTES };
	const uint8_t *p = bytes;

	if (n <= BEFORE_BODY || n > RECORD_MAX || memcmp(p, magic, sizeof magic) != 0)
		return RECORD_MALFORMED;
	*out = (struct record){
	        .header = p,
	        .signature = p + RECORD_HEADER_BYTES,
	        .body = p + BEFORE_BODY,
	        .n_body = n - BEFORE_BODY,
	};
	return 0;
}
