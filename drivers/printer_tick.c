/* printer_tick - the one timer of a printer: while the last bytes leave, a question is open, or a job goes on */
#include <errno.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "drivers/printer_front.h"
#include "drivers/printer_profile.h"

#define LOG_MODULE "printer"

enum { SOON_MS = 1, DRAIN_LOOK_MS = 10, ASK_LOOK_MS = 100, JOB_LOOK_MS = 500 };

int64_t front_now_us(void)
{
	return clock_measure_us(); /* paper moves in real time, whatever a test does with the kiosk's clock */
}

void front_tick_stop(struct printer_front *f)
{
	watch_end(f->tick_watch);
	f->tick_watch = NULL;
	if (f->tick_fd >= 0)
		(void)close(f->tick_fd);
	f->tick_fd = -1;
	f->tick_ms = 0;
}

/* The shortest of what is under way; 0 = nothing is. */
static int needed_ms(const struct printer *p)
{
	const struct printer_front *f = p->front;

	if (f->link != LINK_OPEN)
		return 0;
	if (f->taken && f->news)
		return SOON_MS;
	if (f->paused)
		return p->ops->again_ms(p);
	if (f->ended && f->level < PROOF_DRAINED)
		return DRAIN_LOOK_MS;
	if (f->talk.asked != ASK_NOTHING)
		return ASK_LOOK_MS;
	return f->taken && front_answers(p) ? JOB_LOOK_MS : 0;
}

/* A job that does not move: how is the printer? And is there anybody at all? */
static void look_at_stall(struct printer *p)
{
	struct printer_front *f = p->front;
	int64_t now = front_now_us(), still_us = now - f->talk.moved_us;
	bool waits = !f->ended || proof_is_open(&f->proof) || p->profile->presenter != PRESENTER_NONE;

	if (!f->taken || f->lost || !waits || still_us < PRINTER_STALL_MS * 1000LL ||
	        now - f->talk.round_us < PRINTER_STALL_MS * 1000LL)
		return;
	f->talk.round_us = now;
	printer_ask_status(p);
	printer_status_changed(p); /* a port tells of itself when it is looked at */
	front_judge(p);
}

static void look_for_mute(struct printer *p)
{
	struct printer_front *f = p->front;
	struct printer_status s;

	if (!f->taken || f->lost || f->talk.mute || f->talk.xoff || f->proof.settled || !proof_is_open(&f->proof) ||
	        front_now_us() - f->talk.moved_us < PRINTER_MUTE_MS * 1000LL || p->ops->queued(p) != 0)
		return;
	printer_status(p, &s);
	if (s.paper == PAPER_OUT || s.cover == COVER_OPEN || s.fault > FAULT_NONE)
		return;
	log_warn(p->log, "the printer answers nothing: what comes out of it can not be proved");
	f->talk.mute = f->news = true;
}

static int on_tick(void *me, unsigned events)
{
	struct printer *p = me;
	struct printer_front *f = p->front;
	uint64_t ticks;

	(void)events;
	if (read(f->tick_fd, &ticks, sizeof ticks) < 0 && errno != EAGAIN)
		return err_new(errno, "the printer's timer: %s", strerror(errno));
	if (f->paused) {
		f->paused = false;
		f->news = f->news || (f->taken && f->want_room && !f->ended);
	}
	if (front_look_drained(p)) {
		front_judge(p);
		f->news = true;
	}
	front_ask_timeout(p);
	look_at_stall(p);
	look_for_mute(p);
	if (front_set_watch(p)) {
		front_lose(p);
		f->news = true;
	}
	if (f->news) {
		f->news = false;
		front_tick(p);
		front_tell_job(p);
	} else {
		front_tick(p);
	}
	return 0;
}

static int start(struct printer *p)
{
	struct printer_front *f = p->front;

	if (f->tick_fd >= 0)
		return 0;
	f->tick_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (f->tick_fd < 0)
		return err_new(errno, "no timer for the printer: %s", strerror(errno));
	return err_up(loop_watch(&f->tick_watch, f->loop, f->tick_fd, LOOP_READ, on_tick, p));
}

void front_tick(struct printer *p)
{
	struct printer_front *f = p->front;
	int ms = needed_ms(p);
	const struct timespec every = {ms / 1000, ms % 1000 * 1000000L};
	const struct itimerspec spec = {every, every};
	int e;

	if (ms == f->tick_ms)
		return;
	e = start(p);
	if (e == 0 && timerfd_settime(f->tick_fd, 0, &spec, NULL) < 0)
		e = err_new(errno, "no timer for the printer: %s", strerror(errno));
	if (e) {
		front_lose(p);
		return;
	}
	f->tick_ms = ms;
}
