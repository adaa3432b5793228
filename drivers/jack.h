#pragma once

/*
 * jack - are headphones plugged in?
 *
 *   evdev:PATH   the switch SW_HEADPHONE_INSERT of an event device (linux/input-event-codes.h)
 *   auto         the first event device that has this switch; looked for again when it goes
 *   always       a headset without a switch, as on a USB sound stick in a locked box
 *   twin         told by a test: jack_set()
 *   none         nobody knows: counts as not plugged in, so nothing private is spoken
 *
 * Opened once and kept; a device that is gone reads "not plugged in", is told
 * in the log, and is tried again with a back-off of 0.5 to 8 s.
 */
#include <stdbool.h>
#include "sys/log.h"
#include "sys/loop.h"

struct jack;
typedef void jack_fn(void *me, bool there);

struct jack_setup {
	const char *uri; /* copied */
	const char *input; /* folder of the event devices; NULL: /dev/input */
	struct loop *loop; /* this and the rest: borrowed until jack_close() */
	const struct log *log;
	jack_fn *changed; /* also once from inside jack_open() when something is plugged in; may be NULL */
	void *me;
};

NODISCARD int jack_check(const char *uri); /* a surprise: it is none */
/* A surprise only for a URI that is none. */
NODISCARD int jack_open(struct jack **out, const struct jack_setup *setup);
void jack_close(struct jack *j); /* NULL is fine */
bool jack_is_in(const struct jack *j);
bool jack_is_known(const struct jack *j); /* false: there is no switch to ask */
void jack_set(struct jack *j, bool in); /* twin only */
