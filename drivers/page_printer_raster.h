#pragma once

/*
 * page_printer_raster - rows of dots as PWG raster (PWG 5102.4), the one format every IPP Everywhere printer takes
 *
 * Pure: bytes go into a buffer of the caller's, a row at a time. Dots are written as sgray_8, which every such printer
 * takes (one bit a dot is optional there); runs and equal rows keep them small.
 */
#include <stdint.h>
#include "sys/buf.h"

enum { PAGE_RASTER_HEADER = 1796, PAGE_RASTER_MOST_WIDTH = 8192 };

struct page_raster {
	int width, height, dpi; /* dots of a page, at most PAGE_RASTER_MOST_WIDTH; dots an inch */
	int width_pt, height_pt; /* the paper, 1/72 inch */
	const char *size_name; /* "iso_a4_210x297mm" */
	int pages; /* of the document */
	/* its own */
	uint8_t latest[PAGE_RASTER_MOST_WIDTH / 8];
	int repeats; /* rows that equal `latest` and wait; 0 = none */
	int rows; /* taken of this page */
};

/* Once, before the first page. */
void page_raster_start(struct page_raster *r, struct buf *out);
/* Before the rows of each page. */
void page_raster_page(struct page_raster *r, struct buf *out);
/* n rows of (width + 7) / 8 bytes, leftmost dot in the highest bit, 1 = ink. The last row of a page ends it. */
void page_raster_rows(struct page_raster *r, struct buf *out, const uint8_t *rows, int n);
