#pragma once

/*
 * propose - which notice fits, in which language, and what the officer must know
 *
 * Proposes, never decides: the officer may take another notice, and every proposal and warning names its rule
 * (rules.h). Pure: what there is to hand out comes through a table, times and ages are given.
 * The language wanted changes only the language of what is proposed, never which notice (domain reference, L22).
 */
#include <stdbool.h>
#include "notice/age.h"
#include "notice/notice.h"
#include "notice/rules.h"

enum situation {
	SITUATION_VICTIM,
	SITUATION_BEREAVED,
	SITUATION_ARRESTED,
	SITUATION_INVITED,
	SITUATION_WITNESS,
	SITUATION_FAMILY, /* relative of somebody who is detained */
	SITUATION_COMPLAINT,
	SITUATION_PRIVACY,
	SITUATION_DISCIPLINARY, /* a colleague who is being investigated */
	SITUATION_DOMESTIC,
	SITUATION_HALT,
	SITUATION_MONITORING,
	SITUATIONS
};
const char *situation_name(enum situation s); /* "victim", "arrested" ... */
const char *situation_nl(enum situation s);
const char *situation_en(enum situation s);
/* Whether the screen asks for a date of birth, a date of the offence, vulnerability. */
bool situation_asks_age(enum situation s);
bool situation_asks_offence_day(enum situation s);

/* "Is it safe to take this paper with you?" Anything but yes keeps the open text away. */
enum safe_paper { SAFE_PAPER_NOT_ASKED, SAFE_PAPER_YES, SAFE_PAPER_NEUTRAL, SAFE_PAPER_KEEP };
enum privacy_regime { REGIME_UNKNOWN, REGIME_POLICE, REGIME_OTHER }; /* Wpg, AVG */
enum disciplinary_route {
	DISCIPLINE_UNKNOWN,
	DISCIPLINE_ORIENTING,
	DISCIPLINE_FORMAL,
	DISCIPLINE_CRIMINAL,
	DISCIPLINE_TALK
};

struct propose_case {
	enum situation situation;
	struct age_range at_offence; /* suspects; unknown: the age now is used, and told */
	struct age_range now;
	bool looks_minor; /* no date known, but reason to think so */
	bool vulnerable;
	bool arrested; /* of SITUATION_DISCIPLINARY and _HALT; SITUATION_ARRESTED implies it */
	bool representative_involved; /* the parent or guardian is a suspect or has an interest */
	bool cannot_read;
	enum safe_paper safe_paper;
	enum privacy_regime regime;
	enum disciplinary_route route;
	const char *lang; /* wanted: "uk"; a tag we do not have is fine; NULL or "": nl */
};

/* What there is. `find` gives NULL when there is no such text that is valid today. Borrowed. */
struct propose_shelf {
	const void *me;
	const struct notice *(*find)(const void *me, const char *id, const char *lang);
};
struct packs;
struct propose_shelf propose_shelf_of_packs(const struct packs *p);

enum { PROPOSED_MAX = 4, PROPOSE_WARNINGS_MAX = 16, PROPOSE_OFFERS = 3 };

struct proposed {
	const char *notice; /* "N-VIC" */
	enum rule_no why;
	const char *lang; /* to print; "nl" when there is nothing better */
	enum rule_no lang_why; /* RULE_LANG_EXACT, _VICTIM or _ASSIST */
	const char *offers[PROPOSE_OFFERS + 1]; /* of RULE_LANG_VICTIM: en fr de as far as they are there; then NULL */
	bool assistance; /* language assistance is required (Regeling 3(3)); for a draft too */
	bool missing; /* not there in the wanted language: the counter of missing languages */
	bool draft; /* what would be printed is a draft: explain it in speech, it does not count */
	bool ask_first; /* never printed by itself: first the question whether paper is safe */
	bool keep_here; /* do not give it along */
	const char *roles; /* who may hand it: "desk prosecutor", names of kiosk/staff */
};

struct proposal {
	struct proposed notices[PROPOSED_MAX]; /* in this order */
	int n; /* 0: no notice; the first warning tells the way */
	enum rule_no warnings[PROPOSE_WARNINGS_MAX];
	int n_warnings;
	bool presumed_minor, minor, under_12; /* by the day that counts; a victim who may be under 12 is taken for it */
	bool arrested, vulnerable;
	bool to_representative; /* not to the person alone */
	bool representative_involved;
};

void propose(struct proposal *out, const struct propose_case *c, const struct propose_shelf *shelf);
bool proposal_warns(const struct proposal *p, enum rule_no rule);
/* Role names, separated by a space; "" for an id we do not know. */
const char *notice_roles(const char *notice);
