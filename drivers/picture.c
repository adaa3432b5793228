#include <assert.h>
#include <errno.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include "drivers/picture.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

#define DOTS_PER_METRE(dpi) ((png_uint_32)((dpi) / 0.0254 + 0.5))

/* libpng reports trouble by a long jump; what it said is kept here for the sentence. */
struct png_work {
	png_structp png;
	png_infop info;
	struct buf *file; /* written into, or read from `at` on */
	size_t at;
	const struct picture *from;
	uint8_t *row; /* one converted row */
	struct picture *to;
	png_bytep *to_rows;
	char why[96];
};

static void png_trouble(png_structp png, png_const_charp why)
{
	struct png_work *w = png_get_error_ptr(png);
	(void)text_copy(w->why, sizeof(w->why), why);
	png_longjmp(png, 1);
}

static void png_remark(png_structp png, png_const_charp why)
{
	(void)png;
	(void)why;
}

size_t picture_row_bytes(enum picture_kind kind, int width)
{
	switch (kind) {
	case PICTURE_BIT:
		return ((size_t)width + 7) / 8;
	case PICTURE_GREY:
		return (size_t)width;
	case PICTURE_RGB:
		return (size_t)width * 3;
	case PICTURE_XRGB:
		return (size_t)width * 4;
	}
	assert(!"a kind of picture");
	return 0;
}

static int check_size(enum picture_kind kind, uint32_t width, uint32_t height)
{
	if (width < 1 || width > PICTURE_MOST_WIDTH || height < 1 || height > PICTURE_MOST_HEIGHT)
		return err_new(EINVAL, "a picture of %u x %u dots is outside 1 x 1 to %d x %d", width, height,
		        PICTURE_MOST_WIDTH, PICTURE_MOST_HEIGHT);
	if (picture_row_bytes(kind, (int)width) > PICTURE_MOST_BYTES / (size_t)height)
		return err_new(EINVAL, "a picture of %u x %u dots needs more than %d MiB of memory", width, height,
		        PICTURE_MOST_BYTES / 1024 / 1024);
	return 0;
}

/* ---- writing ---------------------------------------------------------------- */

static void take_bytes(png_structp png, png_bytep bytes, size_t n)
{
	struct png_work *w = png_get_io_ptr(png);
	buf_add(w->file, bytes, n);
	if (w->file->failed)
		png_error(png, "the file would grow too large");
}

static void flush_nothing(png_structp png)
{
	(void)png;
}

static const uint8_t *row_for_png(const struct png_work *w, int y)
{
	const uint8_t *from = w->from->rows + (size_t)y * w->from->stride;
	if (w->from->kind != PICTURE_XRGB)
		return from;
	for (int x = 0; x < w->from->width; x++) {
		uint32_t dot;
		memcpy(&dot, from + (size_t)x * 4, sizeof(dot));
		w->row[x * 3] = (uint8_t)(dot >> 16);
		w->row[x * 3 + 1] = (uint8_t)(dot >> 8);
		w->row[x * 3 + 2] = (uint8_t)dot;
	}
	return w->row;
}

static bool encode(struct png_work *w)
{
	const struct picture *p = w->from;
	if (setjmp(png_jmpbuf(w->png)))
		return false;
	png_set_user_limits(w->png, PICTURE_MOST_WIDTH, PICTURE_MOST_HEIGHT);
	png_set_write_fn(w->png, w, take_bytes, flush_nothing);
	bool grey = p->kind == PICTURE_BIT || p->kind == PICTURE_GREY;
	png_set_IHDR(w->png, w->info, (png_uint_32)p->width, (png_uint_32)p->height, p->kind == PICTURE_BIT ? 1 : 8,
	        grey ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
	        PNG_FILTER_TYPE_DEFAULT);
	if (p->dpi > 0)
		png_set_pHYs(w->png, w->info, DOTS_PER_METRE(p->dpi), DOTS_PER_METRE(p->dpi), PNG_RESOLUTION_METER);
	/* Flat surfaces of one colour: plain rows pack as well as filtered ones, in a fifth of the time. */
	png_set_filter(w->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
	png_set_compression_level(w->png, 4);
	png_write_info(w->png, w->info);
	if (p->kind == PICTURE_BIT)
		png_set_invert_mono(w->png); /* ink is 1 here and 0 in the file */
	for (int y = 0; y < p->height; y++)
		png_write_row(w->png, row_for_png(w, y));
	png_write_end(w->png, w->info);
	return true;
}

int picture_write(const char *path, const struct picture *p)
{
	int r = check_size(p->kind, p->width > 0 ? (uint32_t)p->width : 0, p->height > 0 ? (uint32_t)p->height : 0);
	if (r)
		return err_up(r);
	assert(p->stride >= picture_row_bytes(p->kind, p->width));
	AUTO_BUF file;
	buf_init(&file, PICTURE_MOST_BYTES);
	struct png_work w = {.from = p, .file = &file, .why = "no memory"};
	w.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &w, png_trouble, png_remark);
	w.info = w.png ? png_create_info_struct(w.png) : NULL;
	w.row = malloc((size_t)p->width * 3);
	bool done = w.info && w.row && encode(&w);
	png_destroy_write_struct(&w.png, &w.info);
	free(w.row);
	if (!done)
		return err_new(EIO, "the picture %s can not be made: %s", path, w.why);
	return err_up(file_replace(path, file.data, file.len, 0640));
}

/* ---- reading ---------------------------------------------------------------- */

static void give_bytes(png_structp png, png_bytep bytes, size_t n)
{
	struct png_work *w = png_get_io_ptr(png);
	if (n > w->file->len - w->at)
		png_error(png, "the file ends too early");
	memcpy(bytes, w->file->data + w->at, n);
	w->at += n;
}

/* Sets up the conversions, and gives the kind that comes out of them. */
static enum picture_kind choose_kind(struct png_work *w)
{
	static const png_color_16 white = {.red = 0xffff, .green = 0xffff, .blue = 0xffff, .gray = 0xffff};
	int colour = png_get_color_type(w->png, w->info), depth = png_get_bit_depth(w->png, w->info);
	bool clear = png_get_valid(w->png, w->info, PNG_INFO_tRNS) || (colour & PNG_COLOR_MASK_ALPHA);
	if (colour == PNG_COLOR_TYPE_GRAY && depth == 1 && !clear) {
		png_set_invert_mono(w->png);
		return PICTURE_BIT;
	}
	png_set_expand(w->png);
	png_set_scale_16(w->png);
	if (clear)
		png_set_background(w->png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
	return (colour & PNG_COLOR_MASK_COLOR) ? PICTURE_RGB : PICTURE_GREY;
}

static int room_for(struct png_work *w, enum picture_kind kind)
{
	uint32_t width = png_get_image_width(w->png, w->info), height = png_get_image_height(w->png, w->info);
	int r = check_size(kind, width, height);
	if (r)
		return r;
	size_t stride = picture_row_bytes(kind, (int)width);
	w->to = calloc(1, sizeof(*w->to) + stride * height);
	w->to_rows = calloc(height, sizeof(*w->to_rows));
	if (!w->to || !w->to_rows)
		return err_new(ENOMEM, "no memory for a picture of %u x %u dots", width, height);
	uint8_t *rows = (uint8_t *)(w->to + 1);
	double per_inch = png_get_x_pixels_per_meter(w->png, w->info) * 0.0254;
	*w->to = (struct picture){.kind = kind,
	        .width = (int)width,
	        .height = (int)height,
	        .stride = stride,
	        .dpi = per_inch < 100000 ? (int)(per_inch + 0.5) : 0,
	        .rows = rows};
	for (uint32_t y = 0; y < height; y++)
		w->to_rows[y] = rows + y * stride;
	return 0;
}

/* 0; a surprise of ours; 1: libpng's, in w->why. */
static int decode(struct png_work *w)
{
	if (setjmp(png_jmpbuf(w->png)))
		return 1;
	png_set_user_limits(w->png, PICTURE_MOST_WIDTH, PICTURE_MOST_HEIGHT);
	png_set_chunk_malloc_max(w->png, 4 * 1024 * 1024);
	png_set_read_fn(w->png, w, give_bytes);
	png_read_info(w->png, w->info);
	enum picture_kind kind = choose_kind(w);
	png_set_interlace_handling(w->png);
	png_read_update_info(w->png, w->info);
	int r = room_for(w, kind);
	if (r)
		return r;
	if (png_get_rowbytes(w->png, w->info) != w->to->stride)
		png_error(w->png, "rows of an unexpected length");
	png_read_image(w->png, w->to_rows);
	png_read_end(w->png, NULL);
	return 0;
}

int picture_read(struct picture **out, const char *path)
{
	AUTO_BUF file;
	buf_init(&file, PICTURE_MOST_BYTES);
	int r = file_read(&file, path);
	if (r)
		return err_up(r);
	struct png_work w = {.file = &file, .why = "no memory"};
	w.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &w, png_trouble, png_remark);
	w.info = w.png ? png_create_info_struct(w.png) : NULL;
	r = w.info ? decode(&w) : 1;
	png_destroy_read_struct(&w.png, &w.info, NULL);
	free(w.to_rows);
	if (r) {
		free(w.to);
		return r < 0 ? err_up(r) : err_new(EBADMSG, "%s is no picture that can be read: %s", path, w.why);
	}
	*out = w.to;
	return 0;
}

void picture_free(struct picture *p)
{
	free(p);
}

int picture_is_dark(const struct picture *p, int x, int y)
{
	assert(x >= 0 && x < p->width && y >= 0 && y < p->height);
	const uint8_t *row = p->rows + (size_t)y * p->stride;
	uint32_t dot;
	switch (p->kind) {
	case PICTURE_BIT:
		return row[x / 8] >> (7 - x % 8) & 1;
	case PICTURE_GREY:
		return row[x] < 128;
	case PICTURE_RGB:
		row += (size_t)x * 3;
		return (row[0] * 30 + row[1] * 59 + row[2] * 11) / 100 < 128;
	case PICTURE_XRGB:
		memcpy(&dot, row + (size_t)x * 4, sizeof(dot));
		return ((dot >> 16 & 255) * 30 + (dot >> 8 & 255) * 59 + (dot & 255) * 11) / 100 < 128;
	}
	return 0;
}
