#pragma once

/* kiosk_draft - a station with forms of a folder, a power cut, and what waits at its desk */
#include "kiosk_desk.h"
#include "staff/access_log.h"
#include "store/draft.h"
#include "store/kinds.h"
#include "visit/desk_work_inside.h"
#include "visit/visit_draft.h"

/* Its forms are those of that folder under tests/, NULL: as shipped; a desk key, and nobody at it. */
void draft_station(struct world *w, const char *forms);
void draft_cut(struct world *w); /* what the file of the visit holds is there after it, no later word */
int draft_waiting(struct world *w); /* at the desk */
void draft_household(struct world *w); /* begins that form of screen/drafts, in Dutch */
/* From the menu, the nth, with the reason for the log. */
void draft_bring_back(struct world *w, int nth);
const char *draft_field(struct world *w, const char *id); /* what stands in it; "(not there)" */
