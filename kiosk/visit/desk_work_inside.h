#pragma once

/* desk_work_inside - what the desk_work files share; for the files of kiosk/visit only */
#include "form/session_restore.h"
#include "paper/roll.h"
#include "sys/arena.h"
#include "visit/desk_work_access.h"
#include "visit/desk_work_reading.h"
#include "visit/desk_work_staff.h"
#include "visit/duty_inside.h"

enum { DESK_PAIRS_MOST = 200, DESK_ANSWERS_MOST = 2000 };

struct desk_work {
	struct count_shown shown;
	char why[400], time[8];

	struct reading_row concepts[DESK_READING_MOST];
	size_t n_concepts;
	struct arena *reading; /* NULL: nothing is open */
	struct desk_pair *pairs; /* in it */
	int n_pairs;
	struct reading_row open;
	enum access_reason reason; /* for which it was opened */
	const char *form, *lang; /* of a record of a form that is offered here; in reading; else NULL */
	struct session_answer *answers; /* of it, likewise */
	size_t n_answers;

	struct desk_order order;
	struct desk_access access;
};

/* Made when it is first asked for; NULL without an officer's side or without memory. */
struct desk_work *desk_work_of(struct visit *v);
/* The same if it is there. */
struct desk_work *desk_work_there(const struct visit *v);
/* Keeps a sentence for desk_work_why(), and logs it. */
enum desk_answer desk_work_trouble(struct visit *v, const char *why);
/* The same of a surprise; positive answers: r tells nothing more. */
enum desk_answer desk_work_surprise(struct visit *v, int r);

/* Who is at work here writes into the log of readings: who and role are filled in. False: it can not be written. */
bool desk_work_note(struct visit *v, struct access_entry *e, uint16_t type);

/* The oldest entry of a book that is no record yet becomes one. */
enum desk_sent { DESK_SENT, DESK_ALL_SENT, DESK_UNSENT }; /* unsent: store or disk can not now */
enum desk_sent desk_work_send_entry(struct store_kept *kept, struct visit *v, struct book *b);

/* ---- desk_work_json.c: a record's answers, flat ------------------------------------------ */
/* group: names of the objects around it, parted by '/', "" at the top. A surprise ends it. */
typedef int desk_leaf(void *me, const char *group, const char *name, const char *text);
/* All in the arena. -EBADMSG for what is no JSON of ours, -ENOMEM. */
NODISCARD int desk_json_each(struct arena *arena, const char *json, size_t n, desk_leaf *leaf, void *me);

/* ---- desk_work_pairs.c: leaves with the words of the form or of the handover ------------------ */
NODISCARD int desk_pairs_of(struct visit *v, struct desk_work *w, const char *json, size_t n);

/* ---- desk_work_complete.c ------------------------------------------------------------------------- */
void desk_work_complete_lock(struct visit *v); /* nobody's session is open: its answers are wiped at once */
/* For visit_submit(): before it is made, and after. False: the log can not be written, or nobody may. */
bool desk_work_complete_begin(struct visit *v);
void desk_work_complete_done(struct visit *v);
/* Answers of these never come back to a screen. */
bool desk_is_hidden(const struct question *q);
