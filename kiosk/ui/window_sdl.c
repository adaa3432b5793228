/*
 * window_sdl - a borderless window on a desktop; the only file that knows SDL's window
 *
 * No SDL_Renderer: even the "software" one loads Mesa and LLVM. We paint into
 * the window's surface. SDL hides its connection to the display, so on X11 we
 * watch that descriptor ourselves and sleep until something comes; elsewhere a
 * timer asks 50 times a second.
 */
#include <errno.h>
#include <stdlib.h>

#include <SDL.h>
#include <SDL_syswm.h>

#include "ui/window.h"

enum { ASK_EVERY_MS = 20, MOUSE_CONTACT = -1 };

struct window {
	struct window_setup setup;
	SDL_Window *window;
	struct watch *watch;
	int timer;
	bool handled;
	int trouble; /* a surprise met where it could not be handed up */
};

static struct ui_event touch_event(const struct window *w, enum ui_event_kind kind, int contact, float x, float y)
{
	return (struct ui_event){.kind = kind,
	        .contact = contact,
	        .x_mm = x * w->setup.panel.width_mm,
	        .y_mm = y * w->setup.panel.height_mm};
}

static struct ui_event mouse_event(const struct window *w, enum ui_event_kind kind, int x, int y)
{
	return touch_event(w, kind, MOUSE_CONTACT, ((float)x + 0.5f) / (float)w->setup.panel.width_px,
	        ((float)y + 0.5f) / (float)w->setup.panel.height_px);
}

static enum ui_key key_of(SDL_Keysym k)
{
	switch (k.sym) {
	case SDLK_TAB:
		return k.mod & KMOD_SHIFT ? UI_KEY_PREV : UI_KEY_NEXT;
	case SDLK_RETURN:
	case SDLK_KP_ENTER:
		return UI_KEY_SELECT;
	case SDLK_ESCAPE:
		return UI_KEY_BACK;
	case SDLK_F1:
		return UI_KEY_HELP;
	case SDLK_LEFT:
		return UI_KEY_LEFT;
	case SDLK_RIGHT:
		return UI_KEY_RIGHT;
	case SDLK_BACKSPACE:
		return UI_KEY_BACKSPACE;
	case SDLK_DELETE:
		return UI_KEY_DELETE;
	default:
		return UI_KEY_NONE;
	}
}

static int key_down(struct window *w, const SDL_KeyboardEvent *e)
{
	enum ui_key key = key_of(e->keysym);
	struct ui_event ev = {.kind = UI_KEYED, .key = key};

	/* A held key does not repeat, but for the caret and for rubbing out (VVSG 2.0, 7.2-M). */
	if (key == UI_KEY_NONE || (e->repeat && key != UI_KEY_BACKSPACE && key != UI_KEY_LEFT && key != UI_KEY_RIGHT))
		return 0;
	return w->setup.on_event(w->setup.me, &ev);
}

static int handle(struct window *w, const SDL_Event *e)
{
	const struct window_setup *s = &w->setup;
	struct ui_event ev;

	switch (e->type) {
	case SDL_QUIT:
		return s->on_quit(s->me);
	case SDL_WINDOWEVENT:
		if (e->window.event == SDL_WINDOWEVENT_EXPOSED || e->window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
			s->on_lost(s->me);
		return 0;
	case SDL_FINGERDOWN:
	case SDL_FINGERUP:
	case SDL_FINGERMOTION:
		ev = touch_event(w,
		        e->type == SDL_FINGERDOWN ? UI_DOWN
		        : e->type == SDL_FINGERUP ? UI_UP
		                                  : UI_MOVE,
		        (int)e->tfinger.fingerId, e->tfinger.x, e->tfinger.y);
		return s->on_event(s->me, &ev);
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
		if (e->button.button != SDL_BUTTON_LEFT)
			return 0;
		ev = mouse_event(w, e->type == SDL_MOUSEBUTTONDOWN ? UI_DOWN : UI_UP, e->button.x, e->button.y);
		return s->on_event(s->me, &ev);
	case SDL_MOUSEMOTION:
		ev = mouse_event(w, UI_MOVE, e->motion.x, e->motion.y);
		return e->motion.state ? s->on_event(s->me, &ev) : 0;
	case SDL_TEXTINPUT:
		ev = (struct ui_event){.kind = UI_TYPED, .text = e->text.text};
		return s->on_event(s->me, &ev);
	case SDL_KEYDOWN:
		return key_down(w, &e->key);
	default:
		return 0;
	}
}

static int drain(struct window *w)
{
	SDL_Event e;

	while (SDL_PollEvent(&e)) {
		int r = handle(w, &e);

		w->handled = true;
		if (r)
			return err_up(r);
	}
	return 0;
}

static int on_readable(void *me, unsigned events)
{
	struct window *w = me;

	if (events & LOOP_HANGUP)
		return err_new(EPIPE, "the display went away");
	if (w->trouble)
		return err_up(w->trouble);
	return err_up(drain(w));
}

static int on_timer(void *me)
{
	struct window *w = me;
	int e = drain(w);

	if (e)
		return err_up(e);
	w->timer = loop_after(w->setup.loop, ASK_EVERY_MS, on_timer, w);
	return w->timer < 0 ? err_up(w->timer) : 0;
}

/* Xlib reads ahead: events may lie in its queue while the descriptor is quiet. */
static bool before_wait(void *me)
{
	struct window *w = me;

	w->handled = false;
	if (drain(w))
		w->trouble = -EIO;
	return w->handled; /* what it led to may want to be drawn, or the loop to be stopped */
}

static int watch_display(struct window *w)
{
	SDL_SysWMinfo info;

	SDL_VERSION(&info.version);
	if (SDL_GetWindowWMInfo(w->window, &info) && info.subsystem == SDL_SYSWM_X11) {
		loop_before_wait(w->setup.loop, before_wait, w);
		return err_up(loop_watch(
		        &w->watch, w->setup.loop, ConnectionNumber(info.info.x11.display), LOOP_READ, on_readable, w));
	}
	return err_up(on_timer(w));
}

static void sdl_close(struct window *w)
{
	if (!w)
		return;
	watch_end(w->watch);
	loop_cancel(w->setup.loop, w->timer);
	if (w->window)
		SDL_DestroyWindow(w->window);
	SDL_QuitSubSystem(SDL_INIT_VIDEO);
	free(w);
}

static void hints(void)
{
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
	SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
	SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,wayland");
	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
}

static int sdl_open(struct window **out, const struct window_setup *setup)
{
	struct window *w = calloc(1, sizeof *w);
	int e;

	if (!w)
		return err_new(ENOMEM, "no memory for the window");
	w->setup = *setup;
	hints();
	if (SDL_InitSubSystem(SDL_INIT_VIDEO) < 0) {
		free(w);
		return err_new(
		        ENODEV, "no display can be opened (%s); give --headless to run without one", SDL_GetError());
	}
	w->window = SDL_CreateWindow("Loket", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, setup->panel.width_px,
	        setup->panel.height_px, SDL_WINDOW_BORDERLESS);
	e = w->window ? watch_display(w) : err_new(ENODEV, "the window can not be opened: %s", SDL_GetError());
	if (e) {
		sdl_close(w);
		return err_up(e);
	}
	*out = w;
	return 0;
}

static int sdl_canvas(struct window *w, struct canvas *out)
{
	SDL_Surface *s = SDL_GetWindowSurface(w->window);

	if (!s || s->format->BytesPerPixel != 4)
		return err_new(EIO, "the window has no surface of 32 bits: %s", SDL_GetError());
	*out = (struct canvas){s->pixels, s->w, s->h, s->pitch};
	return 0;
}

static int sdl_show(struct window *w, const struct px_rect *rects, int n)
{
	SDL_Rect r[32];

	n = n < 32 ? n : 32;
	for (int i = 0; i < n; i++)
		r[i] = (SDL_Rect){rects[i].x, rects[i].y, rects[i].w, rects[i].h};
	if (SDL_UpdateWindowSurfaceRects(w->window, r, n) < 0)
		return err_new(EIO, "the window can not be shown: %s", SDL_GetError());
	return 0;
}

const struct window_ops window_sdl = {
        .name = "sdl", .open = sdl_open, .close = sdl_close, .canvas = sdl_canvas, .show = sdl_show};
