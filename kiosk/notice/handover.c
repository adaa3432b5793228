#include "notice/handover.h"

#include <assert.h>
#include <string.h>

#include "notice/checklist.h"
#include "notice/handover_inside.h"
#include "store/kinds.h"
#include "sys/text.h"

enum { MINUTE_MS = 60 * 1000, AHEAD_MS = 5 * MINUTE_MS };
static const int64_t oldest_ms = (int64_t)366 * 24 * 60 * MINUTE_MS;

/* ---- what is known is filled in ------------------------------------------------------ */

static int role_of_situation(const struct handover *h)
{
	switch (h->start.situation) {
	case SITUATION_BEREAVED:
		return RECIPIENT_BEREAVED;
	case SITUATION_ARRESTED:
	case SITUATION_INVITED:
	case SITUATION_HALT:
		if (h->minor)
			return RECIPIENT_MINOR;
		return h->arrested ? RECIPIENT_ARRESTED : RECIPIENT_INVITED;
	case SITUATION_WITNESS:
		return RECIPIENT_WITNESS;
	case SITUATION_FAMILY:
		return RECIPIENT_RELATIVE;
	case SITUATION_COMPLAINT:
		return RECIPIENT_COMPLAINANT;
	case SITUATION_DISCIPLINARY:
		if (!handover_to_suspect(h))
			return RECIPIENT_CONCERNED;
		return h->minor ? RECIPIENT_MINOR : h->arrested ? RECIPIENT_ARRESTED : RECIPIENT_INVITED;
	case SITUATION_VICTIM:
	case SITUATION_DOMESTIC:
		return RECIPIENT_VICTIM;
	default:
		return 0; /* anybody may ask about privacy or electronic monitoring */
	}
}

static bool is_assisted(const struct handover_start *s)
{
	for (int i = 0; s->proposal && i < s->proposal->n; i++)
		if (text_is(s->proposal->notices[i].notice, s->notice->id))
			return s->proposal->notices[i].assistance;
	return false;
}

static bool is_foreign_draft(const struct notice *n)
{
	return n && n->status == NOTICE_DRAFT && !text_starts(n->lang, "nl");
}

static void know_person(struct handover *h, const struct handover_start *s)
{
	const struct notice *n = s->notice;
	bool juvenile = handover_is_notice(h, "N-JUV");

	if (s->proposal) {
		h->minor = s->proposal->minor;
		h->under_12 = s->proposal->under_12;
		h->arrested = s->proposal->arrested;
		h->vulnerable = s->proposal->vulnerable;
		h->representative_involved = s->proposal->representative_involved;
	}
	/* Who gets the notice for juveniles is one, whatever was filled in before. */
	h->minor = h->minor || juvenile || handover_is_notice(h, "N-INV-M");
	h->arrested = h->arrested || juvenile || handover_is_notice(h, "N-SUS");
	h->expired = strcmp(s->today, n->valid_from) < 0 || strcmp(s->today, n->valid_until) > 0;
	h->interpreter_forced = is_assisted(s) || is_foreign_draft(n) || is_foreign_draft(s->beside);
	h->oral_forced = h->interpreter_forced || n->status == NOTICE_DRAFT;
}

/* So that a plain handover to a victim needs no typing: what is nearly always so stands there and can be changed. */
static void preset(struct handover *h, const struct handover_start *s)
{
	h->choice[HF_RECIPIENT_ROLE] = role_of_situation(h);
	if (!(handover_to_victim(h) && h->under_12))
		h->choice[HF_RECIPIENT_IS] = RECIPIENT_IS_SELF;
	h->at_ms[HF_FIRST_CONTACT_AT] = s->now_ms;
	h->choice[HF_SAFE_PAPER] = (int)s->safe_paper; /* the same order */
	h->choice[HF_ROUTE] = (int)s->route;
	h->choice[HF_FORM] = h->oral_forced ? HANDED_PAPER_ORAL : HANDED_PAPER;
	if (s->safe_paper && handover_asks_safe_paper(h) && !handover_paper_is_safe(h)) {
		h->choice[HF_FORM] = HANDED_ORAL;
		text_copy(h->text[HF_WHY_ORAL], sizeof h->text[0], handover_field(HF_WHY_ORAL)->ready[0]);
	}
	if (h->interpreter_forced)
		h->choice[HF_INTERPRETER_USED] = ANSWER_YES;
	h->choice[HF_UNDERSTOOD] = UNDERSTOOD_NOT_DETERMINED;
	if (h->minor || h->vulnerable)
		h->choice[HF_LAWYER_CATEGORY] = CATEGORY_A;
	h->choice[HF_SIGNATURE] = SIGNATURE_NOT_ASKED;
}

void handover_begin(struct handover *h, const struct handover_start *start)
{
	memset(h, 0, sizeof *h);
	h->start = *start;
	know_person(h, start);
	preset(h, start);
	h->start.proposal = NULL; /* copied: it need not live on */
}

void handover_fini(struct handover *h)
{
	wipe(h, sizeof *h);
}

/* ---- answers ------------------------------------------------------------------------- */

static int refuse(struct handover *h, enum rule_no why)
{
	h->why = why;
	return HANDOVER_REFUSED;
}

/* What is not asked of this handover is not kept either; taking an answer back is always possible. */
static int may_answer(struct handover *h, enum handover_field_no no, enum handover_type type)
{
	assert(!h->attested_ms && handover_field(no)->type == type);
	switch (handover_need(h, no)) {
	case HANDOVER_NOT_ASKED:
		return refuse(h, no == HF_WAIVER && handover_to_suspect(h) ? RULE_WAIVER_WISH : RULE_NOT_ASKED);
	case HANDOVER_PROHIBITED:
		return refuse(h, RULE_NO_WAIVER_MINOR);
	case HANDOVER_OPTIONAL:
	case HANDOVER_REQUIRED:
		break;
	}
	return 0;
}

int handover_choose(struct handover *h, enum handover_field_no no, int choice)
{
	enum rule_no forbids;
	int r;

	assert(choice >= 0 && choice <= handover_field(no)->n_options);
	r = choice ? may_answer(h, no, HANDOVER_CHOICE) : 0;
	if (r)
		return r;
	if (no == HF_SIGNATURE && choice == SIGNATURE_GIVEN && !*h->signature)
		return HANDOVER_MALFORMED; /* a signature is drawn: handover_sign() */
	forbids = choice ? handover_forbids(h, no, choice) : RULE_NONE;
	if (forbids)
		return refuse(h, forbids);
	if (no == HF_SIGNATURE && choice != SIGNATURE_GIVEN)
		wipe(h->signature, sizeof h->signature);
	h->choice[no] = choice;
	return 0;
}

int handover_time(struct handover *h, enum handover_field_no no, int64_t at_ms, int64_t now_ms)
{
	int r = at_ms ? may_answer(h, no, HANDOVER_TIME) : 0;

	if (r)
		return r;
	if (at_ms && (at_ms > now_ms + AHEAD_MS || at_ms < now_ms - oldest_ms))
		return refuse(h, RULE_FUTURE);
	h->at_ms[no] = at_ms;
	return 0;
}

static bool has_controls(const char *text)
{
	for (const char *p = text; *p;) {
		uint32_t c = utf8_next(&p);

		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			return true;
	}
	return false;
}

int handover_write(struct handover *h, enum handover_field_no no, const char *text)
{
	int r = *text ? may_answer(h, no, HANDOVER_TEXT) : 0;

	if (r)
		return r;
	if (strlen(text) > HANDOVER_TEXT_MAX)
		return HANDOVER_TOO_LONG;
	if (!utf8_valid(text, strlen(text)) || has_controls(text))
		return HANDOVER_MALFORMED;
	if (*text && !handover_text_fits(no, text))
		return HANDOVER_MALFORMED;
	wipe(h->text[no], sizeof h->text[no]);
	text_copy(h->text[no], sizeof h->text[no], text);
	return 0;
}

int handover_sign(struct handover *h, const char *path)
{
	int r = may_answer(h, HF_SIGNATURE, HANDOVER_CHOICE);

	if (r)
		return r;
	if (strlen(path) > HANDOVER_SIGNATURE_MAX)
		return HANDOVER_TOO_LONG;
	if (path[0] != 'M' || path[strspn(path, "MLQCZ0123456789.,- ")])
		return HANDOVER_MALFORMED;
	text_copy(h->signature, sizeof h->signature, path);
	h->choice[HF_SIGNATURE] = SIGNATURE_GIVEN;
	return 0;
}

void handover_taught(struct handover *h, const struct teach_back *t)
{
	struct teach_back ended = *t;

	assert(!h->attested_ms && !h->reprint_no);
	teach_stop(&ended);
	h->choice[HF_UNDERSTOOD] = (int)teach_result(&ended);
	h->n_reexplained = teach_reexplained(&ended, h->reexplained);
}

enum rule_no handover_why(const struct handover *h)
{
	return h->why;
}

int handover_choice(const struct handover *h, enum handover_field_no no)
{
	return h->choice[no];
}

int64_t handover_at_ms(const struct handover *h, enum handover_field_no no)
{
	return h->at_ms[no];
}

const char *handover_text(const struct handover *h, enum handover_field_no no)
{
	return h->text[no];
}

bool handover_is_answered(const struct handover *h, enum handover_field_no no)
{
	switch (handover_field(no)->type) {
	case HANDOVER_CHOICE:
		return h->choice[no] != 0;
	case HANDOVER_TIME:
		return h->at_ms[no] != 0;
	case HANDOVER_TEXT:
		break;
	}
	return h->text[no][0] != '\0';
}

bool handover_alarms(const struct handover *h)
{
	return handover_in_custody(h) && h->choice[HF_MEDICAL] == MEDICAL_URGENT;
}

/* ---- paper, and the officer's word --------------------------------------------------- */

void handover_printed(struct handover *h, const struct handover_print *p, int64_t now_ms)
{
	assert(p->copies >= 1 && p->copies <= HANDOVER_COPIES_MAX && p->level >= 0 && p->level <= 5);
	assert(!h->attested_ms);
	/* What one job proved, a later one that failed does not take back. */
	if (h->printed && !p->done)
		return;
	text_copy(h->job, sizeof h->job, p->job);
	h->level = p->level;
	h->copies = p->copies;
	h->printed = p->done;
	if (p->done && handover_is_on_paper(h) && !h->at_ms[HF_HANDED_AT])
		h->at_ms[HF_HANDED_AT] = now_ms;
}

void handover_reprint(struct handover *h, const char *of, int reprint_no)
{
	assert(reprint_no >= 1 && !h->attested_ms && *of);
	text_copy(h->reprint_of, sizeof h->reprint_of, of);
	h->reprint_no = reprint_no;
	h->n_reexplained = 0;
}

int handover_attest(struct handover *h, int64_t now_ms)
{
	struct handover_finding out[HANDOVER_FINDINGS_MAX];
	int64_t handed_ms = h->at_ms[HF_HANDED_AT];
	bool paper = handover_is_on_paper(h);

	assert(!h->attested_ms && now_ms);
	if (paper && !h->printed && h->start.format != FORMAT_RESERVE)
		return refuse(h, RULE_H6);
	if (!handed_ms)
		h->at_ms[HF_HANDED_AT] = now_ms;
	if (handover_findings(h, out) > 0) {
		h->at_ms[HF_HANDED_AT] = handed_ms;
		return refuse(h, out[0].rule);
	}
	h->attested_ms = now_ms;
	return 0;
}

static bool is_draft(const struct handover *h)
{
	const struct notice *beside = h->start.beside;

	/* Two languages side by side: what the person reads may be either of them. */
	return h->start.notice->status == NOTICE_DRAFT || (beside && beside->status == NOTICE_DRAFT);
}

static bool is_serious(const struct handover *h)
{
	return h->attested_ms && !h->start.practice && !h->reprint_no && !is_draft(h) && h->start.format != FORMAT_CARD;
}

bool handover_counts(const struct handover *h)
{
	return is_serious(h) && h->printed && handover_is_on_paper(h);
}

bool handover_fulfils(const struct handover *h)
{
	bool example = h->start.notice->example || (h->start.beside && h->start.beside->example);

	return is_serious(h) && !example && h->choice[HF_FORM] != HANDED_REFUSED;
}

int handover_minutes_to_notice(const struct handover *h)
{
	int64_t from = h->at_ms[HF_FIRST_CONTACT_AT], to = h->at_ms[HF_HANDED_AT];

	return from && to && to >= from ? (int)((to - from) / MINUTE_MS) : -1;
}

uint16_t handover_kind(const struct handover *h)
{
	const struct checklist *c = checklist_of(h->start.notice->id);

	if (handover_is_notice(h, "N-DIS"))
		return KIND_NOTICE_HANDOVER_VIK;
	return c && c->regime == CHECKLIST_AVG ? KIND_NOTICE_HANDOVER_AVG : KIND_NOTICE_HANDOVER;
}
