#pragma once

/*
 * envelope_inside - what sealing and opening share; nobody else includes it
 *
 * Prefix of the plain text: "KIN1" device(16) epoch(4) seq(4) id(16) type(2)
 * schema(2) created_ms(8) n(1) station code(n).
 */
#include "store/envelope.h"

/* Only so can zstd be kept inside memory that is locked and wiped: its usual contexts leave literals on the heap. */
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

enum {
	ENVELOPE_VERSION = 1,
	ENVELOPE_ALG = 1, /* crypto_box_seal, XChaCha20-Poly1305 */
	SEALED_KEY_BYTES = 80,
	RECIPIENT_BYTES = KEY_ID_BYTES + SEALED_KEY_BYTES,
	NONCE_BYTES = 24,
	TAG_BYTES = 16,
	BODY_FIXED_BYTES = 3, /* version, algorithm, number of recipients */
	AAD_MAX = RECORD_BOUND_BYTES + BODY_FIXED_BYTES + ENVELOPE_RECIPIENTS_MAX * RECIPIENT_BYTES,
	PREFIX_FIXED_BYTES = 57,
	PREFIX_MAX = PREFIX_FIXED_BYTES + 16,
	INSIDE_MAX = PREFIX_MAX + ENVELOPE_PLAIN_MAX,
	ROOM_ALIGN = 64,
};

/* Locked memory for n bytes, aligned; sodium_free() overwrites it. NULL: none left. */
void *envelope_room(size_t n);
static inline size_t envelope_align(size_t n)
{
	return (n + ROOM_ALIGN - 1) / ROOM_ALIGN * ROOM_ALIGN;
}
/* Writes the part that repeats the header; gives its length. */
size_t envelope_prefix(uint8_t out[PREFIX_MAX], const struct record_header *h, const char *station);
/* Header without body_hash, then the n bytes before the nonce. Gives the length. */
size_t envelope_aad(
        uint8_t out[AAD_MAX], const uint8_t header[RECORD_HEADER_BYTES], const uint8_t *before_nonce, size_t n);
