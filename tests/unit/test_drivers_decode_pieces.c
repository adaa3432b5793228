/* Commands that run row by row as their bytes come in, what is forgiven, and what kiosk printers know. */
#include "drivers_decode_kit.h"

/* ---- as the bytes come in ----------------------------------------------------------------------------- */

TEST(pieces, a_row_of_raster_is_on_paper_with_its_last_byte)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d;
	struct kit_job job = kit_hex("1d 76 30 02 02 00 03 00  80 00  00 01  ff ff  0a");
	CHECK_OK(escpos_decoder_new(&d, &l, NULL));
	for (size_t i = 0; i < job.n; i++) {
		size_t rows = i < 8 ? 0 : (i - 8) / 2 * 2;
		CHECK_INT(escpos_paper(d).n_rows, rows < 6 ? rows : 6);
		CHECK_INT(escpos_wants(d), i < 8 || i == 14 ? 1 : i % 2 ? 1 : 2);
		CHECK_OK(escpos_decode(d, job.bytes + i, 1));
	}
	CHECK(escpos_is_between(d));
	struct escpos_paper p = escpos_paper(d);
	CHECK_INT(p.n_rows, 36);
	CHECK_INT(p.commands, 2);
	CHECK_TEXT(kit_row(&p, 0), "0");
	CHECK_TEXT(kit_row(&p, 3), "15");
	CHECK_TEXT(kit_row(&p, 5), "0-15");
	escpos_decoder_free(d);
}

TEST(pieces, an_end_between_two_rows_is_told_with_all_bytes)
{
	struct escpos_limits l = kit_limits();
	kit_refused(&l, "0a 1d 76 30 00 02 00 03 00 01 02 03 04",
	        "offset 1: the job ends inside of GS v 0, after 12 of 14 bytes");
	kit_refused(&l, "0a 1d 76 30 00 02 00 03 00 01 02 03 04 05",
	        "offset 1: the job ends inside of GS v 0, after 13 of 14 bytes");
}

TEST(pieces, a_refused_command_is_forgiven_and_the_next_begins)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d;
	struct kit_job bad = kit_hex("0a 1b 5a"), good = kit_hex("0a 41 0a");
	CHECK_OK(escpos_decoder_new(&d, &l, NULL));
	CHECK(escpos_decode(d, bad.bytes, bad.n) < 0);
	CHECK(escpos_decode(d, good.bytes, good.n) < 0);
	escpos_decode_forgive(d);
	escpos_text_as_boxes(d, true);
	CHECK_OK(escpos_decode(d, good.bytes, good.n));
	CHECK_OK(escpos_decode_end(d));
	CHECK_INT(escpos_paper(d).n_rows, 90);
	CHECK_INT(escpos_paper(d).boxes, 1);
	escpos_decoder_free(d);
}

/* ---- kiosk printers -------------------------------------------------------------------------------------- */

TEST(kiosk, questions_are_refused_by_printers_that_do_not_know_them)
{
	struct escpos_limits l = kit_limits();
	kit_refused(&l, "1d 67 32 00 14 00", "offset 0: GS g: this printer does not know it");
	kit_refused(&l, "1d e0 01", "offset 0: GS E0: this printer does not know it");
	kit_refused(&l, "1d e1", "offset 0: GS E1: this printer does not know it");
	kit_refused(&l, "1d 65 06", "offset 0: GS e: this printer does not know it");
	l.knows_counters = l.knows_metres = l.knows_presenter = true;
	escpos_decoder_free(kit_decode(&l, "1d 67 32 00 14 00 1d e0 ff 1d e1 1d 65 06 1d 65 03 0c 1d 65 02 0a"));
	kit_refused(&l, "0a 1d 67 30 00 14 00", "offset 1: GS g: 48 with 0 is none that is decoded here");
	kit_refused(&l, "0a 1d 65 07", "offset 1: GS e: 7 is none of 2, 3, 5 and 6");
}

TEST(kiosk, a_margin_that_is_ignored_moves_nothing)
{
	struct escpos_limits l = kit_limits();
	static const char job[] = "1d 4c 10 00 1d 76 30 00 01 00 01 00 ff";
	struct escpos_decoder *d = kit_decode(&l, job);
	struct escpos_paper p = escpos_paper(d);
	CHECK_TEXT(kit_row(&p, 0), "16-23");
	escpos_decoder_free(d);
	l.margin_ignored = true;
	d = kit_decode(&l, job);
	p = escpos_paper(d);
	CHECK_TEXT(kit_row(&p, 0), "0-7");
	escpos_decoder_free(d);
}

TEST(kiosk, dots_of_small_columns_lie_as_far_apart_as_the_profile_says)
{
	struct escpos_limits l = kit_limits();
	for (int pitch = 1; pitch <= 3; pitch++) {
		l.column_8_dots = pitch;
		struct escpos_decoder *d = kit_decode(&l, "1b 33 00 1b 2a 01 01 00 81 0a");
		struct escpos_paper p = escpos_paper(d);
		CHECK_INT(p.n_rows, 8 * (size_t)pitch);
		CHECK_TEXT(kit_row(&p, 7 * (size_t)pitch), "0");
		CHECK(pitch == 1 || !kit_dot(&p, 0, (size_t)pitch));
		escpos_decoder_free(d);
	}
}
