#pragma once

/*
 * desk_work_reading - a concept of today, read again with the citizen
 *
 * Which may be read, and that each reading is logged with its reason first, is kiosk/staff's to guard
 * (desk_reading.h). Here what was opened becomes pairs of label and answer, in locked memory that
 * desk_work_read_end() wipes; so do a locked session, the end of a visit and the next reading.
 * Answers of class K4 and masked ones are never shown; of K3 too they stay off paper.
 */
#include "staff/desk_reading.h"
#include "visit/desk_work.h"

/* Finds today's concepts anew: 0, or READING_DENIED, READING_NO_KEY, READING_NO_STORE; READING_BROKEN for a surprise. */
int desk_work_concepts(struct visit *v);
int desk_work_concept_count(const struct visit *v);
const struct reading_row *desk_work_concept(const struct visit *v, int i); /* NULL past the end */
const char *desk_work_concept_code(const struct reading_row *row); /* "R5" */
/* Today's hour there, "11:20". Borrowed until the next call. */
const char *desk_work_concept_time(struct visit *v, const struct reading_row *row);

/* Logged, opened, laid out: 0 or READING_*. DESK's practice answers READING_DENIED. */
int desk_work_read(struct visit *v, int i, enum access_reason reason);
bool desk_work_is_reading(const struct visit *v);

enum desk_private { DESK_OPEN, DESK_OFF_PAPER, DESK_HIDDEN };
struct desk_pair {
	const char *label, *text; /* text: "" when it is hidden */
	enum desk_private how;
};
/* Of the concept that is open; NULL past the end. Borrowed until desk_work_read_end(). */
const struct desk_pair *desk_work_pair(const struct visit *v, int i);
void desk_work_read_end(struct visit *v);
/* For the citizen; logged as disclosed first. 0, READING_NOT_LOGGED, or READING_GONE when nothing is open. */
int desk_work_read_print(struct visit *v);

/* ---- completed with the citizen ------------------------------------------------------------- */
/* Of a self-report or a victim's intake that was opened for REASON_COMPLETE and whose form is offered here. */
bool desk_work_may_complete(const struct visit *v);
/* The concept closes; its answers lie in a visit of that form, in the citizen's language. What is masked or of class K4
 * is asked anew: an officer's reading never brings it to a screen. visit_submit() makes a new record that names the
 * first by number and hash, once the log of readings has it; the first is never changed. Who leaves, stops or
 * loses the session leaves nothing. 0, READING_DENIED, READING_GONE (no such form), READING_BROKEN. */
int desk_work_complete(struct visit *v);
/* Back at the desk: the visit of it is wiped. */
void desk_work_complete_leave(struct visit *v);
