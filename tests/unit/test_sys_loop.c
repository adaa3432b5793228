/* Timers, idling and running of the event loop. */
#include <errno.h>

#include "sys_loop_kit.h"

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

TEST(idle, a_timer_of_a_held_clock_wakes_nobody)
{
	struct bench b;
	setup(&b);
	struct thing a = thing(&b, 'a');
	CHECK(loop_after(b.loop, 5, happen, &a) > 0);
	int64_t start = clock_measure_us();
	CHECK_OK(loop_step(b.loop, 60));
	CHECK(clock_measure_us() - start >= 59000);
	CHECK_INT(loop_wakeups(b.loop), 1);
	CHECK_OK(loop_step(b.loop, 0)); /* a look is no wake-up */
	CHECK_INT(loop_wakeups(b.loop), 1);
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
	struct thing *t = me;
	loop_stop(t->b->loop);
	return happen(me);
}

TEST(run, ends_when_it_is_stopped_and_can_run_again)
{
	struct bench b;
	setup(&b);
	struct thing t = thing(&b, 's');
	for (int i = 0; i < 2; i++) {
		CHECK(loop_after(b.loop, 0, stop, &t) > 0);
		CHECK_OK(loop_run(b.loop));
	}
	CHECK_TEXT(b.order, "ss");
	loop_free(b.loop);
}
