#pragma once

/*
 * session - a shift of one officer: badge, PIN, work, card away
 *
 * A state machine without a clock or reader of its own: the app tells it what happened and what
 * time it is (now_ms: the clock's mono), and looks at shift_state() afterwards.
 *
 *   AWAY -badge-> PIN_WANTED | WAIT | BLOCKED | UNKNOWN | ENROL      PIN_WANTED -PIN-> OPEN | MUST_CHANGE | WAIT ...
 *   OPEN -quiet-> WARN -quiet-> LOCKED      any -card away-> LOCKED (from OPEN, WARN) or AWAY
 *   LOCKED -same badge-> PIN_WANTED -PIN-> OPEN, shift_is_resumed(): the work on screen may go on
 *   LOCKED -lock_ms, or another badge-> the work is gone (shift_work_is_gone())
 *
 * Taking the card away locks at once: the desk key is wiped in that call, and the PIN is asked again.
 * Everything lies in locked memory and is wiped by shift_free() and whenever a session ends.
 *
 * One reader, two badges: an administrator who gives a badge takes his own away for it. shift_swap() allows that for
 * a minute; the next badge does not log in but waits in shift_new_badge() for the order (staff_issue ...).
 */
#include "staff/staff_prove.h"

enum shift_state {
	SHIFT_AWAY, /* no card */
	SHIFT_UNKNOWN, /* a badge that is not in the register, or lost, or of someone gone */
	SHIFT_ENROL, /* a badge, and the register is empty: may become the first administrator */
	SHIFT_REFUSED, /* the register is not sound: staff_why() */
	SHIFT_PIN_WANTED,
	SHIFT_WAIT, /* wrong PINs: until shift_until_ms() */
	SHIFT_BLOCKED, /* an administrator must give a new PIN */
	SHIFT_MUST_CHANGE, /* proved with a PIN that was given out: choose one first */
	SHIFT_OPEN,
	SHIFT_WARN, /* about to lock: at shift_until_ms() */
	SHIFT_LOCKED, /* resumable by the same badge and PIN until shift_until_ms() */
	SHIFT_SWAP, /* waits for another badge until shift_until_ms() */
	SHIFT_SWAPPED, /* that badge is there: shift_new_badge() */
};

struct shift_times {
	int64_t lock_ms; /* staff.lock_s; 0: 300 s */
	int64_t warn_ms; /* before it locks; 0: 30 s */
	int64_t most_ms; /* of a whole session; 0: 12 h */
	int64_t swap_ms; /* 0: 60 s */
};

struct shift;
NODISCARD int shift_new(
        struct shift **out, struct staff *staff, const struct shift_times *times); /* times NULL: presets */
void shift_free(struct shift *s); /* NULL is fine */

/* token "": the card was taken away. A reader's token is text without NUL, at most BADGE_MAX bytes; longer is no badge. */
enum shift_state shift_badge(struct shift *s, const char *token, int64_t now_ms);
/* In PIN_WANTED. Takes up to half a second (Argon2id): show "a moment" first. Wrong: PIN_WANTED or WAIT again, shift_was_wrong(). */
enum shift_state shift_pin(struct shift *s, const char *digits, int64_t now_ms);
/* In MUST_CHANGE (and in OPEN, of one's own will). 0 and OPEN, or STAFF_PIN_BAD, STAFF_PIN_SAME, STAFF_REFUSED. */
NODISCARD int shift_choose_pin(struct shift *s, const char *digits, int64_t now_ms);
/* Open, and its officer proves it once more before something grave: 0, STAFF_WRONG_PIN, STAFF_WAIT and others of staff_prove(). */
NODISCARD int shift_confirm(struct shift *s, const char *digits);
/* Somebody did something: the quiet time begins anew. In LOCKED with the card still there: PIN_WANTED. */
enum shift_state shift_touch(struct shift *s, int64_t now_ms);
enum shift_state shift_tick(struct shift *s, int64_t now_ms);
int64_t shift_next_ms(const struct shift *s); /* when a tick is due; -1: never */
/* Ends it ("klaar"); with the card still there it is LOCKED without work. */
void shift_end(struct shift *s, int64_t now_ms);

enum shift_state shift_state(const struct shift *s);
int64_t shift_until_ms(const struct shift *s);
bool shift_was_wrong(const struct shift *s); /* the latest PIN */
bool shift_is_resumed(const struct shift *s); /* OPEN again after LOCKED, by the same person */
/* True once after the work on screen lost its officer: the app wipes it and goes to the start. */
bool shift_work_is_gone(struct shift *s);
const struct staff_person *shift_who(const struct shift *s); /* while OPEN, WARN, MUST_CHANGE, SWAP(PED); else NULL */
bool shift_is_open(const struct shift *s); /* OPEN or WARN */
bool shift_may(const struct shift *s, enum role_action action, uint16_t kind); /* false unless open */
const struct key_secret *shift_desk_key(const struct shift *s); /* open, swapped, and this person has it; else NULL */

bool shift_holds_secrets(const struct shift *s); /* a badge's secret or the desk key lies in (locked) memory */

/* In OPEN; the app asks role first (ACTION_STAFF). */
enum shift_state shift_swap(struct shift *s, int64_t now_ms);
/* In SWAPPED and ENROL; "" else. Borrowed. */
const char *shift_new_badge(const struct shift *s);
/* The order is done or given up. After SWAPPED: LOCKED until the own card and PIN come back. After ENROL: PIN_WANTED. */
enum shift_state shift_swap_end(struct shift *s, int64_t now_ms);
/* by, desk_key and badge of an order, from this session. */
void shift_order(struct staff_order *out, const struct shift *s);
