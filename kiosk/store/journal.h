#pragma once

/*
 * journal - what became of every print, in the desk's own database
 *
 * A job's row is on the disk before its first byte leaves. What stands here is never more
 * than was proved: bands may be written down late (a lower bound), the end state only once
 * it is certain. A row whose job the power ended is told by journal_open():
 *   queued   -> no byte was sent: void, "never_begun"
 *   printing -> nobody knows: unknown, until a person has looked (journal_judge)
 * An unknown job is never printed again by itself.
 *
 * No row says what stood on the paper or for whom: a kind, a title made of ids ("N-VIC
 * uk 3"), and a hash of the dots. Rows go 24 months after they were made (RT-N1).
 *
 * Answers are those of the desk (store/desk.h): DESK_SICK, DESK_FULL, DESK_REFUSED.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "store/desk.h"
#include "sys/clock.h"

struct journal;

enum { JOURNAL_HASH_BYTES = 32, JOURNAL_KIND_MAX = 15, JOURNAL_TITLE_MAX = 119, JOURNAL_REASON_MAX = 23 };
#define JOURNAL_KEEP_MS (INT64_C(730) * 86400 * 1000)

/* Numbers stand in the file: only add at the end. */
enum journal_state { JOURNAL_QUEUED, JOURNAL_PRINTING, JOURNAL_DONE, JOURNAL_VOID, JOURNAL_UNKNOWN };
enum journal_judgement { JOURNAL_UNJUDGED, JOURNAL_CAME_OUT, JOURNAL_DID_NOT, JOURNAL_TORN };
enum journal_class { JOURNAL_VOIDS, JOURNAL_RESUMES }; /* what paper's end in the middle does to it */

/* A new job; texts are copied, over-long ones are refused. */
struct journal_entry {
	const char *kind; /* receipt, notice, count, slip ...: a to z and - */
	const char *title; /* ids only, nothing of a person; "" is fine */
	enum journal_class paper_class;
	int64_t copy_of; /* the original's id; 0 = this is one */
	int copy_no; /* the n of KOPIE n; 0 for an original. The same number twice is refused */
	int bands;
};

struct journal_row {
	int64_t id, copy_of, created_ms, ended_ms, judged_ms; /* wall clock; 0 = not yet */
	char kind[JOURNAL_KIND_MAX + 1], title[JOURNAL_TITLE_MAX + 1], reason[JOURNAL_REASON_MAX + 1];
	enum journal_class paper_class;
	enum journal_state state;
	enum journal_judgement judgement;
	int copy_no, bands, bands_proved, attempts;
	int level; /* of the whole; enum printer_proof: -1 .. 5 */
	bool has_hash;
	uint8_t hash[JOURNAL_HASH_BYTES];
};

/* Tells what the power ended, and lets go of what is too old. 0 also with a sick desk: it is done at
 * journal_mend(). desk, clock, log: borrowed. */
NODISCARD int journal_open(struct journal **out, struct desk *desk, const struct clock *clock, const struct log *log);
void journal_close(struct journal *j);
/* After desk_try_again(): rows of jobs that no longer run are told as above. Call it with no job running. */
NODISCARD int journal_mend(struct journal *j);

/* Durable when it returns 0. printing: the first byte follows at once; else the job waits. */
NODISCARD int journal_begin(int64_t *id, struct journal *j, const struct journal_entry *entry, bool printing);
/* Before the first byte of the first attempt (1) of a job that waited, and before each further one. */
NODISCARD int journal_attempt(struct journal *j, int64_t id, int attempt);
NODISCARD int journal_band(struct journal *j, int64_t id, int bands_proved);
struct journal_end {
	enum journal_state state; /* done, void or unknown */
	int level, bands_proved;
	const char *reason; /* a fixed word; "" when done */
	const uint8_t *hash; /* of all rows of the body; NULL when they were not all drawn */
};
/* Once a job: a second end is refused, so that nothing told is told otherwise later. */
NODISCARD int journal_end(struct journal *j, int64_t id, const struct journal_end *end);

/* 0, DESK_END when there is no such row, or trouble. */
NODISCARD int journal_get(struct journal_row *out, struct journal *j, int64_t id);
/* *out = the highest KOPIE number given to this original; 0 = none yet. */
NODISCARD int journal_copies(int *out, struct journal *j, int64_t of);
/* Unknown and not yet judged, oldest first; *n of at most `most`. */
NODISCARD int journal_unknown(struct journal_row *out, int *n, int most, struct journal *j);
/* The latest, newest first, from `before` down (0 = from the newest). */
NODISCARD int journal_latest(struct journal_row *out, int *n, int most, struct journal *j, int64_t before);
/* What a person saw. DESK_REFUSED when it is not unknown, or was judged before. The state stays unknown. */
NODISCARD int journal_judge(struct journal *j, int64_t id, enum journal_judgement saw);
/* Rows older than JOURNAL_KEEP_MS go; open does it too. */
NODISCARD int journal_forget_old(struct journal *j);
