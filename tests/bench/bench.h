#pragma once

/*
 * bench - what every measuring program shares: middles, rows, and what /proc says
 *
 * A measuring program is tests/bench/bench_NAME.c with a main() of its own. It
 * takes its rounds interleaved (ours, beside, ours, beside ...), says how it
 * goes on standard error, and prints its rows on standard output with
 * bench_row(). tests/bench/run gathers the rows of all into one table.
 */
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "sys/err.h"

/* Sorts v. share 0.5 = the middle, 0.99 = what 99 of 100 stay under. NAN for no values. */
double bench_at(double *v, size_t n, double share);

/* One row of the table. Each is text as it shall stand there; "" becomes "-". */
void bench_row(const char *figure, const char *ours, const char *beside, const char *ratio);
/* The same from numbers: unit behind both. beside < 0: none. */
void bench_row_beside(const char *figure, double ours, double beside, const char *unit, const char *beside_name);
void bench_say(const char *fmt, ...) PRINTF_LIKE(1, 2); /* progress */

/* Where the built programs are: LOKET_BUILD, which `make bench` sets; the program ends without it. */
const char *bench_programs(void);
/* Ends the program with the sentence of the latest surprise, when r is not 0. */
void bench_must(int r, const char *what);

/* Of one process; -1 when it is gone. */
double bench_pss_mib(pid_t pid);
double bench_cpu_s(pid_t pid); /* user and system, its threads included */
double bench_switches(pid_t pid); /* times any thread of it went to sleep of its own will: wake-ups */
