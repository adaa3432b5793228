#pragma once

/*
 * update_journal - what became of every update: floor, what is under way, outcomes
 *
 * One file, DIR/journal, replaced whole (sys/file), with a hash over its bytes:
 * after a power cut it is the old one or the new one. It outlives both slots.
 * DIR/last.json is made from it for the kiosk's screens and can be lost without harm.
 *
 *   journal    first line: BLAKE2b-256 of the rest, 64 hex digits. Rest: JSON
 *     {"v":1,"floor":"0.5.0","serial":12,"tried":{"version","from","from_slot","to_slot","boot","needs","state"}|null,
 *      "events":[{"n":12,"at_ms":...,"outcome":"installed","version":"0.5.0","from":"0.4.0","why":"sentence"}, ...]}
 *   last.json  {"v":1,"running":"0.5.0","floor":"0.5.0","n":12,"at_ms":...,"outcome":"fell_back","code":"F03",
 *     "version","from","why","before":[{"n":11,"outcome","code","version"}, ...]}  (the outcomes before it, the later first, at most UPDATE_LAST_BEFORE)
 *
 * A damaged or missing journal never lowers the floor below the image that runs:
 * the caller raises it to that at every opening.
 */
#include <stdbool.h>
#include <stdint.h>
#include "board/update_version.h"
#include "sys/beacon.h"
#include "sys/clock.h"

/* How an update can end or stand; the names in the file are these in small letters without UPDATE_. */
enum update_outcome {
	UPDATE_NOTHING,
	UPDATE_INSTALLED, /* in the other slot; waits for the next start */
	UPDATE_CONFIRMED, /* started, well, and kept */
	UPDATE_FELL_BACK, /* it did not come up: the version before runs again */
	UPDATE_CUT_OFF, /* the power went, or the program ended, while it was written */
	UPDATE_SICK, /* it started, but something it needs does not answer */
	UPDATE_FOREIGN, /* not signed by whom this device trusts */
	UPDATE_DAMAGED, /* bytes are missing or altered */
	UPDATE_OLDER, /* below the floor */
	UPDATE_SAME, /* this version runs already */
	UPDATE_OTHER_DEVICE, /* made for another kind of device */
	UPDATE_UNREADABLE, /* no such file, not a file, too large, no bundle */
	UPDATE_NO_SPACE,
	UPDATE_NO_SERVICE, /* RAUC does not answer, or went away half-way */
	UPDATE_BUSY, /* somebody was being served all the time, or another installation runs */
	UPDATE_FAILED, /* anything else; the sentence says what */
	UPDATE_OUTCOMES
};

enum {
	UPDATE_EVENTS_MAX = 64,
	UPDATE_WHY_MAX = 239,
	UPDATE_SLOT_MAX = 31,
	UPDATE_JOURNAL_BYTES_MAX = 65536,
	UPDATE_LAST_BEFORE = 7
};

struct update_event {
	uint32_t n; /* counts up for ever */
	int64_t at_ms; /* wall clock */
	enum update_outcome outcome;
	char version[UPDATE_VERSION_MAX + 1], from[UPDATE_VERSION_MAX + 1];
	char why[UPDATE_WHY_MAX + 1];
};

/* What is under way between install and confirm. */
struct update_tried {
	bool on; /* false: nothing */
	bool written; /* false: RAUC was still writing */
	char version[UPDATE_VERSION_MAX + 1], from[UPDATE_VERSION_MAX + 1];
	char from_slot[UPDATE_SLOT_MAX + 1], to_slot[UPDATE_SLOT_MAX + 1];
	char boot[BEACON_BOOT_MAX + 1]; /* the start in which it was written */
	unsigned needs; /* bits of beacon_part that were well before: they must be well after */
};

struct update_journal {
	char dir[512];
	const struct clock *clock; /* borrowed */
	char floor[UPDATE_VERSION_MAX + 1]; /* "0" = none yet */
	uint32_t serial;
	struct update_tried tried;
	struct update_event events[UPDATE_EVENTS_MAX]; /* oldest first; the oldest leaves */
	int n_events;
	bool was_damaged; /* the file could not be meant and begins anew; it stays as journal.damaged */
};

/* Reads DIR/journal; 0 also when there is none. */
NODISCARD int update_journal_open(struct update_journal *out, const char *dir, const struct clock *clock);
/* The same for who only looks: nothing is set aside. UPDATE_JOURNAL_DAMAGED. */
enum { UPDATE_JOURNAL_DAMAGED = 1 };
NODISCARD int update_journal_read(struct update_journal *out, const char *dir, const struct clock *clock);
/* In memory only: raises the floor; never lowers it. */
void update_journal_raise(struct update_journal *j, const char *version);
/* Each of these is durable when it returns 0; after a surprise memory and disk are as before. */
NODISCARD int update_journal_begin(struct update_journal *j, const struct update_tried *tried);
NODISCARD int update_journal_written(struct update_journal *j);
/* Adds an event and, for what is over (all but UPDATE_INSTALLED and UPDATE_SICK), forgets what was under way;
 * UPDATE_CONFIRMED also raises the floor to its version. last.json follows. */
NODISCARD int update_journal_end(
        struct update_journal *j, enum update_outcome outcome, const char *version, const char *from, const char *why);
/* The floor that was raised in memory, durable. */
NODISCARD int update_journal_keep(struct update_journal *j);
/* last.json anew, when it is missing or old: at every start. */
NODISCARD int update_journal_tell(const struct update_journal *j, const char *running);

const struct update_event *update_journal_last(const struct update_journal *j); /* NULL: none yet */
/* A version that did not come up, or was not well, when it was last tried: nobody offers it again by itself. */
bool update_journal_failed_before(const struct update_journal *j, const char *version);
const char *update_outcome_name(enum update_outcome o);
/* "F03": the page of the technician's manual about it, assets/manual/LANG/F03.md; "" for UPDATE_NOTHING alone. */
const char *update_outcome_code(enum update_outcome o);
bool update_outcome_of(enum update_outcome *out, const char *name);
