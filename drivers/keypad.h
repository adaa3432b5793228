#pragma once

/*
 * keypad - the keys with which somebody who can not touch or see the screen does a whole visit
 *
 * Twelve keys, whatever the device calls them (keypad_map.h). A press counts once, when the key goes down; a held key
 * never repeats (EN 301 549, 5.7); the same key again within double_ms is a hand that trembles (5.8). A key that is held
 * longer than stuck_ms is stuck: it is told and ignored until it comes up. Keys that mean nothing are counted and go no
 * further. The device is taken for ourselves alone: no console, no chord of a keyboard hears it.
 *
 * URI: none · twin (keys come by the test door) · evdev:/dev/input/by-path/... · evdev:auto (the first device that has the
 * keys and is no full keyboard) · replay:FILE · fifo:PATH (raw struct input_event)
 *
 * A device that is not there, or goes, is looked for again and again; it is never a reason not to start.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/log.h"
#include "sys/loop.h"

struct keypad;

enum keypad_key {
	KEYPAD_NEXT,
	KEYPAD_PREV,
	KEYPAD_SELECT,
	KEYPAD_BACK,
	KEYPAD_HELP,
	KEYPAD_REPEAT, /* from here: the voice */
	KEYPAD_FASTER,
	KEYPAD_SLOWER,
	KEYPAD_LOUDER,
	KEYPAD_SOFTER,
	KEYPAD_SWITCH1, /* two switches: on, and press */
	KEYPAD_SWITCH2,
	KEYPAD_KEYS,
};

const char *keypad_key_name(enum keypad_key key); /* "next" ... as the test door says them */
bool keypad_key_of(enum keypad_key *out, const char *name);

enum device_presence { DEVICE_NONE, DEVICE_GONE, DEVICE_THERE }; /* none was ordered; ordered and away */

struct keypad_setup {
	const char *uri;
	const char *keys; /* the site's own codes: "next=106+15 back=158"; "" */
	int64_t double_ms, stuck_ms; /* 0 = off */
	struct loop *loop; /* this and the rest: borrowed until keypad_close() */
	const struct clock *clock;
	const struct log *log;
	NODISCARD int (*on_key)(void *me, enum keypad_key key);
	void (*changed)(void *me); /* gone, back, a key stuck or loose again; may be NULL */
	void *me;
};

struct keypad_status {
	enum device_presence presence;
	uint64_t pressed, unknown, doubled, dropped; /* dropped: times that the kernel lost events */
	unsigned gone; /* times it went away */
	bool stuck; /* some key is stuck now */
	enum keypad_key stuck_key; /* the first of them */
};

/* Answers. */
enum { KEYPAD_NO_EVENT = 1 }; /* this keypad knows no such event */

NODISCARD int keypad_check(const char *uri);
NODISCARD int keypad_open(struct keypad **out, const struct keypad_setup *setup); /* a surprise: URI or keys are none */
void keypad_close(struct keypad *k); /* NULL is fine */
void keypad_status(struct keypad_status *out, const struct keypad *k);

/* The test door. A press goes the way of the device's own presses, from the filter on. */
NODISCARD int keypad_press(struct keypad *k, enum keypad_key key);
NODISCARD int keypad_event(struct keypad *k, const char *event); /* "gone", "back" */
