#pragma once

/*
 * notice_hand - notices in memory for the tests of handing over
 *
 * Made from the checklists: every item and question, three options a question of which the second is right and
 * the third is "I don't know". A shelf holds all sixteen in the nine launch languages unless one is taken away.
 */
#include "notice/checklist.h"
#include "notice/handover.h"
#include "notice/propose.h"

enum { HAND_NOTICES = 16, HAND_LANGS = 9 };

struct hand_shelf {
	struct notice notices[HAND_NOTICES][HAND_LANGS];
	bool gone[HAND_NOTICES][HAND_LANGS];
	struct notice_item items[HAND_NOTICES][NOTICE_ITEMS_MAX];
	struct notice_question questions[HAND_NOTICES][NOTICE_QUESTIONS_MAX];
};

extern const char *const hand_langs[HAND_LANGS];

void hand_shelf_fill(struct hand_shelf *s, enum notice_status status);
/* The one shelf of the test case, filled anew: the same memory at each call. */
struct hand_shelf *hand_full(enum notice_status status);
struct propose_shelf hand_shelf(const struct hand_shelf *s);
struct notice *hand_notice(struct hand_shelf *s, const char *id, const char *lang);
/* The notice is not there in that language; id NULL: none is. */
void hand_take_away(struct hand_shelf *s, const char *id, const char *lang);

/* Amsterdam, kept until the case ends. */
const struct zone *hand_zone(void);

/* A case with everything unknown. */
struct propose_case hand_case(enum situation s, const char *lang);
/* 2025-03-04 12:00:00 in Amsterdam. */
enum { HAND_NOW_S = 1741086000 };
#define HAND_NOW_MS ((int64_t)HAND_NOW_S * 1000)
/* A plain start: roll, synced clock, all items there; the first notice that is proposed for the case. */
void hand_begin(struct handover *h, struct hand_shelf *s, const struct propose_case *c, const struct zone *z);
/* That with hand_full() and hand_zone(), in the one handover of the test case: the same memory at each call. */
struct handover *hand_begun(enum notice_status status, const struct propose_case *c);
/* Of official texts, in Dutch, everything unknown. */
struct handover *hand_plain(enum situation s);
/* And everything answered and printed: one thing is then put wrong. */
struct handover *hand_ready(enum situation s);
/* Answers whatever is open with the first allowed answer until nothing is; the number of fields asked. */
int hand_answer_all(struct handover *h);
void hand_print(struct handover *h);
/* It finds that rule broken at that field; HANDOVER_FIELDS is the record as a whole. */
bool hand_finds(const struct handover *h, enum handover_field_no no, enum rule_no rule);
