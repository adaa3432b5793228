#pragma once

/*
 * plugs - a device that was pulled out while somebody was served, as screens and the app see it
 *
 * From that moment until a badge of this station is shown, the bell sounds, the lamp says trouble, and a strip stands on
 * every screen: for the citizen that a plug is loose and that they may go on, for staff which one. The visit goes on:
 * nobody loses answers because somebody stumbled over a cable. While an officer is at work there is no sound,
 * and a technician at work may pull what they like. Each pull is a signed event (staff/event_log.h), once
 * until it was answered: a loose plug does not fill the disk. Without a badge reader, the alarm ends with the visit.
 */
#include <stddef.h>
#include "staff/event_log.h"

struct visit;

void plugs_pulled(struct visit *v, enum event_plug plug, enum event_during during);
void plugs_back(struct visit *v, enum event_plug plug);
void plugs_answered(struct visit *v); /* a badge of this station was shown */
void plugs_wake(struct visit *v); /* writes what could not be written; when nobody waits for it */
void plugs_visit_over(struct visit *v);

bool plugs_is_alarm(const struct visit *v);
bool plugs_is_heard(const struct visit *v); /* and the bell tells the desk */
/* Pulled out and not back yet, or not answered: 1 << PLUG_PRINTER ... */
unsigned plugs_out(const struct visit *v);
