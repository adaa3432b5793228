#pragma once

/*
 * fingers - the touch panel as screens see it
 *
 * A strip on every screen says when it is lost (screens/frame). For calibrating: draw touch_targets() one after the
 * other, wait until fingers_taps() goes up, take the tap's raw place; with all of them touch_calibration_fit(), then
 * fingers_calibrate(), which holds at once and after every start. Only a technician may (ACTION_TECHNICIAN).
 */
#include <stdbool.h>
#include "drivers/touch_calibration.h"

struct visit;

/* Kept by the program (visit_world.fingers), read here. */
struct fingers {
	bool own; /* a panel of our own, not the window's: it can be calibrated */
	bool lost;
	bool only; /* there are no keys: without fingers nobody can do anything here */
	unsigned taps; /* lifted so far; those that meant nothing are not counted */
	struct touch_tap latest; /* where the latest of them went down, before calibration */
	char name[128]; /* what the panel calls itself */
	/* Keeps it and uses it; NULL: back to the plain range, nothing kept. */
	int (*calibrate)(void *me, const struct touch_calibration *c);
	void *me;
};

bool fingers_lost(const struct visit *v);
bool fingers_are_missed(const struct visit *v); /* lost, and there is nothing else: no visit can begin */
bool fingers_can_be_calibrated(const struct visit *v);
const char *fingers_name(const struct visit *v);
/* How many taps there were; *latest the last one's place, where there was any. */
unsigned fingers_taps(struct touch_tap *latest, const struct visit *v);
/* A surprise: it could not be kept; what held before still holds. */
NODISCARD int fingers_calibrate(struct visit *v, const struct touch_calibration *c);
