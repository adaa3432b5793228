#include <stdlib.h>
#include <string.h>

#include "store/chain.h"
#include "store/envelope.h"
#include "store/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* A good record with the input laid over it at a place the input chooses: near misses are what a stranger would send. */
static void near_miss(const uint8_t *bytes, size_t n, const struct key_secret *key)
{
	struct record_header h = {.epoch = 1, .seq = 1, .type = 5, .schema = 1};
	const struct key_public *keys[] = {key_public_part(key)};
	const struct envelope_to to = {.keys = keys, .n = 1, .station = "FUZZ-1"};
	uint8_t header[RECORD_HEADER_BYTES], signature[KEY_SIGNATURE_BYTES] = {0};
	struct envelope_inside in;
	struct record r;
	AUTO_BUF body;
	size_t at;

	buf_init(&body, RECORD_BODY_MAX);
	if (n < 3 || envelope_seal(&body, &h, &to, "{}", 2))
		return;
	at = (size_t)(bytes[0] | bytes[1] << 8) % body.len;
	for (size_t i = 2; i < n && at + i - 2 < body.len; i++)
		body.data[at + i - 2] ^= bytes[i];
	record_header_put(header, &h);
	r = (struct record){header, signature, body.data, body.len};
	/* Opened only when nothing was changed. */
	if (envelope_open(&in, &r, key) == 0) {
		for (size_t i = 2; i < n && at + i - 2 < body.len; i++)
			if (bytes[i])
				abort();
		buf_fini(&in.json);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const uint8_t device_key[KEY_BYTES] = {1};
	struct envelope_inside in;
	struct record_header h;
	struct key_secret *key;
	struct chain chain;
	struct record r;

	if (key_new(&key, KEY_AUTHORITY, true))
		return 0;
	if (record_unpack(&r, bytes, n) == 0) {
		/* Nobody signed it and nobody sealed it to this key: it can not pass. */
		if (record_check(&h, &r, device_key) == 0 || envelope_open(&in, &r, key) == 0)
			abort();
		for (size_t i = 0; i <= ENVELOPE_RECIPIENTS_MAX; i++)
			if ((envelope_recipient(&r, i) != NULL) != (i < envelope_recipients(&r)))
				abort();
		if (record_header_take(&h, r.header) == 0) {
			uint8_t again[RECORD_HEADER_BYTES];

			record_header_put(again, &h);
			if (memcmp(again, r.header, sizeof again) != 0)
				abort();
			chain_start(&chain, h.device, device_key);
			(void)!chain_take(&chain, r.header);
		}
	}
	near_miss(bytes, n, key);
	key_free(key);
	return 0;
}
