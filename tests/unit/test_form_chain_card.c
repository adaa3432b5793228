/* The chain card: a draft may lack anything; final is only what is complete, and it says what is missing. */
#include <stdio.h>

#include "form_say.h"

static const char *const partners[] = {"om", "police", "shn", "rvdk", "halt", "3ro", "vt", "vh"};
enum { PARTNERS = sizeof partners / sizeof *partners };

static const char *const whole[][2] = {{"start_date", "2026-03-10"}, {"author", "desk"}, {"suspect_ref", "V-1"},
        {"bvh_number", "PL0900-2026123"},
        {"offence_situation", "A neighbour heard shouting and called the police that evening."},
        {"is_domestic_violence", "no"}, {"is_youth", "no"}, {"has_involved", "no"}, {"has_children", "no"},
        {"vhh_plan", "no"}, {"known_facts", "facts"}, {"safety_picture_suspect", "safe"},
        {"safety_picture_victim", "safe"}, {"safety_picture_others", "safe"}, {"has_concerns", "no"}, {"deepen", "no"},
        {"deepen_reason_codes", "light"}, {"deepen_reason_text", "The picture is complete and there are no concerns."},
        {"has_tasks", "no"}, {"needed_for_safety_suspect", "none"}, {"needed_for_safety_victim", "none"},
        {"needed_for_safety_others", "none"}, {"intervention_kind", "none"}, {"intervention", "a talk"},
        {"intervention_why", "It was one quarrel, both sides want peace and help is there."}, {"has_follow_up", "no"},
        {"follow_up_reason", "none needed"}, {"victim_wants_updates", "no"},
        {"feedback_row[1]/feedback_who", "suspect"}, {"feedback_row[1]/feedback_owner", "probation"},
        {"feedback_row[1]/feedback_due", "2026-04-01"}, {"has_dissent", "no"}};
enum { WHOLE = sizeof whole / sizeof *whole };

static void fill_card(struct walker *w)
{
	say_open(w, "ketenkaart", "S-7", 1);
	say_all(w, whole, WHOLE);
	for (int i = 1; i <= PARTNERS; i++) {
		char name[60];

		(void)snprintf(name, sizeof name, "partner_row[%d]/partner_status", i);
		say(w, name, "not_asked");
	}
}

static const char *missing(struct walker *w)
{
	return session_question(w->kit.s, say_question(w, "card_state"))->constraint_message;
}

TEST(chain_card, is_final_when_all_that_must_be_there_is_there)
{
	struct walker w;

	fill_card(&w);
	CHECK(say_holds(&w, "card_state", "final"));
	CHECK_INT(session_check_all(w.kit.s, NULL), 0);
	walker_close(&w);
}

TEST(chain_card, an_empty_card_is_a_draft_and_says_what_is_missing)
{
	struct walker w;

	say_open(&w, "ketenkaart", "S-7", 1);
	CHECK(say_holds(&w, "card_state", "draft"));
	CHECK_INT(session_check_all(w.kit.s, NULL), 0);
	CHECK(!say_holds(&w, "card_state", "final"));
	CHECK_HAS(missing(&w), "Children: give");
	CHECK_HAS(missing(&w), "Deepening: choose");
	CHECK_HAS(missing(&w), "Tasks: say");
	CHECK_HAS(missing(&w), "Intervention: explain");
	CHECK_HAS(missing(&w), "Partners: say");
	CHECK(strstr(missing(&w), "Domestic violence") == NULL); /* it does not apply */
	walker_close(&w);
}

/* Every answer of a whole card but one: the card is not final, or it could do without. */
TEST(chain_card, is_not_final_without_any_of_its_answers)
{
	for (size_t i = 0; i < WHOLE; i++) {
		struct walker w;

		fill_card(&w);
		say(&w, "card_state", "final");
		say(&w, whole[i][0], "");
		if (!session_check_all(w.kit.s, NULL))
			test_fail(__FILE__, __LINE__, "final without %s", whole[i][0]);
		walker_close(&w);
	}
}

struct point {
	const char *name, *set[24];
	bool forbids;
};

static void opens(const struct point *p)
{
	struct walker w;

	fill_card(&w);
	CHECK(strcmp(say_value(&w, p->name), "open") != 0);
	for (size_t k = 0; k < 24 && p->set[k]; k += 2)
		say(&w, p->set[k], p->set[k + 1]);
	if (strcmp(say_value(&w, p->name), "open") != 0)
		test_fail(__FILE__, __LINE__, "%s is \"%s\"", p->name, say_value(&w, p->name));
	if (say_holds(&w, "card_state", "final") == p->forbids)
		test_fail(__FILE__, __LINE__, "%s should%s forbid final", p->name, p->forbids ? "" : " not");
	walker_close(&w);
}

#define DV "is_domestic_violence", "yes"
#define DV_TOLD                                                                                                        \
	DV, "dv_who", "hits the partner", "dv_since", "May", "dv_frequency", "once", "dv_last", "today", "dv_injury",  \
	        "none", "dv_pattern", "once", "dv_pregnant", "no", "dv_strangling", "no"

/* Each point of K1..K20 is opened by one answer; some forbid "final", the rest is told. */
TEST(chain_card, each_point_opens_by_its_own_answer)
{
	static const struct point rows[] = {{"k1", {"has_children", "yes"}, true},
	        {"k2", {"has_involved", "yes"}, true}, {"k3", {"has_concerns", "yes"}, true},
	        {"k4", {"deepen", "yes", "deepen_reason_codes", ""}, true},
	        {"k5", {"deepen_reason_text", "too short"}, true},
	        {"k6", {"deepen_reason_codes", "divorce professionals_already_involved"}, true}, {"k7", {DV}, true},
	        {"k8", {"has_tasks", "yes"}, true}, {"k8", {"deepen", "yes"}, true},
	        {"k10", {"is_youth", "yes"}, false}, {"k11", {"is_youth", "yes", "preselect_deviates", "yes"}, false},
	        {"k12", {"vhh_forwarded", "yes"}, false}, {"k13", {DV}, true}, {"k14", {DV, "dv_weapon", "no"}, true},
	        {"k14", {DV_TOLD, "dv_weapon", "yes"}, true}, {"k15", {"victim_wants_updates", "yes"}, true},
	        {"k16", {"partner_row[7]/partner_status", "collected"}, false},
	        {"k16", {"partner_row[8]/partner_status", ""}, false}, {"k18", {"intervention_why", "because"}, true},
	        {"k19", {DV_TOLD, "dv_weapon", "no"}, false},
	        {"k20", {"known_facts", "The family is goed in beeld bij hulpverlening."}, false}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		opens(&rows[i]);
}

/* Two more points, which the whole card above leaves open: they are told, and do not forbid. */
TEST(chain_card, who_was_spoken_with_and_what_makes_vulnerable_is_told_as_open)
{
	struct walker w;

	fill_card(&w);
	CHECK_TEXT(say_value(&w, "k9"), "open");
	CHECK_TEXT(say_value(&w, "k17"), "open");
	CHECK(say_holds(&w, "card_state", "final"));
	say(&w, "vulnerabilities", "none");
	say(&w, "spoke_with_victim", "yes");
	say(&w, "spoke_with_suspect", "no");
	say(&w, "spoke_with_other", "no");
	CHECK_TEXT(say_value(&w, "k9"), "ok");
	CHECK_TEXT(say_value(&w, "k17"), "ok");
	CHECK(say_asks(&w, "spoke_victim_on") && !say_asks(&w, "spoke_suspect_on"));
	CHECK(say_asks(&w, "spoke_reason"));
	walker_close(&w);
}

TEST(chain_card, severe_signs_are_each_answered_in_the_plan)
{
	static const char *const signs[] = {
	        "dv_pregnant", "dv_strangling", "dv_weapon", "dv_threat", "dv_separation", "dv_stalking"};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		struct walker w;

		fill_card(&w);
		say(&w, "is_domestic_violence", "yes");
		CHECK(!say_asks(&w, "dv_severity"));
		say(&w, signs[i], "yes");
		CHECK(say_asks(&w, "dv_severity"));
		CHECK(!say_holds(&w, "dv_severity", "nineteen letters .."));
		CHECK(say_holds(&w, "dv_severity", "twenty letters here."));
		walker_close(&w);
	}
}

/* ---- rows ----------------------------------------------------------------------------------- */

TEST(chain_card, has_a_row_for_each_partner)
{
	struct walker w;

	fill_card(&w);
	CHECK_INT(say_rows(&w, "partner_row"), PARTNERS);
	for (int i = 0; i < PARTNERS; i++) {
		char name[60];

		(void)snprintf(name, sizeof name, "partner_row[%d]/partner_code", i + 1);
		CHECK_TEXT(say_value(&w, name), partners[i]);
	}
	CHECK_HAS(session_question(w.kit.s, say_question(&w, "partner_row[7]/partner_status"))->group, "Veilig Thuis");
	CHECK_INT(session_add(w.kit.s, "/data/partner_row"), SESSION_FIXED);
	walker_close(&w);
}

TEST(chain_card, a_partner_who_told_something_gives_minutes_and_ground_and_a_view)
{
	struct walker w;

	fill_card(&w);
	CHECK_INT(say_rows(&w, "learn_row"), 0);
	CHECK_TEXT(say_value(&w, "k16"), "ok");
	say(&w, "partner_row[7]/partner_status", "partly");
	CHECK_TEXT(say_value(&w, "k16"), "open");
	CHECK(say_asks(&w, "partner_row[7]/partner_not_reason") && say_asks(&w, "partner_row[7]/partner_basis"));
	CHECK(!say_holds(&w, "partner_row[7]/partner_minutes", "481"));
	CHECK(say_holds(&w, "partner_row[7]/partner_minutes", "480"));
	CHECK_TEXT(say_value(&w, "k16"), "ok");
	CHECK(!say_asks(&w, "partner_row[7]/partner_consented"));
	say(&w, "partner_row[7]/partner_basis", "consent");
	CHECK(say_asks(&w, "partner_row[7]/partner_consented"));
	CHECK_INT(say_rows(&w, "learn_row"), 1);
	CHECK_TEXT(say_value(&w, "learn_row[1]/learn_code"), "vt");
	say(&w, "partner_row[2]/partner_status", "collected");
	CHECK_TEXT(say_value(&w, "learn_row[1]/learn_code"), "police");
	CHECK_TEXT(say_value(&w, "learn_row[2]/learn_code"), "vt");
	walker_close(&w);
}

/* Of people, concerns, tasks, agreements and news there are as many as somebody adds, each of them whole. */
TEST(chain_card, takes_another_row_and_asks_all_of_each)
{
	static const struct {
		const char *gate, *repeat, *point, *leaf[3], *value[3];
	} rows[] = {{"has_children", "child", "k1", {"child_age"}, {"7"}},
	        {"has_involved", "involved", "k2", {"involved_role"}, {"parent"}},
	        {"has_concerns", "concern", "k3", {"concern_holder", "concern_reason"}, {"school", "marks"}},
	        {"has_tasks", "task", "k8", {"task_partner", "task_what", "task_when"}, {"vt", "calls", "2026-04-01"}}};

	for (size_t i = 0; i < 4; i++) {
		struct walker w;

		fill_card(&w);
		say(&w, rows[i].gate, "yes");
		CHECK_INT(say_rows(&w, rows[i].repeat), 1);
		say_add(&w, rows[i].repeat);
		for (int row = 1; row <= 2; row++)
			for (int k = 0; k < 3 && rows[i].leaf[k]; k++) {
				char name[80];

				CHECK_TEXT(say_value(&w, rows[i].point), "open");
				(void)snprintf(name, sizeof name, "%s[%d]/%s", rows[i].repeat, row, rows[i].leaf[k]);
				say(&w, name, rows[i].value[k]);
			}
		CHECK_TEXT(say_value(&w, rows[i].point), "ok");
		walker_close(&w);
	}
}

TEST(chain_card, an_age_that_is_not_known_says_why)
{
	struct walker w;

	fill_card(&w);
	say(&w, "has_children", "yes");
	CHECK(say_asks(&w, "child[1]/child_age_reason"));
	say(&w, "child[1]/child_age_reason", "not told");
	CHECK_TEXT(say_value(&w, "k1"), "ok");
	CHECK(!say_holds(&w, "child[1]/child_age", "18") && say_holds(&w, "child[1]/child_age", "17"));
	CHECK(!say_asks(&w, "child[1]/child_age_reason"));
	walker_close(&w);
}

TEST(chain_card, a_victim_who_wants_news_is_told_by_somebody_on_a_day)
{
	struct walker w;

	fill_card(&w);
	say(&w, "victim_wants_updates", "yes");
	CHECK_TEXT(say_value(&w, "k15"), "open"); /* only the suspect is told */
	say_add(&w, "feedback_row");
	say(&w, "feedback_row[2]/feedback_who", "victim");
	say(&w, "feedback_row[2]/feedback_owner", "local officer");
	CHECK_TEXT(say_value(&w, "k15"), "open");
	CHECK(!say_holds(&w, "feedback_row[2]/feedback_due", "2026-03-13")); /* yesterday */
	CHECK(say_holds(&w, "feedback_row[2]/feedback_due", "2026-03-21"));
	CHECK_TEXT(say_value(&w, "k15"), "ok");
	CHECK(say_holds(&w, "card_state", "final"));
	walker_close(&w);
}

TEST(chain_card, an_intervention_has_a_day_not_before_the_card)
{
	struct walker w;

	fill_card(&w);
	CHECK(!say_holds(&w, "intervention_date", "2026-03-09") && say_holds(&w, "intervention_date", "2026-03-10"));
	say(&w, "intervention_date", "");
	say(&w, "card_state", "final");
	CHECK_INT(session_check_all(w.kit.s, NULL), 0);
	say(&w, "intervention_kind", "care");
	CHECK(session_check_all(w.kit.s, NULL) == say_question(&w, "intervention_date"));
	walker_close(&w);
}

TEST(chain_card, the_number_has_eight_to_twenty_signs)
{
	struct walker w;

	fill_card(&w);
	CHECK(!say_holds(&w, "bvh_number", "1234567") && say_holds(&w, "bvh_number", "12345678"));
	CHECK(say_holds(&w, "bvh_number", "12345678901234567890"));
	CHECK(!say_holds(&w, "bvh_number", "123456789012345678901"));
	CHECK(!say_holds(&w, "offence_situation", "Thirty-nine letters are not enough yet."));
	walker_close(&w);
}
