/* What citizens' forms ask of whom: a day that is half known, a child that somebody stands in for, a way to be reached. */
#include "form_say.h"

/* ---- a day, its month, its year, or nobody knows (U10) ---------------------------------------- */

static void one_of(struct walker *w, const char *known, const char *asked)
{
	static const char *const all[] = {"event_when", "event_month", "event_year"};

	say(w, "event_known", known);
	for (size_t i = 0; i < 3; i++)
		CHECK(say_asks(w, all[i]) == (strcmp(all[i], asked) == 0));
}

static void of_form(const char *form, const char *officer)
{
	struct walker w;

	say_open(&w, form, officer, 0);
	if (*officer) {
		say(&w, "danger_now", "no");
		say(&w, "event_kind", "theft");
	}
	CHECK_TEXT(say_value(&w, "event_about"), "");
	one_of(&w, "day", "event_when");
	CHECK(!say_holds(&w, "event_when", "") && !say_holds(&w, "event_when", "2026-03-15")); /* tomorrow */
	CHECK(say_holds(&w, "event_when", "2024-02-29"));
	CHECK_TEXT(say_value(&w, "event_about"), "2024-02-29");
	one_of(&w, "month", "event_month");
	CHECK(say_holds(&w, "event_month", "2025-11-01") && !say_holds(&w, "event_month", "2026-04-01"));
	say(&w, "event_month", "2025-11-01");
	CHECK_TEXT(say_value(&w, "event_about"), "2025-11");
	one_of(&w, "year", "event_year");
	CHECK(say_holds(&w, "event_year", "1944-01-01"));
	CHECK_TEXT(say_value(&w, "event_about"), "1944");
	one_of(&w, "unknown", "");
	CHECK_TEXT(say_value(&w, "event_about"), "");
	walker_close(&w);
}

TEST(known, a_day_may_be_a_month_or_a_year_or_not_known)
{
	of_form("victim_intake", "S-7");
	of_form("complaint", "");
}

/* More than a year ago for certain: a month or a year is told only when all of it is. */
TEST(known, a_complaint_of_long_ago_is_told_so_and_taken)
{
	static const struct {
		const char *known, *name, *value;
		bool told;
	} rows[] = {{"day", "event_when", "2025-03-14", false}, {"day", "event_when", "2025-03-13", true},
	        {"month", "event_month", "2025-03-01", false}, {"month", "event_month", "2025-02-01", true},
	        {"year", "event_year", "2025-01-01", false}, {"year", "event_year", "2024-01-01", true}};
	struct walker w;

	say_open(&w, "complaint", "", 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		say(&w, "event_known", rows[i].known);
		say(&w, rows[i].name, rows[i].value);
		CHECK(say_asks(&w, "year_note") == rows[i].told);
		CHECK(say_asks(&w, "story"));
	}
	say(&w, "event_known", "unknown");
	CHECK(!say_asks(&w, "year_note"));
	walker_close(&w);
}

/* Nobody knows the day: the first one that may be, which protects a child longest. */
TEST(known, ages_are_counted_on_the_first_day_that_may_be)
{
	struct walker w;

	say_open(&w, "victim_intake", "S-7", 0);
	say(&w, "danger_now", "no");
	say(&w, "event_kind", "theft");
	say(&w, "birth_date", "2007-06-15");
	CHECK_TEXT(say_value(&w, "age"), "18"); /* today */
	say(&w, "event_known", "month");
	say(&w, "event_month", "2025-06-01");
	CHECK_TEXT(say_value(&w, "age"), "17");
	say(&w, "event_known", "year");
	say(&w, "event_year", "2025-01-01");
	CHECK_TEXT(say_value(&w, "age"), "17");
	walker_close(&w);
}

/* ---- a child (V1, V2) ----------------------------------------------------------------------------- */

static void born(struct walker *w, const char *day)
{
	say_open(w, "victim_intake", "", 0);
	say(w, "danger_now", "no");
	say(w, "birth_date", day);
}

TEST(intake, of_a_child_under_twelve_asks_who_stands_in_for_it)
{
	struct walker w;

	born(&w, "2014-03-15"); /* 11, twelve tomorrow */
	CHECK(say_asks(&w, "rep_relation") && !say_asks(&w, "parent_wanted") && !say_asks(&w, "rep_involved"));
	CHECK_INT(session_check(w.kit.s, say_question(&w, "rep_relation")), SESSION_MISSING);
	say(&w, "rep_relation", "parent");
	CHECK(say_asks(&w, "rep_involved") && !say_asks(&w, "rep_note"));
	say(&w, "rep_involved", "no");
	CHECK(!say_asks(&w, "rep_note"));
	CHECK_TEXT(say_value(&w, "conflict_check"), "no");
	say(&w, "rep_involved", "unknown");
	CHECK(say_asks(&w, "rep_note"));
	CHECK_TEXT(say_value(&w, "conflict_check"), "yes");
	walker_close(&w);
}

TEST(intake, of_somebody_of_twelve_to_seventeen_leaves_a_parent_to_them)
{
	struct walker w;

	born(&w, "2014-03-14"); /* twelve today */
	CHECK(!say_asks(&w, "rep_relation") && say_asks(&w, "parent_wanted"));
	say(&w, "parent_wanted", "no");
	CHECK(!say_asks(&w, "rep_involved"));
	say(&w, "parent_wanted", "later");
	CHECK(say_asks(&w, "rep_involved"));
	walker_close(&w);
	born(&w, "2008-03-14"); /* eighteen today */
	CHECK(!say_asks(&w, "rep_relation") && !say_asks(&w, "parent_wanted") && !say_asks(&w, "rep_involved"));
	walker_close(&w);
}

/* ---- what follows from what happened (V3, V4) -------------------------------------------------------- */

TEST(intake, misuse_of_an_identity_forces_its_sheet)
{
	struct walker w;

	say_open(&w, "victim_intake", "S-7", 0);
	say(&w, "danger_now", "no");
	say(&w, "event_kind", "identity");
	CHECK(say_asks(&w, "identity_note") && say_asks(&w, "identity_sheet"));
	CHECK_INT(session_check(w.kit.s, say_question(&w, "identity_sheet")), SESSION_MISSING);
	CHECK(say_holds(&w, "identity_sheet", "OK"));
	say(&w, "event_kind", "theft");
	CHECK(!say_asks(&w, "identity_sheet"));
	CHECK_TEXT(say_value(&w, "channel"), "desk");
	walker_close(&w);
}

TEST(intake, violence_at_home_is_told_of_who_helps_and_its_receipt_is_neutral)
{
	static const char *const kinds[] = {"domestic", "stalking", "violence"};
	struct walker w;

	say_open(&w, "victim_intake", "S-7", 0);
	say(&w, "danger_now", "no");
	for (size_t i = 0; i < 3; i++) {
		say(&w, "event_kind", kinds[i]);
		CHECK(say_asks(&w, "dv_info") == (i < 2));
		CHECK_TEXT(say_value(&w, "neutral_receipt"), i < 2 ? "yes" : "no");
		CHECK(say_asks(&w, "children_involved"));
	}
	say(&w, "children_involved", "heard");
	CHECK(!say_holds(&w, "children_count", "0") && !say_holds(&w, "children_count", "21"));
	CHECK(say_holds(&w, "children_count", "20"));
	walker_close(&w);
}

/* What nobody chose is what is safe. */
TEST(intake, voicemail_is_off_and_our_name_hidden_unless_somebody_says_otherwise)
{
	struct walker w;

	say_open(&w, "victim_intake", "", 0);
	say(&w, "danger_now", "no");
	say(&w, "contact_channel", "phone");
	CHECK(say_asks(&w, "voicemail_ok") && say_asks(&w, "neutral_sender"));
	CHECK_TEXT(say_value(&w, "voicemail_ok"), "no");
	CHECK_TEXT(say_value(&w, "neutral_sender"), "yes");
	say(&w, "contact_channel", "none");
	CHECK(!say_asks(&w, "voicemail_ok"));
	CHECK_TEXT(say_value(&w, "channel"), "alone");
	walker_close(&w);
}

/* ---- a signal ------------------------------------------------------------------------------------------ */

TEST(signals, a_way_back_is_asked_only_of_who_wants_it)
{
	static const char *const fields[] = {"contact/contact_by", "contact/phone", "contact/email"};
	struct walker w;

	say_open(&w, "signal_card", "", 0);
	for (size_t i = 0; i < 3; i++)
		CHECK(!say_asks(&w, fields[i]));
	say(&w, "feedback_wanted", "number");
	CHECK(!say_asks(&w, fields[0]));
	say(&w, "feedback_wanted", "contact");
	CHECK(say_asks(&w, fields[0]) && !say_asks(&w, fields[1]) && !say_asks(&w, fields[2]));
	say(&w, "contact/contact_by", "phone");
	CHECK(say_asks(&w, fields[1]) && !say_asks(&w, fields[2]));
	CHECK(!say_holds(&w, "contact/phone", "061234567") && say_holds(&w, "contact/phone", "06 1234 5678"));
	CHECK_TEXT(say_value(&w, "contact/phone"), "0612345678");
	say(&w, "contact/contact_by", "email");
	CHECK(!say_asks(&w, fields[1]) && say_asks(&w, fields[2]));
	CHECK(!say_holds(&w, "contact/email", "naam") && say_holds(&w, "contact/email", "naam@voorbeeld.nl"));
	walker_close(&w);
}

/* Kept apart, of another class and for another time than the signal. */
TEST(signals, the_way_back_is_of_another_class_and_time)
{
	const struct question *q;
	struct walker w;

	say_open(&w, "signal_card", "", 0);
	say(&w, "feedback_wanted", "contact");
	q = session_question(w.kit.s, say_question(&w, "contact/contact_by"));
	CHECK_TEXT(q->sensitivity, "K3");
	CHECK_TEXT(q->retention, "RT-W1");
	q = session_question(w.kit.s, say_question(&w, "story"));
	CHECK_TEXT(q->sensitivity, "K1");
	CHECK_TEXT(q->retention, "RT-N1");
	walker_close(&w);
}

TEST(signals, of_a_rule_or_a_letter_it_is_asked_which)
{
	static const char *const kinds[] = {
	        "letter", "rule", "harsh", "illogical", "unequal", "sent_around", "idea", "top", "tip"};
	struct walker w;

	say_open(&w, "signal_card", "", 0);
	for (size_t i = 0; i < 9; i++) {
		say(&w, "kind", kinds[i]);
		CHECK(say_asks(&w, "rule_or_letter") == (i < 4));
	}
	CHECK_TEXT(say_value(&w, "status"), "received");
	CHECK_TEXT(say_value(&w, "remind_on"), "2026-04-13");
	CHECK(!say_holds(&w, "story", "123456789") && say_holds(&w, "story", "1234567890"));
	walker_close(&w);
}

/* Every kind and subject has its picture, for who does not read. */
TEST(signals, every_choice_of_who_what_and_where_has_a_picture)
{
	static const char *const names[] = {"who_am_i", "kind", "about"};
	struct walker w;

	say_open(&w, "signal_card", "", 0);
	for (size_t i = 0; i < 3; i++) {
		const struct question *q = session_question(w.kit.s, say_question(&w, names[i]));

		for (size_t k = 0; k < q->n_choices; k++)
			CHECK_HAS(q->choices[k].image, "jr://images/");
	}
	walker_close(&w);
}
