#include "store/keys.h"

#include <ctype.h>
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sodium.h>

#include "sys/buf.h"
#include "sys/fault.h"
#include "sys/text.h"
#include "store/keys_inside.h"

static const char *const role_names[KEY_ROLES] = {"authority", "desk", "device", "pack", "hub", "recovery"};

const char *key_role_name(enum key_role role)
{
	assert(role < KEY_ROLES);
	return role_names[role];
}

bool key_role_of(enum key_role *out, const char *name)
{
	for (int i = 0; i < KEY_ROLES; i++) {
		if (text_is(role_names[i], name)) {
			*out = (enum key_role)i;
			return true;
		}
	}
	return false;
}

bool key_role_opens(enum key_role role)
{
	return role == KEY_AUTHORITY || role == KEY_DESK;
}

void key_public_name(struct key_public *k)
{
	static const char mark[] = "kiosk-key-v1";
	uint8_t all[sizeof mark - 1 + KEY_BYTES], hash[32];

	memcpy(all, mark, sizeof mark - 1);
	memcpy(all + sizeof mark - 1, k->bytes, KEY_BYTES);
	(void)crypto_generichash(hash, sizeof hash, all, sizeof all, NULL, 0);
	memcpy(k->id, hash, KEY_ID_BYTES);
}

bool key_public_of_hex(struct key_public *out, enum key_role role, const char *hex)
{
	struct key_public k = {.role = role};

	if (!hex_take(k.bytes, KEY_BYTES, hex) || sodium_is_zero(k.bytes, KEY_BYTES))
		return false;
	key_public_name(&k);
	*out = k;
	return true;
}

int key_secret_of_bytes(struct key_secret **out, const struct key_public *like, const uint8_t bytes[KEY_BYTES])
{
	struct key_secret *k;
	int e = fault("key.memory", ENOMEM);

	if (sodium_init() < 0)
		return err_new(ENOSYS, "the crypto library finds no random numbers on this machine");
	k = e ? NULL : sodium_malloc(sizeof *k);
	if (!k)
		return err_new(ENOMEM, "no locked memory for a key");
	memset(k, 0, sizeof *k);
	k->public = *like;
	if (key_role_opens(like->role)) {
		memcpy(k->secret, bytes, KEY_BYTES);
		(void)crypto_scalarmult_base(k->public.bytes, k->secret);
	} else {
		(void)crypto_sign_seed_keypair(k->public.bytes, k->secret, bytes);
	}
	key_public_name(&k->public);
	(void)sodium_mprotect_readonly(k);
	*out = k;
	return 0;
}

int key_new(struct key_secret **out, enum key_role role, bool demonstration)
{
	struct key_public like = {.role = role, .demonstration = demonstration};
	uint8_t bytes[KEY_BYTES];
	int e;

	if (sodium_init() < 0)
		return err_new(ENOSYS, "the crypto library finds no random numbers on this machine");
	randombytes_buf(bytes, sizeof bytes);
	e = key_secret_of_bytes(out, &like, bytes);
	wipe(bytes, sizeof bytes);
	return err_up(e);
}

void key_free(struct key_secret *k)
{
	sodium_free(k); /* overwrites, and takes NULL */
}

const struct key_public *key_public_part(const struct key_secret *k)
{
	return &k->public;
}

void key_sign(uint8_t sig[KEY_SIGNATURE_BYTES], const struct key_secret *k, const void *bytes, size_t n)
{
	assert(!key_role_opens(k->public.role));
	(void)crypto_sign_detached(sig, NULL, bytes, n, k->secret);
}

bool key_verify(
        const uint8_t sig[KEY_SIGNATURE_BYTES], const uint8_t public_key[KEY_BYTES], const void *bytes, size_t n)
{
	return crypto_sign_verify_detached(sig, bytes, n, public_key) == 0;
}

bool key_unseal(void *out, const struct key_secret *k, const void *sealed, size_t n)
{
	assert(key_role_opens(k->public.role));
	return n >= crypto_box_SEALBYTES && crypto_box_seal_open(out, sealed, n, k->public.bytes, k->secret) == 0;
}

void key_print(char out[KEY_PRINT_CHARS + 1], const struct key_public *k)
{
	char hex[2 * KEY_ID_BYTES + 1];

	hex_put(hex, k->id, KEY_ID_BYTES);
	for (char *p = hex; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	(void)snprintf(out, KEY_PRINT_CHARS + 1, "%.4s %.4s %.4s %.4s", hex, hex + 4, hex + 8, hex + 12);
}
