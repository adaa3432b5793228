/* Troubles that are planned, at every byte, and in any order. */
#include "drivers_twin_kit.h"

#define ID(letter) "1d 28 48 06 00 30 30 49 44 30 " letter " "

TEST(plans, are_known_words_and_not_too_many)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	CHECK_INT(twin_plan(t, "earthquake", TWIN_AT_ROW, 1), TWIN_NO_SUCH);
	CHECK_INT(twin_happens(t, "earthquake"), TWIN_NO_SUCH);
	for (int i = 0; i < TWIN_MOST_PLANS; i++)
		CHECK_OK(twin_plan(t, "hot", TWIN_AT_ROW, 1000));
	CHECK_INT(twin_plan(t, "hot", TWIN_AT_ROW, 1000), TWIN_FULL);
	twin_free(t);
}

TEST(plans, of_a_byte_that_is_past_happen_before_the_next)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	(void)kit_feed(t, "0a 0a");
	CHECK_OK(twin_plan(t, "power_cut", TWIN_AT_BYTE, 1));
	CHECK_INT(kit_feed(t, "0a"), 0);
	CHECK_INT(twin_truth(t).power_cuts, 1);
	CHECK_INT(twin_truth(t).rows, 60);
	twin_free(t);
}

TEST(plans, of_now_happen_now)
{
	struct twin_setup s = kit_setup();
	struct printer_twin *t = kit_twin(&s);
	CHECK_OK(twin_plan(t, "paper_out", TWIN_AT_ROW, 0));
	CHECK(twin_truth(t).paper_out);
	CHECK_OK(twin_plan(t, "power_cut", TWIN_AT_BYTE, 0));
	CHECK_OK(twin_run(t, 0));
	CHECK(!twin_truth(t).powered);
	twin_free(t);
}

/* ---- all of it at once ------------------------------------------------------------------------------------ */

/* Power or link go at every byte of a job, at three speeds: what is on paper is always the first rows of the sheet. */
TEST(every, byte_of_a_job_may_be_the_last)
{
	struct kit_job job = kit_hex("1b 40 1d 76 30 00 02 00 18 00 5a*48 " ID("31") "1d 56 42 00 " ID("32"));
	for (size_t n = 0; n <= job.n; n++)
		for (int how = 0; how < 6; how++) {
			struct twin_setup s = kit_setup();
			size_t taken = 1, done = 0;
			s.speed_mm_s = how % 3 ? 250 : 0;
			s.bytes_s = how % 3 == 2 ? 9000 : 0;
			struct printer_twin *t = kit_twin(&s);
			CHECK_OK(twin_plan(t, how < 3 ? "power_cut" : "link_cut", TWIN_AT_BYTE, n));
			CHECK_OK(twin_feed(&taken, t, job.bytes, job.n));
			done = taken;
			(void)kit_rest(t, 0);
			struct twin_truth truth = twin_truth(t);
			struct escpos_paper p = twin_paper(t);
			CHECK(done == n || s.bytes_s);
			CHECK_INT(truth.bytes, n);
			CHECK(truth.rows <= 24 + 80);
			for (size_t y = 0; y < truth.rows && y < 24; y++)
				CHECK_INT(p.rows[y * p.row_bytes], 0x5a);
			CHECK(!twin_has_reached(t, (const uint8_t *)"ID01") || truth.rows >= 24);
			CHECK(!twin_has_reached(t, (const uint8_t *)"ID02") || truth.cuts == 1);
			twin_free(t);
		}
}

/* Whatever happens in whatever order: no crash, no memory past its bounds, rows never more than were sent. */
TEST(random, troubles_in_any_order_leave_it_in_bounds)
{
	static const char *const words[] = {"paper_out", "paper_in", "cover_open", "cover_closed", "jam", "hot", "cool",
	        "paper_low", "power_cut", "link_cut", "liar", "one_way", "honest", "ticket_taken", "ticket_back"};
	uint64_t seed = 11;
	for (int round = 0; round < 300; round++) {
		struct twin_setup s = kit_setup();
		uint32_t x = test_random(&seed);
		int64_t now = 0;
		s.buffer_bytes = x % 2 ? 45 : 4096;
		s.bytes_s = x & 4 ? 960 + x % 100000 : 0;
		s.speed_mm_s = x & 8 ? 20 + x % 400 : 0;
		s.no_flow = x & 16;
		s.paper_end = (enum twin_paper_end)(x >> 5 & 3);
		s.lies = x & 128 ? x >> 8 & TWIN_LIE_ALL : 0;
		s.profile.presenter = x & 65536 ? PRESENTER_CUSTOM : PRESENTER_NONE;
		struct printer_twin *t = kit_twin(&s);
		for (int i = 0; i < 60; i++) {
			uint8_t bytes[200], said[300];
			size_t taken, n = test_random(&seed) % sizeof(bytes);
			for (size_t j = 0; j < n; j++)
				bytes[j] = (uint8_t)(test_random(&seed) % 8 ? 0x0a : test_random(&seed));
			if (test_random(&seed) % 3 == 0)
				(void)!twin_happens(t, words[test_random(&seed) % (sizeof(words) / sizeof(*words))]);
			if (twin_feed(&taken, t, bytes, n) < 0 || test_random(&seed) % 10 == 0)
				twin_connect(t);
			now += test_random(&seed) % 100000;
			if (twin_run(t, now) < 0)
				twin_connect(t);
			if (test_random(&seed) % 20 == 0)
				twin_strip_next(t);
			CHECK(twin_waiting(t) <= (size_t)s.buffer_bytes);
			CHECK(twin_answers(t, said, sizeof(said)) <= sizeof(said));
			struct escpos_paper p = twin_paper(t);
			CHECK(p.n_rows <= ESCPOS_MOST_ROWS && p.n_cuts <= ESCPOS_MOST_CUTS);
		}
		twin_free(t);
	}
}
