#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "drivers/picture.h"
#include "drivers/printer.h"
#include "drivers/printer_profile.h"
#include "drivers/printer_virtual_answer.h"
#include "drivers/printer_virtual_paper.h"
#include "drivers_decode_kit.h"
#include "sys/file.h"

struct bench {
	struct clock clock;
	struct loop *loop;
	struct log log;
	struct printer_profile profile;
	struct printer *printer;
	int calls;
};

static void on_room(void *me)
{
	((struct bench *)me)->calls++;
}

/* A good printer of 576 dots with every sensor and answer, and a receive buffer of that many bytes. */
static void bench_open(struct bench *b, int64_t buffer_bytes)
{
	*b = (struct bench){0};
	clock_manual(&b->clock, 0);
	b->log = (struct log){
	        .fd = open("log.txt", O_CREAT | O_WRONLY | O_APPEND, 0600), .level = LOG_DEBUG, .clock = &b->clock};
	b->profile = (struct printer_profile){.name = "bench",
	        .dots = 576,
	        .dpi = 203,
	        .max_rows = 120,
	        .buffer_bytes = buffer_bytes,
	        .cutter_um = 10000,
	        .cut = CUT_FEED_PARTIAL,
	        .column = true,
	        .esc_j = true,
	        .dle_eot = true,
	        .asb = true,
	        .gs_r = true,
	        .process_id = true,
	        .paper_sensor = true,
	        .near_end_sensor = true,
	        .cover_sensor = true};
	CHECK_OK(loop_new(&b->loop, &b->clock));
	const struct printer_setup setup = {
	        .uri = "virtual:out", .profile = &b->profile, .loop = b->loop, .log = &b->log};
	CHECK_OK(printer_open(&b->printer, &setup));
}

static void bench_close(struct bench *b)
{
	printer_close(b->printer);
	loop_free(b->loop);
	close(b->log.fd);
}

/* Sends as long as there is room; gives how much went. */
static size_t send_hex(struct bench *b, const char *hex, int want)
{
	struct kit_job job = kit_hex(hex);
	size_t done = 0, taken = 1;
	int r = 0;
	while (!r && done < job.n && taken) {
		r = printer_send(&taken, b->printer, job.bytes + done, job.n - done);
		done += r ? 0 : taken;
	}
	CHECK_INT(r, want);
	free(job.bytes);
	return done;
}

static void whole_job(struct bench *b, const char *hex)
{
	CHECK_OK(printer_begin(b->printer, on_room, b));
	(void)send_hex(b, hex, 0);
	CHECK_OK(printer_end(b->printer));
	CHECK_INT(printer_level(b->printer), PROOF_DRAINED);
	printer_release(b->printer);
}

static const char *text_of(const char *path)
{
	static struct buf all;
	buf_fini(&all);
	buf_init(&all, 1 << 20);
	CHECK_OK(file_read(&all, path));
	return buf_str(&all);
}

static int rows_of(const char *path)
{
	struct picture *p;
	CHECK_OK(picture_read(&p, path));
	int rows = p->height;
	picture_free(p);
	return rows;
}

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
	CHECK_OK(file_replace("out/000041.json", "", 0, 0600));
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
	CHECK_OK(dir_remove("out"));
	bench_open(&b, 4096);
	b.profile.gs_r = answers;
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

TEST(answers, identity_and_process_id_are_blocks)
{
	const struct printer_profile p = talkative();
	uint8_t out[VIRTUAL_ANSWER_MOST];
	CHECK_INT(virtual_answer_identity(out, &p, 2), 1);
	CHECK_INT(out[0], 2);
	CHECK_INT(virtual_answer_identity(out, &p, 67), 7);
	CHECK_BYTES(out, "_bench\0", 7);
	CHECK_INT(virtual_answer_identity(out, &p, 69), 2);
	CHECK_INT(virtual_answer_identity(out, &p, 70), 0);
	CHECK_INT(virtual_answer_process_id(out, (const uint8_t *)"ABCD"), 7);
	CHECK_BYTES(out, "7\"ABCD\0", 7);
	CHECK_INT(virtual_answer_sensor(out, &(struct virtual_state){.paper_low = true}, &p, 1), 1);
	CHECK_INT(out[0], 3);
	CHECK_INT(virtual_answer_sensor(out, &(struct virtual_state){.paper_low = true}, &p, 2), 1);
	CHECK_INT(out[0], 0);
}

static int said(void)
{
	int n = 0;
	for (const char *p = text_of("log.txt"); (p = strstr(p, "the printer said ")); p++)
		n += atoi(p + 17);
	return n;
}

TEST(answers, come_at_once_for_real_time_and_in_order_for_the_rest)
{
	struct bench b;
	bench_open(&b, 4096);
	CHECK_OK(printer_begin(b.printer, on_room, &b));
	CHECK_OK(printer_event(b.printer, "paper_out"));
	(void)send_hex(&b, "10 04 01 1d 72 01 1d 49 01", 0);
	CHECK_INT(said(), 1); /* the two in the queue wait for paper */
	CHECK_OK(printer_event(b.printer, "paper_in"));
	CHECK_INT(said(), 3);
	(void)send_hex(&b, "1d 61 0f", 0);
	CHECK_INT(said(), 7);
	CHECK_OK(printer_event(b.printer, "paper_low"));
	CHECK_INT(said(), 11);
	(void)send_hex(&b, "1d 61 00", 0);
	CHECK_OK(printer_event(b.printer, "hot"));
	CHECK_INT(said(), 11);
	(void)send_hex(&b, "10 14 07 01", 0);
	CHECK_INT(said(), 15);
	printer_abort(b.printer);
	bench_close(&b);
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
