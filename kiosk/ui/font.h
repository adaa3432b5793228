#pragma once

/*
 * font - faces of the Noto family, measured and turned into coverage
 *
 * One `struct fonts` belongs to one surface: it knows how many pixels make a
 * millimetre, so that everything above it speaks millimetres. Faces are opened
 * when a script is first needed. Rendered runs are kept in a cache with a
 * ceiling; fonts_forget() wipes it, for a run may be something a person typed.
 * SDL_ttf with HarfBuzz does the shaping.
 *
 * Owns: faces, cache. Borrows: the folder's name, only while opening.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

struct fonts;

enum { FONT_RUN_MAX = 2048 }; /* bytes of one run; longer ones have no width and no picture */

enum face { FACE_LATIN, FACE_ARABIC, FACE_SYMBOLS, FACE_COUNT }; /* Latin, Greek and Cyrillic live in FACE_LATIN */

/* The height of a capital letter says how large a text is: that is what the norms measure. */
struct text_style {
	float cap_mm; /* 1.5 .. 20 */
	bool bold;
	float leading; /* line pitch as a multiple of the capital height; 0 = 2.0 */
};

struct coverage {
	const uint8_t *rows; /* 0 = paper, 255 = ink; borrowed until the next call */
	int width, height, stride;
	int left, top; /* of the upper left dot, from pen position and baseline, downwards positive */
};

/* Fails, naming the file, when a face of the list is missing. */
NODISCARD int fonts_open(struct fonts **out, const char *folder, float px_per_mm);
void fonts_close(struct fonts *f);
float fonts_px_per_mm(const struct fonts *f);
/* A panel whose dots are not square: letters are as high as asked for, and their widths are told as they will look. */
void fonts_fit(struct fonts *f, float across_px_per_mm, float down_px_per_mm);

/* Which face has this code point; FACE_COUNT when none has. */
enum face fonts_face_of(struct fonts *f, uint32_t point);
/* Advance of one directional run of one face, in millimetres. */
float fonts_run_width(
        struct fonts *f, enum face face, const struct text_style *st, const char *text, size_t n, bool rtl);
/* A run that shows nothing gives no rows. */
NODISCARD int fonts_run_coverage(struct fonts *f, struct coverage *out, enum face face, const struct text_style *st,
        const char *text, size_t n, bool rtl);

void fonts_forget(struct fonts *f); /* wipes the cache */
