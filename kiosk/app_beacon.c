/* app_beacon - see app_beacon.h. */
#include <string.h>

#include "drivers/printer.h"
#include "drivers/touch.h"
#include "kiosk/app.h"
#include "sys/text.h"
#include "sys/version.h"
#include "visit/duty.h"
#include "visit/handing.h"

#define LOG_MODULE "app"

static bool is_idle(const struct app *a)
{
	return (a->screen == SCREEN_IDLE || a->screen == SCREEN_OUT_OF_SERVICE) && !duty_is_open(a->visit) &&
	       !handing_is_on(a->visit);
}

static enum beacon_sense store_sense(const struct app *a)
{
	if (!a->store)
		return *a->station.code ? BEACON_SICK : BEACON_ABSENT;
	return store_ready(a->store) == STORE_SICK ? BEACON_SICK : BEACON_WELL; /* a full one is well */
}

static enum beacon_sense printer_sense(struct app *a)
{
	struct printer_status now;

	if (text_is(a->settings->printer, "none"))
		return BEACON_ABSENT;
	printer_status(a->printer, &now);
	return now.link == LINK_OPEN ? BEACON_WELL : now.link == LINK_COMING ? BEACON_UNKNOWN : BEACON_SICK;
}

static enum beacon_sense touch_sense(const struct app *a)
{
	if (!a->touch.touch)
		return BEACON_ABSENT;
	return touch_is_here(a->touch.touch) ? BEACON_WELL : BEACON_SICK;
}

void app_beacon_of(struct beacon *out, struct app *a)
{
	*out = (struct beacon){.said_ms = clock_mono_ms(&a->clock),
	        .idle_since_ms = a->beacon.idle_since_ms,
	        .technician = duty_may(a->visit, ACTION_TECHNICIAN, 0)};
	(void)boot_id_read(out->boot);
	(void)text_copy(out->version, sizeof out->version, LOKET_VERSION);
	out->parts[BEACON_FRAME] = a->frames ? BEACON_WELL : BEACON_UNKNOWN;
	out->parts[BEACON_STORE] = store_sense(a);
	out->parts[BEACON_PRINTER] = printer_sense(a);
	out->parts[BEACON_TOUCH] = touch_sense(a);
}

/* Nobody's visit depends on it: what can not be written is told once. */
static void say(struct app *a, const struct beacon *b)
{
	int e = beacon_write(b, a->settings->beacon);

	if (e && !a->beacon.told)
		log_surprise(&a->log, LOG_MODULE, e);
	a->beacon.told = e != 0;
	a->beacon.said = *b;
}

static bool all_is_well(const struct beacon *b)
{
	for (int i = 0; i < BEACON_PARTS; i++)
		if (b->parts[i] != BEACON_WELL && b->parts[i] != BEACON_ABSENT)
			return false;
	return true;
}

static bool differs(const struct beacon *a, const struct beacon *b)
{
	return a->idle_since_ms != b->idle_since_ms || a->technician != b->technician ||
	       memcmp(a->parts, b->parts, sizeof a->parts) != 0;
}

void app_beacon_look(struct app *a)
{
	struct beacon now;

	if (!*a->settings->beacon || !a->visit)
		return;
	if (!is_idle(a))
		a->beacon.idle_since_ms = -1;
	else if (a->beacon.idle_since_ms < 0)
		a->beacon.idle_since_ms = clock_mono_ms(&a->clock);
	if (a->beacon.idle_since_ms == a->beacon.said.idle_since_ms && all_is_well(&a->beacon.said) &&
	        clock_mono_ms(&a->clock) - a->beacon.said.said_ms < BEACON_SAY_MS)
		return; /* nothing that could have changed is worth a look at the devices */
	app_beacon_of(&now, a);
	if (differs(&now, &a->beacon.said) || now.said_ms - a->beacon.said.said_ms >= BEACON_SAY_MS)
		say(a, &now);
}

static int on_timer(void *me)
{
	struct app *a = me;
	int id = loop_after(a->loop, all_is_well(&a->beacon.said) ? BEACON_SAY_MS : BEACON_SOON_MS, on_timer, a);

	if (id < 0)
		return err_up(id);
	a->beacon.timer = id;
	app_beacon_look(a);
	return 0;
}

int app_beacon_open(struct app *a)
{
	a->beacon.idle_since_ms = -1;
	return *a->settings->beacon ? err_up(on_timer(a)) : 0;
}
