#pragma once

/*
 * teach_back - was it understood: one question at a time, and never a score
 *
 * Wrong or "I don't know" once: the item is explained again, in easier text and by voice, and the question comes back.
 * Wrong twice: a human explains. Skipping and stopping are always possible and neutral. What remains is
 * full, partly, no or not_determined, and which items were explained again (domain reference 2.12, G7).
 * Of a suspect's notice only the questions of its own list are asked (checklist.h): never one about the case.
 */
#include <stdbool.h>
#include "notice/notice.h"

enum understood { UNDERSTOOD_OPEN, UNDERSTOOD_FULL, UNDERSTOOD_PARTLY, UNDERSTOOD_NO, UNDERSTOOD_NOT_DETERMINED };
const char *understood_name(enum understood u); /* "full" "partly" "no" "not_determined"; "" while open */

enum teach_state {
	TEACH_ASK, /* show teach_question() */
	TEACH_EXPLAIN, /* show teach_help(), then teach_explained() */
	TEACH_HUMAN, /* a colleague explains, then teach_human() */
	TEACH_DONE,
};

enum teach_outcome { TEACH_NOT_ASKED, TEACH_RIGHT, TEACH_HELPED, TEACH_UNCLEAR, TEACH_SKIPPED };

/* In the caller's memory; borrows the notices. Look at it only through the functions. */
struct teach_back {
	const struct notice *notice, *easier;
	const struct notice_question *asked[NOTICE_QUESTIONS_MAX];
	enum teach_outcome outcome[NOTICE_QUESTIONS_MAX];
	bool reexplained[NOTICE_QUESTIONS_MAX];
	int n, at;
	bool wrong_once;
	enum teach_state state;
};

/* What explains an item once more. */
struct teach_help {
	const struct notice_item *item; /* NULL when the notice has no such item: a human explains */
	bool easier; /* the item comes from the easier notice */
	bool core_only; /* there is no easier text: show its first block alone */
};

/* easier: the same notice in nl-easy, for readers of nl; NULL otherwise. Done at once when there are no questions. */
void teach_begin(struct teach_back *t, const struct notice *n, const struct notice *easier);
enum teach_state teach_state(const struct teach_back *t);
int teach_total(const struct teach_back *t);
int teach_number(const struct teach_back *t); /* 1..total */
const struct notice_question *teach_question(const struct teach_back *t); /* NULL when done */
bool teach_is_second_time(const struct teach_back *t);
struct teach_help teach_help(const struct teach_back *t);

/* Each asserts the state it belongs to; option 0..n_options-1. */
void teach_answer(struct teach_back *t, int option);
void teach_explained(struct teach_back *t);
void teach_human(struct teach_back *t, bool clear_now);
/* In every state; the next question, or done. What was explained stays told. */
void teach_skip(struct teach_back *t);
void teach_stop(struct teach_back *t);

/* full: every question ended right. no: none did and at least one stayed unclear. partly: some stayed unclear.
 * not_determined: nothing stayed unclear, but not every question was answered. */
enum understood teach_result(const struct teach_back *t);
/* Ids of items that were explained again, each once, in order; gives their number. */
int teach_reexplained(const struct teach_back *t, const char *out[NOTICE_QUESTIONS_MAX]);
