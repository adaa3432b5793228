/* What the encoder sends: read back by the independent decoder, and never a real-time sequence. */
#include "drivers/escpos_encode.h"

#include <errno.h>
#include <stdlib.h>

#include "drivers/escpos_decode.h"
#include "drivers_encode_kit.h"
#include "harness.h"
#include "sys/buf.h"

enum { MOST_ROWS = 240, ROOM = 2 * 1024 * 1024 };

static uint8_t *blank(const struct printer_profile *p, int rows)
{
	uint8_t *bits = calloc((size_t)rows, (size_t)p->dots / 8);

	CHECK(bits != NULL);
	return bits;
}

static int bits_in(uint8_t b)
{
	return __builtin_popcount(b);
}

/* Dots of the paper that were not asked for; every one stands right of or below an inked one, and none is missing. */
static int added_dots(const struct escpos_paper *paper, const uint8_t *rows, int n)
{
	int added = 0;
	size_t w = paper->row_bytes;

	for (int y = 0; y < n; y++) {
		for (size_t i = 0; i < w; i++) {
			size_t at = (size_t)y * w + i;
			uint8_t more = paper->rows[at] & (uint8_t)~rows[at];
			uint8_t beside = (uint8_t)(rows[at] >> 1 | (i ? rows[at - 1] << 7 : 0));

			CHECK_INT(rows[at] & ~paper->rows[at], 0);
			CHECK_INT(more & ~(beside | (y ? rows[at - w] : 0)), 0);
			added += bits_in(more);
		}
	}
	return added;
}

/* Sends the rows and compares what the decoder's paper shows. Gives the dots that had to be added. */
static int there_and_back(const struct printer_profile *p, const uint8_t *rows, int n)
{
	int thickened, added;
	struct escpos_limits limits;
	struct escpos_decoder *d;
	struct escpos_paper paper;
	AUTO_BUF out;

	buf_init(&out, ROOM);
	escpos_start(&out, p, false);
	thickened = escpos_rows(&out, p, rows, n);
	CHECK(thickened >= 0);
	CHECK(out.len <= escpos_room(p, n) + 2);
	CHECK_OK(escpos_finish(&out, p));
	CHECK(escpos_is_quiet(out.data, out.len));
	escpos_limits_of(&limits, p);
	CHECK_OK(escpos_decoder_new(&d, &limits, NULL));
	CHECK_OK(escpos_decode(d, out.data, out.len));
	CHECK_OK(escpos_decode_end(d));
	paper = escpos_paper(d);
	CHECK(paper.n_rows >= (size_t)n);
	added = added_dots(&paper, rows, n);
	CHECK_INT(added > 0, thickened == ESCPOS_THICKENED);
	for (size_t i = (size_t)n * paper.row_bytes; i < paper.n_rows * paper.row_bytes; i++)
		CHECK_INT(paper.rows[i], 0);
	escpos_decoder_free(d);
	return added;
}

static void random_rows(uint8_t *bits, size_t n, int kind, uint64_t *seed)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t r = test_random(seed);

		/* full noise; sparse; only bytes that real-time commands are made of; half of the bytes those */
		static const uint8_t poison[] = {0x10, 0x04, 0x05, 0x14, 0x00, 0x01, 0x02, 0x08};

		bits[i] = kind == 0   ? (uint8_t)r
		          : kind == 1 ? (uint8_t)(r % 9 ? 0 : r >> 8)
		          : kind == 2 ? poison[r % 8]
		                      : (r & 0x100 ? poison[r % 8] : (uint8_t)(r >> 16));
	}
}

TEST(encode, one_white_row_is_one_byte)
{
	static const uint8_t row[72];
	static const uint8_t want[] = {0x1d, 0x76, 0x30, 0, 1, 0, 1, 0, 0};
	struct printer_profile p = encode_profile(576, RASTER_GS_V_0, false);
	AUTO_BUF out;

	buf_init(&out, 1000);
	CHECK_OK(escpos_rows(&out, &p, row, 1));
	CHECK_INT(out.len, sizeof want);
	CHECK_BYTES(out.data, want, sizeof want);
}

TEST(encode, a_row_is_as_wide_as_its_ink)
{
	uint8_t row[72] = {0x80, 0, 0x01};
	static const uint8_t want[] = {0x1d, 0x76, 0x30, 0, 3, 0, 1, 0, 0x80, 0, 0x01};
	struct printer_profile p = encode_profile(576, RASTER_GS_V_0, false);
	AUTO_BUF out;

	buf_init(&out, 1000);
	CHECK_OK(escpos_rows(&out, &p, row, 1));
	CHECK_INT(out.len, sizeof want);
	CHECK_BYTES(out.data, want, sizeof want);
}

TEST(encode, stored_graphics_have_their_length_and_are_printed_at_once)
{
	uint8_t row[72] = {0xff, 0xf0};
	static const uint8_t want[] = {0x1d, 0x28, 0x4c, 12, 0, 0x30, 0x70, 0x30, 1, 1, 0x31, 16, 0, 1, 0, 0xff, 0xf0,
	        0x1d, 0x28, 0x4c, 2, 0, 0x30, 0x32};
	struct printer_profile p = encode_profile(576, RASTER_GS_PAREN_L, false);
	AUTO_BUF out;

	buf_init(&out, 1000);
	CHECK_OK(escpos_rows(&out, &p, row, 1));
	CHECK_INT(out.len, sizeof want);
	CHECK_BYTES(out.data, want, sizeof want);
}

TEST(encode, columns_feed_exactly_their_height)
{
	uint8_t rows[24 * 72] = {0x80};
	struct printer_profile p = encode_profile(576, RASTER_ESC_STAR, false);
	AUTO_BUF out;

	p.unit_dpi = 406;
	rows[23 * 72] = 0x40;
	buf_init(&out, 1000);
	CHECK_OK(escpos_rows(&out, &p, rows, 24));
	static const uint8_t want[] = {0x1b, 0x33, 48, 0x1b, 0x2a, 33, 8, 0, 0x80, 0, 0, 0, 0, 0x01};
	CHECK_INT(out.len, 8 + 24 + 1);
	CHECK_BYTES(out.data, want, sizeof want);
	CHECK_INT(out.data[out.len - 1], 0x0a);
}

TEST(encode, random_bitmaps_come_back_dot_for_dot_on_every_kind_of_printer)
{
	static const int widths[] = {384, 512, 576};
	static const int heights[] = {24, 48, 120, 240};
	uint64_t seed = 1;

	for (int w = 0; w < 3; w++)
		for (int h = 0; h < 4; h++)
			for (int kind = 0; kind < 4; kind++)
				for (int raster = RASTER_GS_V_0; raster <= RASTER_ESC_STAR; raster++) {
					struct printer_profile p =
					        encode_profile(widths[w], (enum profile_raster)raster, false);
					uint8_t *bits = blank(&p, heights[h]);

					random_rows(bits, (size_t)heights[h] * (size_t)p.dots / 8, kind, &seed);
					int added = there_and_back(&p, bits, heights[h]);

					/* Noise has a clean way; columns only, or poison only, may need a dot. */
					if (kind < 2 && raster != RASTER_ESC_STAR)
						CHECK_INT(added, 0);
					else
						CHECK(added < heights[h] * widths[w] / 64);
					free(bits);
				}
}

TEST(encode, any_height_comes_back)
{
	struct printer_profile p = encode_profile(384, RASTER_GS_V_0, false);
	uint64_t seed = 7;

	for (int rows = 1; rows <= MOST_ROWS; rows += rows < 30 ? 1 : 37) {
		uint8_t *bits = blank(&p, rows);

		random_rows(bits, (size_t)rows * 48, 1, &seed);
		CHECK_INT(there_and_back(&p, bits, rows), 0);
		free(bits);
	}
}

/* ---- real-time sequences -------------------------------------------------------------- */

static const uint8_t seconds[] = {0x04, 0x05, 0x14};

TEST(encode, breaks_every_sequence_planted_inside_of_a_row)
{
	for (int raster = RASTER_GS_V_0; raster <= RASTER_ESC_STAR; raster++)
		for (size_t s = 0; s < sizeof seconds; s++)
			for (int x = 0; x < 71; x += 7)
				for (int y = 0; y < 48; y += 23) {
					struct printer_profile p =
					        encode_profile(576, (enum profile_raster)raster, false);
					uint8_t *bits = blank(&p, 48);

					memset(bits, 0xff, 20);
					bits[y * 72 + x] = 0x10;
					bits[y * 72 + x + 1] = seconds[s];
					CHECK_INT(there_and_back(&p, bits, 48), 0);
					free(bits);
				}
}

TEST(encode, breaks_every_sequence_planted_across_a_row_end)
{
	for (int raster = RASTER_GS_V_0; raster <= RASTER_GS_PAREN_L; raster++)
		for (size_t s = 0; s < sizeof seconds; s++)
			for (int width = 1; width <= 72; width += 71 / 4)
				for (int y = 0; y < 47; y++) {
					struct printer_profile p =
					        encode_profile(576, (enum profile_raster)raster, false);
					uint8_t *bits = blank(&p, 48);

					for (int i = 0; i < 48; i++)
						bits[i * 72 + width - 1] = 0x10;
					bits[(y + 1) * 72] |= seconds[s];
					CHECK_INT(there_and_back(&p, bits, 48), 0);
					free(bits);
				}
}

TEST(encode, survives_rows_made_of_nothing_else)
{
	for (size_t s = 0; s < sizeof seconds; s++) {
		struct printer_profile p = encode_profile(576, RASTER_GS_V_0, false);
		uint8_t *bits = blank(&p, MOST_ROWS);

		for (int i = 0; i < MOST_ROWS * 72; i++)
			bits[i] = i % 2 ? seconds[s] : 0x10;
		CHECK_INT(there_and_back(&p, bits, MOST_ROWS), 0);
		free(bits);
	}
}

/* The same on columns: 24 dots high, the three bytes of a column hold a sequence, or two columns make one. */
TEST(encode, breaks_sequences_that_only_columns_make)
{
	int added = 0;

	for (int start = 0; start < 24; start++) {
		struct printer_profile p = encode_profile(384, RASTER_ESC_STAR, false);
		uint8_t *bits = blank(&p, 48);

		for (int x = 0; x < 48; x++) {
			bits[((start + 3) % 48) * 48 + x] = 0xff; /* 0x10 in the first byte of a column */
			bits[((start + 13) % 48) * 48 + x] = 0xff; /* 0x04 in the second */
		}
		added += there_and_back(&p, bits, 48);
		free(bits);
	}
	CHECK(added > 0); /* the case did occur */
}

TEST(encode, a_length_that_would_be_a_sequence_is_not_used)
{
	/* GS ( L counts 10 + width * rows: 1030 data bytes would be announced as 10 04. 103 * 10 = 1030. */
	struct printer_profile p = encode_profile(824, RASTER_GS_PAREN_L, false);
	uint8_t *bits = blank(&p, 10);

	memset(bits, 0xff, 10 * 103);
	CHECK_INT(there_and_back(&p, bits, 10), 0);
	free(bits);
}

TEST(encode, without_any_other_way_adds_one_dot_and_says_so)
{
	struct printer_profile p = encode_profile(384, RASTER_GS_V_0, false);
	uint8_t row[48] = {0x10, 0x04};
	static const uint8_t want[] = {0x1d, 0x76, 0x30, 0, 2, 0, 1, 0, 0x18, 0x04};
	AUTO_BUF out;

	p.column = false;
	buf_init(&out, 1000);
	CHECK_INT(escpos_rows(&out, &p, row, 1), ESCPOS_THICKENED);
	CHECK_INT(out.len, sizeof want);
	CHECK_BYTES(out.data, want, sizeof want);
	CHECK_INT(there_and_back(&p, row, 1), 1);
}

TEST(encode, knows_a_sequence_when_it_sees_one)
{
	CHECK(escpos_is_quiet("", 0));
	CHECK(escpos_is_quiet("\x10", 1));
	CHECK(escpos_is_quiet("\x04\x10\x06", 3));
	CHECK(!escpos_is_quiet("\x10\x04", 2));
	CHECK(!escpos_is_quiet("a\x10\x05z", 4));
	CHECK(!escpos_is_quiet("\x10\x10\x14", 3));
}

/* ---- around the rows ------------------------------------------------------------------- */

/* Cut off in the data of its first command; a torn header is ended by its own next byte. */
TEST(encode, a_flush_ends_any_command_that_was_cut_off)
{
	for (int raster = RASTER_GS_V_0; raster <= RASTER_ESC_STAR; raster++) {
		struct printer_profile p = encode_profile(576, (enum profile_raster)raster, false);
		struct escpos_limits limits;
		uint8_t *bits = blank(&p, 120);
		AUTO_BUF job;

		memset(bits, 0xff, 120 * 72);
		buf_init(&job, ROOM);
		CHECK_OK(escpos_rows(&job, &p, bits, 120));
		escpos_limits_of(&limits, &p);
		for (size_t cut = 16; cut < 24 * 72; cut += 41) {
			struct escpos_decoder *d;
			AUTO_BUF next;

			buf_init(&next, ROOM);
			escpos_start(&next, &p, true);
			CHECK_INT(next.len, escpos_flush_bytes(&p) + 2);
			CHECK_OK(escpos_decoder_new(&d, &limits, NULL));
			CHECK_OK(escpos_decode(d, job.data, cut));
			CHECK(!escpos_is_between(d));
			CHECK_OK(escpos_decode(d, next.data, next.len));
			CHECK(escpos_is_between(d));
			escpos_decoder_free(d);
		}
		free(bits);
	}
}

TEST(encode, feeds_the_print_past_the_cutter_before_it_cuts)
{
	static const struct {
		enum profile_cut cut;
		const char *bytes;
		size_t n;
	} cuts[] = {{CUT_NONE, "", 0}, {CUT_FULL, "\x1dV\0", 3}, {CUT_PARTIAL, "\x1dV\1", 3},
	        {CUT_FEED_FULL, "\x1dV\x41\0", 4}, {CUT_FEED_PARTIAL, "\x1dV\x42\0", 4}};

	for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
		struct printer_profile p = encode_profile(576, RASTER_GS_V_0, false);
		int own_mm = cuts[i].cut >= CUT_FEED_FULL ? 3 : 18;
		AUTO_BUF out;

		p.cut = cuts[i].cut;
		buf_init(&out, 10000);
		CHECK_OK(escpos_finish(&out, &p));
		CHECK(out.len > cuts[i].n);
		CHECK_BYTES(out.data + out.len - cuts[i].n, cuts[i].bytes, cuts[i].n);
		CHECK(escpos_tail_rows(&p) * 25.4 / 203 >= own_mm);
		CHECK(escpos_tail_rows(&p) * 25.4 / 203 < own_mm + 3.1);
	}
}

TEST(encode, a_full_buffer_is_told)
{
	struct printer_profile p = encode_profile(576, RASTER_GS_V_0, false);
	uint8_t row[72] = {1};
	AUTO_BUF out;

	buf_init(&out, 8);
	CHECK(escpos_rows(&out, &p, row, 1) < 0);
}
