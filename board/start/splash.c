#include "board/start/splash.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sys/buf.h"
#include "sys/file.h"

struct picture {
	const uint8_t *grey;
	int width, height;
};

/* One number of the head; *at moves behind it. -1 when there is none. */
static int head_number(const uint8_t *pgm, size_t n, size_t *at)
{
	int v = 0;

	while (*at < n && isspace(pgm[*at]))
		++*at;
	if (*at >= n || !isdigit(pgm[*at]))
		return -1;
	while (*at < n && isdigit(pgm[*at]) && v <= SPLASH_SIDE_MAX)
		v = v * 10 + (pgm[(*at)++] - '0');
	return v;
}

static int take_picture(struct picture *out, const uint8_t *pgm, size_t n)
{
	size_t at = 2;
	int w, h, most;

	if (n < 2 || memcmp(pgm, "P5", 2) != 0)
		return err_new(EINVAL, "the picture for the screen is no PGM");
	w = head_number(pgm, n, &at);
	h = head_number(pgm, n, &at);
	most = head_number(pgm, n, &at);
	if (w < 1 || w > SPLASH_SIDE_MAX || h < 1 || h > SPLASH_SIDE_MAX || most != 255)
		return err_new(EINVAL, "the picture for the screen has no size that can be shown");
	if (n - at < 1 || n - at - 1 < (size_t)w * (size_t)h)
		return err_new(EINVAL, "the picture for the screen is cut off");
	*out = (struct picture){pgm + at + 1, w, h};
	return 0;
}

void splash_dot(const struct splash_frame *f, int x, int y, uint8_t grey)
{
	uint8_t *at = f->dots + (size_t)y * (size_t)f->stride_bytes + (size_t)x * (size_t)(f->bits / 8);
	uint32_t wide = 0xff000000u | grey * 0x010101u;
	uint16_t narrow = (uint16_t)((grey >> 3) << 11 | (grey >> 2) << 5 | grey >> 3);

	if (f->bits == 32)
		memcpy(at, &wide, sizeof wide);
	else
		memcpy(at, &narrow, sizeof narrow);
}

static int scale_of(const struct splash_frame *f, const struct picture *p)
{
	int across = f->width / p->width, down = f->height / p->height;
	int s = across < down ? across : down;

	return s < 1 ? 1 : s > 2 ? 2 : s;
}

/* One row of dots: the picture's, or only its ground where py is -1. */
static void fill_row(const struct splash_frame *f, int y, const struct picture *p, int py, int left, int scale)
{
	for (int x = 0; x < f->width; x++) {
		int px = x - left;
		bool in = py >= 0 && px >= 0 && px / scale < p->width;

		splash_dot(f, x, y, in ? p->grey[py * p->width + px / scale] : p->grey[0]);
	}
}

int splash_draw(const struct splash_frame *frame, const uint8_t *pgm, size_t n)
{
	struct picture p = {0};
	size_t row = (size_t)frame->stride_bytes;
	int e, scale, top;

	if (frame->bits != 16 && frame->bits != 32)
		return err_new(EINVAL, "the screen has %d bits a dot; 16 or 32 are known", frame->bits);
	e = take_picture(&p, pgm, n);
	if (e)
		return err_up(e);
	scale = scale_of(frame, &p);
	top = (frame->height - p.height * scale) / 2;
	fill_row(frame, 0, &p, -1, 0, scale);
	for (int y = 1; y < frame->height; y++)
		memcpy(frame->dots + (size_t)y * row, frame->dots, row);
	for (int y = top < 0 ? 0 : top; y < top + p.height * scale && y < frame->height; y++)
		fill_row(frame, y, &p, (y - top) / scale, (frame->width - p.width * scale) / 2, scale);
	return 0;
}

static int draw_on(int fd, const struct buf *pgm, bool lights, splash_over *over, void *me)
{
	struct fb_fix_screeninfo fix;
	struct fb_var_screeninfo var;
	struct splash_frame frame;
	size_t n;
	int e;

	if (ioctl(fd, FBIOGET_VSCREENINFO, &var) || ioctl(fd, FBIOGET_FSCREENINFO, &fix))
		return err_new(errno, "the screen does not tell its size");
	var.activate = FB_ACTIVATE_NOW | FB_ACTIVATE_FORCE;
	if (lights)
		(void)ioctl(fd, FBIOPUT_VSCREENINFO, &var); /* of a screen on which nobody drew yet */
	n = (size_t)fix.line_length * var.yres;
	frame = (struct splash_frame){.width = (int)var.xres,
	        .height = (int)var.yres,
	        .stride_bytes = (int)fix.line_length,
	        .bits = (int)var.bits_per_pixel};
	/* Drawn beside and written at once: each dot put into the screen's own memory would be a fault of its page. */
	frame.dots = calloc(1, n);
	if (!frame.dots)
		return err_new(ENOMEM, "no memory for a picture of this screen");
	e = splash_draw(&frame, pgm->data, pgm->len);
	if (e == 0 && over)
		e = over(me, &frame);
	if (e == 0)
		e = write_all(fd, frame.dots, n);
	free(frame.dots);
	return err_up(e);
}

int splash_show(const char *fb, const char *picture)
{
	int r = splash_show_over(fb, picture, true, NULL, NULL);

	return r < 0 ? err_up(r) : r;
}

int splash_show_over(const char *fb, const char *picture, bool lights, splash_over *over, void *me)
{
	AUTO_BUF pgm;
	int e, fd;

	buf_init(&pgm, SPLASH_BYTES_MAX);
	e = file_read(&pgm, picture);
	if (e)
		return err_up(e);
	fd = open(fb, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return SPLASH_NO_SCREEN;
	e = draw_on(fd, &pgm, lights, over, me);
	(void)close(fd);
	return err_up(e);
}
