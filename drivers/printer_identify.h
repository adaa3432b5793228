#pragma once

/*
 * printer_identify - which model it says it is, and which profile that makes
 *
 * Pure. Two voices: GS I 65..68 (printing.md 2.1) and the IEEE-1284 device ID that USB printers give
 * ("MFG:EPSON;MDL:TM-T20III;..."). assets/printers/MODELS has lines `profile = MAKER|MODEL`, or more such patterns
 * with commas: letters of any case, * is anything. The first line that fits decides. A printer can lie here too: the
 * answer is a proposal, never a proof.
 */
#include <stdbool.h>
#include <stddef.h>
#include "sys/err.h"

struct buf;

enum { IDENTITY_ROOM = 65, MODELS_MOST_BYTES = 64 * 1024, MODELS_PATTERN_MOST = 64 };

struct printer_identity { /* "" = not said; printable ASCII only */
	char maker[IDENTITY_ROOM], model[IDENTITY_ROOM], serial[IDENTITY_ROOM], firmware[IDENTITY_ROOM];
};

/* Takes what GS I n answered (65 firmware, 66 maker, 67 model, 68 serial); too long or not printable: not taken. */
bool identity_answer(struct printer_identity *out, int n, const void *text, size_t n_bytes);
/* Takes maker, model and serial from a device ID; what GS I said already stays. */
void identity_1284(struct printer_identity *out, const char *device_id, size_t n);

/* Answer: no line fits, or the printer said nothing. */
enum { IDENTIFY_UNKNOWN = 1 };
/* models: the text of MODELS. Lines that are none are skipped with one warning each in `warnings` (may be NULL). */
NODISCARD int identify_profile(
        char out[33], const struct printer_identity *who, const char *models, struct buf *warnings);
/* The same from the file. Missing, or larger than MODELS_MOST_BYTES: a surprise. */
NODISCARD int identify_profile_file(
        char out[33], const struct printer_identity *who, const char *path, struct buf *warnings);
