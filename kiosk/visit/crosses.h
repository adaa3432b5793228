#pragma once

/*
 * crosses - the crosses of a calibration, one after the other
 *
 * Pure: the screen tells the time and what was tapped. A cross that nobody taps is asked again after the others; who
 * leaves the same one alone CROSSES_TRIES times is not there. A second tap in the same place, or right after the first,
 * is the same finger: a bounce counts for nothing.
 */
#include "drivers/touch_calibration.h"

enum { CROSSES_WAIT_MS = 10 * 1000, CROSSES_TRIES = 3, CROSSES_BOUNCE_MS = 400 };

enum crosses_state { CROSSES_ASK, CROSSES_DONE, CROSSES_GIVEN_UP };

struct crosses {
	int n, at; /* 3 or 5; the one that is asked */
	struct touch_target targets[TOUCH_TARGETS_MAX];
	struct touch_tap taps[TOUCH_TARGETS_MAX];
	bool have[TOUCH_TARGETS_MAX];
	int tries[TOUCH_TARGETS_MAX]; /* how often it was left alone */
	unsigned seen; /* taps there were */
	struct touch_tap latest;
	int64_t asked_ms, tapped_ms;
	enum crosses_state state;
};

/* Three where the panel is small, else five. taps: how many there were until now. */
void crosses_begin(struct crosses *c, float width_mm, float height_mm, unsigned taps, int64_t now_ms);
void crosses_look(struct crosses *c, unsigned taps, struct touch_tap latest, int64_t now_ms);
int crosses_left_ms(const struct crosses *c, int64_t now_ms); /* for the cross that is asked */
int crosses_tapped(const struct crosses *c); /* how many are done */
