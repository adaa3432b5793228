#pragma once

/*
 * update_content - packs of notices from a stick, without a new start
 *
 * Each NAME.pack in the stick's main folder is read whole and judged: its form, sizes, hashes and signatures (notice/pack.h), whether a
 * key that this station trusts signed it, and whether it is newer than what came before. What holds is laid as FOLDER/ID.pack, whole or
 * not at all; what does not is refused by its name, and what stood stays. The kiosk looks there between two visits, judges once more by
 * its own rules (checklists, days, its own memory of versions: notice/packs.h) and shows it from the next visit on.
 */
#include "notice/pack.h"
#include "store/keys.h"

enum {
	CONTENT_PACKS_MAX = 16, /* on one stick; more are refused by name */
	CONTENT_NAME_MAX = 80, /* bytes of a file's name on a stick */
	CONTENT_SAY_MAX = 399, /* sys/errand.h */
};

/* What it came to; each has its page in the technician's manual. */
enum content_outcome {
	CONTENT_NONE, /* no pack on the stick */
	CONTENT_TAKEN,
	CONTENT_SAME, /* all of it was here */
	CONTENT_DAMAGED, /* one is no whole pack */
	CONTENT_FOREIGN, /* one is signed by nobody whom this station trusts */
	CONTENT_OLDER,
	CONTENT_TOO_MANY,
	CONTENT_FAILED, /* it could not be kept, or not be read */
	CONTENT_OUTCOMES
};
const char *content_outcome_code(enum content_outcome o); /* "C04" */

struct content_world {
	const char *stick, *folder; /* where they lie; where they go, made when absent */
	const struct key_public *keys; /* that may sign packs here */
	int n_keys;
};

struct content_told {
	int taken, same, refused;
	enum content_outcome outcome; /* the first refusal; else whether anything came in */
	char say[CONTENT_SAY_MAX + 1]; /* one line for a person: what came in, what was refused and why */
};

/* 0 also when nothing was found or all was refused: told->say tells. A surprise where the folder itself can not be written. */
NODISCARD int update_content(struct content_told *told, const struct content_world *w);

/* What a technician asked on the screen (errand "content"), from the stick to the last word. */
struct stick_place;
struct content_place {
	const char *errands, *stick, *usb_list, *state,
	        *station; /* state: packs/ lies there, and whose it is we become */
};
NODISCARD int update_content_errand(const struct content_place *at, const struct stick_place *place);
