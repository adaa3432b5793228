#pragma once

/*
 * counters_inside - what the counters*.c files share
 *
 * Table `counter`: day ("2026-11-22"), key, n. Keys: handed/N-VIC/nl/paper · first/yes · minutes/0-15 ·
 * understood/full · missing/so · print/ok/N-VIC/nl · copies/N-VIC/nl ·
 * waited/0-1
 */
#include "staff/counters.h"
#include "staff/suppress.h"

enum { COUNTER_KEY_MAX = 47, COUNTER_DAYS = 730 };

struct counters {
	struct counters_world world;
};

/* Names of a closed list, in the order in which they are shown; n names. */
const char *const *count_names(int *n, enum count_table table);
/* Calls take for every key of the days from..to (both included) with its sum. 0, COUNTERS_SICK, or what take gave. */
typedef int count_take(void *me, const char *key, int64_t n);
NODISCARD int counters_each(struct counters *c, const char *from, const char *to, count_take *take, void *me);
