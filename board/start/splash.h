#pragma once

/*
 * splash - words on the screen while no kiosk is there: a grey picture in the middle of the frame buffer
 *
 * Pictures are made at build time (board/image/pictures) as PGM ("P5 W H 255"), so that nothing here needs fonts.
 * The frame buffer keeps the picture while the kiosk paints over it by DRM, and shows it again when the kiosk
 * is gone: no black screen without words.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

enum { SPLASH_BYTES_MAX = 4 * 1024 * 1024, SPLASH_SIDE_MAX = 4096 };

/* Dots of a frame buffer: 16 or 32 bits each. */
struct splash_frame {
	uint8_t *dots; /* borrowed */
	int width, height, stride_bytes, bits;
};

/* Answer of splash_show: */
enum { SPLASH_NO_SCREEN = 1 };

/* Fills the frame with the picture's first dot and lays the picture in its middle, in whole multiples of its size. */
NODISCARD int splash_draw(const struct splash_frame *frame, const uint8_t *pgm, size_t n);
/* Draws PGM file picture on frame buffer device fb; a device that is not there is SPLASH_NO_SCREEN. */
NODISCARD int splash_show(const char *fb, const char *picture);
/* The same; what over() draws on it is shown with it. A surprise of over() is handed up, and nothing is shown. lights: the screen
 * is switched to its mode anew, which makes it dark for a moment: for a first picture, not for a bar that grows. */
typedef int splash_over(void *me, const struct splash_frame *f);
NODISCARD int splash_show_over(const char *fb, const char *picture, bool lights, splash_over *over, void *me);
/* One dot; x and y lie in the frame. */
void splash_dot(const struct splash_frame *f, int x, int y, uint8_t grey);
