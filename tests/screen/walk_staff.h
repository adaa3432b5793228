#pragma once

/* walk_staff - instructions of walks that an officer plays: badges, PINs, taps counted, pages turned */
#include "walk_steps.h"

/* The first administrator: badge, code, the PIN that was given, and an own one. */
bool walk_enrol(struct walk *w, const struct instruction *in);
bool walk_login(struct walk *w, const struct instruction *in); /* badge and PIN; begins to count taps */
/* A colleague: code, role, card; and their first time here, with the PIN that was given and an own one. */
bool walk_give(struct walk *w, const struct instruction *in);
bool walk_first(struct walk *w, const struct instruction *in);
bool walk_pin(struct walk *w, const struct instruction *in);
bool walk_taps(struct walk *w, const struct instruction *in); /* at most so many since the badge */
/* Turns the page with `more` until that one is there, and taps it. */
bool walk_reach(struct walk *w, const struct instruction *in);
bool walk_turn(struct walk *w, const struct instruction *in); /* reads on until that screen is there */
