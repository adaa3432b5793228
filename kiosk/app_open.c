/* app_open - every part in its order; what is missing is told on the screen, not by not starting. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kiosk/app.h"
#include "kiosk/app_stick.h"
#include "drivers/page_printer.h"
#include "kiosk/control.h"
#include "store/desk.h"
#include "sys/arena.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/visit_update.h"
#include "visit/guard.h"

#define LOG_MODULE "app"

/* Told once, however often it is tried again. */
static void keep_trouble(struct app *a, int e)
{
	if (!text_is(a->trouble, err_why()))
		log_surprise(&a->log, LOG_MODULE, e);
	(void)text_copy(a->trouble, sizeof a->trouble, err_why());
}

static enum log_level level_of(const char *name)
{
	return text_is(name, "error")   ? LOG_ERROR
	       : text_is(name, "warn")  ? LOG_WARN
	       : text_is(name, "debug") ? LOG_DEBUG
	                                : LOG_INFO;
}

static int on_signal(void *me, int signal)
{
	struct app *a = me;

	log_info(&a->log, "stopping on signal %d", signal);
	a->orderly = true;
	loop_stop(a->loop);
	return 0;
}

static int open_ground(struct app *a)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	int e;

	clock_real(&a->clock);
	if (text_is(a->settings->clock, "manual"))
		clock_manual(&a->clock, clock_wall_ms(&a->clock));
	a->log = (struct log){.fd = STDERR_FILENO, .level = level_of(a->settings->log_level), .clock = &a->clock};
	e = loop_new(&a->loop, &a->clock);
	if (e == 0)
		e = loop_signals(a->loop, signals, 3, on_signal, a);
	if (e == 0)
		e = zone_load(&a->zone, NULL, a->settings->zone);
	return err_up(e);
}

/* Settled before anybody is served: a card that was set back would give a number twice. */
static void open_store(struct app *a)
{
	struct store_world w = {.data = a->settings->data,
	        .station = &a->station,
	        .clock = &a->clock,
	        .log = &a->log,
	        .reserve_bytes = a->settings->reserve_mib << 20,
	        .keep_ms = a->settings->keep_s * 1000,
	        .has_keep = a->settings->keep_s >= 0};
	char path[1200];
	int e = station_read(&a->station, a->settings->data);

	if (e == 0)
		e = station_path(path, sizeof path, a->settings->data, STATION_DEVICE_KEY);
	if (e == 0)
		e = key_read_secret(&a->device, path, KEY_DEVICE);
	if (e) {
		wipe(&a->station, sizeof a->station);
		keep_trouble(a, e);
		return;
	}
	w.device = a->device;
	e = store_open(&a->store, &w);
	if (e)
		keep_trouble(a, e);
	if (a->store && (e = app_settle(a)) < 0)
		log_surprise(&a->log, LOG_MODULE, e); /* else an answer: housekeeping tries again */
	e = a->desk ? 0 : desk_open(&a->desk, a->settings->data, &a->log);
	if (e)
		log_surprise(&a->log, LOG_MODULE, e);
}

/* A second printer, for A4. */
static int open_page_printer(struct app *a)
{
	struct page_printer_setup setup = {.uri = a->settings->page_printer, .loop = a->loop, .log = &a->log};
	int e = page_printer_open(&a->page_printer, &setup);

	if (e) {
		log_surprise(&a->log, LOG_MODULE, e);
		setup.uri = "none";
		e = page_printer_open(&a->page_printer, &setup);
	}
	return err_up(e);
}

static void on_changed(void *me)
{
	app_stale(me);
}

/* A profile or URI that can not be meant is a fault of the settings: no printer then, and a line in the log. */
static int open_devices(struct app *a)
{
	struct printer_setup setup = {
	        .uri = a->settings->printer, .profile = &a->profile, .loop = a->loop, .log = &a->log};
	char folder[1200];
	AUTO_BUF warnings;
	int e;

	buf_init(&warnings, 4096);
	(void)snprintf(folder, sizeof folder, "%s/printers", a->settings->content);
	e = printer_profile_load(&a->profile, folder, a->settings->printer_profile, &warnings);
	if (warnings.len)
		log_warn(&a->log, "%s", buf_str(&warnings));
	if (e == 0)
		e = printer_open(&a->printer, &setup);
	if (e) {
		log_surprise(&a->log, LOG_MODULE, e);
		setup.uri = "none";
		e = printer_open(&a->printer, &setup);
	}
	if (e == 0)
		e = open_page_printer(a);
	if (e == 0)
		e = app_sense_open(a);
	if (e == 0)
		e = app_touch_open(a);
	if (e == 0)
		e = app_stick_open(a);
	if (e == 0)
		e = app_sound_open(a);
	if (e == 0)
		e = app_keys_open(a);
	return err_up(e);
}

/* The card was put back, the key got its rights: the kiosk comes back by itself. */
static void open_again(void *me, struct visit_world *w)
{
	struct app *a = me;

	key_free(a->device);
	a->device = NULL;
	open_store(a);
	if (a->store)
		a->trouble[0] = 0;
	w->station = *a->station.code ? &a->station : NULL;
	w->store = a->store;
	w->device = a->device;
	w->station_made = *a->station.code ? &a->station : NULL;
	w->desk = a->desk;
	w->trouble = *a->trouble ? a->trouble : NULL;
}

static int open_visit(struct app *a)
{
	bool known = *a->station.code != 0;
	struct visit_world w = {.content = a->settings->content,
	        .fonts = a->settings->fonts,
	        .clock = &a->clock,
	        .log = &a->log,
	        .loop = a->loop,
	        .zone = a->zone,
	        .station = known ? &a->station : NULL,
	        .store = a->store,
	        .data = a->settings->data,
	        .station_made = known ? &a->station : NULL,
	        .device = a->device,
	        .desk = known ? a->desk : NULL,
	        .speech = a->speech,
	        .pin_digits = (int)a->settings->pin_digits,
	        .lock_ms = a->settings->lock_s * 1000,
	        .printer = a->printer,
	        .page_printer = a->page_printer,
	        .bell = a->bell,
	        .fingers = &a->touch.fingers,
	        .errands = a->settings->errands,
	        .config = a->settings->config,
	        .update_told = a->settings->update_told,
	        .look = app_look,
	        .lamp = app_sense_lamp,
	        .keys = app_keys_watch,
	        .loudness = app_sound_loudness,
	        .set_loudness = app_sound_set_loudness,
	        .has_badge = !text_is(a->settings->badge, "none"),
	        .started = boot_reason_is_trouble(a->watch.started) ? boot_reason_name(a->watch.started) : NULL,
	        .panel = app_window_truth,
	        .set_panel = app_window_set_truth,
	        .trouble = *a->trouble ? a->trouble : NULL,
	        .open_again = open_again,
	        .changed = on_changed,
	        .me = a};
	int e = visit_new(&a->visit, &w);

	if (e == 0)
		e = arena_new(&a->states, 2 * SCREEN_STATE_MAX + 4096, true);
	if (e)
		return err_up(e);
	a->state = arena_alloc(a->states, SCREEN_STATE_MAX);
	a->overlay_state = arena_alloc(a->states, SCREEN_STATE_MAX);
	if (!a->state || !a->overlay_state)
		return err_new(ENOMEM, "no memory for the screens");
	a->scene = (struct scene){a->visit, a->ui, &a->tour};
	return 0;
}

/* The last thing before sleeping: a frame, if one is wanted. */
static bool before_wait(void *me)
{
	struct app *a = me;
	bool stale = a->stale;
	int e = app_paint(a);

	if (e) {
		log_surprise(&a->log, LOG_MODULE, e);
		loop_stop(a->loop);
	}
	app_beacon_look(a);
	return stale;
}

/* Once the first frame is up: a kiosk that has nothing to offer says so before anybody chooses a language. */
static int look_at_services(void *me)
{
	struct app *a = me;

	(void)visit_services(a->visit);
	visit_wake(a->visit);
	visit_update_look(a->visit);
	a->stale = a->stale || visit_update_news(a->visit, 0);
	if (boot_reason_is_trouble(a->watch.started))
		guard_started(a->visit, boot_reason_name(a->watch.started));
	if (a->screen == SCREEN_IDLE && visit_health(a->visit) != VISIT_WELL)
		app_go(a, SCREEN_IDLE);
	return 0;
}

int app_open(struct app *a, const struct settings *settings)
{
	int e;

	*a = (struct app){.settings = settings, .screen = SCREEN_IDLE};
	e = open_ground(a);
	if (e == 0)
		e = app_window_open(a);
	if (e)
		return err_up(e);
	open_store(a);
	e = app_watch_open(a);
	if (e == 0)
		e = open_devices(a);
	if (e == 0)
		e = open_visit(a);
	if (e)
		return err_up(e);
	loop_before_wait(a->loop, before_wait, a);
	app_time_touched(a);
	app_go(a, SCREEN_IDLE);
	e = loop_fire_due(a->loop); /* who sees the first screen may touch it: input devices are opened before it */
	if (e == 0)
		e = app_paint(a);
	if (e == 0)
		app_watch_ready(a);
	if (e == 0)
		e = app_beacon_open(a);
	if (e == 0)
		e = loop_after(a->loop, 0, look_at_services, a) < 0 ? err_new(ENOMEM, "no timer") : 0;
	if (e == 0 && *settings->control)
		e = control_open(&a->control, a, settings->control);
	return err_up(e);
}

void app_close(struct app *a)
{
	control_close(a->control);
	visit_free(a->visit);
	a->visit = NULL; /* who rings until now is counted no more */
	arena_free(a->states);
	if (a->window)
		a->window_ops->close(a->window);
	painter_free(a->painter);
	ui_free(a->ui);
	for (int i = 0; i < KEYBOARD_COUNT; i++)
		keyboard_free(a->keyboards[i]);
	fonts_close(a->fonts);
	app_sound_close(a);
	app_stick_close(a);
	app_touch_close(a);
	app_keys_close(a);
	app_sense_close(a);
	app_watch_close(a, a->orderly);
	page_printer_close(a->page_printer);
	printer_close(a->printer);
	desk_close(a->desk);
	store_close(a->store);
	key_free(a->device);
	zone_free(a->zone);
	loop_free(a->loop);
	wipe(a, sizeof *a);
}
