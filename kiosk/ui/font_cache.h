#pragma once

/*
 * font_cache - widths and coverage of runs that were shaped before
 *
 * Keyed by face, weight, size, direction and text. It has a ceiling: when it is
 * full it is emptied whole and starts anew. font_cache_clear() overwrites all
 * of it, for a run may be something that a person typed.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

struct font_cache;

struct font_key {
	uint8_t face;
	bool bold, rtl;
	uint16_t px;
	const char *text; /* n bytes */
	size_t n;
};

struct font_entry {
	int width_px; /* -1 = not measured yet */
	uint8_t *rows; /* NULL = not drawn yet; owned by the cache */
	int width, height, left, top;
};

NODISCARD int font_cache_new(struct font_cache **out, size_t max_bytes);
void font_cache_free(struct font_cache *c);
/* The entry of this key, made empty when it is new; NULL when there is no memory. Borrowed until the next call. */
struct font_entry *font_cache_entry(struct font_cache *c, const struct font_key *key);
/* Lays a copy of the coverage (stride = width) into the entry; false when there is no memory. */
bool font_cache_rows(
        struct font_cache *c, struct font_entry *e, const uint8_t *rows, int width, int height, int stride);
void font_cache_clear(struct font_cache *c);
