#pragma once

/*
 * fold - words as they are looked for: without case, accents and marks, in every script
 *
 * "Śródmieście" and "srodmiescie" fold to the same; so do Arabic words with and without their vowels, and with other
 * forms of alef, yeh and teh marbuta. Signs that are no letter or digit become one space; apostrophes go. Digits of
 * every script become 0 to 9. Unicode's own tables (utf8proc) do the work; what they keep apart although people type
 * one for the other (l and ł, i and ı ...) is added here.
 */
#include <stdbool.h>
#include <stddef.h>

/* Always ends with NUL; cut on a whole letter where room ends. */
void fold(char *out, size_t room, const char *text);

enum fold_match { FOLD_NONE, FOLD_INSIDE, FOLD_START };
/* Both folded. Each word of wanted begins a word of text; FOLD_START: text begins with wanted. "" is in everything. */
enum fold_match fold_find(const char *text, const char *wanted);
