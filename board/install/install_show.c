#include "board/install/install_show.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/file.h"

enum {
	PICTURE_W = 720,
	PICTURE_H = 240, /* board/image/picture.svg */
	BAR_W = 480,
	BAR_H = 24,
	BAR_EDGE = 3,
	GAP = 16,
	CELLS = 11,
	PERCENT_CELL = 10,
	SHOWN_PATH = 256,
	DARK = 0x4b,
	LIGHT = 0xff,
};

const char *install_show_stage(enum install_stage stage)
{
	static const char *const names[] = {
	        [INSTALL_CHECKS] = "check", [INSTALL_WRITES] = "write", [INSTALL_VERIFIES] = "verify"};

	return names[stage];
}

const char *install_show_answer(int answer)
{
	static const char *const names[INSTALL_ANSWERS] = {
	        "done", "none", "two", "small", "locked", "held", "stick", "worn"};

	return answer >= 0 && answer < INSTALL_ANSWERS ? names[answer] : "failed";
}

/* The picture's dots of splash_draw: the same scale. */
static int scale_of(const struct splash_frame *f)
{
	int across = f->width / PICTURE_W, down = f->height / PICTURE_H, s = across < down ? across : down;

	return s < 1 ? 1 : s > 2 ? 2 : s;
}

static void fill(const struct splash_frame *f, int x, int y, int w, int h, uint8_t grey)
{
	for (int at = y < 0 ? 0 : y; at < y + h && at < f->height; at++)
		for (int dot = x < 0 ? 0 : x; dot < x + w && dot < f->width; dot++)
			splash_dot(f, dot, at, grey);
}

/* One figure; its cell is a part of each row of the strip. */
static void figure(
        const struct splash_frame *f, const uint8_t *strip, int cell_w, int cell_h, int cell, int x, int y, int scale)
{
	for (int row = 0; row < cell_h; row++)
		for (int col = 0; col < cell_w; col++)
			fill(f, x + col * scale, y + row * scale, scale, scale,
			        strip[row * cell_w * CELLS + cell * cell_w + col]);
}

int install_show_bar(const struct splash_frame *f, const uint8_t *figures, size_t n, int percent)
{
	int s = scale_of(f), top = (f->height + PICTURE_H * s) / 2 + GAP * s, left = (f->width - BAR_W * s) / 2;
	int w = 0, h = 0, read = 0, inner = (BAR_W - 4 * BAR_EDGE) * s, x;
	char head[32] = "", said[8];

	memcpy(head, figures, n < sizeof head - 1 ? n : sizeof head - 1);
	if (sscanf(head, "P5 %d %d 255%n", &w, &h, &read) != 2 || read == 0 || w < CELLS || w % CELLS ||
	        w > SPLASH_SIDE_MAX || h < 1 || h > SPLASH_SIDE_MAX || n < (size_t)read + 1 + (size_t)w * (size_t)h)
		return err_new(EINVAL, "the figures for the screen are no picture");
	percent = percent < 0 ? 0 : percent > 100 ? 100 : percent;
	fill(f, left, top, BAR_W * s, BAR_H * s, DARK);
	fill(f, left + BAR_EDGE * s, top + BAR_EDGE * s, (BAR_W - 2 * BAR_EDGE) * s, (BAR_H - 2 * BAR_EDGE) * s, LIGHT);
	fill(f, left + 2 * BAR_EDGE * s, top + 2 * BAR_EDGE * s, inner * percent / 100, (BAR_H - 4 * BAR_EDGE) * s,
	        DARK);
	w /= CELLS;
	(void)snprintf(said, sizeof said, "%d", percent);
	x = (f->width - (int)(strlen(said) + 1) * w * s) / 2;
	for (const char *c = said; *c; c++, x += w * s)
		figure(f, figures + read + 1, w, h, *c - '0', x, top + (BAR_H + GAP) * s, s);
	figure(f, figures + read + 1, w, h, PERCENT_CELL, x, top + (BAR_H + GAP) * s, s);
	return 0;
}

struct over {
	const struct buf *figures;
	int percent;
};

static int draw_over(void *me, const struct splash_frame *f)
{
	const struct over *o = me;

	return err_up(install_show_bar(f, o->figures->data, o->figures->len, o->percent));
}

int install_show(const char *fb, const char *folder, const char *name, int percent)
{
	char path[SHOWN_PATH];
	AUTO_BUF figures;
	struct over over = {&figures, percent};
	int r;

	buf_init(&figures, SPLASH_BYTES_MAX);
	(void)snprintf(path, sizeof path, "%s/figures.pgm", folder);
	if (percent >= 0 && (r = file_read(&figures, path)) != 0)
		return err_up(r);
	(void)snprintf(path, sizeof path, "%s/%s.pgm", folder, name);
	r = splash_show_over(fb, path, percent <= 0, percent >= 0 ? draw_over : NULL, &over);
	return r < 0 ? err_up(r) : r;
}
