/* The virtual printer's papers, and what it claims to have proved. */
#include <errno.h>
#include <stdio.h>

#include "drivers/picture.h"
#include "drivers/printer_virtual_paper.h"
#include "drivers_virtual_kit.h"
#include "sys/file.h"

/* ---- papers -------------------------------------------------------------------------------- */

TEST(paper, a_job_becomes_a_picture_and_what_is_known_of_it)
{
	struct bench b;
	struct picture *p;
	bench_open(&b, 4096);
	whole_job(&b, "1b 40 1d 76 30 00 02 00 02 00 80 01 ff ff 1b 4a 64 1d 56 42 00");
	CHECK_TEXT(text_of("out/000001.json"),
	        "{\"job\":1,\"bytes\":21,\"commands\":4,\"width\":576,\"dpi\":203,\"rows\":182,\"mm\":22.8,"
	        "\"cuts\":[{\"row\":182,\"kind\":\"partial\"}],\"events\":[],\"level\":1,\"roll_used_mm\":22.8,"
	        "\"rows_printed\":182,\"cut\":true,\"lost_bytes\":0,\"lost_rows\":0,\"garbled\":0,\"stalls\":0,\"busy_us\":0,"
	        "\"ended\":\"whole\",\"error\":null}\n");
	CHECK_OK(picture_read(&p, "out/000001.png"));
	CHECK_INT(p->width, 576);
	CHECK_INT(p->height, 182);
	CHECK_INT(p->dpi, 203);
	for (int y = 0; y < 182; y++)
		for (int x = 0; x < 576; x++)
			CHECK_INT(picture_is_dark(p, x, y), y == 0 ? x == 0 || x == 15 : y == 1 && x < 16);
	picture_free(p);
	bench_close(&b);
}

TEST(paper, jobs_are_numbered_behind_the_highest_there)
{
	struct bench b;
	bench_open(&b, 4096);
	whole_job(&b, "0a");
	for (int i = 2; i <= 41; i++) {
		char path[32];
		int number;
		CHECK_OK(virtual_paper_number(&number, "out"));
		CHECK_INT(number, i);
		snprintf(path, sizeof(path), "out/%06d.%s", i, i % 2 ? "json" : "png");
		CHECK_OK(file_replace(path, "", 0, 0600));
	}
	CHECK_OK(file_replace("out/900000.txt", "", 0, 0600));
	whole_job(&b, "0a 0a");
	CHECK_INT(rows_of("out/000042.png"), 60);
	CHECK_HAS(text_of("out/000042.json"), "\"roll_used_mm\":11.3"); /* three lines in all */
	bench_close(&b);
}

TEST(paper, a_full_folder_is_refused)
{
	struct bench b;
	int number;
	bench_open(&b, 4096);
	CHECK_OK(file_replace("out/999998.png", "", 0, 0600));
	CHECK_OK(virtual_paper_number(&number, "out"));
	CHECK_INT(number, VIRTUAL_MOST_JOBS);
	CHECK_OK(file_replace("out/999999.png", "", 0, 0600));
	CHECK(virtual_paper_number(&number, "out") < 0);
	CHECK_TEXT(err_why(), "out holds 999999 jobs; empty it");
	CHECK_INT(printer_begin(b.printer, on_room, &b), PRINTER_GONE);
	CHECK_TEXT(printer_why(b.printer), "out holds 999999 jobs; empty it");
	bench_close(&b);
}

TEST(paper, an_empty_job_has_a_picture_too)
{
	struct bench b;
	bench_open(&b, 4096);
	whole_job(&b, "");
	CHECK_HAS(text_of("out/000001.json"),
	        "\"bytes\":0,\"commands\":0,\"width\":576,\"dpi\":203,\"rows\":0,\"mm\":0.0");
	CHECK_INT(rows_of("out/000001.png"), 1);
	bench_close(&b);
}

TEST(paper, what_the_decoder_refuses_ends_the_job_with_its_sentence)
{
	struct bench b;
	bench_open(&b, 4096);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	(void)send_hex(&b, "0a 1b 5a 0a", PRINTER_GONE);
	CHECK_TEXT(printer_why(b.printer), "offset 1: unknown command 1B 5A");
	CHECK_HAS(text_of("out/000001.json"), "\"ended\":\"refused\",\"error\":\"offset 1: unknown command 1B 5A\"}");
	CHECK(printer_is_lost(b.printer));
	printer_abort(b.printer);
	clock_advance(&b.clock, 500);
	CHECK_OK(loop_step(b.loop, 0));
	whole_job(&b, "0a"); /* it is there again, with a clean parser */
	CHECK_INT(rows_of("out/000002.png"), 30);
	bench_close(&b);
}

TEST(paper, a_job_that_ends_inside_of_a_command_is_refused)
{
	struct bench b;
	bench_open(&b, 4096);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	(void)send_hex(&b, "0a 1d 76 30 00 01", 0);
	CHECK_INT(printer_end(b.printer), PRINTER_GONE);
	CHECK_HAS(text_of("out/000001.json"), "\"error\":\"offset 1: the job ends inside of GS v 0\"");
	printer_abort(b.printer);
	bench_close(&b);
}

TEST(paper, an_aborted_job_shows_what_came_out)
{
	struct bench b;
	bench_open(&b, 4096);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	(void)send_hex(&b, "0a 0a 1d 76 30", 0);
	printer_abort(b.printer);
	CHECK_HAS(text_of("out/000001.json"), "\"rows\":60,\"mm\":7.5,\"cuts\":[],\"events\":[],\"level\":0,");
	CHECK_HAS(text_of("out/000001.json"), "\"ended\":\"aborted\",\"error\":null}");
	CHECK_INT(rows_of("out/000001.png"), 60);
	bench_close(&b);
}

TEST(paper, whichever_write_fails_no_json_stands_without_its_picture)
{
	int failed = 0;
	FAULT_SWEEP(n)
	{
		struct bench b;
		CHECK_OK(dir_remove("out"));
		bench_open(&b, 4096);
		fault_arm(n); /* places of opening are not ours */
		CHECK_OK(printer_begin(b.printer, on_room, &b));
		(void)send_hex(&b, "0a", 0);
		int r = printer_end(b.printer);
		failed += r != 0;
		CHECK(!file_exists("out/000001.json") || rows_of("out/000001.png") == 30);
		CHECK(r != 0 || file_exists("out/000001.json"));
		printer_abort(b.printer);
		bench_close(&b);
	}
	CHECK(failed >= 8);
}

/* ---- levels ------------------------------------------------------------------------------------ */

static const char *level_of(const char *hex, bool answers)
{
	struct bench b;
	struct printer_profile profile = bench_profile();
	profile.gs_r = answers;
	CHECK_OK(dir_remove("out"));
	bench_open_as(&b, "virtual:out", &profile);
	whole_job(&b, hex);
	bench_close(&b);
	return text_of("out/000001.json");
}

TEST(level, is_what_the_answers_prove_and_no_more)
{
	CHECK_HAS(level_of("0a", true), "\"level\":1,");
	CHECK_HAS(level_of("0a 1d 72 01", true), "\"level\":2,");
	CHECK_HAS(level_of("0a 1d 72 01", false), "\"level\":1,");
	CHECK_HAS(level_of("0a 1d 28 48 06 00 30 30 41 42 43 44", true), "\"level\":3,");
	CHECK_HAS(level_of("0a 1d 28 48 06 00 30 30 41 42 43 44 1d 56 42 00", true), "\"level\":3,");
	CHECK_HAS(level_of("0a 1d 56 42 00 1d 28 48 06 00 30 30 41 42 43 44", true), "\"level\":4,");
	CHECK_HAS(level_of("0a 1d 56 42 00 0a 1d 28 48 06 00 30 30 41 42 43 44", true), "\"level\":3,");
}

TEST(level, nothing_that_was_sent_stands_in_the_json_or_the_log)
{
	CHECK(!strstr(level_of("0a 1d 28 48 06 00 30 30 53 45 43 52", true), "SECR"));
	CHECK(!strstr(text_of("log.txt"), "SECR"));
}

TEST(address, without_a_folder_is_refused)
{
	struct bench b;
	struct printer *p;
	bench_open(&b, 4096);
	const struct printer_setup setup = {.uri = "virtual:", .profile = &b.profile, .loop = b.loop, .log = &b.log};
	CHECK_INT(printer_open(&p, &setup), -EINVAL);
	CHECK_TEXT(err_why(), "a printer virtual:DIR needs a folder");
	bench_close(&b);
}
