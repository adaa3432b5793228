#pragma once

/*
 * kiosk_world - a whole kiosk in the test's own process: station, content, no window, time by hand
 *
 * Content is made from assets/ in the test's folder. Everything is what the
 * product opens; only the clock stands still.
 */
#include "harness.h"
#include "kiosk/app.h"

struct world {
	char data[600], content[600];
	struct settings settings;
	struct app app;
};

/* more: further arguments, parted by spaces, at most 20; NULL for none. */
void world_open(struct world *w, const char *more);
/* The same without a station: the kiosk must say so on its screen. */
void world_open_unknown(struct world *w, const char *more);
void world_close(struct world *w);

const char *world_screen(const struct world *w);
void world_see(const struct world *w, const char *screen); /* must be the screen */
const struct node *world_node(const struct world *w, const char *id); /* NULL when not there */
void world_tap(struct world *w, const char *id); /* must be there and pressable */
void world_tap_at(struct world *w, float x, float y);
void world_type(struct world *w, const char *text);
void world_advance(struct world *w, int64_t ms);
/* Some node says this. */
bool world_says(const struct world *w, const char *text);
/* Taps the first choice of the question that is not chosen yet; false when it has none. */
bool world_choose(struct world *w);
/* Answers the question that is shown: a choice, or fields with what fits. */
void world_answer(struct world *w);
/* From wherever it is to that screen, by fingers, in that language ("nl"). Screens of a form are answered with what fits. */
void world_go(struct world *w, enum screen_id to, const char *lang);
