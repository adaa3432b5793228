#include <errno.h>
#include <string.h>
#include <sodium.h>

#include "store/envelope_inside.h"

/* The parts of a body, and locked room for what comes out of it. */
struct opening {
	const uint8_t *sealed; /* ciphertext and tag */
	size_t n_sealed, n_before; /* n_before: bytes up to the nonce */
	uint8_t *block;
	void *zstd;
	size_t n_zstd;
	uint8_t *inside, *plain;
	size_t n_inside, n_plain;
};

static bool find_parts(struct opening *o, const struct record *r)
{
	size_t n = envelope_recipients(r);

	o->n_before = BODY_FIXED_BYTES + n * RECIPIENT_BYTES;
	if (n == 0)
		return false;
	o->sealed = r->body + o->n_before + NONCE_BYTES;
	o->n_sealed = r->n_body - o->n_before - NONCE_BYTES;
	o->n_inside = o->n_sealed - TAG_BYTES;
	return o->n_inside > 0 && o->n_inside % ENVELOPE_BUCKET == 0;
}

/* 0 with the content key, ENVELOPE_NOT_FOR_US or ENVELOPE_BROKEN. */
static int take_content_key(uint8_t out[32], const struct record *r, const struct key_secret *key)
{
	const uint8_t *id = key_public_part(key)->id;

	for (size_t i = 0; i < envelope_recipients(r); i++) {
		const uint8_t *recipient = envelope_recipient(r, i);

		if (memcmp(recipient, id, KEY_ID_BYTES) != 0)
			continue;
		return key_unseal(out, key, recipient + KEY_ID_BYTES, SEALED_KEY_BYTES) ? 0 : ENVELOPE_BROKEN;
	}
	return ENVELOPE_NOT_FOR_US;
}

static int decrypt(struct opening *o, const struct record *r, const struct key_secret *key)
{
	uint8_t aad[AAD_MAX], content_key[32];
	size_t n_aad = envelope_aad(aad, r->header, r->body, o->n_before), n = 0;
	int answer = take_content_key(content_key, r, key);

	if (answer == 0 && crypto_aead_xchacha20poly1305_ietf_decrypt(o->inside, NULL, NULL, o->sealed, o->n_sealed,
	                           aad, n_aad, r->body + o->n_before, content_key) != 0)
		answer = ENVELOPE_BROKEN;
	wipe(content_key, sizeof content_key);
	if (answer == 0 && sodium_unpad(&n, o->inside, o->n_inside, ENVELOPE_BUCKET) != 0)
		answer = ENVELOPE_BROKEN;
	o->n_inside = n;
	return answer;
}

/* One frame that says how long it is, and is that long: no bomb, nothing behind it. */
static int decompress(struct opening *o)
{
	unsigned long long said = ZSTD_getFrameContentSize(o->inside, o->n_inside);
	ZSTD_DCtx *zstd = ZSTD_initStaticDCtx(o->zstd, o->n_zstd);
	size_t n;

	if (said > INSIDE_MAX || ZSTD_findFrameCompressedSize(o->inside, o->n_inside) != o->n_inside || !zstd)
		return ENVELOPE_BROKEN;
	n = ZSTD_decompressDCtx(zstd, o->plain, INSIDE_MAX, o->inside, o->n_inside);
	if (ZSTD_isError(n) || n != said)
		return ENVELOPE_BROKEN;
	o->n_plain = n;
	return 0;
}

/* What was sealed must say the same as the header around it. */
static int take_plain(struct envelope_inside *out, const struct opening *o, const struct record_header *h)
{
	uint8_t want[PREFIX_MAX];
	struct envelope_inside in;
	size_t n;
	int e;

	if (o->n_plain < PREFIX_FIXED_BYTES)
		return ENVELOPE_BROKEN;
	n = o->plain[PREFIX_FIXED_BYTES - 1];
	if (n >= sizeof in.station || o->n_plain < PREFIX_FIXED_BYTES + n)
		return ENVELOPE_BROKEN;
	memcpy(in.station, o->plain + PREFIX_FIXED_BYTES, n);
	in.station[n] = 0;
	if (strlen(in.station) != n)
		return ENVELOPE_BROKEN;
	(void)envelope_prefix(want, h, in.station);
	if (memcmp(want, o->plain, PREFIX_FIXED_BYTES + n) != 0)
		return ENVELOPE_BROKEN;
	buf_init(&in.json, ENVELOPE_PLAIN_MAX);
	buf_add(&in.json, o->plain + PREFIX_FIXED_BYTES + n, o->n_plain - PREFIX_FIXED_BYTES - n);
	e = buf_done(&in.json);
	if (e) {
		buf_fini(&in.json);
		return err_up(e);
	}
	*out = in;
	return 0;
}

int envelope_open(struct envelope_inside *out, const struct record *r, const struct key_secret *key)
{
	struct opening o = {0};
	struct record_header h;
	int answer;

	if (record_header_take(&h, r->header) || !find_parts(&o, r))
		return ENVELOPE_BROKEN;
	o.n_zstd = envelope_align(ZSTD_estimateDCtxSize());
	o.block = envelope_room(o.n_zstd + INSIDE_MAX + o.n_inside);
	if (!o.block)
		return err_new(ENOMEM, "no locked memory to open a record");
	o.zstd = o.block;
	o.plain = o.block + o.n_zstd;
	o.inside = o.plain + INSIDE_MAX;
	answer = decrypt(&o, r, key);
	if (answer == 0)
		answer = decompress(&o);
	if (answer == 0)
		answer = take_plain(out, &o, &h);
	sodium_free(o.block);
	return answer;
}
