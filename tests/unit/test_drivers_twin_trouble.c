/* A printer's insides in bad times: each fault really happens, and what is on paper is told apart from what is lost. */
#include <stdio.h>
#include <stdlib.h>

#include "drivers_twin_kit.h"

#define ID(letter) "1d 28 48 06 00 30 30 49 44 30 " letter " "
#define SAID(letter) "37 22 49 44 30 " letter " 00"

/* ---- paper, cover, heat, cutter at a row or a cut ------------------------------------------------- */

TEST(row, paper_ends_exactly_there_and_goes_on_there)
{
	struct twin_setup s = kit_setup();
	char job[256];
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "paper_out", TWIN_AT_ROW, 70));
	snprintf(job, sizeof(job), "%s" ID("31"), kit_band(50));
	(void)kit_feed(t, job);
	snprintf(job, sizeof(job), "%s" ID("32") "1d 56 42 00", kit_band(50));
	(void)kit_feed(t, job);
	twin_strip_ends(t);
	CHECK_OK(twin_run(t, 0));
	CHECK_INT(twin_truth(t).rows, 70);
	CHECK(twin_truth(t).paper_out && twin_truth(t).offline && !twin_strip_is_over(t));
	CHECK_TEXT(kit_said(t), SAID("31"));
	CHECK_OK(twin_happens(t, "paper_in"));
	CHECK_TEXT(kit_said(t), SAID("32"));
	CHECK_INT(twin_truth(t).rows, 100 + 80);
	CHECK(twin_strip_is_over(t) && twin_truth(t).cut);
	CHECK_INT(twin_truth(t).lost_rows, 0);
	CHECK_INT(twin_truth(t).garbled, 0);
	twin_free(t);
}

TEST(row, a_feed_stops_in_its_middle_too)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "cover_open", TWIN_AT_ROW, 33));
	(void)kit_feed(t, "1b 4a ff");
	CHECK_INT(twin_truth(t).rows, 33);
	CHECK_OK(twin_happens(t, "cover_closed"));
	CHECK_INT(twin_truth(t).rows, 255);
	twin_free(t);
}

TEST(row, paper_low_is_told_and_printing_goes_on)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "paper_low", TWIN_AT_ROW, 30));
	(void)kit_feed(t, "1d 61 ff 0a 0a");
	CHECK_TEXT(kit_said(t), "10 00 00 00 10 00 03 00");
	CHECK_INT(twin_truth(t).rows, 60);
	twin_free(t);
}

TEST(row, a_hot_head_cools_down_by_itself)
{
	struct twin_setup s = kit_setup();
	s.speed_mm_s = 250;
	s.hot_us = 1500000;
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "hot", TWIN_AT_ROW, 10));
	(void)kit_feed(t, kit_band(20));
	CHECK_OK(twin_run(t, 1400000));
	CHECK_INT(twin_truth(t).rows, 10);
	CHECK(twin_truth(t).hot);
	(void)kit_feed(t, "10 04 03");
	CHECK_TEXT(kit_said(t), "52");
	(void)kit_rest(t, 1400000);
	CHECK_INT(twin_truth(t).rows, 20);
	CHECK_INT(twin_truth(t).stalls, 0); /* that is no lack of rows */
	twin_free(t);
}

TEST(cut, a_jam_leaves_the_sheet_hanging_until_it_is_mended)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "jam", TWIN_AT_CUT, 2));
	(void)kit_feed(t, "0a 1d 56 00 0a 1d 56 00 " ID("31") "0a");
	CHECK_INT(twin_truth(t).cuts, 1);
	CHECK_INT(twin_truth(t).rows, 60);
	CHECK(twin_truth(t).jam && !twin_truth(t).cut);
	CHECK_TEXT(kit_said(t), "");
	(void)kit_feed(t, "10 05 01");
	CHECK_INT(twin_truth(t).cuts, 2);
	CHECK_INT(twin_truth(t).rows, 90);
	CHECK_TEXT(kit_said(t), SAID("31"));
	twin_free(t);
}

TEST(cut, after_a_jam_the_host_may_clear_instead)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "jam", TWIN_AT_CUT, 1));
	(void)kit_feed(t, "0a 1d 56 00 " ID("31") "0a 0a 1d 76 30 00 01 00");
	CHECK_INT(twin_waiting(t), 11 + 2 + 6);
	(void)kit_feed(t, "10 05 02");
	CHECK(!twin_truth(t).offline);
	CHECK_INT(twin_truth(t).cuts, 0);
	CHECK_INT(twin_truth(t).lost_bytes, 11 + 2 + 6 + 3);
	CHECK_TEXT(kit_said(t), "");
	(void)kit_feed(t, "1b 40 0a " ID("32")); /* nothing hangs over */
	CHECK_INT(twin_truth(t).rows, 60);
	CHECK_TEXT(kit_said(t), SAID("32"));
	twin_free(t);
}

TEST(clear, by_dle_dc4_drops_all_and_says_so)
{
	struct twin_setup s = kit_setup();
	s.speed_mm_s = 250;
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, kit_band(40));
	CHECK_OK(twin_run(t, 5010));
	(void)kit_feed(t, "10 14 08 01 03 14 01 06 02 08");
	CHECK_TEXT(kit_said(t), "37 25 00");
	(void)kit_rest(t, 5010);
	CHECK_INT(twin_truth(t).rows, 10);
	CHECK_INT(twin_truth(t).lost_rows, 30);
	twin_free(t);
}

/* ---- paper that ends in a clone -------------------------------------------------------------------- */

TEST(clone, loses_what_it_held_and_what_comes_meanwhile)
{
	struct twin_setup s = kit_setup();
	s.paper_end = TWIN_PAPER_LOSE;
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "paper_out", TWIN_AT_ROW, 10));
	CHECK_INT(kit_feed(t, kit_band(100)), 108); /* taken as if nothing were wrong */
	CHECK_INT(kit_feed(t, "0a*9000 " ID("31")), 9011);
	CHECK_OK(twin_happens(t, "paper_in"));
	(void)kit_feed(t, "1b 40 0a " ID("32"));
	CHECK_TEXT(kit_said(t), SAID("32"));
	CHECK_INT(twin_truth(t).rows, 40);
	CHECK_INT(twin_truth(t).lost_bytes, 90 + 9011);
	twin_free(t);
}

TEST(clone, garbles_the_rest_of_a_command)
{
	struct twin_setup s = kit_setup();
	s.paper_end = TWIN_PAPER_GARBLE;
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "paper_out", TWIN_AT_ROW, 10));
	(void)kit_feed(t, "1d 76 30 00 02 00 64 00 41*200");
	CHECK_OK(twin_happens(t, "paper_in"));
	CHECK_INT(twin_truth(t).garbled, 180); /* letters, where dots were meant */
	CHECK(twin_truth(t).rows >= 10 + 3 * 30);
	(void)kit_feed(t, "1b 40 0a");
	size_t taken;
	CHECK(twin_feed(&taken, t, "A", 1) < 0); /* from ESC @ on, what looks wrong is wrong */
	twin_free(t);
}

TEST(clone, follows_from_the_profile)
{
	struct twin_setup s = kit_setup();
	s.paper_end = TWIN_PAPER_PROFILE;
	for (int keeps = 0; keeps < 2; keeps++) {
		s.profile.after_paper = keeps ? AFTER_PAPER_RESUME : AFTER_PAPER_LOST;
		struct printer_twin *t = kit_twin(&s);
		CHECK_OK(twin_happens(t, "paper_out"));
		(void)kit_feed(t, "0a");
		CHECK_OK(twin_happens(t, "paper_in"));
		CHECK_INT(twin_truth(t).rows, keeps ? 30 : 0);
		twin_free(t);
	}
}

/* ---- power and link ------------------------------------------------------------------------------------ */

TEST(power, goes_at_the_very_byte_and_takes_the_buffers_with_it)
{
	struct twin_setup s = kit_setup();
	for (size_t n = 0; n <= 20; n++) {
		struct printer_twin *t = kit_twin(&s);
		CHECK_OK(twin_plan(t, "power_cut", TWIN_AT_BYTE, n));
		size_t went = kit_feed(t, "1d 76 30 00 02 00 06 00 ff*12");
		CHECK_INT(went, n);
		CHECK_INT(twin_truth(t).power_cuts, 1);
		CHECK(!twin_truth(t).powered && !twin_has_room(t));
		CHECK_INT(twin_truth(t).rows, n < 8 ? 0 : (n - 8) / 2); /* what is printed stays */
		CHECK_INT(twin_truth(t).bytes, n);
		twin_connect(t);
		CHECK_TEXT(kit_said(t), "3b 30 00");
		(void)kit_feed(t, "0a"); /* its parser begins anew: nothing waits for data */
		CHECK_INT(twin_truth(t).rows, 30 + (n < 8 ? 0 : (n - 8) / 2));
		twin_free(t);
	}
}

TEST(power, takes_rows_that_the_head_had_not_reached)
{
	struct twin_setup s = kit_setup();
	s.speed_mm_s = 250;
	char job[128];
	struct printer_twin *t = kit_twin(&s);
	snprintf(job, sizeof(job), "%s" ID("31") "1d 61 ff", kit_band(40));
	(void)kit_feed(t, job);
	CHECK_OK(twin_run(t, 5010));
	CHECK_OK(twin_happens(t, "power_cut"));
	twin_connect(t);
	CHECK_TEXT(kit_said(t), "3b 30 00");
	(void)kit_rest(t, 5010);
	CHECK_INT(twin_truth(t).rows, 10);
	CHECK_INT(twin_truth(t).lost_rows, 30);
	CHECK(!twin_has_reached(t, (const uint8_t *)"ID01"));
	CHECK_OK(twin_happens(t, "paper_low")); /* automatic status is off after power-on */
	CHECK_TEXT(kit_said(t), "");
	twin_free(t);
}

TEST(power, that_comes_back_in_mid_stream_makes_garbage_of_the_rest)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "power_cut", TWIN_AT_BYTE, 20));
	(void)kit_feed(t, "1d 76 30 00 02 00 64 00 41*200");
	twin_connect(t);
	(void)kit_feed(t, "41*188 1b 5a 0a");
	CHECK(twin_truth(t).garbled >= 188);
	twin_free(t);
}

TEST(link, goes_at_the_very_byte_and_the_printer_prints_on)
{
	struct twin_setup s = kit_setup();
	s.speed_mm_s = 250;
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "link_cut", TWIN_AT_BYTE, 8 + 30));
	CHECK_INT(kit_feed(t, kit_band(50)), 38);
	CHECK(twin_truth(t).powered && !twin_truth(t).linked);
	(void)kit_rest(t, 0);
	CHECK_INT(twin_truth(t).rows, 30);
	CHECK_INT(kit_feed(t, "0a"), 0);
	twin_free(t);
}

TEST(link, that_comes_back_finds_the_half_command_waiting)
{
	struct twin_setup s = kit_setup();
	for (int flushed = 0; flushed < 2; flushed++) {
		struct printer_twin *t = kit_twin(&s);
		CHECK_OK(twin_plan(t, "link_cut", TWIN_AT_BYTE, 8 + 10));
		(void)kit_feed(t, kit_band(20));
		twin_strip_next(t);
		twin_connect(t);
		CHECK_TEXT(kit_said(t), ""); /* it was never off */
		(void)kit_feed(t, flushed ? "00*32 1b 40 0a" : "1b 40 0a 0a 0a");
		/* Unflushed, the job's first bytes become rows of the old picture. */
		CHECK_INT(twin_truth(t).rows, flushed ? 10 + 30 : 5);
		twin_free(t);
	}
}

TEST(abort, in_mid_command_swallows_the_start_of_the_next_job)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "1d 76 30 00 01 00 04 00 ff");
	CHECK_INT(twin_truth(t).rows, 1);
	twin_strip_next(t);
	(void)kit_feed(t, "1b 40 0a 0a");
	CHECK_INT(twin_truth(t).rows, 3 + 30);
	twin_free(t);
}

/* The swallowed command's end falls into the middle of another: what follows is garbage, and no printer complains. */
TEST(abort, makes_garbage_of_a_job_that_was_not_flushed)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "1d 76 30 00 01 00 04 00 ff");
	twin_strip_next(t);
	(void)kit_feed(t, "1d 56 42 41 1b 5a 0a");
	CHECK_INT(twin_truth(t).garbled, 1 + 1); /* a letter, and a command that there is not */
	CHECK_INT(twin_truth(t).cuts, 0);
	twin_free(t);
}

/* What looks like a question inside of dots is answered, and is no reason to stop. */
TEST(abort, makes_questions_of_dots)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "1d 76 30 00 02 00 04 00 ff");
	twin_strip_next(t);
	(void)kit_feed(t, "ff 10 04 01 ff ff 0a");
	CHECK_TEXT(kit_said(t), "12");
	CHECK_INT(twin_waiting(t), 0);
	CHECK(twin_truth(t).garbled > 0);
	twin_free(t);
}

TEST(abort, while_the_paper_is_out_leaves_the_rest_for_the_next_strip)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_happens(t, "paper_out"));
	(void)kit_feed(t, "0a 0a");
	twin_strip_next(t);
	CHECK_OK(twin_happens(t, "paper_in"));
	(void)kit_feed(t, "0a");
	CHECK_INT(twin_truth(t).rows, 90); /* "prints all past requests" */
	twin_free(t);
}

TEST(flow, without_control_bytes_are_lost_behind_a_full_buffer)
{
	struct twin_setup s = kit_setup();
	s.no_flow = true;
	s.buffer_bytes = 45;
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_happens(t, "cover_open"));
	CHECK_INT(kit_feed(t, "0a*100"), 100);
	CHECK_INT(twin_truth(t).lost_bytes, 55);
	CHECK_OK(twin_happens(t, "cover_closed"));
	CHECK_INT(twin_truth(t).rows, 45 * 30);
	twin_free(t);
}
