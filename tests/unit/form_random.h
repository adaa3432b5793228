#pragma once

/*
 * form_random - a visit that a die leads: answers of any kind to any question, repeats that grow and shrink
 *
 * What was done is kept, so that it can be done again in another visit.
 */
#include "form_kit.h"

enum { RANDOM_STEPS = 400, RANDOM_REF = 300, RANDOM_VALUE = 400 };

struct random_step {
	enum { STEP_SET, STEP_ADD, STEP_REMOVE } what;
	char ref[RANDOM_REF], value[RANDOM_VALUE];
	size_t index;
};

struct random_walk {
	struct kit *kit;
	uint64_t die;
	struct random_step steps[RANDOM_STEPS];
	size_t n;
};

/* A question that can be answered now; NULL: there is none. The walk's die chooses. */
const struct question *random_question(struct random_walk *w);
/* A value that somebody could give it, sound or not. */
void random_value(struct random_walk *w, const struct question *q, char out[RANDOM_VALUE]);
/* Does n things more, and keeps them. */
void random_go(struct random_walk *w, size_t n);
/* All of it once more, in the visit that stands now. */
void random_again(const struct random_walk *w);

/* Every form that can be found: ours and the public ones. Calls fn with a fresh walk for each seed of each form. */
void random_forms(size_t seeds, void (*fn)(struct random_walk *w));
