#pragma once

/*
 * app_plugs - which devices were there and are not any more, while somebody is served (visit/plugs.h)
 *
 * Each driver knows whether its device is there; what else hangs on USB is told by the list of devices (drivers/usbdisk.h),
 * sticks and what was refused left out. A device that is back within PLUG_BACK_WITHIN_MS blinked: it was not pulled. Network
 * printers and what never was there count for nothing.
 */
#include <stddef.h>
#include <stdint.h>

enum { PLUG_BACK_WITHIN_MS = 1000, PLUGS_MOST = 8 };

struct app;
struct app_plugs {
	unsigned here; /* at the last look: 1 << PLUG_PRINTER ... */
	unsigned waiting, told; /* gone, and maybe back in a moment; told to the visit */
	int64_t gone_ms[PLUGS_MOST]; /* mono, by plug: when it went */
	int during[PLUGS_MOST]; /* enum event_during, of that moment */
	size_t others; /* the most USB devices there were */
	int timer;
};

void app_plugs_look(struct app *a); /* before a frame: every driver wakes us when its device comes or goes */
void app_plugs_close(struct app *a);
