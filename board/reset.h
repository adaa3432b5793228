#pragma once

/*
 * reset - the data partition becomes as if no station had ever been here
 *
 * In this order, each step durable before the next:
 *   1. The kiosk (a technician's badge, PIN and a second yes) prints the signed statement (store/reset_statement.h),
 *      lays it in DATA, and asks the errand "reset".
 *   2. loket-reset errand, as root: checks it against this station's device key and this start of the machine, writes the
 *      mark into the first 512 bytes of the data partition (ext4 leaves its first 1024 alone), then overwrites and
 *      removes keys/ and tls/: from here on nobody can sign as this station or open what was sealed to its desk, whatever
 *      happens to the rest. The machine starts anew.
 *   3. The next start (board/start/start_reset.c), before anything is mounted: finds the mark, overwrites every byte with
 *      zeros, discards the whole partition where the card can, reads every byte back.
 *   4. A new file system, made in memory, is laid block by block over the zeros; the mark goes last.
 *      A power cut anywhere: the mark is still there, and the next start begins again from the front. A start without a
 *      mark costs one read.
 *
 * One thing outlives it: the floor of the firmware (board/update_floor.h), which lies in /data and must not sink because a
 * station is wiped. The mark carries it from before the first byte goes; the new file system is made with it inside.
 *
 * The proof is that reading: not one byte other than zero on the whole partition. What a card's own controller keeps
 * beside (worn blocks) can not be reached by anybody's writing: there it is the keys that are gone.
 */
#include <stdbool.h>
#include <stdint.h>
#include "board/update_version.h"
#include "sys/err.h"

enum { RESET_MARK_BYTES = 512, RESET_BLOCK = 1 << 20 };

/* Answers. */
enum {
	RESET_NONE = 1, /* no mark: nothing to do */
	RESET_REFUSED, /* the statement is not this station's, or not of this start */
	RESET_LEFT, /* bytes other than zero were read back: the mark stays, the next start begins again */
};

/* What a technician is told of it; each has its page in the manual. */
enum reset_told {
	RESET_TOLD_ORDERED, /* the keys are gone; the next start wipes */
	RESET_TOLD_REFUSED, /* no signed word of this station and this start */
	RESET_TOLD_NOTHING, /* the disk could not be marked: nothing was wiped */
	RESET_TOLD_HALF, /* ordered, and something was in the way: the next start takes it all the same */
	RESET_TOLD_WORN, /* bytes were not zero when they were read back */
	RESET_TOLD_EMPTY, /* wiped, and no file system could be laid */
	RESET_TOLDS
};
const char *reset_told_code(enum reset_told t); /* "Z02" */

/* The disk; tests replace it. Offsets and sizes in bytes. Calls give 0 or a surprise. */
struct reset_disk {
	int64_t size;
	int (*read)(void *me, void *bytes, size_t n, int64_t at);
	int (*write)(void *me, const void *bytes, size_t n, int64_t at);
	int (*sync)(void *me);
	int (*discard)(void *me); /* all but its first block, where the mark is; 1: this card can not */
	void (*close)(void *me);
	void *me;
};
NODISCARD int reset_disk_open(struct reset_disk *out, const char *path); /* a block device or a file */

struct reset_report {
	char statement[65]; /* BLAKE2b-256 of the signed statement, hex */
	int64_t bytes, not_zero; /* read back; of these other than zero */
	bool discarded;
	uint32_t starts; /* how often it was begun, power cuts included */
	char floor[UPDATE_VERSION_MAX +
	           1]; /* as it was ordered; "": the mark has none, or that part of it is damaged */
};

/* Writes the mark. floor: a version, or "". */
NODISCARD int reset_order(struct reset_disk *d, const char statement[65], const char *floor);
NODISCARD int reset_is_ordered(bool *out, struct reset_disk *d);
/* Does what was ordered: 0, RESET_NONE, RESET_LEFT. All is zero then but the mark, which stays. progress: 0..100, may be NULL. */
NODISCARD int reset_run(
        struct reset_report *out, struct reset_disk *d, void (*progress)(void *me, int percent), void *me);
/* Lays what the file holds (its holes are zeros already) over the partition, all but its first 512 bytes; synced. The file is
 * as large as the partition. */
NODISCARD int reset_lay(struct reset_disk *d, const char *made);
/* The last step: takes the mark away. */
NODISCARD int reset_finish(struct reset_disk *d);

/* Every file of the folder is overwritten where it lies, synced, and removed; the folder goes too. A missing one is fine. */
NODISCARD int reset_erase_folder(const char *folder);
/* Step 2: 0 or RESET_REFUSED. data: the station's; boot: the kernel's id of this start; floor: as reset_order. */
NODISCARD int reset_order_checked(struct reset_disk *d, const char *data, const char *boot, const char *floor);

/* loket-reset order | errand, --data DIR --disk PATH --state DIR */
int reset_main(int argc, char *const *argv);
