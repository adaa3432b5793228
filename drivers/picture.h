#pragma once

/*
 * picture - dots as a PNG file, and back
 *
 * Screenshots and papers are written here. The file is replaced power-safe
 * (sys/file): the old or the new picture stands, never half of one.
 *
 * Every size has a ceiling; what is larger is refused with a sentence.
 */
#include <stdint.h>
#include "sys/err.h"

enum picture_kind {
	PICTURE_BIT = 1, /* one bit a dot, leftmost dot in the highest bit, 1 = ink */
	PICTURE_GREY, /* one byte a dot, 0 = black, 255 = white */
	PICTURE_RGB, /* three bytes a dot: red, green, blue */
	PICTURE_XRGB, /* one uint32_t a dot in the machine's order, 0xXXRRGGBB; X is ignored */
};

enum {
	PICTURE_MOST_WIDTH = 8192,
	PICTURE_MOST_HEIGHT = 200000,
	PICTURE_MOST_BYTES = 128 * 1024 * 1024, /* of rows in memory */
};

struct picture {
	enum picture_kind kind;
	int width, height; /* dots, 1 .. the ceilings */
	size_t stride; /* bytes from one row to the next */
	int dpi; /* dots an inch, written into the file; 0 = not told */
	const uint8_t *rows; /* borrowed, height * stride bytes */
};

/* Bytes that a row of that width needs at least. */
size_t picture_row_bytes(enum picture_kind kind, int width);

/* XRGB is written as RGB. -EINVAL for a size outside the ceilings. */
NODISCARD int picture_write(const char *path, const struct picture *p);

/*
 * The whole file, in one piece that picture_free() gives back. One-bit greys
 * come as PICTURE_BIT, other greys as PICTURE_GREY, colours as PICTURE_RGB;
 * transparency is laid on white. A broken or too large file is a surprise.
 */
NODISCARD int picture_read(struct picture **out, const char *path);
void picture_free(struct picture *p);

/* Ink (PICTURE_BIT), or darker than half grey. Asserts that x and y lie inside. */
int picture_is_dark(const struct picture *p, int x, int y);
