#pragma once

/*
 * app_stick - what is plugged in, for the status screen and the log
 *
 * The kiosk only looks: who reads or writes a stick is a unit of its own (loket-stick), asked by a screen for which a card
 * of staff is needed, or by the screen that recovers the staff register. A card that goes takes the permission with it.
 */
#include <stdbool.h>
#include "sys/err.h"

struct app;
NODISCARD int app_stick_open(struct app *a);
void app_stick_close(struct app *a);
/* An officer is at work (or recovers the register), or no longer. */
void app_stick_staff(struct app *a, bool at_work);
/* The test door: "gone", "back" of a twin. False: it is none, or knows no such event. */
bool app_stick_event(struct app *a, const char *event);
