#pragma once

/*
 * text - UTF-8 and small numbers, without the C library's locale
 *
 * Nothing here allocates. Lengths are bytes unless the name says points
 * (Unicode code points).
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

/* The code point at *p and moves *p behind it. Broken bytes give U+FFFD and move one byte; at the NUL: 0, unmoved. */
uint32_t utf8_next(const char **p);
/* Writes 1 to 4 bytes (no NUL) and gives their number; 0 for what is no code point. */
size_t utf8_put(char out[4], uint32_t point);
bool utf8_valid(const char *s, size_t n);
size_t utf8_points(const char *s);
/* The byte place one point before at (0 at the start). */
size_t utf8_before(const char *s, size_t at);

bool text_is(const char *a, const char *b); /* both NULL counts as equal; one NULL does not */
bool text_starts(const char *s, const char *prefix);
bool text_ends(const char *s, const char *suffix);

/* Whole text is one number in range: true and *out; else false and *out untouched. No signs but '-', no spaces. */
bool text_i64(const char *s, int64_t min, int64_t max, int64_t *out);

/* Lower-case hexadecimal. out has room for 2n+1. */
void hex_put(char *out, const void *bytes, size_t n);
/* Exactly 2n hexadecimal digits and then the end: true. */
bool hex_take(void *out, size_t n, const char *hex);

/* Copies and always ends with NUL; false when it was cut (on a whole code point). */
bool text_copy(char *out, size_t room, const char *s);
