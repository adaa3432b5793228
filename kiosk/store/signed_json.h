#pragma once

/*
 * signed_json - a small record with this station's signature, in one file that anybody can read
 *
 *     {"record":{...},"signature":"128 hex"}
 *
 * The signature is the device key's over "loket-signed-json-v1" and the compact text of the record, its keys in the order
 * in which they stand. Records hold texts and whole numbers only, so that this text is one and the same everywhere.
 * For installation records and the like: nothing of a citizen.
 */
#include <jansson.h>
#include "store/keys.h"

enum { SIGNED_JSON_MAX = 64 * 1024 };

/* Answers. */
enum { SIGNED_JSON_FALSE = 1 }; /* it is no such file, or it was altered, or another key signed it */

/* Writes it power-safe; record is borrowed. A number that is no whole one, or too long: a surprise. */
NODISCARD int signed_json_write(const char *path, json_t *record, const struct key_secret *device);
/* *out: the record, the caller's. */
NODISCARD int signed_json_check(json_t **out, const void *text, size_t n, const uint8_t device_key[KEY_BYTES]);
/* The next free number of DIR/NNNN.json, 1..9999; the folder is made. 0: all are taken. */
NODISCARD int signed_json_next(int *out, const char *dir);
