#pragma once

/*
 * stick_manifest - what a station says it has put on a stick, signed
 *
 * DEVICE.manifest, text, at most STICK_MANIFEST_MOST bytes:
 *
 *   loket-stick 1
 *   device 32 hex
 *   station DEMO-01
 *   made 2026-03-14T10:20:30.123Z
 *   file NAME BYTES RECORDS 64 hex         BLAKE2b-256 of the file; once for each, in order of name
 *   signature 128 hex                      Ed25519(device key, "kiosk-stick-v1" || BLAKE2b-256(all lines before))
 *
 * Records prove themselves without it. It is there so that a file which was
 * lost, cut short or changed on the way is missed and named.
 */
#include <stdbool.h>
#include "store/keys.h"
#include "store/station.h"
#include "sys/buf.h"

enum {
	STICK_FILES_MOST = 4096, /* of one station on one stick */
	STICK_MANIFEST_MOST = 1024 * 1024,
	STICK_BATCH_NAME = 32 + 3 * 11 + 8, /* DEVICE-EPOCH-FROM-TO.ceb.zst */
};

/* DEVICE-EPOCH-FROM-TO.ceb.zst */
struct stick_name {
	uint8_t device[16];
	uint32_t epoch, from, to; /* 1 <= from <= to */
};
void stick_name_put(char out[STICK_BATCH_NAME + 1], const struct stick_name *name);
bool stick_name_take(struct stick_name *out, const char *text); /* false when it is none, or not written that one way */

struct stick_file {
	char name[STICK_BATCH_NAME + 1];
	struct stick_name place;
	uint32_t bytes, records;
	uint8_t hash[32];
};

struct stick_manifest {
	uint8_t device[16];
	char station[STATION_CODE_MAX + 1];
	char made[25];
	struct stick_file *files; /* heap; in order of name */
	size_t n;
};

/* Answers of stick_manifest_read(). */
enum { STICK_MANIFEST_BROKEN = 1, STICK_MANIFEST_UNSIGNED /* not by this key */ };

NODISCARD int stick_manifest_write(struct buf *out, const struct stick_manifest *m, const struct key_secret *device);
/* device_key NULL: the signature is not looked at. */
NODISCARD int stick_manifest_read(struct stick_manifest *out, const void *bytes, size_t n, const uint8_t *device_key);
void stick_manifest_free(struct stick_manifest *m); /* NULL is fine */
const struct stick_file *stick_manifest_find(const struct stick_manifest *m, const char *name); /* NULL: not in it */
void stick_file_hash(uint8_t out[32], const void *bytes, size_t n);
