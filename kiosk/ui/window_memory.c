/* window_memory - a panel that nobody sees: --headless and the tests. */
#include <errno.h>
#include <stdlib.h>

#include "ui/window.h"

struct window {
	struct canvas canvas;
};

static void memory_close(struct window *w)
{
	if (!w)
		return;
	free(w->canvas.pixels);
	free(w);
}

static int memory_open(struct window **out, const struct window_setup *setup)
{
	struct window *w = calloc(1, sizeof *w);
	size_t n = (size_t)setup->panel.width_px * (size_t)setup->panel.height_px;

	if (!w)
		return err_new(ENOMEM, "no memory for a screen");
	w->canvas =
	        (struct canvas){calloc(n, 4), setup->panel.width_px, setup->panel.height_px, setup->panel.width_px * 4};
	if (!w->canvas.pixels) {
		memory_close(w);
		return err_new(ENOMEM, "no memory for a screen of %d x %d dots", setup->panel.width_px,
		        setup->panel.height_px);
	}
	*out = w;
	return 0;
}

static int memory_canvas(struct window *w, struct canvas *out)
{
	*out = w->canvas;
	return 0;
}

static int memory_show(struct window *w, const struct px_rect *rects, int n)
{
	(void)w;
	(void)rects;
	(void)n;
	return 0;
}

const struct window_ops window_memory = {
        .name = "memory", .open = memory_open, .close = memory_close, .canvas = memory_canvas, .show = memory_show};
