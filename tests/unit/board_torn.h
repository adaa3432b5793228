#pragma once

/*
 * board_torn - a disk that forgets: what was not synced when the power goes is there or not, sector by sector
 *
 * In memory. The nth write, sync or discard is the one in which the power goes: it and everything after it is a surprise. After
 * torn_power() the disk holds what was durable, and of the rest a part chosen by the seed.
 */
#include "board/reset.h"
#include "harness.h"

enum { TORN_SECTOR = 512 };

struct torn {
	int64_t bytes;
	uint8_t *durable, *seen, *dirty; /* dirty: a byte for each sector */
	int calls, cut_at; /* 0: never */
	bool off, discards;
	uint64_t seed;
};
void torn_init(struct torn *t, const char *image, uint64_t seed); /* holds what the file holds */
void torn_fini(struct torn *t);
struct reset_disk torn_disk(struct torn *t);
void torn_power(struct torn *t, int cut_at); /* off and on again */
void torn_save(const struct torn *t, const char *image); /* what is seen now, for e2fsck */
int64_t torn_find(const struct torn *t, const char *text); /* how often it lies there */
