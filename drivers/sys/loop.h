#pragma once

/*
 * loop - waits for descriptors, moments and signals, and calls back
 *
 * One thread, no busy waiting: a loop with nothing to do makes no wake-ups.
 * Timers follow the clock given: with a manual clock they fire only when a test
 * moves it. A callback may add and remove anything, itself included. A negative
 * result of a callback ends loop_run() with that surprise.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/clock.h"
#include "sys/err.h"

struct loop;
struct watch; /* a descriptor under watch */

enum { LOOP_READ = 1, LOOP_WRITE = 2, LOOP_HANGUP = 4 };

typedef int loop_fd_fn(void *me, unsigned events);
typedef int loop_fn(void *me);
typedef int loop_signal_fn(void *me, int signal);

NODISCARD int loop_new(struct loop **out, const struct clock *clock); /* clock borrowed */
void loop_free(struct loop *l); /* drops watches and timers; descriptors stay the caller's */

NODISCARD int loop_watch(struct watch **out, struct loop *l, int fd, unsigned events, loop_fd_fn *fn, void *me);
NODISCARD int watch_set(struct watch *w, unsigned events);
void watch_end(struct watch *w); /* NULL is fine */

/* Once, after_ms from now. Gives an id > 0, or a surprise. */
NODISCARD int loop_after(struct loop *l, int64_t after_ms, loop_fn *fn, void *me);
void loop_cancel(struct loop *l, int id); /* 0, gone or fired: fine */

/* Called before each wait; true = there is more to do now, do not wait. */
void loop_before_wait(struct loop *l, bool (*fn)(void *me), void *me);
/* These signals arrive as callbacks from now on (blocked for the whole process, children are unblocked by proc). */
NODISCARD int loop_signals(struct loop *l, const int *signals, int n, loop_signal_fn *fn, void *me);

NODISCARD int loop_run(struct loop *l); /* until loop_stop() or a surprise */
NODISCARD int loop_step(struct loop *l, int64_t most_ms); /* one wait of at most that long (real time), -1 = no limit */
/* Fires what is due now: for a test door that has just moved a manual clock. */
NODISCARD int loop_fire_due(struct loop *l);
void loop_stop(struct loop *l);
uint64_t loop_wakeups(const struct loop *l); /* how often the wait ended, ever */
