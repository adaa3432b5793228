#pragma once

/*
 * escpos_decode_realtime - what a printer does the moment a byte arrives
 *
 * DLE EOT, DLE ENQ and DLE DC4 are executed on reception, before the bytes wait
 * in the buffer, wherever they stand: also inside of raster data. This watches
 * a raw stream for them. (Epson's reference: "real-time commands"; printing.md 2.5.)
 */
#include <stdbool.h>
#include <stdint.h>

struct escpos_realtime { /* begins zeroed */
	uint8_t seen[10];
	int n, need;
};

/* True when the three bytes begin something that some known model executes. */
bool escpos_is_realtime(uint8_t first, uint8_t second, uint8_t third);
/* How long that sequence is, 3 .. 10. */
int escpos_realtime_length(uint8_t second, uint8_t third);
/* The next byte received. True: a whole sequence stands in seen[0..n). */
bool escpos_realtime_next(struct escpos_realtime *r, uint8_t byte);
