#pragma once

/*
 * window - where the dots are shown, and where fingers and keyboards come from
 *
 * Three kinds stand behind one table: a desktop window (SDL), a board's own panel
 * (DRM, without SDL: fingers and keys come from drivers then) and plain memory
 * (--headless, tests).
 * Events arrive through fn in the order in which they happened, already in
 * millimetres. A window that can not be opened says why and what to do.
 */
#include "drivers/display.h"
#include "sys/loop.h"
#include "ui/paint.h"

struct window;

typedef int window_event_fn(void *me, const struct ui_event *event);
typedef int window_quit_fn(void *me);

struct window_setup {
	struct panel panel; /* the window has just this size */
	struct loop *loop; /* borrowed, as all here */
	window_event_fn *on_event;
	window_quit_fn *on_quit; /* the window was closed by its manager */
	void (*on_lost)(void *me); /* the dots are gone: paint everything anew */
	void *me;
	/* window_drm only: */
	const char *display; /* its URI (drivers/display.h) */
	int rotation;
	const struct log *log;
	void (*on_display)(void *me); /* the panel came or went */
	const struct display_world *world; /* a test's; NULL: real */
};

struct window_ops {
	const char *name;
	NODISCARD int (*open)(struct window **out, const struct window_setup *setup);
	void (*close)(struct window *w);
	/* Where to paint; the same dots until the next call. */
	NODISCARD int (*canvas)(struct window *w, struct canvas *out);
	/* Puts the rectangles on the panel. */
	NODISCARD int (*show)(struct window *w, const struct px_rect *rects, int n);
	/* For panels that have a mind of their own, else NULL: */
	/* Pixels as they turned out; millimetres stay as they were asked for. */
	void (*fit)(const struct window *w, struct panel *panel);
	NODISCARD int (*blank)(struct window *w, bool dark);
	const struct display *(*display)(const struct window *w);
};

extern const struct window_ops window_memory, window_sdl, window_drm;
