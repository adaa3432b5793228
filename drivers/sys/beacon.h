#pragma once

/*
 * beacon - what the kiosk says of itself to the programs beside it
 *
 * One small text file in the kiosk's run folder (/run/loket/beacon), written by
 * the kiosk alone, replaced whole: is somebody being served, does what it needs
 * answer. loket-update and loket-sync read it: they never ask the kiosk, and the
 * kiosk never waits for them. It tells nothing of a visit but that there is one.
 *
 * Moments are mono milliseconds (CLOCK_BOOTTIME), the same for every process of
 * one start of the machine; `boot` is the kernel's id of that start.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

#define BEACON_PATH "/run/loket/beacon"

enum { BEACON_BOOT_MAX = 36, BEACON_VERSION_MAX = 31, BEACON_BYTES_MAX = 1024 };

enum beacon_sense {
	BEACON_UNKNOWN, /* not looked at yet */
	BEACON_WELL,
	BEACON_SICK, /* looked at, and it does not answer */
	BEACON_ABSENT, /* this station has none */
};

enum beacon_part {
	BEACON_FRAME, /* the first picture was drawn and handed to the screen */
	BEACON_STORE, /* opened, and its last record is whole and follows its predecessor */
	BEACON_PRINTER, /* answers; paper that is out is an answer */
	BEACON_TOUCH, /* its device is open and gave its ranges */
	BEACON_PARTS,
};

struct beacon {
	char boot[BEACON_BOOT_MAX + 1];
	char version[BEACON_VERSION_MAX + 1]; /* of the kiosk program */
	int64_t said_ms; /* when this was written */
	int64_t idle_since_ms; /* -1: somebody is being served, or is at work */
	bool technician; /* a technician is signed in: what they ask for is done at once */
	enum beacon_sense parts[BEACON_PARTS];
};

/* Answers. */
enum {
	BEACON_NONE = 1, /* no file: the kiosk does not run, or has not drawn yet */
	BEACON_BROKEN, /* it can not be meant: counts as none */
};

NODISCARD int beacon_write(const struct beacon *b, const char *path);
/* 0, BEACON_NONE, BEACON_BROKEN. */
NODISCARD int beacon_read(struct beacon *out, const char *path);
/* Said in this start of the machine, and not longer ago than most_ms. */
bool beacon_is_fresh(const struct beacon *b, const char *boot, int64_t now_ms, int64_t most_ms);
const char *beacon_part_name(enum beacon_part part); /* "frame" ... */
const char *beacon_sense_name(enum beacon_sense sense); /* "well" ... */

/* The kernel's id of this start of the machine, 32 hex digits; where a unit hides the kernel's files it is told in
 * LOKET_BOOT_ID (systemd's %b). False and "" when there is none. */
bool boot_id_read(char out[BEACON_BOOT_MAX + 1]);
