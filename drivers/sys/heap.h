#pragma once

/*
 * heap - what the allocator is given back is overwritten, ours and that of every library
 *
 * glibc's free() fills a block (M_PERTURB), but not one that it keeps aside for its thread (tcache, up to 1032 bytes):
 * those are handed back as they were. So both settings are needed, and glibc reads the second only at a program's start,
 * from GLIBC_TUNABLES (manual of the GNU C library, "Memory Allocation Tunables").
 */
#include <stdbool.h>

/* At the very start of main(), before anything secret: begins this program anew with the settings when they are not in
 * its environment yet (a unit that sets them saves the time). Comes back when they hold, or can not be had. */
void heap_wipes_what_is_freed(char *const *argv);

/* Frees blocks of several sizes and reads their memory afterwards through the kernel: nothing of them is left. False,
 * too, where the kernel does not let a program read itself. */
bool heap_is_wiped(void);
