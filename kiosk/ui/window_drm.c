/*
 * window_drm - the panel of a board: a back surface that is copied to a DRM buffer (drivers/display.h)
 *
 * No SDL: fingers come from drivers/touch, keys from drivers/keypad. The dots are those of the panel's mode, whatever
 * was asked for; the millimetres stay the station's own.
 */
#include <errno.h>
#include <stdlib.h>

#include "ui/window.h"

enum { AT_ONCE = 32 };

struct window {
	struct display *display;
	struct canvas canvas;
};

static int drm_open(struct window **out, const struct window_setup *setup)
{
	struct display_setup d = {.uri = setup->display,
	        .width_px = setup->panel.width_px,
	        .height_px = setup->panel.height_px,
	        .rotation = setup->rotation,
	        .wait_for_picture = true,
	        .loop = setup->loop,
	        .log = setup->log,
	        .changed = setup->on_display,
	        .me = setup->me,
	        .world = setup->world};
	struct window *w = calloc(1, sizeof *w);
	struct display_back back;
	int e;

	if (!w)
		return err_new(ENOMEM, "no memory for the window");
	e = display_open(&w->display, &d);
	if (e) {
		free(w);
		return err_up(e);
	}
	back = display_back(w->display);
	w->canvas = (struct canvas){back.pixels, back.width, back.height, back.stride_bytes};
	*out = w;
	return 0;
}

static void drm_close(struct window *w)
{
	if (!w)
		return;
	display_close(w->display);
	free(w);
}

static int drm_canvas(struct window *w, struct canvas *out)
{
	*out = w->canvas;
	return 0;
}

static int drm_show(struct window *w, const struct px_rect *rects, int n)
{
	struct display_rect r[AT_ONCE];
	int e = 0;

	for (int done = 0; done < n && e == 0; done += AT_ONCE) {
		int now = n - done < AT_ONCE ? n - done : AT_ONCE;

		for (int i = 0; i < now; i++) {
			const struct px_rect *p = &rects[done + i];

			r[i] = (struct display_rect){p->x, p->y, p->w, p->h};
		}
		e = display_show(w->display, r, now);
	}
	return err_up(e);
}

static void drm_fit(const struct window *w, struct panel *panel)
{
	panel->width_px = w->canvas.width;
	panel->height_px = w->canvas.height;
}

static int drm_blank(struct window *w, bool dark)
{
	return err_up(display_blank(w->display, dark));
}

static const struct display *drm_display(const struct window *w)
{
	return w->display;
}

const struct window_ops window_drm = {.name = "drm",
        .open = drm_open,
        .close = drm_close,
        .canvas = drm_canvas,
        .show = drm_show,
        .fit = drm_fit,
        .blank = drm_blank,
        .display = drm_display};
