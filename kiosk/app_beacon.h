#pragma once

/*
 * app_beacon - tells the programs beside the kiosk whether somebody is served, and whether all it needs answers
 *
 * Written (sys/beacon.h) when that changes, and every 30 s (2 s while something is not well); nothing is written where no path is set. Idle is
 * the welcome screen, or the one that says "out of service", with nobody signed in.
 */
#include "sys/beacon.h"

enum { BEACON_SAY_MS = 30 * 1000, BEACON_SOON_MS = 2000 }; /* soon: while something is not well */

struct app;
struct app_beacon {
	struct beacon said; /* the latest that was written */
	int64_t idle_since_ms; /* mono; -1: somebody is here */
	int timer;
	bool told; /* that it can not be written */
};

NODISCARD int app_beacon_open(struct app *a); /* the first frame is up */
void app_beacon_look(struct app *a); /* after whatever happened */
/* What would be said now. */
void app_beacon_of(struct beacon *out, struct app *a);
