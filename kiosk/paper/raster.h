#pragma once

/*
 * raster - a sheet's dots, a band at a time
 *
 * Only one band is ever in memory, whatever the sheet's length; it is wiped at the
 * end. The same sheet gives the same dots, however tall its bands are.
 *
 * One bit a dot, leftmost in the highest bit, 1 = ink; rows of dots / 8 bytes.
 */
#include <stdint.h>
#include "sys/err.h"

struct raster;
struct sheet;

/* Rows of a band and of the whole come in steps of this, so that column printers and columns as a way out fit. */
enum { RASTER_STEP = 24, RASTER_MAX_BAND = 240 };

/* sheet: done, borrowed. dots: a multiple of 8, the head's width; what the sheet draws beyond it is cut off.
 * band_rows: a multiple of RASTER_STEP up to RASTER_MAX_BAND. */
NODISCARD int raster_new(struct raster **out, const struct sheet *sheet, int dots, int band_rows);
void raster_free(struct raster *r);

int raster_rows(const struct raster *r); /* of the whole, a multiple of RASTER_STEP */
int raster_bands(const struct raster *r);
/* Draws band i; *n_rows rows, borrowed until the next call. */
NODISCARD int raster_band(const uint8_t **rows, int *n_rows, struct raster *r, int i);
