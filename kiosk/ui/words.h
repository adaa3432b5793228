#pragma once

/*
 * words - what the machine says, by key, in one language
 *
 * Reads FOLDER/LANG.mo, as gettext's msgfmt writes it (GNU gettext manual,
 * "The Format of GNU MO Files"), with our keys as msgid. Never uses the C
 * library's one global language. A key without words gives the key itself: the
 * build refuses that (make words), so nobody meets it.
 */
#include <stdbool.h>
#include "sys/err.h"

struct words;

enum { WORDS_MAX_BYTES = 1024 * 1024, WORDS_FILLED_MAX = 1024 };

NODISCARD int words_load(struct words **out, const char *folder, const char *lang);
void words_free(struct words *w);

const char *words_lang(const struct words *w); /* "nl" */
bool words_rtl(const struct words *w); /* decided by the language, never guessed from text */
const char *words_get(const struct words *w, const char *key); /* borrowed from w, or key */

/* Replaces {name} by its value; pairs is name, value, name, value ... NULL. What does not fit in room is cut. */
void words_fill(char *out, size_t room, const char *text, const char *const *pairs);
bool lang_is_rtl(const char *tag); /* of a BCP 47 tag */
