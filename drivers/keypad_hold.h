#pragma once

/*
 * keypad_hold - which key is held, and since when: decides which presses count. Pure.
 *
 * at_ms is the device's own time of an event, now_ms the kiosk's: presses that were read late together are no double
 * strikes. Two codes may mean one key: it is up when all are up. Strikes of a trembling hand do not push the end of
 * double_ms before them: a press counts at most every double_ms.
 */
#include <stdbool.h>
#include <stdint.h>
#include "drivers/keypad.h"

enum keypad_act { KEYPAD_COUNTS, KEYPAD_HELD, KEYPAD_DOUBLED, KEYPAD_STUCK };

struct keypad_hold {
	int64_t double_ms, stuck_ms; /* 0 = off */
	int64_t down_ms[KEYPAD_KEYS]; /* the kiosk's */
	int64_t counted_ms[KEYPAD_KEYS]; /* the device's, of the latest press that counted */
	int held[KEYPAD_KEYS]; /* how many codes of that key are down */
	bool stuck[KEYPAD_KEYS], ever[KEYPAD_KEYS];
};

enum keypad_act keypad_hold_down(struct keypad_hold *h, enum keypad_key key, int64_t at_ms, int64_t now_ms);
/* It is down, and nobody saw it go down: that is no press. */
void keypad_hold_found(struct keypad_hold *h, enum keypad_key key, int64_t now_ms);
/* True: it was stuck and came loose. */
bool keypad_hold_up(struct keypad_hold *h, enum keypad_key key);
/* Marks what is held too long; true when something new is stuck. *next_ms: in how long to look again, -1 never. */
bool keypad_hold_look(struct keypad_hold *h, int64_t now_ms, int64_t *next_ms);
void keypad_hold_clear(struct keypad_hold *h); /* the device went: nothing is held */
