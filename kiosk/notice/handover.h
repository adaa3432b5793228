#pragma once

/*
 * handover - the record of one notice handed over (R2)
 *
 *	handover_begin       what is known is filled in: to the person self, on paper, first contact now
 *	handover_next_open   the one field that a screen asks next; NULL when nothing is open
 *	handover_choose ...  refuses what may not be entered, with the rule that says why
 *	handover_printed     what the printer proved
 *	handover_attest      the officer stands for it: only when nothing is open
 *	handover_json        the record's text, to be sealed as kind handover_kind()
 *
 * Names and numbers of a person live only here, in memory that handover_fini() wipes, and in the sealed record.
 * Pure: no clock, no disk. Times are UTC ms, 0 = none.
 */
#include "notice/handover_field.h"
#include "notice/propose.h"
#include "notice/teach_back.h"
#include "store/record.h"
#include "sys/zone.h"

enum {
	HANDOVER_TEXT_MAX = 400, /* bytes of a text: a name of 200 characters in any script */
	HANDOVER_SIGNATURE_MAX = 8192, /* bytes of the drawn line */
	HANDOVER_FINDINGS_MAX = 64,
	HANDOVER_COPIES_MAX = 9,
	HANDOVER_JSON_MAX = 24 * 1024,
};

/* Answers. After REFUSED, handover_why() names the rule. */
enum { HANDOVER_REFUSED = 1, HANDOVER_TOO_LONG, HANDOVER_MALFORMED };

enum handover_format { FORMAT_ROLL, FORMAT_LARGE, FORMAT_CARD, FORMAT_A4, FORMAT_RESERVE /* a sheet printed before */ };

struct handover_start {
	const struct notice *notice; /* what is handed over; outlives the handover */
	const struct notice *beside; /* the second language on the same sheet; NULL */
	bool complete; /* every required item is there in both (checklist.h) */
	const char *today; /* yyyy-mm-dd: whether the notice is valid */
	const struct proposal *proposal; /* the person's case: minor, under 12, arrested; copied */
	enum situation situation;
	enum rule_no why; /* rule that proposed this notice; RULE_NONE: the officer chose it */
	enum safe_paper safe_paper; /* as it was answered before; of domestic violence */
	enum disciplinary_route route;
	enum handover_format format;
	int64_t now_ms; /* first contact, unless the officer says otherwise */
	const struct zone *zone; /* outlives the handover */
	enum clock_state clock;
	bool practice;
};

struct handover_print {
	const char *job; /* of the journal: letters, digits and -, at most 40 */
	int level; /* L0..L5 that was really proved */
	int copies; /* 1..HANDOVER_COPIES_MAX */
	bool done; /* the journal says done; false: void or unknown */
};

/* Only to be looked at through the functions below. */
struct handover {
	struct handover_start start;
	bool minor, under_12, arrested, vulnerable, representative_involved, expired;
	bool oral_forced, interpreter_forced; /* a draft, or no text in the wanted language */
	int choice[HANDOVER_FIELDS];
	int64_t at_ms[HANDOVER_FIELDS];
	char text[HANDOVER_FIELDS][HANDOVER_TEXT_MAX + 1];
	char signature[HANDOVER_SIGNATURE_MAX + 1];
	const char *reexplained[NOTICE_QUESTIONS_MAX];
	int n_reexplained;
	char job[41], reprint_of[RECORD_NUMBER_MAX + 1];
	int level, copies, reprint_no;
	bool printed;
	int64_t attested_ms;
	enum rule_no why;
};

void handover_begin(struct handover *h, const struct handover_start *start);
void handover_fini(struct handover *h); /* wipes */

NODISCARD int handover_choose(struct handover *h, enum handover_field_no no, int choice); /* 0 takes it back */
NODISCARD int handover_time(struct handover *h, enum handover_field_no no, int64_t at_ms, int64_t now_ms);
NODISCARD int handover_write(struct handover *h, enum handover_field_no no, const char *text); /* "" takes it back */
/* The line of a finger as an SVG path ("M 10 20 L ..."); chooses SIGNATURE_GIVEN. */
NODISCARD int handover_sign(struct handover *h, const char *path);
/* Result and re-explained items; a walk that was stopped tells as far as it came. */
void handover_taught(struct handover *h, const struct teach_back *t);
enum rule_no handover_why(const struct handover *h);

int handover_choice(const struct handover *h, enum handover_field_no no);
int64_t handover_at_ms(const struct handover *h, enum handover_field_no no);
const char *handover_text(const struct handover *h, enum handover_field_no no);
bool handover_is_answered(const struct handover *h, enum handover_field_no no);

/* What stands in the way, in the order of the fields; field HANDOVER_FIELDS: of the whole. Gives their number. */
struct handover_finding {
	enum handover_field_no field;
	enum rule_no rule;
};
int handover_findings(const struct handover *h, struct handover_finding out[HANDOVER_FINDINGS_MAX]);
/* The first asked field that is open or does not hold; NULL: everything a person must say is said. */
const struct handover_field *handover_next_open(const struct handover *h);
bool handover_alarms(const struct handover *h); /* urgent medical help: ring the desk, now */

void handover_printed(struct handover *h, const struct handover_print *p, int64_t now_ms);
/* A new sheet of one that was handed over: its record is `of`. Body the same, marked, and no new handover (H5). */
void handover_reprint(struct handover *h, const char *of, int reprint_no);
/* 0, or HANDOVER_REFUSED while something is open. A handover without paper is handed over at this moment. */
NODISCARD int handover_attest(struct handover *h, int64_t now_ms);

/* Printed and attested, no practice, no reprint, no draft, no card alone: the desk's counters go up (H6). */
bool handover_counts(const struct handover *h);
/* The duty is fulfilled: attested, nothing open, no draft, no example, no practice. Paper, or speech with its reason. */
bool handover_fulfils(const struct handover *h);
int handover_minutes_to_notice(const struct handover *h); /* whole minutes, rounded down; -1 while not handed over */
/* 2, 17 (N-CMP, N-PRV-A: AVG) or 18 (N-DIS: for VIK only). */
uint16_t handover_kind(const struct handover *h);
/* One object, fixed order, nothing empty. staff_token: pseudonym, letters digits . _ -. Asserts that it is attested. */
NODISCARD int handover_json(struct buf *out, const struct handover *h, const char *staff_token);
