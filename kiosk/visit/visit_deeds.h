#pragma once

/*
 * visit_deeds - what answers make the kiosk do (form/deeds.h): the visit's part of it
 *
 * Language and bell are done here, letters, colours and voice by the screen that asks. Nothing is done in a form that an
 * officer has in hand: they are there, and the screen is theirs. A call that nothing on the screen may tell rings the
 * bell alone: a bell without "a colleague comes" on the screen is how the desk knows it. What the desk must know waits
 * for the next officer's menu, for an hour, without saying who it was.
 */
#include <stdbool.h>
#include <stdint.h>
#include "form/deeds.h"

struct visit;

struct deeds_done {
	unsigned now; /* what is switched on */
	bool eased; /* the language was changed by an answer */
	unsigned told; /* for the desk */
	int64_t told_ms; /* mono */
};

struct deeds_turn {
	unsigned on, off; /* since it was last asked */
};
/* What a screen has to switch now. left: the question is left, and its answer stands: now somebody is called as well. */
struct deeds_turn visit_deeds(struct visit *v, bool left);
void visit_deeds_forget(struct visit *v); /* the answers are gone; what the desk is told stays */

bool visit_tells_desk(struct visit *v, unsigned deed); /* DEED_ALONE, DEED_CHILD */
void visit_desk_knows(struct visit *v); /* it was read */
