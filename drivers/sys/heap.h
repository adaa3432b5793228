#pragma once

/*
 * heap - what the allocator is given back is overwritten, ours and that of every library
 *
 * glibc's free() fills a block (M_PERTURB), but not one that it keeps aside for its thread (tcache, up to 1032 bytes):
 * those are handed back as they were. So both settings are needed, and glibc reads the second only at a program's start,
 * from GLIBC_TUNABLES (manual of the GNU C library, "Memory Allocation Tunables"): whoever starts the program sets it. The
 * program can not start itself anew, because it can start nothing (tests/suites/breakout_signals.c).
 */
#include <stdbool.h>

/* At the start of main(), before anything secret. */
void heap_wipes_what_is_freed(void);
/* In who starts such a program: sets the environment for it, unless somebody set it otherwise. */
void heap_prepares_children(void);

/* Frees blocks of several sizes and reads their memory afterwards through the kernel: nothing of them is left. False,
 * too, where the kernel does not let a program read itself. */
bool heap_is_wiped(void);
