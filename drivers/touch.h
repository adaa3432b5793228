#pragma once

/*
 * touch - fingers on the panel, in millimetres
 *
 *     sdl                       the window gives the fingers; there is nothing to open here
 *     evdev:/dev/input/eventN   evdev:auto   replay:FILE[,fast]   fifo:PATH      (drivers/evdev.h)
 *
 * Device events -> decoder (drivers/touch_decode.h: protocols A, B, single touch) -> steps (drivers/touch_steps.h:
 * calibration, debounce, palm, edge, stuck, jitter) -> fingers. A fifo that nobody described has the panel's pixels
 * for its ranges.
 *
 * Promises: as many ups as downs, whatever the device sends, also when it vanishes or its stream ends; a finger has
 * one id from down to up, and at most TOUCH_FINGERS_MAX are down; every place lies on the panel. An up with
 * `cancelled` ends a finger that meant nothing after all (a palm, a device pulled out): no button may count it.
 * Borrows loop, clock and log.
 */
#include <stdbool.h>
#include "drivers/touch_calibration.h"
#include "sys/clock.h"
#include "sys/log.h"
#include "sys/loop.h"

enum { TOUCH_FINGERS_MAX = 10 };

enum touch_kind { TOUCH_DOWN, TOUCH_MOVE, TOUCH_UP };

struct touch_event {
	enum touch_kind kind;
	bool cancelled; /* TOUCH_UP only */
	int id;
	float x_mm, y_mm; /* of an up: where it was last */
	struct touch_tap raw; /* the same place before calibration, for the calibration screen */
	int64_t at_ms; /* of the clock */
};

struct touch;

struct touch_setup {
	const char *uri; /* not "sdl" */
	float width_mm, height_mm; /* of the panel */
	int width_px, height_px;
	int rotation; /* how the sensor is turned against the picture: 0 90 180 270; calibration knows better */
	struct loop *loop;
	const struct clock *clock;
	const struct log *log;
	NODISCARD int (*on_event)(void *me, const struct touch_event *event); /* a surprise ends the loop */
	void (*on_change)(void *me); /* the panel came or went; may be NULL */
	void *me;
};

/* Answers. */
enum { TOUCH_NO_SUCH = 1 }; /* this panel knows no such event */

/* A surprise for a URI that can not be meant; a panel that is not there is none: it is tried again. */
NODISCARD int touch_open(struct touch **out, const struct touch_setup *setup);
void touch_close(struct touch *t); /* NULL is fine; tells nobody */
/* Is the URI one of the kinds ("sdl" included)? Touches nothing. */
NODISCARD int touch_check(const char *uri);

bool touch_is_here(const struct touch *t);
const char *touch_name(const struct touch *t); /* what the panel calls itself; "" unknown */
/* From now on; NULL: back to the plain range of the axes. */
void touch_calibrate(struct touch *t, const struct touch_calibration *calibration);
int touch_fingers(const struct touch *t); /* that are down now */
NODISCARD int touch_event(struct touch *t, const char *what); /* "gone", "back": kinds that are no real device */
