#pragma once

/*
 * update_rauc - what is asked of RAUC, whoever answers
 *
 * update_rauc_bus.c speaks with de.pengutronix.rauc over D-Bus (sd-bus); tests
 * put a model of a device with two slots behind the same table. RAUC's reasons
 * are sentences in English; the kind of trouble is read from them (update_rauc_why.c).
 */
#include <stdbool.h>
#include <stdint.h>
#include "board/update_version.h"
#include "sys/err.h"

enum { RAUC_TEXT_MAX = 63, RAUC_SLOTS_MAX = 4, RAUC_WHY_MAX = 239 };

struct rauc_bundle {
	char compatible[RAUC_TEXT_MAX + 1], version[RAUC_TEXT_MAX + 1]; /* as the signed manifest says */
};

struct rauc_slot {
	char name[RAUC_TEXT_MAX + 1]; /* "rootfs.0" */
	char version[RAUC_TEXT_MAX + 1]; /* "" where RAUC knows none */
	bool booted, good, primary; /* good: the boot loader may start it */
};

struct rauc_status {
	char compatible[RAUC_TEXT_MAX + 1];
	struct rauc_slot slots[RAUC_SLOTS_MAX];
	int n_slots;
	bool installing; /* RAUC writes just now */
};

/* Answers. RAUC's own sentence goes to why. */
enum {
	RAUC_FOREIGN = 1, /* the signature is not by the keyring */
	RAUC_DAMAGED, /* signed, but bytes are missing or altered; or no bundle at all */
	RAUC_OTHER_DEVICE, /* compatible string */
	RAUC_OLDER, /* the guard refused */
	RAUC_FORMAT, /* a format that this device does not take */
	RAUC_NO_SPACE,
	RAUC_BUSY, /* it does something else */
	RAUC_GONE, /* nobody answers, or it went away half-way */
	RAUC_FAILED, /* any other reason */
};

/* percent -1: nothing new, but it is still at it; told once a minute. */
typedef void rauc_progress_fn(void *me, int percent, const char *what);

struct rauc_ops {
	/* Checks the signature of the file and gives what its manifest says. */
	int (*inspect)(void *me, struct rauc_bundle *out, const char *file, char why[RAUC_WHY_MAX + 1]);
	/* Writes the bundle into the slot that is not booted and makes that the next to boot; returns when done. */
	int (*install)(
	        void *me, const char *file, rauc_progress_fn *progress, void *progress_me, char why[RAUC_WHY_MAX + 1]);
	int (*status)(void *me, struct rauc_status *out, char why[RAUC_WHY_MAX + 1]);
	/* The booted slot is good: the boot loader's counter is full again. */
	int (*mark_good)(void *me, char why[RAUC_WHY_MAX + 1]);
	void (*close)(void *me);
};

struct rauc {
	const struct rauc_ops *ops;
	void *me;
};

/* address NULL: the system's bus. Connects at the first question, and again after it was lost. keyring: RAUC's own file,
 * read only to name the reason of a refusal. */
NODISCARD int rauc_bus_open(struct rauc *out, const char *address, const char *keyring);
void rauc_close(struct rauc *r);

/* Which kind of trouble RAUC's sentence means: one of the answers above. */
int rauc_why_kind(const char *sentence);
/* NULL when there is none. */
const struct rauc_slot *rauc_booted(const struct rauc_status *s);
const struct rauc_slot *rauc_other(const struct rauc_status *s); /* the one that would be written */
