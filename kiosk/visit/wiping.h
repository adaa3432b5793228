#pragma once

/*
 * wiping - the kiosk's part of a factory reset: who may, what is lost, the signed word, and the errand
 *
 * The order (board/reset.h): a technician sees what goes, types the PIN anew, the statement (store/reset_statement.h) is
 * signed, laid in DATA and printed; only then a second yes asks the unit (UPKEEP_RESET), which overwrites the keys and
 * then everything. While records have no receipt it is refused, unless the technician types this station's code (in letters large or small):
 * nobody loses records by a slip of the finger. Who turns back takes the statement away. Practice wipes nothing.
 */
#include <stdbool.h>
#include <stdint.h>
#include "visit/desk_work.h"

struct wiping_facts {
	bool known; /* false: the store can not be asked; then the code is wanted too */
	int64_t records, unconfirmed, confirmed;
};
/* False: this officer may not. */
bool wiping_facts(struct wiping_facts *out, struct visit *v);

enum wiping_answer {
	WIPING_DONE,
	WIPING_DENIED,
	WIPING_PRACTICE,
	WIPING_UNCONFIRMED, /* records would be lost, and the code was not this station's */
	WIPING_WRONG_PIN,
	WIPING_WAIT, /* after wrong PINs */
	WIPING_NO_UNIT, /* nothing here could wipe: not a board */
	WIPING_TROUBLE, /* desk_work_why() or the log */
};
/* May one go on to the PIN? code: what was typed, "" before. */
enum wiping_answer wiping_may(struct visit *v, const char *code);
/* Signs and lays the statement; *text borrowed until the next call: what is printed. Takes up to half a second. */
enum wiping_answer wiping_sign(const char **text, struct visit *v, const char *code, const char *pin);
/* The second yes. DESK_NOT_NOW: nothing was signed. Follow it with upkeep_errand(UPKEEP_RESET). */
enum desk_answer wiping_order(struct visit *v);
void wiping_turn_back(struct visit *v); /* the statement goes, while the unit was not asked */
