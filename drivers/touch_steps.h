#pragma once

/*
 * touch_steps - from contacts to fingers, one idea a step
 *
 * Each step looks at one frame and changes it; what it must remember is in its own struct, zeroed at the beginning
 * but for its measures. Time is the frame's. Pure; a step is its own file, touch_STEP.c. The order is that of
 * touch_chain.c: place, spike, debounce, palm, edge, stuck, jitter.
 */
#include "drivers/touch_calibration.h"
#include "drivers/touch_frame.h"

/* Raw places become millimetres on the panel; what lies beyond its edge lies on it. */
struct touch_place {
	struct touch_calibration map;
	float width_mm, height_mm;
};
void touch_place_step(const struct touch_place *me, struct touch_frame *f);

/* A contact that breaks off for less than hold_ms and comes back within near_mm never broke off (worn resistive
 * foils). Costs hold_ms at each lift; 0 lets everything through. */
struct touch_debounce {
	int hold_ms;
	float near_mm;
	int n;
	struct touch_held {
		struct touch_contact last;
		uint32_t now; /* the number under which it came back; its own when it never left */
		int64_t left_ms;
		bool left;
	} all[TOUCH_CONTACTS_MAX];
};
void touch_debounce_step(struct touch_debounce *me, struct touch_frame *f);
int64_t touch_debounce_due_in_ms(const struct touch_debounce *me, int64_t now_ms); /* -1 never */

/* A hand that rests on the glass: the panel says so, or it is longer than palm_mm, or there are more than crowd
 * contacts at once (a whole hand, water): then none of them is a finger. */
struct touch_palm {
	float palm_mm, panel_mm; /* panel_mm: the longer side */
	int crowd;
	struct touch_numbers out;
};
void touch_palm_step(struct touch_palm *me, struct touch_frame *f);

/* A contact that begins within strip_mm of the edge (a sleeve, the bezel, a hand that holds on) counts from where it
 * leaves the strip. */
struct touch_edge {
	float strip_mm, width_mm, height_mm;
	struct touch_numbers seen, waits;
};
void touch_edge_step(struct touch_edge *me, struct touch_frame *f);

/* A contact that stood still for still_ms (a drop, a dead spot, a thumb on the frame) is dropped as soon as another
 * one lives; alone it stays: somebody may need that long. What lasts for endless_ms is no finger, though it moves: water
 * that runs would keep a visit from ever timing out. */
struct touch_stuck {
	int still_ms, endless_ms;
	float still_mm; /* trembling within it is standing still */
	int n;
	struct touch_anchor {
		uint32_t number;
		float x_mm, y_mm;
		int64_t since_ms, began_ms;
	} all[TOUCH_CONTACTS_MAX];
	struct touch_numbers out;
};
void touch_stuck_step(struct touch_stuck *me, struct touch_frame *f);

/* A leap over more than leap_mm within one report counts when the next report confirms it (a foil that is let go);
 * 0 lets everything through. */
struct touch_spike {
	float leap_mm;
	int n;
	struct touch_leap {
		uint32_t number;
		struct touch_contact last; /* that counted */
		float to_x_mm, to_y_mm;
		bool leaps;
	} all[TOUCH_CONTACTS_MAX];
};
void touch_spike_step(struct touch_spike *me, struct touch_frame *f);

/* A finger at rest does not move: its place trails at most slack_mm behind. */
struct touch_jitter {
	float slack_mm;
	struct touch_frame last;
};
void touch_jitter_step(struct touch_jitter *me, struct touch_frame *f);
