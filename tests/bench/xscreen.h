#pragma once

/*
 * xscreen - an X server of our own, seen and touched from outside the program
 *
 * Xvfb without a window manager. What is on the screen is read from the root
 * window through shared memory; fingers are XTEST button events. Nothing here
 * asks the program under measurement anything.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

struct xscreen;
struct xbox {
	int x, y, w, h; /* pixels */
};

/* Starts Xvfb and sets DISPLAY for children. */
NODISCARD int xscreen_open(struct xscreen **out, int w, int h);
void xscreen_close(struct xscreen *x);

void xscreen_press(struct xscreen *x, int at_x, int at_y);
void xscreen_release(struct xscreen *x);

/* Remembers what this box shows now. */
void xscreen_mark(struct xscreen *x, struct xbox box);
/* The moment (clock_measure_us) at which the marked box was first seen to differ; -1 after limit_ms. */
int64_t xscreen_changed(struct xscreen *x, int limit_ms);
/* The moment of the last change in the marked box, once it has been still for still_ms; -1 when nothing changed within limit_ms. */
int64_t xscreen_settled(struct xscreen *x, int still_ms, int limit_ms);
