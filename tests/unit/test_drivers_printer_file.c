/* file:DIR and none, and what the front promises for every kind: absence, retry, one owner, events. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drivers/registry.h"
#include "drivers_printer_kit.h"
#include "sys/file.h"

static void check_file(const char *path, size_t n)
{
	AUTO_BUF b;

	buf_init(&b, 1024 * 1024);
	CHECK_OK(file_read(&b, path));
	CHECK_INT(b.len, n);
	rig_check_bytes(b.data, n);
}

TEST(printer_file, each_job_becomes_one_file)
{
	struct rig b;

	rig_open(&b, "file:out/prints", true);
	for (int i = 1; i <= 3; i++) {
		char path[64];

		CHECK_OK(rig_begin(&b, (size_t)i * 5000));
		rig_run(&b, 5000);
		CHECK(b.over && !b.lost);
		CHECK_INT(b.level, PROOF_DRAINED);
		(void)snprintf(path, sizeof path, "out/prints/%06d.bin", i);
		check_file(path, (size_t)i * 5000);
	}
	rig_close(&b);
	rig_open(&b, "file:out/prints", true); /* goes on counting */
	CHECK_OK(rig_begin(&b, 10));
	rig_run(&b, 5000);
	check_file("out/prints/000004.bin", 10);
	rig_close(&b);
}

TEST(printer_file, an_aborted_job_leaves_nothing)
{
	struct rig b;

	rig_open(&b, "file:out", true);
	CHECK_OK(rig_begin(&b, 50000));
	CHECK_OK(loop_step(b.loop, 100));
	CHECK(b.sent > 0 && !b.over);
	CHECK(file_exists("out/.000001.part"));
	printer_abort(b.printer);
	CHECK(!file_exists("out/.000001.part"));
	CHECK(!file_exists("out/000001.bin"));
	CHECK_OK(rig_begin(&b, 10));
	rig_run(&b, 5000);
	check_file("out/000001.bin", 10);
	rig_close(&b);
}

TEST(printer_file, what_a_killed_program_left_is_removed)
{
	struct rig b;

	CHECK_OK(dir_make("out", 0755));
	CHECK_OK(file_replace("out/.000007.part", "x", 1, 0600));
	CHECK_OK(file_replace("out/000006.bin", "x", 1, 0600));
	CHECK_OK(file_replace("out/notes.txt", "x", 1, 0600));
	rig_open(&b, "file:out", true);
	CHECK_OK(rig_begin(&b, 10));
	rig_run(&b, 5000);
	check_file("out/000007.bin", 10);
	CHECK(!file_exists("out/.000007.part"));
	CHECK(file_exists("out/notes.txt"));
	rig_close(&b);
}

TEST(printer_file, refuses_a_folder_that_is_full_of_jobs)
{
	for (int highest = 999997; highest <= 999999; highest++) {
		struct rig b;
		char path[64];

		CHECK_OK(dir_remove("out"));
		CHECK_OK(dir_make("out", 0755));
		(void)snprintf(path, sizeof path, "out/%06d.bin", highest);
		CHECK_OK(file_replace(path, "x", 1, 0600));
		rig_open(&b, "file:out", true);
		if (highest < 999999) {
			CHECK_OK(rig_begin(&b, 10));
			rig_run(&b, 5000);
			CHECK(!b.lost);
		} else {
			CHECK_INT(rig_begin(&b, 10), PRINTER_GONE);
			CHECK_HAS(printer_why(b.printer), "empty it");
		}
		rig_close(&b);
	}
}

TEST(printer_file, whichever_step_fails_a_file_is_whole_or_absent)
{
	FAULT_SWEEP(n)
	{
		struct rig b;
		bool done;
		int armed = n;

		fault_arm(0);
		CHECK_OK(dir_remove("out"));
		rig_open(&b, "file:out", true);
		fault_arm(armed);
		done = rig_begin(&b, 3000) == 0;
		if (done)
			rig_run(&b, 5000);
		done = done && !b.lost;
		CHECK(!done || !fault_fired()); /* no step may fail unnoticed */
		CHECK_INT(file_exists("out/000001.bin"), done);
		if (done)
			check_file("out/000001.bin", 3000);
		else
			CHECK(printer_why(b.printer)[0] != 0);
		rig_close(&b);
	}
}

TEST(printer_file, a_folder_that_can_not_be_is_retried_until_it_can)
{
	struct rig b;

	CHECK_OK(file_replace("out", "in the way", 10, 0644));
	rig_open(&b, "file:out", true);
	CHECK_INT(rig_begin(&b, 10), PRINTER_GONE);
	CHECK(printer_why(b.printer)[0] != 0);
	CHECK_INT(unlink("out"), 0);
	rig_wait_link(&b, LINK_OPEN);
	CHECK_TEXT(printer_why(b.printer), "");
	CHECK_OK(rig_begin(&b, 10));
	rig_run(&b, 5000);
	check_file("out/000001.bin", 10);
	rig_close(&b);
}

static void count(void *me)
{
	++*(int *)me;
}

TEST(printer, tries_again_with_a_back_off)
{
	struct rig b;
	int tries = 0, in_first_4_s = 0;

	CHECK_OK(file_replace("out", "in the way", 10, 0644));
	rig_open(&b, "file:out", true);
	printer_on_status(b.printer, count, &tries);
	for (int s = 0; s < 600; s++) {
		clock_advance(&b.clock, 100);
		CHECK_OK(loop_step(b.loop, 0));
		if (s == 40)
			in_first_4_s = tries;
	}
	/* After 0.5, 1.5, 3.5, 7.5 s and then every 8 s. */
	CHECK_INT(in_first_4_s, 3);
	CHECK_INT(tries, 10);
	rig_close(&b);
}

TEST(printer, one_job_at_a_time_owns_it)
{
	struct rig b;
	int calls = 0;

	rig_open(&b, "file:out", true);
	CHECK_OK(rig_begin(&b, 10));
	CHECK_INT(printer_begin(b.printer, (printer_fn *)NULL, &calls), PRINTER_BUSY);
	rig_run(&b, 5000);
	CHECK_OK(rig_begin(&b, 10));
	rig_run(&b, 5000);
	rig_close(&b);
}

TEST(printer, tells_those_who_wait_when_it_is_free)
{
	struct rig b;
	int told[PRINTER_WAITERS + 1] = {0};

	rig_open(&b, "file:out", true);
	CHECK_OK(rig_begin(&b, 10));
	for (int i = 0; i < PRINTER_WAITERS; i++)
		CHECK_OK(printer_wait(b.printer, count, &told[i]));
	CHECK_INT(printer_wait(b.printer, count, &told[PRINTER_WAITERS]), PRINTER_BUSY);
	printer_wait_end(b.printer, &told[1]);
	rig_run(&b, 5000);
	CHECK_INT(told[0], 1);
	CHECK_INT(told[1], 0);
	CHECK_INT(told[2], 1);
	CHECK_OK(rig_begin(&b, 10));
	rig_run(&b, 5000);
	CHECK_INT(told[0], 1); /* once only */
	rig_close(&b);
}

TEST(printer, can_be_pulled_out_and_put_back_by_an_event)
{
	struct rig b;
	struct printer_status s;
	int changes = 0;

	rig_open(&b, "file:out", true);
	printer_on_status(b.printer, count, &changes);
	CHECK_OK(rig_begin(&b, 100000));
	CHECK_OK(loop_step(b.loop, 100));
	CHECK_OK(printer_event(b.printer, "gone"));
	CHECK(b.over && b.lost);
	CHECK(changes > 0);
	clock_advance(&b.clock, 60000);
	CHECK_OK(loop_step(b.loop, 0));
	printer_status(b.printer, &s);
	CHECK_INT(s.link, LINK_GONE); /* no retry while it is held */
	CHECK_HAS(printer_why(b.printer), "pulled out");
	CHECK_INT(rig_begin(&b, 10), PRINTER_GONE);
	CHECK_OK(printer_event(b.printer, "back"));
	CHECK_OK(rig_begin(&b, 10));
	rig_run(&b, 5000);
	check_file("out/000001.bin", 10);
	CHECK_INT(printer_event(b.printer, "explode"), PRINTER_NO_SUCH);
	printer_on_status(b.printer, NULL, NULL);
	rig_close(&b);
}

TEST(printer, knows_nothing_of_paper_without_a_sensor)
{
	struct rig b;
	struct printer_status s;

	rig_open(&b, "file:out", true);
	printer_status(b.printer, &s);
	CHECK_INT(s.link, LINK_OPEN);
	CHECK_INT(s.paper, PAPER_UNKNOWN);
	CHECK_INT(s.cover, COVER_UNKNOWN);
	CHECK_INT(s.fault, FAULT_UNKNOWN);
	CHECK(!s.paper_left_known);
	rig_close(&b);
}

TEST(printer_none, is_an_answer)
{
	struct rig b;
	struct printer_status s;

	rig_open(&b, "none", true);
	CHECK_INT(rig_begin(&b, 10), PRINTER_NONE);
	printer_status(b.printer, &s);
	CHECK_INT(s.link, LINK_GONE);
	CHECK_TEXT(printer_why(b.printer), "this station has no printer");
	clock_advance(&b.clock, 100000);
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_INT(rig_begin(&b, 10), PRINTER_NONE);
	rig_close(&b);
}

TEST(printer, an_address_that_is_none_gets_a_sentence)
{
	static const struct {
		const char *uri, *why;
	} bad[] = {
	        {"", "file:DIR tcp:HOST:PORT serial:auto|PORT|/dev/ttyX,115200 usb:auto|PORT|/dev/usb/lp0"},
	        {"lpt1", "'lpt1' is no printer"},
	        {"filedir", "is no printer"},
	        {"file:", "needs a folder"},
	        {"tcp:10.0.0.1", "port"},
	        {"tcp::9100", "address"},
	        {"tcp:10.0.0.1:0", "1 to 65535"},
	        {"tcp:10.0.0.1:65536", "1 to 65535"},
	        {"serial:ttyS0", "path of a serial port"},
	        {"serial:/dev/ttyS0,12345", "12345"},
	        {"serial:/dev/ttyS0,9600,magic", "magic"},
	        {"usb:lp0", "path of a printer port"},
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct rig b = {.log = {.fd = -1}};
		struct printer_setup setup = {.uri = bad[i].uri, .profile = &b.profile, .log = &b.log};

		clock_real(&b.clock);
		CHECK_OK(loop_new(&b.loop, &b.clock));
		setup.loop = b.loop;
		CHECK_INT(printer_open(&b.printer, &setup), -EINVAL);
		CHECK_HAS(err_why(), bad[i].why);
		loop_free(b.loop);
	}
}

TEST(printer, an_address_has_a_ceiling)
{
	for (int over = -1; over <= 1; over++) {
		struct rig b = {.log = {.fd = -1}};
		struct printer_setup setup = {.profile = &b.profile, .log = &b.log};
		char uri[600];

		memset(uri, 'a', sizeof uri);
		memcpy(uri, "file:", 5);
		for (int i = 9; i < 512; i += 50)
			uri[i] = '/';
		uri[512 + over] = 0;
		clock_real(&b.clock);
		CHECK_OK(loop_new(&b.loop, &b.clock));
		setup.uri = uri;
		setup.loop = b.loop;
		CHECK_INT(printer_open(&b.printer, &setup) == 0, over <= 0);
		if (over <= 0)
			printer_close(b.printer);
		loop_free(b.loop);
	}
}
