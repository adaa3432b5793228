#pragma once

/* drivers_keys_kit - a keypad and a badge reader on twins, with time by hand; the log is kept */
#include "drivers/badge_inside.h"
#include "drivers/evdev_twin.h"
#include "drivers/keypad_inside.h"
#include "harness.h"

enum { HEARD_MAX = 400 };

struct keys_bench {
	struct clock clock;
	struct loop *loop;
	struct log log;
	struct keypad *keypad;
	struct badge *badge;
	enum keypad_key pressed[HEARD_MAX];
	int n_pressed;
	char tokens[40][BADGE_TOKEN_MAX + 1]; /* told, "" = away; "again:..." of a reader that reads once */
	int n_tokens, changes, again;
	bool leaves; /* what on_again answers */
	int trouble; /* what callbacks answer */
	int64_t us; /* the device's own time */
};

void keys_setup(struct keys_bench *b);
void keys_close(struct keys_bench *b);
void keys_open_keypad(struct keys_bench *b, const char *uri, const char *keys, int64_t double_ms, int64_t stuck_ms);
void keys_open_badge(struct keys_bench *b, const char *uri);
void keys_pass(struct keys_bench *b, int64_t ms); /* time by hand, and what can be done by now */
void keys_turn(struct keys_bench *b);
int keys_said(const struct keys_bench *b, const char *text); /* how often the log says this */

/* A twin of a keyboard: all keys; state may be NULL. */
void keys_plug(struct evdev *d, const struct evdev_state *state);
/* One event and its report; value 1 down, 0 up, 2 the kernel's repeat. */
void keys_send(struct keys_bench *b, struct evdev *d, int code, int value);
/* Down and up, ms apart from the one before. */
void keys_tap(struct keys_bench *b, struct evdev *d, int code, int ms);
/* "04A1" and Enter as a reader types it. */
void keys_type(struct keys_bench *b, struct evdev *d, const char *text, int ms);
int keys_code_of(char c);
