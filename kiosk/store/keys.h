#pragma once

/*
 * keys - the key pairs of stations, desks, authorities, packs and hubs
 *
 * Authority and desk keys (X25519) open records; device, pack, hub and recovery
 * keys (Ed25519) sign. A pair is two small text files, ROLE.pub (0644) and ROLE.key
 * (0600): lines of `key = value`, written power-safe and never overwritten
 * (-EEXIST). In memory a secret lies in guarded, locked pages that no core dump
 * holds, and is overwritten by key_free().
 *
 * A secret file that group or others may read is refused: nobody knows who has
 * it. Keys made for demonstrations carry a mark that goes with them into
 * station.conf, so that a production image can refuse the station.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

enum { KEY_BYTES = 32, KEY_ID_BYTES = 8, KEY_SIGNATURE_BYTES = 64, KEY_FILE_MAX = 4096 };

enum key_role { KEY_AUTHORITY, KEY_DESK, KEY_DEVICE, KEY_PACK, KEY_HUB, KEY_RECOVERY, KEY_ROLES };

struct key_public {
	enum key_role role;
	bool demonstration;
	uint8_t id[KEY_ID_BYTES]; /* first bytes of BLAKE2b-256("kiosk-key-v1" || bytes) */
	uint8_t bytes[KEY_BYTES];
};

struct key_secret;

const char *key_role_name(enum key_role role); /* "authority", ... */
/* True and *out for one of the six names. */
bool key_role_of(enum key_role *out, const char *name);

NODISCARD int key_new(struct key_secret **out, enum key_role role, bool demonstration);
void key_free(struct key_secret *k); /* wipes; NULL is fine */
const struct key_public *key_public_part(const struct key_secret *k); /* borrowed */

/* Writes both files into dir (made when absent, 0700). -EEXIST when either file is there. */
NODISCARD int key_write(const struct key_secret *k, const char *dir);
/* Writes ROLE.pub again where it was lost, as after a power cut between the two; one that is there stays. */
NODISCARD int key_write_public(const struct key_secret *k, const char *dir);
/* -EACCES when others may read the file, -EINVAL with file and line when it is no such key of that role. */
NODISCARD int key_read_secret(struct key_secret **out, const char *path, enum key_role role);
NODISCARD int key_read_public(struct key_public *out, const char *path, enum key_role role);
/* "1A2B 3C4D 5E6F 7081": its id, as a person compares it. */
enum { KEY_PRINT_CHARS = 19 };
void key_print(char out[KEY_PRINT_CHARS + 1], const struct key_public *k);
/* A public key from its 64 hexadecimal digits; false when it is none. Fills in the id. */
bool key_public_of_hex(struct key_public *out, enum key_role role, const char *hex);

/* Ed25519; k is a device, pack, hub or recovery key. */
void key_sign(uint8_t sig[KEY_SIGNATURE_BYTES], const struct key_secret *k, const void *bytes, size_t n);
bool key_verify(
        const uint8_t sig[KEY_SIGNATURE_BYTES], const uint8_t public_key[KEY_BYTES], const void *bytes, size_t n);

/* Opens what crypto_box_seal closed (n bytes, 48 of them overhead); k is an authority or desk key. False: not for it, or altered. */
bool key_unseal(void *out, const struct key_secret *k, const void *sealed, size_t n);
