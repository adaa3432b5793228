#pragma once

/*
 * visit_follow_up - the form that follows on what an officer just saved with somebody (form/carry.h)
 *
 * A form is offered when it says that it follows on the one that was saved, and this officer may begin it. What it takes
 * over goes from locked memory into locked memory, as answers that are seen and may be changed; the visit before is
 * over with that.
 */
#include "visit/visit.h"

/* Name of the service; NULL: none. */
const char *visit_follow_up(struct visit *v);
/* As visit_begin_at_desk(): VISIT_UNKNOWN where there is none. */
NODISCARD int visit_begin_follow_up(struct visit *v);
