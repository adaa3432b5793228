#pragma once

/* keys_inside - what keys.c and keys_file.c share; nobody else includes it */
#include "store/keys.h"

struct key_secret {
	struct key_public public;
	uint8_t secret[64]; /* X25519: 32 bytes; Ed25519: seed and public key, as libsodium keeps it */
};

bool key_role_opens(enum key_role role); /* X25519; the others sign */
void key_public_name(struct key_public *k); /* fills in the id */
/* The first 32 bytes of .secret give the pair; role and mark come from like. */
NODISCARD int key_secret_of_bytes(
        struct key_secret **out, const struct key_public *like, const uint8_t bytes[KEY_BYTES]);
