#pragma once

/*
 * offer - the hub's signed word that it holds something for a station
 *
 * 175 bytes and a signature, little-endian (sync/PROTOCOL.md 8):
 *   "kiosk-offer-v1"(14) device(16) kind(u8) issued(i64) size(u64) hash(32) version(32) name(64) | Ed25519(64)
 * hash is BLAKE2b-256 of the file. version and name end with NUL and are filled up with it. The signature is the hub
 * key's over the 175 bytes. It says where a file comes from and that it came whole; what may be installed is judged by
 * the bundle's own signature (RAUC) or the pack's.
 */
#include <stdbool.h>
#include <stdint.h>
#include "store/keys.h"

enum {
	OFFER_SIGNED_BYTES = 175,
	OFFER_BYTES = OFFER_SIGNED_BYTES + KEY_SIGNATURE_BYTES,
	OFFER_VERSION_MAX = 31,
	OFFER_NAME_MAX = 63,
	OFFERS_MAX = 16,
};
#define OFFER_SIZE_MAX (INT64_C(1) << 30)

enum offer_kind { OFFER_FIRMWARE = 1, OFFER_PACK };

struct offer {
	uint8_t device[16];
	enum offer_kind kind;
	int64_t issued_ms, size;
	uint8_t hash[32];
	char version[OFFER_VERSION_MAX + 1]; /* digits and dots; a pack: one number */
	char name[OFFER_NAME_MAX + 1]; /* a-z 0-9 . - _, no dot at its beginning; ends in .raucb or .pack */
};

/* Answers. */
enum { OFFER_MALFORMED = 1, OFFER_BAD_SIGNATURE, OFFER_OTHER_DEVICE };

void offer_put(uint8_t out[OFFER_BYTES], const struct offer *o, const struct key_secret *hub);
/* 0, or one of the answers. */
NODISCARD int offer_take(
        struct offer *out, const void *bytes, size_t n, const uint8_t hub_key[KEY_BYTES], const uint8_t device[16]);
bool offer_name_is_valid(const char *name);
/* Kind and version of a file by its name: "loket-0.5.0.raucb", "notices-12.pack". False: neither. */
bool offer_of_name(enum offer_kind *kind, char version[OFFER_VERSION_MAX + 1], const char *name);
