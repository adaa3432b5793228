/* What the forms of officers may not let through: the assessment decides nothing, the chain card is not final too soon. */
#include <stdio.h>

#include "form_walk.h"

static void open_at(struct walker *w, const char *form)
{
	walker_open(w, form);
	w->kit.username = "S-7";
	kit_again(&w->kit, 1, 0); /* English */
}

static const char *ref_of(char out[120], const char *name)
{
	(void)snprintf(out, 120, "/data/%s", name);
	return out;
}

static void say(struct walker *w, const char *name, const char *value)
{
	char ref[120];
	int r = session_set_ref(w->kit.s, ref_of(ref, name), value);

	if (r)
		test_fail(__FILE__, __LINE__, "%s does not take \"%s\": answer %d", name, value, r);
}

static const char *value(struct walker *w, const char *name)
{
	char ref[120];

	return session_value(w->kit.s, ref_of(ref, name));
}

static uint32_t question(struct walker *w, const char *name)
{
	char ref[120];
	uint32_t id = session_find(w->kit.s, ref_of(ref, name));

	if (!id)
		test_fail(__FILE__, __LINE__, "no question %s", name);
	return id;
}

static bool asks(struct walker *w, const char *name)
{
	return session_is_relevant(w->kit.s, question(w, name));
}

static bool holds(struct walker *w, const char *name, const char *text)
{
	say(w, name, text);
	return session_check(w->kit.s, question(w, name)) == SESSION_GOOD;
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
		CHECK(holds(&w, "form_depth", "short"));
		say(&w, hard[i], "yes");
		CHECK(!holds(&w, "form_depth", "short") && holds(&w, "form_depth", "full"));
		CHECK(asks(&w, "offence_factors") && asks(&w, "circumstances"));
		CHECK(asks(&w, "frequency") == (i == 1));
		walker_close(&w);
	}
}

TEST(assessment, a_child_always_has_specific_needs)
{
	struct walker w;

	open_at(&w, "individual_assessment");
	say(&w, "age", "18");
	CHECK_TEXT(value(&w, "is_minor"), "no");
	CHECK(holds(&w, "specific_needs", "no"));
	say(&w, "age", "17");
	CHECK_TEXT(value(&w, "is_minor"), "yes");
	CHECK(!holds(&w, "specific_needs", "no") && holds(&w, "specific_needs", "yes"));
	CHECK_TEXT(value(&w, "is_specific"), "yes");
	say(&w, "age", "");
	say(&w, "maybe_minor", "unknown");
	CHECK_TEXT(value(&w, "is_minor"), "yes"); /* presumed */
	walker_close(&w);
}

TEST(assessment, each_raised_risk_asks_why_and_for_a_measure_or_a_reason)
{
	for (size_t i = 0; i < 4; i++) {
		char basis[40];
		struct walker w;

		open_at(&w, "individual_assessment");
		(void)snprintf(basis, sizeof basis, "basis_%s", risks[i] + 5);
		say(&w, risks[i], "low");
		CHECK(!asks(&w, basis) && !asks(&w, "no_measure_reason") && !asks(&w, "reviewer"));
		say(&w, risks[i], "unknown");
		CHECK(asks(&w, basis) && !asks(&w, "no_measure_reason"));
		say(&w, risks[i], "raised");
		CHECK(asks(&w, basis) && asks(&w, "no_measure_reason") && !asks(&w, "reviewer"));
		say(&w, risks[i], "high");
		CHECK(asks(&w, "reviewer"));
		CHECK(!holds(&w, "reviewer", "S-7") && holds(&w, "reviewer", "S-8"));
		CHECK(!holds(&w, basis, "negentien letters..") && holds(&w, basis, "twintig letters ....!"));
		say(&w, "measures", "m08 m13");
		CHECK(!asks(&w, "no_measure_reason"));
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
		CHECK_TEXT(value(&w, risks[i]), "");
	CHECK_TEXT(value(&w, "measures"), "");
	CHECK(asks(&w, "suggestion_note"));
	CHECK_HAS(session_question(w.kit.s, question(&w, "suggestion_note"))->hint, "You decide.");
	CHECK_HAS(session_question(w.kit.s, question(&w, "suggestion_note"))->hint, "special guardian");
	for (size_t i = 0; i < 4; i++)
		say(&w, risks[i], "none");
	CHECK(asks(&w, "none_explained"));
	CHECK(!holds(&w, "none_explained", "te kort"));
	walker_close(&w);
}

TEST(assessment, is_looked_at_again_within_ninety_days)
{
	struct walker w;

	open_at(&w, "individual_assessment");
	say(&w, "specific_needs", "yes");
	CHECK(holds(&w, "review_on", "2026-06-12") && !holds(&w, "review_on", "2026-06-13"));
	CHECK(!holds(&w, "review_on", "2026-03-13"));
	say(&w, "specific_needs", "no");
	CHECK(!asks(&w, "review_on"));
	walker_close(&w);
}

/* ---- the chain card ------------------------------------------------------------------------------ */

static const char *const whole[][2] = {{"start_date", "2026-03-10"}, {"author", "desk"}, {"suspect_ref", "V-1"},
        {"bvh_number", "PL0900-2026123"},
        {"offence_situation", "A neighbour heard shouting and called the police that evening."},
        {"is_domestic_violence", "no"}, {"is_youth", "no"}, {"involved_count", "0"}, {"children_count", "0"},
        {"vhh_plan", "no"}, {"known_facts", "facts"}, {"safety_picture_suspect", "safe"},
        {"safety_picture_victim", "safe"}, {"safety_picture_others", "safe"}, {"concerns_count", "0"}, {"deepen", "no"},
        {"deepen_reason_codes", "light"}, {"deepen_reason_text", "The picture is complete and there are no concerns."},
        {"tasks_count", "0"}, {"partners", "om"}, {"needed_for_safety_suspect", "none"},
        {"needed_for_safety_victim", "none"}, {"needed_for_safety_others", "none"}, {"intervention_kind", "none"},
        {"intervention", "a talk"},
        {"intervention_why", "It was one quarrel, both sides want peace and help is there."}, {"follow_up_count", "0"},
        {"follow_up_reason", "none needed"}, {"victim_wants_updates", "no"}, {"feedback_to", "suspect"}};
enum { WHOLE = sizeof whole / sizeof *whole };

static void fill_card(struct walker *w)
{
	open_at(w, "ketenkaart");
	for (size_t i = 0; i < WHOLE; i++)
		say(w, whole[i][0], whole[i][1]);
}

TEST(chain_card, is_final_when_all_that_must_be_there_is_there)
{
	struct walker w;

	fill_card(&w);
	CHECK(holds(&w, "card_state", "final"));
	CHECK_INT(session_check_all(w.kit.s, NULL), 0);
	walker_close(&w);
}

TEST(chain_card, an_empty_card_is_a_draft_and_says_what_is_missing)
{
	const char *missing;
	struct walker w;

	open_at(&w, "ketenkaart");
	CHECK(holds(&w, "card_state", "draft"));
	CHECK_INT(session_check_all(w.kit.s, NULL), 0);
	CHECK(!holds(&w, "card_state", "final"));
	missing = session_question(w.kit.s, question(&w, "card_state"))->constraint_message;
	CHECK_HAS(missing, "Children: give");
	CHECK_HAS(missing, "Deepening: choose");
	CHECK_HAS(missing, "Tasks: say");
	CHECK_HAS(missing, "Intervention: explain");
	CHECK(strstr(missing, "Domestic violence") == NULL); /* it does not apply */
	walker_close(&w);
}

/* Each point of K1..K20 is opened by one answer; some forbid "final", the rest is told. */
TEST(chain_card, each_point_opens_by_its_own_answer)
{
	static const struct {
		const char *point, *set[16];
		bool forbids;
	} rows[] = {
	        {"k1", {"children_count", "2"}, true},
	        {"k2", {"involved_count", "1"}, true},
	        {"k3", {"concerns_count", "1"}, true},
	        {"k4", {"deepen", "yes", "deepen_reason_codes", ""}, true},
	        {"k5", {"deepen_reason_text", "too short"}, true},
	        {"k6", {"deepen_reason_codes", "divorce professionals_already_involved"}, true},
	        {"k7", {"is_domestic_violence", "yes"}, true},
	        {"k8", {"tasks_count", "1"}, true},
	        {"k9", {"vulnerabilities", ""}, false},
	        {"k10", {"is_youth", "yes"}, false},
	        {"k11", {"is_youth", "yes", "preselect_deviates", "yes"}, false},
	        {"k12", {"vhh_forwarded", "yes"}, false},
	        {"k13", {"is_domestic_violence", "yes"}, true},
	        {"k14", {"is_domestic_violence", "yes", "dv_weapon", "no"}, true},
	        {"k15", {"victim_wants_updates", "yes"}, true},
	        {"k17", {"spoke_with_victim", ""}, false},
	        {"k18", {"intervention_why", "because"}, true},
	        {"k19",
	                {"is_domestic_violence", "yes", "dv_frequency", "once", "dv_last", "today", "dv_injury", "none",
	                        "dv_weapon", "none", "dv_pattern", "once", "dv_pregnant", "no", "dv_strangling", "no"},
	                false},
	        {"k20", {"known_facts", "The family is goed in beeld bij hulpverlening."}, false},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct walker w;

		fill_card(&w);
		for (size_t k = 0; k < 16 && rows[i].set[k]; k += 2)
			say(&w, rows[i].set[k], rows[i].set[k + 1]);
		if (strcmp(value(&w, rows[i].point), "open") != 0)
			test_fail(__FILE__, __LINE__, "%s is \"%s\"", rows[i].point, value(&w, rows[i].point));
		if (holds(&w, "card_state", "final") == rows[i].forbids)
			test_fail(__FILE__, __LINE__, "%s should%s forbid final", rows[i].point,
			        rows[i].forbids ? "" : " not");
		walker_close(&w);
	}
}

TEST(chain_card, minutes_are_asked_of_each_partner_who_told_something)
{
	struct walker w;

	fill_card(&w);
	say(&w, "partners", "om vt");
	CHECK_INT(session_instances(w.kit.s, "/data/partner_row"), 2);
	CHECK_HAS(session_question(w.kit.s, session_find(w.kit.s, "/data/partner_row[2]/partner_status"))->label,
	        "Veilig Thuis");
	CHECK_SET(&w.kit, "/data/partner_row[2]/partner_status", "collected");
	CHECK_TEXT(value(&w, "k16"), "open");
	CHECK_SET(&w.kit, "/data/partner_row[2]/partner_minutes", "480");
	CHECK_TEXT(value(&w, "k16"), "ok");
	CHECK_SET(&w.kit, "/data/partner_row[2]/partner_minutes", "481");
	CHECK_INT(session_check(w.kit.s, session_find(w.kit.s, "/data/partner_row[2]/partner_minutes")),
	        SESSION_BROKEN_RULE);
	walker_close(&w);
}
