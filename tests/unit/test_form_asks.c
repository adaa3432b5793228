/* When each question is asked, by table: said one thing it is not, said another it is. */
#include <stdio.h>

#include "form_say.h"

struct row {
	const char *form, *before; /* said first: "name=value;name=value" */
	const char *off, *on; /* each said on top: not asked, then asked */
	const char *names; /* all of these, parted by spaces */
};

static void say_script(struct walker *w, const char *script)
{
	char text[400], *rest = text, *one;

	(void)snprintf(text, sizeof text, "%s", script);
	while ((one = strsep(&rest, ";")) != NULL) {
		char *is = strchr(one, '=');

		if (!is)
			continue;
		*is = 0;
		say(w, one, is + 1);
	}
}

static void all_asked(struct walker *w, const struct row *row, bool asked)
{
	char text[400], *rest = text, *one;

	(void)snprintf(text, sizeof text, "%s", row->names);
	while ((one = strsep(&rest, " ")) != NULL)
		if (say_asks(w, one) != asked)
			test_fail(__FILE__, __LINE__, "%s of %s is%s asked after %s", one, row->form,
			        asked ? " not" : "", asked ? row->on : row->off);
}

static void play(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct walker w;

		say_open(&w, rows[i].form, "S-7", 0);
		say_script(&w, rows[i].before);
		say_script(&w, rows[i].off);
		all_asked(&w, &rows[i], false);
		say_script(&w, rows[i].on);
		all_asked(&w, &rows[i], true);
		walker_close(&w);
	}
}

#define PLAY(rows) play(rows, sizeof(rows) / sizeof *(rows))

#define R3 "victim_intake", "danger_now=no"
#define R3_YES "victim_intake", "danger_now=no;event_kind=theft"

TEST(asks, the_intake)
{
	static const struct row rows[] = {{"victim_intake", "", "danger_now=no", "danger_now=yes", "danger_note"},
	        {"victim_intake", "", "danger_now=yes", "danger_now=no",
	                "need_now wants_report wants_updates wants_support bring_someone is_victim_self birth_date name_now "
	                "address_mode name_shield_request contact_channel who_must_not_know event_kind injured damage "
	                "notice_ref"},
	        {R3, "need_now=talk", "need_now=medical", "desk_note"},
	        {R3, "need_now=talk", "need_now=safe", "desk_note"},
	        {R3, "birth_date=2000-01-01", "birth_date=", "birth_year maybe_minor"},
	        {R3, "birth_year=1980", "birth_year=", "maybe_minor"}, {R3, "name_now=later", "name_now=yes", "name"},
	        {R3, "address_mode=other", "address_mode=own", "street postcode town"},
	        {R3, "address_mode=own", "address_mode=other", "domicile_address"},
	        {R3, "contact_channel=post", "contact_channel=phone", "phone safe_times voicemail_ok neutral_sender"},
	        {R3, "contact_channel=email", "contact_channel=sms", "phone safe_times"},
	        {R3, "contact_channel=none", "contact_channel=helper", "phone safe_times"},
	        {R3, "contact_channel=none;wants_support=no", "wants_support=yes", "phone"},
	        {R3, "contact_channel=phone", "contact_channel=email", "email"},
	        {R3, "event_kind=theft", "event_kind=sexual", "sexual_note"},
	        {R3, "event_kind=theft", "event_kind=identity", "identity_note identity_sheet"},
	        {R3, "event_kind=sexual", "event_kind=violence",
	                "event_known event_until event_where_type knows_suspect"},
	        {R3, "event_kind=rather_desk", "event_kind=violence",
	                "event_known event_until event_where_type knows_suspect"},
	        {R3, "event_kind=theft", "event_kind=violence", "children_involved"},
	        {R3, "event_kind=burglary", "event_kind=stalking", "children_involved dv_info"},
	        {R3, "event_kind=sexual", "event_kind=burglary", "restorative_info"},
	        {R3, "event_kind=violence;children_involved=no", "children_involved=seen",
	                "children_count children_ages"},
	        {R3_YES, "injured=unknown", "injured=yes", "injured_note"},
	        {R3_YES, "damage=none", "damage=things", "damage_amount"},
	        {R3_YES, "damage=unknown", "damage=injury", "damage_amount"},
	        {R3_YES, "damage=unknown", "damage=mental", "damage_amount"}};

	PLAY(rows);
}

TEST(asks, the_intake_of_the_desk_only_at_the_desk)
{
	static const char *const desk[] = {"bsn", "event_kind", "injured", "damage", "notice_ref", "event_known"};
	struct walker w;

	say_open(&w, "victim_intake", "", 0);
	say(&w, "danger_now", "no");
	for (size_t i = 0; i < sizeof desk / sizeof *desk; i++)
		CHECK(!say_asks(&w, desk[i]));
	walker_close(&w);
}

TEST(asks, the_alarm_of_the_desk)
{
	static const char *const rows[][2] = {{"danger_now=yes", "yes"}, {"danger_now=no", "no"},
	        {"danger_now=no;need_now=talk medical", "yes"}, {"danger_now=no;need_now=safe", "yes"},
	        {"danger_now=no;injured=yes", "yes"}, {"danger_now=no;injured=unknown;need_now=report", "no"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct walker w;

		say_open(&w, "victim_intake", "S-7", 0);
		say_script(&w, rows[i][0]);
		CHECK_TEXT(say_value(&w, "desk_alarm"), rows[i][1]);
		walker_close(&w);
	}
}

#define R6 "complaint", ""

TEST(asks, the_complaint)
{
	static const struct row rows[] = {{R6, "about_org=police", "about_org=judge", "other_org_note"},
	        {R6, "about_org=unknown", "about_org=kmar", "other_org_note"},
	        {R6, "category=manner", "category=manner discrimination", "discrimination_words discrimination_note"},
	        {R6, "anonymous=anonymous", "anonymous=named",
	                "name street postcode town representative contact safe_contact signed"},
	        {"complaint", "anonymous=named", "contact=post", "contact=phone", "phone"},
	        {"complaint", "anonymous=named", "contact=post;talk_first=no", "talk_first=yes", "phone"},
	        {"complaint", "anonymous=named", "contact=post;talk_first=no", "talk_first=helper", "phone"},
	        {"complaint", "anonymous=named", "contact=phone", "contact=email", "email"},
	        {"complaint", "anonymous=named;contact=email", "anonymous=anonymous", "anonymous=named", "email"}};
	struct walker w;

	PLAY(rows);
	say_open(&w, "complaint", "", 0);
	CHECK_TEXT(say_value(&w, "same_day"), "no");
	say(&w, "evidence_urgent", "yes");
	CHECK_TEXT(say_value(&w, "same_day"), "yes");
	say(&w, "anonymous", "anonymous");
	CHECK(strstr(kit_json(&w.kit), "deadline") == NULL); /* nobody to answer */
	say(&w, "anonymous", "named");
	CHECK_HAS(kit_json(&w.kit), "deadline_14w");
	walker_close(&w);
}

TEST(asks, the_request_the_profile_and_the_signal)
{
	static const struct row rows[] = {
	        {"access_request", "", "request_kind=access", "request_kind=correct", "what_is_wrong"},
	        {"access_request", "", "request_kind=logging", "request_kind=destroy", "what_is_wrong"},
	        {"access_request", "", "answer_channel=desk", "answer_channel=post", "address"},
	        {"access_request", "", "answer_channel=desk", "answer_channel=email", "email"},
	        {"needs_profile", "", "spoken_language=nl", "spoken_language=other", "spoken_other"},
	        {"needs_profile", "", "interpreter_needed=text", "interpreter_needed=phone", "interpreter_language"},
	        {"needs_profile", "", "interpreter_needed=sign", "interpreter_needed=here", "interpreter_language"},
	        {"needs_profile", "", "interpreter_needed=here", "interpreter_needed=sign", "sign_language"},
	        {"needs_profile", "", "helped=no", "helped=yes", "helper_relation"},
	        {"needs_profile", "helped=yes", "helper_relation=friend", "helper_relation=family", "helper_minor"},
	        {"signal_card", "", "idea=Een stoel", "idea=Bel 0612345678", "mind_idea_note"},
	        {"signal_card", "", "story=Een stoel erbij", "story=Bel 0612345678", "mind_note"}};

	PLAY(rows);
}

/* An officer looks at the document, a citizen alone is told that one will. */
TEST(asks, for_a_document_only_at_the_desk)
{
	struct walker w;

	say_open(&w, "access_request", "", 0);
	CHECK(say_asks(&w, "id_note") && !say_asks(&w, "id_check"));
	CHECK_TEXT(say_value(&w, "answer_by"), "2026-04-25");
	CHECK(say_holds(&w, "period_from", "2026-01-02") && !say_holds(&w, "period_to", "2026-01-01"));
	CHECK(say_holds(&w, "period_to", "2026-01-02"));
	walker_close(&w);
	say_open(&w, "access_request", "S-7", 0);
	CHECK(!say_asks(&w, "id_note") && say_asks(&w, "id_check"));
	walker_close(&w);
}

#define R10 "referral", ""
#define R10_YES "referral", "consent=yes"
#define R14 "meldcode_checklist", ""

TEST(asks, the_referral_the_five_steps_and_the_triage)
{
	static const struct row rows[] = {{R10, "", "to_org=shn", "consent_text"},
	        {R10, "consent=yes", "consent=task", "task_article"}, {R10, "consent=yes", "consent=no", "card_note"},
	        {R10, "consent=no", "consent=yes",
	                "reason_short safe_contact urgency warm_handover result what_is_shared"},
	        {R10_YES, "result=later", "result=declined", "declined_note"},
	        {R10_YES, "result=declined", "result=accepted", "what_is_shared"},
	        {R10_YES, "what_is_shared=need", "what_is_shared=name phone language", "name phone share_language"},
	        {R10_YES, "result=accepted", "result=later", "follow_up_on"},
	        {R10_YES, "result=accepted", "result=not_reached", "follow_up_on"},
	        {R14, "talked=yes", "talked=no", "not_talked_reason"},
	        {R14, "talked=no", "talked=yes", "talked_date talked_with"},
	        {R14, "weighed=no", "weighed=yes", "weighed_date weighed_result"},
	        {R14, "report_needed=no", "report_needed=yes", "vt_feedback"},
	        {"complaint_triage", "", "settled=yes", "settled=no", "copy_sent_mayor copy_sent_hovj"},
	        {"complaint_triage", "settled=no", "copy_sent_mayor=no", "copy_sent_mayor=yes", "copy_mayor_on"},
	        {"complaint_triage", "settled=no", "copy_sent_hovj=no", "copy_sent_hovj=yes", "copy_hovj_on"},
	        {"complaint_triage", "", "", "received=2026-03-01", "term_note"},
	        {"casus_spreekuur", "", "outcome_known=no", "outcome_known=yes",
	                "shared_view action action_owner action_date signal_made"}};

	PLAY(rows);
}

#define R4 "individual_assessment", ""

TEST(asks, the_assessment)
{
	static const struct row rows[] = {{R4, "victim_present=yes", "victim_present=no", "absent_reason"},
	        {R4, "age=30", "age=", "maybe_minor"},
	        {R4, "own_estimate_given=rather_not", "own_estimate_given=yes", "victim_own_estimate"},
	        {R4, "provict_consulted=no", "provict_consulted=yes", "provict_band"},
	        {R4, "provict_consulted=yes", "provict_consulted=no", "provict_reason_not"},
	        {R4, "victim_declines_measures=no", "victim_declines_measures=yes", "declines_reason"},
	        {R4, "children_involved=no", "children_involved=yes", "children_report_vt"},
	        {"individual_assessment", "children_involved=yes", "children_report_vt=yes", "children_report_vt=no",
	                "children_report_reason"},
	        {R4, "informed_victim=no", "informed_victim=yes", "informed_on"},
	        {R4, "form_depth=short", "form_depth=full", "offence_factors circumstances"},
	        {R4, "form_depth=full;hf_close_relation=no", "hf_close_relation=yes",
	                "frequency since last_time trend"},
	        {"individual_assessment", "age=40", "specific_needs=no", "specific_needs=yes", "review_on"}};

	PLAY(rows);
}

#define R8 "ketenkaart", ""
#define R8_DV "ketenkaart", "is_domestic_violence=yes"

TEST(asks, the_chain_card)
{
	static const struct row rows[] = {
	        {R8, "is_youth=no", "is_youth=yes",
	                "preselect preselect_zorg preselect_deviates youth_group youth_probation youth_supervision "
	                "youth_placed youth_abuse"},
	        {"ketenkaart", "is_youth=yes", "preselect_deviates=no", "preselect_deviates=yes",
	                "preselect_deviation"},
	        {R8, "interpreter_needed=no", "interpreter_needed=yes", "interpreter_language"},
	        {R8, "vhh_forwarded=no", "vhh_forwarded=yes", "vhh_criterion"},
	        {R8, "is_domestic_violence=no", "is_domestic_violence=yes",
	                "has_instrument dv_who dv_since dv_frequency dv_last dv_injury dv_weapon dv_pattern dv_pregnant "
	                "dv_strangling dv_threat dv_separation dv_stalking dv_restraining"},
	        {R8_DV, "has_instrument=yes", "has_instrument=no", "dv_instrument_reason"},
	        {R8_DV, "has_instrument=no", "has_instrument=yes", "dv_instrument[1]/dv_instrument_band"},
	        {R8_DV, "dv_weapon=no", "dv_weapon=yes", "dv_weapon_which"},
	        {R8, "spoke_with_suspect=no", "spoke_with_suspect=yes", "spoke_suspect_on"},
	        {R8, "spoke_with_other=no", "spoke_with_other=yes", "spoke_other_on"},
	        {R8, "spoke_with_victim=yes;spoke_with_suspect=yes", "spoke_with_suspect=no", "spoke_reason"},
	        {R8, "known_facts=niets", "known_facts=goed in beeld bij de zorg", "in_view_detail"},
	        {R8, "safety_picture_victim=niets", "safety_picture_victim=in beeld bij de zorg", "in_view_detail"},
	        {R8, "deepen=no", "deepen=yes", "deepen_goal"},
	        {R8, "intervention_kind=care", "intervention_kind=mix", "how_punishment_supports_care"},
	        {R8, "has_follow_up=yes", "has_follow_up=no", "follow_up_reason"},
	        {R8, "has_follow_up=no", "has_follow_up=yes", "follow_up[1]/follow_when"},
	        {R8, "has_dissent=no", "has_dissent=yes", "dissent[1]/dissent_view"},
	        {R8, "has_children=no", "has_children=yes", "child[1]/child_age"},
	        {R8, "has_involved=no", "has_involved=yes", "involved[1]/involved_role"},
	        {R8, "has_concerns=no", "has_concerns=yes", "concern[1]/concern_what"},
	        {R8, "has_tasks=no", "has_tasks=yes", "task[1]/task_what"},
	        {R8, "partner_row[1]/partner_status=not", "partner_row[1]/partner_status=partly",
	                "partner_row[1]/partner_what partner_row[1]/partner_from partner_row[1]/partner_minutes "
	                "partner_row[1]/partner_basis"},
	        {R8, "partner_row[1]/partner_status=collected", "partner_row[1]/partner_status=not",
	                "partner_row[1]/partner_not_reason"}};

	PLAY(rows);
}
