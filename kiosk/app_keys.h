#pragma once

/*
 * app_keys - the keypad and the badge reader, from their drivers to screens and officers
 *
 * A press does what a key of the test door does and the other way round. Keys of the voice steer it where there is one;
 * its speed and loudness are those of the station again when the visit is over. What a card does stands in
 * app_badge(). A keypad or reader that is not there is told to the technician and stops no visit.
 */
#include "drivers/badge.h"
#include "drivers/keypad.h"

struct app;
struct app_keys {
	struct keypad *keypad;
	struct badge *badge;
	int speed, loudness; /* of this visit, per cent */
	int loudness_kept; /* with which each visit begins here */
	bool watched; /* a technician tries the keys: they light up and do nothing else */
	unsigned pressed; /* meanwhile, a bit each */
};

NODISCARD int app_keys_open(struct app *a);
void app_keys_close(struct app *a);
unsigned app_keys_watch(void *me, bool watch); /* see visit/world.h; me: the app */
void app_keys_visit_over(struct app *a); /* the voice is as it was */
/* A session that was open is not any more: a card that was read once is no longer there. */
NODISCARD int app_keys_locked(struct app *a);
