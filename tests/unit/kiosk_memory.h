#pragma once

/*
 * kiosk_memory - is a word anywhere in the memory that this process can write?
 *
 * The word is kept twisted (XOR), so that the test's own copy is not found;
 * /proc/self/mem is read over every writable map.
 */
#include <stdbool.h>

enum { MEMORY_TWIST = 0x5a, MEMORY_WORD = 12 };
extern const unsigned char memory_word[MEMORY_WORD]; /* each byte ^ MEMORY_TWIST */

int memory_copies(void);
