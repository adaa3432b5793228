#pragma once

/*
 * chain - that nothing was left out, swapped or slipped in
 *
 * Within an epoch, seq rises by one and each header holds the hash of the one
 * before. Record 1 of a station's first epoch holds chain_anchor(). A new epoch
 * begins when a station finds that its card was copied or put back: its record
 * 1 is an `epoch_link` (store/kinds.h) that holds the hash of the last record
 * the station still knew, in an older epoch.
 * Signatures are not checked here: see record_check(). Because each hash covers
 * the one before, one good signature at the end of a run vouches for the run.
 */
#include <stdbool.h>
#include <stdint.h>
#include "store/record.h"

struct chain {
	uint8_t device[16];
	uint32_t epoch, seq; /* of the last record taken; 0, 0: none yet */
	uint8_t hash[RECORD_HASH_BYTES]; /* of that record; the anchor before the first */
};

/* Answers. The chain does not move on any but CHAIN_LINKED_ELSEWHERE. */
enum {
	CHAIN_MALFORMED = 1, /* not a header, or of another device */
	CHAIN_KNOWN, /* at or before the head: compare hashes to tell duplicate from conflict */
	CHAIN_GAP, /* something between the head and this one is missing */
	CHAIN_BROKEN, /* the next number, but it does not follow the head */
	CHAIN_LINKED_ELSEWHERE, /* a good new epoch whose link is not the head: look it up among the older records, or is it the anchor? */
};

/* BLAKE2b-256("kiosk-chain-v1" || device || device key). */
void chain_anchor(uint8_t out[RECORD_HASH_BYTES], const uint8_t device[16], const uint8_t device_key[KEY_BYTES]);
void chain_start(struct chain *c, const uint8_t device[16], const uint8_t device_key[KEY_BYTES]);
/* Goes on from a head that was verified earlier. */
void chain_resume(
        struct chain *c, const uint8_t device[16], uint32_t epoch, uint32_t seq, const uint8_t hash[RECORD_HASH_BYTES]);

/* Takes the next header. 0: it follows, and the chain has moved. */
NODISCARD int chain_take(struct chain *c, const uint8_t header[RECORD_HEADER_BYTES]);
