#pragma once

/*
 * board_device - a whole device for tests: two slots, a boot loader, RAUC, a kiosk, time
 *
 * The hardware (what a power cut does not take away) lies in memory shared with children: a
 * child may end anywhere, the parent then pulls the plug and starts the device again. RAUC's part
 * does what RAUC 1.8 does, in its order, each step a place for faults: target marked
 * bad, written piece by piece, then made the next to start. The boot loader counts as board/boot
 * does: each try takes one of three; a slot without tries is passed over; when
 * none is left, all begin anew.
 *
 * A bundle is a file of this kit's own making: who signed it, for what, which
 * version, and how it will behave once it runs.
 */
#include "board/update.h"
#include "harness.h"

enum device_manner { MANNER_WELL, MANNER_NO_START, MANNER_HANGS, MANNER_NO_PICTURE, MANNER_NO_PRINTER, MANNER_SLOW };

struct device_slot {
	char version[32];
	bool whole;
	enum device_manner manner;
	int left; /* tries */
};

struct hardware {
	struct device_slot slots[2];
	int primary, booted; /* booted -1: off */
	int starts; /* every try of the boot loader */
	int watchdog; /* how often it bit */
	int rauc_calls, goods; /* installs asked for; how often a slot was marked good */
	bool stuck; /* never came up: a brick */
};

struct device {
	struct hardware *hw; /* shared with children */
	char dir[512], state[600], beacon[600], restart[600], os_release[600], bundle[600];
	char trusted[16]; /* whose signature RAUC's keyring believes; two letters = two keys */
	char compatible[64];
	struct clock clock;
	struct log log;
	struct update_journal *journal;
	struct update_world w;
	char boot[BEACON_BOOT_MAX + 1], running[32];
	char said[16384]; /* lines for a person */
	/* the kiosk of this start */
	bool kiosk_runs, served, printer_dead_before;
	int64_t up_ms; /* mono, when this start began */
	int64_t served_until_ms; /* 0: for ever, while served */
	/* RAUC's moods */
	bool rauc_gone, rauc_busy;
	int rauc_gone_at; /* after so many pieces; 0: never */
	int slot_bytes; /* room in a slot */
};

/* Slot 0 runs `version` and is confirmed. */
struct device *device_new(const char *version);
void device_free(struct device *d);
/* Power off and on: the boot loader does its work, the kiosk starts, the journal is opened. False: it never came up. */
bool device_start(struct device *d);
/* As the units do after a start: confirm, and when the restart file is there, again. Gives the last answer. */
int device_live(struct device *d);
/* Off: what only memory knew is gone. */
void device_off(struct device *d);

struct bundle_of {
	const char *signer; /* one letter: "A" */
	const char *compatible, *version;
	const char *conf_version; /* in loket.conf; NULL: the same */
	enum device_manner manner;
	int bytes; /* of the image */
	bool damaged; /* a byte of its content was changed after signing */
	bool plain; /* not in the verity format */
};
/* Writes it and gives its path (kept in the device until the next). */
const char *device_bundle(struct device *d, const struct bundle_of *b);
/* The usual: signed by A, right device, well, the given version. */
const char *device_good(struct device *d, const char *version);
/* Flips one bit / cuts the file. */
void file_flip(const char *path, int64_t at);
void file_cut(const char *path, int64_t size);
int64_t file_size(const char *path);
/* The outcome of the journal's last event as its name; "nothing". */
const char *device_outcome(const struct device *d);
/* The file the kiosk would read. */
void device_last_json(const struct device *d, char *out, size_t room);
/* Installed at once: update_install()'s answer. */
int device_install(struct device *d, const char *file);
/* What device_install() gave was that refusal: nothing was written, the outcome is durable and told. */
void device_refused(struct device *d, int got, enum update_outcome want);
