#pragma once

/*
 * review - all answers that count, before they leave: what the files of this screen share
 *
 * A short form shows them page after page. A long one that its own outermost groups part well shows those parts first,
 * each with how many answers it has and how many are still to be mended; a part opens by itself and leads on to the
 * next, and back to where it stands among the others. Where somebody stands is kept in the tour by a question (struct
 * review_place): that holds through a change, larger letters, a look at the ledger and a power cut.
 */
#include "screens/grid.h"
#include "screens/screens.h"
#include "ui/flow.h"

enum {
	REVIEW_FLAT_MOST = 8, /* pages; with more, the parts come first */
	REVIEW_PARTS_LEAST = 3, /* that have a name */
	REVIEW_PARTS_MOST = GRID_MAX, /* the last one takes what is behind it */
};

struct review_part {
	const char *name; /* "": its questions stand in no group */
	uint32_t first, last; /* questions */
	int cards, answers, bad; /* bad: what is missing or does not hold */
};
struct review_parts {
	struct review_part all[REVIEW_PARTS_MOST];
	int n, here; /* here: the one of the question asked for; -1 */
	bool good; /* they part the form well: most of its questions stand in one of several that have a name */
};
/* In the order of the form. Names live in the frame. */
void review_parts(struct review_parts *out, struct scene *s, uint32_t at);
const char *review_part_name(struct scene *s, const struct review_part *p); /* never "" */
/* One card for each; gives the one pressed, -1. Pages: the one on which each of them stands. */
int review_draw_parts(struct scene *s, struct flow *f, const struct review_parts *parts, int page[REVIEW_PARTS_MOST]);

struct review_cards {
	uint32_t first, last; /* 0, 0: all */
	const char *under; /* the name of their part, which stands above them; "" */
	uint32_t seek; /* whose page is wanted */
	int page; /* comes out: that page; -1 */
	uint32_t at; /* comes out: whose card is the first on the page that is shown; 0: none */
	uint32_t pressed; /* comes out: what is to be changed; 0 */
};
void review_draw_cards(struct scene *s, struct flow *f, struct review_cards *c);
bool review_has_card(struct session *session, uint32_t id);
