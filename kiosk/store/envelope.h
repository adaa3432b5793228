#pragma once

/*
 * envelope - closes answers so that only the owner of the data can open them
 *
 * Inside: zstd(prefix || JSON), padded with sodium_pad to a multiple of
 * ENVELOPE_BUCKET, so that the length says little. The prefix repeats device,
 * epoch, seq, id, type, schema and time of the header, and the station code:
 * opening compares them.
 * Body: ver(1)=1 alg(1)=1 n(1) { key id(8) sealed content key(80) } x n
 *       nonce(24) XChaCha20-Poly1305(inside).
 * A fresh random content key per record is sealed (crypto_box_seal) to each of
 * 1..ENVELOPE_RECIPIENTS_MAX keys. The associated data is the header without
 * its last field, body_hash, followed by the body up to the nonce.
 *
 * Every copy of the answers made here is overwritten before the call returns.
 */
#include <stdint.h>
#include "sys/buf.h"
#include "store/record.h"

enum {
	ENVELOPE_BUCKET = 512,
	ENVELOPE_RECIPIENTS_MAX = 9, /* eight authorities and a desk */
	ENVELOPE_PLAIN_MAX = 256 * 1024, /* bytes of JSON */
};

/* Answers. */
enum {
	ENVELOPE_TOO_BIG = 1, /* over ENVELOPE_PLAIN_MAX, or over RECORD_MAX once sealed */
	ENVELOPE_NOT_FOR_US, /* whole, but sealed to other keys */
	ENVELOPE_BROKEN, /* altered, cut, or not what its header says */
};

struct envelope_to {
	const struct key_public *const *keys; /* borrowed */
	size_t n;
	const char *station; /* code, goes inside */
};

/* Appends the body to out and sets h->body_hash; everything else in h must stand already. */
NODISCARD int envelope_seal(
        struct buf *out, struct record_header *h, const struct envelope_to *to, const void *json, size_t n);

struct envelope_inside {
	char station[17];
	struct buf json; /* the caller calls buf_fini(): it wipes */
};
/* r has its body. The signature is the caller's to check first (record_check). */
NODISCARD int envelope_open(struct envelope_inside *out, const struct record *r, const struct key_secret *key);
/* How many recipients, and the id of the nth (8 bytes, borrowed from the body); 0 / NULL when the body is malformed. */
size_t envelope_recipients(const struct record *r);
const uint8_t *envelope_recipient(const struct record *r, size_t nth);
