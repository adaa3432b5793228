#pragma once

/*
 * app_window - which kind of window there is, and how large its dots are
 *
 * --display auto: a desktop's window where there is a desktop, else the panel of the board where there is a graphics card,
 * else the desktop's sentence why there is none. --headless and --display memory: nobody sees it.
 *
 * The true millimetres of the panel are what a technician measured here (kept in the station's folder, for just this
 * number of dots), else those of --panel; never what the panel says of itself.
 */
#include <stdbool.h>
#include "sys/err.h"

struct app;
struct panel_truth;

NODISCARD int app_window_open(struct app *a); /* also settles a->panel */
bool app_window_is_uri(const char *display); /* for the settings */
/* The panel sleeps, or wakes; 0 where it can not. */
NODISCARD int app_window_blank(struct app *a, bool dark);

/* For the ruler screen (visit/panel_truth.h). me: the app. */
void app_window_truth(void *me, struct panel_truth *out);
/* Kept at once; everything is laid out anew as soon as this turn is over. */
NODISCARD int app_window_set_truth(void *me, float width_mm, float height_mm);
