/* In which language: exact, for victims what the regulation names, else an interpreter; and never a different notice. */
#include <string.h>

#include "harness.h"
#include "notice_hand.h"
#include "sys/text.h"

static struct proposal in(struct hand_shelf *s, enum situation situation, const char *lang)
{
	struct propose_case c = hand_case(situation, lang);
	struct propose_shelf shelf = hand_shelf(s);
	struct proposal p;

	propose(&p, &c, &shelf);
	return p;
}

TEST(propose_language, every_language_that_is_there_is_given_exactly)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);

	for (int situation = 0; situation < SITUATIONS; situation++)
		for (int l = 0; l < HAND_LANGS; l++) {
			struct proposal p = in(s, (enum situation)situation, hand_langs[l]);

			CHECK(p.n >= 1);
			for (int i = 0; i < p.n; i++) {
				CHECK_TEXT(p.notices[i].lang, hand_langs[l]);
				CHECK_INT(p.notices[i].lang_why, RULE_LANG_EXACT);
				CHECK(!p.notices[i].missing && !p.notices[i].assistance && !p.notices[i].offers[0]);
			}
			CHECK(!proposal_warns(&p, RULE_LANG_ASSIST) && !proposal_warns(&p, RULE_LANG_COUNTED));
		}
}

TEST(propose_language, a_region_is_served_by_its_language)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct proposal p = in(s, SITUATION_VICTIM, "uk-UA");

	CHECK_TEXT(p.notices[0].lang, "uk");
	CHECK(!p.notices[0].missing);
	p = in(s, SITUATION_VICTIM, "nl-BE");
	CHECK_TEXT(p.notices[0].lang, "nl");
	p = in(s, SITUATION_VICTIM, "averylonglanguagename-x");
	CHECK(p.notices[0].missing);
	p = in(s, SITUATION_VICTIM, NULL);
	CHECK_TEXT(p.notices[0].lang, "nl");
	p = in(s, SITUATION_VICTIM, "");
	CHECK_TEXT(p.notices[0].lang, "nl");
}

TEST(propose_language, easy_dutch_that_is_not_there_is_plain_dutch_and_counted)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct proposal p;

	hand_take_away(s, NULL, "nl-easy");
	p = in(s, SITUATION_ARRESTED, "nl-easy");
	CHECK_TEXT(p.notices[0].lang, "nl");
	CHECK(p.notices[0].missing && !p.notices[0].assistance);
	CHECK(proposal_warns(&p, RULE_LANG_COUNTED));
}

TEST(propose_language, a_victim_is_offered_english_french_or_german)
{
	static const enum situation victims[] = {SITUATION_VICTIM, SITUATION_BEREAVED, SITUATION_DOMESTIC};
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);

	for (size_t i = 0; i < 3; i++) {
		struct proposal p = in(s, victims[i], "so");

		for (int k = 0; k < p.n; k++) {
			CHECK_TEXT(p.notices[k].lang, "en");
			CHECK_TEXT(p.notices[k].offers[0], "en");
			CHECK_TEXT(p.notices[k].offers[1], "fr");
			CHECK_TEXT(p.notices[k].offers[2], "de");
			CHECK(!p.notices[k].offers[3]);
			CHECK(p.notices[k].missing && !p.notices[k].assistance);
		}
		CHECK(proposal_warns(&p, RULE_LANG_VICTIM) && proposal_warns(&p, RULE_LANG_COUNTED));
	}
}

TEST(propose_language, only_what_is_there_is_offered)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct proposal p;

	hand_take_away(s, "N-VIC", "en");
	hand_take_away(s, "N-VIC", "de");
	p = in(s, SITUATION_VICTIM, "so");
	CHECK_TEXT(p.notices[0].lang, "fr");
	CHECK_TEXT(p.notices[0].offers[0], "fr");
	CHECK(!p.notices[0].offers[1]);
	hand_take_away(s, "N-VIC", "fr");
	p = in(s, SITUATION_VICTIM, "so");
	CHECK_TEXT(p.notices[0].lang, "nl");
	CHECK(p.notices[0].assistance && proposal_warns(&p, RULE_LANG_ASSIST));
	CHECK_INT(p.notices[0].lang_why, RULE_LANG_ASSIST);
}

TEST(propose_language, nobody_but_a_victim_is_put_off_with_another_language)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);

	for (int i = 0; i < SITUATIONS; i++) {
		struct proposal p = in(s, (enum situation)i, "so");

		if (i == SITUATION_VICTIM || i == SITUATION_BEREAVED || i == SITUATION_DOMESTIC)
			continue;
		for (int k = 0; k < p.n; k++) {
			CHECK_TEXT(p.notices[k].lang, "nl");
			CHECK(p.notices[k].assistance && p.notices[k].missing && !p.notices[k].offers[0]);
		}
		CHECK(proposal_warns(&p, RULE_LANG_ASSIST));
	}
}

TEST(propose_language, a_draft_is_told_and_needs_an_interpreter_unless_it_is_dutch)
{
	struct hand_shelf *s = hand_full(NOTICE_DRAFT);
	struct proposal p = in(s, SITUATION_VICTIM, "ar");

	CHECK(p.notices[0].draft && p.notices[0].assistance && proposal_warns(&p, RULE_LANG_DRAFT));
	CHECK(!p.notices[0].missing);
	p = in(s, SITUATION_VICTIM, "nl");
	CHECK(p.notices[0].draft && !p.notices[0].assistance && proposal_warns(&p, RULE_LANG_DRAFT));
	s = hand_full(NOTICE_REVIEWED);
	p = in(s, SITUATION_VICTIM, "ar");
	CHECK(!p.notices[0].draft && !proposal_warns(&p, RULE_LANG_DRAFT));
}

TEST(propose_language, with_an_empty_shelf_the_notice_is_still_named)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct proposal p;

	memset(s->gone, 1, sizeof s->gone);
	p = in(s, SITUATION_VICTIM, "nl");
	CHECK_TEXT(p.notices[0].notice, "N-VIC");
	CHECK_TEXT(p.notices[0].lang, "nl");
	CHECK(p.notices[0].missing && p.notices[0].assistance && !p.notices[0].draft);
}

TEST(propose_language, who_cannot_read_still_gets_paper)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");
	struct propose_shelf shelf = hand_shelf(s);
	struct proposal p;

	c.cannot_read = true;
	propose(&p, &c, &shelf);
	CHECK(proposal_warns(&p, RULE_LANG_CANNOT_READ));
	CHECK_INT(p.n, 1);
}

static struct age_range random_age(uint64_t *seed)
{
	int lowest = (int)(test_random(seed) % 40);

	switch (test_random(seed) % 3) {
	case 0:
		return age_unknown();
	case 1:
		return age_exactly(lowest);
	default:
		return (struct age_range){lowest, lowest + 1, true};
	}
}

static struct propose_case random_case(uint64_t *seed)
{
	struct propose_case c = hand_case((enum situation)(test_random(seed) % SITUATIONS), "nl");

	c.at_offence = random_age(seed);
	c.now = random_age(seed);
	c.looks_minor = test_random(seed) & 1;
	c.vulnerable = test_random(seed) & 1;
	c.arrested = test_random(seed) & 1;
	c.representative_involved = test_random(seed) & 1;
	c.cannot_read = test_random(seed) & 1;
	c.safe_paper = (enum safe_paper)(test_random(seed) % 4);
	c.regime = (enum privacy_regime)(test_random(seed) % 3);
	c.route = (enum disciplinary_route)(test_random(seed) % 5);
	return c;
}

/* L22: the same answers in every language, and in one we do not have, give the same notices, rules and warnings. */
TEST(propose_language, the_same_answers_in_all_languages_give_the_same_proposal)
{
	static const enum rule_no of_language[] = {
	        RULE_LANG_EXACT, RULE_LANG_VICTIM, RULE_LANG_ASSIST, RULE_LANG_COUNTED, RULE_LANG_DRAFT};
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct propose_shelf shelf = hand_shelf(s);
	uint64_t seed = 22;

	hand_take_away(s, "N-SUS", "uk");
	hand_take_away(s, "N-VIC", "pl");
	for (int round = 0; round < 4000; round++) {
		struct propose_case c = random_case(&seed);
		struct proposal dutch, other;

		propose(&dutch, &c, &shelf);
		for (int l = 1; l <= HAND_LANGS; l++) {
			c.lang = l < HAND_LANGS ? hand_langs[l] : "so";
			propose(&other, &c, &shelf);
			CHECK_INT(other.n, dutch.n);
			for (int i = 0; i < dutch.n; i++) {
				CHECK_TEXT(other.notices[i].notice, dutch.notices[i].notice);
				CHECK_INT(other.notices[i].why, dutch.notices[i].why);
				CHECK_TEXT(other.notices[i].roles, dutch.notices[i].roles);
				CHECK_INT(other.notices[i].ask_first, dutch.notices[i].ask_first);
				CHECK_INT(other.notices[i].keep_here, dutch.notices[i].keep_here);
			}
			for (int no = 1; no < RULES; no++) {
				bool own = false;

				for (size_t k = 0; k < sizeof of_language / sizeof *of_language; k++)
					own = own || of_language[k] == (enum rule_no)no;
				CHECK(own || proposal_warns(&dutch, (enum rule_no)no) ==
				                     proposal_warns(&other, (enum rule_no)no));
			}
			CHECK_INT(other.minor, dutch.minor);
			CHECK_INT(other.under_12, dutch.under_12);
			CHECK_INT(other.to_representative, dutch.to_representative);
		}
	}
}

TEST(propose_language, whatever_is_asked_each_proposal_has_a_rule_a_role_and_bounds)
{
	struct hand_shelf *s = hand_full(NOTICE_DRAFT);
	struct propose_shelf shelf = hand_shelf(s);
	uint64_t seed = 23;

	for (int round = 0; round < 20000; round++) {
		struct propose_case c = random_case(&seed);
		struct proposal p;

		c.lang = round % 3 ? hand_langs[test_random(&seed) % HAND_LANGS] : "ti";
		propose(&p, &c, &shelf);
		CHECK(p.n <= PROPOSED_MAX && p.n_warnings <= PROPOSE_WARNINGS_MAX);
		CHECK(p.n > 0 || p.n_warnings > 0);
		for (int i = 0; i < p.n; i++) {
			const struct proposed *n = &p.notices[i];

			CHECK(*rule_id(n->why) && rule_of(n->why)->topic == TOPIC_NOTICE);
			CHECK(rule_of(n->lang_why)->topic == TOPIC_LANGUAGE);
			CHECK(*n->roles && checklist_of(n->notice));
			/* A minor never gets an adult's notice, an adult in custody never one for the invited. */
			CHECK(!p.minor || (!text_is(n->notice, "N-SUS") && !text_is(n->notice, "N-INV") &&
			                          !text_is(n->notice, "N-INV-V")));
			CHECK(!text_is(n->notice, "N-DV") || c.safe_paper == SAFE_PAPER_YES);
		}
		for (int i = 0; i < p.n_warnings; i++)
			CHECK(*rule_id(p.warnings[i]));
	}
}

TEST(propose_language, every_situation_has_a_name_and_words_in_both_staff_languages)
{
	for (int i = 0; i < SITUATIONS; i++) {
		CHECK(*situation_name((enum situation)i) && *situation_nl((enum situation)i));
		CHECK(*situation_en((enum situation)i));
		for (int k = 0; k < i; k++)
			CHECK(!text_is(situation_name((enum situation)i), situation_name((enum situation)k)));
	}
	CHECK(situation_asks_offence_day(SITUATION_ARRESTED) && !situation_asks_offence_day(SITUATION_VICTIM));
	CHECK(situation_asks_age(SITUATION_VICTIM) && !situation_asks_age(SITUATION_COMPLAINT));
}

TEST(propose_language, every_notice_has_roles_and_the_disciplinary_one_only_vik)
{
	for (int i = 0; checklist_at(i); i++)
		CHECK(*notice_roles(checklist_at(i)->notice));
	CHECK_TEXT(notice_roles("N-DIS"), "vik");
	CHECK_TEXT(notice_roles("N-CMP"), "desk complaint_coordinator");
	CHECK_TEXT(notice_roles("N-XXX"), "");
}
