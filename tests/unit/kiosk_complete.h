#pragma once

/* kiosk_complete - a concept of today that an officer completes with its citizen, up to the review */
#include "kiosk_world.h"

void complete_type_brand(struct world *w, const char *brand); /* added to what stands there */
/* A citizen's visit in that language, with a brand that can be looked for; an officer is logged in afterwards. */
void complete_somebody_came(struct world *w, const char *brand, const char *lang);
/* The oldest of today's, opened for this reason. */
void complete_read(struct world *w, const char *reason);
/* A world with one concept, opened to be completed: its review is on the screen. */
void complete_begin(struct world *w, const char *brand, const char *lang);
