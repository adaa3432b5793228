#pragma once

/*
 * kiosk_hand - an officer's whole way in one process: notices, a printer that draws, records that can be opened
 *
 * The station's authority is made here, so that a test reads what was sealed. Time stands still but for hand_run().
 */
#include <jansson.h>
#include "kiosk_desk.h"
#include "visit/duty.h"
#include "visit/duty_inside.h"

enum hand_texts { HAND_APPROVED, HAND_DRAFT };

/* Every notice and language of assets/, the first administrator enrolled, the menu on the screen. */
void hand_open(struct world *w, const char *more, enum hand_texts texts);
/* The same station once more, as after a restart; nobody is logged in. */
void hand_reopen(struct world *w, const char *more);
#define HAND_PRINTER "--printer-profile tm-t88v --printer virtual:paper"

/* From the menu: that situation, an adult where age is asked, that language; ends on notice_show. */
void hand_show(struct world *w, const char *situation, const char *lang);
/* Lets the loop turn for that long, and the clock goes with it: a head that prints keeps real time. */
void hand_run(struct world *w, int ms);
/* Until the paper of the screen has come to an end; at most twenty seconds. */
void hand_print_out(struct world *w);
/* The latest paper as the printer's JSON tells it; the caller frees. */
int hand_papers(void);
json_t *hand_paper(int nth);

/* Answers whatever the record still asks, the first choice of each, until it may be attested. */
void hand_fill_in(struct world *w);
/* All records of a kind, opened with the authority's key: an array; the caller frees. */
json_t *hand_records(const struct world *w, uint16_t kind);
const char *hand_text(const json_t *record, const char *name); /* "" when it is not there */
/* Rows of the print journal. */
int hand_journal(struct world *w, struct journal_row *out, int most);
