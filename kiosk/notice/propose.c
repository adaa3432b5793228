#include "notice/propose.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "sys/text.h"

static void warn(struct proposal *p, enum rule_no rule)
{
	if (proposal_warns(p, rule))
		return;
	assert(p->n_warnings < PROPOSE_WARNINGS_MAX);
	p->warnings[p->n_warnings++] = rule;
}

static struct proposed *add(struct proposal *p, const char *notice, enum rule_no why)
{
	struct proposed *out = &p->notices[p->n++];

	assert(p->n <= PROPOSED_MAX);
	*out = (struct proposed){.notice = notice, .why = why, .roles = notice_roles(notice)};
	return out;
}

/* ---- whose age, on which day --------------------------------------------------------- */

static bool is_victim(enum situation s)
{
	return s == SITUATION_VICTIM || s == SITUATION_BEREAVED || s == SITUATION_DOMESTIC;
}

static void judge_victim(struct proposal *p, const struct propose_case *c)
{
	p->minor = age_counts_as_minor(&c->now, c->looks_minor);
	p->presumed_minor = p->minor && !age_is_under(&c->now, AGE_MINOR_UNTIL);
	p->under_12 = age_may_be_under(&c->now, AGE_JUVENILE_FROM);
	if (p->under_12) {
		p->to_representative = true;
		warn(p, RULE_VICTIM_UNDER_12);
	}
	if (p->minor && c->representative_involved)
		warn(p, RULE_CONFLICT);
	if (p->minor)
		warn(p, RULE_VICTIM_MINOR);
	if (p->presumed_minor)
		warn(p, RULE_PRESUMED_MINOR);
}

static void judge_suspect(struct proposal *p, const struct propose_case *c)
{
	const struct age_range *at = c->at_offence.known ? &c->at_offence : &c->now;

	p->under_12 = age_is_under(at, AGE_JUVENILE_FROM);
	/* A date of birth and one of the offence that contradict each other must not cost a child its protection. */
	p->minor = age_counts_as_minor(at, c->looks_minor) || age_may_be_under(&c->now, AGE_MINOR_UNTIL);
	p->presumed_minor = p->minor && !age_is_under(at, AGE_MINOR_UNTIL);
	if (p->under_12)
		warn(p, RULE_UNDER_12);
	else if (age_may_be_under(at, AGE_JUVENILE_FROM))
		warn(p, RULE_MAYBE_UNDER_12);
	if (!c->at_offence.known)
		warn(p, RULE_OFFENCE_DAY_UNKNOWN);
	else if (p->minor && c->now.known && !age_may_be_under(&c->now, AGE_MINOR_UNTIL))
		warn(p, RULE_AGE_AT_OFFENCE);
	if (p->presumed_minor)
		warn(p, RULE_PRESUMED_MINOR);
	if (p->minor && c->representative_involved)
		warn(p, RULE_CONFLICT);
}

/* ---- which notice -------------------------------------------------------------------- */

static void propose_arrested(struct proposal *p, const struct propose_case *c)
{
	judge_suspect(p, c);
	warn(p, RULE_NO_OFFENCE_QUESTION);
	if (p->minor)
		warn(p, RULE_NO_WAIVER_MINOR);
	else if (c->vulnerable)
		warn(p, RULE_VULNERABLE_ARRESTED);
	if (!p->under_12)
		add(p, p->minor ? "N-JUV" : "N-SUS", p->minor ? RULE_JUVENILE : RULE_ARRESTED);
}

static void propose_invited(struct proposal *p, const struct propose_case *c)
{
	judge_suspect(p, c);
	warn(p, RULE_NO_OFFENCE_QUESTION);
	if (p->under_12)
		return;
	if (p->minor)
		add(p, "N-INV-M", RULE_INVITED_MINOR);
	else if (c->vulnerable)
		add(p, "N-INV-V", RULE_INVITED_VULNERABLE);
	else
		add(p, "N-INV", RULE_INVITED);
}

static void propose_domestic(struct proposal *p, const struct propose_case *c)
{
	bool open = c->safe_paper == SAFE_PAPER_YES;

	judge_victim(p, c);
	if (c->safe_paper == SAFE_PAPER_NOT_ASKED)
		warn(p, RULE_DOMESTIC_ASK);
	if (c->safe_paper == SAFE_PAPER_KEEP)
		warn(p, RULE_DOMESTIC_KEEP);
	add(p, "N-VIC", RULE_DOMESTIC);
	add(p, open ? "N-DV" : "N-DV-N", open ? RULE_DOMESTIC : RULE_DOMESTIC_NEUTRAL);
	for (int i = 0; i < p->n; i++) {
		p->notices[i].ask_first = c->safe_paper == SAFE_PAPER_NOT_ASKED;
		p->notices[i].keep_here = c->safe_paper == SAFE_PAPER_KEEP;
	}
	/* Only N-DV-N is written so that it tells nobody why it was given. */
	if (c->safe_paper == SAFE_PAPER_NEUTRAL)
		p->notices[0].keep_here = true;
}

static void propose_disciplinary(struct proposal *p, const struct propose_case *c)
{
	if (c->route == DISCIPLINE_CRIMINAL) {
		warn(p, RULE_DISCIPLINARY_CRIMINAL);
		if (c->arrested)
			propose_arrested(p, c);
		else
			propose_invited(p, c);
	} else if (c->route == DISCIPLINE_TALK) {
		warn(p, RULE_DISCIPLINARY_TALK);
	}
	add(p, "N-DIS", RULE_DISCIPLINARY);
}

static void propose_halt(struct proposal *p, const struct propose_case *c)
{
	const struct age_range *at = c->at_offence.known ? &c->at_offence : &c->now;
	bool fits = !at->known || (at->highest >= AGE_JUVENILE_FROM && at->lowest < AGE_MINOR_UNTIL);

	if (!fits || (at->known && (at->lowest < AGE_JUVENILE_FROM || at->highest >= AGE_MINOR_UNTIL)))
		warn(p, RULE_HALT_AGE);
	judge_suspect(p, c);
	warn(p, RULE_NO_OFFENCE_QUESTION);
	if (!fits)
		return;
	warn(p, RULE_HALT_NEVER_PROMISED);
	add(p, "N-HLT", RULE_HALT);
}

static void propose_privacy(struct proposal *p, const struct propose_case *c)
{
	bool both = c->regime == REGIME_UNKNOWN;

	if (both || c->regime == REGIME_POLICE)
		add(p, "N-PRV-W", both ? RULE_PRIVACY_BOTH : RULE_PRIVACY_POLICE);
	if (both || c->regime == REGIME_OTHER)
		add(p, "N-PRV-A", both ? RULE_PRIVACY_BOTH : RULE_PRIVACY_OTHER);
}

static void propose_notices(struct proposal *p, const struct propose_case *c)
{
	switch (c->situation) {
	case SITUATION_VICTIM:
	case SITUATION_BEREAVED:
		judge_victim(p, c);
		add(p, "N-VIC", c->situation == SITUATION_VICTIM ? RULE_VICTIM : RULE_BEREAVED);
		break;
	case SITUATION_ARRESTED:
		propose_arrested(p, c);
		break;
	case SITUATION_INVITED:
		propose_invited(p, c);
		break;
	case SITUATION_WITNESS:
		warn(p, RULE_WITNESS_TURNS);
		add(p, "N-WIT", RULE_WITNESS);
		break;
	case SITUATION_FAMILY:
		warn(p, RULE_FAMILY_NOTHING_KEPT);
		add(p, "N-FAM", RULE_FAMILY);
		break;
	case SITUATION_COMPLAINT:
		add(p, "N-CMP", RULE_COMPLAINT);
		add(p, "N-PRV-A", RULE_COMPLAINT_PRIVACY);
		break;
	case SITUATION_PRIVACY:
		propose_privacy(p, c);
		break;
	case SITUATION_DISCIPLINARY:
		propose_disciplinary(p, c);
		break;
	case SITUATION_DOMESTIC:
		propose_domestic(p, c);
		break;
	case SITUATION_HALT:
		propose_halt(p, c);
		break;
	case SITUATION_MONITORING:
		add(p, "N-EM", RULE_MONITORING);
		break;
	case SITUATIONS:
		assert(!"no situation");
		break;
	}
}

/* ---- in which language --------------------------------------------------------------- */

/* In the wanted language, or in the language of its first subtag: "uk-UA" is served by "uk", "nl-easy" by "nl". */
static const struct notice *find_wanted(const struct propose_shelf *shelf, const char *id, const char *lang)
{
	const struct notice *n = shelf->find(shelf->me, id, lang);
	char primary[NOTICE_LANG_MAX + 1];
	size_t len = strcspn(lang, "-");

	if (n || !lang[len] || len > NOTICE_LANG_MAX)
		return n;
	memcpy(primary, lang, len);
	primary[len] = '\0';
	return shelf->find(shelf->me, id, primary);
}

static bool is_dutch(const char *lang)
{
	return text_is(lang, "nl") || text_is(lang, "nl-easy");
}

/* English, French, German: what the regulation names for victims who have no Dutch. */
static void offer(struct proposed *out, const struct propose_shelf *shelf)
{
	static const char *const named[PROPOSE_OFFERS] = {"en", "fr", "de"};
	int n = 0;

	for (int i = 0; i < PROPOSE_OFFERS; i++)
		if (shelf->find(shelf->me, out->notice, named[i]))
			out->offers[n++] = named[i];
}

static void choose_language(struct proposed *out, const struct propose_case *c, const struct propose_shelf *shelf)
{
	const char *wanted = c->lang && *c->lang ? c->lang : "nl";
	const struct notice *n = find_wanted(shelf, out->notice, wanted);

	out->lang_why = RULE_LANG_EXACT;
	/* Who asks for easy Dutch and gets plain Dutch is served, but not as asked. */
	out->missing = !n || (is_dutch(wanted) && !text_is(n->lang, wanted));
	if (!n && is_victim(c->situation)) {
		offer(out, shelf);
		if (out->offers[0]) {
			out->lang_why = RULE_LANG_VICTIM;
			n = shelf->find(shelf->me, out->notice, out->offers[0]);
		}
	}
	if (!n) {
		out->lang_why = RULE_LANG_ASSIST;
		out->assistance = true;
		n = shelf->find(shelf->me, out->notice, "nl");
	}
	out->lang = n ? n->lang : "nl";
	out->draft = n && n->status == NOTICE_DRAFT;
	if (out->draft && !is_dutch(out->lang))
		out->assistance = true;
}

static void warn_language(struct proposal *p, const struct propose_case *c)
{
	for (int i = 0; i < p->n; i++) {
		const struct proposed *n = &p->notices[i];

		if (n->lang_why != RULE_LANG_EXACT)
			warn(p, n->lang_why);
		if (n->missing)
			warn(p, RULE_LANG_COUNTED);
		if (n->draft)
			warn(p, RULE_LANG_DRAFT);
	}
	if (c->cannot_read)
		warn(p, RULE_LANG_CANNOT_READ);
}

void propose(struct proposal *out, const struct propose_case *c, const struct propose_shelf *shelf)
{
	*out = (struct proposal){
	        .arrested = c->situation == SITUATION_ARRESTED ||
	                    (c->arrested && (c->situation == SITUATION_DISCIPLINARY || c->situation == SITUATION_HALT)),
	        .vulnerable = c->vulnerable,
	        .representative_involved = c->representative_involved,
	};
	propose_notices(out, c);
	for (int i = 0; i < out->n; i++)
		choose_language(&out->notices[i], c, shelf);
	warn_language(out, c);
}

bool proposal_warns(const struct proposal *p, enum rule_no rule)
{
	for (int i = 0; i < p->n_warnings; i++)
		if (p->warnings[i] == rule)
			return true;
	return false;
}
