#pragma once

/*
 * arena - memory that dies together, and leaves nothing behind
 *
 * Answers of a visit live here: pages that are locked (never swapped), left
 * out of core dumps, and overwritten when the visit ends. Allocation is a step
 * forward; nothing is freed alone. arena_reset() wipes every byte that was
 * ever handed out and starts anew.
 *
 * Where locking is refused (RLIMIT_MEMLOCK), the arena works unlocked and
 * arena_is_locked() tells so: the caller logs it once.
 */
#include <stdbool.h>
#include <stddef.h>
#include "sys/err.h"

struct arena;

/* max: the ceiling in bytes, rounded up to pages. Memory is touched only as it is used. */
NODISCARD int arena_new(struct arena **out, size_t max, bool locked);
void arena_free(struct arena *a); /* wipes; NULL is fine */

/* Zeroed, aligned to 16; NULL when the ceiling is reached. */
void *arena_alloc(struct arena *a, size_t n);
/* A copy of n bytes of text with a NUL; NULL when the ceiling is reached. */
/* Makes the latest piece, of n bytes, longer by so many without moving it; false when it is not the latest, or full. */
bool arena_extend(struct arena *a, const void *piece, size_t n, size_t more);
char *arena_text(struct arena *a, const char *text, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Gives back all that was handed out after the mark, wiped. */
size_t arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, size_t mark);

void arena_reset(struct arena *a);
bool arena_is_locked(const struct arena *a);
size_t arena_used(const struct arena *a);
