#pragma once

/*
 * theme - the colours and sizes of everything on screen
 *
 * Colours come from CONTENT/themes/NAME.theme (key = #rrggbb lines); a key that
 * is missing or broken keeps the colour of the built-in default theme and warns.
 * Text on its ground has a contrast of at least 10:1 in every theme but "soft"
 * (VVSG 2.0, 7.1-C and 7.1-D). Heights of capitals follow VVSG 2.0, 7.1-G.
 */
#include <stdint.h>
#include "sys/buf.h"

enum paint {
	PAINT_PAGE, /* behind everything */
	PAINT_CARD, /* what can be touched or read as one thing */
	PAINT_LINE, /* edges of cards */
	PAINT_INK, /* words */
	PAINT_INK_SOFT, /* words of second rank */
	PAINT_MAIN, /* the one way on */
	PAINT_MAIN_DOWN, /* the same, under a finger */
	PAINT_ON_MAIN, /* words on it */
	PAINT_QUIET, /* other buttons */
	PAINT_QUIET_DOWN,
	PAINT_CHOSEN, /* ground of a chosen choice */
	PAINT_STOP,
	PAINT_STOP_DOWN,
	PAINT_ON_STOP,
	PAINT_FOCUS, /* the ring around what the keypad stands on */
	PAINT_ERROR,
	PAINT_ERROR_SOFT,
	PAINT_NOTE, /* ground of explanations */
	PAINT_OK,
	PAINT_COUNT,
};

enum text_size { SIZE_S, SIZE_M, SIZE_L, SIZE_XL, SIZE_COUNT };

struct theme {
	char name[32];
	uint32_t colour[PAINT_COUNT]; /* 0xRRGGBB */
};

/* The built-in default. */
void theme_default(struct theme *t);
/* folder/NAME.theme over the default. Lines that do not hold are told in warnings (may be NULL). */
NODISCARD int theme_load(struct theme *t, const char *folder, const char *name, struct buf *warnings);
/* The names that the help screen offers, in order; NULL behind the last. */
const char *const *theme_names(void);

/* Height of a capital of running text, in millimetres. */
float size_cap_mm(enum text_size size);
const char *size_name(enum text_size size); /* "S" "M" "L" "XL" */
