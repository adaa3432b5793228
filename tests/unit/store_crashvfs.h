#pragma once

/*
 * store_crashvfs - a SQLite VFS on which the plug can be pulled
 *
 * What SQLite writes is held in memory until it syncs; only then it reaches the
 * file. At disk operation number `cut` (writes, truncations, syncs and deletes
 * count) the power goes: of everything unsynced each 512-byte sector lands, or
 * does not, by a seeded coin, in any order; then the process ends (CRASH_EXIT).
 * Locks and shared memory are those of the system's VFS.
 */
#include <stdbool.h>
#include <stdint.h>

enum { CRASH_EXIT = 77 };

/* Registers the VFS "crash", not as the preset. cut 0: never. Once a process. */
void crash_vfs_arm(uint64_t cut, uint64_t seed);
/* The nth sync from now fails as a real one may: the kernel calls the pages clean, everybody still reads them, and they
 * never reach the disk. */
void crash_vfs_fail_sync(int nth);
_Noreturn void crash_vfs_now(void); /* the power goes here */
uint64_t crash_vfs_operations(void); /* so far */
