#pragma once

/* sys_heap_kit - blocks that are filled with a word of ours, and what the kernel still sees of it */
#include <stddef.h>
#include <stdint.h>

enum { HEAP_LINKS = 16 }; /* the allocator's own list lies in the first bytes of a freed block */
extern const unsigned char heap_word[2]; /* nothing else in the program holds them side by side, again and again */

void heap_needs_ours(void); /* skips where a sanitizer has an allocator of its own */
/* The address as a number, behind the compiler's back: what stands there after free() is looked at through the kernel. */
uintptr_t heap_address(void *block);
void heap_fill(void *block, size_t n);
/* Bytes of our word there, in pairs; memory that went back to the kernel holds none. */
size_t heap_left(uintptr_t at, size_t n);
/* Fills the block to its last byte, frees it, and fails when anything is left behind the links. */
void heap_check_freed(void *block, const char *what);
