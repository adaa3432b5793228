/* PWG raster: what is written, libcups reads back dot for dot. */
#include <cups/raster.h>
#include <stdlib.h>

#include "drivers/page_printer_raster.h"
#include "harness.h"

struct source {
	const struct buf *b;
	size_t at;
};

static ssize_t read_some(void *me, unsigned char *out, size_t n)
{
	struct source *s = me;

	n = n < s->b->len - s->at ? n : s->b->len - s->at;
	memcpy(out, s->b->data + s->at, n);
	s->at += n;
	return (ssize_t)n;
}

static struct page_raster shape(int width, int height, int pages)
{
	return (struct page_raster){.width = width,
	        .height = height,
	        .dpi = 300,
	        .width_pt = 595,
	        .height_pt = 841,
	        .size_name = "iso_a4_210x297mm",
	        .pages = pages};
}

static void write_all_rows(struct buf *out, const uint8_t *rows, int width, int height, int pages, int at_once)
{
	struct page_raster r = shape(width, height, pages);

	page_raster_start(&r, out);
	for (int p = 0; p < pages; p++) {
		page_raster_page(&r, out);
		for (int y = 0; y < height; y += at_once)
			page_raster_rows(&r, out, rows + (size_t)y * (size_t)((width + 7) / 8),
			        height - y < at_once ? height - y : at_once);
	}
	CHECK_OK(buf_done(out));
}

static void check_read(const struct buf *b, const uint8_t *rows, int width, int height, int pages)
{
	struct source s = {b, 0};
	cups_raster_t *r = cupsRasterOpenIO(read_some, &s, CUPS_RASTER_READ);
	cups_page_header2_t h;
	unsigned char got[PAGE_RASTER_MOST_WIDTH];

	CHECK(r != NULL);
	for (int p = 0; p < pages; p++) {
		CHECK(cupsRasterReadHeader2(r, &h));
		CHECK_INT(h.cupsWidth, width);
		CHECK_INT(h.cupsHeight, height);
		for (int y = 0; y < height; y++) {
			CHECK_INT(cupsRasterReadPixels(r, got, (unsigned)width), width);
			for (int x = 0; x < width; x++) {
				int ink = !!(rows[(size_t)y * (size_t)((width + 7) / 8) + (size_t)(x >> 3)] &
				             (0x80 >> (x & 7)));

				CHECK_INT(got[x], ink ? 0 : 255);
			}
		}
	}
	CHECK(!cupsRasterReadHeader2(r, &h));
	CHECK_INT(s.at, b->len);
	cupsRasterClose(r);
}

TEST(page_raster, rows_of_every_kind_come_back)
{
	static const int widths[] = {1, 7, 8, 9, 127, 128, 129, 256, 257, 2480};
	uint64_t seed = 3;

	for (int w = 0; w < 10; w++) {
		int width = widths[w], height = 700, bytes = (width + 7) / 8;
		uint8_t *rows = calloc((size_t)height, (size_t)bytes);
		AUTO_BUF b;

		CHECK(rows != NULL);
		for (int y = 0; y < height; y++)
			for (int i = 0; i < bytes; i++)
				rows[y * bytes + i] = y < 300   ? 0 /* more equal rows than one count holds */
				                      : y < 400 ? (uint8_t)test_random(&seed)
				                      : y < 500 ? 0xff
				                      : y < 600 ? 0xaa
				                                : (uint8_t)(test_random(&seed) & 1 ? 0xff : 0);
		buf_init(&b, 64 * 1024 * 1024);
		write_all_rows(&b, rows, width, height, 2, 1 + w * 13);
		check_read(&b, rows, width, height, 2);
		free(rows);
	}
}

TEST(page_raster, the_header_is_the_one_that_cups_makes)
{
	struct page_raster r = shape(2480, 3507, 3);
	cups_page_header2_t want, got;
	pwg_media_t *a4 = pwgMediaForPWG("iso_a4_210x297mm");
	AUTO_BUF b;
	struct source s = {&b, 0};
	cups_raster_t *reader;

	CHECK(a4 && cupsRasterInitPWGHeader(&want, a4, "sgray_8", 300, 300, "one-sided", NULL));
	buf_init(&b, 64 * 1024);
	page_raster_start(&r, &b);
	page_raster_page(&r, &b);
	CHECK_INT(b.len, 4 + PAGE_RASTER_HEADER);
	reader = cupsRasterOpenIO(read_some, &s, CUPS_RASTER_READ);
	CHECK(cupsRasterReadHeader2(reader, &got));
	cupsRasterClose(reader);
	CHECK_INT(got.cupsWidth, want.cupsWidth);
	CHECK_INT(got.cupsHeight, want.cupsHeight);
	CHECK_INT(got.cupsBitsPerColor, want.cupsBitsPerColor);
	CHECK_INT(got.cupsBitsPerPixel, want.cupsBitsPerPixel);
	CHECK_INT(got.cupsBytesPerLine, want.cupsBytesPerLine);
	CHECK_INT(got.cupsColorSpace, want.cupsColorSpace);
	CHECK_INT(got.cupsNumColors, want.cupsNumColors);
	CHECK_INT(got.HWResolution[0], want.HWResolution[0]);
	CHECK_INT(got.PageSize[0], want.PageSize[0]);
	CHECK_INT(got.PageSize[1], want.PageSize[1]);
	CHECK_INT(got.cupsInteger[0], 3);
	for (int i = 1; i < 3; i++)
		CHECK_INT(got.cupsInteger[i], want.cupsInteger[i]);
	CHECK_TEXT(got.cupsPageSizeName, want.cupsPageSizeName);
	CHECK_TEXT(got.MediaClass, "PwgRaster"); /* cups writes that when it writes the header */
}

TEST(page_raster, white_costs_next_to_nothing)
{
	uint8_t *rows = calloc(3507, 310);
	AUTO_BUF b;

	CHECK(rows != NULL);
	buf_init(&b, 1024 * 1024);
	write_all_rows(&b, rows, 2480, 3507, 1, 120);
	CHECK(b.len < 4 + PAGE_RASTER_HEADER + 14 * 41 + 1);
	free(rows);
}
