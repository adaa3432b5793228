/* What the encoder crops at the left, what it asks, and bit patterns made to hurt it. */
#include "drivers/escpos_encode.h"

#include <stdlib.h>

#include "drivers/escpos_decode.h"
#include "drivers_encode_kit.h"
#include "harness.h"
#include "sys/buf.h"

enum { ROOM = 2 * 1024 * 1024 };

struct seen {
	int marks, asked, identity, automatic;
	uint8_t id[4];
	size_t rows;
};

static int see(void *me, const struct escpos_event *e)
{
	struct seen *s = me;

	s->marks += e->kind == ESCPOS_PROCESS_ID;
	s->asked += e->kind == ESCPOS_PRINTER_ASKED;
	s->identity = e->kind == ESCPOS_IDENTITY_ASKED ? e->a : s->identity;
	s->automatic = e->kind == ESCPOS_AUTO_STATUS ? e->a : s->automatic;
	if (e->kind == ESCPOS_PROCESS_ID) {
		memcpy(s->id, e->id, 4);
		s->rows = e->rows;
	}
	return 0;
}

/* Decodes a job; the paper lives as long as the decoder. */
static struct escpos_paper decode(
        struct escpos_decoder **d, const struct printer_profile *p, const struct buf *job, struct seen *seen)
{
	struct escpos_limits limits;
	const struct escpos_listener listener = {see, seen};

	escpos_limits_of(&limits, p);
	CHECK_OK(escpos_decoder_new(d, &limits, seen ? &listener : NULL));
	CHECK_OK(escpos_decode(*d, job->data, job->len));
	CHECK_OK(escpos_decode_end(*d));
	return escpos_paper(*d);
}

/* Sends, decodes, compares. The dots that had to be added are returned. */
static int dots_added(const struct printer_profile *p, const uint8_t *rows, int n)
{
	size_t w = (size_t)p->dots / 8;
	struct escpos_decoder *d;
	struct escpos_paper paper;
	int added = 0, thickened;
	AUTO_BUF job;

	buf_init(&job, ROOM);
	escpos_start(&job, p, false);
	thickened = escpos_rows(&job, p, rows, n);
	CHECK(thickened >= 0);
	CHECK(escpos_is_quiet(job.data, job.len));
	paper = decode(&d, p, &job, NULL);
	CHECK_INT(paper.n_rows, n);
	for (size_t i = 0; i < (size_t)n * w; i++) {
		CHECK_INT(rows[i] & ~paper.rows[i], 0);
		added += __builtin_popcount(paper.rows[i] & (uint8_t)~rows[i]);
	}
	CHECK_INT(added > 0, thickened == ESCPOS_THICKENED);
	escpos_decoder_free(d);
	return added;
}

/* ---- the left side ------------------------------------------------------------------- */

TEST(crop, ink_at_the_right_is_sent_alone)
{
	struct printer_profile p = encode_profile(576, RASTER_GS_V_0, true);
	static const uint8_t want[] = {
	        0x1d, 'L', 70 * 8 & 0xff, 70 * 8 >> 8, 0x1d, 'v', '0', 0, 2, 0, 1, 0, 0x81, 0xff, 0x1d, 'L', 0, 0};
	uint8_t row[72] = {0};
	AUTO_BUF out;

	row[70] = 0x81;
	row[71] = 0xff;
	buf_init(&out, 1000);
	CHECK_OK(escpos_rows(&out, &p, row, 1));
	CHECK_INT(out.len, sizeof want);
	CHECK_BYTES(out.data, want, sizeof want);
	CHECK_INT(dots_added(&p, row, 1), 0);
}

TEST(crop, without_the_word_no_margin_is_ever_set)
{
	struct printer_profile p = encode_profile(576, RASTER_GS_V_0, false);
	uint8_t row[72] = {0};
	AUTO_BUF out;

	row[71] = 0xff;
	buf_init(&out, 1000);
	escpos_start(&out, &p, false);
	CHECK_OK(escpos_rows(&out, &p, row, 1));
	CHECK_INT(out.len, 2 + 8 + 72);
}

TEST(crop, a_margin_is_counted_in_dots_whatever_the_printers_units)
{
	struct printer_profile p = encode_profile(576, RASTER_GS_V_0, true);
	static const uint8_t want[] = {0x1b, '@', 0x1d, 'P', 203, 0};
	AUTO_BUF out;

	buf_init(&out, 1000);
	escpos_start(&out, &p, false);
	CHECK_INT(out.len, sizeof want);
	CHECK_BYTES(out.data, want, sizeof want);
}

/* Lines as right-to-left text leaves them: blocks at the right, white rows between. */
static void right_flush(uint8_t *rows, int n, int w, uint64_t *seed)
{
	memset(rows, 0, (size_t)n * (size_t)w);
	for (int line = 0; line + 24 <= n; line += 36) {
		int left = (int)(test_random(seed) % (uint32_t)w);

		for (int y = line; y < line + 24; y++)
			for (int x = left; x < w; x++)
				rows[y * w + x] = (uint8_t)test_random(seed);
	}
}

TEST(crop, right_flush_lines_come_back_and_cost_less)
{
	uint64_t seed = 5;

	for (int raster = RASTER_GS_V_0; raster <= RASTER_ESC_STAR; raster++) {
		size_t cost[2] = {0, 0};

		for (int round = 0; round < 20; round++) {
			uint8_t rows[120 * 48];

			right_flush(rows, 120, 48, &seed);
			for (int margin = 0; margin < 2; margin++) {
				struct printer_profile p = encode_profile(384, (enum profile_raster)raster, margin);
				AUTO_BUF out;

				buf_init(&out, ROOM);
				CHECK(escpos_rows(&out, &p, rows, 120) >= 0);
				cost[margin] += out.len;
				CHECK(dots_added(&p, rows, 120) <= (raster == RASTER_ESC_STAR ? 40 : 0));
			}
		}
		CHECK(cost[1] * 10 < cost[0] * 7);
	}
}

/* ---- nothing that a printer would obey ------------------------------------------------- */

/* Every pair of bytes that can make a sequence, at every alignment: 10 at any dot of a row's end, the second byte at
 * any dot of the next row's start, so that any crop of either side could bring them together. */
TEST(quiet, no_alignment_brings_two_halves_together)
{
	static const uint8_t seconds[] = {0x04, 0x05, 0x14};

	for (int raster = RASTER_GS_V_0; raster <= RASTER_ESC_STAR; raster++)
		for (int margin = 0; margin < 2; margin++)
			for (int from = 0; from < 16; from += 5)
				for (int to = 32; to < 48; to += 5)
					for (int s = 0; s < 3; s++) {
						struct printer_profile p =
						        encode_profile(384, (enum profile_raster)raster, margin);
						uint8_t rows[48 * 48] = {0};

						for (int y = 0; y < 48; y++) {
							rows[y * 48 + from] = y % 2 ? seconds[s] : 0x80;
							rows[y * 48 + to] = y % 2 ? 0x01 : 0x10;
						}
						CHECK_INT(dots_added(&p, rows, 48), 0);
					}
}

/* The box of a stretch grows to the left, or to the right, in the very row that brings the second half. */
TEST(quiet, a_box_that_grows_brings_no_halves_together)
{
	for (int left = 4; left < 8; left++)
		for (int right = 19; right < 48; right += 14)
			for (int y = 1; y < 24; y++) {
				struct printer_profile p = encode_profile(384, RASTER_GS_V_0, true);
				uint8_t rows[24 * 48] = {0};

				for (int i = 0; i < 24; i++) {
					int from = i < y ? 8 : left;

					memset(rows + i * 48 + from, 0x55, (size_t)(right - from));
					rows[i * 48 + right] = 0x10;
					rows[i * 48 + from] = i == y ? 0x14 : 0x55;
				}
				CHECK_INT(dots_added(&p, rows, 24), 0);
			}
}

/* The three bytes that sequences are made of, shifted by every number of dots, in every mixture. */
TEST_LIMIT(quiet, hostile_bits_never_become_a_sequence, 60)
{
	static const uint8_t poison[] = {0x10, 0x04, 0x05, 0x14, 0x10, 0x10, 0x00, 0x80};
	uint64_t seed = 17;

	for (int round = 0; round < 600; round++) {
		struct printer_profile p =
		        encode_profile(64 + 8 * (round % 65), (enum profile_raster)(round % 3), round / 3 % 2);
		int w = (int)p.dots / 8, shift = round % 8, n = 24 * (1 + round % 5);
		uint8_t rows[120 * 72] = {0};

		for (int i = 0; i < n * w; i++) {
			uint8_t b = test_random(&seed) % 4 ? poison[test_random(&seed) % 8] : (uint8_t)0;

			rows[i] |= (uint8_t)(b >> shift);
			if (shift && i + 1 < n * w)
				rows[i + 1] |= (uint8_t)(b << (8 - shift));
		}
		p.column = round % 7 != 0 || p.raster == RASTER_ESC_STAR;
		(void)dots_added(&p, rows, n);
	}
}

/* A band's end, a mark, the next band's start: no border of commands makes one either. */
TEST(quiet, borders_of_commands_are_quiet)
{
	for (int raster = RASTER_GS_V_0; raster <= RASTER_ESC_STAR; raster++)
		for (int b = 0; b < 256; b++) {
			struct printer_profile p = encode_profile(384, (enum profile_raster)raster, b % 2);
			uint8_t rows[24 * 48];
			AUTO_BUF job;

			memset(rows, b, sizeof rows);
			rows[23 * 48 + 47] = 0x10;
			p.process_id = b % 4 < 2;
			p.gs_r = b % 8 < 4;
			p.asb = p.counters = p.metres_left = true;
			buf_init(&job, ROOM);
			escpos_start(&job, &p, b % 3 == 0);
			escpos_ask_status(&job, &p);
			CHECK(escpos_rows(&job, &p, rows, 24) >= 0);
			escpos_mark(&job, &p, (const uint8_t *)"    ");
			CHECK(escpos_rows(&job, &p, rows, 24) >= 0);
			CHECK_OK(escpos_finish(&job, &p));
			escpos_mark(&job, &p, (const uint8_t *)"~~~~");
			escpos_ask_counter(&job, &p, 20);
			escpos_ask_metres(&job, &p);
			escpos_identify(&job, 67);
			CHECK_OK(buf_done(&job));
			CHECK(escpos_is_quiet(job.data, job.len));
		}
}

/* ---- limits ------------------------------------------------------------------------------- */

TEST(limits, no_command_is_taller_than_its_own_limit)
{
	uint8_t rows[240 * 72];

	memset(rows, 0xaa, sizeof rows);
	for (int most = 24; most <= 240; most += 27) {
		struct printer_profile p = encode_profile(576, RASTER_GS_V_0, true);

		p.max_rows = most;
		CHECK_INT(dots_added(&p, rows, 240), 0);
		p.raster = RASTER_GS_PAREN_L; /* the limit of GS ( L where it has one */
		p.graphics_rows = most;
		p.max_rows = 240;
		{
			AUTO_BUF out;

			buf_init(&out, ROOM);
			CHECK_OK(escpos_rows(&out, &p, rows, 240));
			for (size_t at = 0; at < out.len; at += 15 + 7 + (size_t)out.data[at + 13] * 72) {
				CHECK_INT(out.data[at + 1], '(');
				CHECK(out.data[at + 13] >= 1 && out.data[at + 13] <= most);
			}
		}
	}
}

TEST(limits, room_is_enough_for_the_worst_band)
{
	uint64_t seed = 9;

	for (int round = 0; round < 200; round++) {
		struct printer_profile p = encode_profile(384, (enum profile_raster)(round % 2), true);
		uint8_t rows[240 * 48];
		AUTO_BUF out;

		for (size_t i = 0; i < sizeof rows; i++)
			rows[i] = (uint8_t)(round % 3 ? (test_random(&seed) % 48 ? 0 : 0x10) : (i % 2 ? 0x14 : 0x10));
		buf_init(&out, escpos_room(&p, 240));
		CHECK(escpos_rows(&out, &p, rows, 240) >= 0);
	}
}

TEST(limits, a_flush_is_not_longer_than_what_we_ever_send)
{
	struct printer_profile p = encode_profile(576, RASTER_GS_V_0, true);

	p.max_rows = 2303;
	CHECK_INT(escpos_flush_bytes(&p), 240 * 72 + 24);
}

/* ---- marks and questions --------------------------------------------------------------------- */

TEST(mark, stands_behind_the_rows_and_carries_its_id)
{
	struct printer_profile p = encode_profile(384, RASTER_GS_V_0, true);
	struct seen seen = {0};
	struct escpos_decoder *d;
	uint8_t rows[24 * 48] = {1};
	AUTO_BUF job;

	p.process_id = p.gs_r = true;
	CHECK_INT(escpos_mark_kind(&p), ESCPOS_MARK_ID);
	buf_init(&job, ROOM);
	CHECK_OK(escpos_rows(&job, &p, rows, 24));
	escpos_mark(&job, &p, (const uint8_t *)"A~ 1");
	(void)decode(&d, &p, &job, &seen);
	CHECK_INT(seen.marks, 1);
	CHECK_INT(seen.asked, 0);
	CHECK_INT(seen.rows, 24);
	CHECK_BYTES(seen.id, "A~ 1", 4);
	escpos_decoder_free(d);
}

TEST(mark, is_the_best_that_the_printer_answers)
{
	struct printer_profile p = encode_profile(384, RASTER_GS_V_0, true);
	struct seen seen = {0};
	struct escpos_decoder *d;
	AUTO_BUF job;

	p.gs_r = true;
	buf_init(&job, ROOM);
	CHECK_INT(escpos_mark_kind(&p), ESCPOS_MARK_GS_R);
	escpos_mark(&job, &p, (const uint8_t *)"0001");
	(void)decode(&d, &p, &job, &seen);
	CHECK_INT(seen.asked, 1);
	escpos_decoder_free(d);
	p.gs_r = false;
	CHECK_INT(escpos_mark_kind(&p), ESCPOS_MARK_NONE);
	buf_clear(&job);
	escpos_mark(&job, &p, (const uint8_t *)"0001");
	CHECK_INT(job.len, 0);
}

TEST(mark, questions_go_only_to_those_that_answer)
{
	struct printer_profile p = encode_profile(384, RASTER_GS_V_0, true);
	struct seen seen = {0};
	struct escpos_decoder *d;
	AUTO_BUF job;

	buf_init(&job, ROOM);
	escpos_ask_status(&job, &p);
	escpos_ask_counter(&job, &p, 20);
	escpos_ask_metres(&job, &p);
	CHECK_INT(job.len, 0);
	p.asb = true;
	escpos_ask_status(&job, &p);
	escpos_identify(&job, 66);
	(void)decode(&d, &p, &job, &seen);
	CHECK_INT(seen.automatic, 0xff);
	CHECK_INT(seen.identity, 66);
	escpos_decoder_free(d);
	p.counters = p.metres_left = true;
	buf_clear(&job);
	escpos_ask_counter(&job, &p, 148);
	CHECK_INT(job.len, 6);
	CHECK_BYTES(job.data, "\x1dg2\0\x94\0", 6);
	buf_clear(&job);
	escpos_ask_metres(&job, &p);
	CHECK_BYTES(job.data, "\x1d\xe1", 2);
}
