#include "sys_loop_kit.h"

#include <fcntl.h>
#include <unistd.h>

void setup(struct bench *b)
{
	*b = (struct bench){0};
	clock_manual(&b->clock, 0);
	CHECK_OK(loop_new(&b->loop, &b->clock));
}

int happen(void *me)
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

int happen_fd(void *me, unsigned events)
{
	struct thing *t = me;
	char byte;
	t->events |= events;
	if ((events & LOOP_READ) && read(t->fd, &byte, 1) < 0)
		test_fail(__FILE__, __LINE__, "nothing to read");
	watch_end(t->ends);
	return happen(me);
}

struct thing thing(struct bench *b, char letter)
{
	return (struct thing){.b = b, .letter = letter};
}

void watch_pipe(struct pipe_thing *p, struct bench *b, char letter)
{
	int ends[2];
	CHECK_INT(pipe2(ends, O_CLOEXEC), 0);
	p->t = thing(b, letter);
	p->t.fd = ends[0];
	p->write_end = ends[1];
	CHECK_OK(loop_watch(&p->t.watch, b->loop, ends[0], LOOP_READ, happen_fd, &p->t));
}

void poke(const struct pipe_thing *p)
{
	CHECK_INT(write(p->write_end, "x", 1), 1);
}
