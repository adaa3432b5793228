/* draft_seal - bytes of a draft: header, code, what is sealed. */
#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "store/bytes.h"
#include "store/draft_inside.h"
#include "store/envelope_inside.h"
#include "sys/text.h"

static const char magic[] = "LKDRAFT1";
/* Crockford's: no I, L, O, U to be read for something else. */
static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

enum {
	MAGIC_BYTES = 8,
	AT_HOW = 8,
	AT_CUT = 9,
	AT_KIND = 10,
	AT_MADE = 16,
	AT_ID = 24,
	AT_DESK = 40,
	AT_SEALED = 48,
	GROUP = 5
};

void draft_header_put(uint8_t out[DRAFT_HEADER_BYTES], const struct draft_header *h)
{
	memset(out, 0, DRAFT_HEADER_BYTES);
	memcpy(out, magic, MAGIC_BYTES);
	out[AT_HOW] = (uint8_t)h->how;
	out[AT_CUT] = h->was_cut;
	out[AT_KIND] = (uint8_t)h->kind;
	out[AT_KIND + 1] = (uint8_t)(h->kind >> 8);
	for (int i = 0; i < 8; i++)
		out[AT_MADE + i] = (uint8_t)((uint64_t)h->made_ms >> (8 * i));
	memcpy(out + AT_ID, h->id, DRAFT_ID_BYTES);
	memcpy(out + AT_DESK, h->desk, KEY_ID_BYTES);
	memcpy(out + AT_SEALED, h->sealed, DRAFT_SEALED_KEY_BYTES);
}

bool draft_header_take(struct draft_header *out, const uint8_t *bytes, size_t n)
{
	uint64_t made = 0;

	if (n < DRAFT_HEADER_BYTES || memcmp(bytes, magic, MAGIC_BYTES) != 0 || bytes[AT_CUT] > 1 ||
	        (bytes[AT_HOW] != DRAFT_FOR_DESK && bytes[AT_HOW] != DRAFT_FOR_CODE))
		return false;
	for (int i = 8; i-- > 0;)
		made = made << 8 | bytes[AT_MADE + i];
	if (made > INT64_MAX / 2)
		return false;
	*out = (struct draft_header){
	        .how = (enum draft_how)bytes[AT_HOW], .was_cut = bytes[AT_CUT], .made_ms = (int64_t)made};
	out->kind = (uint16_t)(bytes[AT_KIND] | bytes[AT_KIND + 1] << 8);
	memcpy(out->id, bytes + AT_ID, DRAFT_ID_BYTES);
	memcpy(out->desk, bytes + AT_DESK, KEY_ID_BYTES);
	memcpy(out->sealed, bytes + AT_SEALED, DRAFT_SEALED_KEY_BYTES);
	return true;
}

int draft_seal(
        struct buf *out, const struct draft_header *h, const uint8_t key[DRAFT_KEY_BYTES], const void *text, size_t n)
{
	size_t padded = (n / DRAFT_BUCKET + 1) * DRAFT_BUCKET, at;
	uint8_t header[DRAFT_HEADER_BYTES], nonce[DRAFT_NONCE_BYTES], *room = envelope_room(padded);
	int e;

	if (!room)
		return err_new(ENOMEM, "no locked memory to seal a draft");
	memcpy(room, text, n);
	(void)sodium_pad(&padded, room, n, DRAFT_BUCKET, padded);
	draft_header_put(header, h);
	randombytes_buf(nonce, sizeof nonce);
	buf_add(out, header, sizeof header);
	buf_add(out, nonce, sizeof nonce);
	at = out->len;
	buf_zero(out, padded + DRAFT_TAG_BYTES);
	e = buf_done(out);
	if (e == 0)
		(void)crypto_aead_xchacha20poly1305_ietf_encrypt(
		        out->data + at, NULL, room, padded, header, sizeof header, NULL, nonce, key);
	sodium_free(room);
	return err_up(e);
}

int draft_unseal(struct buf *out, const uint8_t *file, size_t n, const uint8_t key[DRAFT_KEY_BYTES])
{
	const size_t before = DRAFT_HEADER_BYTES + DRAFT_NONCE_BYTES;
	size_t padded, plain = 0;
	uint8_t *room;
	int r = 0;

	if (n < before + DRAFT_TAG_BYTES + DRAFT_BUCKET || n > DRAFT_FILE_MAX)
		return DRAFT_BROKEN;
	padded = n - before - DRAFT_TAG_BYTES;
	if (padded % DRAFT_BUCKET)
		return DRAFT_BROKEN;
	room = envelope_room(padded);
	if (!room)
		return err_new(ENOMEM, "no locked memory to open a draft");
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(room, NULL, NULL, file + before, n - before, file,
	            DRAFT_HEADER_BYTES, file + DRAFT_HEADER_BYTES, key) ||
	        sodium_unpad(&plain, room, padded, DRAFT_BUCKET))
		r = DRAFT_BROKEN;
	if (r == 0) {
		buf_add(out, room, plain);
		r = err_up(buf_done(out));
	}
	sodium_free(room);
	return r;
}

/* ---- codes ---------------------------------------------------------------------------------------- */

void draft_code_new(char code[DRAFT_CODE_ROOM])
{
	uint8_t random[DRAFT_CODE_LETTERS];
	size_t at = 0;

	randombytes_buf(random, sizeof random);
	for (int i = 0; i < DRAFT_CODE_LETTERS; i++) {
		if (i && i % GROUP == 0)
			code[at++] = '-';
		code[at++] = letters[random[i] % 32];
	}
	code[at] = 0;
	wipe(random, sizeof random);
}

static char meant(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	return c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
}

bool draft_code_plain(char out[DRAFT_CODE_LETTERS + 1], const char *typed)
{
	size_t n = 0;

	for (; *typed; typed++) {
		if (*typed == '-' || *typed == ' ')
			continue;
		if (n == DRAFT_CODE_LETTERS || !strchr(letters, meant(*typed)))
			return false;
		out[n++] = meant(*typed);
	}
	out[n] = 0;
	return n == DRAFT_CODE_LETTERS;
}

/* 100 random bits need no slow hash: there is nothing to guess. */
void draft_code_key(uint8_t key[DRAFT_KEY_BYTES], uint8_t id[DRAFT_ID_BYTES], const char *plain)
{
	static const char for_key[] = "loket-draft-key-v1", for_id[] = "loket-draft-id-v1";

	(void)crypto_generichash(key, DRAFT_KEY_BYTES, (const uint8_t *)plain, DRAFT_CODE_LETTERS,
	        (const uint8_t *)for_key, sizeof for_key - 1);
	(void)crypto_generichash(id, DRAFT_ID_BYTES, (const uint8_t *)plain, DRAFT_CODE_LETTERS,
	        (const uint8_t *)for_id, sizeof for_id - 1);
}
