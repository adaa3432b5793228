#pragma once

/* walk_recovery - instructions of the owner of the data who lets a staff register be begun anew */
#include "walk_steps.h"

/* An order for the code on the screen, for this station or for another one, carried on a stick by loket-stick import. */
bool walk_order(struct walk *w, const struct instruction *in);
/* So many entries among the station's opened records carry an order, and each holds (loketctl staff check). */
bool walk_recovered(struct walk *w, const struct instruction *in);
