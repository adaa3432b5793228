/* A printer's insides in good times: head, cutter, and what is answered when. */
#include <stdio.h>

#include "drivers_twin_kit.h"

#define ID_ABCD "1d 28 48 06 00 30 30 41 42 43 44 "
#define SAID_ABCD "37 22 41 42 43 44 00"

/* ---- at once ---------------------------------------------------------------------------------- */

TEST(paper, is_what_the_decoder_would_draw)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	struct escpos_limits limits;
	static const char job[] = "1b 40 1d 76 30 00 02 00 02 00 80 01 ff ff 0a 1b 4a 64 1d 56 42 00";
	escpos_limits_of(&limits, &s.profile);
	struct escpos_decoder *d = kit_decode(&limits, job);
	struct escpos_paper want = escpos_paper(d);
	CHECK_INT(kit_feed(t, job), 22);
	twin_strip_ends(t);
	CHECK_OK(twin_run(t, 0));
	CHECK(twin_strip_is_over(t));
	struct escpos_paper got = twin_paper(t);
	CHECK_INT(got.n_rows, want.n_rows);
	CHECK_BYTES(got.rows, want.rows, want.n_rows * want.row_bytes);
	CHECK_INT(got.n_cuts, 1);
	CHECK_INT(got.cuts[0].row, want.cuts[0].row);
	CHECK_INT(got.bytes, want.bytes);
	CHECK_INT(got.commands, want.commands);
	CHECK(twin_truth(t).cut);
	escpos_decoder_free(d);
	twin_free(t);
}

TEST(paper, is_cut_only_as_long_as_nothing_comes_behind)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "0a 1d 56 42 00");
	CHECK(twin_truth(t).cut);
	(void)kit_feed(t, "0a");
	CHECK(!twin_truth(t).cut);
	CHECK_INT(twin_truth(t).cuts, 1);
	twin_free(t);
}

TEST(strip, begins_anew_with_its_own_counts_and_offsets)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "0a 1d 56 42 00");
	twin_strip_ends(t);
	CHECK_OK(twin_run(t, 0));
	CHECK(twin_strip_is_over(t));
	twin_strip_next(t);
	CHECK(!twin_strip_is_over(t));
	CHECK_INT(twin_paper(t).n_rows, 0);
	(void)kit_feed(t, "0a");
	CHECK_INT(twin_paper(t).n_rows, 30);
	CHECK_INT(twin_paper(t).bytes, 1);
	CHECK_INT(twin_truth(t).cuts, 0);
	size_t taken;
	CHECK(twin_feed(&taken, t, "\x1b\x5a", 2) < 0);
	CHECK_TEXT(err_why(), "offset 1: unknown command 1B 5A");
	CHECK(twin_feed(&taken, t, "\n", 1) < 0); /* and it stays so */
	CHECK_TEXT(err_why(), "offset 1: unknown command 1B 5A");
	twin_connect(t);
	CHECK_INT(kit_feed(t, "0a"), 1);
	twin_free(t);
}

TEST(strip, ends_where_it_was_said_though_more_came_in)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "0a 0a");
	twin_strip_ends(t);
	(void)kit_feed(t, "0a 0a 0a");
	CHECK(twin_strip_is_over(t));
	CHECK_INT(twin_paper(t).n_rows, 60);
	twin_strip_next(t);
	CHECK_OK(twin_run(t, 0));
	CHECK_INT(twin_paper(t).n_rows, 90);
	twin_free(t);
}

TEST(strip, that_ends_inside_of_a_command_is_refused)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "0a 1d 76 30 00 01");
	twin_strip_ends(t);
	CHECK(twin_run(t, 0) < 0);
	CHECK_TEXT(err_why(), "offset 1: the job ends inside of GS v 0");
	CHECK(!twin_strip_is_over(t));
	twin_free(t);
}

/* ---- answers ------------------------------------------------------------------------------------ */

/* But for DLE EOT, which is answered as it comes in. */
TEST(answers, come_in_the_order_of_the_questions_when_all_is_at_once)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "0a " ID_ABCD "1d 72 01 1d 49 01 1d 49 43 1d 61 ff 10 04 01");
	CHECK_TEXT(kit_said(t), "12 " SAID_ABCD " 00 20 5f 62 65 6e 63 68 00 10 00 00 00");
	CHECK_TEXT(kit_said(t), "");
	CHECK(twin_has_reached(t, (const uint8_t *)"ABCD"));
	CHECK(!twin_has_reached(t, (const uint8_t *)"ABCE"));
	CHECK_INT(twin_truth(t).level, PROOF_PRINTED);
	twin_free(t);
}

TEST(answers, are_taken_in_pieces_of_any_size)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	uint8_t one, all[32];
	size_t n = 0;
	(void)kit_feed(t, ID_ABCD "1d 72 01");
	while (twin_answers(t, &one, 1))
		all[n++] = one;
	CHECK_INT(n, 8);
	CHECK_BYTES(all, "7\"ABCD\0\0", 8);
	twin_free(t);
}

TEST(answers, to_real_time_come_while_the_buffer_is_full)
{
	struct twin_setup s = kit_setup();
	s.buffer_bytes = 45;
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_happens(t, "paper_out"));
	CHECK_INT(kit_feed(t, "0a*46"), 45);
	CHECK(!twin_has_room(t));
	CHECK_INT(kit_feed(t, "10 04 01 10 04 04 0a"), 6);
	CHECK_TEXT(kit_said(t), "1a 7e");
	CHECK_INT(twin_waiting(t), 45);
	CHECK_INT(kit_feed(t, "1d 72 01"), 0);
	CHECK_OK(twin_happens(t, "paper_in"));
	CHECK_INT(twin_truth(t).rows, 45 * 30);
	twin_free(t);
}

TEST(answers, behind_data_wait_while_it_is_offline)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "1d 61 ff");
	CHECK_TEXT(kit_said(t), "10 00 00 00");
	CHECK_OK(twin_happens(t, "cover_open"));
	CHECK_TEXT(kit_said(t), "38 00 00 00");
	(void)kit_feed(t, "0a 1d 72 01 " ID_ABCD);
	CHECK_TEXT(kit_said(t), "");
	CHECK_OK(twin_happens(t, "cover_closed"));
	CHECK_TEXT(kit_said(t), "10 00 00 00 00 " SAID_ABCD);
	twin_free(t);
}

TEST(answers, come_late_when_the_printer_is_slow)
{
	struct twin_setup s = kit_setup();
	s.answer_us = 5000;
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "1d 72 01");
	CHECK_INT(twin_next_us(t), 5000);
	CHECK_OK(twin_run(t, 4999));
	CHECK_TEXT(kit_said(t), "");
	CHECK_OK(twin_run(t, 5000));
	CHECK_TEXT(kit_said(t), "00");
	CHECK_INT(twin_next_us(t), INT64_MAX);
	twin_free(t);
}

TEST(answers, nobody_reads_are_lost_and_memory_stays)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	for (int i = 0; i < 1000; i++)
		(void)kit_feed(t, "1d 72 01");
	CHECK_INT(strlen(kit_said(t)), 64 * 3 - 1);
	twin_free(t);
}

TEST(answers, of_kiosk_printers_tell_counts_metres_and_the_ticket)
{
	struct twin_setup s = kit_setup();
	s.profile.counters = s.profile.metres_left = true;
	s.profile.presenter = PRESENTER_CUSTOM;
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "1b 64 0a 1d 67 32 00 14 00 1d e1 1d 65 06");
	CHECK_TEXT(kit_said(t), "5f 33 30 30 00 37 39 39 37 63 6d 00");
	(void)kit_feed(t, "10 04 14");
	CHECK_TEXT(kit_said(t), "10 0f 00 00 00 00");
	(void)kit_feed(t, "1d 56 42 00 " ID_ABCD "1d 67 32 00 32 00 1d 65 06");
	CHECK_TEXT(kit_said(t), SAID_ABCD " 5f 31 00 01");
	CHECK_INT(twin_truth(t).level, PROOF_CUT);
	CHECK_INT(twin_truth(t).ticket, TWIN_TICKET_WAITING);
	(void)kit_feed(t, "1d e0 ff");
	CHECK_TEXT(kit_said(t), "10 0f 20 00 00 00");
	CHECK_OK(twin_happens(t, "ticket_taken"));
	CHECK_TEXT(kit_said(t), "10 0f 00 00 00 00");
	CHECK_INT(twin_truth(t).level, PROOF_TAKEN);
	(void)kit_feed(t, "0a 1d 56 42 00 1d 65 02 1d 65 06");
	CHECK_TEXT(kit_said(t), "10 0f 20 04 00 00 10 0f 00 04 00 00 04"); /* spooling, both times */
	CHECK_INT(twin_truth(t).ticket, TWIN_TICKET_RETRACTED);
	twin_free(t);
}

/* ---- the head's time ------------------------------------------------------------------------------- */

/* 203 dots an inch at 250 mm/s: a row in 500.49 us. */
TEST(head, prints_at_its_speed_and_then_cuts)
{
	struct twin_setup s = kit_setup();
	char job[128];
	s.speed_mm_s = 250;
	s.cut_us = 200000;
	struct printer_twin *t = kit_twin(&s);
	snprintf(job, sizeof(job), "%s 1d 56 00 " ID_ABCD, kit_band(100));
	(void)kit_feed(t, job);
	CHECK_INT(twin_truth(t).rows, 0);
	CHECK_OK(twin_run(t, 500));
	CHECK_INT(twin_truth(t).rows, 0);
	CHECK_OK(twin_run(t, 501));
	CHECK_INT(twin_truth(t).rows, 1);
	CHECK_OK(twin_run(t, 50048));
	CHECK_INT(twin_truth(t).rows, 99);
	CHECK_OK(twin_run(t, 50050));
	CHECK_INT(twin_truth(t).rows, 100);
	CHECK_INT(twin_truth(t).cuts, 0);
	CHECK_TEXT(kit_said(t), ""); /* the ID behind the cut waits for it */
	CHECK_INT(kit_rest(t, 50050), 250050);
	CHECK_INT(twin_truth(t).cuts, 1);
	CHECK_TEXT(kit_said(t), SAID_ABCD);
	CHECK_INT(twin_truth(t).last_cut_us, 250049);
	CHECK_INT(twin_truth(t).level, PROOF_CUT);
	CHECK_INT(twin_truth(t).stalls, 0);
	CHECK_INT(twin_truth(t).busy_us, 250000);
	twin_free(t);
}

TEST(head, answers_a_process_id_when_its_rows_are_on_paper_and_gs_r_before)
{
	struct twin_setup s = kit_setup();
	char job[160];
	s.speed_mm_s = 250;
	struct printer_twin *t = kit_twin(&s);
	snprintf(job, sizeof(job), "%s " ID_ABCD "1d 72 01", kit_band(100));
	(void)kit_feed(t, job);
	CHECK_TEXT(kit_said(t), "00");
	CHECK_OK(twin_run(t, 50048));
	CHECK_TEXT(kit_said(t), "");
	CHECK_OK(twin_run(t, 50050));
	CHECK_TEXT(kit_said(t), SAID_ABCD);
	twin_free(t);
}

TEST(head, lets_the_parser_ahead_by_the_print_buffer_and_no_more)
{
	struct twin_setup s = kit_setup();
	s.speed_mm_s = 250;
	s.print_rows = 50;
	s.buffer_bytes = 45;
	struct printer_twin *t = kit_twin(&s);
	CHECK_INT(kit_feed(t, kit_band(120)), 8 + 50 + 45);
	CHECK_INT(twin_waiting(t), 45);
	CHECK_OK(twin_run(t, 10010)); /* 20 rows */
	CHECK_INT(twin_waiting(t), 25);
	twin_free(t);
}

TEST(head, stalls_when_rows_come_too_late_and_only_then)
{
	struct twin_setup s = kit_setup();
	s.speed_mm_s = 250;
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, kit_band(10));
	CHECK_OK(twin_run(t, 5000));
	(void)kit_feed(t, kit_band(10));
	CHECK_OK(twin_run(t, 15000));
	CHECK_INT(twin_truth(t).stalls, 0);
	(void)kit_feed(t, kit_band(10));
	CHECK_OK(twin_run(t, 30000));
	CHECK_INT(twin_truth(t).stalls, 1);
	CHECK_INT(twin_truth(t).stalled_us, 4990);
	(void)kit_feed(t, "1d 56 00");
	CHECK_OK(twin_run(t, 1000000));
	(void)kit_feed(t, kit_band(10)); /* the next sheet begins when it likes */
	CHECK_OK(twin_run(t, 2000000));
	CHECK_INT(twin_truth(t).stalls, 1);
	twin_free(t);
}

TEST(setup, that_makes_no_sense_is_refused)
{
	struct printer_twin *t;
	struct twin_setup s = kit_setup();
	s.buffer_bytes = 1048576;
	twin_free(kit_twin(&s));
	s.buffer_bytes++;
	CHECK(twin_new(&t, &s) < 0);
	CHECK_TEXT(err_why(), "a printer's buffers hold 1 to 1048576 bytes");
	s = kit_setup();
	s.speed_mm_s = 10001;
	CHECK(twin_new(&t, &s) < 0);
	s = kit_setup();
	s.answer_us = -1;
	CHECK(twin_new(&t, &s) < 0);
	s = kit_setup();
	s.profile.dots = 3;
	CHECK(twin_new(&t, &s) < 0);
}
