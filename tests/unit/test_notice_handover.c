/* The record of a handover, from plain to done: presets, the walk through what is open, print, attest, what counts. */
#include "harness.h"
#include "notice_hand.h"
#include "store/kinds.h"
#include "sys/text.h"

static const char *next(const struct handover *h)
{
	const struct handover_field *f = handover_next_open(h);

	return f ? f->name : "";
}

TEST(handover, a_plain_victim_needs_no_answer_at_all)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);

	CHECK_TEXT(next(h), "");
	CHECK_INT(handover_choice(h, HF_RECIPIENT_ROLE), RECIPIENT_VICTIM);
	CHECK_INT(handover_choice(h, HF_RECIPIENT_IS), RECIPIENT_IS_SELF);
	CHECK_INT(handover_choice(h, HF_FORM), HANDED_PAPER);
	CHECK_INT(handover_choice(h, HF_UNDERSTOOD), UNDERSTOOD_NOT_DETERMINED);
	CHECK_INT(handover_at_ms(h, HF_FIRST_CONTACT_AT), HAND_NOW_MS);
	CHECK_INT(handover_attest(h, HAND_NOW_MS), HANDOVER_REFUSED);
	CHECK_INT(handover_why(h), RULE_H6);
	hand_print(h);
	CHECK_INT(handover_at_ms(h, HF_HANDED_AT), HAND_NOW_MS + 90000);
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
	CHECK(handover_counts(h) && handover_fulfils(h));
	CHECK_INT(handover_minutes_to_notice(h), 1);
	handover_fini(h);
	CHECK_INT(h->choice[HF_FORM], 0);
}

TEST(handover, every_situation_can_be_walked_to_its_end)
{
	for (int s = 0; s < SITUATIONS; s++) {
		struct propose_case c = hand_case((enum situation)s, "nl");
		struct handover *h;
		int asked;

		c.safe_paper = SAFE_PAPER_YES;
		c.route = DISCIPLINE_FORMAL;
		h = hand_begun(NOTICE_OFFICIAL, &c);
		asked = hand_answer_all(h);
		if (handover_choice(h, HF_FORM) != HANDED_ORAL)
			hand_print(h);
		CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
		CHECK(handover_counts(h));
		/* Nothing but suspects and colleagues asks more than one answer of the officer. */
		if (s != SITUATION_ARRESTED && s != SITUATION_INVITED && s != SITUATION_DISCIPLINARY)
			CHECK(asked <= 1);
		CHECK(asked <= 14);
	}
}

TEST(handover, the_walk_of_an_arrested_adult_asks_in_order)
{
	static const char *const order[] = {"arrested_at", "offence_told", "before_first_questioning",
	        "lawyer_category", "lawyer_wish", "inform_person", "inform_consulate", "medical_request"};
	struct handover *h = hand_plain(SITUATION_ARRESTED);

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		int no = handover_field_find(next(h));

		CHECK_TEXT(next(h), order[i]);
		if (no == HF_ARRESTED_AT)
			CHECK_OK(handover_time(h, HF_ARRESTED_AT, HAND_NOW_MS - 3600000, HAND_NOW_MS));
		else if (no == HF_INFORM_PERSON)
			CHECK_OK(handover_choose(h, HF_INFORM_PERSON, INFORM_NO));
		else
			CHECK_OK(handover_choose(h, (enum handover_field_no)no, 1));
	}
	CHECK_TEXT(next(h), "");
}

TEST(handover, an_arrested_minor_is_asked_about_parents_and_never_about_a_waiver)
{
	struct propose_case c = hand_case(SITUATION_ARRESTED, "nl");
	struct handover *h;

	c.at_offence = c.now = age_exactly(15);
	h = hand_begun(NOTICE_OFFICIAL, &c);
	CHECK_INT(handover_need(h, HF_WAIVER), HANDOVER_PROHIBITED);
	CHECK_INT(handover_need(h, HF_COMPANION), HANDOVER_REQUIRED);
	CHECK_INT(handover_need(h, HF_PARENT_INFORMED_AT), HANDOVER_REQUIRED);
	CHECK_INT(handover_choice(h, HF_LAWYER_CATEGORY), CATEGORY_A);
	hand_answer_all(h);
	CHECK_INT(handover_choice(h, HF_WAIVER), ANSWER_OPEN);
	hand_print(h);
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
}

TEST(handover, speech_alone_needs_a_reason_and_no_printer)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);

	CHECK_OK(handover_choose(h, HF_FORM, HANDED_ORAL));
	CHECK_TEXT(next(h), "why_oral");
	CHECK_INT(handover_attest(h, HAND_NOW_MS), HANDOVER_REFUSED);
	CHECK_INT(handover_why(h), RULE_WHY_ORAL);
	CHECK_INT(handover_at_ms(h, HF_HANDED_AT), 0);
	CHECK_OK(handover_write(h, HF_WHY_ORAL, handover_field(HF_WHY_ORAL)->ready[1]));
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 1000));
	CHECK_INT(handover_at_ms(h, HF_HANDED_AT), HAND_NOW_MS + 1000);
	CHECK(!handover_counts(h) && handover_fulfils(h)); /* the duty is done; the counter of paper is not */
}

TEST(handover, a_refusal_is_recorded_and_needs_nothing)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);

	CHECK_OK(handover_choose(h, HF_FORM, HANDED_REFUSED));
	CHECK_TEXT(next(h), "");
	CHECK_OK(handover_attest(h, HAND_NOW_MS));
	CHECK(!handover_counts(h) && !handover_fulfils(h));
}

TEST(handover, paper_that_was_not_proved_is_not_handed_over)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);
	struct handover_print unknown = {"J-7", 1, 1, false};

	handover_printed(h, &unknown, HAND_NOW_MS);
	CHECK_INT(handover_at_ms(h, HF_HANDED_AT), 0);
	CHECK_INT(handover_attest(h, HAND_NOW_MS), HANDOVER_REFUSED);
	CHECK_INT(handover_why(h), RULE_H6);
}

TEST(handover, what_was_proved_stays_proved)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);
	struct handover_print unknown = {"J-43", 0, 1, false}, again = {"J-44", 5, 2, true};

	hand_print(h);
	handover_printed(h, &unknown, HAND_NOW_MS + 91000);
	CHECK(h->printed);
	CHECK_TEXT(h->job, "J-42");
	handover_printed(h, &again, HAND_NOW_MS + 92000);
	CHECK_TEXT(h->job, "J-44");
	CHECK_INT(h->level, 5);
	CHECK_INT(handover_at_ms(h, HF_HANDED_AT), HAND_NOW_MS + 90000); /* the first sheet was the handing over */
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
}

TEST(handover, a_sheet_from_the_reserve_is_handed_over_and_does_not_count)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);

	h->start.format = FORMAT_RESERVE;
	CHECK_OK(handover_attest(h, HAND_NOW_MS));
	CHECK(handover_fulfils(h) && !handover_counts(h));
}

TEST(handover, a_card_alone_does_not_count)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);

	h->start.format = FORMAT_CARD;
	hand_print(h);
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
	CHECK(!handover_fulfils(h) && !handover_counts(h));
}

TEST(handover, a_practice_never_counts)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);

	h->start.practice = true;
	hand_print(h);
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
	CHECK(!handover_fulfils(h) && !handover_counts(h));
}

TEST(handover, a_draft_is_spoken_and_never_counts)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "uk");
	struct handover *h = hand_begun(NOTICE_DRAFT, &c);

	CHECK_INT(handover_choice(h, HF_FORM), HANDED_PAPER_ORAL);
	CHECK_INT(handover_choice(h, HF_INTERPRETER_USED), ANSWER_YES);
	CHECK_TEXT(next(h), "interpreter_mode");
	hand_answer_all(h);
	CHECK_OK(handover_choose(h, HF_FORM, HANDED_PAPER));
	CHECK_TEXT(next(h), "form");
	CHECK_OK(handover_choose(h, HF_FORM, HANDED_PAPER_ORAL));
	hand_print(h);
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
	CHECK(!handover_counts(h) && !handover_fulfils(h));
}

TEST(handover, a_dutch_draft_is_explained_but_needs_no_interpreter)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");
	struct handover *h = hand_begun(NOTICE_DRAFT, &c);

	CHECK_INT(handover_choice(h, HF_FORM), HANDED_PAPER_ORAL);
	CHECK_TEXT(next(h), "");
	hand_print(h);
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
	CHECK(!handover_counts(h));
}

TEST(handover, an_example_of_a_demonstration_counts_but_fulfils_nothing)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");
	struct hand_shelf *s = hand_full(NOTICE_REVIEWED);
	struct handover h;

	hand_notice(s, "N-VIC", "nl")->example = true;
	hand_begin(&h, s, &c, hand_zone());
	hand_print(&h);
	CHECK_OK(handover_attest(&h, HAND_NOW_MS + 95000));
	CHECK(handover_counts(&h) && !handover_fulfils(&h));
}

TEST(handover, a_draft_beside_the_dutch_text_is_still_a_draft)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct notice *beside = hand_notice(s, "N-VIC", "pl");
	struct handover_start start = {.notice = hand_notice(s, "N-VIC", "nl"),
	        .beside = beside,
	        .complete = true,
	        .today = "2025-03-04",
	        .now_ms = HAND_NOW_MS,
	        .zone = hand_zone()};
	struct handover h;

	beside->status = NOTICE_DRAFT;
	handover_begin(&h, &start);
	CHECK(h.oral_forced && h.interpreter_forced);
	hand_answer_all(&h);
	hand_print(&h);
	CHECK_OK(handover_attest(&h, HAND_NOW_MS + 95000));
	CHECK(!handover_counts(&h));
}

TEST(handover, a_copy_asks_nothing_and_is_no_new_handover)
{
	struct handover *h = hand_plain(SITUATION_ARRESTED);

	handover_reprint(h, "DEMO-01-1-42-1a2b3c4d", 1);
	CHECK_TEXT(next(h), "");
	hand_print(h);
	CHECK_OK(handover_attest(h, HAND_NOW_MS + 95000));
	CHECK(!handover_counts(h) && !handover_fulfils(h));
	CHECK_INT(handover_minutes_to_notice(h), 1);
}

TEST(handover, what_was_understood_comes_from_the_teach_back_or_the_officer)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);
	struct teach_back t;

	teach_begin(&t, h->start.notice, NULL);
	teach_answer(&t, 0);
	teach_explained(&t);
	teach_answer(&t, 0);
	teach_human(&t, false);
	handover_taught(h, &t); /* stopped after the first question */
	CHECK_INT(handover_choice(h, HF_UNDERSTOOD), UNDERSTOOD_NO);
	CHECK_INT(teach_state(&t), TEACH_ASK); /* the walk itself is left as it was */
	CHECK_TEXT(next(h), "follow_up");
	CHECK_OK(handover_write(h, HF_FOLLOW_UP, handover_field(HF_FOLLOW_UP)->ready[0]));
	CHECK_TEXT(next(h), "");
	CHECK_OK(handover_choose(h, HF_UNDERSTOOD, UNDERSTOOD_PARTLY)); /* the officer saw otherwise */
	CHECK_INT(handover_need(h, HF_FOLLOW_UP), HANDOVER_OPTIONAL);
}

TEST(handover, urgent_help_alarms_only_in_custody)
{
	struct handover *h = hand_plain(SITUATION_ARRESTED);

	CHECK_OK(handover_choose(h, HF_MEDICAL, MEDICAL_YES));
	CHECK(!handover_alarms(h));
	CHECK_OK(handover_choose(h, HF_MEDICAL, MEDICAL_URGENT));
	CHECK(handover_alarms(h));
	h = hand_plain(SITUATION_VICTIM);
	CHECK_INT(handover_choose(h, HF_MEDICAL, MEDICAL_URGENT), HANDOVER_REFUSED);
	CHECK(!handover_alarms(h));
}

TEST(handover, complaint_and_disciplinary_records_have_their_own_kind)
{
	static const struct {
		const char *id;
		int kind;
	} own[] = {{"N-CMP", 17}, {"N-PRV-A", 17}, {"N-DIS", 18}};
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	const struct zone *z = hand_zone();

	for (int i = 0; i < HAND_NOTICES; i++) {
		struct handover_start start = {.notice = &s->notices[i][0],
		        .complete = true,
		        .today = "2025-03-04",
		        .now_ms = HAND_NOW_MS,
		        .zone = z};
		struct handover h;
		int want = 2;

		handover_begin(&h, &start);
		for (size_t k = 0; k < sizeof own / sizeof *own; k++)
			if (text_is(own[k].id, start.notice->id))
				want = own[k].kind;
		CHECK_INT(handover_kind(&h), want);
	}
}

TEST(handover, minutes_to_the_notice_are_whole_and_honest)
{
	struct handover *h = hand_plain(SITUATION_VICTIM);

	CHECK_INT(handover_minutes_to_notice(h), -1);
	CHECK_OK(handover_time(h, HF_FIRST_CONTACT_AT, HAND_NOW_MS - 10 * 60000 - 59000, HAND_NOW_MS));
	h->at_ms[HF_HANDED_AT] = HAND_NOW_MS;
	CHECK_INT(handover_minutes_to_notice(h), 10);
	h->at_ms[HF_HANDED_AT] = HAND_NOW_MS - 11 * 60000;
	CHECK_INT(handover_minutes_to_notice(h), -1);
}
