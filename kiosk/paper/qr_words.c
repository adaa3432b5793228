/* qr_words - a text into the codewords of a QR code: segments, padding, error correction, interleaving */
#include "paper/qr_parts.h"

#include <string.h>

#include "sys/buf.h"

/* ISO/IEC 18004 table 9, level M: error-correction codewords a block; blocks and data codewords of both groups. */
static const struct {
	uint8_t ec, blocks1, data1, blocks2, data2;
} level_m[QR_MOST_VERSION + 1] = {
        [1] = {10, 1, 16, 0, 0},
        [2] = {16, 1, 28, 0, 0},
        [3] = {26, 1, 44, 0, 0},
        [4] = {18, 2, 32, 0, 0},
        [5] = {24, 2, 43, 0, 0},
        [6] = {16, 4, 27, 0, 0},
        [7] = {18, 4, 31, 0, 0},
        [8] = {22, 2, 38, 2, 39},
        [9] = {22, 3, 36, 2, 37},
        [10] = {26, 4, 43, 1, 44},
        [11] = {30, 1, 50, 4, 51},
        [12] = {22, 6, 36, 2, 37},
        [13] = {22, 8, 37, 1, 38},
        [14] = {24, 4, 40, 5, 41},
        [15] = {24, 5, 41, 5, 42},
};

static const char alphanumeric[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

struct bits {
	uint8_t *bytes;
	int n;
};

static void bits_put(struct bits *b, unsigned value, int count)
{
	for (int i = count - 1; i >= 0; i--, b->n++)
		if (value >> i & 1)
			b->bytes[b->n >> 3] |= (uint8_t)(0x80 >> (b->n & 7));
}

static int data_codewords(int version)
{
	return level_m[version].blocks1 * level_m[version].data1 + level_m[version].blocks2 * level_m[version].data2;
}

int qr_codewords(int version)
{
	return data_codewords(version) + level_m[version].ec * (level_m[version].blocks1 + level_m[version].blocks2);
}

static int sign_of(char c)
{
	const char *at = c ? strchr(alphanumeric, c) : NULL;

	return at ? (int)(at - alphanumeric) : -1;
}

static bool is_alphanumeric(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (sign_of(text[i]) < 0)
			return false;
	return n > 0;
}

static int count_bits(int version, bool dense)
{
	if (dense)
		return version <= 9 ? 9 : 11;
	return version <= 9 ? 8 : 16;
}

static int bits_needed(int version, bool dense, int n)
{
	return 4 + count_bits(version, dense) + (dense ? n / 2 * 11 + n % 2 * 6 : n * 8);
}

static void segment_put(struct bits *b, int version, bool dense, const char *text, int n)
{
	bits_put(b, dense ? 2 : 4, 4);
	bits_put(b, (unsigned)n, count_bits(version, dense));
	for (int i = 0; i < n; i += dense ? 2 : 1) {
		if (!dense)
			bits_put(b, (uint8_t)text[i], 8);
		else if (i + 1 < n)
			bits_put(b, (unsigned)(sign_of(text[i]) * 45 + sign_of(text[i + 1])), 11);
		else
			bits_put(b, (unsigned)sign_of(text[i]), 6);
	}
}

/* Terminator of up to four zeros, zeros to a whole byte, then 236 and 17 in turn. */
static void pad(struct bits *b, int capacity)
{
	b->n += capacity - b->n < 4 ? capacity - b->n : 4;
	b->n = (b->n + 7) & ~7;
	for (unsigned i = 0; b->n < capacity; i++)
		bits_put(b, i % 2 ? 17 : 236, 8);
}

/* ---- Reed-Solomon over GF(256) --------------------------------------------------- */

static uint8_t times(uint8_t a, uint8_t b)
{
	unsigned r = 0;

	for (int i = 7; i >= 0; i--) {
		r = (r << 1) ^ (r >> 7) * 0x11d;
		if (b >> i & 1)
			r ^= a;
	}
	return (uint8_t)r;
}

/* The product of (x - 2^i) for i < degree, leading 1 left out. */
static void generator(uint8_t *out, int degree)
{
	uint8_t root = 1;

	memset(out, 0, (size_t)degree);
	out[degree - 1] = 1;
	for (int i = 0; i < degree; i++, root = times(root, 2)) {
		for (int j = 0; j < degree; j++)
			out[j] = (uint8_t)(times(out[j], root) ^ (j + 1 < degree ? out[j + 1] : 0));
	}
}

void qr_remainder(uint8_t *out, int n_out, const uint8_t *data, int n_data)
{
	uint8_t gen[32];

	generator(gen, n_out);
	memset(out, 0, (size_t)n_out);
	for (int i = 0; i < n_data; i++) {
		uint8_t factor = data[i] ^ out[0];

		memmove(out, out + 1, (size_t)n_out - 1);
		out[n_out - 1] = 0;
		for (int j = 0; j < n_out; j++)
			out[j] ^= times(gen[j], factor);
	}
}

/* ---- blocks, interleaved ------------------------------------------------------------ */

static int block_data(int version, int block)
{
	return block < level_m[version].blocks1 ? level_m[version].data1 : level_m[version].data2;
}

static int block_start(int version, int block)
{
	int at = 0;

	for (int i = 0; i < block; i++)
		at += block_data(version, i);
	return at;
}

static void interleave(uint8_t *out, const uint8_t *data, int version)
{
	int blocks = level_m[version].blocks1 + level_m[version].blocks2, ec = level_m[version].ec, n = 0;
	int longest = block_data(version, blocks - 1);
	uint8_t rest[32];

	for (int i = 0; i < longest; i++)
		for (int b = 0; b < blocks; b++)
			if (i < block_data(version, b))
				out[n++] = data[block_start(version, b) + i];
	for (int b = 0; b < blocks; b++) {
		qr_remainder(rest, ec, data + block_start(version, b), block_data(version, b));
		for (int i = 0; i < ec; i++)
			out[n + i * blocks + b] = rest[i];
	}
}

int qr_words(uint8_t out[QR_MOST_CODEWORDS], int *n, int *version, const char *text)
{
	uint8_t data[QR_MOST_CODEWORDS] = {0};
	struct bits b = {data, 0};
	size_t length = strlen(text);
	bool dense = is_alphanumeric(text, length);
	int v = 1;

	if (length > 2 * QR_MOST_BYTES)
		return QR_TOO_LONG;
	while (v <= QR_MOST_VERSION && bits_needed(v, dense, (int)length) > data_codewords(v) * 8)
		v++;
	if (v > QR_MOST_VERSION)
		return QR_TOO_LONG;
	segment_put(&b, v, dense, text, (int)length);
	pad(&b, data_codewords(v) * 8);
	interleave(out, data, v);
	wipe(data, sizeof data);
	*n = qr_codewords(v);
	*version = v;
	return 0;
}
