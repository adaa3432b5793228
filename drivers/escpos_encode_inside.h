#pragma once

/*
 * escpos_encode_inside - how the encoder's own files share a band
 *
 * Only escpos_encode*.c include this. escpos_encode_plan.c finds the cheapest safe way
 * to send a band, as steps from the top; escpos_encode.c sends them.
 */
#include <stdbool.h>
#include "drivers/escpos_encode.h"
#include "drivers/printer_profile.h"

enum {
	ESC = 0x1b,
	GS = 0x1d,
	DLE = 0x10,
	LF = 0x0a,
	HEADER_MOST = 24,
	ROW_MOST = 832 / 8,
	COLUMNS_MOST = 3 * 832,
	MARGIN_BYTES = 4, /* GS L nL nH */
	ALIGN_BYTES = 6, /* ESC a 2, and ESC a 0 behind it */
};

/* How one stretch of rows is sent. */
enum way { WAY_RASTER, WAY_COLUMNS };

struct step {
	uint32_t cost; /* of this and all that follow */
	int rows, left, width; /* left and width in bytes */
	int skip; /* of columns: white bytes that ESC a 2 passes over, holding the rest at the right edge */
	enum way way;
};

struct plan {
	const struct printer_profile *p;
	const uint8_t *rows;
	int row_bytes, n;
	int left[ESCPOS_BAND_ROWS], right[ESCPOS_BAND_ROWS]; /* bytes that are sent; right 0 = a white row */
	int ink[ESCPOS_BAND_ROWS]; /* the first byte with ink, whether or not the left side may be cropped */
	bool bad[ESCPOS_BAND_ROWS]; /* a sequence stands inside the row: no width and no split removes it */
	struct step step[ESCPOS_BAND_ROWS + 1];
};

static inline const uint8_t *row_at(const struct plan *pl, int row)
{
	return pl->rows + (size_t)row * (size_t)pl->row_bytes;
}

/* Fills step[]: from 0 on, each says where the next begins. */
void plan_make(struct plan *pl);

/* The bytes before the data of a stretch; their number. */
size_t raster_header(uint8_t out[HEADER_MOST], const struct printer_profile *p, int width, int rows);
/* Those of a whole raster command that are no dots. */
size_t raster_overhead(const struct printer_profile *p);
/* All columns of 24 rows of a step, top bit first; the number of bytes. */
size_t columns_take(uint8_t out[COLUMNS_MOST], const struct plan *pl, int from, const struct step *s);
bool is_realtime(uint8_t second); /* behind DLE */
