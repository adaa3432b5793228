#include "form/pool.h"

#include <string.h>

#include "sys/buf.h"

/* Sizes go in powers of two from 16 bytes. */
static size_t slot_of(size_t n)
{
	size_t slot = 0;

	while (((size_t)16 << slot) < n)
		slot++;
	return slot;
}

void *pool_take(struct pool *p, size_t n)
{
	size_t slot = slot_of(n);
	void *piece;

	if (slot >= POOL_SIZES)
		return NULL;
	piece = p->free[slot];
	if (!piece)
		return arena_alloc(p->arena, (size_t)16 << slot);
	memcpy(&p->free[slot], piece, sizeof p->free[slot]);
	memset(piece, 0, sizeof p->free[slot]);
	return piece;
}

void pool_give(struct pool *p, void *piece, size_t n)
{
	size_t slot = slot_of(n);

	if (!piece)
		return;
	wipe(piece, (size_t)16 << slot);
	memcpy(piece, &p->free[slot], sizeof p->free[slot]);
	p->free[slot] = piece;
}
