#include "kiosk/app_sense.h"

#include "kiosk/app.h"
#include "kiosk/app_window.h"
#include "sys/log.h"
#include "visit/duty.h"
#include "visit/guard.h"
#include "visit/handing.h"
#include "visit/plugs.h"

#define LOG_MODULE "sense"

static bool is_idle(const struct app *a)
{
	return a->screen == SCREEN_IDLE || a->screen == SCREEN_OUT_OF_SERVICE;
}

/* ---- the bell ---------------------------------------------------------------------------- */

static void on_bell(void *me)
{
	app_stale(me);
}

static void on_waited(void *me, int64_t ms)
{
	struct app *a = me;

	if (a->visit)
		guard_waited(a->visit, ms);
}

static int open_bell(struct app *a)
{
	struct bell_setup bell = {.uri = a->settings->bell,
	        .loop = a->loop,
	        .clock = &a->clock,
	        .log = &a->log,
	        .changed = on_bell,
	        .waited = on_waited,
	        .me = a};

	return err_up(bell_open(&a->bell, &bell));
}

/* ---- who stands there ----------------------------------------------------------------------- */

static void set_dark(struct app *a, bool dark)
{
	int e = dark == a->sense.dark ? 0 : app_window_blank(a, dark);

	if (e)
		log_surprise(&a->log, LOG_MODULE, e);
	a->sense.dark = dark && e == 0;
}

static int on_sleep(void *me)
{
	struct app *a = me;

	a->sense.sleep = 0;
	if (a->screen == SCREEN_IDLE && presence_seen(a->sense.presence) == PRESENCE_NOBODY)
		set_dark(a, true);
	return 0;
}

void app_sense_wake(struct app *a)
{
	set_dark(a, false);
	loop_cancel(a->loop, a->sense.sleep);
	a->sense.sleep = 0;
	if (a->settings->dark_s > 0 && a->sense.presence && presence_seen(a->sense.presence) == PRESENCE_NOBODY)
		a->sense.sleep = loop_after(a->loop, a->settings->dark_s * 1000, on_sleep, a);
}

static void on_presence(void *me, enum presence_seen seen)
{
	struct app *a = me;
	int e;

	if (seen == PRESENCE_SOMEBODY)
		a->sense.was_seen = true;
	if (seen == PRESENCE_SOMEBODY && is_idle(a)) {
		log_debug(&a->log, "somebody came");
		app_time_touched(a);
		app_go(a, SCREEN_IDLE); /* its first page, and a look whether all is well */
	}
	app_sense_wake(a);
	e = app_time_set(a); /* the warning may fall due at another moment now */
	if (e)
		log_surprise(&a->log, LOG_MODULE, e);
}

int64_t app_sense_warn_after_ms(const struct app *a)
{
	int64_t most = a->settings->warn_s * 1000;
	bool left = a->sense.was_seen && presence_seen(a->sense.presence) == PRESENCE_NOBODY;

	return left && most > SENSE_LEFT_MS ? SENSE_LEFT_MS : most;
}

void app_sense_visit_over(struct app *a)
{
	a->sense.was_seen = a->sense.presence && presence_seen(a->sense.presence) == PRESENCE_SOMEBODY;
}

/* ---- what was opened --------------------------------------------------------------------------- */

static enum event_part part_of(enum tamper_switch which)
{
	static const enum event_part parts[TAMPER_SWITCHES] = {
	        [TAMPER_COVER] = EVENT_COVER, [TAMPER_PRINTER] = EVENT_PRINTER, [TAMPER_CASE] = EVENT_CASE};

	return parts[which];
}

enum event_during app_sense_during(const struct app *a)
{
	if (duty_is_open(a->visit) || handing_is_on(a->visit))
		return EVENT_STAFF;
	return screen_of(a->screen)->in_visit ? EVENT_VISIT : EVENT_IDLE;
}

/* The intake ends in this very call: answers, an officer's work, the session. What is sealed stays as it is. */
static void on_tamper(void *me, enum tamper_switch which, enum tamper_state state)
{
	struct app *a = me;

	if (state == TAMPER_CLOSED)
		guard_closed(a->visit, part_of(which));
	else if (guard_opened(a->visit, part_of(which), app_sense_during(a), state == TAMPER_UNREADABLE)) {
		duty_end(a->visit);
		app_go(a, SCREEN_IDLE); /* which is the screen out of service now */
	}
	a->stale = true;
}

/* ---- the lamp -------------------------------------------------------------------------------------- */

static enum light_state light_of(const struct app *a)
{
	if (a->sense.lamp > 0 && a->sense.lamp <= LIGHT_STATES)
		return (enum light_state)(a->sense.lamp - 1);
	if (guard_blocks(a->visit) || plugs_is_alarm(a->visit) || a->screen == SCREEN_OUT_OF_SERVICE)
		return LIGHT_TROUBLE;
	if (bell_is_called(a->bell))
		return LIGHT_HELP;
	return screen_of(a->screen)->in_visit || duty_is_open(a->visit) ? LIGHT_BUSY : LIGHT_READY;
}

void app_sense_lamp(void *me, int light)
{
	struct app *a = me;

	a->sense.lamp = light + 1;
}

void app_sense_look(struct app *a)
{
	bell_alarm(a->bell, guard_is_alarm(a->visit) || plugs_is_alarm(a->visit));
	if (a->screen != SCREEN_IDLE)
		set_dark(a, false);
	light_show(a->sense.light, light_of(a));
}

void app_sense_idle(struct app *a)
{
	bell_look(a->bell);
	guard_wake(a->visit);
	plugs_wake(a->visit);
	app_plugs_look(a);
	app_sense_look(a);
}

/* ---- opening ------------------------------------------------------------------------------------------ */

int app_sense_open(struct app *a)
{
	struct light_setup light = {.uri = a->settings->light, .loop = a->loop, .log = &a->log};
	struct presence_setup presence = {.uri = a->settings->presence,
	        .loop = a->loop,
	        .clock = &a->clock,
	        .log = &a->log,
	        .changed = on_presence,
	        .me = a};
	struct tamper_setup tamper = {
	        .uri = a->settings->tamper, .loop = a->loop, .log = &a->log, .changed = on_tamper, .me = a};
	int e = open_bell(a);

	if (e == 0)
		e = light_open(&a->sense.light, &light);
	if (e == 0)
		e = presence_open(&a->sense.presence, &presence);
	if (e == 0)
		e = tamper_open(&a->sense.tamper, &tamper);
	return err_up(e);
}

void app_sense_close(struct app *a)
{
	loop_cancel(a->loop, a->sense.sleep);
	app_plugs_close(a);
	tamper_close(a->sense.tamper);
	presence_close(a->sense.presence);
	light_close(a->sense.light);
	bell_close(a->bell);
}
