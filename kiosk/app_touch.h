#pragma once

/*
 * app_touch - the touch panel, where the window does not give the fingers itself
 *
 * Fingers go the way of every input (app_input). A calibration that was kept in DATA/touch.conf holds from the
 * start; one that does not hold is told and left out. A panel that is lost is told on every screen, keys still work,
 * and it comes back by itself. Owns the panel.
 */
#include "visit/fingers.h"

enum { APP_TOUCH_IDS = 10 }; /* TOUCH_FINGERS_MAX */

struct app;
struct touch;

struct app_touch {
	struct touch *touch; /* NULL: --touch sdl */
	struct touch_tap down[APP_TOUCH_IDS]; /* where each finger that is down began */
	struct fingers fingers; /* what screens may know of it */
};

NODISCARD int app_touch_open(struct app *a); /* before app_keys_open(), which says whether there are keys too */
void app_touch_look(struct app *a); /* the panel or the keys came or went: is this kiosk still of use to anybody? */
void app_touch_close(struct app *a);
/* For the test door: "gone", "back". False: this panel knows no such event. */
NODISCARD int app_touch_event(bool *known, struct app *a, const char *event);
