#pragma once

/*
 * badge - the reader of an officer's card: a token while the card is there, "" when it is taken away
 *
 * The token is told once: a card that is seen again is nothing new. It is in no log and no error, and wiped as soon as it
 * is not needed. How it is known that a card went:
 *
 *     the reader says so (badge_read.h)
 *     or it repeats the card while it lies there, as was seen since it is here: silence of away_ms means away
 *     or it reads once: the same card a second time, at least BADGE_SAME_MS later, is told to on_again; badge_lapse()
 *
 * A reader that is pulled takes its card with it.
 *
 * URI: none · twin (cards come by the test door) · hid:/dev/input/by-id/... · hid:auto (readers that type like a keyboard:
 * badge_typed.h) · serial:/dev/ttyX,9600[,line|xor|lrc] (badge_frame.h) · replay:FILE · fifo:PATH (raw struct input_event)
 *
 * A keyboard-like reader is taken for ourselves alone: nothing of a card is typed into the screen. A reader that is not
 * there, or goes, is looked for again and again.
 */
#include <stdbool.h>
#include <stdint.h>
#include "drivers/keypad.h"
#include "sys/log.h"
#include "sys/loop.h"

struct badge;

enum {
	BADGE_TOKEN_MIN = 4,
	BADGE_TOKEN_MAX = 64, /* characters */
	BADGE_SAME_MS = 2000, /* a reader that reads once: within this it is the same tap */
	BADGE_REPEAT_MS = 1000, /* who reads the same card three times, each within this, repeats */
};

struct badge_setup {
	const char *uri;
	int64_t away_ms; /* silence after which a repeated card is away; > 0 */
	struct loop *loop; /* this and the rest: borrowed until badge_close() */
	const struct clock *clock;
	const struct log *log;
	/* token: upper-case hexadecimal digits; from the test door as given. "" = away. Valid during the call. */
	NODISCARD int (*on_token)(void *me, const char *token);
	/* A reader that reads once read the card that is there. BADGE_LEFT: it went by that; 0: it is still there. */
	NODISCARD int (*on_again)(void *me, const char *token);
	void (*changed)(void *me); /* gone or back; may be NULL */
	void *me;
};

struct badge_status {
	enum device_presence presence;
	bool card; /* one is there */
	uint64_t cards; /* that were told */
	uint64_t bad_sum, bad_length, bad_signs,
	        bad_pace; /* refused: checksum, length, other than hexadecimal, typed by a hand */
	uint64_t dropped; /* times that the kernel lost events */
	unsigned gone; /* times it went away */
};

/* Answers. */
enum { BADGE_NO_EVENT = 1, BADGE_LEFT }; /* this reader knows no such event; see on_again */

NODISCARD int badge_check(const char *uri);
NODISCARD int badge_open(struct badge **out, const struct badge_setup *setup); /* a surprise: the URI is none */
void badge_close(struct badge *b); /* NULL is fine */
/* Of a reader that reads once: who had the card is no longer at work, so that it counts as away. Others know better. */
NODISCARD int badge_lapse(struct badge *b);
void badge_status(struct badge_status *out, const struct badge *b);

/* The test door. A card goes the way of the device's own cards; "" takes it away. */
NODISCARD int badge_present(struct badge *b, const char *token);
NODISCARD int badge_event(struct badge *b, const char *event); /* "gone", "back" */
