#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sodium.h>

#include "sys/fault.h"
#include "store/envelope_inside.h"

enum { ZSTD_LEVEL = 3 };

/* Everything that ever holds plain text, in one block of locked memory. */
struct bench {
	uint8_t *block; /* from envelope_room() */
	void *zstd; /* workspace of the compressor */
	size_t n_zstd;
	uint8_t *plain; /* prefix and JSON */
	size_t n_plain;
	uint8_t *inside; /* compressed, then padded */
	size_t n_inside, cap_inside;
	uint8_t content_key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
};

static int bench_open(struct bench *b, const struct record_header *h, const char *station, const void *json, size_t n)
{
	uint8_t prefix[PREFIX_MAX];
	size_t n_prefix = envelope_prefix(prefix, h, station);

	memset(b, 0, sizeof *b);
	b->n_plain = n_prefix + n;
	/* Sized for this text: what is touched must be wiped, and a big workspace costs more than the sealing. */
	b->n_zstd = envelope_align(ZSTD_estimateCCtxSize_usingCParams(ZSTD_getCParams(ZSTD_LEVEL, b->n_plain, 0)));
	b->cap_inside = ZSTD_compressBound(b->n_plain) + ENVELOPE_BUCKET;
	b->block = envelope_room(b->n_zstd + envelope_align(b->n_plain) + b->cap_inside);
	if (!b->block)
		return err_new(ENOMEM, "no locked memory to seal a record");
	b->zstd = b->block;
	b->plain = b->block + b->n_zstd;
	b->inside = b->plain + envelope_align(b->n_plain);
	memcpy(b->plain, prefix, n_prefix);
	if (n)
		memcpy(b->plain + n_prefix, json, n);
	randombytes_buf(b->content_key, sizeof b->content_key);
	return 0;
}

static void bench_close(struct bench *b)
{
	sodium_free(b->block);
	wipe(b, sizeof *b);
	sodium_stackzero(8192); /* what the compressor and the cipher spilled there */
}

static int compress_and_pad(struct bench *b)
{
	ZSTD_CCtx *zstd = ZSTD_initStaticCCtx(b->zstd, b->n_zstd);
	size_t n = (size_t)-1;

	/* A static context begins with all parameters zero; the frame must say its size, or it will not be opened. */
	if (zstd && !ZSTD_isError(ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, ZSTD_LEVEL)) &&
	        !ZSTD_isError(ZSTD_CCtx_setParameter(zstd, ZSTD_c_contentSizeFlag, 1)))
		n = ZSTD_compress2(zstd, b->inside, b->cap_inside - ENVELOPE_BUCKET, b->plain, b->n_plain);
	if (fault("envelope.compress", ENOMEM) || ZSTD_isError(n))
		return err_new(ENOMEM, "a record could not be compressed");
	if (sodium_pad(&b->n_inside, b->inside, n, ENVELOPE_BUCKET, b->cap_inside) != 0)
		return err_new(EOVERFLOW, "a record could not be padded");
	return 0;
}

/* Version, algorithm, and the content key sealed to each recipient. */
static int add_recipients(struct buf *out, const struct bench *b, const struct envelope_to *to)
{
	const uint8_t fixed[BODY_FIXED_BYTES] = {ENVELOPE_VERSION, ENVELOPE_ALG, (uint8_t)to->n};
	uint8_t sealed[SEALED_KEY_BYTES];

	buf_add(out, fixed, sizeof fixed);
	for (size_t i = 0; i < to->n; i++) {
		if (fault("envelope.seal", EINVAL) ||
		        crypto_box_seal(sealed, b->content_key, sizeof b->content_key, to->keys[i]->bytes) != 0)
			return err_new(
			        EINVAL, "a key that records are sealed to is no usable X25519 key; see station.conf");
		buf_add(out, to->keys[i]->id, KEY_ID_BYTES);
		buf_add(out, sealed, sizeof sealed);
	}
	return 0;
}

/* Seals straight into out: the padded inside never leaves the locked block in clear. */
static int add_sealed(struct buf *out, size_t body_at, struct record_header *h, const struct bench *b)
{
	uint8_t header[RECORD_HEADER_BYTES], aad[AAD_MAX];
	size_t n_before = out->len - body_at, n_aad, at;
	uint8_t nonce[NONCE_BYTES];
	int e;

	memset(h->body_hash, 0, sizeof h->body_hash);
	record_header_put(header, h);
	n_aad = envelope_aad(aad, header, out->data + body_at, n_before);
	randombytes_buf(nonce, sizeof nonce);
	buf_add(out, nonce, sizeof nonce);
	at = out->len;
	buf_zero(out, b->n_inside + TAG_BYTES);
	e = buf_done(out);
	if (e)
		return err_up(e);
	(void)crypto_aead_xchacha20poly1305_ietf_encrypt(
	        out->data + at, NULL, b->inside, b->n_inside, aad, n_aad, NULL, nonce, b->content_key);
	record_body_hash(h->body_hash, out->data + body_at, out->len - body_at);
	return 0;
}

int envelope_seal(struct buf *out, struct record_header *h, const struct envelope_to *to, const void *json, size_t n)
{
	size_t body_at = out->len, n_body;
	struct bench b;
	int r;

	assert(to->n >= 1 && to->n <= ENVELOPE_RECIPIENTS_MAX);
	if (n > ENVELOPE_PLAIN_MAX)
		return ENVELOPE_TOO_BIG;
	r = bench_open(&b, h, to->station, json, n);
	if (r)
		return err_up(r);
	r = compress_and_pad(&b);
	n_body = BODY_FIXED_BYTES + to->n * RECIPIENT_BYTES + NONCE_BYTES + b.n_inside + TAG_BYTES;
	if (r == 0 && n_body > RECORD_BODY_MAX)
		r = ENVELOPE_TOO_BIG;
	if (r == 0)
		r = add_recipients(out, &b, to);
	if (r == 0)
		r = add_sealed(out, body_at, h, &b);
	bench_close(&b);
	return r;
}
