#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "drivers/picture.h"
#include "harness.h"
#include "sys/file.h"

static struct picture bits(int width, int height, const uint8_t *rows)
{
	return (struct picture){.kind = PICTURE_BIT,
	        .width = width,
	        .height = height,
	        .stride = picture_row_bytes(PICTURE_BIT, width),
	        .rows = rows};
}

/* ---- there and back ------------------------------------------------------------------------ */

TEST(roundtrip, bits_keep_every_dot)
{
	uint8_t rows[3 * 7];
	uint64_t seed = 1;
	for (size_t i = 0; i < sizeof(rows); i++)
		rows[i] = (uint8_t)test_random(&seed);
	struct picture p = bits(53, 3, rows), *back;
	p.dpi = 203;
	CHECK_OK(picture_write("a.png", &p));
	CHECK_OK(picture_read(&back, "a.png"));
	CHECK_INT(back->kind, PICTURE_BIT);
	CHECK_INT(back->width, 53);
	CHECK_INT(back->height, 3);
	CHECK_INT(back->dpi, 203);
	for (int y = 0; y < 3; y++)
		for (int x = 0; x < 53; x++)
			CHECK_INT(picture_is_dark(back, x, y), picture_is_dark(&p, x, y));
	picture_free(back);
}

TEST(roundtrip, greys_and_colours_keep_every_value_and_the_stride)
{
	uint8_t rows[2 * 40];
	uint64_t seed = 2;
	for (size_t i = 0; i < sizeof(rows); i++)
		rows[i] = (uint8_t)test_random(&seed);
	static const enum picture_kind kinds[] = {PICTURE_GREY, PICTURE_RGB};
	for (size_t k = 0; k < 2; k++) {
		struct picture p = {.kind = kinds[k], .width = 11, .height = 2, .stride = 40, .rows = rows}, *back;
		CHECK_OK(picture_write("a.png", &p));
		CHECK_OK(picture_read(&back, "a.png"));
		CHECK_INT(back->kind, kinds[k]);
		CHECK_INT(back->dpi, 0);
		for (size_t y = 0; y < 2; y++)
			CHECK_BYTES(back->rows + y * back->stride, rows + y * 40, back->stride);
		picture_free(back);
	}
}

TEST(roundtrip, a_screen_comes_back_as_red_green_blue)
{
	const uint32_t screen[2] = {0xff123456, 0x00abcdef};
	struct picture p = {.kind = PICTURE_XRGB,
	                       .width = 2,
	                       .height = 1,
	                       .stride = 8,
	                       .rows = (const uint8_t *)screen},
	               *back;
	CHECK_OK(picture_write("a.png", &p));
	CHECK_OK(picture_read(&back, "a.png"));
	CHECK_INT(back->kind, PICTURE_RGB);
	CHECK_BYTES(back->rows, "\x12\x34\x56\xab\xcd\xef", 6);
	CHECK_INT(picture_is_dark(&p, 0, 0), 1);
	CHECK_INT(picture_is_dark(&p, 1, 0), 0);
	CHECK_INT(picture_is_dark(back, 0, 0), 1);
	CHECK_INT(picture_is_dark(back, 1, 0), 0);
	picture_free(back);
}

TEST(roundtrip, darkness_of_grey_begins_below_half)
{
	const uint8_t row[2] = {127, 128};
	const struct picture p = {.kind = PICTURE_GREY, .width = 2, .height = 1, .stride = 2, .rows = row};
	CHECK_INT(picture_is_dark(&p, 0, 0), 1);
	CHECK_INT(picture_is_dark(&p, 1, 0), 0);
}

/* ---- other people's files --------------------------------------------------------------------- */

static void write_foreign(const char *path, png_uint_32 format, const void *pixels)
{
	png_image image = {.version = PNG_IMAGE_VERSION, .width = 2, .height = 2, .format = format};
	CHECK(png_image_write_to_file(&image, path, 0, pixels, 0, NULL));
}

TEST(foreign, transparency_is_laid_on_white)
{
	const uint8_t rgba[16] = {10, 20, 30, 255, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255};
	struct picture *p;
	write_foreign("a.png", PNG_FORMAT_RGBA, rgba);
	CHECK_OK(picture_read(&p, "a.png"));
	CHECK_INT(p->kind, PICTURE_RGB);
	CHECK_BYTES(p->rows, "\x0a\x14\x1e\xff\xff\xff\x00\x00\x00\xff\xff\xff", 12);
	picture_free(p);
	const uint8_t grey_alpha[8] = {0, 255, 0, 0, 99, 255, 255, 255};
	write_foreign("b.png", PNG_FORMAT_GA, grey_alpha);
	CHECK_OK(picture_read(&p, "b.png"));
	CHECK_INT(p->kind, PICTURE_GREY);
	CHECK_BYTES(p->rows, "\x00\xff\x63\xff", 4);
	picture_free(p);
}

TEST(foreign, sixteen_bits_become_eight)
{
	const uint16_t linear[4] = {0, 65535, 65535, 0};
	struct picture *p;
	write_foreign("a.png", PNG_FORMAT_LINEAR_Y, linear);
	CHECK_OK(picture_read(&p, "a.png"));
	CHECK_INT(p->kind, PICTURE_GREY);
	CHECK_BYTES(p->rows, "\x00\xff\xff\x00", 4);
	picture_free(p);
}

TEST(foreign, every_cut_of_a_file_and_every_flipped_byte_is_refused_or_read)
{
	const uint8_t rows[8] = {1, 2, 3, 4, 5, 6, 7, 8};
	struct picture in = bits(8, 8, rows), *p;
	AUTO_BUF all;
	buf_init(&all, 10000);
	CHECK_OK(picture_write("a.png", &in));
	CHECK_OK(file_read(&all, "a.png"));
	for (size_t n = 0; n < all.len; n++) {
		CHECK_OK(file_replace("b.png", all.data, n, 0600));
		CHECK(picture_read(&p, "b.png") < 0);
		CHECK_HAS(err_why(), "b.png is no picture that can be read: ");
	}
	for (size_t i = 0; i < all.len; i++) {
		all.data[i] ^= 0x15;
		CHECK_OK(file_replace("b.png", all.data, all.len, 0600));
		if (picture_read(&p, "b.png") == 0)
			picture_free(p);
		all.data[i] ^= 0x15;
	}
}

TEST(foreign, a_missing_file_says_so)
{
	struct picture *p;
	CHECK_INT(picture_read(&p, "none.png"), -ENOENT);
	CHECK_HAS(err_why(), "none.png");
}

/* ---- ceilings ------------------------------------------------------------------------------------- */

TEST(ceilings, width)
{
	uint8_t *row = calloc(1, 1025);
	struct picture p = bits(PICTURE_MOST_WIDTH - 1, 1, row), *back;
	CHECK_OK(picture_write("a.png", &p));
	p.width = PICTURE_MOST_WIDTH;
	CHECK_OK(picture_write("a.png", &p));
	CHECK_OK(picture_read(&back, "a.png"));
	CHECK_INT(back->width, PICTURE_MOST_WIDTH);
	picture_free(back);
	p.width++;
	p.stride++;
	CHECK_INT(picture_write("b.png", &p), -EINVAL);
	CHECK_TEXT(err_why(), "a picture of 8193 x 1 dots is outside 1 x 1 to 8192 x 200000");
	CHECK(!file_exists("b.png"));
	free(row);
}

TEST(ceilings, height)
{
	uint8_t *rows = calloc(1, PICTURE_MOST_HEIGHT + 1);
	struct picture p = bits(8, PICTURE_MOST_HEIGHT - 1, rows), *back;
	CHECK_OK(picture_write("a.png", &p));
	p.height++;
	CHECK_OK(picture_write("a.png", &p));
	CHECK_OK(picture_read(&back, "a.png"));
	picture_free(back);
	p.height++;
	CHECK_INT(picture_write("b.png", &p), -EINVAL);
	free(rows);
}

TEST(ceilings, nothing_and_less_than_nothing_are_no_sizes)
{
	struct picture p = bits(0, 5, NULL);
	CHECK_INT(picture_write("a.png", &p), -EINVAL);
	p = bits(5, 0, NULL);
	CHECK_INT(picture_write("a.png", &p), -EINVAL);
	p = bits(5, -3, NULL);
	CHECK_INT(picture_write("a.png", &p), -EINVAL);
}

TEST(ceilings, memory)
{
	struct picture p = {.kind = PICTURE_RGB, .width = 8192, .height = 5462, .stride = 8192 * 3, .rows = NULL};
	CHECK_INT(picture_write("a.png", &p), -EINVAL);
	CHECK_TEXT(err_why(), "a picture of 8192 x 5462 dots needs more than 128 MiB of memory");
}

/* The cyclic checksum of a PNG chunk. */
static uint32_t checksum(const uint8_t *bytes, size_t n)
{
	uint32_t crc = 0xffffffff;
	for (size_t i = 0; i < n; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
	}
	return ~crc;
}

/* A file that promises a huge picture must be refused before the memory for it is taken. */
TEST(ceilings, a_file_that_promises_too_much)
{
	const uint8_t rows[1] = {0};
	struct picture in = bits(8, 1, rows), *p;
	AUTO_BUF all;
	buf_init(&all, 10000);
	CHECK_OK(picture_write("a.png", &in));
	CHECK_OK(file_read(&all, "a.png"));
	all.data[18] = 0x20; /* IHDR width 8192 + 8, its checksum corrected */
	uint32_t crc = checksum(all.data + 12, 17);
	for (int i = 0; i < 4; i++)
		all.data[29 + i] = (uint8_t)(crc >> (24 - 8 * i));
	CHECK_OK(file_replace("b.png", all.data, all.len, 0600));
	CHECK(picture_read(&p, "b.png") < 0);
	CHECK_HAS(err_why(), "b.png is no picture that can be read: ");
}

/* ---- the disk ---------------------------------------------------------------------------------------- */

TEST(disk, whichever_step_fails_the_old_or_the_new_picture_stands)
{
	const uint8_t old_rows[1] = {0xf0}, new_rows[1] = {0x0f};
	struct picture old = bits(8, 1, old_rows), new = bits(8, 1, new_rows), *p;
	CHECK_OK(picture_write("a.png", &old));
	int failed = 0;
	FAULT_SWEEP(n)
	{
		int r = picture_write("a.png", &new);
		failed += r < 0;
		CHECK_OK(picture_read(&p, "a.png"));
		CHECK(p->rows[0] == 0xf0 || p->rows[0] == 0x0f);
		CHECK(r < 0 || p->rows[0] == 0x0f);
		picture_free(p);
	}
	CHECK(failed >= 4);
	CHECK(!file_exists("a.png.new"));
}

TEST(disk, a_folder_that_is_not_there_says_so)
{
	const uint8_t row[1] = {0};
	struct picture p = bits(8, 1, row);
	CHECK_INT(picture_write("none/a.png", &p), -ENOENT);
	CHECK_HAS(err_why(), "none/a.png");
}
