#pragma once

/*
 * keypad_map - from the codes of linux/input-event-codes.h to the twelve keys. Pure.
 *
 * Built in: arrows, Tab, Enter, Esc, F1, Help, volume, and F13 to F24 in the order of enum keypad_key, which programmable
 * keypads can be set to. A site names others: "next=106+15 select=28" (decimal codes); a code named
 * there means only that, everything else stays as built in.
 */
#include <stdbool.h>
#include <stdint.h>
#include "drivers/keypad.h"

enum { KEYPAD_CODES = 0x300, KEYPAD_OWN_MAX = 64 }; /* KEY_CNT; codes that a site may name */

struct keypad_map {
	int8_t key[KEYPAD_CODES]; /* enum keypad_key, -1 = means nothing */
};

/* keys: "" or as above, at most 400 characters. A surprise names the word that is wrong. */
NODISCARD int keypad_map_init(struct keypad_map *out, const char *keys);
/* True and *out. Codes outside of the table mean nothing. */
bool keypad_map_find(enum keypad_key *out, const struct keypad_map *m, int code);
