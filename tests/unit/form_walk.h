#pragma once

/*
 * form_walk - somebody who answers every question of a form, any way that a die decides
 *
 * Choices come from all that are offered, texts from a small store of sound ones. Where the form says stop (a note that is
 * required), the walker goes back and says something else. A question that takes nothing they know is a dead end.
 */
#include "form_kit.h"

struct walker {
	struct kit kit;
	uint64_t die;
	uint32_t seen[8192]; /* ids of questions that were asked, in any walk */
	size_t n_seen;
	size_t steps;
};

/* By its id: a file of assets/forms. */
void walker_open(struct walker *w, const char *form);
void walker_close(struct walker *w);
/* One walk from the first question to the end. officer: "" for a citizen alone. Ends the case at a dead end. */
void walker_walk(struct walker *w, int language, const char *officer, uint64_t seed);
bool walker_has_all(const struct walker *w);
/* One question of whatever visit kit.s is: the next one, or the same once more where something before was said anew. */
uint32_t walker_step(struct walker *w, uint32_t id);
/* Every question outside repeats was asked in some walk; ends the case with the name of one that never was. */
void walker_has_seen_all(struct walker *w);
