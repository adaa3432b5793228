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

/* Draws it; *answer keeps what a press came to. What it ended with is told by its code and that page's title; gives the code
 * whose page was pressed (code_page.h), or NULL. */
const char *errand_page_draw(struct scene *s, struct flow *f, const struct errand_page *p, enum desk_answer *answer);
/* There are no units here: told, with its page; the code when that was pressed, or NULL. */
const char *errand_page_none(struct scene *s, struct flow *f);
