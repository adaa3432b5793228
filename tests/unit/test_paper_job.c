/* One print from the tap to as far as proved, against printers that are slow, away, lost and stuck. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "drivers/escpos_encode.h"
#include "drivers/picture.h"
#include "paper/job.h"
#include "paper/raster.h"
#include "paper_kit.h"
#include "sys/file.h"
#include "sys/loop.h"

struct desk {
	struct kit kit;
	struct clock clock;
	struct log log;
	struct loop *loop;
	struct printer *printer;
	struct sheet *sheet;
	struct job *job;
	int calls, last_bands;
	enum job_state last_state;
	/* the printer's end of a pseudo-terminal */
	int peer;
	struct buf got;
};

static void desk_open(struct desk *d, const char *uri, const char *profile)
{
	struct printer_setup setup = {.uri = uri};

	*d = (struct desk){.log = {.fd = -1}, .peer = -1};
	buf_init(&d->got, 1024 * 1024);
	clock_manual(&d->clock, 1000000);
	d->log.clock = &d->clock;
	CHECK_OK(loop_new(&d->loop, &d->clock));
	kit_open(&d->kit, profile, "nl");
	d->sheet = kit_sheet(&d->kit, "nl");
	setup.profile = &d->kit.profile;
	setup.loop = d->loop;
	setup.log = &d->log;
	CHECK_OK(printer_open(&d->printer, &setup));
}

static void desk_close(struct desk *d)
{
	job_free(d->job);
	printer_close(d->printer);
	loop_free(d->loop);
	buf_fini(&d->got);
	if (d->peer >= 0)
		close(d->peer);
}

static void on_progress(void *me, const struct job_progress *p)
{
	struct desk *d = me;

	d->calls++;
	CHECK(p->bands_sent >= d->last_bands && p->bands_sent <= p->n_bands);
	d->last_bands = p->bands_sent;
	d->last_state = p->state;
}

static struct job_progress start(struct desk *d)
{
	const struct job_order order = {.sheet = d->sheet,
	        .printer = d->printer,
	        .loop = d->loop,
	        .log = &d->log,
	        .wait_ms = 20000,
	        .stall_ms = 30000,
	        .fn = on_progress,
	        .me = d};
	struct job_progress p;

	CHECK_OK(job_start(&d->job, &order));
	CHECK_INT(d->calls, 0); /* never from inside */
	job_progress(d->job, &p);
	return p;
}

static void take(struct desk *d, size_t most)
{
	uint8_t bytes[65536];
	ssize_t n = d->peer < 0 ? 0 : read(d->peer, bytes, most < sizeof bytes ? most : sizeof bytes);

	if (n > 0)
		buf_add(&d->got, bytes, (size_t)n);
}

/* Turns of the loop, the peer taking per_turn bytes at each, until the job is over. */
static struct job_progress run(struct desk *d, size_t per_turn, int turns)
{
	struct job_progress p;

	for (int i = 0; i < turns && !job_is_over(d->job); i++) {
		CHECK_OK(loop_step(d->loop, 1));
		take(d, per_turn);
	}
	for (int i = 0; i < 50 && d->peer >= 0 && job_is_over(d->job); i++)
		take(d, 65536);
	job_progress(d->job, &p);
	return p;
}

static void check_paper(struct desk *d, const void *bytes, size_t n)
{
	struct escpos_paper paper = kit_decode_bytes(&d->kit.profile, bytes, n);

	kit_same_dots(&paper, kit_draw(d->sheet, (int)d->kit.profile.dots, 24));
}

/* A pseudo-terminal as the printer: its other end is read as slowly as the test likes. */
static void desk_open_pty(struct desk *d, const char *profile)
{
	int peer = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), unlock = 0, number;
	char uri[64];

	CHECK(peer >= 0);
	CHECK_INT(ioctl(peer, TIOCSPTLCK, &unlock), 0);
	CHECK_INT(ioctl(peer, TIOCGPTN, &number), 0);
	(void)snprintf(uri, sizeof uri, "serial:/dev/pts/%d,115200", number);
	desk_open(d, uri, profile);
	d->peer = peer;
}

TEST(job, prints_a_receipt_into_a_file_band_by_band)
{
	struct desk d;
	struct job_progress p;
	int64_t began_us;
	AUTO_BUF file;

	desk_open(&d, "file:out", "generic-80");
	began_us = clock_measure_us();
	p = start(&d);
	CHECK_INT(p.state, JOB_PRINTING);
	CHECK_INT(p.bands_sent, 1); /* on its way before job_start() returned */
	CHECK(p.n_bands > 10);
	CHECK(p.first_band_us >= 0);
	printf("# first band after %lld us\n", (long long)p.first_band_us);
	p = run(&d, 0, 1000);
	printf("# %d bands in %lld us\n", p.n_bands, (long long)(clock_measure_us() - began_us));
	CHECK_INT(p.state, JOB_DONE);
	CHECK_INT(p.reason, JOB_FINE);
	CHECK_INT(p.level, PROOF_DRAINED);
	CHECK_INT(p.bands_sent, p.n_bands);
	CHECK_INT(d.calls, p.n_bands); /* every band but the first, and the end */
	CHECK_INT(d.last_state, JOB_DONE);
	buf_init(&file, 1024 * 1024);
	CHECK_OK(file_read(&file, "out/000001.bin"));
	CHECK_INT(file.len, p.bytes_sent);
	check_paper(&d, file.data, file.len);
	desk_close(&d);
}

TEST(job, lets_the_desk_breathe_between_bands)
{
	struct desk d;
	struct job_progress p;
	int turns = 0;

	desk_open(&d, "file:out", "generic-80");
	p = start(&d);
	while (!job_is_over(d.job)) {
		int before = p.bands_sent;

		CHECK_OK(loop_step(d.loop, 1));
		job_progress(d.job, &p);
		CHECK(p.bands_sent <= before + 1);
		turns++;
	}
	CHECK(turns >= p.n_bands - 1);
	desk_close(&d);
}

TEST(job, prints_on_the_virtual_printer_what_was_drawn)
{
	struct desk d;
	struct job_progress p;
	struct picture *paper;
	struct kit_bitmap want;

	desk_open(&d, "virtual:out", "tm-t88");
	(void)start(&d);
	p = run(&d, 0, 5000);
	CHECK_INT(p.state, JOB_DONE);
	CHECK(p.level >= PROOF_DRAINED);
	CHECK_OK(picture_read(&paper, "out/000001.png"));
	want = kit_draw(d.sheet, 512, 24);
	CHECK_INT(paper->width, 512);
	CHECK(paper->height >= want.rows);
	for (int y = 0; y < want.rows; y++)
		CHECK_BYTES(paper->rows + (size_t)y * paper->stride, want.bits + (size_t)y * 64, 64);
	picture_free(paper);
	desk_close(&d);
}

TEST(job, waits_for_a_slow_printer_with_a_small_buffer)
{
	static const size_t speeds[] = {45, 700, 5000};

	for (int i = 0; i < 3; i++) {
		struct desk d;
		struct job_progress p;

		desk_open_pty(&d, "generic-58");
		(void)start(&d);
		p = run(&d, speeds[i], 20000);
		CHECK_INT(p.state, JOB_DONE);
		CHECK_INT(p.level, PROOF_DRAINED);
		CHECK_INT(d.got.len, p.bytes_sent);
		check_paper(&d, d.got.data, d.got.len);
		desk_close(&d);
	}
}

TEST(job, flushes_a_printer_whose_parser_may_hang)
{
	struct desk d;
	struct job_progress p;
	size_t flush, first;

	desk_open_pty(&d, "generic-58");
	flush = escpos_flush_bytes(&d.kit.profile);
	(void)start(&d);
	p = run(&d, 65536, 5000);
	CHECK_INT(p.state, JOB_DONE);
	for (size_t i = 0; i < flush; i++)
		CHECK_INT(d.got.data[i], 0);
	CHECK_BYTES(d.got.data + flush, "\x1b@", 2);
	first = d.got.len;
	job_free(d.job); /* and now its state is known: no flush */
	d.calls = d.last_bands = 0;
	(void)start(&d);
	p = run(&d, 65536, 5000);
	CHECK_INT(p.state, JOB_DONE);
	CHECK_BYTES(d.got.data + first, "\x1b@\x1d", 3);
	desk_close(&d);
}

TEST(job, on_a_printer_that_went_in_the_middle_is_void)
{
	struct desk d;
	struct job_progress p;

	desk_open_pty(&d, "generic-58");
	(void)start(&d);
	p = run(&d, 1000, 12);
	CHECK_INT(p.state, JOB_PRINTING);
	close(d.peer);
	d.peer = -1;
	p = run(&d, 0, 500);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_LOST);
	CHECK(p.level < PROOF_ACCEPTED);
	CHECK_INT(d.last_state, JOB_VOID);
	desk_close(&d);
}

/* At every turn of the loop once: void while bytes were missing, and done only where all were handed over. */
TEST(job, is_never_called_done_when_bytes_were_missing)
{
	int voids = 0, done = 0;

	for (int turn = 0; turn < 400 && done == 0; turn += turn < 20 ? 1 : 5) {
		struct desk d;
		struct job_progress before, p;

		desk_open_pty(&d, "generic-58");
		(void)start(&d);
		for (int i = 0; i < turn && !job_is_over(d.job); i++) {
			CHECK_OK(loop_step(d.loop, 1));
			take(&d, 900);
		}
		job_progress(d.job, &before);
		close(d.peer);
		d.peer = -1;
		p = run(&d, 0, 300);
		CHECK_INT(p.state, before.state == JOB_DONE ? JOB_DONE : JOB_VOID);
		voids += p.state == JOB_VOID;
		done += p.state == JOB_DONE;
		desk_close(&d);
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
	struct desk d;
	char uri[64];

	CHECK_INT(setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
	CHECK_INT(bind(listener, (struct sockaddr *)&a, sizeof a), 0);
	CHECK_INT(listen(listener, 1), 0);
	CHECK_INT(getsockname(listener, (struct sockaddr *)&a, &size), 0);
	(void)snprintf(uri, sizeof uri, "tcp:127.0.0.1:%d", ntohs(a.sin_port));
	desk_open(&d, uri, "generic-80");
	(void)start(&d);
	d.peer = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	CHECK(d.peer >= 0);
	for (int i = 0; i < 5000; i++) {
		job_progress(d.job, &p);
		if (p.bands_sent == p.n_bands)
			break;
		CHECK_OK(loop_step(d.loop, 1));
		take(&d, 600);
	}
	CHECK_INT(p.bands_sent, p.n_bands);
	CHECK_INT(p.state, JOB_PRINTING); /* handed over is not yet drained */
	close(d.peer);
	close(listener);
	d.peer = -1;
	p = run(&d, 0, 500);
	CHECK_INT(p.state, JOB_UNKNOWN);
	CHECK_INT(p.reason, JOB_LOST);
	CHECK_INT(p.level, PROOF_ACCEPTED);
	CHECK_INT(d.last_state, JOB_UNKNOWN);
	desk_close(&d);
}

TEST(job, waits_for_a_printer_that_is_away_and_prints_when_it_is_back)
{
	struct desk d;
	struct job_progress p;

	desk_open(&d, "file:out", "generic-58");
	CHECK_OK(printer_event(d.printer, "gone"));
	p = start(&d);
	CHECK_INT(p.state, JOB_QUEUED);
	clock_advance(&d.clock, 19999);
	p = run(&d, 0, 5);
	CHECK_INT(p.state, JOB_QUEUED);
	CHECK_OK(printer_event(d.printer, "back"));
	p = run(&d, 0, 1000);
	CHECK_INT(p.state, JOB_DONE);
	CHECK(file_exists("out/000001.bin"));
	desk_close(&d);
}

TEST(job, gives_up_waiting_at_its_limit)
{
	for (int over = -1; over <= 1; over++) {
		struct desk d;
		struct job_progress p;

		desk_open(&d, "file:out", "generic-58");
		CHECK_OK(printer_event(d.printer, "gone"));
		(void)start(&d);
		clock_advance(&d.clock, 20000 + over);
		p = run(&d, 0, 3);
		CHECK_INT(p.state, over < 0 ? JOB_QUEUED : JOB_VOID);
		CHECK_INT(p.reason, over < 0 ? JOB_FINE : JOB_NOT_THERE);
		CHECK_OK(printer_event(d.printer, "back"));
		p = run(&d, 0, 1000);
		CHECK_INT(p.state,
		        over < 0 ? JOB_DONE : JOB_VOID); /* void stays void: nothing prints behind one's back */
		CHECK_INT(file_exists("out/000001.bin"), over < 0);
		CHECK_OK(dir_remove("out"));
		desk_close(&d);
	}
}

TEST(job, without_a_printer_is_void_at_once)
{
	struct desk d;
	struct job_progress p;

	desk_open(&d, "none", "generic-58");
	p = start(&d);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_NO_PRINTER);
	desk_close(&d);
}

TEST(job, that_is_stuck_is_given_up_with_what_is_known)
{
	struct desk d;
	struct job_progress p;

	desk_open_pty(&d, "generic-80");
	(void)start(&d);
	p = run(&d, 0, 100); /* nobody reads: paper is out */
	CHECK_INT(p.state, JOB_PRINTING);
	clock_advance(&d.clock, 29000);
	p = run(&d, 65536, 5);
	p = run(&d, 0, 50); /* a little moved: the limit starts anew */
	clock_advance(&d.clock, 29000);
	p = run(&d, 0, 3);
	CHECK_INT(p.state, JOB_PRINTING);
	clock_advance(&d.clock, 2000);
	p = run(&d, 0, 3);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_STUCK);
	CHECK(printer_is_unsure(d.printer));
	desk_close(&d);
}

TEST(job, is_cancelled_when_asked)
{
	struct desk d;
	struct job_progress p;

	desk_open(&d, "file:out", "generic-80");
	(void)start(&d);
	job_cancel(d.job);
	job_progress(d.job, &p);
	CHECK_INT(p.state, JOB_VOID);
	CHECK_INT(p.reason, JOB_CANCELLED);
	CHECK(!file_exists("out/000001.bin"));
	CHECK(!file_exists("out/.000001.part"));
	job_cancel(d.job); /* twice is fine */
	desk_close(&d);
}

TEST(job, freed_in_the_middle_tells_nobody_and_frees_the_printer)
{
	struct desk d;
	struct job_progress p;
	int calls;

	desk_open(&d, "file:out", "generic-80");
	(void)start(&d);
	calls = d.calls;
	job_free(d.job);
	CHECK_INT(d.calls, calls);
	d.job = NULL;
	d.calls = d.last_bands = 0;
	(void)start(&d);
	p = run(&d, 0, 1000);
	CHECK_INT(p.state, JOB_DONE);
	desk_close(&d);
}

TEST(job, queues_behind_another_one)
{
	struct desk d;
	struct job *second;
	struct job_progress p;
	const struct job_order order = {
	        .wait_ms = 20000, .stall_ms = 30000}; /* filled below; a second order for the same sheet */
	struct job_order other = order;

	desk_open(&d, "file:out", "generic-58");
	(void)start(&d);
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
	desk_close(&d);
}

TEST(job, on_a_full_disk_is_void_and_says_why)
{
	FAULT_SWEEP(n)
	{
		struct desk d;
		struct job_progress p;
		int armed = n;

		fault_arm(0);
		CHECK_OK(dir_remove("out"));
		desk_open(&d, "file:out", "generic-58");
		fault_arm(armed);
		(void)start(&d);
		p = run(&d, 0, 1000);
		/* A printer that fails before the first byte is tried again later: the job still waits for it. */
		CHECK_INT(p.state == JOB_DONE, file_exists("out/000001.bin"));
		if (p.state != JOB_DONE)
			CHECK(printer_why(d.printer)[0] != 0);
		desk_close(&d);
	}
}
