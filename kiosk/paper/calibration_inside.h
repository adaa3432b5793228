#pragma once

/*
 * calibration_inside - how the slip's own files draw
 *
 * Only calibration*.c include this. A canvas is one band of the slip: drawn, sent, wiped.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

struct buf;
struct printer_profile;

enum { LETTER_W = 5, LETTER_H = 7, CANVAS_MOST_ROWS = 240, CANVAS_ROW_BYTES = 832 / 8 };

struct canvas {
	struct buf *out;
	const struct printer_profile *profile;
	int dots, rows; /* rows: a multiple of 24 */
	uint8_t bits[CANVAS_MOST_ROWS * CANVAS_ROW_BYTES];
};

/* Row by row, lowest five bits, leftmost in the highest of them. '?' for what we have no drawing of. */
const uint8_t *slip_letter(char c);

void canvas_open(struct canvas *c, int rows);
void canvas_box(struct canvas *c, int x, int y, int w, int h); /* black; what is outside is cut off */
void canvas_text(struct canvas *c, int x, int y, int scale, const char *text, int n);
void canvas_number(struct canvas *c, int x, int y, int scale, int number);
/* Sends what was drawn, by another profile's ways than its own when `as` is not NULL. */
NODISCARD int canvas_send(struct canvas *c, const struct printer_profile *as);
