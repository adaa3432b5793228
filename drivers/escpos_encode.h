#pragma once

/*
 * escpos_encode - dots in, printer bytes out
 *
 * Rows of one bit a dot (leftmost in the highest bit, 1 = ink) become the raster
 * commands that the profile names. Pure: no device, no state between calls.
 *
 * What it promises, whatever the dots are:
 *   - lengths are exact and no command is larger than the profile allows, so a job
 *     that breaks off can be flushed with a bounded number of NULs;
 *   - rows are sent only as wide as their ink (GS v 0 and GS ( L): about half of the
 *     bytes of full-width raster;
 *   - the bytes hold no real-time sequence (10 04, 10 05, 10 14) anywhere: a printer
 *     executes those even inside of data, and they may open drawers and clear buffers.
 *     Rows are split, widened by a byte, or sent as columns (ESC *) until it is gone.
 *     Patterns that no letter has can defeat all three: then one dot is added beside an
 *     inked one, and the answer says so.
 *
 * Commands: reference/printing.md 2.1, hazard: 2.5.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sys/err.h"

struct buf;
struct printer_profile;

enum { ESCPOS_BAND_ROWS = 240, ESCPOS_COLUMN_ROWS = 24 }; /* most rows in one call; rows of a column command */

/* The first bytes of a job. unsure: an unfinished command may still wait for its data. */
void escpos_start(struct buf *out, const struct printer_profile *p, bool unsure);
/* Answer: sent, with dots added. */
enum { ESCPOS_THICKENED = 1 };
/* n_rows rows, dots / 8 bytes each, printed below what came before. A printer that knows columns only takes multiples
 * of ESCPOS_COLUMN_ROWS. */
NODISCARD int escpos_rows(struct buf *out, const struct printer_profile *p, const uint8_t *rows, int n_rows);
/* White paper to the cutter or tear bar, and the cut. */
NODISCARD int escpos_finish(struct buf *out, const struct printer_profile *p);

/* NULs that end any command of ours. */
size_t escpos_flush_bytes(const struct printer_profile *p);
/* White rows that escpos_finish() feeds by itself (a printer that feeds to its own cutter adds its own). */
int escpos_tail_rows(const struct printer_profile *p);
/* Room that escpos_rows() may need for n_rows. */
size_t escpos_room(const struct printer_profile *p, int n_rows);
/* True when no real-time sequence stands in these bytes. */
bool escpos_is_quiet(const void *bytes, size_t n);
