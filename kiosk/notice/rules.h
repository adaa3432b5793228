#pragma once

/*
 * rules - every rule by which Loket routes, proposes and checks, in plain words
 *
 * The public sheet (Wpg 7a, algorithm register): code names a rule by its number here, so there is no rule
 * that the sheet does not tell. Ids are stable: records and finding lists carry them. Dutch (B1) and English.
 * Each topic also says what it does not do and who decides.
 */
#include <stdbool.h>

/* clang-format off */
enum rule_no {
	RULE_NONE,
	/* which notice */
	RULE_VICTIM, RULE_VICTIM_UNDER_12, RULE_VICTIM_MINOR, RULE_BEREAVED, RULE_CONFLICT, RULE_PRESUMED_MINOR,
	RULE_ARRESTED, RULE_JUVENILE, RULE_UNDER_12, RULE_MAYBE_UNDER_12, RULE_AGE_AT_OFFENCE,
	RULE_OFFENCE_DAY_UNKNOWN, RULE_VULNERABLE_ARRESTED, RULE_NO_WAIVER_MINOR, RULE_INVITED,
	RULE_INVITED_VULNERABLE, RULE_INVITED_MINOR, RULE_NO_OFFENCE_QUESTION, RULE_WITNESS, RULE_WITNESS_TURNS,
	RULE_FAMILY, RULE_FAMILY_NOTHING_KEPT, RULE_COMPLAINT, RULE_COMPLAINT_PRIVACY, RULE_PRIVACY_POLICE,
	RULE_PRIVACY_OTHER, RULE_PRIVACY_BOTH, RULE_DISCIPLINARY, RULE_DISCIPLINARY_CRIMINAL,
	RULE_DISCIPLINARY_TALK, RULE_DOMESTIC, RULE_DOMESTIC_ASK, RULE_DOMESTIC_NEUTRAL, RULE_DOMESTIC_KEEP,
	RULE_HALT, RULE_HALT_AGE, RULE_HALT_NEVER_PROMISED, RULE_MONITORING,
	/* which language */
	RULE_LANG_EXACT, RULE_LANG_VICTIM, RULE_LANG_ASSIST, RULE_LANG_COUNTED, RULE_LANG_DRAFT, RULE_LANG_SAME,
	RULE_LANG_CANNOT_READ,
	/* handing over */
	RULE_H1, RULE_H2, RULE_H3, RULE_H4, RULE_H5, RULE_H6, RULE_OPEN, RULE_NOT_ASKED, RULE_RECIPIENT,
	RULE_FUTURE, RULE_WHY_ORAL, RULE_INTERPRETER, RULE_FOLLOW_UP, RULE_BEFORE_QUESTIONING, RULE_CATEGORY_A,
	RULE_LAWYER_EXPLAINED, RULE_WAIVER_TOLD, RULE_WAIVER_WISH, RULE_PARENTS, RULE_INFORM_MINOR, RULE_POSTPONED,
	RULE_URGENT, RULE_REFUSED, RULE_SIGNATURE, RULE_CARD, RULE_EXPIRED, RULE_AVAILABILITY, RULE_SAFE_PAPER,
	RULE_PRACTICE,
	/* was it understood */
	RULE_TEACH_ONE, RULE_TEACH_AGAIN, RULE_TEACH_HUMAN, RULE_TEACH_SKIP, RULE_TEACH_RESULT, RULE_TEACH_SUSPECT,
	/* custody clock */
	RULE_CLOCK_HOURS, RULE_CLOCK_NIGHT, RULE_CLOCK_JUDGE, RULE_CLOCK_IDENTITY, RULE_CLOCK_QUESTIONING,
	/* who may do what, and the desk's day */
	RULE_ROLE_DENY, RULE_ROLE_DESK, RULE_ROLE_PROSECUTOR, RULE_ROLE_COMPLAINTS, RULE_ROLE_VIK,
	RULE_ROLE_TECHNICIAN, RULE_ROLE_ADMINISTRATOR, RULE_ROLE_AUDITOR, RULE_ROLE_READING, RULE_COUNTERS,
	/* a person's own report */
	RULE_ROUTE_DANGER, RULE_ROUTE_COLLEAGUE, RULE_ROUTE_LOST, RULE_ROUTE_CHILD, RULE_ROUTE_OTHER,
	RULE_ROUTE_CONCEPT, RULE_ROUTE_DOCUMENT, RULE_ROUTE_SAME, RULES
};
/* clang-format on */

enum rule_topic {
	TOPIC_NOTICE,
	TOPIC_LANGUAGE,
	TOPIC_HANDOVER,
	TOPIC_TEACH,
	TOPIC_CLOCK,
	TOPIC_ROLES,
	TOPIC_ROUTE,
	TOPICS
};

struct rule {
	const char *id; /* "PV-01" */
	enum rule_topic topic;
	const char *nl, *en;
	const char *law; /* "" where it is our own */
};
struct rule_topic_words {
	const char *nl, *en; /* title */
	const char *not_nl, *not_en; /* what it does not do */
	const char *who_nl, *who_en; /* who decides */
};

/* Never NULL for 1..RULES-1; RULE_NONE gives NULL. */
const struct rule *rule_of(enum rule_no no);
const char *rule_id(enum rule_no no); /* "" for RULE_NONE */
enum rule_no rule_find(const char *id); /* RULE_NONE when there is no such rule */
const struct rule_topic_words *rule_topic_words(enum rule_topic t);

/* The sheet, row by row, for screen and paper. */
enum rule_row_kind { RULE_ROW_TITLE, RULE_ROW_TOPIC, RULE_ROW_TEXT, RULE_ROW_NOT, RULE_ROW_WHO };
struct rule_row {
	enum rule_row_kind kind;
	const char *id, *text, *law; /* id and law "" except of RULE_ROW_TEXT */
};
/* False past the last row. */
bool rules_row(struct rule_row *out, int i, bool english);
