#include "visit/handing.h"

#include <stdio.h>
#include <string.h>

#include "store/floor.h"
#include "sys/log.h"
#include "sys/text.h"
#include "sys/zone.h"
#include "visit/duty_inside.h"

/* What a situation leads to when nothing else is known: enough to ask whether this officer may. */
static const char *const usual[SITUATIONS] = {
        [SITUATION_VICTIM] = "N-VIC",
        [SITUATION_BEREAVED] = "N-VIC",
        [SITUATION_ARRESTED] = "N-SUS",
        [SITUATION_INVITED] = "N-INV",
        [SITUATION_WITNESS] = "N-WIT",
        [SITUATION_FAMILY] = "N-FAM",
        [SITUATION_COMPLAINT] = "N-CMP",
        [SITUATION_PRIVACY] = "N-PRV-W",
        [SITUATION_DISCIPLINARY] = "N-DIS",
        [SITUATION_DOMESTIC] = "N-DV",
        [SITUATION_HALT] = "N-HLT",
        [SITUATION_MONITORING] = "N-EM",
};

bool handing_may(const struct visit *v, enum situation s)
{
	return duty_may_hand(v, usual[s]);
}

int64_t handing_now_ms(const struct visit *v)
{
	return clock_wall_ms(v->world.clock);
}

void handing_end(struct visit *v)
{
	if (v->handing.settled)
		handover_fini(&v->handing.record);
	wipe(&v->handing, sizeof v->handing);
}

/* A print that still runs comes out, and is no longer this handover's. */
static void leave_paper(struct visit *v)
{
	visit_paper_end(v, false);
	v->roll_is_short = false;
	v->handing.job = v->handing.printed_ms = 0;
	v->handing.copies = v->handing.copy_no = 0;
}

void handing_leave(struct visit *v)
{
	leave_paper(v);
	handing_end(v);
}

void handing_begin(struct visit *v, enum situation s)
{
	handing_leave(v);
	if (!handing_may(v, s))
		return;
	v->handing.on = true;
	v->handing.the_case = (struct propose_case){.situation = s,
	        .at_offence = age_unknown(),
	        .now = age_unknown(),
	        .arrested = s == SITUATION_ARRESTED,
	        .regime = REGIME_POLICE,
	        .route = s == SITUATION_DISCIPLINARY ? DISCIPLINE_FORMAL : DISCIPLINE_UNKNOWN};
	(void)text_copy(v->handing.lang, sizeof v->handing.lang, "nl");
	store_new_id(v->handing.record_id);
	handing_propose(v);
}

bool handing_is_on(const struct visit *v)
{
	return v->handing.on;
}

struct propose_case *handing_case(struct visit *v)
{
	return &v->handing.the_case;
}

const struct proposal *handing_proposal(const struct visit *v)
{
	return &v->handing.proposal;
}

int handing_chosen(const struct visit *v)
{
	return v->handing.chosen;
}

bool handing_asks_first(const struct visit *v)
{
	const struct handing *h = &v->handing;

	return h->chosen >= 0 && h->chosen < h->proposal.n && h->proposal.notices[h->chosen].ask_first;
}

void handing_choose(struct visit *v, int i)
{
	struct handing *h = &v->handing;

	h->chosen = i;
	h->dutch = h->text = NULL;
	if (i < 0 || i >= h->proposal.n)
		return;
	h->dutch = visit_notice(v, h->proposal.notices[i].notice, "nl");
	h->text = visit_notice(v, h->proposal.notices[i].notice, h->proposal.notices[i].lang);
	if (!h->text)
		h->text = h->dutch;
}

void handing_propose(struct visit *v)
{
	struct handing *h = &v->handing;
	struct propose_shelf shelf = propose_shelf_of_packs(visit_packs(v));

	h->the_case.lang = h->lang;
	propose(&h->proposal, &h->the_case, &shelf);
	handing_choose(v, h->proposal.n ? 0 : -1);
}

void handing_speak(struct visit *v, const char *tag)
{
	int kept = v->handing.chosen;

	(void)text_copy(v->handing.lang, sizeof v->handing.lang, tag);
	handing_propose(v);
	if (kept > 0 && kept < v->handing.proposal.n)
		handing_choose(v, kept);
}

const char *handing_language(const struct visit *v)
{
	return v->handing.lang;
}

const struct notice *handing_notice(const struct visit *v)
{
	return v->handing.text;
}

const struct notice *handing_dutch(const struct visit *v)
{
	return v->handing.dutch;
}

/* The same notice in easy words, for who reads Dutch. */
static const struct notice *easier(struct visit *v, const struct notice *n)
{
	return strncmp(n->lang, "nl", 2) == 0 ? visit_notice(v, n->id, "nl-easy") : NULL;
}

static void count_missing(struct visit *v, const struct proposed *p)
{
	int r;

	if (!p->missing || !v->duty)
		return;
	r = counters_missing(v->duty->counters, v->handing.lang, v->duty->practice);
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
}

/* How far this station's time may be believed; as records tell it (store/floor.h). */
static enum clock_state clock_quality(const struct visit *v)
{
	struct floor floor;
	struct stamp now;

	floor_init(&floor);
	floor_stamp(&now, &floor, v->world.clock);
	return now.state;
}

static bool same_age(const struct age_range *a, const struct age_range *b)
{
	return a->lowest == b->lowest && a->highest == b->highest && a->known == b->known;
}

static bool same_case(const struct propose_case *a, const struct propose_case *b)
{
	return a->situation == b->situation && same_age(&a->at_offence, &b->at_offence) && same_age(&a->now, &b->now) &&
	       a->looks_minor == b->looks_minor && a->vulnerable == b->vulnerable && a->arrested == b->arrested &&
	       a->representative_involved == b->representative_involved && a->cannot_read == b->cannot_read &&
	       a->safe_paper == b->safe_paper && a->regime == b->regime && a->route == b->route;
}

/* Whoever looked back and chose the same goes on with what was begun, and with its paper. */
static bool is_settled_for_this(const struct handing *h)
{
	return h->settled && h->settled_for.dutch == h->dutch && h->settled_for.text == h->text &&
	       h->settled_for.format == h->format && text_is(h->settled_for.lang, h->lang) &&
	       same_case(&h->settled_for.the_case, &h->the_case);
}

static void note_settled(struct handing *h)
{
	h->settled = true;
	h->settled_for.dutch = h->dutch;
	h->settled_for.text = h->text;
	h->settled_for.format = h->format;
	memcpy(h->settled_for.lang, h->lang, sizeof h->lang);
	memcpy(&h->settled_for.the_case, &h->the_case, sizeof h->the_case); /* padding and all */
}

enum handover_format handing_record_format(const struct handing *h)
{
	if (h->a4)
		return FORMAT_A4;
	return h->format == NOTICE_FORMAT_LARGE  ? FORMAT_LARGE
	       : h->format == NOTICE_FORMAT_CARD ? FORMAT_CARD
	                                         : FORMAT_ROLL;
}

bool handing_settle(struct visit *v)
{
	struct handing *h = &v->handing;
	struct handover_start start = {0};
	char today[11];

	if (!h->text || !duty_may_hand(v, h->text->id))
		return false;
	if (h->attested || is_settled_for_this(h))
		return true;
	visit_today_text(v, today);
	leave_paper(v);
	if (h->settled)
		handover_fini(&h->record);
	start.notice = h->dutch ? h->dutch : h->text;
	start.beside = h->text != start.notice ? h->text : NULL;
	start.complete = true; /* a pack with an item missing is refused (packs.h) */
	start.today = today;
	start.proposal = &h->proposal;
	start.situation = h->the_case.situation;
	start.safe_paper = h->the_case.safe_paper;
	start.route = h->the_case.route;
	start.format = handing_record_format(h);
	start.why = h->proposal.notices[h->chosen].why;
	start.now_ms = handing_now_ms(v);
	start.zone = v->world.zone;
	start.clock = clock_quality(v);
	start.practice = duty_is_practice(v);
	handover_begin(&h->record, &start);
	note_settled(h);
	h->taught = false;
	teach_begin(&h->teach, h->text, easier(v, h->text));
	count_missing(v, &h->proposal.notices[h->chosen]);
	handing_warm(v);
	return true;
}

/* ---- understood, and the record ----------------------------------------------------------- */

struct teach_back *handing_teach(struct visit *v)
{
	return &v->handing.teach;
}

void handing_taught(struct visit *v)
{
	handover_taught(&v->handing.record, &v->handing.teach);
	v->handing.taught = true;
}

struct handover *handing_record(struct visit *v)
{
	return v->handing.settled ? &v->handing.record : NULL;
}

const char *handing_words(const struct visit *v, const char *nl, const char *en)
{
	return duty_in_english(v) ? en : nl;
}

bool handing_is_attested(const struct visit *v)
{
	return v->handing.attested;
}

const char *handing_number(const struct visit *v)
{
	return v->handing.kept.number;
}

const char *handing_when(struct visit *v, int64_t at_ms)
{
	struct civil c = zone_civil(v->world.zone, at_ms);

	(void)snprintf(v->handing.when, sizeof v->handing.when, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day,
	        c.hour, c.minute);
	return v->handing.when;
}

static bool is_paper(const struct handover *h)
{
	int form = handover_choice(h, HF_FORM);

	return form == HANDED_PAPER || form == HANDED_PAPER_ORAL;
}

bool handing_can_attest(struct visit *v)
{
	struct handover *h = handing_record(v);

	return h && !v->handing.attested && !handover_next_open(h) && (!is_paper(h) || h->printed);
}
