/* White at the left of printers that know no margin: columns, held at the right edge by ESC a 2. */
#include "drivers/escpos_encode.h"

#include "drivers/escpos_decode.h"
#include "drivers/printer_profile.h"
#include "harness.h"
#include "sys/buf.h"

enum { ROOM = 2 * 1024 * 1024, WIDTH = 48, ROWS = ESCPOS_COLUMN_ROWS };

static struct printer_profile generic(bool column_right)
{
	return (struct printer_profile){.name = "test",
	        .paper_mm = 58,
	        .dots = WIDTH * 8,
	        .dpi = 203,
	        .unit_dpi = 203,
	        .max_rows = 48,
	        .buffer_bytes = 4096,
	        .raster = RASTER_GS_V_0,
	        .column = true,
	        .column_right = column_right};
}

/* The same numbers on every machine. */
static int dice(unsigned *seed, int n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (int)(*seed >> 16 & 0x7fff) % n;
}

/* Ink in the bytes [from, to) of each row, never twice the same. */
static void fill(uint8_t *rows, int n, int from, int to, unsigned seed)
{
	memset(rows, 0, (size_t)n * WIDTH);
	for (int y = 0; y < n; y++)
		for (int x = from; x < to; x++) {
			rows[y * WIDTH + x] = (uint8_t)(0x81 | (dice(&seed, 0x7fff) & 0x66));
		}
}

static bool holds(const struct buf *job, const char *bytes, size_t n)
{
	return memmem(job->data, job->len, bytes, n) != NULL;
}

static bool aligns(const struct buf *job)
{
	return holds(job,
	        "\x1b"
	        "a\x02",
	        3);
}

/* Encodes and decodes: what came back is what was given, to the dot, and nothing in it is a real-time sequence. */
static void send(struct buf *job, const struct printer_profile *p, const uint8_t *rows, int n)
{
	struct escpos_limits limits;
	struct escpos_decoder *d;
	struct escpos_paper paper;

	buf_init(job, ROOM);
	escpos_start(job, p, false);
	CHECK_OK(escpos_rows(job, p, rows, n));
	CHECK(escpos_is_quiet(job->data, job->len));
	CHECK(job->len <= 2 + escpos_room(p, n));
	escpos_limits_of(&limits, p);
	CHECK_OK(escpos_decoder_new(&d, &limits, NULL));
	CHECK_OK(escpos_decode(d, job->data, job->len));
	CHECK_OK(escpos_decode_end(d));
	paper = escpos_paper(d);
	CHECK_INT(paper.n_rows, n);
	CHECK_BYTES(paper.rows, rows, (size_t)n * WIDTH);
	escpos_decoder_free(d);
}

TEST(right, white_at_the_left_is_passed_over)
{
	static const char before[] = "\x1b@\x1b"
	                             "a\x02\x1b"
	                             "3\x18\x1b*\x21\x10\x00",
	                  behind[] = "\n\x1b"
	                             "a\x00";
	struct printer_profile p = generic(true);
	uint8_t rows[ROWS * WIDTH];
	AUTO_BUF job;

	fill(rows, ROWS, 46, 48, 1);
	send(&job, &p, rows, ROWS);
	CHECK_INT(job.len, sizeof before - 1 + 16 * 3 + sizeof behind - 1);
	CHECK_BYTES(job.data, before, sizeof before - 1);
	CHECK_BYTES(job.data + sizeof before - 1 + 16 * 3, behind, sizeof behind - 1);
}

TEST(right, white_at_both_sides_too)
{
	struct printer_profile p = generic(true);
	uint8_t rows[ROWS * WIDTH];
	AUTO_BUF job;

	fill(rows, ROWS, 30, 46, 2);
	send(&job, &p, rows, ROWS);
	CHECK(aligns(&job));
	CHECK(job.len < ROWS * 46); /* than a raster that ends with the ink */
}

TEST(right, what_begins_at_the_left_is_raster)
{
	struct printer_profile p = generic(true);
	uint8_t rows[ROWS * WIDTH];
	AUTO_BUF job;

	fill(rows, ROWS, 0, 48, 3);
	send(&job, &p, rows, ROWS);
	CHECK(!aligns(&job));
	CHECK(holds(&job, "\x1dv0", 3));
}

/* One short row of ink at the left: a line of columns stutters, so a little gain is none. */
TEST(right, a_little_white_is_not_worth_a_line)
{
	struct printer_profile p = generic(true);
	uint8_t rows[ROWS * WIDTH];
	AUTO_BUF job;

	fill(rows, ROWS, 2, 48, 4);
	send(&job, &p, rows, ROWS);
	CHECK(!aligns(&job));
}

TEST(right, without_the_word_nothing_is_aligned)
{
	struct printer_profile p = generic(false);
	uint8_t rows[ROWS * WIDTH];
	AUTO_BUF job;

	fill(rows, ROWS, 46, 48, 5);
	send(&job, &p, rows, ROWS);
	CHECK(!aligns(&job));
	CHECK_INT(job.len, 2 + 8 + ROWS * WIDTH);
}

TEST(right, a_printer_without_columns_gets_none)
{
	struct printer_profile p = generic(true);
	uint8_t rows[ROWS * WIDTH];
	AUTO_BUF job;

	p.column = false;
	fill(rows, ROWS, 46, 48, 6);
	send(&job, &p, rows, ROWS);
	CHECK(!aligns(&job));
}

TEST(right, a_margin_is_better_where_there_is_one)
{
	struct printer_profile p = generic(true);
	uint8_t rows[ROWS * WIDTH];
	AUTO_BUF job;

	p.left_margin = true;
	fill(rows, ROWS, 46, 48, 7);
	send(&job, &p, rows, ROWS);
	CHECK(!aligns(&job));
	CHECK(holds(&job, "\x1dL", 2));
}

/* Columns come in 24 rows: 23 are raster, 25 are one line and a row. */
TEST(right, rows_around_the_height_of_a_line)
{
	for (int n = ROWS - 1; n <= ROWS + 1; n++) {
		struct printer_profile p = generic(true);
		uint8_t rows[(ROWS + 1) * WIDTH];
		AUTO_BUF job;

		fill(rows, n, 40, 48, (unsigned)n);
		send(&job, &p, rows, n);
		CHECK_INT(aligns(&job), n >= ROWS);
		CHECK_INT(holds(&job, "\x1dv0", 3), n != ROWS);
	}
}

/* Behind a line held at the right, a raster stands at the left again. */
TEST(right, what_follows_begins_at_the_left)
{
	struct printer_profile p = generic(true);
	uint8_t rows[2 * ROWS * WIDTH];
	AUTO_BUF job;

	fill(rows, ROWS, 44, 48, 8);
	fill(rows + sizeof rows / 2, ROWS, 0, 48, 9);
	send(&job, &p, rows, 2 * ROWS);
	CHECK(aligns(&job));
	CHECK(holds(&job,
	        "\n\x1b"
	        "a\0\x1dv0",
	        7));
}

/* Rows that a printer would take for a command, at the right: split, aligned or not, the paper is the same. */
TEST(right, a_sequence_in_the_ink_is_still_broken)
{
	struct printer_profile p = generic(true);
	uint8_t rows[ROWS * WIDTH];
	AUTO_BUF job;

	fill(rows, ROWS, 40, 48, 10);
	for (int y = 0; y < ROWS; y += 3) {
		rows[y * WIDTH + 43] = 0x10;
		rows[y * WIDTH + 44] = y % 2 ? 0x04 : 0x14;
	}
	send(&job, &p, rows, ROWS);
}

/* Ragged lines as right-to-left text makes them: to the dot, and never dearer than without the word. */
TEST(right, ragged_text_is_cheaper_and_the_same)
{
	struct printer_profile with = generic(true), without = generic(false);

	for (unsigned seed = 1; seed <= 200; seed++) {
		enum { N = 2 * ESCPOS_COLUMN_ROWS * 4 };
		static uint8_t rows[N * WIDTH];
		AUTO_BUF a;
		AUTO_BUF b;
		unsigned at_dice = seed;

		for (int at = 0; at < N; at += 32) {
			int left = dice(&at_dice, WIDTH), n = at + 32 <= N ? 32 : N - at;

			fill(rows + at * WIDTH, n, left, left + 1 + dice(&at_dice, WIDTH - left),
			        seed * 100 + (unsigned)at);
			memset(rows + at * WIDTH, 0, (size_t)dice(&at_dice, 12) * WIDTH);
		}
		send(&a, &with, rows, N);
		send(&b, &without, rows, N);
		CHECK(a.len <= b.len);
	}
}
