#pragma once

/*
 * clock - the time, real or held by a test
 *
 * wall: milliseconds since 1970-01-01T00:00:00Z; may jump, may be wrong.
 * mono: milliseconds since some start; never goes back (CLOCK_BOOTTIME, so it
 * counts a suspended machine's time too).
 * A manual clock stands still until clock_advance() moves both.
 */
#include <stdbool.h>
#include <stdint.h>

struct clock {
	bool manual;
	int64_t wall_held_ms, mono_held_ms; /* used while manual */
};

void clock_real(struct clock *c);
void clock_manual(struct clock *c, int64_t wall_ms);
void clock_advance(struct clock *c, int64_t ms); /* asserts that the clock is manual */

int64_t clock_wall_ms(const struct clock *c);
int64_t clock_mono_ms(const struct clock *c);
/* Microseconds, always of the real clock: for measuring, never for deciding. */
int64_t clock_measure_us(void);
