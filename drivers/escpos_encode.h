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
 *   - rows are sent only as wide as their ink (GS v 0 and GS ( L), from its left side too
 *     where the profile has left_margin; where it has column_right instead, lines that begin far from the left
 *     go as columns held at the right edge: about half of the bytes of full-width raster;
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

/* Behind the rows of a band, or behind the cut: what the printer answers once it got so far. GS ( H with the ID
 * (four bytes of 20 to 7E) when the profile has process_id: answered when printed; else GS r 1 when it has gs_r:
 * answered when read; else nothing. The kind of answer is told by escpos_mark_kind(). */
enum escpos_mark_kind { ESCPOS_MARK_NONE, ESCPOS_MARK_GS_R, ESCPOS_MARK_ID };
enum escpos_mark_kind escpos_mark_kind(const struct printer_profile *p);
void escpos_mark(struct buf *out, const struct printer_profile *p, const uint8_t id[4]);
/* GS a FF: report every change by itself, when the profile has asb. Behind escpos_start(), for ESC @ may end it. */
void escpos_ask_status(struct buf *out, const struct printer_profile *p);
/* GS I n: 1..3 one byte, 65 firmware, 66 maker, 67 model, 68 serial number, 69 fonts. Of any printer: who it is
 * comes before its profile. */
void escpos_identify(struct buf *out, int n);
/* GS g 2 when the profile has counters; which: 20 lines fed since reset, 148 ever, 50 cuts since reset, 178 ever. */
void escpos_ask_counter(struct buf *out, const struct printer_profile *p, int which);
/* 1D E1 when the profile has metres_left; answer "510cm". */
void escpos_ask_metres(struct buf *out, const struct printer_profile *p);

/* NULs that end any command of ours. */
size_t escpos_flush_bytes(const struct printer_profile *p);
/* White rows that escpos_finish() feeds by itself (a printer that feeds to its own cutter adds its own). */
int escpos_tail_rows(const struct printer_profile *p);
/* Room that escpos_rows() may need for n_rows. */
size_t escpos_room(const struct printer_profile *p, int n_rows);
/* True when no real-time sequence stands in these bytes. */
bool escpos_is_quiet(const void *bytes, size_t n);
