/* virtual:DIR,OPTION=VALUE: the twin's troubles through a printer's own door. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "drivers_virtual_kit.h"
#include "sys/file.h"

static void open_as(struct bench *b, const char *uri)
{
	struct printer_profile profile = bench_profile();
	bench_open_as(b, uri, &profile);
}

/* Turns the loop until so much real time is over, or the printer's link is as wanted. */
static void turn_until(struct bench *b, enum printer_link link, int ms)
{
	struct printer_status s = {0};
	for (int i = 0; i < ms; i++) {
		printer_status(b->printer, &s);
		if (s.link == link)
			return;
		CHECK_OK(loop_step(b->loop, 1));
	}
	test_fail(__FILE__, __LINE__, "the link is %d after %d ms", (int)s.link, ms);
}

static void wait_for_file(struct bench *b, const char *path, int ms)
{
	for (int i = 0; i < ms && !file_exists(path); i++)
		CHECK_OK(loop_step(b->loop, 1));
	CHECK(file_exists(path));
}

TEST(address, with_an_option_that_is_none_is_refused)
{
	struct bench b;
	struct printer *p;
	open_as(&b, "virtual:out");
	const struct printer_setup setup = {
	        .uri = "virtual:out,speedy=1", .profile = &b.profile, .loop = b.loop, .log = &b.log};
	CHECK_INT(printer_open(&p, &setup), -EINVAL);
	CHECK_TEXT(err_why(), "'speedy' is no option of a virtual printer");
	bench_close(&b);
}

TEST(power, cut_at_a_byte_loses_the_printer_and_it_comes_back_empty)
{
	struct bench b;
	open_as(&b, "virtual:out,power_cut=5");
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	CHECK_INT(send_hex(&b, "0a 0a 1d 76 30 00 01 00", PRINTER_GONE), 5);
	CHECK_TEXT(printer_why(b.printer), "the printer has no power");
	CHECK(printer_is_lost(b.printer));
	CHECK_HAS(text_of("out/000001.json"), "\"rows_printed\":60,\"cut\":false,\"lost_bytes\":0");
	CHECK_HAS(text_of("out/000001.json"), "{\"row\":60,\"what\":\"power_cut\"}");
	CHECK_HAS(text_of("out/000001.json"), "\"ended\":\"aborted\"");
	printer_abort(b.printer);
	clock_advance(&b.clock, 500);
	turn_until(&b, LINK_OPEN, 1000);
	whole_job(&b, "0a");
	CHECK_INT(rows_of("out/000002.png"), 30);
	bench_close(&b);
}

TEST(power, cut_by_an_event_is_seen_by_a_loop_that_only_waits)
{
	struct bench b;
	open_as(&b, "virtual:out");
	CHECK_OK(printer_event(b.printer, "power_cut"));
	turn_until(&b, LINK_GONE, 1000);
	CHECK_TEXT(printer_why(b.printer), "the printer has no power");
	clock_advance(&b.clock, 500);
	turn_until(&b, LINK_OPEN, 1000);
	whole_job(&b, "0a");
	bench_close(&b);
}

/* The cable is out: what came is printed, half a command waits, and the next job is swallowed but for a flush. */
TEST(link, cut_in_a_command_leaves_the_parser_waiting)
{
	struct bench b;
	open_as(&b, "virtual:out,link_cut=9");
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	CHECK_INT(send_hex(&b, "1d 76 30 00 01 00 04 00 ff ff ff ff", PRINTER_GONE), 9);
	CHECK_TEXT(printer_why(b.printer), "the printer's cable was pulled out");
	CHECK_INT(rows_of("out/000001.png"), 1);
	printer_abort(b.printer);
	clock_advance(&b.clock, 500);
	turn_until(&b, LINK_OPEN, 1000);
	whole_job(&b, "1b 40 0a 0a"); /* three rows of the old picture, and one line */
	CHECK_INT(rows_of("out/000002.png"), 33);
	bench_close(&b);
}

/* Its parser is a real one's: whoever left it in mid command must flush it. */
TEST(parser, left_in_a_command_makes_the_printer_unsure)
{
	struct bench b;
	open_as(&b, "virtual:out");
	CHECK(printer_is_unsure(b.printer));
	whole_job(&b, "0a");
	CHECK(!printer_is_unsure(b.printer));
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	(void)send_hex(&b, "1d 76 30 00 01 00 04 00 ff", 0);
	printer_abort(b.printer);
	CHECK_INT(rows_of("out/000002.png"), 1);
	CHECK(printer_is_unsure(b.printer));
	whole_job(&b, "00*3 1b 40 0a"); /* the flush fills three rows of the old picture */
	CHECK_INT(rows_of("out/000003.png"), 33);
	bench_close(&b);
}

TEST(paper, that_ends_at_a_row_holds_the_job_there)
{
	struct bench b;
	struct printer_status s;
	open_as(&b, "virtual:out,paper_out=45");
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	(void)send_hex(&b, "0a 0a 0a", 0);
	CHECK_OK(printer_end(b.printer));
	printer_status(b.printer, &s);
	CHECK_INT(s.paper, PAPER_OUT);
	CHECK(!file_exists("out/000001.json"));
	CHECK_OK(printer_event(b.printer, "paper_in"));
	CHECK_INT(rows_of("out/000001.png"), 90);
	CHECK_HAS(text_of("out/000001.json"), "{\"row\":45,\"what\":\"paper_out\"},{\"row\":45,\"what\":\"paper_in\"}");
	for (int i = 0; i < 100 && printer_level(b.printer) < PROOF_DRAINED; i++)
		CHECK_OK(loop_step(b.loop, 50));
	printer_release(b.printer);
	bench_close(&b);
}

TEST(paper, that_ends_in_a_clone_loses_the_rest)
{
	struct bench b;
	open_as(&b, "virtual:out,paper_out=30,paper_end=lose");
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	CHECK_INT(send_hex(&b, "0a 0a 0a*5000", 0), 5002);
	CHECK_OK(printer_end(b.printer));
	CHECK_OK(printer_event(b.printer, "paper_in"));
	CHECK_HAS(text_of("out/000001.json"), "\"rows_printed\":30,\"cut\":false,\"lost_bytes\":5001");
	for (int i = 0; i < 100 && printer_level(b.printer) < PROOF_DRAINED; i++)
		CHECK_OK(loop_step(b.loop, 50));
	printer_release(b.printer);
	bench_close(&b);
}

TEST(status, of_a_liar_is_well_and_of_a_mute_is_unknown)
{
	struct bench b;
	struct printer_status s;
	open_as(&b, "virtual:out");
	CHECK_OK(printer_event(b.printer, "paper_out"));
	CHECK_OK(printer_event(b.printer, "liar"));
	printer_status(b.printer, &s);
	CHECK_INT(s.paper, PAPER_OK);
	CHECK_OK(printer_event(b.printer, "one_way"));
	printer_status(b.printer, &s);
	CHECK_INT(s.paper, PAPER_UNKNOWN);
	CHECK_INT(s.cover, COVER_UNKNOWN);
	CHECK_INT(s.fault, FAULT_UNKNOWN);
	bench_close(&b);
}

TEST(events, of_a_kiosk_printer_are_acted_out)
{
	struct bench b;
	struct printer_profile profile = bench_profile();
	profile.presenter = PRESENTER_CUSTOM;
	bench_open_as(&b, "virtual:out", &profile);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	(void)send_hex(&b, "0a 1d 56 42 00", 0);
	CHECK_OK(printer_event(b.printer, "ticket_taken"));
	CHECK_OK(printer_end(b.printer));
	printer_release(b.printer);
	CHECK_HAS(text_of("out/000001.json"), "\"what\":\"ticket_taken\"}],\"level\":5,");
	bench_close(&b);
}

/* 812 rows at 500 mm/s, 203 dots an inch: 203 ms, in real time though the kiosk's clock stands still. */
TEST(head, at_its_own_speed_takes_its_time)
{
	struct bench b;
	open_as(&b, "virtual:out,speed=500,cut_ms=20");
	int64_t began = clock_measure_us();
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	(void)send_hex(&b, "1b 4a ff 1b 4a ff 1b 4a ff 1b 4a 2f 1d 56 00", 0);
	CHECK_OK(printer_end(b.printer));
	CHECK(!file_exists("out/000001.json"));
	wait_for_file(&b, "out/000001.json", 5000);
	int64_t took = clock_measure_us() - began;
	CHECK(took >= 203000 + 20000);
	CHECK_HAS(text_of("out/000001.json"), "\"rows_printed\":812,\"cut\":true");
	CHECK_HAS(text_of("out/000001.json"), "\"stalls\":0,\"busy_us\":223");
	for (int i = 0; i < 100 && printer_level(b.printer) < PROOF_DRAINED; i++)
		CHECK_OK(loop_step(b.loop, 50));
	printer_release(b.printer);
	bench_close(&b);
}

/* 300 bytes at 9600 baud through 45 bytes of buffer: a third of a second, and the job sees room come and go. */
TEST(wire, of_9600_baud_brings_a_job_out_right)
{
	struct bench b;
	open_as(&b, "virtual:out,baud=9600,buffer=45,wire=64,speed=500");
	int64_t began = clock_measure_us();
	size_t done = 0;
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	for (int i = 0; i < 3000 && done < 300; i++) {
		int calls = b.calls;
		char hex[16];
		snprintf(hex, sizeof(hex), "00*%zu", 300 - done);
		done += send_hex(&b, hex, 0);
		for (int turns = 0; done < 300 && b.calls == calls && turns < 100; turns++)
			CHECK_OK(loop_step(b.loop, 20));
	}
	for (int turns = 0; turns < 1000 && !send_hex(&b, "0a", 0); turns++)
		CHECK_OK(loop_step(b.loop, 20));
	CHECK_OK(printer_end(b.printer));
	wait_for_file(&b, "out/000001.json", 5000);
	CHECK(clock_measure_us() - began >= 300000);
	CHECK_HAS(text_of("out/000001.json"), "\"rows_printed\":30");
	for (int i = 0; i < 100 && printer_level(b.printer) < PROOF_DRAINED; i++)
		CHECK_OK(loop_step(b.loop, 50));
	printer_release(b.printer);
	bench_close(&b);
}

/* The power goes at every byte of a job: the paper is what was printed, the printer comes back, the next job is whole. */
TEST(every, byte_may_be_the_last)
{
	static const char job[] = "1b 40 1d 76 30 00 02 00 04 00 55*8 0a 1d 56 42 00";
	struct kit_size {
		int n;
	} size = {2 + 8 + 8 + 1 + 4};
	for (int n = 0; n < size.n; n++)
		for (int link = 0; link < 2; link++) {
			struct bench b;
			char uri[64];
			CHECK_OK(dir_remove("out"));
			snprintf(uri, sizeof(uri), "virtual:out,%s=%d", link ? "link_cut" : "power_cut", n);
			open_as(&b, uri);
			if (n == 0) /* it had none when it was opened */
				turn_until(&b, LINK_GONE, 1000);
			if (n > 0) {
				CHECK_OK(printer_begin(b.printer, on_room, &b));
				CHECK_INT(send_hex(&b, job, PRINTER_GONE), n);
				printer_abort(b.printer);
				CHECK_HAS(text_of("out/000001.json"), link ? "link_cut" : "power_cut");
			}
			clock_advance(&b.clock, 500);
			turn_until(&b, LINK_OPEN, 1000);
			whole_job(&b, "00*600 1b 40 0a 1d 56 42 00");
			CHECK_HAS(text_of(n ? "out/000002.json" : "out/000001.json"), "\"cut\":true");
			bench_close(&b);
		}
}
