/* printer_turn - one job's turn on a printer, from its first byte to the level reached */
#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "drivers/printer_front.h"

enum { DRAIN_LOOK_MS = 10 };

int printer_begin(struct printer *p, printer_fn *fn, void *me)
{
	struct printer_front *f = p->front;
	int e;

	if (f->absent)
		return PRINTER_NONE;
	if (f->taken)
		return PRINTER_BUSY;
	if (f->link == LINK_COMING)
		return PRINTER_COMING;
	if (f->link == LINK_GONE)
		return PRINTER_GONE;
	e = p->ops->begin ? p->ops->begin(p) : 0;
	if (e) {
		front_lose(p);
		return PRINTER_GONE;
	}
	f->taken = f->want_room = true;
	f->ended = f->lost = false;
	f->level = PROOF_NOTHING;
	f->job_fn = fn;
	f->job_me = me;
	return err_up(front_set_watch(p));
}

int printer_wait(struct printer *p, printer_fn *fn, void *me)
{
	for (int i = 0; i < PRINTER_WAITERS; i++) {
		if (p->front->waiters[i].fn)
			continue;
		p->front->waiters[i].fn = fn;
		p->front->waiters[i].me = me;
		return 0;
	}
	return PRINTER_BUSY;
}

void printer_wait_end(struct printer *p, const void *me)
{
	for (int i = 0; i < PRINTER_WAITERS; i++)
		if (p->front->waiters[i].me == me)
			p->front->waiters[i].fn = NULL;
}

/* In the order of waiting; one that begins leaves the others to wait again. */
void front_tell_waiters(struct printer *p)
{
	struct printer_front *f = p->front;

	for (int i = 0; i < PRINTER_WAITERS; i++) {
		printer_fn *fn = f->waiters[i].fn;

		if (!fn)
			continue;
		f->waiters[i].fn = NULL;
		fn(f->waiters[i].me);
	}
}

bool printer_is_unsure(const struct printer *p)
{
	return p->front->unsure;
}

int printer_send(size_t *taken, struct printer *p, const void *bytes, size_t n)
{
	size_t got = 0;
	int e;

	assert(p->front->taken && !p->front->ended);
	if (p->front->lost)
		return PRINTER_GONE;
	e = p->ops->send(&got, p, bytes, n);
	if (e) {
		front_lose(p);
		return PRINTER_GONE;
	}
	*taken = got;
	return 0;
}

void printer_want_room(struct printer *p, bool want)
{
	if (p->front->want_room == want)
		return;
	p->front->want_room = want;
	if (front_set_watch(p))
		front_lose(p);
}

/* True when the transport is empty. */
static bool look_drained(struct printer *p)
{
	struct printer_front *f = p->front;

	if (f->level >= PROOF_DRAINED || p->ops->queued(p) != 0)
		return f->level >= PROOF_DRAINED;
	f->level = PROOF_DRAINED;
	f->unsure = false;
	f->retry_ms = PRINTER_RETRY_FIRST_MS;
	return true;
}

static int on_drain_timer(void *me, unsigned events)
{
	struct printer *p = me;
	uint64_t ticks;

	(void)events;
	if (read(p->front->drain_fd, &ticks, sizeof ticks) < 0 && errno != EAGAIN)
		return err_new(errno, "the printer's timer: %s", strerror(errno));
	if (look_drained(p)) {
		front_drain_stop(p->front);
		front_tell_job(p);
	}
	return 0;
}

static int drain_start(struct printer *p)
{
	const struct timespec every = {0, DRAIN_LOOK_MS * 1000000L};
	const struct itimerspec spec = {every, every};
	struct printer_front *f = p->front;

	f->drain_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (f->drain_fd < 0 || timerfd_settime(f->drain_fd, 0, &spec, NULL) < 0)
		return err_new(errno, "no timer for the printer: %s", strerror(errno));
	return err_up(loop_watch(&f->drain_watch, f->loop, f->drain_fd, LOOP_READ, on_drain_timer, p));
}

int printer_end(struct printer *p)
{
	struct printer_front *f = p->front;
	int e;

	assert(f->taken && !f->ended);
	if (f->lost)
		return PRINTER_GONE;
	e = p->ops->end ? p->ops->end(p) : 0;
	if (e) {
		front_lose(p);
		return PRINTER_GONE;
	}
	f->ended = true;
	f->level = PROOF_ACCEPTED;
	e = front_set_watch(p);
	if (e == 0 && !look_drained(p))
		e = drain_start(p);
	return err_up(e);
}

enum printer_proof printer_level(const struct printer *p)
{
	return p->front->level;
}

bool printer_is_lost(const struct printer *p)
{
	return p->front->lost;
}

static void let_go(struct printer *p)
{
	struct printer_front *f = p->front;

	front_drain_stop(f);
	f->taken = f->want_room = f->ended = f->lost = false;
	if (front_set_watch(p))
		front_lose(p);
	if (f->link == LINK_OPEN)
		front_tell_waiters(p);
}

void printer_release(struct printer *p)
{
	assert(p->front->ended);
	if (p->front->level < PROOF_DRAINED)
		p->front->unsure = !p->ops->fresh_each_job;
	let_go(p);
}

void printer_abort(struct printer *p)
{
	assert(p->front->taken);
	if (p->front->link == LINK_OPEN && p->ops->abort)
		p->ops->abort(p);
	p->front->unsure = !p->ops->fresh_each_job;
	let_go(p);
}
