#pragma once

/*
 * reset - the data partition becomes as if no station had ever been here
 *
 * In this order, each step durable before the next:
 *   1. The kiosk (a technician's badge, PIN and a second yes) prints the signed statement (store/reset_statement.h)
 *      and lays it in DATA.
 *   2. loket-reset order, as root: checks it against this station's device key and this start of the machine, writes the
 *      mark into the first 512 bytes of the data partition (ext4 leaves its first 1024 alone), then overwrites and
 *      removes keys/ and tls/: from here on nobody can sign as this station or open what was sealed to its desk, whatever
 *      happens to the rest. The machine starts anew.
 *   3. loket-reset run, at the next start, before anything is mounted: finds the mark, discards the whole partition where
 *      the card can, overwrites every byte with zeros, reads every byte back, removes the mark last.
 *      A power cut anywhere: the mark is still there, the next start begins again. A start without a mark costs one read.
 *   4. The empty partition gets its file system anew; the report says what was read back.
 *
 * The proof is that reading: not one byte other than zero on the whole partition. What a card's own controller keeps
 * beside (worn blocks) can not be reached by anybody's writing: there it is the keys that are gone.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

enum { RESET_MARK_BYTES = 512, RESET_BLOCK = 1 << 20 };

/* Answers. */
enum {
	RESET_NONE = 1, /* no mark: nothing to do */
	RESET_REFUSED, /* the statement is not this station's, or not of this start */
	RESET_LEFT, /* bytes other than zero were read back: the mark stays, the next start begins again */
};

/* The disk; tests replace it. Offsets and sizes in bytes. Calls give 0 or a surprise. */
struct reset_disk {
	int64_t size;
	int (*read)(void *me, void *bytes, size_t n, int64_t at);
	int (*write)(void *me, const void *bytes, size_t n, int64_t at);
	int (*sync)(void *me);
	int (*discard)(void *me); /* the whole of it; 1: this card can not */
	void (*close)(void *me);
	void *me;
};
NODISCARD int reset_disk_open(struct reset_disk *out, const char *path); /* a block device or a file */

struct reset_report {
	char statement[65]; /* BLAKE2b-256 of the signed statement, hex */
	int64_t bytes, not_zero; /* read back; of these other than zero */
	bool discarded;
	uint32_t starts; /* how often it was begun, power cuts included */
};

/* Writes the mark. */
NODISCARD int reset_order(struct reset_disk *d, const char statement[65]);
NODISCARD int reset_is_ordered(bool *out, struct reset_disk *d);
/* Does what was ordered: 0, RESET_NONE, RESET_LEFT. progress: 0..100, may be NULL. */
NODISCARD int reset_run(
        struct reset_report *out, struct reset_disk *d, void (*progress)(void *me, int percent), void *me);

/* Every file of the folder is overwritten where it lies, synced, and removed; the folder goes too. A missing one is fine. */
NODISCARD int reset_erase_folder(const char *folder);
/* Step 2: 0 or RESET_REFUSED. data: the station's; boot: the kernel's id of this start. */
NODISCARD int reset_order_checked(struct reset_disk *d, const char *data, const char *boot);

/* loket-reset order|run --data DIR --disk PATH [--report FILE] */
int reset_main(int argc, char *const *argv);
