#pragma once

/*
 * keys_wrap - a secret key closed with another, symmetric one
 *
 * XChaCha20-Poly1305 with a fresh random nonce: nonce(24) || key(32) || tag(16). Public part and role are not inside: they
 * are known, and are bound together with what the caller binds (whose copy this is, of which station).
 */
#include "store/keys.h"

enum { KEY_WRAPPING_BYTES = 32, KEY_WRAPPED_BYTES = 24 + KEY_BYTES + 16 };

/* Answer. */
enum { KEY_WRAP_WRONG = 1 }; /* another wrapping key, other bound bytes, or altered */

/* bound: at most 256 bytes. */
void key_wrap(uint8_t out[KEY_WRAPPED_BYTES], const struct key_secret *k, const uint8_t with[KEY_WRAPPING_BYTES],
        const void *bound, size_t n);
/* 0, KEY_WRAP_WRONG or a surprise. The key that comes out is checked against its public part. */
NODISCARD int key_unwrap(struct key_secret **out, const struct key_public *public_part,
        const uint8_t wrapped[KEY_WRAPPED_BYTES], const uint8_t with[KEY_WRAPPING_BYTES], const void *bound, size_t n);
