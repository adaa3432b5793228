/* Descriptors and signals in the event loop. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "sys_loop_kit.h"

/* ---- descriptors ------------------------------------------------------------------------------- */

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
