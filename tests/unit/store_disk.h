#pragma once

/*
 * store_disk - a small disk of the test's own
 *
 * A tmpfs in a mount namespace of this process alone: nothing outside sees it,
 * and it goes with the process. Skips the case aloud where the system forbids
 * namespaces.
 */
#include <stddef.h>

/* Mounts bytes of space at the folder (made when absent). */
void disk_mount(const char *folder, size_t bytes);
void disk_read_only(const char *folder, int yes);
/* Fills what is free with one file, down to at most `leave` bytes; disk_free_up() removes it. */
void disk_fill(const char *folder, size_t leave);
void disk_free_up(const char *folder);
