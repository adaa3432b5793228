#pragma once

/*
 * errand_page - work that a unit does for a technician: a button to begin, a bar while it goes, the unit's last word
 */
#include "screens/screens.h"
#include "ui/flow.h"
#include "visit/upkeep.h"

/* One task: its button (id "task:NAME"), what it does in one sentence, and how it stands. Keys are of words. */
struct errand_page {
	enum upkeep_task task;
	const char *id, *label, *about;
	enum icon icon;
};

/* Draws it; *answer keeps what a press came to. */
void errand_page_draw(struct scene *s, struct flow *f, const struct errand_page *p, enum desk_answer *answer);
