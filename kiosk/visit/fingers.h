#pragma once

/*
 * fingers - the touch panel as screens see it
 *
 * A strip on every screen says when it is lost (screens/frame). For calibrating: draw touch_targets() one after the
 * other, wait until fingers_taps() goes up, take the tap's raw place (visit/crosses.h does it); with all of them
 * touch_calibration_fit(), then fingers_try(): it holds at once, for FINGERS_TRIAL_MS. Who can press what the screen then
 * shows keeps it (fingers_keep()); else what held before holds again, whatever became of screen, session or power.
 * Only a technician may (ACTION_TECHNICIAN).
 */
#include <stdbool.h>
#include "drivers/touch_calibration.h"
#include "visit/desk_work.h"

struct visit;

enum { FINGERS_TRIAL_MS = 10 * 1000 };

/* Kept by the program (visit_world.fingers), read here. */
struct fingers {
	bool own; /* a panel of our own, not the window's: it can be calibrated */
	bool lost;
	bool only; /* no keys answer: without fingers nobody can do anything here */
	unsigned taps; /* lifted so far; those that meant nothing are not counted */
	struct touch_tap latest; /* where the latest of them went down, before calibration */
	bool calibrated; /* by somebody, here */
	float residual_mm; /* of that calibration; 0 of three crosses */
	char name[128]; /* what the panel calls itself */
	/* Keeps it and uses it; NULL: back to the plain range, nothing kept. */
	int (*calibrate)(void *me, const struct touch_calibration *c);
	/* Uses it from now on and keeps nothing; NULL: what is kept holds again. */
	void (*use)(void *me, const struct touch_calibration *c);
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

enum fingers_trial { TRIAL_NONE, TRIAL_RUNS, TRIAL_KEPT, TRIAL_WENT_BACK };
/* DESK_DENIED, DESK_PRACTICE, DESK_TROUBLE: no panel to calibrate; nothing has changed then. */
enum desk_answer fingers_try(struct visit *v, const struct touch_calibration *c);
/* The one on trial is written and stays. DESK_NOT_NOW: none is; DESK_TROUBLE: it went back. */
enum desk_answer fingers_keep(struct visit *v);
void fingers_go_back(struct visit *v); /* at once */
enum fingers_trial fingers_trial(const struct visit *v);
int fingers_trial_left_s(const struct visit *v);
void fingers_free(struct visit *v); /* for visit_free() */
