#pragma once

/*
 * install_plan - what a stick lays on a target: lines of text, made with the image (board/install/loket_plan.c)
 *
 *   loket-stick 1
 *   board NAME            version NUMBER         erases 0|1
 *   data AT               where the data partition begins: it reaches to the end of the target
 *   least BYTES           a smaller target is refused
 *   payload BYTES         of the partition "loket-stick"
 *   piece AT BYTES FROM HASH    bytes AT.. of the target are bytes FROM.. of the payload; BLAKE2b-256, hexadecimal
 *   zero AT BYTES
 *
 * Places and sizes in bytes, multiples of 4096; a piece is at most 1 MiB. Pieces and zeros rise and do not overlap; the first is a piece
 * AT 0 of exactly 1 MiB and holds the partition table. What no line names is left as it is.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/buf.h"
#include "sys/err.h"

enum {
	PLAN_HASH = 32,
	PLAN_ID = 6, /* bytes: the first of the whole plan's hash; they name a stick's installation */
	PLAN_NAME_MAX = 31,
	PLAN_PIECES_MAX = 8192, /* 8 GiB */
	PLAN_BYTES_MAX = 1 << 20,
};

struct install_piece {
	int64_t at, from; /* from -1: zeros */
	uint32_t bytes;
	uint8_t hash[PLAN_HASH];
};

struct install_plan {
	char board[PLAN_NAME_MAX + 1], version[PLAN_NAME_MAX + 1];
	bool erases; /* a Loket that is there already */
	int64_t data, least, payload;
	uint8_t id[PLAN_ID];
	struct install_piece *pieces;
	int n;
};

/* text may be any bytes: a plan that does not hold is a surprise, with its line. */
NODISCARD int install_plan_read(struct install_plan *out, const uint8_t *text, size_t n);
void install_plan_fini(struct install_plan *p);
/* The same as text. */
void install_plan_put(struct buf *out, const struct install_plan *p);
