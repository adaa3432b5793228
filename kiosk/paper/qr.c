#include "paper/qr.h"

#include <stdlib.h>
#include <string.h>

#include "paper/qr_parts.h"
#include "sys/buf.h"

/* A square under construction: which modules are dark, and which belong to patterns. */
struct square {
	struct qr q;
	uint8_t fixed[sizeof((struct qr *)0)->dark];
};

static bool bit_at(const uint8_t *bits, int i)
{
	return bits[i >> 3] >> (i & 7) & 1;
}

static void bit_put(uint8_t *bits, int i, bool on)
{
	uint8_t mask = (uint8_t)(1 << (i & 7));

	bits[i >> 3] = (uint8_t)(on ? bits[i >> 3] | mask : bits[i >> 3] & ~mask);
}

bool qr_is_dark(const struct qr *q, int x, int y)
{
	return bit_at(q->dark, y * q->size + x);
}

static void fix(struct square *s, int x, int y, bool dark)
{
	if (x < 0 || y < 0 || x >= s->q.size || y >= s->q.size)
		return;
	bit_put(s->q.dark, y * s->q.size + x, dark);
	bit_put(s->fixed, y * s->q.size + x, true);
}

static int farther(int dx, int dy)
{
	return abs(dx) > abs(dy) ? abs(dx) : abs(dy);
}

/* Finder pattern with its white border; the centre is given. */
static void finder(struct square *s, int cx, int cy)
{
	for (int dy = -4; dy <= 4; dy++)
		for (int dx = -4; dx <= 4; dx++)
			fix(s, cx + dx, cy + dy, farther(dx, dy) != 2 && farther(dx, dy) != 4);
}

static void alignments(struct square *s)
{
	int at[7], n = qr_alignment(at, s->q.version);

	for (int i = 0; i < n; i++) {
		for (int j = 0; j < n; j++) {
			/* Three corners belong to the finders. */
			if ((i == 0 && j == 0) || (i == 0 && j == n - 1) || (i == n - 1 && j == 0))
				continue;
			for (int dy = -2; dy <= 2; dy++)
				for (int dx = -2; dx <= 2; dx++)
					fix(s, at[i] + dx, at[j] + dy, farther(dx, dy) != 1);
		}
	}
}

/* Both copies of the 15 format bits, and the module that is always dark. */
static void format(struct square *s, int mask)
{
	unsigned bits = qr_format_bits(mask);
	int size = s->q.size;

	for (int i = 0; i < 15; i++) {
		bool dark = bits >> i & 1;
		/* Around the upper left finder: up column 8, then left along row 8, stepping over the timing lines. */
		int up = i < 6 ? i : i + 1, left = i < 9 ? 7 : 14 - i;

		if (i < 8)
			fix(s, 8, up, dark);
		else
			fix(s, left, 8, dark);
		/* Along the upper right finder, then up from the lower left one. */
		if (i < 8)
			fix(s, size - 1 - i, 8, dark);
		else
			fix(s, 8, size - 15 + i, dark);
	}
	fix(s, 8, size - 8, true);
}

static void version_bits(struct square *s)
{
	unsigned bits = qr_version_bits(s->q.version);

	if (s->q.version < 7)
		return;
	for (int i = 0; i < 18; i++) {
		int a = s->q.size - 11 + i % 3, b = i / 3;

		fix(s, a, b, bits >> i & 1);
		fix(s, b, a, bits >> i & 1);
	}
}

static void patterns(struct square *s)
{
	int size = s->q.size;

	for (int i = 0; i < size; i++) {
		fix(s, 6, i, i % 2 == 0);
		fix(s, i, 6, i % 2 == 0);
	}
	finder(s, 3, 3);
	finder(s, size - 4, 3);
	finder(s, 3, size - 4);
	alignments(s);
	format(s, 0);
	version_bits(s);
}

/* Codewords in the zigzag of two columns, from the lower right corner; column 6 is skipped. */
static void lay(struct square *s, const uint8_t *words, int n)
{
	int size = s->q.size, bit = 0;
	bool upwards = true;

	for (int right = size - 1; right > 0; right -= right == 8 ? 3 : 2, upwards = !upwards) {
		for (int i = 0; i < size; i++) {
			int y = upwards ? size - 1 - i : i;

			for (int x = right; x >= right - 1; x--) {
				if (bit_at(s->fixed, y * size + x))
					continue;
				if (bit < n * 8)
					bit_put(s->q.dark, y * size + x, words[bit >> 3] >> (7 - (bit & 7)) & 1);
				bit++;
			}
		}
	}
}

static bool mask_turns(int mask, int x, int y)
{
	switch (mask) {
	case 0:
		return (x + y) % 2 == 0;
	case 1:
		return y % 2 == 0;
	case 2:
		return x % 3 == 0;
	case 3:
		return (x + y) % 3 == 0;
	case 4:
		return (y / 2 + x / 3) % 2 == 0;
	case 5:
		return x * y % 2 + x * y % 3 == 0;
	case 6:
		return (x * y % 2 + x * y % 3) % 2 == 0;
	default:
		return ((x + y) % 2 + x * y % 3) % 2 == 0;
	}
}

static void apply_mask(struct square *s, int mask)
{
	int size = s->q.size;

	for (int y = 0; y < size; y++) {
		for (int x = 0; x < size; x++) {
			int i = y * size + x;

			if (!bit_at(s->fixed, i) && mask_turns(mask, x, y))
				bit_put(s->q.dark, i, !bit_at(s->q.dark, i));
		}
	}
	format(s, mask);
	s->q.mask = mask;
}

void qr_draw(struct qr *out, int version, const uint8_t *words, int n, int mask)
{
	struct square s = {.q = {.version = version, .size = 17 + 4 * version}};

	patterns(&s);
	lay(&s, words, n);
	apply_mask(&s, mask);
	*out = s.q;
	wipe(&s, sizeof s);
}

int qr_encode(struct qr *out, const char *text)
{
	uint8_t words[QR_MOST_CODEWORDS];
	struct qr tried;
	int n, version, least = 0, r = qr_words(words, &n, &version, text);

	if (r)
		return r;
	for (int mask = 0; mask < 8; mask++) {
		int penalty;

		qr_draw(&tried, version, words, n, mask);
		penalty = qr_penalty(&tried);
		if (mask == 0 || penalty < least) {
			least = penalty;
			*out = tried;
		}
	}
	wipe(words, sizeof words);
	wipe(&tried, sizeof tried);
	return 0;
}
