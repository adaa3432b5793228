#pragma once

/*
 * visit_update - what became of updates, as screens tell it; and asking for one
 *
 * Reads what loket-update laid down for it (DATA/../update/last.json), never
 * loket-update itself. Installing is asked for by the errand "update" whose arg is the
 * file (sys/errand.h): screens never start programs.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

struct visit;

enum { VISIT_UPDATE_WHY_MAX = 239, VISIT_UPDATE_TEXT_MAX = 31, VISIT_UPDATE_CODE_MAX = 3, VISIT_UPDATE_NEWS_MOST = 4 };

struct visit_update {
	uint32_t n; /* counts up with every outcome; 0: none yet */
	int64_t at_ms; /* wall clock */
	char outcome[VISIT_UPDATE_TEXT_MAX + 1]; /* "confirmed", "fell_back" ...: words key "update.outcome.NAME" */
	char code[VISIT_UPDATE_CODE_MAX + 1]; /* "F03": the page of the manual; "" = none was told */
	char version[VISIT_UPDATE_TEXT_MAX + 1], from[VISIT_UPDATE_TEXT_MAX + 1];
	char running[VISIT_UPDATE_TEXT_MAX + 1], floor[VISIT_UPDATE_TEXT_MAX + 1];
	char why[VISIT_UPDATE_WHY_MAX + 1]; /* for a technician, in English */
};

/* True and *out when there is an outcome. Not for citizens: its words are a technician's. */
bool visit_update_last(const struct visit *v, struct visit_update *out);
/* Lines for the welcome screen, in Dutch, the latest outcome first, until somebody of the house has seen them; NULL behind the last: i = 0 is NULL
 * when nothing is new. Looked at when the kiosk starts and while it is idle (visit_update_look), kept in between. */
const char *visit_update_news(const struct visit *v, int i);
const char *visit_update_news_code(const struct visit *v); /* page of the manual about the first of them; "" */
void visit_update_look(struct visit *v);
/* Somebody of the house has seen them: the lines go, and stay away after a restart. */
void visit_update_seen(struct visit *v);
void visit_update_free(struct visit *v);

/*
 * Packs of notices that came by stick or from the hub, taken between two visits: DATA/ledger/updates (loket-sync) and the folder
 * packs/ beside last.json (loket-update). Each file is judged whole (notice/packs.h); one that holds and is newer than what was
 * accepted before is kept as DATA/packs/ID.pack and shown from the next visit on. Nothing starts anew. One that does not hold is
 * named in the log, once, and what stood stays. Gives how many were taken.
 */
NODISCARD int visit_packs_take(struct visit *v, int *taken);
