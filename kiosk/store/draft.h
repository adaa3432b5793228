#pragma once

/*
 * draft - an unfinished visit, sealed, for at most a day
 *
 * DATA/drafts holds what a power cut or a park left of visits: each a file that opens with the desk's secret key (of an
 * officer's badge and PIN), or with a code that stands on a citizen's paper and nowhere else. Never with both, never
 * with anything on this disk. The visit under way is one file of its own ("now"), replaced in one step; what a power cut
 * left of it becomes a draft of the desk at the next start. A visit that ends leaves nothing: its file is
 * overwritten before it goes.
 *
 * A file: header (128 bytes: "LKDRAFT1", how it is sealed, what it comes from, kind of record, minute of its making, id, and
 * for the desk the id of its key with the sealed content key), nonce, XChaCha20-Poly1305 over the padded text with the header
 * bound to it. For a code, key and id are both BLAKE2b of the code: the file's name does not give the code away. A draft is
 * dead 24 hours after it was made, by the clock on the wall or by the time that this program has known it, whichever is
 * first: a clock that was set back keeps nothing alive. Its text goes, its header tells for a week that it was there.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "store/keys.h"
#include "sys/buf.h"
#include "sys/clock.h"
#include "sys/log.h"

enum {
	DRAFT_ID_BYTES = 16,
	DRAFT_TEXT_MAX = 256 * 1024,
	DRAFT_BUCKET = 4096, /* the length of a file says no more than that */
	DRAFTS_MOST = 20, /* parked at one time; a power cut still finds room */
	DRAFT_CODE_LETTERS = 20, /* of 32: 100 bits */
	DRAFT_CODE_ROOM = 24, /* "7K3D9-QMZ4T-..." and NUL */
};
#define DRAFT_LIFE_MS (INT64_C(24) * 3600 * 1000)
#define DRAFT_TOLD_MS (INT64_C(7) * 24 * 3600 * 1000)

/* Answers. */
enum {
	DRAFT_FULL = 1, /* DRAFTS_MOST are parked */
	DRAFT_TOO_BIG, /* over DRAFT_TEXT_MAX */
	DRAFT_NOT_THERE, /* no such draft: another code, or it was taken up already */
	DRAFT_EXPIRED, /* it was there; more than a day ago */
	DRAFT_BROKEN, /* altered, cut, or sealed to another key */
	DRAFT_SICK, /* the disk; a line is in the log */
};

struct drafts;
/* Takes up what a power cut left, and lets go of what is too old. log is borrowed, clock too. */
NODISCARD int drafts_open(struct drafts **out, const char *data, const struct clock *clock, const struct log *log);
void drafts_close(struct drafts *d); /* NULL is fine; files stay */

/* The visit under way, as it is now, for the desk's key. kind: of the record that it would become (store/kinds.h). */
NODISCARD int draft_keep(struct drafts *d, const struct key_public *desk, uint16_t kind, const void *text, size_t n);
void draft_drop(struct drafts *d); /* the visit under way is over: nothing of it stays */
/* Parked; the file of the visit under way goes. */
NODISCARD int draft_park(struct drafts *d, const struct key_public *desk, uint16_t kind, const void *text, size_t n);
/* The same for a new code; the caller wipes it. id: to take it back with draft_remove() when no paper came out. */
NODISCARD int draft_park_code(
        char code[DRAFT_CODE_ROOM], uint8_t id[DRAFT_ID_BYTES], struct drafts *d, const void *text, size_t n);

struct draft_row {
	uint8_t id[DRAFT_ID_BYTES];
	int64_t made_ms; /* wall clock, a whole minute */
	uint16_t kind;
	bool was_cut; /* by the power; else parked */
};
enum draft_how { DRAFT_FOR_DESK = 1, DRAFT_FOR_CODE };
/* Those that live, the newest first; gives their number, at most `most`. */
int drafts_list(struct draft_row *out, int most, struct drafts *d, enum draft_how how);
int drafts_gone(struct drafts *d); /* how many of the desk died of age within a week */

/* Appends the text. 0, or an answer above. The draft stays until draft_remove(). */
NODISCARD int draft_open(
        struct buf *out, struct drafts *d, const uint8_t id[DRAFT_ID_BYTES], const struct key_secret *desk);
/* As it was typed: small letters, spaces and dashes, O for 0 and I or L for 1 do not matter. */
NODISCARD int draft_open_code(struct buf *out, uint8_t id[DRAFT_ID_BYTES], struct drafts *d, const char *typed);
void draft_remove(struct drafts *d, const uint8_t id[DRAFT_ID_BYTES]);
void drafts_expire(struct drafts *d); /* what is too old: for a quiet moment */
