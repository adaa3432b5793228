#pragma once

/*
 * hub_sticks - a running hub reads sticks that somebody plugs in
 *
 * A folder is looked at every few seconds (where the office's machine mounts
 * its stick, or where a clerk copies one). When what lies there changed, its
 * batches go through the hub's own queue, and receipts are laid beside them.
 */
#include "sync/hub_writer.h"
#include "sys/clock.h"

struct hub_sticks;

/* All borrowed until hub_sticks_stop(). */
struct hub_sticks_world {
	const char *dir, *store; /* the folder; the hub's store, opened again for reading */
	struct hub_writer *writer;
	const struct clock *clock;
	const struct log *log;
	void (*say)(void *me, const char *sentence); /* on the reader's own thread */
	void *me;
};
NODISCARD int hub_sticks_start(struct hub_sticks **out, const struct hub_sticks_world *world);
/* Before the writer stops. NULL is fine. */
void hub_sticks_stop(struct hub_sticks *s);
