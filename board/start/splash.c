#include "board/start/splash.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fb.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
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

static void put_dot(const struct splash_frame *f, int x, int y, uint8_t grey)
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

int splash_draw(const struct splash_frame *frame, const uint8_t *pgm, size_t n)
{
	struct picture p = {0};
	int e, scale, left, top;

	if (frame->bits != 16 && frame->bits != 32)
		return err_new(EINVAL, "the screen has %d bits a dot; 16 or 32 are known", frame->bits);
	e = take_picture(&p, pgm, n);
	if (e)
		return err_up(e);
	scale = scale_of(frame, &p);
	left = (frame->width - p.width * scale) / 2;
	top = (frame->height - p.height * scale) / 2;
	for (int y = 0; y < frame->height; y++)
		for (int x = 0; x < frame->width; x++) {
			int px = x - left, py = y - top;
			bool in = px >= 0 && py >= 0 && px / scale < p.width && py / scale < p.height;

			put_dot(frame, x, y, in ? p.grey[(py / scale) * p.width + px / scale] : p.grey[0]);
		}
	return 0;
}

static int draw_on(int fd, const struct buf *pgm)
{
	struct fb_fix_screeninfo fix;
	struct fb_var_screeninfo var;
	struct splash_frame frame;
	size_t n;
	int e;

	if (ioctl(fd, FBIOGET_VSCREENINFO, &var) || ioctl(fd, FBIOGET_FSCREENINFO, &fix))
		return err_new(errno, "the screen does not tell its size");
	var.activate = FB_ACTIVATE_NOW | FB_ACTIVATE_FORCE;
	(void)ioctl(fd, FBIOPUT_VSCREENINFO, &var); /* lights a screen on which nobody drew yet */
	n = (size_t)fix.line_length * var.yres;
	frame = (struct splash_frame){.width = (int)var.xres,
	        .height = (int)var.yres,
	        .stride_bytes = (int)fix.line_length,
	        .bits = (int)var.bits_per_pixel};
	frame.dots = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (frame.dots == MAP_FAILED)
		return err_new(errno, "the screen's memory can not be reached");
	e = splash_draw(&frame, pgm->data, pgm->len);
	(void)munmap(frame.dots, n);
	return err_up(e);
}

int splash_show(const char *fb, const char *picture)
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
	e = draw_on(fd, &pgm);
	(void)close(fd);
	return err_up(e);
}
