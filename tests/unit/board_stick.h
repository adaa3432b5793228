#pragma once

/*
 * board_stick - a made-up image as a stick's plan and pieces, and a disk that loses what was not flushed
 *
 * The disk holds what the program sees (now) and what the medium holds (kept). What was written and not flushed is kept or lost sector by
 * sector when the power goes, by a number that repeats. It can break at the nth write, refuse a range, or lie about one.
 */
#include <stdbool.h>
#include <stdint.h>
#include "board/install/install.h"

enum { MIB = 1 << 20, STICK_DATA = 6 * MIB, STICK_LEAST = 40 * MIB, TWIN_PENDING = 512 };

struct twin_range {
	int64_t at, bytes;
};

struct twin_disk {
	uint8_t *now, *kept;
	int64_t bytes;
	struct twin_range pending[TWIN_PENDING];
	int n_pending;
	int writes, reads, flushes;
	int cut_at; /* the nth write is torn and nothing works after it; 0: never */
	bool is_off;
	struct twin_range no_write, no_read, forgets; /* bytes 0: nowhere. forgets: says yes and keeps nothing */
	int flush_fails_at;
	int read_changes_at; /* from the nth read on, one bit of what is read is another */
	uint64_t seed;
};

void twin_new(struct twin_disk *t, int64_t bytes);
void twin_free(struct twin_disk *t);
struct install_disk twin_disk(struct twin_disk *t);
/* The power comes back: what was flushed is there, of the rest what chance left. */
void twin_power(struct twin_disk *t, uint64_t seed);

/* An image of its own for each version: pieces on `payload`, and the plan of it. */
struct stick {
	struct install_plan plan;
	struct twin_disk payload;
};
void stick_new(struct stick *s, unsigned version, bool erases);
void stick_free(struct stick *s);
struct install_world stick_world(struct stick *s, struct twin_disk *target);

/* As a boot loader looks: 0 = nothing starts from here, 1 = what starts is wholly what the stick lays, -1 = it starts and is not whole. */
int stick_starts(const struct stick *s, const uint8_t *disk, int64_t bytes);
/* A partition table of our kind into the first MiB; independent of board/install. */
void table_new(uint8_t *front, int64_t disk_bytes, const char *const *names, const int64_t *at, int n);
uint32_t table_crc(const uint8_t *bytes, size_t n);
