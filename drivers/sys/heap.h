#pragma once

/*
 * heap - what the allocator is given back is overwritten, ours and that of every library
 *
 * heap_free.c is linked into the programs in which answers stand in clear: loket and loketctl (Makefile, "wipes"). It
 * stands in for glibc's free() and realloc(), which everybody in the program then uses, glibc itself too:
 *
 *   free()      a block is overwritten as far as malloc_usable_size() reaches, and goes back by __libc_free()
 *   realloc()   what is cut off is overwritten; what grows past its block moves, and the old one is freed as above
 *   the rest    reallocarray(), getline(), open_memstream(), aligned_alloc() ... come from or end in these two
 *
 * So no block lies anywhere with somebody's words in it: not in a thread's cache, not in the last bytes, which M_PERTURB leaves.
 * It asks nothing of who starts the program. errno stays. A program of the sanitizers has an allocator of its own, and is
 * built without. Source: manual of the GNU C library, "Replacing malloc"; __libc_free and __libc_realloc are exported by it.
 */
#include <stdbool.h>

/* Fills blocks of several sizes to their end, frees them, and reads their memory afterwards through the kernel: nothing of them
 * is left. False, too, where the kernel does not let a program read itself. */
bool heap_is_wiped(void);
