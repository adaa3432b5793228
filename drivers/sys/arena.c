#include "sys/arena.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sys/buf.h"

struct arena {
	uint8_t *base;
	size_t used, max;
	size_t peak; /* how far memory was ever handed out since the last reset */
	bool locked;
};

int arena_new(struct arena **out, size_t max, bool locked)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	struct arena *a = calloc(1, sizeof *a);

	if (!a)
		return err_new(ENOMEM, "no memory for an arena");
	a->max = (max + page - 1) / page * page;
	a->base = mmap(NULL, a->max, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (a->base == MAP_FAILED) {
		free(a);
		return err_new(ENOMEM, "no address space for an arena of %zu bytes", max);
	}
	if (locked) {
		(void)madvise(a->base, a->max, MADV_DONTDUMP);
		/* On fault: pages are locked as they come into use, not all at once. */
		a->locked = mlock2(a->base, a->max, MLOCK_ONFAULT) == 0;
	}
	*out = a;
	return 0;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	arena_reset(a);
	(void)munmap(a->base, a->max);
	free(a);
}

void *arena_alloc(struct arena *a, size_t n)
{
	size_t at = (a->used + 15) & ~(size_t)15;

	if (at > a->max || n > a->max - at)
		return NULL;
	a->used = at + n;
	if (a->used > a->peak)
		a->peak = a->used;
	return a->base + at;
}

bool arena_extend(struct arena *a, const void *piece, size_t n, size_t more)
{
	if ((const uint8_t *)piece + n != a->base + a->used || more > a->max - a->used)
		return false;
	a->used += more;
	if (a->used > a->peak)
		a->peak = a->used;
	return true;
}

char *arena_text(struct arena *a, const char *text, size_t n)
{
	char *copy = n == SIZE_MAX ? NULL : arena_alloc(a, n + 1);

	if (copy)
		memcpy(copy, text, n);
	return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args;
	char *text = NULL;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n >= 0)
		text = arena_alloc(a, (size_t)n + 1);
	if (!text)
		return NULL;
	va_start(args, fmt);
	(void)vsnprintf(text, (size_t)n + 1, fmt, args);
	va_end(args);
	return text;
}

size_t arena_mark(const struct arena *a)
{
	return a->used;
}

void arena_rewind(struct arena *a, size_t mark)
{
	assert(mark <= a->used);
	wipe(a->base + mark, a->used - mark);
	a->used = mark;
}

void arena_reset(struct arena *a)
{
	wipe(a->base, a->peak);
	a->used = 0;
	a->peak = 0;
}

bool arena_is_locked(const struct arena *a)
{
	return a->locked;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}
