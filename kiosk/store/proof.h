#pragma once

/*
 * proof - what runs on this station, in one signed line that anybody can check without a network (S-20)
 *
 * One line in capitals, so that a QR code holds it densely (alphanumeric mode):
 *
 *   LOKET-PROOF-1 VERSION:0.5.0 GIT:B977B00 SLOT:V-64HEX CONFIG:16HEX STATION:DEMO-01 DEVICE:32HEX
 *       TIME:2026-11-22T19:00:00Z SIGN:128HEX          (one blank between, none at the ends, no line end)
 *
 *   VERSION GIT   of the program, letters as capitals
 *   SLOT          V- the root hash of dm-verity, as the kernel checks every block that is read; R- BLAKE2b-256 of
 *                 os-release where no verity runs (a desktop); N- and zeros: neither could be read
 *   CONFIG        first bytes of BLAKE2b-256 over station.conf, a zero byte, and the site's settings
 *   DEVICE        the station's number: of the very key that signs, or an older one of it (store/station.h)
 *   TIME          of the station's own clock, UTC
 *   SIGN          Ed25519 of the device key over all bytes before " SIGN:"
 *
 * Any other spelling of the same is refused. Nothing of a person stands in it.
 * `loketctl proof verify` checks it at the office or beside the station.
 */
#include "store/keys.h"
#include "store/station.h"
#include "sys/buf.h"

enum { PROOF_VERSION_MAX = 31, PROOF_GIT_MAX = 31, PROOF_HASH = 32, PROOF_CONFIG = 8, PROOF_MAX = 412 };

struct proof {
	char version[PROOF_VERSION_MAX + 1], git[PROOF_GIT_MAX + 1]; /* capitals, digits, . - + */
	char slot_kind; /* 'V', 'R' or 'N' */
	uint8_t slot[PROOF_HASH], config[PROOF_CONFIG];
	char station[STATION_CODE_MAX + 1];
	uint8_t device[STATION_DEVICE_BYTES];
	int64_t at_s; /* Unix seconds, 0 .. 253402300799 */
};

/* Answers. */
enum { PROOF_REFUSED = 1 }; /* no proof, altered, or another key signed it */

/* version and git may be in small letters. A surprise: something in it has no place in the line, or it grows too long. */
NODISCARD int proof_make(struct buf *out, const struct proof *p, const struct key_secret *device);
/* *out is written only when the line was signed by this key. */
NODISCARD int proof_check(struct proof *out, const char *line, size_t n, const uint8_t device_key[KEY_BYTES]);
/* Pure: what the line says, believed by nobody yet. PROOF_REFUSED: no such line. signed_bytes: before " SIGN:". */
NODISCARD int proof_read(
        struct proof *out, uint8_t signature[KEY_SIGNATURE_BYTES], size_t *signed_bytes, const char *line, size_t n);
