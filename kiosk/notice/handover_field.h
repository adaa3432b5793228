#pragma once

/*
 * handover_field - the fields of the record of a handover (R2), as data
 *
 * One row a field, in the order in which a screen asks and the record tells them: name, type, words in Dutch and English,
 * sensitivity class (domain reference 0.2), whose it is and when it is required. A screen needs nothing else to
 * walk through what is still open (handover.h). Choice 0 always means: not answered yet.
 */
#include <stdbool.h>
#include "notice/rules.h"

struct handover;

/* clang-format off */
enum handover_field_no {
	HF_RECIPIENT_ROLE, HF_RECIPIENT_IS, HF_CONFLICT, HF_PERSON_REF, HF_FIRST_CONTACT_AT, HF_ARRESTED_AT,
	HF_OFFENCE_TOLD, HF_BEFORE_QUESTIONING, HF_BEFORE_QUESTIONING_REASON, HF_SAFE_PAPER, HF_FORM, HF_WHY_ORAL,
	HF_REFUSED_REASON, HF_INTERPRETER_USED, HF_INTERPRETER_MODE, HF_INTERPRETER_NUMBER,
	HF_INTERPRETER_UNSWORN_REASON, HF_EXPLAINED_BY, HF_UNDERSTOOD, HF_FOLLOW_UP, HF_LAWYER_CATEGORY,
	HF_LAWYER_WISH, HF_WAIVER, HF_LAWYER_EXPLAINED_AT, HF_CONSEQUENCES_EXPLAINED, HF_REVOCABLE_TOLD,
	HF_INFORM_PERSON, HF_INFORM_NAME, HF_INFORM_PHONE, HF_POSTPONED_REASON, HF_POSTPONED_BY, HF_CONSULATE,
	HF_MEDICAL, HF_PARENT_INFORMED_AT, HF_PARENT_INFORMED_BY, HF_PARENT_REASON, HF_COMPANION, HF_ROUTE,
	HF_AVAILABLE_DAY, HF_AVAILABLE_FROM, HF_AVAILABLE_TO, HF_COUNSEL_WANTED, HF_COUNSEL_INFORMED,
	HF_OVERRIDE_REASON, HF_OVERRIDE_ROLE, HF_SIGNATURE, HF_REPEAT_OF, HF_HANDED_AT, HANDOVER_FIELDS
};
/* clang-format on */

enum handover_type { HANDOVER_CHOICE, HANDOVER_TIME, HANDOVER_TEXT };
enum handover_need {
	HANDOVER_NOT_ASKED, /* of this notice, person or answer: stands in no record */
	HANDOVER_OPTIONAL,
	HANDOVER_REQUIRED,
	HANDOVER_PROHIBITED, /* asked of others; of this person it cannot be entered */
};

struct handover_option {
	const char *name, *nl, *en; /* name: in the record */
};

/* The choices of a field are 1..n_options, in this order; these names follow the tables. */
enum { ANSWER_OPEN, ANSWER_YES, ANSWER_NO };
enum {
	RECIPIENT_VICTIM = 1,
	RECIPIENT_BEREAVED,
	RECIPIENT_ARRESTED,
	RECIPIENT_INVITED,
	RECIPIENT_MINOR,
	RECIPIENT_WITNESS,
	RECIPIENT_RELATIVE,
	RECIPIENT_COMPLAINANT,
	RECIPIENT_CONCERNED,
	RECIPIENT_PARENT
};
enum {
	RECIPIENT_IS_SELF = 1,
	RECIPIENT_IS_REPRESENTATIVE,
	RECIPIENT_IS_CURATOR,
	RECIPIENT_IS_LAWYER,
	RECIPIENT_IS_PROXY
};
enum { HANDED_PAPER = 1, HANDED_PAPER_ORAL, HANDED_ORAL, HANDED_REFUSED };
enum { INTERPRETER_PHONE = 1, INTERPRETER_HERE, INTERPRETER_VIDEO, INTERPRETER_SIGN, INTERPRETER_TYPED };
enum { LAWYER_YES = 1, LAWYER_NO, LAWYER_LATER, LAWYER_NOT_APPLICABLE };
enum { CATEGORY_A = 1, CATEGORY_B, CATEGORY_C };
enum { INFORM_YES = 1, INFORM_NO, INFORM_POSTPONED };
enum { CONSULATE_YES = 1, CONSULATE_NO, CONSULATE_NOT_APPLICABLE };
enum { MEDICAL_NO = 1, MEDICAL_YES, MEDICAL_URGENT };
enum { COMPANION_NONE = 1, COMPANION_PARENT, COMPANION_GUARDIAN, COMPANION_TRUSTED, COMPANION_LAWYER };
enum { SAFE_YES = 1, SAFE_NEUTRAL, SAFE_KEEP };
enum { SIGNATURE_GIVEN = 1, SIGNATURE_REFUSED, SIGNATURE_NOT_ASKED };

struct handover_field {
	const char *name; /* in the record: "recipient_role" */
	const char *nl, *en; /* label */
	enum handover_type type;
	const char *sensitivity; /* "K2" */
	bool asked; /* false: Loket or the printer fills it in */
	const struct handover_option *options; /* of a choice */
	int n_options;
	const char *const *ready; /* of a text: sentences in Dutch to tap instead of typing; ends with NULL; or NULL */
	enum rule_no rule; /* what asks for it; RULE_OPEN: nothing more than that it is open */
	enum handover_need (*need)(const struct handover *h);
};

const struct handover_field *handover_field(enum handover_field_no no);
/* -1 when there is no such name. */
int handover_field_find(const char *name);
enum handover_need handover_need(const struct handover *h, enum handover_field_no no);
