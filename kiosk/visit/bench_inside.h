#pragma once

/* bench_inside - for the files bench*.c */
#include "visit/bench.h"
#include "visit/visit_inside.h"

struct benches {
	enum bench_card {
		CARD_NOT_WANTED,
		CARD_LIES,
		CARD_IS_AWAY,
		CARD_CAME_AGAIN
	} card; /* of the step of the badge */
	unsigned ears; /* that were spoken into: 1 << BENCH_LEFT_EAR ... */
	bool known[BENCH_RUNS];
	struct bench run[BENCH_RUNS];
};

/* Path of a file in DATA/installation. */
void bench_path(char *out, size_t room, const struct visit *v, const char *name);
