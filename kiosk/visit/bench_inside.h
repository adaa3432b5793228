#pragma once

/* bench_inside - for the files bench*.c */
#include "visit/bench.h"
#include "visit/visit_inside.h"

struct benches {
	bool known[BENCH_RUNS];
	struct bench run[BENCH_RUNS];
};

/* Path of a file in DATA/installation. */
void bench_path(char *out, size_t room, const struct visit *v, const char *name);
