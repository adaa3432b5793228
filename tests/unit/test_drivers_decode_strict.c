/* What is refused, at which byte, and with which words. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "drivers_decode_kit.h"

TEST(strict, unknown_commands_are_named_with_their_bytes_and_place)
{
	struct escpos_limits l = kit_limits();
	kit_refused(&l, "1b 40 1b 5a 01", "offset 2: unknown command 1B 5A");
	kit_refused(&l, "1d 28 5a 00", "offset 0: unknown command 1D 28 5A");
	kit_refused(&l, "0a 07", "offset 1: unknown command 07");
	kit_refused(&l, "10 06", "offset 0: unknown command 10 06");
	kit_refused(&l, "1d 76 31", "offset 0: unknown command 1D 76 31");
	kit_refused(&l, "10 04 09", "offset 0: unknown real-time command 10 04 09");
}

TEST(strict, text_is_refused)
{
	struct escpos_limits l = kit_limits();
	kit_refused(&l, "1b 40 0a 41", "offset 3: text: it needs the printer's own font");
	kit_refused(&l, "ff", "offset 0: text");
}

TEST(strict, what_can_not_be_drawn_is_refused_by_name)
{
	struct escpos_limits l = kit_limits();
	kit_refused(&l, "1d 6b 04", "offset 0: GS k (a bar code)");
	kit_refused(&l, "1d 28 6b", "offset 0: GS ( k (a two-dimensional code)");
	kit_refused(&l, "1b 4c", "offset 0: ESC L (page mode)");
}

TEST(strict, a_job_that_ends_inside_of_a_command_is_refused)
{
	struct escpos_limits l = kit_limits();
	kit_refused(&l, "0a 1b", "offset 1: the job ends inside of a command");
	kit_refused(&l, "1d 76 30 00 01", "offset 0: the job ends inside of GS v 0");
	kit_refused(
	        &l, "1d 76 30 00 01 00 03 00 ff ff", "offset 0: the job ends inside of GS v 0, after 10 of 11 bytes");
	kit_refused(&l, "1b 2a 21 01 00 ff ff", "offset 0: the job ends inside of ESC *, after 7 of 8 bytes");
	kit_refused(&l, "1b 44 01 02", "offset 0: the job ends inside of ESC D");
}

TEST(strict, what_was_never_printed_is_refused_at_the_end)
{
	struct escpos_limits l = kit_limits();
	kit_refused(&l, "1b 2a 21 01 00 ff ff ff", "offset 8: the job ends, and the last line was never printed");
	kit_refused(&l, "1d 28 4c 0b 00 30 70 30 01 01 31 08 00 01 00 ff",
	        "offset 16: the job ends, and stored graphics were never printed");
}

TEST(strict, every_cut_short_job_is_refused_and_none_crashes)
{
	struct escpos_limits l = kit_limits();
	struct kit_job job = kit_hex("1b 40 1d 50 cb cb 1b 61 01 1d 76 30 00 02 00 02 00 ff ff ff ff"
	                             "1d 28 4c 0b 00 30 70 30 01 01 31 08 00 01 00 ff 1d 28 4c 02 00 30 32"
	                             "1b 2a 21 01 00 ff ff ff 0a 1d 56 42 00 1d 28 48 06 00 30 30 41 42 43 44");
	int whole = 0, r;
	for (size_t n = 0; n <= job.n; n++) {
		escpos_decoder_free(kit_try(&l, (struct kit_job){job.bytes, n}, &r));
		CHECK(r == 0 || strncmp(err_why(), "offset ", 7) == 0);
		whole += r == 0;
	}
	CHECK_INT(whole, 9); /* nothing, ESC @, GS P, ESC a, the raster, printed graphics, LF, and the cut and the ID */
}

/* ---- ceilings at N-1, N, N+1 ------------------------------------------------------------------ */

/* head, then n as two bytes, then tail, then n times `bytes` bytes of ink, then end. */
static int try_size(
        const struct escpos_limits *l, const char *head, int n, const char *tail, int bytes, const char *end)
{
	char hex[256];
	int r;
	snprintf(hex, sizeof(hex), "%s %02x %02x %s ff*%d %s", head, n & 255, n >> 8, tail, n * bytes, end);
	struct kit_job job = kit_hex(hex);
	escpos_decoder_free(kit_try(l, job, &r));
	free(job.bytes);
	return r;
}

TEST(limits, rows_of_one_raster)
{
	struct escpos_limits l = kit_limits();
	const char *head = "1d 76 30 00 48 00";
	CHECK_OK(try_size(&l, head, 119, "", 72, ""));
	CHECK_OK(try_size(&l, head, 120, "", 72, ""));
	CHECK(try_size(&l, head, 121, "", 72, "") < 0);
	CHECK_HAS(err_why(), "offset 0: GS v 0: 121 rows, and this printer takes 120 in one command");
	l.raster_rows = 2303;
	CHECK_OK(try_size(&l, head, 2303, "", 72, ""));
	CHECK(try_size(&l, head, 2304, "", 72, "") < 0);
}

TEST(limits, bytes_of_one_row)
{
	struct escpos_limits l = kit_limits();
	CHECK_OK(try_size(&l, "1d 76 30 00", 71, "01 00", 1, ""));
	CHECK_OK(try_size(&l, "1d 76 30 00", 72, "01 00", 1, ""));
	CHECK(try_size(&l, "1d 76 30 00", 73, "01 00", 1, "") < 0);
	CHECK_HAS(err_why(), "offset 0: GS v 0: 73 bytes a row, and 576 dots are printable");
	CHECK_OK(try_size(&l, "1d 76 30 01", 36, "01 00", 1, "")); /* twice as wide */
	CHECK(try_size(&l, "1d 76 30 01", 37, "01 00", 1, "") < 0);
}

TEST(limits, columns_of_one_line)
{
	struct escpos_limits l = kit_limits();
	CHECK_OK(try_size(&l, "1b 2a 01", 575, "", 1, "0a"));
	CHECK_OK(try_size(&l, "1b 2a 01", 576, "", 1, "0a"));
	CHECK(try_size(&l, "1b 2a 01", 577, "", 1, "0a") < 0);
	CHECK_HAS(err_why(), "offset 0: ESC *: 577 columns, and 576 dots of the line are free");
}

TEST(limits, rows_and_dots_of_stored_graphics)
{
	struct escpos_limits l = kit_limits();
	char hex[200];
	for (int rows = 119; rows <= 121; rows++) {
		int r, p = 10 + rows * 72;
		snprintf(hex, sizeof(hex),
		        "1d 28 4c %02x %02x 30 70 30 01 01 31 40 02 %02x 00 ff*%d 1d 28 4c 02 00 30 32", p & 255,
		        p >> 8, rows, rows * 72);
		struct kit_job job = kit_hex(hex);
		escpos_decoder_free(kit_try(&l, job, &r));
		CHECK(rows <= 120 ? r == 0 : r < 0);
		free(job.bytes);
	}
	CHECK_HAS(err_why(), "offset 0: GS ( L: 8722 bytes for function 112, and 11 to 8650 are allowed");
	kit_refused(&l, "1d 28 4c 0b 00 30 70 30 01 01 31 09 00 01 00 ff",
	        "offset 0: GS ( L: 11 bytes are announced, and 9 by 1 dots need 12");
	kit_refused(&l, "1d 28 4c 53 00 30 70 30 01 01 31 41 02 01 00 ff*73",
	        "offset 0: GS ( L: 577 dots a row, and 576 are printable");
	kit_refused(&l, "1d 28 4c 52 00 30 70 30 01 02 31 08 00 48 00 ff*72",
	        "offset 0: GS ( L: 144 rows, and this printer takes 120");
}

TEST(limits, paper_of_one_job)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d;
	CHECK_OK(escpos_decoder_new(&d, &l, NULL));
	for (int i = 0; i < ESCPOS_MOST_ROWS / 200 - 1; i++)
		CHECK_OK(escpos_decode(d, "\033J\310", 3));
	CHECK_OK(escpos_decode(d, "\033J\307", 3)); /* one row less than the ceiling */
	CHECK_OK(escpos_decode(d, "\033J\001", 3));
	CHECK_INT(escpos_paper(d).n_rows, ESCPOS_MOST_ROWS);
	CHECK(escpos_decode(d, "\033J\001", 3) < 0);
	CHECK_HAS(err_why(), "more than 160000 rows of paper in one job");
	escpos_decoder_free(d);
}

TEST(limits, cuts_of_one_job)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d;
	CHECK_OK(escpos_decoder_new(&d, &l, NULL));
	for (int i = 0; i < ESCPOS_MOST_CUTS; i++)
		CHECK_OK(escpos_decode(d, "\035V\001", 3));
	CHECK(escpos_decode(d, "\035V\001", 3) < 0);
	CHECK_TEXT(err_why(), "offset 3000: more than 1000 cuts in one job");
	escpos_decoder_free(d);
}

TEST(limits, tab_stops)
{
	struct escpos_limits l = kit_limits();
	const char *most = "1b 44 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 19 1a 1b"
	                   "1c 1d 1e 1f 20";
	char hex[200];
	snprintf(hex, sizeof(hex), "%s 00", most);
	escpos_decoder_free(kit_decode(&l, hex));
	snprintf(hex, sizeof(hex), "%s 21 00", most);
	kit_refused(&l, hex, "offset 0: ESC D: more than 32 tab stops");
	kit_refused(&l, "1b 44 05 05 00", "offset 0: ESC D: tab stop 5 stands behind 5");
}

TEST(limits, that_make_no_sense_are_refused)
{
	struct escpos_decoder *d = NULL;
	struct escpos_limits l = kit_limits();
	l.width_dots = ESCPOS_MOST_DOTS;
	CHECK_OK(escpos_decoder_new(&d, &l, NULL));
	escpos_decoder_free(d);
	l.width_dots++;
	CHECK_INT(escpos_decoder_new(&d, &l, NULL), -EINVAL);
	l.width_dots = 7;
	CHECK_INT(escpos_decoder_new(&d, &l, NULL), -EINVAL);
	l = kit_limits();
	l.dpi = 0;
	CHECK_INT(escpos_decoder_new(&d, &l, NULL), -EINVAL);
}

/* ---- parameters ------------------------------------------------------------------------------------ */

TEST(parameters, out_of_range_are_refused)
{
	struct escpos_limits l = kit_limits();
	const char *const wrong[][2] = {{"1d 76 30 04 01 00 01 00", "offset 0: GS v 0: mode 4 is none"},
	        {"1d 76 30 20 01 00 01 00", "offset 0: GS v 0: mode 32 is none"},
	        {"1d 76 30 00 00 00 01 00", "offset 0: GS v 0: 0 bytes by 1 rows"},
	        {"1d 76 30 00 01 00 00 00", "offset 0: GS v 0: 1 bytes by 0 rows"},
	        {"1b 2a 02 01 00", "offset 0: ESC *: mode 2 is none"},
	        {"1b 2a 00 00 00", "offset 0: ESC *: no columns"}, {"1b 61 03", "offset 0: ESC a: 3 is none"},
	        {"1d 56 02", "offset 0: GS V: form 2 is none"}, {"1d 56 61 00", "offset 0: GS V: form 97 is none"},
	        {"1d 72 03", "offset 0: GS r: 3 is none"}, {"1d 49 04", "offset 0: GS I: 4 is none"},
	        {"1d 49 40", "offset 0: GS I: 64 is none"}, {"1b 70 02 00 00", "offset 0: ESC p: pin 2 is none"},
	        {"1d 21 88", "offset 0: GS !: 88 is no size"}, {"1b 4d 02", "offset 0: ESC M: font 2"},
	        {"1d 57 00 00", "offset 0: GS W: a print area without dots"},
	        {"1d 4c 40 02", "offset 0: GS L: a margin of 576 dots"},
	        {"1b 24 41 02", "offset 0: ESC $: place 577 is outside"},
	        {"1b 5c ff ff", "offset 0: ESC \\: place -1 is outside"},
	        {"1d 28 48 06 00 30 30 41 42 43 7f", "offset 0: GS ( H 48: an ID byte of 7F"},
	        {"1d 28 48 06 00 30 30 1f 42 43 44", "offset 0: GS ( H 48: an ID byte of 1F"},
	        {"1d 28 48 05 00 30 30 41 42 43", "offset 0: GS ( H 48: 5 parameters, not 6"},
	        {"1d 28 48 03 00 31 30 03", "offset 0: GS ( H 49: 3 is none"},
	        {"1d 28 48 04 00 31 30 01 01", "offset 0: GS ( H 49: 4 parameters, not 3"},
	        {"1d 28 48 03 00 32 30 01", "offset 0: GS ( H: function 50 with 48"},
	        {"1d 28 48 02 00 30 30", "offset 0: GS ( H: 2 parameters, and 3 to 64"},
	        {"1d 28 48 41 00", "offset 0: GS ( H: 65 parameters, and 3 to 64"},
	        {"1d 28 44 03 00 14 03 01", "offset 0: GS ( D: the pair 3 1"},
	        {"1d 28 44 03 00 15 01 01", "offset 0: GS ( D: 20 and then pairs"},
	        {"1d 28 44 04 00 14 01 01 02", "offset 0: GS ( D: 20 and then pairs"},
	        {"1d 28 4c 02 00 30 33", "offset 0: GS ( L: function 51 of 48"},
	        {"1d 28 4c 02 00 31 32", "offset 0: GS ( L: function 50 of 49"},
	        {"1d 28 4c 03 00 30 32 00", "offset 0: GS ( L: function 50 has 2 parameters, not 3"},
	        {"1d 28 4c 02 00 30 32", "offset 0: GS ( L: function 50 prints, and nothing is stored"},
	        {"1d 28 4c 0b 00 30 70 34 01 01 31 08 00 01 00 ff", "offset 0: GS ( L: tone 52"},
	        {"1d 28 4c 0b 00 30 70 30 03 01 31 08 00 01 00 ff", "offset 0: GS ( L: scale 3 by 1"},
	        {"1d 28 4c 0b 00 30 70 30 01 01 31 00 00 01 00 ff", "offset 0: GS ( L: 0 by 1 dots"},
	        {"1d 38 4c ff ff ff ff 30 70", "offset 0: GS 8 L: 4294967295 bytes for function 112"}};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		kit_refused(&l, wrong[i][0], wrong[i][1]);
}

TEST(parameters, commands_that_printers_ignore_in_mid_line_are_refused)
{
	struct escpos_limits l = kit_limits();
	const char *const late[] = {"1b 61 00", "1d 4c 00 00", "1d 57 00 01", "1d 56 00", "1d 76 30 00 01 00 01 00 ff"};
	for (size_t i = 0; i < sizeof(late) / sizeof(*late); i++) {
		char hex[100];
		snprintf(hex, sizeof(hex), "1b 2a 21 01 00 ff ff ff %s 0a", late[i]);
		kit_refused(&l, hex, "offset 8: ");
		CHECK_HAS(err_why(), "in the middle of a line is ignored by printers");
	}
}

TEST(parameters, a_command_that_the_printer_does_not_know_is_refused)
{
	struct escpos_limits l = kit_limits();
	l.raster_rows = l.graphics_rows = 0;
	l.knows_column = l.knows_process_id = false;
	kit_refused(&l, "1d 76 30 00 01 00 01 00 ff", "offset 0: GS v 0: this printer does not know it");
	kit_refused(&l, "1d 28 4c 02 00 30 32", "offset 0: GS ( L: this printer does not know it");
	kit_refused(&l, "1b 2a 21 01 00 ff ff ff 0a", "offset 0: ESC *: this printer does not know it");
	kit_refused(&l, "1d 28 48 06 00 30 30 41 42 43 44", "offset 0: GS ( H: this printer does not know it");
}

/* ---- real-time sequences --------------------------------------------------------------------------- */

TEST(realtime, inside_of_raster_is_refused_where_a_printer_would_execute_it)
{
	struct escpos_limits l = kit_limits();
	kit_refused(&l, "1d 76 30 00 04 00 01 00 ff 10 04 01",
	        "offset 9: 10 04 01 inside of data: a real printer executes it as a real-time command");
	kit_refused(&l, "1d 76 30 00 02 00 02 00 ff 10 14 01", "offset 9: 10 14 01"); /* across two rows */
	kit_refused(&l, "1d 76 30 00 03 00 01 00 10 05 02", "offset 8: 10 05 02");
	kit_refused(&l, "1d 76 30 00 03 00 01 00 10 14 08", "offset 8: 10 14 08");
	kit_refused(&l, "1b 2a 21 01 00 10 04 02", "offset 5: 10 04 02");
}

TEST(realtime, across_the_end_of_a_command_is_refused_too)
{
	struct escpos_limits l = kit_limits();
	kit_refused(&l, "1d 76 30 00 02 00 01 00 10 05 00 0a", "offset 8: 10 05 00"); /* with a flushing NUL */
	kit_refused(&l, "1d 50 10 04 01", "offset 2: 10 04 01");
}

TEST(realtime, look_alikes_that_no_printer_executes_are_dots)
{
	struct escpos_limits l = kit_limits();
	escpos_decoder_free(kit_decode(&l, "1d 76 30 00 03 00 03 00  10 04 00  10 14 00  10 05 03"));
}

TEST(realtime, between_commands_is_fine)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d = kit_decode(
	        &l, "10 04 01 10 04 04 10 05 01 10 14 01 00 01 10 14 08 01 03 14 01 06 02 08 10 14 07 01 0a");
	CHECK_INT(escpos_paper(d).commands, 7);
	escpos_decoder_free(d);
}

/* ---- random bytes ------------------------------------------------------------------------------------ */

TEST(random, bytes_are_refused_with_a_place_or_decoded)
{
	uint64_t seed = 7;
	struct escpos_limits l = kit_limits();
	l.text_as_boxes = true;
	static const uint8_t likely[] = {0x1b, 0x1d, 0x10, 0x0a, '@', '*', 'V', 'v', '0', '(', 'L', 'J', 0, 1, 2, 33};
	for (int i = 0; i < 3000; i++) {
		uint8_t bytes[64];
		int r;
		for (size_t j = 0; j < sizeof(bytes); j++) {
			uint32_t x = test_random(&seed);
			bytes[j] = x & 0x100 ? likely[x % sizeof(likely)] : (uint8_t)x;
		}
		escpos_decoder_free(kit_try(&l, (struct kit_job){bytes, sizeof(bytes)}, &r));
		CHECK(r <= 0);
		if (r)
			CHECK(strncmp(err_why(), "offset ", 7) == 0);
	}
}

TEST(random, after_a_surprise_the_sentence_stays)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d;
	CHECK_OK(escpos_decoder_new(&d, &l, NULL));
	CHECK(escpos_decode(d, "\n\033Z", 3) < 0);
	CHECK(escpos_decode(d, "\n", 1) < 0);
	CHECK_TEXT(err_why(), "offset 1: unknown command 1B 5A");
	CHECK(escpos_decode_end(d) < 0);
	CHECK_TEXT(err_why(), "offset 1: unknown command 1B 5A");
	CHECK_INT(escpos_paper(d).n_rows, 30);
	escpos_decoder_free(d);
	escpos_decoder_free(NULL);
}
