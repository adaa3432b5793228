#include "kiosk/app_watch.h"

#include <errno.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "kiosk/app.h"
#include "sys/fault.h"

#define LOG_MODULE "watch"

static int ask(void *me);

static void ask_later(struct app *a)
{
	a->watch.timer = loop_after(a->loop, a->watch.every_ms, ask, a);
	if (a->watch.timer < 0)
		log_surprise(&a->log, LOG_MODULE, a->watch.timer);
}

/* Begins a proof: an event is sent, and when it has come a frame is wanted. */
static int ask(void *me)
{
	struct app *a = me;

	ask_later(a);
	a->watch.wanted = true;
	a->watch.heard = false;
	if (eventfd_write(a->watch.fd, 1) < 0)
		log_error(&a->log, "the loop takes no event of its own: no feeding");
	return 0;
}

static int on_event(void *me, unsigned events)
{
	struct app *a = me;
	eventfd_t n;

	(void)events;
	if (eventfd_read(a->watch.fd, &n) < 0)
		return 0;
	a->watch.heard = true;
	a->ui->all_new = true; /* every dot, down to the screen: a picture that did not change proves nothing */
	app_stale(a);
	return 0;
}

/* Whatever it says, within its time. A store that could not be opened is told on the screen; it is no hang. */
static bool store_answers(const struct app *a)
{
	int64_t before = clock_measure_us();

	if (fault("watch.store", ETIME) || (a->store && store_ready(a->store) < 0))
		return false;
	return clock_measure_us() - before <= WATCH_STORE_MS * 1000;
}

void app_watch_drawn(struct app *a)
{
	struct app_watch *w = &a->watch;
	int e;

	if (!w->wanted || !w->heard)
		return;
	w->wanted = false;
	if (!store_answers(a)) {
		log_error(&a->log, "the store did not answer in time: the watchdog is not fed");
		return;
	}
	w->proofs++;
	(void)supervisor_tell(&w->supervisor, "WATCHDOG=1");
	e = watchdog_feed(w->dog);
	if (e)
		log_surprise(&a->log, LOG_MODULE, e);
}

void app_watch_ready(struct app *a)
{
	char text[80];

	(void)snprintf(text, sizeof text, "READY=1\nSTATUS=the first frame is up, start: %s",
	        boot_reason_name(a->watch.started));
	(void)supervisor_tell(&a->watch.supervisor, text);
}

/* The shorter of the two times, if any. */
static int64_t time_ms(const struct app_watch *w)
{
	struct watchdog_facts facts;
	int64_t dog, manager = w->supervisor.watchdog_ms;

	watchdog_facts(&facts, w->dog);
	dog = (int64_t)facts.timeout_s * 1000;
	return dog && (!manager || dog < manager) ? dog : manager;
}

/* A watchdog that can not be had does not keep the kiosk from starting: it is told. */
static int open_dog(struct app *a)
{
	struct watchdog_setup setup = {.uri = a->settings->watchdog, .log = &a->log};
	int e = watchdog_open(&a->watch.dog, &setup);

	if (e) {
		log_surprise(&a->log, LOG_MODULE, e);
		setup.uri = "none";
		e = watchdog_open(&a->watch.dog, &setup);
	}
	return err_up(e);
}

int app_watch_open(struct app *a)
{
	struct app_watch *w = &a->watch;
	struct watchdog_facts facts;
	int e = open_dog(a);

	if (e)
		return err_up(e);
	supervisor_init(&w->supervisor);
	watchdog_facts(&facts, w->dog);
	w->started = boot_reason_take(a->settings->data, &facts, &a->log, NULL);
	w->started_ms = clock_mono_ms(&a->clock);
	w->every_ms = time_ms(w) / 4;
	w->fd = -1;
	if (w->every_ms == 0)
		return 0;
	w->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (w->fd < 0)
		return err_new(errno, "no descriptor for the watchdog");
	e = loop_watch(&w->event, a->loop, w->fd, LOOP_READ, on_event, a);
	if (e)
		return err_up(e);
	return ask(a);
}

void app_watch_close(struct app *a, bool orderly)
{
	struct app_watch *w = &a->watch;

	if (!w->dog)
		return;
	if (orderly) {
		(void)supervisor_tell(&w->supervisor, "STOPPING=1");
		boot_reason_leave(a->settings->data, &a->log, NULL);
	}
	loop_cancel(a->loop, w->timer);
	watch_end(w->event);
	if (w->fd >= 0)
		(void)close(w->fd);
	watchdog_close(w->dog, orderly);
	w->dog = NULL;
}
