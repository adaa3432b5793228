#pragma once

/*
 * app - the kiosk as a whole: opened in order, run, closed in reverse
 *
 * Owns everything. Draws a frame only when something happened, and paints only
 * what changed. Runs the clocks of a visit: warning, wiping, going back to idle.
 * Trouble with station, store or printer never keeps it from starting: it then
 * says on its screen what is wrong and where to go.
 */
#include "drivers/bell.h"
#include "drivers/printer.h"
#include "drivers/printer_profile.h"
#include "kiosk/app_beacon.h"
#include "kiosk/app_keys.h"
#include "kiosk/app_plugs.h"
#include "kiosk/app_sense.h"
#include "kiosk/app_sound.h"
#include "kiosk/app_touch.h"
#include "kiosk/app_watch.h"
#include "kiosk/app_window.h"
#include "kiosk/settings.h"
#include "screens/screens.h"
#include "store/keys.h"
#include "store/station.h"
#include "store/store.h"
#include "sys/loop.h"
#include "sys/zone.h"
#include "ui/keyboard.h"
#include "ui/window.h"
#include "visit/world.h"

struct control;
struct desk;
struct jack;
struct usbdisk;
struct page_printer;
struct speech;

struct app {
	const struct settings *settings; /* borrowed */
	struct clock clock;
	struct log log;
	struct loop *loop;
	struct zone *zone;

	struct station station;
	struct key_secret *device;
	struct store *store;
	char trouble[400]; /* why station or store are missing */
	struct printer_profile profile;
	struct printer *printer;
	struct page_printer *page_printer; /* A4 */
	struct bell *bell;
	struct app_keys keys;
	struct app_sense sense;
	struct app_plugs plugs;
	struct app_touch touch;
	struct app_watch watch;
	struct app_beacon beacon;
	struct speech *speech;
	struct jack *jack; /* headphones */
	struct usbdisk *stick;
	struct desk *desk; /* NULL with station */

	struct panel panel; /* pixels of the window, true millimetres */
	bool measured; /* the millimetres, here by somebody */
	struct fonts *fonts;
	struct keyboard *keyboards[KEYBOARD_COUNT];
	struct ui *ui;
	struct painter *painter;
	const struct window_ops *window_ops;
	struct window *window;

	struct visit *visit;
	struct scene scene;
	struct tour tour;
	struct arena *states; /* of the screen and of an overlay */
	void *state, *overlay_state;
	enum screen_id screen;

	int64_t touched_ms, warned_ms; /* mono; warned_ms 0 = not warned */
	int timer, housekeeping;
	bool model_told, liar_told; /* what the printer says of itself stands in the log */
	bool stale; /* a frame is wanted */
	bool orderly; /* it ends because it was told to */
	bool drawing;
	uint64_t frames;
	struct control *control;
};

NODISCARD int app_open(struct app *a, const struct settings *settings);
NODISCARD int app_run(struct app *a);
void app_close(struct app *a); /* also after a failed app_open() */

/* What a finger or a key did; the frame it leads to is painted before this returns. */
NODISCARD int app_input(struct app *a, const struct ui_event *event);
/* Something that a screen shows may have changed: a frame will follow. */
void app_stale(struct app *a);
NODISCARD int app_paint(struct app *a); /* now, if a frame is wanted */
/* Moves a manual clock in steps, so that everything that falls due happens in its order. */
NODISCARD int app_advance(struct app *a, int64_t ms);

/* app_time.c: the clocks of a visit. */
void app_time_touched(struct app *a);
NODISCARD int app_time_set(struct app *a); /* the next moment at which something falls due */
NODISCARD int app_settle(struct app *a); /* receipts; a card that knows less than the hub begins a new epoch */
/* app_printer.c: the printer's model and roll, looked at while nobody prints. */
void app_printer_look(struct app *a);
/* app_check.c: every device as it is now, for a technician. me: the app. */
struct check_list;
void app_look(void *me, struct check_list *out);
/* app_duty.c: officers. A badge at the reader, "" when it was taken away. */
NODISCARD int app_badge(struct app *a, const char *token);
/* Ticks the session; a screen that needs an officer is left when there is none. */
void app_duty_look(struct app *a);
int64_t app_duty_due_ms(const struct app *a); /* -1 = never */
bool app_duty_counts_down(const struct app *a); /* seconds on the screen that go down */
/* app_screen.c: from one screen to the next. */
void app_go(struct app *a, enum screen_id to);
