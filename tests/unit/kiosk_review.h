#pragma once

/* kiosk_review - a long form of four parts (tests/screen/parts) and its review */
#include "kiosk_draft.h"

void review_station(struct world *w, const char *panel); /* "" as draft_station() */
/* Begun by a citizen, every answer given but two of the part about money; in its review. */
void review_begin(struct world *w, const char *lang);
void review_size(struct world *w, enum text_size size);
int review_page(const struct world *w); /* 3 of "More (3 / 7)"; 1 where there is one only */
void review_turn(struct world *w, int pages);
/* Is that question's card on the page? Its name: "money_3". */
bool review_shows(const struct world *w, const char *name);
void review_cut(struct world *w); /* the power goes, and an officer brings it back */
