#pragma once

/*
 * handing - one rights notice, from the situation to the officer's word that it was handed over
 *
 * An officer's session must be open (shift.h). In this order, each step may be gone back to:
 * situation, age where it matters, proposal and language, showing, printing, teach-back, what is still
 * open, attest. The record is sealed in handing_attest(); before that nothing is stored. visit_wipe() ends it.
 * Practice does all of it, but nothing is stored, counted or sent, and every sheet says so.
 */
#include "notice/handover.h"
#include "notice/propose.h"
#include "notice/teach_back.h"
#include "paper/notice_sheet.h"
#include "visit/visit.h"

/* ---- which notice --------------------------------------------------------------------- */
/* False: this officer's roles may not hand over what this situation needs. */
bool handing_may(const struct visit *v, enum situation s);
void handing_begin(struct visit *v, enum situation s); /* nothing, for an officer who may not */
/* The work for this person is over: wiped. A print on its way comes out. */
void handing_leave(struct visit *v);
bool handing_is_on(const struct visit *v);
/* What is known of the case; change it, then handing_propose(). */
struct propose_case *handing_case(struct visit *v);
void handing_propose(struct visit *v);
const struct proposal *handing_proposal(const struct visit *v);
int handing_chosen(const struct visit *v); /* index of the proposal's notices; -1: there is none */
void handing_choose(struct visit *v, int i);
/* Nobody said yet whether paper is safe: nothing of this is printed before. */
bool handing_asks_first(const struct visit *v);
/* The person's language: any tag, also one that no text has (counted as missing). Proposes anew. */
void handing_speak(struct visit *v, const char *tag);
const char *handing_language(const struct visit *v); /* as wanted */

/* ---- what is shown and printed -------------------------------------------------------- */
/* The text that the person reads: in the wanted language, or the nearest; NULL when no pack has it. */
const struct notice *handing_notice(const struct visit *v);
const struct notice *handing_dutch(const struct visit *v);
/* Settles which text is handed over; the record begins. Once; again after another choice. False: there is no text. */
bool handing_settle(struct visit *v);
enum notice_format handing_format(const struct visit *v);
bool handing_is_a4(const struct visit *v);
void handing_set_format(struct visit *v, enum notice_format format, bool a4); /* until something was printed */
void handing_print(struct visit *v); /* the notice, see visit_paper(); again after it came out: a numbered copy */

/* ---- understood, and the record -------------------------------------------------------- */
struct teach_back *handing_teach(struct visit *v);
void handing_taught(struct visit *v); /* its result goes into the record */
/* NULL before handing_settle(). */
struct handover *handing_record(struct visit *v);
/* A text in the staff's language of a field, an option, a rule. */
const char *handing_words(const struct visit *v, const char *nl, const char *en);
bool handing_can_attest(struct visit *v); /* nothing is open, and paper is out where paper is the form */
/* Seals the record and counts. 0, VISIT_INCOMPLETE or VISIT_NOT_SAVED. */
NODISCARD int handing_attest(struct visit *v);
bool handing_is_attested(const struct visit *v);
const char *handing_number(const struct visit *v); /* of the record; "" in practice */
int64_t handing_now_ms(const struct visit *v);
/* "2026-03-14 11:20" at the station. Borrowed until the next call. */
const char *handing_when(struct visit *v, int64_t at_ms);
