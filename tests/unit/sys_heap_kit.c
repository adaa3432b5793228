#include "sys_heap_kit.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"

const unsigned char heap_word[2] = {0xb7, 0x1d};
enum { MOST = 300000 };

void heap_needs_ours(void)
{
#ifdef __SANITIZE_ADDRESS__
	test_skip("the sanitizer's allocator stands in for glibc's");
#endif
}

uintptr_t heap_address(void *block)
{
	uintptr_t at;

	__asm__ volatile("" : "=r"(at) : "0"(block) : "memory");
	return at;
}

void heap_fill(void *block, size_t n)
{
	unsigned char *p = block;

	__asm__ volatile("" : "+r"(p));
	for (size_t i = 0; i < n; i++)
		p[i] = heap_word[i & 1];
	__asm__ volatile("" : : "r"(p) : "memory");
}

size_t heap_left(uintptr_t at, size_t n)
{
	static unsigned char seen[MOST];
	int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
	size_t found = 0;
	ssize_t got;

	CHECK(memory >= 0 && n <= sizeof seen);
	got = pread(memory, seen, n, (off_t)at);
	(void)close(memory);
	for (ssize_t i = 0; i + 1 < got; i++)
		found += (seen[i] == heap_word[0] && seen[i + 1] == heap_word[1]) ||
		         (seen[i] == heap_word[1] && seen[i + 1] == heap_word[0]);
	return found;
}

void heap_check_freed(void *block, const char *what)
{
	size_t room = malloc_usable_size(block);
	uintptr_t at = heap_address(block);

	heap_fill(block, room);
	CHECK(heap_left(at, room) + 1 >= room); /* the test can see it */
	free(block);
	if (heap_left(at + HEAP_LINKS, room - HEAP_LINKS) != 0)
		test_fail(__FILE__, __LINE__, "%s: %zu bytes are left of %zu", what, heap_left(at, room), room);
}
