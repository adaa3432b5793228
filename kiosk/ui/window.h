#pragma once

/*
 * window - where the dots are shown, and where fingers and keyboards come from
 *
 * Two kinds stand behind one table: a desktop window (SDL) and plain memory
 * (--headless, tests). A third, the board's DRM buffer, fits the same calls.
 * Events arrive through fn in the order in which they happened, already in
 * millimetres. A window that can not be opened says why and what to do.
 */
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
};

struct window_ops {
	const char *name;
	NODISCARD int (*open)(struct window **out, const struct window_setup *setup);
	void (*close)(struct window *w);
	/* Where to paint; the same dots until the next call. */
	NODISCARD int (*canvas)(struct window *w, struct canvas *out);
	/* Puts the rectangles on the panel. */
	NODISCARD int (*show)(struct window *w, const struct px_rect *rects, int n);
};

extern const struct window_ops window_memory, window_sdl;
