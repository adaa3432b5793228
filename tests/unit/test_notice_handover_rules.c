/* What may not be entered, and what may not stand together: every constraint of R2 with the rule that tells it. */
#include <string.h>

#include "harness.h"
#include "notice_hand.h"
#include "sys/text.h"

static void refuses(struct handover *h, enum handover_field_no no, int choice, enum rule_no rule)
{
	int before = handover_choice(h, no);

	CHECK_INT(handover_choose(h, no, choice), HANDOVER_REFUSED);
	CHECK_TEXT(rule_id(handover_why(h)), rule_id(rule));
	CHECK_INT(handover_choice(h, no), before);
}

static struct handover *arrested(int age, bool vulnerable)
{
	struct propose_case c = hand_case(SITUATION_ARRESTED, "nl");

	c.at_offence = c.now = age_exactly(age);
	c.vulnerable = vulnerable;
	return hand_begun(NOTICE_OFFICIAL, &c);
}

TEST(handover_rules, h1_arrest_is_not_after_the_handing_over)
{
	struct handover *h = hand_ready(SITUATION_ARRESTED);

	h->at_ms[HF_ARRESTED_AT] = h->at_ms[HF_HANDED_AT];
	CHECK(!hand_finds(h, HF_ARRESTED_AT, RULE_H1));
	h->at_ms[HF_ARRESTED_AT]++;
	CHECK(hand_finds(h, HF_ARRESTED_AT, RULE_H1));
	CHECK_INT(handover_attest(h, HAND_NOW_MS + 95000), HANDOVER_REFUSED);
	CHECK_INT(handover_why(h), RULE_H1);
}

TEST(handover_rules, h2_first_contact_is_not_after_the_handing_over)
{
	struct handover *h = hand_ready(SITUATION_VICTIM);

	h->at_ms[HF_FIRST_CONTACT_AT] = h->at_ms[HF_HANDED_AT];
	CHECK(!hand_finds(h, HF_FIRST_CONTACT_AT, RULE_H2));
	h->at_ms[HF_FIRST_CONTACT_AT]++;
	CHECK(hand_finds(h, HF_FIRST_CONTACT_AT, RULE_H2));
	CHECK_INT(handover_attest(h, HAND_NOW_MS + 95000), HANDOVER_REFUSED);
}

TEST(handover_rules, h3_a_text_that_lacks_an_item_cannot_be_completed)
{
	struct handover *h = hand_ready(SITUATION_VICTIM);

	h->start.complete = false;
	CHECK(hand_finds(h, HANDOVER_FIELDS, RULE_H3));
	CHECK(!handover_next_open(h)); /* no answer mends it */
	CHECK_INT(handover_attest(h, HAND_NOW_MS + 95000), HANDOVER_REFUSED);
	CHECK_INT(handover_why(h), RULE_H3);
}

TEST(handover_rules, h4_a_draft_on_paper_alone_does_not_hold)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "pl");
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct handover h;

	hand_notice(s, "N-VIC", "pl")->status = NOTICE_DRAFT;
	hand_begin(&h, s, &c, hand_zone());
	CHECK_OK(handover_choose(&h, HF_INTERPRETER_USED, ANSWER_NO));
	CHECK(hand_finds(&h, HF_INTERPRETER_USED, RULE_H4));
	CHECK_OK(handover_choose(&h, HF_FORM, HANDED_PAPER));
	CHECK(hand_finds(&h, HF_FORM, RULE_H4));
	CHECK_OK(handover_choose(&h, HF_FORM, HANDED_REFUSED));
	CHECK(!handover_next_open(&h));
}

TEST(handover_rules, without_a_language_that_fits_an_interpreter_is_required)
{
	struct propose_case c = hand_case(SITUATION_ARRESTED, "so");
	struct handover *h = hand_begun(NOTICE_OFFICIAL, &c);

	CHECK_TEXT(h->start.notice->lang, "nl");
	CHECK(h->interpreter_forced);
	CHECK_OK(handover_choose(h, HF_INTERPRETER_USED, ANSWER_NO));
	CHECK(hand_finds(h, HF_INTERPRETER_USED, RULE_LANG_ASSIST));
	CHECK_OK(handover_choose(h, HF_FORM, HANDED_PAPER));
	CHECK(hand_finds(h, HF_FORM, RULE_LANG_ASSIST));
}

TEST(handover_rules, a_notice_goes_only_to_whom_it_belongs)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);

	refuses(h, HF_RECIPIENT_ROLE, RECIPIENT_ARRESTED, RULE_RECIPIENT);
	refuses(h, HF_RECIPIENT_ROLE, RECIPIENT_WITNESS, RULE_RECIPIENT);
	CHECK_OK(handover_choose(h, HF_RECIPIENT_ROLE, RECIPIENT_PARENT));
	CHECK_OK(handover_choose(h, HF_RECIPIENT_ROLE, RECIPIENT_BEREAVED));
	h = hand_plain(SITUATION_DISCIPLINARY);
	refuses(h, HF_RECIPIENT_ROLE, RECIPIENT_VICTIM, RULE_RECIPIENT);
	h = hand_plain(SITUATION_PRIVACY);
	CHECK_TEXT(handover_next_open(h)->name, "recipient_role");
	for (int role = RECIPIENT_VICTIM; role <= RECIPIENT_PARENT; role++)
		CHECK_OK(handover_choose(h, HF_RECIPIENT_ROLE, role));
}

TEST(handover_rules, of_a_child_under_12_the_representative_is_handed_it)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");
	struct handover *h;

	c.now = age_exactly(11);
	h = hand_begun(NOTICE_OFFICIAL, &c);
	CHECK_TEXT(handover_next_open(h)->name, "recipient_is");
	refuses(h, HF_RECIPIENT_IS, RECIPIENT_IS_SELF, RULE_VICTIM_UNDER_12);
	refuses(h, HF_RECIPIENT_IS, RECIPIENT_IS_PROXY, RULE_VICTIM_UNDER_12);
	CHECK_OK(handover_choose(h, HF_RECIPIENT_IS, RECIPIENT_IS_REPRESENTATIVE));
	CHECK_TEXT(handover_next_open(h)->name, "conflict_of_interest");
	CHECK_OK(handover_choose(h, HF_CONFLICT, ANSWER_NO));
	CHECK(!handover_next_open(h));
	c.now = age_exactly(12);
	h = hand_begun(NOTICE_OFFICIAL, &c);
	CHECK(!handover_next_open(h));
}

TEST(handover_rules, a_representative_who_is_a_suspect_is_blocked)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");
	struct handover *h;

	c.now = age_exactly(9);
	h = hand_begun(NOTICE_OFFICIAL, &c);
	CHECK_OK(handover_choose(h, HF_RECIPIENT_IS, RECIPIENT_IS_REPRESENTATIVE));
	CHECK_OK(handover_choose(h, HF_CONFLICT, ANSWER_YES));
	CHECK(hand_finds(h, HF_RECIPIENT_IS, RULE_CONFLICT));
	CHECK_OK(handover_choose(h, HF_RECIPIENT_IS, RECIPIENT_IS_CURATOR));
	CHECK(!handover_next_open(h));
	c.representative_involved = true;
	h = hand_begun(NOTICE_OFFICIAL, &c);
	refuses(h, HF_RECIPIENT_IS, RECIPIENT_IS_REPRESENTATIVE, RULE_CONFLICT);
	CHECK_OK(handover_choose(h, HF_RECIPIENT_IS, RECIPIENT_IS_LAWYER));
	CHECK(!handover_next_open(h));
}

TEST(handover_rules, a_waiver_of_an_arrested_minor_cannot_be_entered)
{
	struct handover *h = arrested(17, false);

	CHECK_OK(handover_choose(h, HF_LAWYER_WISH, LAWYER_NO));
	refuses(h, HF_WAIVER, ANSWER_YES, RULE_NO_WAIVER_MINOR);
	refuses(h, HF_WAIVER, ANSWER_NO, RULE_NO_WAIVER_MINOR);
	CHECK_OK(handover_choose(h, HF_WAIVER, ANSWER_OPEN));
	/* Not even by reaching past the setter. */
	h->choice[HF_WAIVER] = ANSWER_YES;
	CHECK(hand_finds(h, HF_WAIVER, RULE_NO_WAIVER_MINOR));
	hand_print(h);
	CHECK_INT(handover_attest(h, HAND_NOW_MS + 95000), HANDOVER_REFUSED);
}

TEST(handover_rules, who_gets_the_notice_for_juveniles_is_one)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct handover_start start = {.notice = hand_notice(s, "N-JUV", "nl"),
	        .complete = true,
	        .today = "2025-03-04",
	        .situation = SITUATION_ARRESTED,
	        .now_ms = HAND_NOW_MS,
	        .zone = hand_zone()};
	struct handover h;

	handover_begin(&h, &start); /* the officer chose it without saying an age */
	CHECK(h.minor && h.arrested);
	refuses(&h, HF_WAIVER, ANSWER_YES, RULE_NO_WAIVER_MINOR);
	CHECK_INT(handover_choice(&h, HF_RECIPIENT_ROLE), RECIPIENT_MINOR);
}

TEST(handover_rules, an_adult_under_rule_a_waives_only_after_a_lawyer_explained)
{
	struct handover *h = arrested(30, true);

	refuses(h, HF_LAWYER_CATEGORY, CATEGORY_B, RULE_CATEGORY_A);
	refuses(h, HF_WAIVER, ANSWER_YES, RULE_WAIVER_WISH);
	CHECK_OK(handover_choose(h, HF_LAWYER_WISH, LAWYER_NO));
	CHECK_INT(handover_need(h, HF_WAIVER), HANDOVER_REQUIRED);
	CHECK_OK(handover_choose(h, HF_WAIVER, ANSWER_YES));
	CHECK(hand_finds(h, HF_LAWYER_EXPLAINED_AT, RULE_LAWYER_EXPLAINED));
	CHECK_INT(handover_need(h, HF_CONSEQUENCES_EXPLAINED), HANDOVER_NOT_ASKED);
	CHECK_OK(handover_time(h, HF_LAWYER_EXPLAINED_AT, HAND_NOW_MS, HAND_NOW_MS));
	CHECK(!hand_finds(h, HF_LAWYER_EXPLAINED_AT, RULE_LAWYER_EXPLAINED));
	CHECK(hand_finds(h, HF_REVOCABLE_TOLD, RULE_WAIVER_TOLD));
}

TEST(handover_rules, another_adult_waives_only_when_consequences_and_return_were_told)
{
	struct handover *h = arrested(30, false);

	CHECK_OK(handover_choose(h, HF_LAWYER_CATEGORY, CATEGORY_B));
	CHECK_OK(handover_choose(h, HF_LAWYER_WISH, LAWYER_NO));
	CHECK_OK(handover_choose(h, HF_WAIVER, ANSWER_YES));
	CHECK(hand_finds(h, HF_CONSEQUENCES_EXPLAINED, RULE_WAIVER_TOLD) &&
	        hand_finds(h, HF_REVOCABLE_TOLD, RULE_WAIVER_TOLD));
	CHECK_INT(handover_need(h, HF_LAWYER_EXPLAINED_AT), HANDOVER_NOT_ASKED);
	CHECK_OK(handover_choose(h, HF_CONSEQUENCES_EXPLAINED, ANSWER_NO));
	CHECK_OK(handover_choose(h, HF_REVOCABLE_TOLD, ANSWER_NO));
	CHECK(hand_finds(h, HF_CONSEQUENCES_EXPLAINED, RULE_WAIVER_TOLD) &&
	        hand_finds(h, HF_REVOCABLE_TOLD, RULE_WAIVER_TOLD));
	CHECK_OK(handover_choose(h, HF_CONSEQUENCES_EXPLAINED, ANSWER_YES));
	CHECK_OK(handover_choose(h, HF_REVOCABLE_TOLD, ANSWER_YES));
	CHECK(!hand_finds(h, HF_CONSEQUENCES_EXPLAINED, RULE_WAIVER_TOLD) &&
	        !hand_finds(h, HF_REVOCABLE_TOLD, RULE_WAIVER_TOLD));
	/* Wants one after all: the waiver and what hung on it are gone from the record. */
	CHECK_OK(handover_choose(h, HF_LAWYER_WISH, LAWYER_YES));
	CHECK_INT(handover_need(h, HF_WAIVER), HANDOVER_NOT_ASKED);
	CHECK_INT(handover_need(h, HF_REVOCABLE_TOLD), HANDOVER_NOT_ASKED);
}

TEST(handover_rules, of_an_arrested_minor_somebody_is_always_informed)
{
	struct handover *h = arrested(15, false);

	refuses(h, HF_INFORM_PERSON, INFORM_NO, RULE_INFORM_MINOR);
	CHECK_OK(handover_choose(h, HF_INFORM_PERSON, INFORM_POSTPONED));
	CHECK(hand_finds(h, HF_POSTPONED_REASON, RULE_POSTPONED) && hand_finds(h, HF_POSTPONED_BY, RULE_POSTPONED));
	CHECK_OK(handover_choose(h, HF_INFORM_PERSON, INFORM_YES));
	CHECK_INT(handover_need(h, HF_INFORM_NAME), HANDOVER_OPTIONAL);
	h = arrested(30, false);
	CHECK_OK(handover_choose(h, HF_INFORM_PERSON, INFORM_NO));
	CHECK_OK(handover_choose(h, HF_INFORM_PERSON, INFORM_YES));
	CHECK(hand_finds(h, HF_INFORM_NAME, RULE_OPEN));
}

TEST(handover_rules, parents_are_informed_or_there_is_a_reason)
{
	struct handover *h = arrested(15, false);

	CHECK(hand_finds(h, HF_PARENT_INFORMED_AT, RULE_PARENTS));
	CHECK_OK(handover_write(h, HF_PARENT_REASON, "Niet bereikt"));
	CHECK(!hand_finds(h, HF_PARENT_INFORMED_AT, RULE_PARENTS));
	CHECK_OK(handover_write(h, HF_PARENT_REASON, ""));
	CHECK_OK(handover_time(h, HF_PARENT_INFORMED_AT, HAND_NOW_MS, HAND_NOW_MS));
	CHECK(!hand_finds(h, HF_PARENT_INFORMED_AT, RULE_PARENTS));
	CHECK_INT(handover_write(h, HF_PARENT_REASON, "Toch niet"), HANDOVER_REFUSED);
	CHECK_INT(handover_need(h, HF_PARENT_INFORMED_BY), HANDOVER_OPTIONAL);
	CHECK_INT(handover_need(hand_plain(SITUATION_VICTIM), HF_PARENT_INFORMED_AT), HANDOVER_NOT_ASKED);
}

TEST(handover_rules, after_questioning_there_is_a_reason)
{
	struct handover *h = hand_ready(SITUATION_INVITED);

	CHECK_OK(handover_choose(h, HF_BEFORE_QUESTIONING, ANSWER_NO));
	CHECK(hand_finds(h, HF_BEFORE_QUESTIONING_REASON, RULE_BEFORE_QUESTIONING));
	CHECK_OK(handover_write(h, HF_BEFORE_QUESTIONING_REASON, "Er was spoed"));
	CHECK(!handover_next_open(h));
}

TEST(handover_rules, an_interpreter_has_a_number_or_a_reason)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "ar");
	struct handover *h = hand_begun(NOTICE_OFFICIAL, &c);

	CHECK_OK(handover_choose(h, HF_FORM, HANDED_PAPER_ORAL));
	CHECK_TEXT(handover_next_open(h)->name, "interpreter_used");
	CHECK_OK(handover_choose(h, HF_INTERPRETER_USED, ANSWER_YES));
	CHECK_OK(handover_choose(h, HF_INTERPRETER_MODE, INTERPRETER_PHONE));
	CHECK(hand_finds(h, HF_INTERPRETER_NUMBER, RULE_INTERPRETER));
	CHECK_INT(handover_write(h, HF_INTERPRETER_NUMBER, "12a"), HANDOVER_MALFORMED);
	CHECK_INT(handover_write(h, HF_INTERPRETER_NUMBER, "123456789"), HANDOVER_MALFORMED);
	CHECK_OK(handover_write(h, HF_INTERPRETER_NUMBER, "12345678"));
	CHECK(!handover_next_open(h));
	CHECK_INT(handover_write(h, HF_INTERPRETER_UNSWORN_REASON, "waarom"), HANDOVER_REFUSED);
	CHECK_OK(handover_write(h, HF_INTERPRETER_NUMBER, ""));
	CHECK_OK(handover_write(h, HF_INTERPRETER_UNSWORN_REASON, "Geen registertolk op tijd"));
	CHECK(!handover_next_open(h));
}
