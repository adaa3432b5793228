#include "sys/loop.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { TIMERS_MAX = 64, BEFORE_MAX = 4, EVENTS_AT_ONCE = 16 };

struct watch {
	struct loop *loop;
	struct watch *next;
	loop_fd_fn *fn;
	void *me;
	int fd;
	bool ended; /* freed after the round, so that a callback may end any watch */
};

struct timer {
	int id; /* 0 = free place */
	uint64_t order; /* counts up for ever, where ids begin anew after two thousand million */
	int64_t at_ms;
	loop_fn *fn;
	void *me;
};

struct loop {
	const struct clock *clock;
	struct watch *watches;
	struct timer timers[TIMERS_MAX];
	struct {
		bool (*fn)(void *me);
		void *me;
	} before[BEFORE_MAX];
	int n_before, epoll, signals;
	uint64_t timers_made;
	loop_signal_fn *signal_fn;
	void *signal_me;
	uint64_t wakeups;
	bool stopped;
};

int loop_new(struct loop **out, const struct clock *clock)
{
	struct loop *l = calloc(1, sizeof *l);

	if (!l)
		return err_new(ENOMEM, "no memory for the event loop");
	l->clock = clock;
	l->signals = -1;
	l->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (l->epoll < 0) {
		free(l);
		return err_new(errno, "no event queue: %s", strerror(errno));
	}
	*out = l;
	return 0;
}

static void watches_sweep(struct loop *l, bool all)
{
	struct watch **at = &l->watches;

	while (*at) {
		struct watch *w = *at;

		if (!all && !w->ended) {
			at = &w->next;
			continue;
		}
		*at = w->next;
		free(w);
	}
}

void loop_free(struct loop *l)
{
	if (!l)
		return;
	watches_sweep(l, true);
	if (l->signals >= 0)
		(void)close(l->signals);
	(void)close(l->epoll);
	free(l);
}

static uint32_t to_epoll(unsigned events)
{
	return (events & LOOP_READ ? (uint32_t)EPOLLIN : 0) | (events & LOOP_WRITE ? (uint32_t)EPOLLOUT : 0);
}

int loop_watch(struct watch **out, struct loop *l, int fd, unsigned events, loop_fd_fn *fn, void *me)
{
	struct watch *w = calloc(1, sizeof *w);
	struct epoll_event ev = {.events = to_epoll(events), .data.ptr = w};

	if (!w)
		return err_new(ENOMEM, "no memory for a watch");
	*w = (struct watch){.loop = l, .next = l->watches, .fn = fn, .me = me, .fd = fd};
	if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, fd, &ev) < 0) {
		int e = errno;

		free(w);
		return err_new(e, "descriptor %d can not be watched: %s", fd, strerror(e));
	}
	l->watches = w;
	*out = w;
	return 0;
}

int watch_set(struct watch *w, unsigned events)
{
	struct epoll_event ev = {.events = to_epoll(events), .data.ptr = w};

	if (epoll_ctl(w->loop->epoll, EPOLL_CTL_MOD, w->fd, &ev) < 0)
		return err_new(errno, "descriptor %d can not be watched: %s", w->fd, strerror(errno));
	return 0;
}

void watch_end(struct watch *w)
{
	if (!w || w->ended)
		return;
	(void)epoll_ctl(w->loop->epoll, EPOLL_CTL_DEL, w->fd, NULL);
	w->ended = true;
}

int loop_after(struct loop *l, int64_t after_ms, loop_fn *fn, void *me)
{
	for (int i = 0; i < TIMERS_MAX; i++) {
		struct timer *t = &l->timers[i];

		if (t->id)
			continue;
		*t = (struct timer){(int)(l->timers_made % INT32_MAX) + 1, l->timers_made,
		        clock_mono_ms(l->clock) + after_ms, fn, me};
		l->timers_made++;
		return t->id;
	}
	return err_new(EAGAIN, "all %d timers are in use", TIMERS_MAX);
}

void loop_cancel(struct loop *l, int id)
{
	for (int i = 0; i < TIMERS_MAX; i++)
		if (id && l->timers[i].id == id)
			l->timers[i].id = 0;
}

void loop_before_wait(struct loop *l, bool (*fn)(void *me), void *me)
{
	assert(l->n_before < BEFORE_MAX);
	l->before[l->n_before].fn = fn;
	l->before[l->n_before++].me = me;
}

static int on_signal(void *me, unsigned events)
{
	struct loop *l = me;
	struct signalfd_siginfo info;

	(void)events;
	if (read(l->signals, &info, sizeof info) != (ssize_t)sizeof info)
		return 0;
	return l->signal_fn(l->signal_me, (int)info.ssi_signo);
}

int loop_signals(struct loop *l, const int *signals, int n, loop_signal_fn *fn, void *me)
{
	struct watch *w;
	sigset_t set;

	assert(l->signals < 0);
	sigemptyset(&set);
	for (int i = 0; i < n; i++)
		sigaddset(&set, signals[i]);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return err_new(errno, "signals can not be held: %s", strerror(errno));
	l->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (l->signals < 0)
		return err_new(errno, "signals can not be read: %s", strerror(errno));
	l->signal_fn = fn;
	l->signal_me = me;
	return err_up(loop_watch(&w, l, l->signals, LOOP_READ, on_signal, l));
}

static struct timer *timer_first(struct loop *l)
{
	struct timer *first = NULL;

	for (int i = 0; i < TIMERS_MAX; i++) {
		struct timer *t = &l->timers[i];

		/* Of two that are due together, the older goes first. */
		if (t->id &&
		        (!first || t->at_ms < first->at_ms || (t->at_ms == first->at_ms && t->order < first->order)))
			first = t;
	}
	return first;
}

static int timers_fire(struct loop *l)
{
	uint64_t newest = l->timers_made;

	for (;;) {
		struct timer *t = timer_first(l), due;

		/* Timers made by these callbacks wait for the next round. */
		if (!t || t->at_ms > clock_mono_ms(l->clock) || t->order >= newest)
			return 0;
		due = *t;
		t->id = 0;
		int e = due.fn(due.me);
		if (e)
			return err_up(e);
	}
}

/* How long to sleep, in milliseconds; -1 = until something happens. */
static int wait_length(struct loop *l, int64_t most_ms)
{
	const struct timer *t;
	int64_t ms = most_ms;

	for (int i = 0; i < l->n_before; i++)
		if (l->before[i].fn(l->before[i].me))
			return 0;
	t = timer_first(l);
	if (t) {
		int64_t left = t->at_ms - clock_mono_ms(l->clock);

		if (left <= 0)
			return 0;
		if (!l->clock->manual && (ms < 0 || left < ms))
			ms = left;
	}
	return ms > 3600 * 1000 ? 3600 * 1000 : (int)ms;
}

static unsigned from_epoll(uint32_t e)
{
	return (e & EPOLLIN ? LOOP_READ : 0) | (e & EPOLLOUT ? LOOP_WRITE : 0) |
	       (e & (EPOLLHUP | EPOLLERR) ? LOOP_HANGUP : 0);
}

int loop_step(struct loop *l, int64_t most_ms)
{
	struct epoll_event events[EVENTS_AT_ONCE];
	int wait_ms = wait_length(l, most_ms), n, e = 0;

	n = epoll_wait(l->epoll, events, EVENTS_AT_ONCE, wait_ms);
	if (n < 0 && errno != EINTR)
		return err_new(errno, "waiting failed: %s", strerror(errno));
	if (wait_ms != 0)
		l->wakeups++;
	for (int i = 0; i < n && e == 0; i++) {
		struct watch *w = events[i].data.ptr;

		if (!w->ended)
			e = w->fn(w->me, from_epoll(events[i].events));
	}
	if (e == 0)
		e = timers_fire(l);
	watches_sweep(l, false);
	return err_up(e);
}

int loop_run(struct loop *l)
{
	l->stopped = false;
	while (!l->stopped) {
		int e = loop_step(l, -1);

		if (e)
			return err_up(e);
	}
	return 0;
}

int loop_fire_due(struct loop *l)
{
	return err_up(timers_fire(l));
}

void loop_stop(struct loop *l)
{
	l->stopped = true;
}

uint64_t loop_wakeups(const struct loop *l)
{
	return l->wakeups;
}
