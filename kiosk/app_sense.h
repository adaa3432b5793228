#pragma once

/*
 * app_sense - the bell, the lamp, who stands there, and what was opened that must stay closed
 *
 * Presence. Somebody who comes wakes the idle screen: where presence.dark_s is set, its panel sleeps after so long with
 * nobody seen; a touch, a badge, an alarm wake it too, and it never sleeps on the word of a sensor that is gone. In a visit "are you still there?" comes earlier (after
 * SENSE_LEFT_MS without a touch) when the sensor saw this person before and sees nobody now; a sensor that never saw them
 * is not believed, and whoever listens is not disturbed. The sensor never ends a visit: after the warning its
 * whole time runs, as always.
 *
 * Tamper. What is opened stops the intake in that same call: answers are wiped, the queue stays sealed, an event is
 * signed, the screen says where to go, and the bell rings until a badge says why (visit/guard.h).
 */
#include "drivers/light.h"
#include "drivers/presence.h"
#include "drivers/tamper.h"
#include "staff/event_log.h"

enum { SENSE_LEFT_MS = 30 * 1000 };

struct app;
struct app_sense {
	struct light *light;
	struct presence *presence;
	struct tamper *tamper;
	bool was_seen; /* whoever is in this visit, by the sensor */
	bool dark; /* the panel sleeps */
	int sleep; /* timer */
	int lamp; /* what a technician wants to see: 1 + LIGHT_*; 0 = nothing */
};

NODISCARD int app_sense_open(struct app *a); /* with the bell */
void app_sense_close(struct app *a);
void app_sense_look(struct app *a); /* before a frame: what lamp and alarm say now */
enum event_during app_sense_during(const struct app *a); /* who is served at this moment */
void app_sense_lamp(void *me, int light); /* see visit/world.h; me: the app */
void app_sense_wake(struct app *a); /* the panel, if it sleeps */
void app_sense_idle(struct app *a); /* every twenty seconds */
void app_sense_visit_over(struct app *a);
/* Quiet time after which a visit is warned. */
int64_t app_sense_warn_after_ms(const struct app *a);
