#include "form/digest.h"

#include <math.h>
#include <string.h>

#include "form/digest_table.h"

static uint32_t rol(uint32_t v, int n)
{
	return v << n | v >> (32 - n);
}

static uint32_t ror(uint32_t v, int n)
{
	return v >> n | v << (32 - n);
}

static uint64_t ror64(uint64_t v, int n)
{
	return v >> n | v << (64 - n);
}

struct hash {
	uint32_t w[8];
	uint64_t d[8];
};

static void md5_block(struct hash *h, const uint8_t *b)
{
	static const int turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
	uint32_t m[16], a = h->w[0], x = h->w[1], c = h->w[2], d = h->w[3];

	for (int i = 0; i < 16; i++)
		m[i] = (uint32_t)b[4 * i] | (uint32_t)b[4 * i + 1] << 8 | (uint32_t)b[4 * i + 2] << 16 |
		       (uint32_t)b[4 * i + 3] << 24;
	for (int i = 0; i < 64; i++) {
		int round = i / 16, g = round == 0 ? i : round == 1 ? 5 * i + 1 : round == 2 ? 3 * i + 5 : 7 * i;
		uint32_t f = round == 0   ? (x & c) | (~x & d)
		             : round == 1 ? (d & x) | (~d & c)
		             : round == 2 ? x ^ c ^ d
		                          : c ^ (x | ~d);
		uint32_t k = (uint32_t)(int64_t)floor(fabs(sin(i + 1)) * 4294967296.0), keep = d;

		d = c;
		c = x;
		x += rol(a + f + k + m[g % 16], turns[round][i % 4]);
		a = keep;
	}
	h->w[0] += a;
	h->w[1] += x;
	h->w[2] += c;
	h->w[3] += d;
}

static void sha1_block(struct hash *h, const uint8_t *b)
{
	static const uint32_t k[] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
	uint32_t w[80], v[5];

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)b[4 * i] << 24 | (uint32_t)b[4 * i + 1] << 16 | (uint32_t)b[4 * i + 2] << 8 |
		       b[4 * i + 3];
	for (int i = 16; i < 80; i++)
		w[i] = rol(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	memcpy(v, h->w, sizeof v);
	for (int i = 0; i < 80; i++) {
		uint32_t f = i < 20              ? (v[1] & v[2]) | (~v[1] & v[3])
		             : i < 40 || i >= 60 ? v[1] ^ v[2] ^ v[3]
		                                 : (v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3]);
		uint32_t t = rol(v[0], 5) + f + v[4] + k[i / 20] + w[i];

		v[4] = v[3];
		v[3] = v[2];
		v[2] = rol(v[1], 30);
		v[1] = v[0];
		v[0] = t;
	}
	for (int i = 0; i < 5; i++)
		h->w[i] += v[i];
}

static void sha256_block(struct hash *h, const uint8_t *b)
{
	uint32_t w[64], v[8];

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)b[4 * i] << 24 | (uint32_t)b[4 * i + 1] << 16 | (uint32_t)b[4 * i + 2] << 8 |
		       b[4 * i + 3];
	for (int i = 16; i < 64; i++)
		w[i] = w[i - 16] + w[i - 7] + (ror(w[i - 15], 7) ^ ror(w[i - 15], 18) ^ w[i - 15] >> 3) +
		       (ror(w[i - 2], 17) ^ ror(w[i - 2], 19) ^ w[i - 2] >> 10);
	memcpy(v, h->w, sizeof v);
	for (int i = 0; i < 64; i++) {
		uint32_t t = v[7] + (ror(v[4], 6) ^ ror(v[4], 11) ^ ror(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) +
		             (uint32_t)(digest_rounds[i] >> 32) + w[i];
		uint32_t u = (ror(v[0], 2) ^ ror(v[0], 13) ^ ror(v[0], 22)) +
		             ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));

		memmove(v + 1, v, 7 * sizeof *v);
		v[4] += t;
		v[0] = t + u;
	}
	for (int i = 0; i < 8; i++)
		h->w[i] += v[i];
}

static void sha512_block(struct hash *h, const uint8_t *b)
{
	uint64_t w[80] = {0}, v[8];

	for (int i = 0; i < 128; i++)
		w[i / 8] = w[i / 8] << 8 | b[i];
	for (int i = 16; i < 80; i++)
		w[i] = w[i - 16] + w[i - 7] + (ror64(w[i - 15], 1) ^ ror64(w[i - 15], 8) ^ w[i - 15] >> 7) +
		       (ror64(w[i - 2], 19) ^ ror64(w[i - 2], 61) ^ w[i - 2] >> 6);
	memcpy(v, h->d, sizeof v);
	for (int i = 0; i < 80; i++) {
		uint64_t t = v[7] + (ror64(v[4], 14) ^ ror64(v[4], 18) ^ ror64(v[4], 41)) +
		             ((v[4] & v[5]) ^ (~v[4] & v[6])) + digest_rounds[i] + w[i];
		uint64_t u = (ror64(v[0], 28) ^ ror64(v[0], 34) ^ ror64(v[0], 39)) +
		             ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));

		memmove(v + 1, v, 7 * sizeof *v);
		v[4] += t;
		v[0] = t + u;
	}
	for (int i = 0; i < 8; i++)
		h->d[i] += v[i];
}

static void begin(struct hash *h, enum digest_kind kind)
{
	static const uint32_t old[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

	memset(h, 0, sizeof *h);
	if (kind == DIGEST_MD5 || kind == DIGEST_SHA1)
		memcpy(h->w, old, sizeof old);
	for (int i = 0; i < 8 && kind >= DIGEST_SHA256; i++) {
		h->d[i] = digest_starts[kind == DIGEST_SHA384 ? i + 8 : i];
		h->w[i] = (uint32_t)(h->d[i] >> 32);
	}
}

static const struct shape {
	void (*block)(struct hash *h, const uint8_t *b);
	size_t size, sum; /* bytes of a block and of the sum */
} shapes[] = {
        [DIGEST_MD5] = {md5_block, 64, 16},
        [DIGEST_SHA1] = {sha1_block, 64, 20},
        [DIGEST_SHA256] = {sha256_block, 64, 32},
        [DIGEST_SHA384] = {sha512_block, 128, 48},
        [DIGEST_SHA512] = {sha512_block, 128, 64},
};

/* The last bytes, a one bit, zeros, and the length in bits: one block, or two. */
static void finish(struct hash *h, enum digest_kind kind, const uint8_t *left, size_t n, uint64_t bits)
{
	const struct shape *s = &shapes[kind];
	uint8_t tail[256] = {0};
	size_t size = n + 1 + (s->size == 64 ? 8 : 16) <= s->size ? s->size : 2 * s->size;

	if (n)
		memcpy(tail, left, n);
	tail[n] = 0x80;
	for (size_t i = 0; i < 8; i++)
		tail[kind == DIGEST_MD5 ? size - 8 + i : size - 1 - i] = (uint8_t)(bits >> 8 * i);
	for (size_t i = 0; i < size; i += s->size)
		s->block(h, tail + i);
}

size_t digest_make(uint8_t out[64], enum digest_kind kind, const void *bytes, size_t n)
{
	const struct shape *s = &shapes[kind];
	const uint8_t *b = bytes;
	struct hash h;
	size_t done = 0;

	begin(&h, kind);
	for (; n - done >= s->size; done += s->size)
		s->block(&h, b + done);
	finish(&h, kind, b + done, n - done, (uint64_t)n * 8);
	for (size_t i = 0; i < s->sum; i++) {
		if (s->size == 128)
			out[i] = (uint8_t)(h.d[i / 8] >> (56 - 8 * (i % 8)));
		else
			out[i] = (uint8_t)(h.w[i / 4] >> (kind == DIGEST_MD5 ? 8 * (i % 4) : 24 - 8 * (i % 4)));
	}
	return s->sum;
}
