/* QR codes: the numbers of ISO/IEC 18004, squares worked out by hand, and a reader that is not ours. */
#include <stdio.h>
#include <stdlib.h>

#include "paper/qr_parts.h"
#include "paper_kit.h"

/* ---- numbers ------------------------------------------------------------------------------ */

TEST(qr, format_and_version_bits_are_those_of_the_standard)
{
	/* Level M, masks 0 to 7, after the exclusive or (annex C); versions 7 to 15 (annex D). */
	static const unsigned formats[8] = {0x5412, 0x5125, 0x5e7c, 0x5b4b, 0x45f9, 0x40ce, 0x4f97, 0x4aa0};
	static const unsigned versions[] = {
	        0x07c94, 0x085bc, 0x09a99, 0x0a4d3, 0x0bbf6, 0x0c762, 0x0d847, 0x0e60d, 0x0f928};

	for (int mask = 0; mask < 8; mask++)
		CHECK_INT(qr_format_bits(mask), formats[mask]);
	for (int v = 7; v <= 15; v++)
		CHECK_INT(qr_version_bits(v), versions[v - 7]);
}

TEST(qr, alignment_patterns_stand_where_the_standard_lists_them)
{
	static const int rows[16][4] = {[2] = {6, 18},
	        [3] = {6, 22},
	        [4] = {6, 26},
	        [5] = {6, 30},
	        [6] = {6, 34},
	        [7] = {6, 22, 38},
	        [8] = {6, 24, 42},
	        [9] = {6, 26, 46},
	        [10] = {6, 28, 50},
	        [11] = {6, 30, 54},
	        [12] = {6, 32, 58},
	        [13] = {6, 34, 62},
	        [14] = {6, 26, 46, 66},
	        [15] = {6, 26, 48, 70}};
	int at[7];

	CHECK_INT(qr_alignment(at, 1), 0);
	for (int v = 2; v <= QR_MOST_VERSION; v++) {
		int n = qr_alignment(at, v);

		CHECK_INT(n, v < 7 ? 2 : v < 14 ? 3 : 4);
		for (int i = 0; i < n; i++)
			CHECK_INT(at[i], rows[v][i]);
	}
}

/* Modules that carry no pattern, by area: what is left for codewords (table 1). */
TEST(qr, each_version_is_filled_exactly)
{
	static const int words[] = {26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655};

	for (int v = 1; v <= QR_MOST_VERSION; v++)
		CHECK_INT(qr_codewords(v), words[v - 1]);
}

/* The remainder of x^1 over (x - 1)(x - 2): x^3 = 7x + 6 in GF(256), worked out by hand: x^2 = 3x + 2, so
 * x^3 = 3x^2 + 2x = 3(3x + 2) + 2x = (5 ^ 2)x + 6 = 7x + 6. */
TEST(qr, reed_solomon_of_two_words_by_hand)
{
	const uint8_t data[2] = {1, 0};
	uint8_t rest[2];

	qr_remainder(rest, 2, data, 2);
	CHECK_INT(rest[0], 7);
	CHECK_INT(rest[1], 6);
}

/* A block with its remainder behind it is zero at every root 2^i: checked by evaluation, not by division. */
TEST(qr, reed_solomon_is_zero_at_its_roots)
{
	static const int lengths[] = {10, 16, 18, 22, 24, 26, 30};
	uint64_t seed = 5;

	for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++) {
		uint8_t block[80];
		int root = 1;

		for (int i = 0; i < 50; i++)
			block[i] = (uint8_t)test_random(&seed);
		qr_remainder(block + 50, lengths[l], block, 50);
		for (int r = 0; r < lengths[l]; r++) {
			int sum = 0;

			for (int i = 0; i < 50 + lengths[l]; i++) {
				int product = 0;

				for (int bit = 7; bit >= 0; bit--) { /* sum * root */
					product <<= 1;
					product ^= product & 0x100 ? 0x11d : 0;
					product ^= sum >> bit & 1 ? root : 0;
				}
				sum = product ^ block[i];
			}
			CHECK_INT(sum, 0);
			root <<= 1;
			root ^= root & 0x100 ? 0x11d : 0;
		}
	}
}

/* "A" in alphanumeric mode, version 1: 0010, length 000000001, 10 = 001010, terminator, then 236 and 17. */
TEST(qr, codewords_of_one_letter_by_hand)
{
	static const uint8_t want[16] = {0x20, 0x09, 0x40, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17, 236};
	uint8_t words[QR_MOST_CODEWORDS];
	int n, version;

	CHECK_OK(qr_words(words, &n, &version, "A"));
	CHECK_INT(version, 1);
	CHECK_INT(n, 26);
	CHECK_BYTES(words, want, sizeof want);
}

/* "a" in byte mode: 0100, length 00000001, 01100001, terminator 0000. */
TEST(qr, codewords_of_one_byte_by_hand)
{
	static const uint8_t want[16] = {0x40, 0x16, 0x10, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17, 236};
	uint8_t words[QR_MOST_CODEWORDS];
	int n, version;

	CHECK_OK(qr_words(words, &n, &version, "a"));
	CHECK_BYTES(words, want, sizeof want);
}

/* ---- the square ---------------------------------------------------------------------------------- */

static void finder_at(const struct qr *q, int left, int top)
{
	static const char *const rows[7] = {
	        "#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"};

	for (int y = 0; y < 7; y++)
		for (int x = 0; x < 7; x++)
			CHECK_INT(qr_is_dark(q, left + x, top + y), rows[y][x] == '#');
}

TEST(qr, has_finders_timing_and_the_dark_module_in_every_version)
{
	char text[400];

	for (int n = 1; n < 400; n += 21) {
		struct qr q;

		memset(text, 'z', sizeof text);
		text[n] = 0;
		CHECK_OK(qr_encode(&q, text));
		CHECK_INT(q.size, 17 + 4 * q.version);
		finder_at(&q, 0, 0);
		finder_at(&q, q.size - 7, 0);
		finder_at(&q, 0, q.size - 7);
		for (int i = 8; i < q.size - 8; i++) {
			CHECK_INT(qr_is_dark(&q, i, 6), i % 2 == 0);
			CHECK_INT(qr_is_dark(&q, 6, i), i % 2 == 0);
		}
		CHECK(qr_is_dark(&q, 8, q.size - 8));
	}
}

/* Both copies of the format say level M and the mask that was chosen. */
TEST(qr, tells_its_mask_twice)
{
	for (int n = 1; n < 40; n++) {
		char text[41] = "";
		struct qr q;
		unsigned first = 0, second = 0;

		for (int i = 0; i < n; i++)
			text[i] = (char)('a' + (i * 7 + n) % 26);
		CHECK_OK(qr_encode(&q, text));
		for (int i = 0; i < 8; i++)
			second |= (unsigned)qr_is_dark(&q, q.size - 1 - i, 8) << i;
		for (int i = 8; i < 15; i++)
			second |= (unsigned)qr_is_dark(&q, 8, q.size - 15 + i) << i;
		for (int i = 0; i < 6; i++)
			first |= (unsigned)qr_is_dark(&q, 8, i) << i;
		first |= (unsigned)qr_is_dark(&q, 8, 7) << 6 | (unsigned)qr_is_dark(&q, 8, 8) << 7 |
		         (unsigned)qr_is_dark(&q, 7, 8) << 8;
		for (int i = 9; i < 15; i++)
			first |= (unsigned)qr_is_dark(&q, 14 - i, 8) << i;
		CHECK_INT(first, qr_format_bits(q.mask));
		CHECK_INT(second, first);
	}
}

/* ---- penalties, on squares small enough to count by hand ----------------------------------------- */

static struct qr square_of(int size, const char *modules)
{
	struct qr q = {.version = 1, .size = size};

	for (int i = 0; i < size * size; i++)
		if (modules[i] == '#')
			q.dark[i >> 3] |= (uint8_t)(1 << (i & 7));
	return q;
}

TEST(qr, penalties_counted_by_hand)
{
	/* All dark, 5 x 5: ten runs of five = 30; sixteen blocks = 48; 100 % dark is ten steps from half = 100. */
	struct qr q = square_of(5, "#########################");

	CHECK_INT(qr_penalty(&q), 30 + 48 + 100);
	/* A chessboard of 4 x 4: no run, no block, half dark. */
	q = square_of(4, "#.#..#.##.#..#.#");
	CHECK_INT(qr_penalty(&q), 0);
	/* 1011101 in a row of an otherwise light 7 x 7: light rows above and below. */
	q = square_of(7, "....................."
	                 "#.###.#"
	                 ".....................");
	/* rows: six light runs of seven = 6 * 5; the row itself twice, with the quiet zone before and behind = 80;
	 * columns: two of them are light throughout, seven each = 10. Blocks: two by two light ones: 6 + 6 pairs above and below = 24 * 3, plus none
	 * beside the line. Dark: 5 of 49 = 10.2 %, 39.8 away = seven steps = 70. */
	CHECK_INT(qr_penalty(&q), 30 + 10 + 80 + 24 * 3 + 70);
}

TEST(qr, keeps_the_mask_with_the_lowest_penalty)
{
	bool seen[8] = {false};
	char text[24];
	int n = 0;

	for (int i = 0; i < 2000 && n < 8; i++) {
		uint8_t words[QR_MOST_CODEWORDS];
		int n_words, version;
		struct qr q;

		(void)snprintf(text, sizeof text, "DEMO-%d", i);
		CHECK_OK(qr_encode(&q, text));
		CHECK_OK(qr_words(words, &n_words, &version, text));
		for (int mask = 0; mask < 8; mask++) {
			struct qr other;

			qr_draw(&other, version, words, n_words, mask);
			CHECK(qr_penalty(&q) <= qr_penalty(&other));
		}
		n += !seen[q.mask];
		seen[q.mask] = true;
	}
	CHECK_INT(n, 8);
}

/* ---- a reader that is not ours -------------------------------------------------------------------------- */

static void draw(const struct qr *q, int module, const char *path)
{
	int side = (q->size + 2 * QR_QUIET) * module, dots = (side + 7) / 8 * 8;
	struct kit_bitmap b = kit_blank(dots, side);

	for (int y = 0; y < q->size * module; y++)
		for (int x = 0; x < q->size * module; x++) {
			int at = x + QR_QUIET * module;

			if (qr_is_dark(q, x / module, y / module))
				b.bits[(y + QR_QUIET * module) * b.row_bytes + at / 8] |= (uint8_t)(0x80 >> at % 8);
		}
	kit_png(path, b.bits, dots, side, 203);
}

static void reads(const char *text)
{
	struct qr q;
	AUTO_BUF seen;

	buf_init(&seen, 4096);
	CHECK_OK(qr_encode(&q, text));
	draw(&q, 3, "qr.png");
	kit_zbar(&seen, "qr.png");
	CHECK_INT(seen.len, strlen(text) + 1);
	CHECK_BYTES(seen.data, text, strlen(text));
}

/* The longest byte text of every version, and one more: both sides of each step. */
TEST_LIMIT(qr, every_version_is_read_back, 120)
{
	static const int most[] = {14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412};

	for (int v = 1; v <= QR_MOST_VERSION; v++) {
		char text[QR_MOST_BYTES + 2];
		struct qr q;

		for (int i = 0; i < most[v - 1]; i++)
			text[i] = (char)('a' + (i * 5 + v) % 26);
		text[most[v - 1]] = 0;
		CHECK_OK(qr_encode(&q, text));
		CHECK_INT(q.version, v);
		reads(text);
		text[most[v - 1]] = 'x';
		text[most[v - 1] + 1] = 0;
		if (v < QR_MOST_VERSION) {
			CHECK_OK(qr_encode(&q, text));
			CHECK_INT(q.version, v + 1);
		} else {
			CHECK_INT(qr_encode(&q, text), QR_TOO_LONG);
		}
	}
}

TEST_LIMIT(qr, every_mask_is_read_back, 60)
{
	bool seen[8] = {false};
	char text[24];
	int n = 0;

	for (int i = 0; i < 2000 && n < 8; i++) {
		struct qr q;

		(void)snprintf(text, sizeof text, "demo-%d", i);
		CHECK_OK(qr_encode(&q, text));
		if (seen[q.mask])
			continue;
		seen[q.mask] = true;
		n++;
		reads(text);
	}
	CHECK_INT(n, 8);
}

TEST(qr, capitals_and_digits_take_the_denser_mode)
{
	struct qr dense, bytes;

	CHECK_OK(qr_encode(&dense, "DEMO-01-1-0000000012-1A2B3C4D"));
	CHECK_OK(qr_encode(&bytes, "DEMO-01-1-0000000012-1a2b3c4d"));
	CHECK(dense.version < bytes.version);
	reads("DEMO-01-1-0000000012-1A2B3C4D");
	reads("DEMO-01-1-0000000012-1A2B3C4");
	reads("0 $%*+-./:Z");
	reads("https://loket.example.nl/n/DEMO-01-1-0000000012-1a2b3c4d?x=1&y=2");
}

TEST(qr, refuses_an_endless_text)
{
	static char text[100000];
	struct qr q = {.version = 77};

	memset(text, 'A', sizeof text - 1);
	CHECK_INT(qr_encode(&q, text), QR_TOO_LONG);
	CHECK_INT(q.version, 77);
}
