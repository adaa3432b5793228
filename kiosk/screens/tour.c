#include "screens/tour.h"

#include <string.h>

#include "visit/visit_draft.h"

void tour_see(struct tour *t, uint32_t id)
{
	if (id < 8 * sizeof t->seen)
		t->seen[id / 8] |= (uint8_t)(1u << (id % 8));
}

void tour_begin(struct tour *t, uint32_t at)
{
	t->question = at;
	t->from_review = t->mends = t->alone = t->show_errors = false;
	t->stop = 0;
	t->review = (struct review_place){0};
	memset(t->seen, 0, sizeof t->seen);
}

enum screen_id tour_go_on(struct tour *t, struct session *s, const struct visit_place *at)
{
	bool behind = at->from_review || at->in_review; /* the review comes behind all of them */
	bool before = at->question != 0 || behind;

	tour_begin(t, at->in_review ? 0 : at->question);
	t->review = behind ? (struct review_place){at->question, at->part_open || at->from_review}
	                   : (struct review_place){0};
	t->alone = at->alone;
	t->from_review = at->from_review;
	for (uint32_t id = session_next(s, 0); id; id = session_next(s, id)) {
		const struct question *q = session_question(s, id);

		before = before && (id != at->question || behind);
		if (before || (q && *q->value))
			tour_see(t, id);
	}
	return at->in_review ? SCREEN_REVIEW : SCREEN_QUESTION;
}
