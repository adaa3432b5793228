#include "store/keys_wrap.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "store/keys_inside.h"
#include "sys/buf.h"

enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, BOUND_MOST = 256 };

/* What the copy is bound to: "kiosk-wrap-v1" || role || public key || the caller's. */
static size_t bind(uint8_t out[BOUND_MOST + 64], const struct key_public *k, const void *bound, size_t n)
{
	static const char mark[] = "kiosk-wrap-v1";
	size_t at = sizeof mark - 1;

	assert(n <= BOUND_MOST);
	memcpy(out, mark, at);
	out[at++] = (uint8_t)k->role;
	memcpy(out + at, k->bytes, KEY_BYTES);
	at += KEY_BYTES;
	if (n)
		memcpy(out + at, bound, n);
	return at + n;
}

void key_wrap(uint8_t out[KEY_WRAPPED_BYTES], const struct key_secret *k, const uint8_t with[KEY_WRAPPING_BYTES],
        const void *bound, size_t n)
{
	uint8_t all[BOUND_MOST + 64];
	size_t n_all = bind(all, &k->public, bound, n);

	randombytes_buf(out, NONCE);
	/* The first 32 bytes give the pair, of every role (keys_inside.h). */
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(
	        out + NONCE, NULL, k->secret, KEY_BYTES, all, n_all, NULL, out, with);
}

int key_unwrap(struct key_secret **out, const struct key_public *public_part, const uint8_t wrapped[KEY_WRAPPED_BYTES],
        const uint8_t with[KEY_WRAPPING_BYTES], const void *bound, size_t n)
{
	uint8_t all[BOUND_MOST + 64], bytes[KEY_BYTES];
	size_t n_all = bind(all, public_part, bound, n);
	struct key_secret *k;
	int e;

	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
	            bytes, NULL, NULL, wrapped + NONCE, KEY_WRAPPED_BYTES - NONCE, all, n_all, wrapped, with))
		return KEY_WRAP_WRONG;
	e = key_secret_of_bytes(&k, public_part, bytes);
	wipe(bytes, sizeof bytes);
	if (e)
		return err_up(e);
	if (sodium_memcmp(k->public.bytes, public_part->bytes, KEY_BYTES)) {
		key_free(k);
		return KEY_WRAP_WRONG;
	}
	*out = k;
	return 0;
}
