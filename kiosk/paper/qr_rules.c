/* qr_rules - the numbers of ISO/IEC 18004 that are computed: format, version, alignment, penalty */
#include <stdlib.h>

#include "paper/qr_parts.h"

/* Appends the remainder of a binary polynomial: `degree` more bits. */
static unsigned bch(unsigned data, unsigned polynomial, int degree, int data_bits)
{
	unsigned rest = data << degree;

	for (int i = data_bits - 1; i >= 0; i--)
		if (rest >> (i + degree) & 1)
			rest ^= polynomial << i;
	return data << degree | rest;
}

unsigned qr_format_bits(int mask)
{
	return bch((unsigned)mask, 0x537, 10, 5) ^ 0x5412; /* level M is 00 */
}

unsigned qr_version_bits(int version)
{
	return bch((unsigned)version, 0x1f25, 12, 6);
}

/* First at 6, last at size - 7, the others evenly and even-numbered between: annex E holds no exception up to 15. */
int qr_alignment(int out[7], int version)
{
	int n = version / 7 + 2, last = 10 + 4 * version;
	int step = n > 1 ? ((last - 6) + (n - 1) - 1) / (n - 1) : 0;

	if (version == 1)
		return 0;
	step += step % 2;
	out[0] = 6;
	for (int i = n - 1; i > 0; i--)
		out[i] = last - step * (n - 1 - i);
	return n;
}

/* ---- penalties (7.8.3) ---------------------------------------------------------------- */

/* One row or column as a sequence. */
static bool along(const struct qr *q, bool column, int line, int i)
{
	return column ? qr_is_dark(q, line, i) : qr_is_dark(q, i, line);
}

/* Rule 1: runs of five or more of one colour. */
static int penalty_runs(const struct qr *q, bool column, int line)
{
	int total = 0, run = 1;

	for (int i = 1; i <= q->size; i++) {
		if (i < q->size && along(q, column, line, i) == along(q, column, line, i - 1)) {
			run++;
			continue;
		}
		if (run >= 5)
			total += 3 + run - 5;
		run = 1;
	}
	return total;
}

/* Rule 3: 1011101 with four light modules before or behind; beyond the edge lies the light quiet zone. */
static int penalty_finders(const struct qr *q, bool column, int line)
{
	int total = 0;
	unsigned seen = 0;

	for (int i = 0; i < q->size + 4; i++) {
		bool dark = i < q->size && along(q, column, line, i);

		seen = (seen << 1 | (unsigned)dark) & 0x7ff;
		if (seen == 0x5d0 || (seen == 0x05d && i < q->size))
			total += 40;
	}
	return total;
}

/* Rule 2: blocks of two by two. */
static int penalty_blocks(const struct qr *q)
{
	int total = 0;

	for (int y = 0; y + 1 < q->size; y++) {
		for (int x = 0; x + 1 < q->size; x++) {
			bool dark = qr_is_dark(q, x, y);

			if (qr_is_dark(q, x + 1, y) == dark && qr_is_dark(q, x, y + 1) == dark &&
			        qr_is_dark(q, x + 1, y + 1) == dark)
				total += 3;
		}
	}
	return total;
}

/* Rule 4: how far the share of dark modules is from half, in steps of 5 %. */
static int penalty_balance(const struct qr *q)
{
	int dark = 0, all = q->size * q->size;

	for (int y = 0; y < q->size; y++)
		for (int x = 0; x < q->size; x++)
			dark += qr_is_dark(q, x, y);
	return abs(dark * 20 - all * 10) / all * 10;
}

int qr_penalty(const struct qr *q)
{
	int total = penalty_blocks(q) + penalty_balance(q);

	for (int line = 0; line < q->size; line++) {
		total += penalty_runs(q, false, line) + penalty_runs(q, true, line);
		total += penalty_finders(q, false, line) + penalty_finders(q, true, line);
	}
	return total;
}
