#pragma once

/*
 * update - new firmware for this device, from a file to a confirmed start
 *
 * install: is the file whole, ours, for this kind of device, newer than the
 * floor, and is nobody being served? Then RAUC writes it into the slot that is
 * not running. confirm, after every start: is this slot well? Then RAUC is told,
 * and the floor rises to its version: nothing older is ever installed again.
 * A slot that does not come up three times, or hangs, is left by the boot loader;
 * confirm then finds itself in the old slot and tells so.
 *
 * Only RAUC's own service writes slots and boot state; this program asks it over
 * D-Bus and needs no right but that. RAUC checks signature, kind of device and
 * each block by itself, and asks loket-update-guard for the floor: a caller that
 * goes past this program gets no further.
 *
 * Every outcome is durable (update_journal.h) before it is told.
 */
#include <stdbool.h>
#include <stdint.h>
#include "board/update_journal.h"
#include "board/update_rauc.h"
#include "sys/log.h"

enum {
	UPDATE_IDLE_MS = 30 * 1000, /* nobody was there for so long */
	UPDATE_BEACON_MS = 90 * 1000, /* older than this: the kiosk does not run, nobody is served */
	UPDATE_HEALTH_MS = 180 * 1000, /* a new slot has so long to become well */
	UPDATE_LOOK_MS = 1000, /* between two looks at the beacon */
	UPDATE_BUNDLE_MAX_MIB = 1024,
};

/* All borrowed. */
struct update_world {
	struct update_journal *journal;
	struct rauc rauc;
	const struct clock *clock;
	const struct log *log;
	const char *beacon; /* path: sys/beacon.h */
	const char *restart; /* this file appears when the machine is to start anew; a path unit of root sees it */
	const char *boot; /* the kernel's id of this start */
	const char *running; /* version of the image that runs (update_version.h) */
	void (*say)(void *me, const char *line); /* progress, for a person */
	void (*wait)(void *me, int64_t ms);
	void *me;
};

enum update_wish {
	UPDATE_WHEN_IDLE, /* wait for the kiosk to be idle, at most patience_ms, then UPDATE_BUSY */
	UPDATE_AT_ONCE, /* a technician stands here */
};

/* Installs the file. 0: it is in the other slot, the machine starts anew when idle. Else the outcome (update_journal.h);
 * its sentence is in the journal's last event. A surprise only where not even that could be written. */
NODISCARD int update_install(
        const struct update_world *w, const char *file, enum update_wish wish, int64_t patience_ms);

/* Once after every start. UPDATE_CONFIRMED: this slot is good (told once a version); 0: good as before;
 * UPDATE_SICK: the new slot is not well: the machine starts anew, the boot loader counts; UPDATE_FELL_BACK and
 * UPDATE_CUT_OFF: the old slot is good, and what was tried is told. */
NODISCARD int update_confirm(const struct update_world *w);

/* Lines for a person: running version and slot, the other one, floor, what is under way, the latest outcomes. */
struct buf;
NODISCARD int update_status(struct buf *out, const struct update_world *w);
/* The same as one JSON object, for machines. */
NODISCARD int update_status_json(struct buf *out, const struct update_world *w);

/* The whole program; tests call it in a child. place (sync/mains.h): how a stick becomes a folder, NULL: folders only. */
struct stick_place;
int update_main(int argc, char *const *argv, const struct stick_place *place);
