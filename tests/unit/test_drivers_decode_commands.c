/* What each command does to the paper, by hand-made jobs. */
#include <errno.h>
#include <stdlib.h>

#include "drivers_decode_kit.h"

/* ---- raster ------------------------------------------------------------------------------ */

TEST(raster, dots_stand_where_the_bytes_say)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d = kit_decode(&l, "1d 76 30 00 02 00 03 00  80 01  7f fe  00 00");
	struct escpos_paper p = escpos_paper(d);
	CHECK_INT(p.n_rows, 3);
	CHECK_TEXT(kit_row(&p, 0), "0 15");
	CHECK_TEXT(kit_row(&p, 1), "1-14");
	CHECK_TEXT(kit_row(&p, 2), "");
	CHECK_INT(p.bytes, 14);
	CHECK_INT(p.commands, 1);
	escpos_decoder_free(d);
}

TEST(raster, narrow_rows_follow_the_justification)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d = kit_decode(&l, "1b 61 01  1d 76 30 00 01 00 01 00 ff"
	                                          "1b 61 02  1d 76 30 00 01 00 01 00 ff"
	                                          "1b 61 30  1d 76 30 00 01 00 01 00 ff");
	struct escpos_paper p = escpos_paper(d);
	CHECK_TEXT(kit_row(&p, 0), "284-291");
	CHECK_TEXT(kit_row(&p, 1), "568-575");
	CHECK_TEXT(kit_row(&p, 2), "0-7");
	escpos_decoder_free(d);
}

TEST(raster, margin_and_area_move_it)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d = kit_decode(&l, "1d 4c 05 00  1d 57 14 00" /* 5 dots in, 20 wide */
	                                          "1d 76 30 00 01 00 01 00 ff"
	                                          "1b 61 01  1d 76 30 00 01 00 01 00 ff"
	                                          "1b 61 02  1d 76 30 00 01 00 01 00 ff");
	struct escpos_paper p = escpos_paper(d);
	CHECK_TEXT(kit_row(&p, 0), "5-12");
	CHECK_TEXT(kit_row(&p, 1), "11-18");
	CHECK_TEXT(kit_row(&p, 2), "17-24");
	escpos_decoder_free(d);
}

TEST(raster, rows_of_bytes_may_pass_the_last_dot_but_no_ink_may)
{
	struct escpos_limits l = kit_limits();
	l.width_dots = 420; /* 52 bytes and a half */
	struct escpos_decoder *d = kit_decode(&l, "1d 76 30 00 35 00 01 00 ff*52 f0");
	struct escpos_paper p = escpos_paper(d);
	CHECK_TEXT(kit_row(&p, 0), "0-419");
	escpos_decoder_free(d);
	kit_refused(&l, "1d 76 30 00 35 00 01 00 ff*52 f8",
	        "offset 0: GS v 0: row 0 has ink beyond the 420 printable dots");
	kit_refused(&l, "1d 76 30 00 36 00 01 00 00*54", "offset 0: GS v 0: 54 bytes a row, and 420 dots");
}

TEST(raster, stored_graphics_are_printed_once_and_scaled)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d =
	        kit_decode(&l, "1d 28 4c 0c 00 30 70 30 02 02 31 03 00 02 00  a0 ff"
	                       "1d 28 4c 02 00 30 32"
	                       "1d 38 4c 0b 00 00 00 30 70 30 01 01 31 08 00 01 00  81"
	                       "1d 28 4c 02 00 30 02"
	                       "1d 28 4c 0b 00 30 70 30 01 01 31 03 00 01 00 ff 1d 28 4c 02 00 30 32");
	struct escpos_paper p = escpos_paper(d);
	CHECK_INT(p.n_rows, 6);
	CHECK_TEXT(kit_row(&p, 0), "0-1 4-5");
	CHECK_TEXT(kit_row(&p, 1), "0-1 4-5");
	CHECK_TEXT(kit_row(&p, 2), "0-5"); /* bits behind the third dot are no dots */
	CHECK_TEXT(kit_row(&p, 4), "0 7");
	CHECK_TEXT(kit_row(&p, 5), "0-2");
	escpos_decoder_free(d);
}

/* ---- columns and lines ---------------------------------------------------------------------- */

TEST(columns, stand_beside_each_other_until_the_line_feed)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d = kit_decode(
	        &l, "1b 33 18  1b 2a 21 01 00 80 00 01  1b 2a 20 01 00 00 80 00  0a  1b 2a 21 01 00 ff 00 00 1b 4a 18");
	struct escpos_paper p = escpos_paper(d);
	CHECK_INT(p.n_rows, 48);
	CHECK_TEXT(kit_row(&p, 0), "0");
	CHECK_TEXT(kit_row(&p, 8), "1-2");
	CHECK_TEXT(kit_row(&p, 23), "0");
	CHECK_TEXT(kit_row(&p, 31), "0");
	CHECK_TEXT(kit_row(&p, 32), "");
	escpos_decoder_free(d);
}

TEST(columns, of_eight_dots_are_three_times_as_high_unless_the_printer_sets_them_tight)
{
	struct escpos_limits l = kit_limits();
	const char *job = "1b 2a 01 01 00 81 0a";
	struct escpos_decoder *d = kit_decode(&l, job);
	struct escpos_paper p = escpos_paper(d);
	CHECK_TEXT(kit_row(&p, 2), "0");
	CHECK_TEXT(kit_row(&p, 3), "");
	CHECK_TEXT(kit_row(&p, 23), "0");
	escpos_decoder_free(d);
	l.column_8_tight = true;
	d = kit_decode(&l, job);
	p = escpos_paper(d);
	CHECK_TEXT(kit_row(&p, 1), "");
	CHECK_TEXT(kit_row(&p, 7), "0");
	escpos_decoder_free(d);
}

TEST(lines, feed_by_their_spacing_and_at_least_by_what_stands_in_them)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d = kit_decode(&l, "0a  1b 33 0a 0a  1b 32 0a  1b 64 03  1b 4a 07"
	                                          "1b 33 02  1b 2a 21 01 00 ff ff ff 0a");
	CHECK_INT(escpos_paper(d).n_rows, 30 + 10 + 30 + 90 + 7 + 24);
	escpos_decoder_free(d);
}

TEST(lines, motion_units_scale_feeds_and_margins)
{
	struct escpos_limits l = kit_limits();
	l.dpi = 180;
	l.unit_x = 180;
	l.unit_y = 360;
	struct escpos_decoder *d = kit_decode(&l, "1b 4a 14" /* 20 units of 1/360 in: 10 rows */
	                                          "1d 50 5a b4  1b 4a 14" /* 1/90 and 1/180 in: 20 rows */
	                                          "1d 4c 03 00 1d 76 30 00 01 00 01 00 80"
	                                          "1d 50 00 00 1b 4a 14");
	struct escpos_paper p = escpos_paper(d);
	CHECK_INT(p.n_rows, 10 + 20 + 1 + 10);
	CHECK_TEXT(kit_row(&p, 30), "6");
	escpos_decoder_free(d);
}

TEST(lines, a_printer_that_ignores_feeds_keeps_the_line)
{
	struct escpos_limits l = kit_nt5890k();
	struct escpos_decoder *d = kit_decode(&l, "1b 2a 21 01 00 ff ff ff 1b 4a ff 0a");
	CHECK_INT(escpos_paper(d).n_rows, 30);
	escpos_decoder_free(d);
}

TEST(lines, one_line_feed_behind_a_raster_is_eaten_where_the_printer_does_so)
{
	const char *job = "1d 76 30 00 01 00 01 00 ff 0a 0a";
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d = kit_decode(&l, job);
	CHECK_INT(escpos_paper(d).n_rows, 61);
	escpos_decoder_free(d);
	l.raster_eats_lf = true;
	d = kit_decode(&l, job);
	CHECK_INT(escpos_paper(d).n_rows, 31);
	escpos_decoder_free(d);
}

TEST(lines, initialising_forgets_the_line_and_every_setting)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d = kit_decode(&l, "1b 61 02 1d 4c 10 00 1b 33 05  1b 2a 21 01 00 ff ff ff  1b 40"
	                                          "1d 76 30 00 01 00 01 00 80 0a");
	struct escpos_paper p = escpos_paper(d);
	CHECK_TEXT(kit_row(&p, 0), "0");
	CHECK_INT(p.n_rows, 31);
	escpos_decoder_free(d);
}

TEST(lines, nuls_between_commands_do_nothing)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d = kit_decode(&l, "00*5000 1b 40 00 0a 00*3");
	CHECK_INT(escpos_paper(d).n_rows, 30);
	CHECK_INT(escpos_paper(d).commands, 2);
	CHECK_INT(escpos_paper(d).bytes, 5007);
	escpos_decoder_free(d);
}

/* ---- cuts and events --------------------------------------------------------------------------- */

struct heard {
	struct escpos_event events[16];
	int n;
	int give;
};

static int hear(void *me, const struct escpos_event *e)
{
	struct heard *h = me;
	CHECK(h->n < 16);
	h->events[h->n++] = *e;
	return h->give ? err_new(h->give, "told to fail") : 0;
}

static struct escpos_decoder *decode_heard(struct heard *h, const char *hex, int *r)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d;
	struct escpos_listener listener = {hear, h};
	struct kit_job job = kit_hex(hex);
	CHECK_OK(escpos_decoder_new(&d, &l, &listener));
	*r = escpos_decode(d, job.bytes, job.n);
	free(job.bytes);
	return d;
}

TEST(cuts, are_noted_with_their_row_and_kind)
{
	int r;
	struct heard h = {.n = 0};
	struct escpos_decoder *d = decode_heard(
	        &h, "1d 76 30 00 01 00 02 00 ff ff 1d 56 42 05  0a 0a 0a 1d 56 00  1d 56 31 1d 56 41 00", &r);
	CHECK_OK(r);
	struct escpos_paper p = escpos_paper(d);
	CHECK_INT(p.n_cuts, 4);
	CHECK_INT(p.cuts[0].row, 2 + 80 + 5);
	CHECK(p.cuts[0].partial);
	CHECK_INT(p.cuts[1].row, 2 + 85 + 90);
	CHECK(!p.cuts[1].partial && p.cuts[2].partial && !p.cuts[3].partial);
	CHECK_INT(p.cuts[3].row, p.n_rows);
	CHECK_INT(h.n, 4);
	CHECK_INT(h.events[0].kind, ESCPOS_CUT);
	CHECK_INT(h.events[0].offset, 10);
	CHECK_INT(h.events[0].rows, 87);
	escpos_decoder_free(d);
}

/* The cutter is 80 rows behind the head: cutting at once goes through what was just printed. */
TEST(cuts, through_fresh_print_are_told)
{
	int r;
	struct heard h = {.n = 0};
	escpos_decoder_free(decode_heard(&h, "1d 76 30 00 01 00 01 00 ff 1b 4a 4f 1d 56 00", &r));
	CHECK_OK(r);
	CHECK_INT(h.events[0].b, 1);
	h.n = 0;
	escpos_decoder_free(decode_heard(&h, "1d 76 30 00 01 00 01 00 ff 1b 4a 50 1d 56 00", &r));
	CHECK_OK(r);
	CHECK_INT(h.events[0].b, 0);
}

TEST(events, questions_are_told_in_order_with_their_place)
{
	int r;
	struct heard h = {.n = 0};
	escpos_decoder_free(decode_heard(&h,
	        "1b 40  1d 61 0f  1d 49 43  1d 72 01  0a  1d 28 48 06 00 30 30 41 42 43 7e"
	        "1d 28 48 03 00 31 30 01  1d 28 44 05 00 14 01 30 02 31  10 04 01  1b 70 30 10 10",
	        &r));
	CHECK_OK(r);
	const int want[][3] = {{ESCPOS_INIT, 0, 0}, {ESCPOS_AUTO_STATUS, 15, 2}, {ESCPOS_IDENTITY_ASKED, 67, 5},
	        {ESCPOS_PRINTER_ASKED, 1, 8}, {ESCPOS_PROCESS_ID, 0, 12}, {ESCPOS_OFFLINE_ANSWERS, 1, 23},
	        {ESCPOS_REALTIME_SET, 1, 31}, {ESCPOS_REALTIME_SET, 2, 31}, {ESCPOS_REALTIME, 4, 41},
	        {ESCPOS_DRAWER, 0, 44}};
	CHECK_INT(h.n, 10);
	for (int i = 0; i < 10; i++) {
		CHECK_INT(h.events[i].kind, want[i][0]);
		CHECK_INT(h.events[i].a, want[i][1]);
		CHECK_INT(h.events[i].offset, want[i][2]);
	}
	CHECK_BYTES(h.events[4].id, "ABC~", 4);
	CHECK_INT(h.events[4].rows, 30);
	CHECK_INT(h.events[6].b, 0);
	CHECK_INT(h.events[7].b, 1);
}

TEST(events, a_listener_that_fails_ends_the_decoding)
{
	int r;
	struct heard h = {.give = EIO};
	struct escpos_decoder *d = decode_heard(&h, "1b 40 1b 40", &r);
	CHECK_INT(r, -EIO);
	CHECK_INT(h.n, 1);
	CHECK(escpos_decode(d, "\n", 1) < 0);
	CHECK_TEXT(err_why(), "told to fail");
	escpos_decoder_free(d);
}

/* ---- text as boxes --------------------------------------------------------------------------------- */

TEST(boxes, take_the_place_of_letters_and_wrap_like_them)
{
	struct escpos_limits l = kit_limits();
	l.text_as_boxes = true;
	l.width_dots = 36;
	struct escpos_decoder *d = kit_decode(&l, "41*4 0a  1b 21 01 41 0a  1d 21 11 42 0a");
	struct escpos_paper p = escpos_paper(d);
	CHECK_INT(p.boxes, 6);
	CHECK_INT(p.n_rows, 30 + 30 + 30 + 34);
	CHECK_TEXT(kit_row(&p, 1), "1-10 13-22 25-34");
	CHECK_TEXT(kit_row(&p, 31), "1-10");
	CHECK_TEXT(kit_row(&p, 61), "1-7");
	CHECK_TEXT(kit_row(&p, 92), "1 16"); /* font B, twice as large: 18 by 34 */
	escpos_decoder_free(d);
}

TEST(boxes, spaces_tabs_and_places_move_without_ink)
{
	struct escpos_limits l = kit_limits();
	l.text_as_boxes = true;
	struct escpos_decoder *d = kit_decode(&l, "20 41 09 41  1b 24 c8 00 41  1b 5c f4 ff  0a"
	                                          "1b 44 02 05 00 09 41 09 41 09 0a");
	struct escpos_paper p = escpos_paper(d);
	CHECK_TEXT(kit_row(&p, 1), "13-22 97-106 201-210");
	CHECK_TEXT(kit_row(&p, 31), "25-34 61-70");
	escpos_decoder_free(d);
}

/* ---- the next job ------------------------------------------------------------------------------------ */

TEST(jobs, a_half_sent_raster_swallows_the_next_job_until_nuls_flush_it)
{
	struct escpos_limits l = kit_limits();
	struct escpos_decoder *d;
	struct kit_job half = kit_hex("0a 1d 76 30 00 02 00 04 00 ff"), rest = kit_hex("00*7 1b 40 0a 1b 5a");
	CHECK_OK(escpos_decoder_new(&d, &l, NULL));
	CHECK_OK(escpos_decode(d, half.bytes, half.n));
	CHECK(!escpos_is_between(d));
	escpos_decode_next_job(d);
	CHECK_INT(escpos_paper(d).n_rows, 0);
	CHECK(escpos_decode(d, rest.bytes, rest.n) < 0);
	CHECK_TEXT(err_why(), "offset 10: unknown command 1B 5A");
	struct escpos_paper p = escpos_paper(d);
	CHECK_INT(p.n_rows, 4 + 30);
	CHECK_TEXT(kit_row(&p, 0), "0-7"); /* what was cut off comes out at the top of the next paper */
	escpos_decoder_free(d);
}

TEST(jobs, rows_are_told_in_millimetres)
{
	CHECK_INT((long long)(escpos_mm(203, 203) * 1000), 25400);
	CHECK_INT((long long)(escpos_mm(180, 360) * 1000), 12700);
}
