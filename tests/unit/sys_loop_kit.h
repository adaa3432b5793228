#pragma once

/*
 * sys_loop_kit - things that happen in an event loop, and in which order, for tests
 */
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

struct pipe_thing {
	struct thing t;
	int write_end;
};

void setup(struct bench *b); /* a loop whose clock is moved by hand */
struct thing thing(struct bench *b, char letter);
/* A callback for timers: notes the letter, cancels a timer, sets itself again, fails: as the thing says. */
int happen(void *me);
int happen_fd(void *me, unsigned events);
void watch_pipe(struct pipe_thing *p, struct bench *b, char letter);
void poke(const struct pipe_thing *p);
