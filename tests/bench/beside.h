#pragma once

/*
 * beside - what Loket is measured beside
 *
 * The SDL2 floor is a program of ours, run in the same rounds. The browser's
 * figures are constants: Chromium 156 with a local form, measured once for
 * ARCHITECTURE.md, never here. Every row says "quoted" behind them.
 */
#include <sys/types.h>
#include "xscreen.h"

#define BROWSER_FIRST_MS "browser 536 ms, quoted"
#define BROWSER_PSS_MIB "browser 385 MiB, quoted"
#define BROWSER_WAKEUPS "browser 33 /s, quoted"
#define BROWSER_TAP_MS "browser 4.7 ms, quoted"
#define BROWSER_TAP_99_MS "browser 7.2 ms, quoted"
#define BROWSER_NEXT_MS "browser 8.4 ms, quoted"
#define BROWSER_NEXT_99_MS "browser 13.0 ms, quoted"
#define BROWSER_VISIT_S "browser 1.13 s, quoted"

enum { BESIDE_W = 1280, BESIDE_H = 800 };

/* Starts the floor program on the X server that DISPLAY names. */
NODISCARD int beside_floor_start(pid_t *out);
void beside_end(pid_t pid);

/* Presses at a point until the pressed look is seen, lets go until the next screen is seen.
 * Both in milliseconds, -1 when nothing changed. near: where the pressed look shows; far: where the next screen does. */
struct touched {
	double press_ms, next_ms;
};
struct touched beside_touch(struct xscreen *x, int at_x, int at_y, struct xbox near, struct xbox far);
