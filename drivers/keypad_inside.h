#pragma once

/* keypad_inside - the struct behind keypad.h; a test holds its device by its strings ("twin:", evdev_twin.h) */
#include "drivers/evdev.h"
#include "drivers/keypad_hold.h"
#include "drivers/keypad_map.h"

struct keypad {
	struct keypad_setup setup;
	struct keypad_map map;
	struct keypad_hold hold;
	uint8_t down[KEY_CNT / 8]; /* codes */
	struct keypad_status status;
	struct evdev *device; /* NULL: none or twin */
	int timer; /* when a held key is stuck */
};
