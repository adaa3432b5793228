#pragma once

/*
 * kiosk_geometry - the frame that is shown, measured in millimetres
 *
 * Targets are at least 12.7 mm and 2.54 mm apart, but for the keys of the
 * keyboard (VVSG 2.0, 7.2-I); nothing lies outside the panel, no words run over
 * their box, no letter is missing or smaller than 2.8 mm (2.4 in the bar and on a low panel), words stand clear of
 * each other and of what is pressed, what can be seen is told by a node, nodes stand in the order of reading, what stands
 * in a field stays within it, and no page is empty.
 */
#include "kiosk_world.h"

/* Prints each fault with `where` and gives their number. */
int geometry_faults(const struct world *w, const char *where);
/* The buttons of the bar are there and stand where they stood in `bar` (filled in when its first box is empty). */
enum { GEOMETRY_BAR = 4 };
int geometry_bar_faults(const struct world *w, struct box bar[GEOMETRY_BAR], const char *where);
