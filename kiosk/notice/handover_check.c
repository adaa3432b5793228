/* handover_check - which answers go together: every constraint of R2, each with its rule. */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "notice/checklist.h"
#include "notice/handover_inside.h"
#include "sys/text.h"

/* ---- what kind of handover this is --------------------------------------------------- */

bool handover_is_notice(const struct handover *h, const char *id)
{
	return text_is(h->start.notice->id, id);
}

bool handover_to_suspect(const struct handover *h)
{
	const struct checklist *c = checklist_of(h->start.notice->id);

	return c && c->suspect;
}

bool handover_in_custody(const struct handover *h)
{
	return handover_to_suspect(h) && h->arrested;
}

static bool is_domestic_notice(const struct handover *h)
{
	return handover_is_notice(h, "N-DV") || handover_is_notice(h, "N-DV-N");
}

bool handover_to_victim(const struct handover *h)
{
	return handover_is_notice(h, "N-VIC") || is_domestic_notice(h);
}

bool handover_asks_safe_paper(const struct handover *h)
{
	return is_domestic_notice(h) || h->start.situation == SITUATION_DOMESTIC;
}

bool handover_is_spoken(const struct handover *h)
{
	return h->choice[HF_FORM] == HANDED_PAPER_ORAL || h->choice[HF_FORM] == HANDED_ORAL;
}

bool handover_is_on_paper(const struct handover *h)
{
	return h->choice[HF_FORM] == HANDED_PAPER || h->choice[HF_FORM] == HANDED_PAPER_ORAL;
}

bool handover_paper_is_safe(const struct handover *h)
{
	switch (h->choice[HF_SAFE_PAPER]) {
	case SAFE_YES:
		return true;
	case SAFE_NEUTRAL:
		return handover_is_notice(h, "N-DV-N");
	default:
		return false;
	}
}

/* ---- who may get which notice -------------------------------------------------------- */

#define TO(role) (1u << (role))
enum { TO_ANYBODY = ~0u >> 1 };

static const struct {
	const char *notice;
	unsigned to;
} recipients[] = {
        {"N-VIC", TO(RECIPIENT_VICTIM) | TO(RECIPIENT_BEREAVED) | TO(RECIPIENT_PARENT)},
        {"N-SUS", TO(RECIPIENT_ARRESTED)},
        {"N-INV", TO(RECIPIENT_INVITED)},
        {"N-INV-V", TO(RECIPIENT_INVITED)},
        {"N-INV-M", TO(RECIPIENT_MINOR) | TO(RECIPIENT_PARENT)},
        {"N-JUV", TO(RECIPIENT_MINOR) | TO(RECIPIENT_PARENT)},
        {"N-WIT", TO(RECIPIENT_WITNESS)},
        {"N-FAM", TO(RECIPIENT_RELATIVE) | TO(RECIPIENT_PARENT)},
        {"N-CMP", TO(RECIPIENT_COMPLAINANT)},
        {"N-PRV-W", TO_ANYBODY},
        {"N-PRV-A", TO_ANYBODY},
        {"N-DIS", TO(RECIPIENT_CONCERNED)},
        {"N-DV", TO(RECIPIENT_VICTIM) | TO(RECIPIENT_PARENT)},
        {"N-DV-N", TO(RECIPIENT_VICTIM) | TO(RECIPIENT_PARENT)},
        {"N-HLT", TO(RECIPIENT_MINOR) | TO(RECIPIENT_INVITED) | TO(RECIPIENT_PARENT)},
        {"N-EM", TO_ANYBODY},
};

static bool may_receive(const struct handover *h, int role)
{
	for (size_t i = 0; i < sizeof recipients / sizeof *recipients; i++)
		if (handover_is_notice(h, recipients[i].notice))
			return recipients[i].to & TO(role);
	return false;
}

/* ---- never, whatever else is answered ------------------------------------------------ */

static enum rule_no forbids_recipient(const struct handover *h, int is)
{
	bool child = handover_to_victim(h) && h->under_12;

	if (is == RECIPIENT_IS_REPRESENTATIVE && h->representative_involved)
		return RULE_CONFLICT;
	if (child && (is == RECIPIENT_IS_SELF || is == RECIPIENT_IS_PROXY))
		return RULE_VICTIM_UNDER_12;
	return RULE_NONE;
}

enum rule_no handover_forbids(const struct handover *h, enum handover_field_no no, int choice)
{
	switch (no) {
	case HF_RECIPIENT_ROLE:
		return may_receive(h, choice) ? RULE_NONE : RULE_RECIPIENT;
	case HF_RECIPIENT_IS:
		return forbids_recipient(h, choice);
	case HF_LAWYER_CATEGORY:
		return (h->minor || h->vulnerable) && choice != CATEGORY_A ? RULE_CATEGORY_A : RULE_NONE;
	case HF_INFORM_PERSON:
		return h->minor && choice == INFORM_NO ? RULE_INFORM_MINOR : RULE_NONE;
	default:
		return RULE_NONE;
	}
}

/* ---- held against the other answers -------------------------------------------------- */

static enum rule_no clash_form(const struct handover *h)
{
	bool paper = handover_is_on_paper(h);

	if (paper && handover_asks_safe_paper(h) && h->choice[HF_SAFE_PAPER] && !handover_paper_is_safe(h))
		return RULE_SAFE_PAPER;
	if (h->reprint_no)
		return paper ? RULE_NONE : RULE_H5; /* a copy of speech is none */
	if (h->oral_forced && h->choice[HF_FORM] == HANDED_PAPER)
		return h->start.notice->status == NOTICE_DRAFT ? RULE_H4 : RULE_LANG_ASSIST;
	return RULE_NONE;
}

/* "09:30" in minutes; asserts nothing: handover_text_fits() looked at it. */
static int minutes(const char *t)
{
	return ((t[0] - '0') * 10 + (t[1] - '0')) * 60 + (t[3] - '0') * 10 + (t[4] - '0');
}

static enum rule_no clash_available(const struct handover *h)
{
	enum { WINDOW_MAX = 12 * 60 };
	const char *from = h->text[HF_AVAILABLE_FROM], *to = h->text[HF_AVAILABLE_TO];
	int window;

	if (!*from || !*to)
		return RULE_NONE;
	window = minutes(to) - minutes(from);
	return window > 0 && window <= WINDOW_MAX ? RULE_NONE : RULE_AVAILABILITY;
}

static enum rule_no clash_before_handing(const struct handover *h, enum handover_field_no no, enum rule_no rule)
{
	int64_t handed = h->at_ms[HF_HANDED_AT];

	return handed && h->at_ms[no] > handed ? rule : RULE_NONE;
}

static enum rule_no clash_choice(const struct handover *h, enum handover_field_no no)
{
	switch (no) {
	case HF_RECIPIENT_ROLE:
		return handover_to_suspect(h) && h->under_12 ? RULE_UNDER_12 : RULE_NONE;
	case HF_RECIPIENT_IS:
		return h->choice[no] == RECIPIENT_IS_REPRESENTATIVE && h->choice[HF_CONFLICT] == ANSWER_YES
		               ? RULE_CONFLICT
		               : RULE_NONE;
	case HF_FORM:
		return clash_form(h);
	case HF_INTERPRETER_USED:
		if (!h->interpreter_forced || h->choice[no] != ANSWER_NO)
			return RULE_NONE;
		return h->start.notice->status == NOTICE_DRAFT ? RULE_H4 : RULE_LANG_ASSIST;
	case HF_CONSEQUENCES_EXPLAINED:
	case HF_REVOCABLE_TOLD:
		return h->choice[no] == ANSWER_NO ? RULE_WAIVER_TOLD : RULE_NONE;
	case HF_SIGNATURE:
		return h->choice[no] == SIGNATURE_GIVEN && !*h->signature ? RULE_SIGNATURE : RULE_NONE;
	default:
		return RULE_NONE;
	}
}

enum rule_no handover_clash(const struct handover *h, enum handover_field_no no)
{
	enum rule_no forbidden =
	        handover_field(no)->type == HANDOVER_CHOICE ? handover_forbids(h, no, h->choice[no]) : RULE_NONE;

	if (forbidden)
		return forbidden;
	switch (no) {
	case HF_FIRST_CONTACT_AT:
		return clash_before_handing(h, no, RULE_H2);
	case HF_ARRESTED_AT:
		return clash_before_handing(h, no, RULE_H1);
	case HF_AVAILABLE_TO:
		return clash_available(h);
	default:
		return clash_choice(h, no);
	}
}

/* ---- what stands in the way ---------------------------------------------------------- */

static enum rule_no finding_of(const struct handover *h, enum handover_field_no no)
{
	enum handover_need need = handover_need(h, no);
	bool answered = handover_is_answered(h, no);

	switch (need) {
	case HANDOVER_NOT_ASKED:
		return RULE_NONE;
	case HANDOVER_PROHIBITED:
		return answered ? RULE_NO_WAIVER_MINOR : RULE_NONE;
	case HANDOVER_REQUIRED:
		if (!answered)
			return handover_field(no)->rule;
		break;
	case HANDOVER_OPTIONAL:
		break;
	}
	return answered ? handover_clash(h, no) : RULE_NONE;
}

int handover_findings(const struct handover *h, struct handover_finding out[HANDOVER_FINDINGS_MAX])
{
	int n = 0;

	for (int i = 0; i < HANDOVER_FIELDS; i++) {
		enum rule_no rule = finding_of(h, (enum handover_field_no)i);

		if (rule)
			out[n++] = (struct handover_finding){(enum handover_field_no)i, rule};
	}
	if (!h->start.complete)
		out[n++] = (struct handover_finding){HANDOVER_FIELDS, RULE_H3};
	assert(n <= HANDOVER_FINDINGS_MAX);
	return n;
}

const struct handover_field *handover_next_open(const struct handover *h)
{
	for (int i = 0; i < HANDOVER_FIELDS; i++) {
		const struct handover_field *f = handover_field((enum handover_field_no)i);

		if (f->asked && finding_of(h, (enum handover_field_no)i))
			return f;
	}
	return NULL;
}

/* ---- the own form of a text ---------------------------------------------------------- */

static bool is_made_of(const char *text, const char *chars, size_t least, size_t most)
{
	size_t n = strlen(text);

	return n >= least && n <= most && strspn(text, chars) == n;
}

static bool is_time_of_day(const char *t)
{
	return strlen(t) == 5 && t[2] == ':' && strspn(t, "0123456789") == 2 && strspn(t + 3, "0123456789") == 2 &&
	       minutes(t) <= 24 * 60 && t[3] <= '5';
}

bool handover_text_fits(enum handover_field_no no, const char *text)
{
	static const char token[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	struct part_date day;

	switch (no) {
	case HF_INTERPRETER_NUMBER:
		return is_made_of(text, "0123456789", 1, 8);
	case HF_INFORM_PHONE:
		return is_made_of(text, "+0123456789 -()", 3, 24);
	case HF_AVAILABLE_DAY:
		return part_date_read(&day, text) && part_date_is_whole(&day);
	case HF_AVAILABLE_FROM:
	case HF_AVAILABLE_TO:
		return is_time_of_day(text);
	case HF_PERSON_REF:
	case HF_REPEAT_OF:
	case HF_EXPLAINED_BY:
	case HF_PARENT_INFORMED_BY:
		return is_made_of(text, token, 1, 64);
	default:
		return true;
	}
}
