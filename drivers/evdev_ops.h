#pragma once

/*
 * evdev_ops - what one kind of input device must be able to do
 *
 * One const table per kind, at the end of evdev_KIND.c, listed in evdev.c. Retry, back-off, watching, turns and
 * SYN_DROPPED live once, in evdev.c. No call here may block.
 */
#include "drivers/evdev.h"

/* First member of each kind's own struct. */
struct evdev {
	const struct evdev_ops *ops;
	struct evdev_setup setup;
	const char *where; /* the URI behind "scheme:" */
	struct evdev_info info; /* open() fills it */
	char *uri; /* own copy */
	bool here, held_gone, losing, told_absent, soon;
	int timer, wait_ms, due_timer;
	struct watch *watch;
	/* While a real device is absent (evdev_news.c). */
	bool hears_news;
	int news;
	struct watch *news_watch;
};

/* Answers of read(). */
enum { EVDEV_END = 1 }; /* the stream ended: nothing is held any more */

struct evdev_ops {
	const char *scheme, *shape; /* "fifo", "fifo:PATH" */
	size_t size; /* zeroed bytes that the front allocates; begins with struct evdev */
	bool real; /* no event can be told to it */
	/* Is `where` well formed? Touches nothing outside. */
	NODISCARD int (*check)(const char *where);
	/* Fills d->info. A surprise: not there now; leaves nothing behind. */
	NODISCARD int (*open)(struct evdev *d);
	void (*close)(struct evdev *d); /* once per open() that gave 0 */
	/* Once, when evdev_close() ends it. NULL: nothing to do. */
	void (*fini)(struct evdev *d);
	/* The descriptor to watch, or -1. Fixed between open() and close(). */
	int (*fd)(const struct evdev *d);
	/* Up to room events that may be had now; *n 0: none. EVDEV_END also with *n > 0. A surprise: it is gone. */
	NODISCARD int (*read)(size_t *n, struct evdev *d, struct evdev_event *out, size_t room);
	/* The clock's moment at which the latest event of read() counts. NULL: now. */
	int64_t (*at_ms)(const struct evdev *d);
	/* When read() gives something, in ms from now; -1 never. For kinds without a descriptor; NULL else. */
	int64_t (*due_in_ms)(const struct evdev *d);
	/* NULL: it can not tell. */
	NODISCARD int (*state)(struct evdev_state *out, struct evdev *d);
};

/* For kinds without a descriptor: there is something to read now. */
NODISCARD int evdev_ready(struct evdev *d);
/* For twins: the device may be there now. */
NODISCARD int evdev_come(struct evdev *d);
/* News of the folder where it would lie: no longer back-off than EVDEV_NEWS_MS. Nothing for one that is here. */
NODISCARD int evdev_look_soon(struct evdev *d);
void evdev_news_open(struct evdev *d); /* may be called again; without it the back-off alone counts */
void evdev_news_close(struct evdev *d); /* as often as you like */

extern const struct evdev_ops evdev_node, evdev_replay, evdev_fifo, evdev_twin;
