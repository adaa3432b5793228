/* What comes over the wire of a printer, and how fast. */
#include "drivers_twin_kit.h"

TEST(wire, brings_bytes_at_its_own_speed)
{
	struct twin_setup s = kit_setup();
	s.bytes_s = 960;
	s.wire_bytes = 100;
	struct printer_twin *t = kit_twin(&s);
	CHECK_INT(kit_feed(t, "0a*200"), 100);
	CHECK_INT(twin_truth(t).bytes, 0);
	CHECK_OK(twin_run(t, 1041));
	CHECK_INT(twin_truth(t).bytes, 0);
	CHECK_OK(twin_run(t, 1042));
	CHECK_INT(twin_truth(t).bytes, 1);
	CHECK_INT(twin_on_wire(t), 99);
	CHECK_OK(twin_run(t, 104167));
	CHECK_INT(twin_truth(t).bytes, 100);
	CHECK_INT(twin_truth(t).rows, 3000);
	twin_free(t);
}

TEST(wire, waits_while_the_buffer_is_full_and_lets_questions_through)
{
	struct twin_setup s = kit_setup();
	s.bytes_s = 1000000;
	s.buffer_bytes = 45;
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_happens(t, "paper_out"));
	(void)kit_feed(t, "0a*45 10 04 04 0a 0a");
	CHECK_OK(twin_run(t, 1000000));
	CHECK_INT(twin_waiting(t), 45);
	CHECK_INT(twin_on_wire(t), 2);
	CHECK_TEXT(kit_said(t), "7e");
	CHECK_OK(twin_happens(t, "paper_in"));
	(void)kit_rest(t, 1000000);
	CHECK_INT(twin_truth(t).rows, 47 * 30);
	CHECK_INT(twin_truth(t).lost_bytes, 0);
	twin_free(t);
}

/* The old printer by its DIP switch: 45 bytes, 9600 baud. A sheet must come out right, and it stalls all the way. */
TEST(wire, of_9600_baud_and_45_bytes_brings_a_sheet_out_right)
{
	struct twin_setup s = kit_setup();
	s.bytes_s = 960;
	s.buffer_bytes = 45;
	s.speed_mm_s = 150;
	struct printer_twin *t = kit_twin(&s);
	struct kit_job job = kit_hex("1d 76 30 00 48 00 20 00 aa*2304 1d 56 42 00");
	int64_t now = kit_send(t, job, 0, 10000000);
	twin_strip_ends(t);
	now = kit_rest(t, now);
	CHECK(twin_strip_is_over(t));
	CHECK_INT(twin_truth(t).rows, 32 + 80);
	CHECK_INT(twin_truth(t).stalls, 31 + 1);
	CHECK_INT(twin_truth(t).lost_bytes, 0);
	struct escpos_paper p = twin_paper(t);
	for (size_t i = 0; i < 32 * 72; i++)
		CHECK_INT(p.rows[i], 0xaa);
	CHECK(now > 2400000 && now < 2900000); /* 2316 bytes at 960 a second, feed and cut behind */
	twin_free(t);
}

/* On USB the head never waits, and the tap-to-cut time is the head's and the cutter's own. */
TEST(wire, of_usb_never_lets_the_head_wait)
{
	struct twin_setup s = kit_setup();
	s.bytes_s = 400000;
	s.speed_mm_s = 250;
	s.buffer_bytes = 4096;
	struct printer_twin *t = kit_twin(&s);
	struct kit_job job = kit_hex("1d 76 30 00 48 00 78 00 55*8640 1d 76 30 00 48 00 78 00 55*8640 1d 56 42 00");
	int64_t now = kit_send(t, job, 0, 10000000);
	(void)kit_rest(t, now);
	CHECK_INT(twin_truth(t).stalls, 0);
	CHECK_INT(twin_truth(t).rows, 240 + 80);
	CHECK_INT(twin_truth(t).last_cut_us, 460357);
	twin_free(t);
}

/* However time is cut into steps, the same happens. */
TEST(wire, it_does_not_matter_how_time_goes_on)
{
	struct twin_setup s = kit_setup();
	struct twin_truth first = {0};
	struct kit_job job = kit_hex("1d 76 30 00 48 00 78 00 55*8640 1d 56 42 00");
	s.bytes_s = 11520;
	s.speed_mm_s = 200;
	s.wire_bytes = 20000;
	for (int64_t step = 7; step < 2000000; step *= 9) {
		struct printer_twin *t = kit_twin(&s);
		size_t taken;
		CHECK_OK(twin_feed(&taken, t, job.bytes, job.n));
		CHECK_INT(taken, job.n);
		for (int64_t now = 0; now < 2000000; now += step)
			CHECK_OK(twin_run(t, now));
		CHECK_OK(twin_run(t, 2000000));
		struct twin_truth truth = twin_truth(t);
		if (step == 7)
			first = truth;
		CHECK_INT(truth.rows, first.rows);
		CHECK_INT(truth.stalls, first.stalls);
		CHECK_INT(truth.stalled_us, first.stalled_us);
		CHECK_INT(truth.last_cut_us, first.last_cut_us);
		twin_free(t);
	}
	CHECK(first.cut && first.stalls > 0);
}
