/* What the virtual printer does when paper ends, covers open and cutters jam, and what it says then. */
#include <stdio.h>
#include <stdlib.h>

#include "drivers/printer_virtual_answer.h"
#include "drivers_virtual_kit.h"
#include "sys/file.h"

/* ---- troubles --------------------------------------------------------------------------------------- */

TEST(trouble, without_paper_bytes_wait_until_the_buffer_is_full_and_all_is_printed_later)
{
	struct bench b;
	struct printer_status s;
	bench_open(&b, 45);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	CHECK_INT(send_hex(&b, "0a*100", 0), 100);
	CHECK_OK(printer_event(b.printer, "paper_out"));
	CHECK_INT(send_hex(&b, "0a*44", 0), 44);
	CHECK_INT(send_hex(&b, "0a*2", 0), 1);
	CHECK_INT(send_hex(&b, "0a", 0), 0);
	printer_status(b.printer, &s);
	CHECK_INT(s.paper, PAPER_OUT);
	CHECK_OK(printer_event(b.printer, "paper_in"));
	printer_status(b.printer, &s);
	CHECK_INT(s.paper, PAPER_OK);
	CHECK_INT(send_hex(&b, "0a", 0), 1);
	CHECK_OK(printer_end(b.printer));
	CHECK_INT(printer_level(b.printer), PROOF_DRAINED);
	printer_release(b.printer);
	CHECK_INT(rows_of("out/000001.png"), 146 * 30);
	CHECK_HAS(text_of("out/000001.json"),
	        "\"events\":[{\"row\":3000,\"what\":\"paper_out\"},{\"row\":3000,\"what\":\"paper_in\"}]");
	bench_close(&b);
}

TEST(trouble, a_job_that_ended_without_paper_is_done_when_paper_comes)
{
	struct bench b;
	bench_open(&b, 4096);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	CHECK_OK(printer_event(b.printer, "cover_open"));
	CHECK_INT(send_hex(&b, "0a 0a", 0), 2);
	CHECK_OK(printer_end(b.printer));
	CHECK_INT(printer_level(b.printer), PROOF_ACCEPTED);
	CHECK(!file_exists("out/000001.json"));
	CHECK_OK(printer_event(b.printer, "cover_closed"));
	CHECK_INT(rows_of("out/000001.png"), 60);
	for (int i = 0; i < 100 && printer_level(b.printer) < PROOF_DRAINED; i++)
		CHECK_OK(loop_step(b.loop, 50));
	CHECK_INT(printer_level(b.printer), PROOF_DRAINED);
	CHECK(b.calls > 0);
	printer_release(b.printer);
	bench_close(&b);
}

TEST(trouble, an_empty_job_too_is_done_only_when_its_paper_is_written)
{
	struct bench b;
	bench_open(&b, 4096);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	CHECK_OK(printer_event(b.printer, "paper_out"));
	CHECK_OK(printer_end(b.printer));
	CHECK_INT(printer_level(b.printer), PROOF_ACCEPTED);
	printer_abort(b.printer);
	CHECK_HAS(text_of("out/000001.json"), "\"ended\":\"aborted\"");
	bench_close(&b);
}

/* The job asks for room; while there is none, nobody wakes up. */
TEST(trouble, a_full_buffer_makes_no_wakeups)
{
	struct bench b;
	bench_open(&b, 45);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	CHECK_OK(loop_step(b.loop, 100));
	CHECK(b.calls > 0);
	CHECK_OK(printer_event(b.printer, "paper_out"));
	CHECK_INT(send_hex(&b, "0a*60", 0), 45);
	b.calls = 0;
	CHECK_OK(loop_step(b.loop, 60));
	CHECK_INT(b.calls, 0);
	CHECK_OK(printer_event(b.printer, "paper_in"));
	CHECK_OK(loop_step(b.loop, 60));
	CHECK(b.calls > 0);
	printer_abort(b.printer);
	bench_close(&b);
}

TEST(trouble, gone_in_mid_job_leaves_the_paper_so_far)
{
	struct bench b;
	bench_open(&b, 4096);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	CHECK_INT(send_hex(&b, "0a 0a 0a", 0), 3);
	CHECK_OK(printer_event(b.printer, "gone"));
	CHECK_INT(send_hex(&b, "0a", PRINTER_GONE), 0);
	printer_abort(b.printer);
	CHECK_HAS(text_of("out/000001.json"), "\"ended\":\"aborted\"");
	CHECK_OK(printer_event(b.printer, "back"));
	whole_job(&b, "0a");
	CHECK_INT(rows_of("out/000002.png"), 30);
	bench_close(&b);
}

TEST(trouble, every_event_is_known_and_no_other)
{
	struct bench b;
	struct printer_status s;
	bench_open(&b, 4096);
	CHECK_INT(printer_event(b.printer, "earthquake"), PRINTER_NO_SUCH);
	CHECK_OK(printer_event(b.printer, "paper_low"));
	printer_status(b.printer, &s);
	CHECK_INT(s.paper, PAPER_LOW);
	CHECK_OK(printer_event(b.printer, "cover_open"));
	CHECK_OK(printer_event(b.printer, "hot"));
	printer_status(b.printer, &s);
	CHECK_INT(s.cover, COVER_OPEN);
	CHECK_INT(s.fault, FAULT_HOT);
	CHECK_OK(printer_event(b.printer, "jam"));
	printer_status(b.printer, &s);
	CHECK_INT(s.fault, FAULT_CUTTER);
	CHECK_OK(printer_event(b.printer, "cover_closed"));
	CHECK_OK(printer_event(b.printer, "paper_in"));
	printer_status(b.printer, &s);
	CHECK_INT(s.cover, COVER_CLOSED);
	CHECK_INT(s.fault, FAULT_NONE);
	CHECK_INT(s.paper, PAPER_OK);
	bench_close(&b);
}

TEST(trouble, a_cut_through_print_and_a_drawer_are_noted)
{
	struct bench b;
	bench_open(&b, 4096);
	whole_job(&b, "1d 76 30 00 01 00 01 00 ff 1d 56 00 1b 70 00 01 01 10 14 01 00 01");
	CHECK_HAS(text_of("out/000001.json"), "{\"row\":1,\"what\":\"cut_through_print\"}");
	CHECK_HAS(text_of("out/000001.json"), "{\"row\":1,\"what\":\"drawer\"}");
	bench_close(&b);
}

TEST(trouble, a_jam_is_over_when_the_host_says_recover)
{
	struct bench b;
	bench_open(&b, 4096);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	CHECK_OK(printer_event(b.printer, "jam"));
	CHECK_INT(send_hex(&b, "0a 10 05 01 0a", 0), 5);
	CHECK_OK(printer_end(b.printer));
	printer_release(b.printer);
	CHECK_INT(rows_of("out/000001.png"), 60);
	bench_close(&b);
}

/* Whatever happens in whatever order, at the end every byte that was taken is on paper, once. */
TEST(trouble, in_any_order_loses_nothing)
{
	static const char *const words[] = {
	        "paper_out", "paper_in", "cover_open", "cover_closed", "jam", "hot", "paper_low"};
	uint64_t seed = 5;
	for (int round = 1; round <= 40; round++) {
		struct bench b;
		char path[40];
		size_t sent = 0;
		bench_open(&b, 45);
		CHECK_OK(printer_begin(b.printer, on_room, &b));
		for (int i = 0; i < 60; i++) {
			uint32_t x = test_random(&seed);
			char hex[16];
			if (x % 3 == 0)
				CHECK_OK(printer_event(b.printer, words[x / 3 % 7]));
			snprintf(hex, sizeof(hex), "0a*%u", x % 40 + 1);
			sent += send_hex(&b, hex, 0);
		}
		CHECK_OK(printer_end(b.printer));
		CHECK_OK(printer_event(b.printer, "paper_in"));
		CHECK_OK(printer_event(b.printer, "cover_closed"));
		for (int i = 0; i < 100 && printer_level(b.printer) < PROOF_DRAINED; i++)
			CHECK_OK(loop_step(b.loop, 50));
		CHECK_INT(printer_level(b.printer), PROOF_DRAINED);
		printer_release(b.printer);
		snprintf(path, sizeof(path), "out/%06d.png", round);
		CHECK_INT(rows_of(path), 30 * sent);
		bench_close(&b);
	}
}

/* ---- answers ----------------------------------------------------------------------------------------- */

static struct printer_profile talkative(void)
{
	return (struct printer_profile){.name = "bench",
	        .cut = CUT_PARTIAL,
	        .dle_eot = true,
	        .asb = true,
	        .gs_r = true,
	        .paper_sensor = true,
	        .near_end_sensor = true,
	        .cover_sensor = true};
}

TEST(answers, real_time_status_shows_each_trouble_in_its_bit)
{
	const struct printer_profile p = talkative();
	const struct {
		struct virtual_state s;
		uint8_t want[4];
	} table[] = {{{0}, {0x12, 0x12, 0x12, 0x12}}, {{.paper_low = true}, {0x12, 0x12, 0x12, 0x1e}},
	        {{.paper_out = true}, {0x1a, 0x32, 0x12, 0x7e}}, {{.cover_open = true}, {0x1a, 0x16, 0x12, 0x12}},
	        {{.jam = true}, {0x1a, 0x52, 0x1a, 0x12}}, {{.hot = true}, {0x1a, 0x52, 0x52, 0x12}}};
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		for (int n = 1; n <= 4; n++) {
			uint8_t out[VIRTUAL_ANSWER_MOST];
			CHECK_INT(virtual_answer_status(out, &table[i].s, &p, n), 1);
			CHECK_INT(out[0], table[i].want[n - 1]);
			CHECK_INT(out[0] & 0x93, 0x12); /* so that it can not be taken for another answer */
		}
	uint8_t out[VIRTUAL_ANSWER_MOST];
	CHECK_INT(virtual_answer_status(out, &table[0].s, &p, 5), 0);
}

TEST(answers, automatic_status_has_four_bytes_that_can_be_told_apart)
{
	const struct printer_profile p = talkative();
	uint8_t out[VIRTUAL_ANSWER_MOST];
	CHECK_INT(virtual_answer_auto(out, &(struct virtual_state){0}, &p), 4);
	CHECK_BYTES(out, "\x10\0\0\0", 4);
	CHECK_INT(virtual_answer_auto(out, &(struct virtual_state){.cover_open = true, .paper_out = true}, &p), 4);
	CHECK_BYTES(out, "\x38\0\x0f\0", 4);
	CHECK_INT(
	        virtual_answer_auto(out, &(struct virtual_state){.jam = true, .hot = true, .paper_low = true}, &p), 4);
	CHECK_BYTES(out, "\x18\x48\x03\0", 4);
	CHECK_INT(out[0] & 0x93, 0x10);
}

TEST(answers, a_sensor_that_is_not_fitted_shows_nothing)
{
	struct printer_profile p = talkative();
	const struct virtual_state bad = {.paper_low = true, .paper_out = true, .cover_open = true};
	uint8_t out[VIRTUAL_ANSWER_MOST];
	p.near_end_sensor = false;
	CHECK_INT(virtual_answer_status(out, &bad, &p, 4), 1);
	CHECK_INT(out[0], 0x72);
	p.paper_sensor = p.cover_sensor = false;
	CHECK_INT(virtual_answer_status(out, &bad, &p, 4), 1);
	CHECK_INT(out[0], 0x12);
	CHECK_INT(virtual_answer_status(out, &bad, &p, 2), 1);
	CHECK_INT(out[0], 0x12);
	CHECK_INT(virtual_answer_auto(out, &bad, &p), 4);
	CHECK_BYTES(out, "\x18\0\0\0", 4); /* offline, and does not know why */
}

TEST(answers, a_printer_that_does_not_talk_keeps_silent)
{
	const struct printer_profile p = {.name = "mute"};
	const struct virtual_state s = {0};
	uint8_t out[VIRTUAL_ANSWER_MOST];
	CHECK_INT(virtual_answer_status(out, &s, &p, 1), 0);
	CHECK_INT(virtual_answer_auto(out, &s, &p), 0);
	CHECK_INT(virtual_answer_sensor(out, &s, &p, 1), 0);
}

TEST(answers, of_identity_are_those_of_the_profile)
{
	struct printer_profile p = talkative();
	uint8_t out[VIRTUAL_ANSWER_MOST];
	snprintf(p.title, sizeof(p.title), "Epson TM-T88V/VI/VII (80 mm, 180 dpi)");
	CHECK_INT(virtual_answer_identity(out, &p, 66), 7);
	CHECK_BYTES(out, "_Epson\0", 7);
	CHECK_INT(virtual_answer_identity(out, &p, 67), 9);
	CHECK_BYTES(out, "_TM-T88V\0", 9);
	snprintf(p.title, sizeof(p.title), "Netum NT-5890K (58 mm)");
	CHECK_INT(virtual_answer_identity(out, &p, 67), 10);
	CHECK_BYTES(out, "_NT-5890K\0", 10);
	snprintf(p.title, sizeof(p.title), "Printer");
	CHECK_INT(virtual_answer_identity(out, &p, 67), 7);
	CHECK_BYTES(out, "_bench\0", 7);
}

TEST(answers, identity_and_process_id_are_blocks)
{
	const struct printer_profile p = talkative();
	uint8_t out[VIRTUAL_ANSWER_MOST];
	CHECK_INT(virtual_answer_identity(out, &p, 2), 1);
	CHECK_INT(out[0], 2);
	CHECK_INT(virtual_answer_identity(out, &p, 67), 7);
	CHECK_BYTES(out, "_bench\0", 7);
	CHECK_INT(virtual_answer_identity(out, &p, 69), 2);
	CHECK_INT(virtual_answer_identity(out, &p, 66), 7);
	CHECK_BYTES(out, "_Loket\0", 7);
	CHECK_INT(virtual_answer_identity(out, &p, 70), 0);
	CHECK_INT(virtual_answer_process_id(out, (const uint8_t *)"ABCD"), 7);
	CHECK_BYTES(out, "7\"ABCD\0", 7);
	CHECK_INT(virtual_answer_sensor(out, &(struct virtual_state){.paper_low = true}, &p, 1), 1);
	CHECK_INT(out[0], 3);
	CHECK_INT(virtual_answer_sensor(out, &(struct virtual_state){.paper_low = true}, &p, 2), 1);
	CHECK_INT(out[0], 0);
}
