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

enum { VISIT_UPDATE_WHY_MAX = 239, VISIT_UPDATE_TEXT_MAX = 31 };

struct visit_update {
	uint32_t n; /* counts up with every outcome; 0: none yet */
	int64_t at_ms; /* wall clock */
	char outcome[VISIT_UPDATE_TEXT_MAX + 1]; /* "confirmed", "fell_back" ...: words key "update.outcome.NAME" */
	char version[VISIT_UPDATE_TEXT_MAX + 1], from[VISIT_UPDATE_TEXT_MAX + 1];
	char running[VISIT_UPDATE_TEXT_MAX + 1], floor[VISIT_UPDATE_TEXT_MAX + 1];
	char why[VISIT_UPDATE_WHY_MAX + 1]; /* for a technician, in English */
};

/* True and *out when there is an outcome; read anew when the file changed. */
bool visit_update_last(struct visit *v, struct visit_update *out);
/* One line for the welcome screen, in Dutch, until an officer or technician has seen it; NULL: nothing new. */
const char *visit_update_news(struct visit *v);
/* Somebody of the house has seen it: the line goes, and stays away after a restart. */
void visit_update_seen(struct visit *v);

/* Packs of notices found in a folder (a stick, what the hub sent): each is judged whole and, when it holds and is newer,
 * kept in DATA/packs and shown from the next visit on. Gives how many were taken; `refused` how many were not. */
NODISCARD int visit_packs_take(struct visit *v, const char *folder, int *taken, int *refused);
