#pragma once

/*
 * pool - pieces of an arena that can be given back and used again
 *
 * An answer that is typed a hundred times must not fill the visit's memory: so
 * its old bytes are wiped and kept for the next piece of that size.
 */
#include "sys/arena.h"

enum { POOL_SIZES = 24 };

struct pool {
	struct arena *arena; /* borrowed */
	void *free[POOL_SIZES];
};

void *pool_take(struct pool *p, size_t n); /* zeroed; NULL when the arena is full */
void pool_give(struct pool *p, void *piece, size_t n); /* NULL is fine; n as it was taken */
