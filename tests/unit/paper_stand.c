#include "paper_stand.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void open_with(struct stand *d, const char *uri, const char *profile, bool is_instant)
{
	struct printer_setup setup = {.uri = uri};

	*d = (struct stand){.log = {.fd = -1}, .peer = -1};
	buf_init(&d->got, 1024 * 1024);
	clock_manual(&d->clock, 1000000);
	d->log.clock = &d->clock;
	CHECK_OK(loop_new(&d->loop, &d->clock));
	kit_open(&d->kit, profile, "nl");
	d->sheet = kit_sheet(&d->kit, "nl");
	if (is_instant)
		d->kit.profile.speed_mm_s = 0;
	setup.profile = &d->kit.profile;
	setup.loop = d->loop;
	setup.log = &d->log;
	CHECK_OK(printer_open(&d->printer, &setup));
}

void stand_open(struct stand *d, const char *uri, const char *profile)
{
	open_with(d, uri, profile, false);
}

void stand_open_instant(struct stand *d, const char *uri, const char *profile)
{
	open_with(d, uri, profile, true);
}

void stand_close(struct stand *d)
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
	struct stand *d = me;

	d->calls++;
	CHECK(p->bands_sent >= d->last_bands && p->bands_sent <= p->n_bands);
	d->last_bands = p->bands_sent;
	d->last_state = p->state;
}

struct job_progress stand_start(struct stand *d)
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

void stand_take(struct stand *d, size_t most)
{
	uint8_t bytes[65536];
	ssize_t n = d->peer < 0 ? 0 : read(d->peer, bytes, most < sizeof bytes ? most : sizeof bytes);

	if (n > 0)
		buf_add(&d->got, bytes, (size_t)n);
}

struct job_progress stand_run(struct stand *d, size_t per_turn, int turns)
{
	struct job_progress p;

	for (int i = 0; i < turns && !job_is_over(d->job); i++) {
		CHECK_OK(loop_step(d->loop, 1));
		stand_take(d, per_turn);
	}
	for (int i = 0; i < 50 && d->peer >= 0 && job_is_over(d->job); i++)
		stand_take(d, 65536);
	job_progress(d->job, &p);
	return p;
}

void stand_check_paper(struct stand *d, const void *bytes, size_t n)
{
	struct escpos_paper paper = kit_decode_bytes(&d->kit.profile, bytes, n);

	kit_same_dots(&paper, kit_draw(d->sheet, (int)d->kit.profile.dots, 24));
}

void stand_open_pty(struct stand *d, const char *profile)
{
	int peer = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), unlock = 0, number;
	char uri[64];

	CHECK(peer >= 0);
	CHECK_INT(ioctl(peer, TIOCSPTLCK, &unlock), 0);
	CHECK_INT(ioctl(peer, TIOCGPTN, &number), 0);
	(void)snprintf(uri, sizeof uri, "serial:/dev/pts/%d,115200", number);
	stand_open(d, uri, profile);
	d->peer = peer;
}
