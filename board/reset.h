#pragma once

/*
 * reset - the data partition becomes as if no station had ever been here
 *
 * In this order, each step durable before the next:
 *   1. The kiosk (a technician's badge, PIN and a second yes) prints the signed statement below, overwrites and removes its own
 *      keys (store/keys_erase.h): from here on nobody can sign as this station or open what was sealed to its desk.
 *   2. loket-reset --order, as root: checks the statement against the device key named in it, writes the mark into the
 *      first 512 bytes of the data partition (which ext4 leaves free), and the machine starts anew.
 *   3. loket-reset, at the next start, before anything is mounted: finds the mark, discards the whole partition where
 *      the card can, overwrites every byte with zeros, reads every byte back, removes the mark last.
 *      A power cut anywhere: the mark is still there, the next start begins again. A start without a mark costs one read.
 *   4. An empty partition gets its file system anew (systemd-makefs), and the report lies in /run/loket-reset/report.json.
 *
 * The proof is that second reading: not one byte other than zero on the whole partition.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

enum { RESET_MARK_BYTES = 512, RESET_BLOCK = 1 << 20, RESET_STATEMENT_MAX = 2048 };

/* Answers. */
enum {
	RESET_NONE = 1, /* no mark: nothing to do */
	RESET_REFUSED, /* the statement is not this station's, or not of this start */
	RESET_LEFT, /* bytes other than zero were read back: the mark stays */
};

/* The disk; tests replace it. Offsets and sizes in bytes. */
struct reset_disk {
	int64_t size;
	int (*read)(void *me, void *bytes, size_t n, int64_t at);
	int (*write)(void *me, const void *bytes, size_t n, int64_t at);
	int (*sync)(void *me);
	int (*discard)(void *me); /* the whole of it; positive: this card can not */
	void (*close)(void *me);
	void *me;
};
NODISCARD int reset_disk_open(struct reset_disk *out, const char *path); /* a block device or a file */

struct reset_report {
	char station[17], device[33], statement[65]; /* hash of the signed statement, hex */
	int64_t bytes, not_zero; /* read back */
	bool discarded;
	uint32_t starts; /* how often it was begun, power cuts included */
};

/* Writes the mark. */
NODISCARD int reset_order(struct reset_disk *d, const char *station, const char *device, const char *statement_hash);
bool reset_is_ordered(struct reset_disk *d);
/* Does what was ordered: 0, RESET_NONE, RESET_LEFT. progress: 0..100, may be NULL. */
NODISCARD int reset_run(
        struct reset_report *out, struct reset_disk *d, void (*progress)(void *me, int percent), void *me);

/* The statement a kiosk signs: text lines, then `signature = 128 hex`. RESET_REFUSED, or 0 and what it says. */
NODISCARD int reset_statement_check(struct reset_report *out, const char *text, const char *boot);

int reset_main(int argc, char *const *argv);
