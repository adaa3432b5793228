#pragma once

/*
 * record - what one sealed record is, byte for byte
 *
 * Header, 150 bytes, little-endian, fixed places (never JSON: nothing to
 * canonicalise):
 *     0 "KREC1"  5 device(16)  21 epoch(u32)  25 seq(u32)  29 id(16)
 *    45 type(u16)  47 schema(u16)  49 created_ms(i64)  57 clock_state(u8)
 *    58 boot_id(16)  74 mono_ms(u64)  82 keyset(u32)  86 prev_hash(32)
 *   118 body_hash(32)
 * hash = BLAKE2b-256(header); signature = Ed25519(device key, "kiosk-record-v1" || hash).
 * The body (store/envelope.h) is bound by body_hash = BLAKE2b-256(body).
 * On disk, wire and stick a record is header || signature || body, at most
 * RECORD_MAX bytes: 64 KiB once it is base64 inside a CloudEvent.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/buf.h"
#include "store/keys.h"

enum {
	RECORD_HEADER_BYTES = 150,
	RECORD_BOUND_BYTES = 118, /* the header without body_hash: associated data of the seal */
	RECORD_HASH_BYTES = 32,
	RECORD_ID_BYTES = 16,
	RECORD_MAX = 47 * 1024,
	RECORD_BODY_MAX = RECORD_MAX - RECORD_HEADER_BYTES - KEY_SIGNATURE_BYTES,
	RECORD_NUMBER_MAX = 16 + 1 + 10 + 1 + 10 + 1 + 8,
};

enum clock_state { CLOCK_UNSET, CLOCK_HELD, CLOCK_SYNCED };
const char *clock_state_name(enum clock_state state); /* "unset" "held" "synced" */

struct record_header {
	uint8_t device[16];
	uint32_t epoch, seq; /* both begin at 1 */
	uint8_t id[RECORD_ID_BYTES]; /* random, nothing in it */
	uint16_t type, schema; /* store/kinds.h; version of the form's schema */
	int64_t created_ms; /* wall clock, never below the floor of store/floor.h */
	uint8_t clock_state;
	uint8_t boot_id[16];
	uint64_t mono_ms;
	uint32_t keyset;
	uint8_t prev_hash[RECORD_HASH_BYTES], body_hash[RECORD_HASH_BYTES];
};

/* A sealed record in memory; all borrowed. */
struct record {
	const uint8_t *header; /* RECORD_HEADER_BYTES */
	const uint8_t *signature; /* KEY_SIGNATURE_BYTES */
	const uint8_t *body; /* NULL once the station has wiped it */
	size_t n_body;
};

/* Answers of checking. */
enum { RECORD_MALFORMED = 1, RECORD_BAD_BODY, RECORD_BAD_SIGNATURE, RECORD_BAD_CHAIN };

void record_header_put(uint8_t out[RECORD_HEADER_BYTES], const struct record_header *h);
/* 0 or RECORD_MALFORMED: wrong magic, epoch or seq 0, or an unknown clock state. */
NODISCARD int record_header_take(struct record_header *out, const uint8_t in[RECORD_HEADER_BYTES]);
void record_hash(uint8_t out[RECORD_HASH_BYTES], const uint8_t header[RECORD_HEADER_BYTES]);
void record_body_hash(uint8_t out[RECORD_HASH_BYTES], const void *body, size_t n);

void record_sign(
        uint8_t sig[KEY_SIGNATURE_BYTES], const struct key_secret *device, const uint8_t hash[RECORD_HASH_BYTES]);
/* 0, RECORD_MALFORMED, RECORD_BAD_BODY (not looked at when body is NULL) or RECORD_BAD_SIGNATURE. out may be NULL. */
NODISCARD int record_check(struct record_header *out, const struct record *r, const uint8_t device_key[KEY_BYTES]);

/* header || signature || body. pack fails for a wiped record; unpack borrows from bytes, RECORD_MALFORMED on a wrong size or magic. */
void record_pack(struct buf *out, const struct record *r);
NODISCARD int record_unpack(struct record *out, const void *bytes, size_t n);

/* "DEMO-01-1-42-1a2b3c4d": station, epoch, seq, first 8 hex digits of the hash. */
void record_number(char out[RECORD_NUMBER_MAX + 1], const char *station, uint32_t epoch, uint32_t seq,
        const uint8_t hash[RECORD_HASH_BYTES]);
struct record_number {
	char station[17];
	uint32_t epoch, seq;
	uint8_t hash4[4];
};
/* As a person typed it from paper: any case, spaces around. False when it is no number. */
bool record_number_read(struct record_number *out, const char *text);
