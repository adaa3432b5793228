#pragma once

/*
 * tlog - the hub's own memory, kept so that it can not be rewritten unseen
 *
 * A Merkle tree over record hashes as in RFC 6962 section 2.1: leaf =
 * SHA-256(0x00 || hash), node = SHA-256(0x01 || left || right), empty tree =
 * SHA-256(""). Only the full subtrees on the right edge are kept, at most 64
 * of them, so adding a leaf and asking the root cost O(log n) and the whole
 * state is small enough to be written with every batch.
 *
 * Size and root travel in each receipt: a station holds heads that the hub
 * can not take back.
 */
#include <stdint.h>
#include "sys/err.h"

enum { TLOG_HASH = 32, TLOG_LEVELS = 64, TLOG_PACKED = 8 + TLOG_LEVELS * TLOG_HASH };

struct tlog {
	uint64_t size; /* leaves so far */
	uint8_t peaks[TLOG_LEVELS][TLOG_HASH]; /* largest subtree first; as many as size has one-bits */
};

void tlog_init(struct tlog *t);
void tlog_add(struct tlog *t, const uint8_t record_hash[TLOG_HASH]);
void tlog_root(uint8_t out[TLOG_HASH], const struct tlog *t);

/* size (8 bytes, little-endian) and the peaks; gives the number of bytes. */
size_t tlog_pack(uint8_t out[TLOG_PACKED], const struct tlog *t);
/* A surprise when the bytes do not fit their own size. */
NODISCARD int tlog_unpack(struct tlog *out, const void *bytes, size_t n);
