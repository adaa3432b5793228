#pragma once

/* walk_station - instructions about the station itself: made, started, a file of it written, its log read */
#include "walk_steps.h"

bool walk_station(struct walk *w, const struct instruction *in);
bool walk_start(struct walk *w, const struct instruction *in); /* "{dir}/x" in an option: the station's own folder */
/* forms FOLDER: {dir}/content is the content as built, but its forms are those of that folder under tests/. */
bool walk_forms(struct walk *w, const struct instruction *in);
bool walk_write(struct walk *w, const struct instruction *in);
bool walk_log(struct walk *w, const struct instruction *in);
