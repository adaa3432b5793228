#pragma once

/*
 * walk_keys - instructions of walks that somebody plays with a keypad alone: `start --keypad fifo:{dir}/keys`
 *
 * What is pressed goes into the kiosk as the kernel would give it: raw events of a device.
 */
#include "walk_steps.h"

bool walk_press(struct walk *w, const struct instruction *in); /* next, prev, select ... */
/* Moves the focus on with `next` until it is there, and presses select. */
bool walk_choose(struct walk *w, const struct instruction *in);
/* The same with the keys of the keyboard on the screen, letter by letter. */
bool walk_spell(struct walk *w, const struct instruction *in);
