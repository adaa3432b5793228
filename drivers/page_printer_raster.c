#include "drivers/page_printer_raster.h"

#include <assert.h>
#include <string.h>

/* Places in the header (PWG 5102.4, 4.3.1); everything else in it is zero. */
enum {
	AT_DPI = 276,
	AT_COPIES = 340,
	AT_SIZE_PT = 352,
	AT_WIDTH = 372,
	AT_HEIGHT = 376,
	AT_BITS_PER_COLOR = 384,
	AT_BITS_PER_PIXEL = 388,
	AT_ROW_BYTES = 392,
	AT_COLOR_SPACE = 400,
	AT_COLORS = 420,
	AT_PAGES = 452,
	AT_CROSS_FEED = 456,
	AT_FEED = 460,
	AT_BOX = 464, /* left, top, right, bottom of what has ink: the whole page */
	AT_ALTERNATE_PRIMARY = 480,
	AT_SIZE_NAME = 1732,
};
enum { SPACE_SGRAY = 18, GREY_BITS = 8, WHITE = 0xffffff, SIZE_NAME_MOST = 63 };
enum { RUN_MOST = 128, REPEATS_MOST = 256, INK = 0, PAPER = 255 };

static void put(uint8_t *header, int at, uint32_t v)
{
	header[at] = (uint8_t)(v >> 24);
	header[at + 1] = (uint8_t)(v >> 16);
	header[at + 2] = (uint8_t)(v >> 8);
	header[at + 3] = (uint8_t)v;
}

void page_raster_start(struct page_raster *r, struct buf *out)
{
	assert(r->width > 0 && r->width <= PAGE_RASTER_MOST_WIDTH && r->height > 0);
	assert(strlen(r->size_name) <= SIZE_NAME_MOST);
	r->repeats = r->rows = 0;
	buf_text(out, "RaS2");
}

void page_raster_page(struct page_raster *r, struct buf *out)
{
	uint8_t h[PAGE_RASTER_HEADER] = "PwgRaster";

	assert(r->rows == 0);
	put(h, AT_DPI, (uint32_t)r->dpi);
	put(h, AT_DPI + 4, (uint32_t)r->dpi);
	put(h, AT_COPIES, 1);
	put(h, AT_SIZE_PT, (uint32_t)r->width_pt);
	put(h, AT_SIZE_PT + 4, (uint32_t)r->height_pt);
	put(h, AT_WIDTH, (uint32_t)r->width);
	put(h, AT_HEIGHT, (uint32_t)r->height);
	put(h, AT_BITS_PER_COLOR, GREY_BITS);
	put(h, AT_BITS_PER_PIXEL, GREY_BITS);
	put(h, AT_ROW_BYTES, (uint32_t)r->width);
	put(h, AT_COLOR_SPACE, SPACE_SGRAY);
	put(h, AT_COLORS, 1);
	put(h, AT_PAGES, (uint32_t)r->pages);
	put(h, AT_CROSS_FEED, 1);
	put(h, AT_FEED, 1);
	put(h, AT_BOX + 8, (uint32_t)r->width);
	put(h, AT_BOX + 12, (uint32_t)r->height);
	put(h, AT_ALTERNATE_PRIMARY, WHITE);
	memcpy(h + AT_SIZE_NAME, r->size_name, strlen(r->size_name));
	buf_add(out, h, sizeof h);
}

static bool is_ink(const uint8_t *row, int x)
{
	return row[x >> 3] & (0x80 >> (x & 7));
}

/* Black and white only: runs of one colour; a run of a single dot is a run too. */
static void add_row(struct buf *out, const uint8_t *row, int width, int repeats)
{
	buf_char(out, (char)(repeats - 1));
	for (int x = 0, n; x < width; x += n) {
		bool ink = is_ink(row, x);

		for (n = 1; n < RUN_MOST && x + n < width && is_ink(row, x + n) == ink; n++)
			continue;
		buf_char(out, (char)(n - 1));
		buf_char(out, (char)(ink ? INK : PAPER));
	}
}

static void flush(struct page_raster *r, struct buf *out)
{
	if (r->repeats)
		add_row(out, r->latest, r->width, r->repeats);
	r->repeats = 0;
}

void page_raster_rows(struct page_raster *r, struct buf *out, const uint8_t *rows, int n)
{
	size_t bytes = (size_t)(r->width + 7) / 8;

	assert(r->rows + n <= r->height);
	for (int y = 0; y < n; y++) {
		const uint8_t *row = rows + (size_t)y * bytes;

		if (r->repeats == REPEATS_MOST || (r->repeats && memcmp(row, r->latest, bytes) != 0))
			flush(r, out);
		if (r->repeats == 0)
			memcpy(r->latest, row, bytes);
		r->repeats++;
	}
	r->rows += n;
	if (r->rows == r->height) {
		flush(r, out);
		r->rows = 0;
		wipe(r->latest, sizeof r->latest);
	}
}
