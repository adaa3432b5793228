#pragma once

/*
 * world - what a visit needs of the kiosk: made once by the program, never seen by screens
 */
#include <stdbool.h>
#include <stdint.h>

struct bell;
struct check_list;
struct clock;
struct desk;
struct fingers;
struct key_secret;
struct log;
struct loop;
struct page_printer;
struct panel_truth;
struct printer;
struct speech;
struct store;
struct station;
struct zone;

struct visit_world {
	const char *content, *fonts; /* folders; all here is borrowed */
	const struct clock *clock;
	const struct log *log;
	struct loop *loop;
	const struct zone *zone;
	const struct station *station; /* NULL: this folder was never set up */
	struct store *store; /* NULL: it could not be opened */
	const char *data; /* this station's folder */
	struct station *station_made; /* the same, where enrolment adds the desk's key */
	const struct key_secret *device; /* NULL with station */
	struct desk *desk; /* NULL with station */
	struct speech *speech;
	int pin_digits; /* of staff, 4..8 */
	int64_t lock_ms; /* a quiet session locks after so long */
	struct printer *printer;
	struct page_printer *page_printer; /* A4; NULL: none */
	struct bell *bell;
	const struct fingers *fingers; /* the touch panel (visit/fingers.h); NULL: the window has them */
	const char *errands; /* folder where units are asked (sys/errand.h); "": there are none */
	const char *config; /* the site's settings, a file; NULL or "": there are none */
	const char *update_told; /* last.json of loket-update; NULL or missing: never updated */
	/* Adds a row for each device, as it is now (drivers/device_check.h). */
	void (*look)(void *me, struct check_list *out);
	/* The lamp shows that (LIGHT_* of drivers/light.h) until the screen is another one; -1: as it is. May be NULL. */
	void (*lamp)(void *me, int light);
	/* While watched, keys of the pad do nothing else: which were pressed since then, a bit each. May be NULL. */
	unsigned (*keys)(void *me, bool watch);
	/* How loud the voice begins for each person, per cent, kept at this station; setting it may fail. May be NULL. */
	int (*loudness)(void *me);
	int (*set_loudness)(void *me, int percent);
	bool has_badge; /* a reader whose badge answers the bell; without one a call ends with its visit */
	const char *started; /* why this start was no good one: "watchdog" ...; NULL: it was */
	/* How large the screen is, and that somebody measured it (visit/panel_truth.h); may be NULL. */
	void (*panel)(void *me, struct panel_truth *out);
	int (*set_panel)(void *me, float width_mm, float height_mm);
	const char *trouble; /* why station or store are missing, for the technician; NULL */
	/* Opens a station or store that is missing, and says in w what has become of it. */
	void (*open_again)(void *me, struct visit_world *w);
	void (*changed)(void *me); /* something that a screen shows may have changed */
	void *me;
};
