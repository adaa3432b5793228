#pragma once

/*
 * floor - the time on a machine whose clock may know nothing
 *
 * Records are ordered by epoch and sequence alone; their time is for people.
 * It never goes below the floor: the highest of the time this was built for,
 * the hub's time in a signed receipt, and the time of the last record. A wall
 * clock below the floor counts as unset.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/clock.h"
#include "store/record.h"

enum { FLOOR_JUMP_MS = 5 * 60 * 1000 };
/* 2025-01-01T00:00:00Z: no station of this kind ran before. */
#define FLOOR_BUILT_FOR_MS INT64_C(1735689600000)

struct floor {
	int64_t lowest_ms;
	uint8_t boot_id[16]; /* of this start of the machine */
	bool has_last;
	int64_t last_wall_ms, last_mono_ms; /* the pair seen before, in this process */
};

struct stamp {
	int64_t created_ms;
	uint64_t mono_ms;
	enum clock_state state;
	int64_t jumped_ms; /* how far the wall clock moved against mono since the stamp before; 0: less than FLOOR_JUMP_MS */
};

void floor_init(struct floor *f); /* reads the kernel's boot id; zeroes when there is none */
void floor_raise(struct floor *f, int64_t to_ms); /* never lowers */
void floor_stamp(struct stamp *out, struct floor *f, const struct clock *clock);
