#pragma once

/*
 * evdev_twin - a device of memory, that a test holds by its strings
 *
 * Open it with evdev_open("twin:"), then say what it is and what it sends. What it is told arrives at once, in the
 * caller's turn. It stands still until evdev_twin_is() described it: before that it is absent.
 */
#include "drivers/evdev.h"

/* The device is plugged in as this one; state may be NULL: it can not tell how things stand. Both are copied. */
NODISCARD int evdev_twin_is(struct evdev *d, const struct evdev_info *info, const struct evdev_state *state);
/* How things stand from now on. */
void evdev_twin_stands(struct evdev *d, const struct evdev_state *state);
NODISCARD int evdev_twin_send(struct evdev *d, const struct evdev_event *events, size_t n);
NODISCARD int evdev_twin_end(struct evdev *d); /* the stream ends */
NODISCARD int evdev_twin_pull(struct evdev *d); /* the plug is pulled: absent until evdev_twin_is() */
