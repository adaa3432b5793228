#include "kiosk/app_window.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk/app.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/panel_truth.h"

#define LOG_MODULE "window"

enum { TRUTH_BYTES_MAX = 80 };

/* ---- which kind ----------------------------------------------------------------------------- */

bool app_window_is_uri(const char *display)
{
	return text_is(display, "auto") || text_is(display, "sdl") || text_is(display, "memory") ||
	       display_check(display) == 0;
}

static bool has_desktop(void)
{
	const char *x = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");

	return (x && *x) || (wayland && *wayland);
}

static bool has_card(void)
{
	glob_t found;
	bool any = glob("/dev/dri/card*", 0, NULL, &found) == 0;

	globfree(&found);
	return any;
}

static const char *display_uri(const struct settings *s)
{
	if (s->headless)
		return "memory";
	if (!text_is(s->display, "auto"))
		return s->display;
	return !has_desktop() && has_card() ? "drm:auto" : "sdl";
}

static const struct window_ops *ops_of(const char *uri)
{
	return text_is(uri, "memory") ? &window_memory : text_is(uri, "sdl") ? &window_sdl : &window_drm;
}

/* ---- how large its dots are ------------------------------------------------------------------- */

static int truth_path(char *out, size_t room, const struct app *a)
{
	return err_up(path_join(out, room, a->settings->data, "panel"));
}

/* "1280x800@217.4x135.9", made for just these dots. */
static bool read_truth(struct panel *panel, const struct app *a)
{
	char path[1100], end;
	AUTO_BUF text;
	struct panel p;

	buf_init(&text, TRUTH_BYTES_MAX);
	if (truth_path(path, sizeof path, a) || !file_exists(path))
		return false;
	if (file_read(&text, path) ||
	        sscanf(buf_str(&text), "%5dx%5d@%7fx%7f%c", &p.width_px, &p.height_px, &p.width_mm, &p.height_mm,
	                &end) != 5 ||
	        end != '\n' || !(p.width_mm >= PANEL_LEAST_MM && p.width_mm <= PANEL_MOST_MM) ||
	        !(p.height_mm >= PANEL_LEAST_MM && p.height_mm <= PANEL_MOST_MM)) {
		log_warn(&a->log, "%s holds no size of a panel: measure it again", path);
		return false;
	}
	if (p.width_px != panel->width_px || p.height_px != panel->height_px) {
		log_warn(&a->log, "the panel was measured with %d x %d dots and has others now: measure it again",
		        p.width_px, p.height_px);
		return false;
	}
	*panel = p;
	return true;
}

static int write_truth(const struct app *a, float width_mm, float height_mm)
{
	char path[1100], line[TRUTH_BYTES_MAX];
	int e = truth_path(path, sizeof path, a);
	int n = snprintf(line, sizeof line, "%dx%d@%.1fx%.1f\n", a->panel.width_px, a->panel.height_px,
	        (double)width_mm, (double)height_mm);

	return e ? err_up(e) : err_up(file_replace(path, line, (size_t)n, 0640));
}

/* ---- everything that depends on it --------------------------------------------------------------- */

static int lay_out(struct app *a)
{
	int e = fonts_open(&a->fonts, a->settings->fonts, (float)a->panel.width_px / a->panel.width_mm);

	if (e == 0)
		e = ui_new(&a->ui, &a->panel, a->fonts);
	if (e == 0)
		e = painter_new(&a->painter);
	for (int i = 0; i < KEYBOARD_COUNT && e == 0; i++)
		a->ui->keyboards[i] = a->keyboards[i];
	return err_up(e);
}

static void tear_down(struct app *a)
{
	painter_free(a->painter);
	ui_free(a->ui);
	fonts_close(a->fonts);
	a->painter = NULL;
	a->ui = NULL;
	a->fonts = NULL;
}

/* Sizes and colours that somebody chose stay theirs. */
static int lay_out_anew(void *me)
{
	struct app *a = me;
	struct theme theme = a->ui->theme;
	enum text_size size = a->ui->size;
	int e;

	tear_down(a);
	a->measured = read_truth(&a->panel, a);
	e = lay_out(a);
	if (e)
		return err_up(e);
	a->ui->theme = theme;
	a->ui->size = size;
	a->ui->all_new = true;
	a->scene.ui = a->ui;
	app_stale(a);
	if (a->touch.touch) {
		app_touch_close(a); /* fingers are told in millimetres */
		e = app_touch_open(a);
	}
	return e ? err_up(e) : err_up(app_paint(a));
}

/* ---- opened ------------------------------------------------------------------------------------------ */

static int on_window_event(void *me, const struct ui_event *event)
{
	struct app *a = me;

	return a->ui ? app_input(a, event) : 0;
}

static int on_quit(void *me)
{
	struct app *a = me;

	a->orderly = true;
	loop_stop(a->loop);
	return 0;
}

static void on_lost(void *me)
{
	struct app *a = me;

	if (!a->ui)
		return;
	a->ui->all_new = true;
	a->stale = true;
}

static void on_display(void *me)
{
	app_stale(me);
}

static int load_keyboards(struct app *a)
{
	static const char *const layouts[KEYBOARD_COUNT] = {"latin", "arabic", "cyrillic", "digits"};
	char folder[1200];
	int e = 0;

	(void)snprintf(folder, sizeof folder, "%s/keyboards", a->settings->content);
	for (int i = 0; i < KEYBOARD_COUNT && e == 0; i++)
		e = keyboard_load(&a->keyboards[i], folder, layouts[i]);
	return err_up(e);
}

int app_window_open(struct app *a)
{
	const char *uri = display_uri(a->settings);
	struct window_setup setup = {.loop = a->loop,
	        .on_event = on_window_event,
	        .on_quit = on_quit,
	        .on_lost = on_lost,
	        .on_display = on_display,
	        .display = uri,
	        .rotation = (int)strtol(a->settings->rotation, NULL, 10),
	        .log = &a->log,
	        .me = a};
	int e;

	if (!settings_panel(a->settings->panel, &a->panel))
		return err_new(EINVAL, "%s is no panel", a->settings->panel);
	setup.panel = a->panel;
	a->window_ops = ops_of(uri);
	e = a->window_ops->open(&a->window, &setup);
	if (e)
		return err_up(e);
	if (a->window_ops->fit)
		a->window_ops->fit(a->window, &a->panel);
	a->measured = read_truth(&a->panel, a);
	e = load_keyboards(a);
	return e ? err_up(e) : err_up(lay_out(a));
}

int app_window_blank(struct app *a, bool dark)
{
	return a->window_ops->blank ? err_up(a->window_ops->blank(a->window, dark)) : 0;
}

/* ---- the ruler screen ----------------------------------------------------------------------------------- */

void app_window_truth(void *me, struct panel_truth *out)
{
	const struct app *a = me;
	struct display_status status = {0};

	if (a->window_ops->display)
		display_status(&status, a->window_ops->display(a->window));
	*out = (struct panel_truth){.width_px = a->panel.width_px,
	        .height_px = a->panel.height_px,
	        .width_mm = a->panel.width_mm,
	        .height_mm = a->panel.height_mm,
	        .measured = a->measured,
	        .told_width_mm = status.told_width_mm,
	        .told_height_mm = status.told_height_mm};
}

int app_window_set_truth(void *me, float width_mm, float height_mm)
{
	struct app *a = me;
	int e = write_truth(a, width_mm, height_mm);

	if (e)
		return err_up(e);
	e = loop_after(a->loop, 0, lay_out_anew, a);
	return e < 0 ? err_up(e) : 0;
}
