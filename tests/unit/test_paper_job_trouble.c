/* One print when the printer is away, lost, stuck, busy or full: void, unknown, and never more than is known. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "paper_stand.h"
#include "sys/file.h"

TEST(job, on_a_printer_that_went_in_the_middle_is_void)
{
	struct stand d;
	struct job_progress p;

	stand_open_pty(&d, "generic-58");
	(void)stand_start(&d);
	p = stand_run(&d, 1000, 12);
	CHECK_INT(p.state, JOB_PRINTING);
	close(d.peer);
	d.peer = -1;
	p = stand_run(&d, 0, 500);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_LOST);
	CHECK(p.level < PROOF_ACCEPTED);
	CHECK_INT(d.last_state, JOB_VOID);
	stand_close(&d);
}

/* At every turn of the loop once: void while bytes were missing, and done only where all were handed over. */
TEST(job, is_never_called_done_when_bytes_were_missing)
{
	int voids = 0, done = 0;

	for (int turn = 0; turn < 400 && done == 0; turn += turn < 20 ? 1 : 5) {
		struct stand d;
		struct job_progress before, p;

		stand_open_pty(&d, "generic-58");
		(void)stand_start(&d);
		for (int i = 0; i < turn && !job_is_over(d.job); i++) {
			CHECK_OK(loop_step(d.loop, 1));
			stand_take(&d, 900);
		}
		job_progress(d.job, &before);
		close(d.peer);
		d.peer = -1;
		p = stand_run(&d, 0, 300);
		CHECK(p.state == (before.state == JOB_DONE ? JOB_DONE : JOB_VOID) ||
		        (p.state == JOB_UNKNOWN && p.bands_sent >= p.n_bands - 2)); /* the last ink may be there */
		voids += p.state == JOB_VOID;
		done += p.state == JOB_DONE;
		stand_close(&d);
	}
	CHECK(voids > 20);
	CHECK_INT(done, 1);
}

/* A network printer with a small window: the last bytes wait in our kernel, and then it is gone. */
TEST(job, is_unknown_when_all_was_handed_over_and_the_printer_went)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), small = 2048;
	socklen_t size = sizeof a;
	struct job_progress p;
	struct stand d;
	char uri[64];

	CHECK_INT(setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
	CHECK_INT(bind(listener, (struct sockaddr *)&a, sizeof a), 0);
	CHECK_INT(listen(listener, 1), 0);
	CHECK_INT(getsockname(listener, (struct sockaddr *)&a, &size), 0);
	(void)snprintf(uri, sizeof uri, "tcp:127.0.0.1:%d", ntohs(a.sin_port));
	stand_open(&d, uri, "generic-80");
	(void)stand_start(&d);
	d.peer = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	CHECK(d.peer >= 0);
	for (int i = 0; i < 5000; i++) {
		job_progress(d.job, &p);
		if (p.level >= PROOF_ACCEPTED)
			break;
		CHECK_OK(loop_step(d.loop, 1));
		stand_take(&d, 600);
	}
	CHECK_INT(p.bands_sent, p.n_bands);
	CHECK_INT(p.state, JOB_PRINTING); /* handed over is not yet drained */
	close(d.peer);
	close(listener);
	d.peer = -1;
	p = stand_run(&d, 0, 500);
	CHECK_INT(p.state, JOB_UNKNOWN);
	CHECK_INT(p.reason, JOB_LOST);
	CHECK_INT(p.level, PROOF_ACCEPTED);
	CHECK_INT(d.last_state, JOB_UNKNOWN);
	stand_close(&d);
}

TEST(job, waits_for_a_printer_that_is_away_and_prints_when_it_is_back)
{
	struct stand d;
	struct job_progress p;

	stand_open(&d, "file:out", "generic-58");
	CHECK_OK(printer_event(d.printer, "gone"));
	p = stand_start(&d);
	CHECK_INT(p.state, JOB_QUEUED);
	clock_advance(&d.clock, 19999);
	p = stand_run(&d, 0, 5);
	CHECK_INT(p.state, JOB_QUEUED);
	CHECK_OK(printer_event(d.printer, "back"));
	p = stand_run(&d, 0, 1000);
	CHECK_INT(p.state, JOB_DONE);
	CHECK(file_exists("out/000001.bin"));
	stand_close(&d);
}

TEST(job, gives_up_waiting_at_its_limit)
{
	for (int over = -1; over <= 1; over++) {
		struct stand d;
		struct job_progress p;

		stand_open(&d, "file:out", "generic-58");
		CHECK_OK(printer_event(d.printer, "gone"));
		(void)stand_start(&d);
		clock_advance(&d.clock, 20000 + over);
		p = stand_run(&d, 0, 3);
		CHECK_INT(p.state, over < 0 ? JOB_QUEUED : JOB_VOID);
		CHECK_INT(p.reason, over < 0 ? JOB_FINE : JOB_NOT_THERE);
		CHECK_OK(printer_event(d.printer, "back"));
		p = stand_run(&d, 0, 1000);
		CHECK_INT(p.state,
		        over < 0 ? JOB_DONE : JOB_VOID); /* void stays void: nothing prints behind one's back */
		CHECK_INT(file_exists("out/000001.bin"), over < 0);
		CHECK_OK(dir_remove("out"));
		stand_close(&d);
	}
}

TEST(job, without_a_printer_is_void_at_once)
{
	struct stand d;
	struct job_progress p;

	stand_open(&d, "none", "generic-58");
	p = stand_start(&d);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_NO_PRINTER);
	stand_close(&d);
}

TEST(job, that_is_stuck_is_given_up_with_what_is_known)
{
	struct stand d;
	struct job_progress p;

	stand_open_pty(&d, "generic-80");
	(void)stand_start(&d);
	p = stand_run(&d, 0, 100); /* nobody reads: paper is out */
	CHECK_INT(p.state, JOB_PRINTING);
	clock_advance(&d.clock, 29000);
	(void)stand_run(&d, 65536, 5);
	(void)stand_run(&d, 0, 50); /* a little moved: the limit starts anew */
	clock_advance(&d.clock, 29000);
	p = stand_run(&d, 0, 3);
	CHECK_INT(p.state, JOB_PRINTING);
	clock_advance(&d.clock, 2000);
	p = stand_run(&d, 0, 3);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_STUCK);
	CHECK(printer_is_unsure(d.printer));
	stand_close(&d);
}

TEST(job, is_cancelled_when_asked)
{
	struct stand d;
	struct job_progress p;

	stand_open(&d, "file:out", "generic-80");
	(void)stand_start(&d);
	job_cancel(d.job);
	job_progress(d.job, &p);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_CANCELLED);
	CHECK(!file_exists("out/000001.bin"));
	CHECK(!file_exists("out/.000001.part"));
	job_cancel(d.job); /* twice is fine */
	stand_close(&d);
}

TEST(job, freed_in_the_middle_tells_nobody_and_frees_the_printer)
{
	struct stand d;
	struct job_progress p;
	int calls;

	stand_open(&d, "file:out", "generic-80");
	(void)stand_start(&d);
	calls = d.calls;
	job_free(d.job);
	CHECK_INT(d.calls, calls);
	d.job = NULL;
	d.calls = d.last_bands = 0;
	(void)stand_start(&d);
	p = stand_run(&d, 0, 1000);
	CHECK_INT(p.state, JOB_DONE);
	stand_close(&d);
}

TEST(job, queues_behind_another_one)
{
	struct stand d;
	struct job *second;
	struct job_progress p;
	const struct job_order order = {
	        .wait_ms = 20000, .stall_ms = 30000}; /* filled below; a second order for the same sheet */
	struct job_order other = order;

	stand_open(&d, "file:out", "generic-58");
	(void)stand_start(&d);
	other.sheet = d.sheet;
	other.printer = d.printer;
	other.loop = d.loop;
	other.log = &d.log;
	CHECK_OK(job_start(&second, &other));
	job_progress(second, &p);
	CHECK_INT(p.state, JOB_QUEUED);
	for (int i = 0; i < 1000 && !job_is_over(second); i++)
		CHECK_OK(loop_step(d.loop, 1));
	job_progress(second, &p);
	CHECK_INT(p.state, JOB_DONE);
	CHECK(job_is_over(d.job));
	CHECK(file_exists("out/000001.bin") && file_exists("out/000002.bin"));
	job_free(second);
	stand_close(&d);
}

TEST(job, on_a_full_disk_is_void_and_says_why)
{
	FAULT_SWEEP(n)
	{
		struct stand d;
		struct job_progress p;
		int armed = n;

		fault_arm(0);
		CHECK_OK(dir_remove("out"));
		stand_open(&d, "file:out", "generic-58");
		fault_arm(armed);
		(void)stand_start(&d);
		p = stand_run(&d, 0, 1000);
		/* A printer that fails before the first byte is tried again later: the job still waits for it. */
		CHECK_INT(p.state == JOB_DONE, file_exists("out/000001.bin"));
		if (p.state != JOB_DONE)
			CHECK(printer_why(d.printer)[0] != 0);
		stand_close(&d);
	}
}
