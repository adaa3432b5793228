/* What the forms of officers may not let through: the assessment decides nothing, nothing is shared unasked. */
#include <stdio.h>

#include "form_say.h"

static void open_at(struct walker *w, const char *form)
{
	say_open(w, form, "S-7", 1); /* English */
}

/* ---- the individual assessment ------------------------------------------------------------- */

static const char *const hard[] = {"hf_sexual", "hf_close_relation", "hf_trafficking", "hf_terror", "hf_organised",
        "hf_bias", "hf_disability_need", "hf_dependent", "hf_serious_harm"};
static const char *const risks[] = {"risk_repeat", "risk_secondary", "risk_intimidation", "risk_retaliation"};

TEST(assessment, any_hard_factor_asks_for_the_whole_list)
{
	for (size_t i = 0; i < 9; i++) {
		struct walker w;

		open_at(&w, "individual_assessment");
		CHECK(say_holds(&w, "form_depth", "short"));
		say(&w, hard[i], "yes");
		CHECK(!say_holds(&w, "form_depth", "short") && say_holds(&w, "form_depth", "full"));
		CHECK(say_asks(&w, "offence_factors") && say_asks(&w, "circumstances"));
		CHECK(say_asks(&w, "frequency") == (i == 1));
		walker_close(&w);
	}
}

/* IB1: it is not asked, so nobody can say no. */
TEST(assessment, a_child_always_has_specific_needs)
{
	struct walker w;

	open_at(&w, "individual_assessment");
	say(&w, "age", "18");
	CHECK_TEXT(say_value(&w, "is_minor"), "no");
	CHECK(say_holds(&w, "specific_needs", "no") && !say_asks(&w, "child_note"));
	CHECK_TEXT(say_value(&w, "is_specific"), "no");
	say(&w, "age", "17");
	CHECK_TEXT(say_value(&w, "is_minor"), "yes");
	CHECK(!say_asks(&w, "specific_needs") && say_asks(&w, "child_note") && say_asks(&w, "review_on"));
	CHECK_TEXT(say_value(&w, "is_specific"), "yes");
	say(&w, "age", "");
	say(&w, "maybe_minor", "unknown");
	CHECK_TEXT(say_value(&w, "is_minor"), "yes"); /* presumed */
	say(&w, "maybe_minor", "no");
	CHECK_TEXT(say_value(&w, "is_minor"), "no");
	walker_close(&w);
}

TEST(assessment, each_raised_risk_asks_why_and_for_a_measure_or_a_reason)
{
	for (size_t i = 0; i < 4; i++) {
		char basis[40], source[40];
		struct walker w;

		open_at(&w, "individual_assessment");
		(void)snprintf(basis, sizeof basis, "basis_%s", risks[i] + 5);
		(void)snprintf(source, sizeof source, "source_%s", risks[i] + 5);
		say(&w, risks[i], "low");
		CHECK(!say_asks(&w, basis) && !say_asks(&w, source) && !say_asks(&w, "no_measure_reason"));
		CHECK(!say_asks(&w, "reviewer"));
		say(&w, risks[i], "unknown");
		CHECK(say_asks(&w, basis) && say_asks(&w, source) && !say_asks(&w, "no_measure_reason"));
		say(&w, risks[i], "raised");
		CHECK(say_asks(&w, basis) && say_asks(&w, "no_measure_reason") && !say_asks(&w, "reviewer"));
		say(&w, risks[i], "high");
		CHECK(say_asks(&w, "reviewer") && !say_asks(&w, "no_measure_reason"));
		CHECK(!say_holds(&w, "reviewer", "S-7") && say_holds(&w, "reviewer", "S-8"));
		CHECK(!say_holds(&w, basis, "negentien letters..") && say_holds(&w, basis, "twintig letters ....!"));
		say(&w, "measures", "m08 m13");
		CHECK(!say_asks(&w, "no_measure_reason"));
		CHECK_INT(session_instances(w.kit.s, "/data/measure_row"), 2);
		CHECK_TEXT(session_value(w.kit.s, "/data/measure_row[2]/code"), "m13");
		walker_close(&w);
	}
}

TEST(assessment, no_answer_sets_a_risk_or_a_measure)
{
	struct walker w;

	open_at(&w, "individual_assessment");
	say(&w, "age", "9");
	for (size_t i = 0; i < 9; i++)
		say(&w, hard[i], "yes");
	say(&w, "form_depth", "full");
	for (size_t i = 0; i < 4; i++)
		CHECK_TEXT(say_value(&w, risks[i]), "");
	CHECK_TEXT(say_value(&w, "measures"), "");
	CHECK(say_asks(&w, "suggestion_note"));
	CHECK_HAS(session_question(w.kit.s, say_question(&w, "suggestion_note"))->hint, "You decide.");
	CHECK_HAS(session_question(w.kit.s, say_question(&w, "suggestion_note"))->hint, "special guardian");
	for (size_t i = 0; i < 4; i++)
		say(&w, risks[i], "none");
	CHECK(say_asks(&w, "none_explained"));
	CHECK(!say_holds(&w, "none_explained", "te kort"));
	walker_close(&w);
}

TEST(assessment, is_looked_at_again_within_ninety_days)
{
	struct walker w;

	open_at(&w, "individual_assessment");
	say(&w, "maybe_minor", "no");
	say(&w, "specific_needs", "yes");
	CHECK(say_holds(&w, "review_on", "2026-06-12") && !say_holds(&w, "review_on", "2026-06-13"));
	CHECK(!say_holds(&w, "review_on", "2026-03-13"));
	say(&w, "specific_needs", "no");
	CHECK(!say_asks(&w, "review_on"));
	walker_close(&w);
}

/* IB3: somebody looks along, and a measure is spoken of; the victim may refuse it. */
TEST(assessment, a_high_risk_is_not_left_without_a_measure)
{
	struct walker w;

	open_at(&w, "individual_assessment");
	CHECK(say_holds(&w, "measures", ""));
	say(&w, "risk_repeat", "high");
	CHECK(!say_holds(&w, "measures", "") && say_holds(&w, "measures", "m16"));
	say(&w, "measure_row[1]/measure_state", "refused");
	CHECK(say_asks(&w, "measure_row[1]/measure_reason") && !say_asks(&w, "measure_row[1]/measure_owner"));
	say(&w, "measure_row[1]/measure_state", "accepted");
	CHECK(say_asks(&w, "measure_row[1]/measure_owner") && say_asks(&w, "measure_row[1]/measure_due"));
	CHECK(!say_asks(&w, "measure_row[1]/measure_reason"));
	say(&w, "measure_row[1]/measure_state", "not_possible");
	CHECK(say_asks(&w, "measure_row[1]/measure_reason"));
	say(&w, "measure_row[1]/measure_state", "offered");
	CHECK(!say_asks(&w, "measure_row[1]/measure_reason") && !say_asks(&w, "measure_row[1]/measure_owner"));
	walker_close(&w);
}

/* Rules suggest; who chooses otherwise says why, and the record has both. */
TEST(assessment, suggestions_follow_from_answers_and_the_officer_decides_with_a_reason)
{
	static const struct {
		const char *name, *value, *codes;
	} rules[] = {{"age", "9", "m06 m07"}, {"hf_sexual", "yes", "m04"},
	        {"hf_close_relation", "yes", "m04 m14 m18 m19"}, {"risk_intimidation", "raised", "m08 m09 m13"},
	        {"risk_retaliation", "high", "m08 m09 m13"}, {"risk_secondary", "raised", "m03 m05"},
	        {"risk_repeat", "high", "m15 m16"}};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		struct walker w;

		open_at(&w, "individual_assessment");
		say(&w, "maybe_minor", "no");
		CHECK_TEXT(say_value(&w, "suggested"), "");
		CHECK(!say_asks(&w, "suggestion_note") && !say_asks(&w, "suggestion_reason"));
		say(&w, rules[i].name, rules[i].value);
		CHECK_TEXT(say_value(&w, "suggested"), rules[i].codes);
		CHECK(say_asks(&w, "suggestion_note") && say_asks(&w, "suggestion_reason"));
		CHECK(!say_holds(&w, "suggestion_reason", "") && say_holds(&w, "suggestion_reason", "Not wanted now."));
		say(&w, "measures", rules[i].codes);
		CHECK(!say_asks(&w, "suggestion_reason"));
		CHECK_TEXT(say_value(&w, "not_taken"), "");
		walker_close(&w);
	}
}

TEST(assessment, domestic_violence_without_an_instrument_says_why)
{
	struct walker w;

	open_at(&w, "individual_assessment");
	say(&w, "provict_consulted", "no");
	say(&w, "has_instruments", "no");
	CHECK(!say_asks(&w, "instrument_reason_not"));
	say(&w, "hf_close_relation", "yes");
	CHECK(say_asks(&w, "instrument_reason_not"));
	CHECK(!say_holds(&w, "instrument_reason_not", "") && say_holds(&w, "instrument_reason_not", "Not at hand"));
	say(&w, "has_instruments", "yes");
	CHECK(!say_asks(&w, "instrument_reason_not"));
	CHECK_INT(say_rows(&w, "other_instrument"), 1);
	say_add(&w, "other_instrument");
	CHECK(say_asks(&w, "other_instrument[2]/instrument_band"));
	walker_close(&w);
}

TEST(assessment, stalking_is_asked_how_and_whether_a_ban_is_there)
{
	struct walker w;

	open_at(&w, "individual_assessment");
	say(&w, "form_depth", "full");
	CHECK(!say_asks(&w, "stalking_ways") && !say_asks(&w, "contact_ban") && !say_asks(&w, "trend"));
	say(&w, "offence_factors", "stalking");
	CHECK(say_asks(&w, "stalking_ways") && say_asks(&w, "contact_ban") && say_asks(&w, "trend"));
	CHECK(!say_holds(&w, "since", "2026-03-15") && say_holds(&w, "since", "2026-03-14"));
	CHECK(say_holds(&w, "last_time", "2026-03-14") && !say_holds(&w, "last_time", "2026-03-13"));
	walker_close(&w);
}

/* ---- referral: nothing is shared without consent or a legal task ------------------------------- */

TEST(referral, who_says_no_is_asked_nothing_and_gets_a_card)
{
	struct walker w;

	open_at(&w, "referral");
	say(&w, "to_org", "shn");
	CHECK_HAS(session_question(w.kit.s, say_question(&w, "consent_text"))->hint, "Victim Support can help");
	say(&w, "consent", "no");
	CHECK(say_asks(&w, "card_note") && !say_asks(&w, "reason_short") && !say_asks(&w, "what_is_shared"));
	CHECK_TEXT(say_value(&w, "shared_with"), "nobody");
	CHECK(strstr(kit_json(&w.kit), "phone") == NULL);
	say(&w, "consent", "task");
	CHECK(say_asks(&w, "task_article") && say_asks(&w, "what_is_shared"));
	walker_close(&w);
}

/* Declined after all: what was to be shared is not even kept. */
TEST(referral, declined_shares_and_keeps_nothing)
{
	struct walker w;

	open_at(&w, "referral");
	say(&w, "to_org", "vt");
	say(&w, "consent", "yes");
	say(&w, "what_is_shared", "name phone language");
	say(&w, "name", "\xd8\xb3\xd8\xa7\xd9\x85\xd9\x8a");
	say(&w, "phone", "0612345678");
	CHECK(say_asks(&w, "share_language"));
	say(&w, "result", "accepted");
	CHECK_TEXT(say_value(&w, "shared_with"), "vt");
	CHECK(strstr(kit_json(&w.kit), "0612345678") != NULL);
	say(&w, "result", "declined");
	CHECK_TEXT(say_value(&w, "shared_with"), "nobody");
	CHECK(strstr(kit_json(&w.kit), "0612345678") == NULL);
	CHECK(strstr(kit_json(&w.kit), "\xd8\xb3") == NULL);
	say(&w, "result", "later");
	CHECK(say_holds(&w, "follow_up_on", "2026-06-12") && !say_holds(&w, "follow_up_on", "2026-06-13"));
	walker_close(&w);
}

TEST(referral, of_a_child_it_says_who_consents)
{
	struct walker w;

	open_at(&w, "referral");
	say(&w, "consent", "yes");
	say(&w, "minor", "no");
	CHECK(!say_asks(&w, "who_consents"));
	say(&w, "minor", "unknown");
	CHECK(say_asks(&w, "who_consents"));
	walker_close(&w);
}

/* ---- the five steps, and the first step of a complaint --------------------------------------------- */

TEST(meldcode, each_step_has_its_day_or_its_reason)
{
	struct walker w;

	open_at(&w, "meldcode_checklist");
	say(&w, "consulted", "nobody");
	CHECK(!say_asks(&w, "consulted_date"));
	say(&w, "consulted", "vt_anonymous");
	CHECK(say_asks(&w, "consulted_date"));
	say(&w, "talked", "no");
	CHECK(say_asks(&w, "not_talked_reason") && !say_asks(&w, "talked_date") && !say_asks(&w, "talked_with"));
	say(&w, "talked", "yes");
	CHECK(say_asks(&w, "talked_date") && say_asks(&w, "talked_with"));
	say(&w, "weighed", "yes");
	CHECK(say_asks(&w, "weighed_date") && say_asks(&w, "weighed_result"));
	say(&w, "report_needed", "yes");
	CHECK(say_asks(&w, "vt_feedback") && !say_asks(&w, "vt_feedback_text"));
	say(&w, "vt_feedback", "yes");
	CHECK(say_asks(&w, "vt_feedback_text"));
	CHECK(!say_holds(&w, "signals_date", "2026-03-15"));
	walker_close(&w);
}

TEST(triage, a_serious_complaint_is_not_settled_by_a_talk)
{
	static const char *const grounds[] = {"force_injury", "discrimination", "sexual"};

	for (size_t i = 0; i < 3; i++) {
		struct walker w;

		open_at(&w, "complaint_triage");
		say(&w, "serious_grounds", "none");
		CHECK(say_holds(&w, "triage_code", "light") && say_holds(&w, "route", "contact"));
		say(&w, "serious_grounds", grounds[i]);
		CHECK(!say_holds(&w, "triage_code", "light") && !say_holds(&w, "triage_code", "middle"));
		CHECK(say_holds(&w, "triage_code", "other_body") && say_holds(&w, "triage_code", "serious"));
		CHECK(!say_holds(&w, "route", "contact"));
		CHECK(say_holds(&w, "route", "mediation") && say_holds(&w, "route", "committee"));
		say(&w, "serious_grounds", "");
		CHECK(!say_holds(&w, "route", "contact")); /* still said to be serious */
		walker_close(&w);
	}
}

/* Politiewet 72: 70 and 98 days after it came in, over months of any length. */
TEST(triage, terms_follow_from_the_day_it_came_in)
{
	struct walker w;

	open_at(&w, "complaint_triage");
	say(&w, "received", "2025-12-15");
	CHECK_TEXT(say_value(&w, "deadline_10w"), "2026-02-23");
	CHECK_TEXT(say_value(&w, "deadline_14w"), "2026-03-23");
	say(&w, "received", "2024-02-28");
	CHECK_TEXT(say_value(&w, "deadline_10w"), "2024-05-08"); /* a leap year */
	say(&w, "settled", "yes");
	CHECK(!say_asks(&w, "copy_sent_mayor"));
	say(&w, "settled", "no");
	say(&w, "copy_sent_mayor", "yes");
	CHECK(say_asks(&w, "copy_sent_hovj") && say_asks(&w, "copy_mayor_on") && !say_asks(&w, "copy_hovj_on"));
	walker_close(&w);
}
