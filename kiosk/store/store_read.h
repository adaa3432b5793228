#pragma once

/*
 * store_read - the store as loket-sync and the tools see it: read-only
 *
 * A connection of its own that can not write, checkpoint or create anything.
 * Each call is a short read of its own: no lock is held between calls, so the
 * kiosk can tidy up meanwhile.
 */
#include <stdint.h>
#include "store/record.h"
#include "store/store.h"

struct store_read;

/* Answers. */
enum { STORE_READ_END = 1, STORE_READ_NONE }; /* no more records; no store there yet */

struct store_row {
	struct record record; /* borrowed until the next call; body NULL once wiped */
	uint32_t epoch, seq;
	enum store_state state;
};

NODISCARD int store_read_open(struct store_read **out, const char *data); /* 0, STORE_READ_NONE or a surprise */
void store_read_close(struct store_read *r); /* NULL is fine */
/* The first record at or after (epoch, seq). 0 or STORE_READ_END. */
NODISCARD int store_read_from(struct store_row *out, struct store_read *r, uint32_t epoch, uint32_t seq);
/* The newest record. 0 or STORE_READ_END. */
NODISCARD int store_read_head(struct store_row *out, struct store_read *r);
