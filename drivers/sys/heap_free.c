/* heap_free - free() and realloc() of a program that holds answers: what goes back is overwritten to its last byte (heap.h) */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* Ours, under the names that everybody calls; and glibc's own, under the names that it exports for who stands in for free(). */
extern void heap_free(void *block) __asm__("free");
extern void *heap_realloc(void *block, size_t n) __asm__("realloc");
extern void glibc_free(void *block) __asm__("__libc_free");
extern void *glibc_realloc(void *block, size_t n) __asm__("__libc_realloc");

void heap_free(void *block)
{
	if (block)
		explicit_bzero(block, malloc_usable_size(block));
	glibc_free(block);
}

/* Never larger in its place: glibc would give the old block back by a way of its own. */
static void *move(void *block, size_t old, size_t n)
{
	void *larger = malloc(n);

	if (!larger)
		return NULL; /* the old one stays, as realloc() promises */
	memcpy(larger, block, old);
	heap_free(block);
	return larger;
}

void *heap_realloc(void *block, size_t n)
{
	size_t old = block ? malloc_usable_size(block) : 0;

	if (!block)
		return malloc(n);
	if (n > old)
		return move(block, old, n);
	explicit_bzero((char *)block + n, old - n);
	return glibc_realloc(block, n); /* what is cut off goes back; with 0 all of it */
}
