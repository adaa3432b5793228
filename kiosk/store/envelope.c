#include <assert.h>
#include <string.h>
#include <sodium.h>

#include "sys/fault.h"
#include "store/bytes.h"
#include "store/envelope_inside.h"

_Static_assert(
        SEALED_KEY_BYTES == crypto_box_SEALBYTES + crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "a sealed content key");
_Static_assert(NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "a nonce");
_Static_assert(TAG_BYTES == crypto_aead_xchacha20poly1305_ietf_ABYTES, "a tag");

void *envelope_room(size_t n)
{
	return fault("envelope.memory", 12) ? NULL : sodium_malloc(envelope_align(n));
}

size_t envelope_prefix(uint8_t out[PREFIX_MAX], const struct record_header *h, const char *station)
{
	size_t n = strlen(station);

	assert(n <= 16);
	memcpy(out, "KIN1", 4);
	memcpy(out + 4, h->device, 16);
	bytes_put(out + 20, h->epoch, 4);
	bytes_put(out + 24, h->seq, 4);
	memcpy(out + 28, h->id, 16);
	bytes_put(out + 44, h->type, 2);
	bytes_put(out + 46, h->schema, 2);
	bytes_put(out + 48, (uint64_t)h->created_ms, 8);
	out[56] = (uint8_t)n;
	memcpy(out + PREFIX_FIXED_BYTES, station, n);
	return PREFIX_FIXED_BYTES + n;
}

size_t envelope_aad(
        uint8_t out[AAD_MAX], const uint8_t header[RECORD_HEADER_BYTES], const uint8_t *before_nonce, size_t n)
{
	assert(RECORD_BOUND_BYTES + n <= AAD_MAX);
	memcpy(out, header, RECORD_BOUND_BYTES);
	memcpy(out + RECORD_BOUND_BYTES, before_nonce, n);
	return RECORD_BOUND_BYTES + n;
}

/* How many recipients a body names, when it is long enough to hold them and the rest; else 0. */
static size_t recipients_in(const uint8_t *body, size_t n)
{
	size_t count;

	if (n < BODY_FIXED_BYTES || body[0] != ENVELOPE_VERSION || body[1] != ENVELOPE_ALG)
		return 0;
	count = body[2];
	if (count > ENVELOPE_RECIPIENTS_MAX || n < BODY_FIXED_BYTES + count * RECIPIENT_BYTES + NONCE_BYTES + TAG_BYTES)
		return 0;
	return count;
}

size_t envelope_recipients(const struct record *r)
{
	return r->body ? recipients_in(r->body, r->n_body) : 0;
}

const uint8_t *envelope_recipient(const struct record *r, size_t nth)
{
	if (nth >= envelope_recipients(r))
		return NULL;
	return r->body + BODY_FIXED_BYTES + nth * RECIPIENT_BYTES;
}
