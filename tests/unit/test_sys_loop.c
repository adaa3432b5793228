#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "sys/loop.h"

struct bench {
	struct clock clock;
	struct loop *loop;
	char order[64]; /* letters in the order in which things happened */
	int n;
};

struct thing {
	struct bench *b;
	char letter;
	int result;
	struct watch *watch, *ends; /* own watch; one to end when called */
	int cancels, again;
	unsigned events;
	int fd;
};

static void setup(struct bench *b)
{
	*b = (struct bench){0};
	clock_manual(&b->clock, 0);
	CHECK_OK(loop_new(&b->loop, &b->clock));
}

static int happen(void *me)
{
	struct thing *t = me;
	CHECK(t->b->n < 63);
	t->b->order[t->b->n++] = t->letter;
	if (t->cancels)
		loop_cancel(t->b->loop, t->cancels);
	if (t->again > 0) {
		t->again--;
		CHECK(loop_after(t->b->loop, 0, happen, t) > 0);
	}
	return t->result ? err_new(t->result, "told to fail") : 0;
}

static int happen_fd(void *me, unsigned events)
{
	struct thing *t = me;
	char byte;
	t->events |= events;
	if ((events & LOOP_READ) && read(t->fd, &byte, 1) < 0)
		test_fail(__FILE__, __LINE__, "nothing to read");
	watch_end(t->ends);
	return happen(me);
}

static struct thing thing(struct bench *b, char letter)
{
	return (struct thing){.b = b, .letter = letter};
}

/* ---- timers ---------------------------------------------------------------------------------- */

TEST(timer, fires_when_the_manual_clock_is_moved_and_not_before)
{
	struct bench b;
	setup(&b);
	struct thing a = thing(&b, 'a');
	CHECK(loop_after(b.loop, 100, happen, &a) > 0);
	CHECK_OK(loop_step(b.loop, 5));
	clock_advance(&b.clock, 99);
	CHECK_OK(loop_step(b.loop, 5));
	CHECK_TEXT(b.order, "");
	clock_advance(&b.clock, 1);
	CHECK_OK(loop_step(b.loop, -1)); /* due now: does not wait */
	CHECK_TEXT(b.order, "a");
	clock_advance(&b.clock, 1000);
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "a");
	loop_free(b.loop);
}

TEST(timer, follow_the_real_clock_too)
{
	struct clock real;
	struct bench b;
	setup(&b);
	loop_free(b.loop);
	clock_real(&real);
	CHECK_OK(loop_new(&b.loop, &real));
	struct thing a = thing(&b, 'a');
	int64_t start = clock_measure_us();
	CHECK(loop_after(b.loop, 30, happen, &a) > 0);
	while (b.n == 0)
		CHECK_OK(loop_step(b.loop, 1000));
	int64_t took = clock_measure_us() - start;
	CHECK(took >= 29000 && took < 900000);
	CHECK(loop_wakeups(b.loop) <= 3);
	loop_free(b.loop);
}

TEST(timer, fire_in_order_of_time_and_then_of_age)
{
	struct bench b;
	setup(&b);
	struct thing t[] = {thing(&b, 'a'), thing(&b, 'b'), thing(&b, 'c'), thing(&b, 'd')};
	CHECK(loop_after(b.loop, 50, happen, &t[2]) > 0);
	CHECK(loop_after(b.loop, 10, happen, &t[0]) > 0);
	CHECK(loop_after(b.loop, 50, happen, &t[3]) > 0);
	CHECK(loop_after(b.loop, 10, happen, &t[1]) > 0);
	clock_advance(&b.clock, 60);
	CHECK_OK(loop_fire_due(b.loop));
	CHECK_TEXT(b.order, "abcd");
	loop_free(b.loop);
}

TEST(timer, a_cancelled_one_never_fires_also_when_cancelled_by_one_before_it)
{
	struct bench b;
	setup(&b);
	struct thing a = thing(&b, 'a'), c = thing(&b, 'c');
	int gone = loop_after(b.loop, 5, happen, &c);
	loop_cancel(b.loop, gone);
	CHECK(loop_after(b.loop, 5, happen, &a) > 0);
	a.cancels = loop_after(b.loop, 6, happen, &c);
	clock_advance(&b.clock, 10);
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "a");
	loop_cancel(b.loop, 0);
	loop_cancel(b.loop, gone);
	loop_cancel(b.loop, 12345);
	loop_free(b.loop);
}

TEST(timer, an_old_id_does_not_cancel_a_new_timer)
{
	struct bench b;
	setup(&b);
	struct thing a = thing(&b, 'a');
	int old = loop_after(b.loop, 1, happen, &a);
	clock_advance(&b.clock, 1);
	CHECK_OK(loop_step(b.loop, 0));
	CHECK(loop_after(b.loop, 1, happen, &a) != old);
	loop_cancel(b.loop, old);
	clock_advance(&b.clock, 1);
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "aa");
	loop_free(b.loop);
}

TEST(timer, one_that_sets_itself_again_waits_for_the_next_round)
{
	struct bench b;
	setup(&b);
	struct thing a = thing(&b, 'a');
	a.again = 3;
	CHECK(loop_after(b.loop, 0, happen, &a) > 0);
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "a");
	CHECK_OK(loop_step(b.loop, -1));
	CHECK_OK(loop_step(b.loop, -1));
	CHECK_TEXT(b.order, "aaa");
	loop_free(b.loop);
}

TEST(timer, there_are_64)
{
	struct bench b;
	int id = 0;
	setup(&b);
	struct thing a = thing(&b, 'a');
	for (int i = 0; i < 64; i++)
		CHECK((id = loop_after(b.loop, 1, happen, &a)) > 0);
	CHECK_INT(loop_after(b.loop, 1, happen, &a), -EAGAIN);
	CHECK_TEXT(err_why(), "all 64 timers are in use");
	loop_cancel(b.loop, id);
	CHECK(loop_after(b.loop, 1, happen, &a) > 0);
	loop_free(b.loop);
}

TEST(timer, one_that_fails_ends_the_run_with_its_sentence_and_keeps_the_others)
{
	struct bench b;
	setup(&b);
	struct thing a = thing(&b, 'a'), c = thing(&b, 'c');
	a.result = EPIPE;
	CHECK(loop_after(b.loop, 1, happen, &a) > 0);
	CHECK(loop_after(b.loop, 1, happen, &c) > 0);
	clock_advance(&b.clock, 1);
	CHECK_INT(loop_run(b.loop), -EPIPE);
	CHECK_TEXT(err_why(), "told to fail");
	CHECK_TEXT(b.order, "a");
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "ac");
	loop_free(b.loop);
}

/* ---- descriptors ------------------------------------------------------------------------------- */

struct pipe_thing {
	struct thing t;
	int write_end;
};

static void watch_pipe(struct pipe_thing *p, struct bench *b, char letter)
{
	int ends[2];
	CHECK_INT(pipe2(ends, O_CLOEXEC), 0);
	p->t = thing(b, letter);
	p->t.fd = ends[0];
	p->write_end = ends[1];
	CHECK_OK(loop_watch(&p->t.watch, b->loop, ends[0], LOOP_READ, happen_fd, &p->t));
}

static void poke(const struct pipe_thing *p)
{
	CHECK_INT(write(p->write_end, "x", 1), 1);
}

TEST(watch, calls_as_long_as_there_is_something_to_read)
{
	struct bench b;
	struct pipe_thing p;
	setup(&b);
	watch_pipe(&p, &b, 'p');
	CHECK_OK(loop_step(b.loop, 0));
	poke(&p);
	poke(&p);
	CHECK_OK(loop_step(b.loop, -1));
	CHECK_OK(loop_step(b.loop, -1));
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "pp");
	CHECK_INT(p.t.events, LOOP_READ);
	watch_end(p.t.watch);
	poke(&p);
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "pp");
	watch_end(NULL);
	loop_free(b.loop);
}

TEST(watch, tells_that_the_other_end_is_gone)
{
	struct bench b;
	struct pipe_thing p;
	setup(&b);
	watch_pipe(&p, &b, 'p');
	CHECK_INT(close(p.write_end), 0);
	CHECK_OK(loop_step(b.loop, 100));
	CHECK(p.t.events & LOOP_HANGUP);
	loop_free(b.loop);
}

TEST(watch, can_change_what_it_waits_for)
{
	struct bench b;
	setup(&b);
	struct thing t = thing(&b, 'w');
	int ends[2];
	CHECK_INT(pipe2(ends, O_CLOEXEC), 0);
	CHECK_OK(loop_watch(&t.watch, b.loop, ends[1], 0, happen_fd, &t));
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "");
	CHECK_OK(watch_set(t.watch, LOOP_WRITE));
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "w");
	CHECK_INT(t.events, LOOP_WRITE);
	CHECK_OK(watch_set(t.watch, 0));
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "w");
	loop_free(b.loop);
}

TEST(watch, can_end_itself_and_others_in_the_same_round)
{
	struct bench b;
	struct pipe_thing p[2];
	setup(&b);
	watch_pipe(&p[0], &b, 'a');
	watch_pipe(&p[1], &b, 'b');
	p[0].t.ends = p[1].t.watch; /* whichever comes first ends the other */
	p[1].t.ends = p[0].t.watch;
	poke(&p[0]);
	poke(&p[1]);
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_INT(b.n, 1);
	struct pipe_thing own;
	watch_pipe(&own, &b, 'o');
	own.t.ends = own.t.watch;
	poke(&own);
	poke(&own);
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_INT(b.n, 2);
	loop_free(b.loop);
}

TEST(watch, many_are_all_served)
{
	struct bench b;
	static struct pipe_thing p[60];
	setup(&b);
	for (int i = 0; i < 60; i++) {
		watch_pipe(&p[i], &b, 'x');
		poke(&p[i]);
	}
	for (int i = 0; i < 4; i++)
		CHECK_OK(loop_step(b.loop, 0));
	CHECK_INT(b.n, 60);
	loop_free(b.loop);
}

TEST(watch, of_what_can_not_be_watched_is_a_surprise)
{
	struct bench b;
	struct watch *w;
	setup(&b);
	CHECK_INT(loop_watch(&w, b.loop, 999, LOOP_READ, happen_fd, NULL), -EBADF);
	CHECK_HAS(err_why(), "descriptor 999 can not be watched");
	loop_free(b.loop);
	loop_free(NULL);
}

TEST(watch, one_that_fails_ends_the_run)
{
	struct bench b;
	struct pipe_thing p;
	setup(&b);
	watch_pipe(&p, &b, 'p');
	p.t.result = EIO;
	poke(&p);
	CHECK_INT(loop_run(b.loop), -EIO);
	CHECK_TEXT(err_why(), "told to fail");
	loop_free(b.loop);
}

/* ---- idling ------------------------------------------------------------------------------------- */

TEST(idle, makes_no_wakeups)
{
	struct clock real;
	struct bench b;
	struct pipe_thing p;
	setup(&b);
	loop_free(b.loop);
	clock_real(&real);
	CHECK_OK(loop_new(&b.loop, &real));
	watch_pipe(&p, &b, 'p');
	CHECK(loop_after(b.loop, 60000, happen, &p.t) > 0);
	uint64_t before = loop_wakeups(b.loop);
	int64_t start = clock_measure_us();
	CHECK_OK(loop_step(b.loop, 100));
	CHECK(clock_measure_us() - start >= 99000);
	CHECK_INT(loop_wakeups(b.loop) - before, 1); /* the end of that one wait */
	loop_free(b.loop);
}

static bool is_more(void *me)
{
	int *left = me;
	return (*left)-- > 0;
}

TEST(idle, work_that_is_left_keeps_it_from_waiting)
{
	struct bench b;
	int left = 3;
	setup(&b);
	loop_before_wait(b.loop, is_more, &left);
	int64_t start = clock_measure_us();
	for (int i = 0; i < 3; i++)
		CHECK_OK(loop_step(b.loop, 5000));
	CHECK(clock_measure_us() - start < 4000000);
	CHECK_OK(loop_step(b.loop, 1));
	CHECK_INT(left, -1);
	loop_free(b.loop);
}

static int stop(void *me)
{
	loop_stop(me);
	return 0;
}

TEST(run, ends_when_it_is_stopped_and_can_run_again)
{
	struct bench b;
	setup(&b);
	for (int i = 0; i < 2; i++) {
		CHECK(loop_after(b.loop, 0, stop, b.loop) > 0);
		CHECK_OK(loop_run(b.loop));
	}
	loop_free(b.loop);
}

/* ---- signals ------------------------------------------------------------------------------------- */

static int on_signal(void *me, int signal)
{
	struct thing *t = me;
	t->events = (unsigned)signal;
	return happen(me);
}

TEST(signals, arrive_as_calls)
{
	struct bench b;
	const int wanted[] = {SIGTERM, SIGUSR1};
	setup(&b);
	struct thing t = thing(&b, 's');
	CHECK_OK(loop_signals(b.loop, wanted, 2, on_signal, &t));
	CHECK_INT(kill(getpid(), SIGTERM), 0);
	CHECK_OK(loop_step(b.loop, 1000));
	CHECK_INT(t.events, SIGTERM);
	CHECK_INT(raise(SIGUSR1), 0);
	CHECK_OK(loop_step(b.loop, 1000));
	CHECK_INT(t.events, SIGUSR1);
	CHECK_TEXT(b.order, "ss");
	CHECK_OK(loop_step(b.loop, 0));
	CHECK_TEXT(b.order, "ss");
	loop_free(b.loop);
}

TEST(signals, two_at_once_are_both_told)
{
	struct bench b;
	const int wanted[] = {SIGTERM, SIGUSR1};
	setup(&b);
	struct thing t = thing(&b, 's');
	CHECK_OK(loop_signals(b.loop, wanted, 2, on_signal, &t));
	CHECK_INT(raise(SIGTERM) | raise(SIGUSR1), 0);
	CHECK_OK(loop_step(b.loop, 100));
	CHECK_OK(loop_step(b.loop, 100));
	CHECK_TEXT(b.order, "ss");
	loop_free(b.loop);
}

TEST(signals, a_failing_answer_ends_the_run)
{
	struct bench b;
	const int wanted[] = {SIGUSR2};
	setup(&b);
	struct thing t = thing(&b, 's');
	t.result = EINTR;
	CHECK_OK(loop_signals(b.loop, wanted, 1, on_signal, &t));
	CHECK_INT(raise(SIGUSR2), 0);
	CHECK_INT(loop_run(b.loop), -EINTR);
	loop_free(b.loop);
}
