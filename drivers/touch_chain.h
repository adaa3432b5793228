#pragma once

/*
 * touch_chain - all steps in their order, and fingers at the end
 *
 * Frames of contacts in, downs, moves and ups out; pure but for its clockless timers. Fingers are told by comparing
 * what stands in a frame with what was told before, so ups and downs are balanced whatever comes.
 */
#include "drivers/touch.h"
#include "drivers/touch_steps.h"

enum { TOUCH_EVENTS_MAX = 3 * TOUCH_FINGERS_MAX };

struct touch_finger {
	uint32_t number; /* 0 = nobody */
	struct touch_contact last;
};

struct touch_chain {
	struct touch_place place;
	struct touch_debounce debounce;
	struct touch_palm palm;
	struct touch_edge edge;
	struct touch_stuck stuck;
	struct touch_spike spike;
	struct touch_jitter jitter;
	struct touch_frame raw; /* the latest, to be looked at again when time passes */
	struct touch_finger fingers[TOUCH_FINGERS_MAX];
	struct touch_numbers crowded_out; /* found no finger free */
};

/* The measures of a panel of this size. Forgets everything. */
void touch_chain_init(struct touch_chain *c, float width_mm, float height_mm);
/* One finger only: a foil that wears is expected, with contacts that break off and leap. */
void touch_chain_expect_foil(struct touch_chain *c, bool foil);
/* Events into out (room for TOUCH_EVENTS_MAX); ups first. Gives their number. */
int touch_chain_frame(struct touch_chain *c, const struct touch_frame *f, struct touch_event *out);
/* The latest frame again, now: something may have fallen due. */
int touch_chain_tick(struct touch_chain *c, int64_t now_ms, struct touch_event *out);
int64_t touch_chain_due_in_ms(const struct touch_chain *c, int64_t now_ms); /* -1 never */
/* Nothing is held any more: cancelled ups. */
int touch_chain_release(struct touch_chain *c, int64_t now_ms, struct touch_event *out);
int touch_chain_fingers(const struct touch_chain *c);
