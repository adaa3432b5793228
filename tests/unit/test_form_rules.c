/* The rules of the desk's forms, by table: vectors of the domain reference, and what each form may not let through. */
#include <stdio.h>
#include <stdlib.h>

#include "form_say.h"

static void open_at(struct walker *w, const char *form, const char *officer)
{
	say_open(w, form, officer, 0);
}

struct vector {
	const char *text;
	bool good;
	const char *kept; /* NULL: as typed */
};

static void vectors(struct walker *w, const char *name, const struct vector *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (say_holds(w, name, v[i].text) != v[i].good)
			test_fail(__FILE__, __LINE__, "%s: \"%s\" should%s hold", name, v[i].text,
			        v[i].good ? "" : " not");
		if (v[i].kept)
			CHECK_TEXT(say_value(w, name), v[i].kept);
	}
}

#define COUNT(a) (sizeof(a) / sizeof *(a))

TEST(rules, a_citizen_service_number_passes_the_test_of_eleven)
{
	static const struct vector bsn[] = {{"111222333", true, NULL}, {"123456782", true, NULL},
	        {"999990007", true, NULL}, {"999990019", true, NULL}, {"999990020", true, NULL},
	        {"10000008", true, NULL}, {"010000008", true, NULL}, {"1112.22.333", true, "111222333"},
	        {"123456789", false, NULL}, {"000000000", false, NULL}, {"000000012", false, NULL},
	        {"12345678a", false, NULL}, {"1234567", false, NULL}};
	struct walker w;

	open_at(&w, "victim_intake", "S-7");
	say(&w, "danger_now", "no");
	vectors(&w, "bsn", bsn, COUNT(bsn));
	for (int at = 0; at < 9; at++)
		for (int digit = '0'; digit <= '9'; digit++) {
			char typo[] = "123456782";

			if (typo[at] == digit)
				continue;
			typo[at] = (char)digit;
			CHECK(!say_holds(&w, "bsn", typo));
		}
	walker_close(&w);
	open_at(&w, "victim_intake", "");
	say(&w, "danger_now", "no");
	CHECK(!say_asks(&w, "bsn")); /* never of a citizen alone */
	walker_close(&w);
}

TEST(rules, postcodes_telephones_and_mail_addresses)
{
	static const struct vector postcode[] = {{"1012 AB", true, "1012 AB"}, {"1012ab", true, "1012 AB"},
	        {"9999ZZ", true, "9999 ZZ"}, {"0123 AB", false, NULL}, {"1012 SA", false, NULL},
	        {"1012 SD", false, NULL}, {"1012 SS", false, NULL}, {"101 AB", false, NULL}, {"1012 A1", false, NULL}};
	static const struct vector phone[] = {{"0612345678", true, NULL}, {"06 1234 5678", true, "0612345678"},
	        {"+31612345678", true, NULL}, {"0031612345678", true, NULL}, {"061234567", false, NULL},
	        {"06123456789", false, NULL}, {"0012", false, NULL}};
	static const struct vector mail[] = {{"naam@voorbeeld.nl", true, NULL}, {"a@b.cd", true, NULL},
	        {"naam@@voorbeeld.nl", false, NULL}, {"naam@voorbeeld", false, NULL}, {"voorbeeld.nl", false, NULL}};
	struct walker w;

	open_at(&w, "complaint", "");
	say(&w, "anonymous", "named");
	vectors(&w, "postcode", postcode, COUNT(postcode));
	say(&w, "contact", "phone");
	vectors(&w, "phone", phone, COUNT(phone));
	say(&w, "contact", "email");
	vectors(&w, "email", mail, COUNT(mail));
	walker_close(&w);
}

TEST(rules, names_of_all_people_and_days_that_exist)
{
	static const struct vector names[] = {{"Ng", true, "Ng"}, {"Ş. Yılmaz", true, "Ş. Yılmaz"},
	        {"van 't Hof-d'Aulnis", true, NULL}, {"Ольга", true, NULL}, {"محمد", true, NULL}, {"", false, NULL},
	        {"   ", false, NULL}};
	static const struct vector days[] = {{"2024-02-29", true, NULL}, {"2026-03-14", true, NULL},
	        {"1900-01-01", true, NULL}, {"1899-12-31", false, NULL}, {"2023-02-29", false, NULL},
	        {"2026-03-15", false, NULL}, {"2025-04-31", false, NULL}};
	struct walker w;

	open_at(&w, "access_request", "");
	vectors(&w, "name", names, COUNT(names));
	vectors(&w, "born", days, COUNT(days));
	CHECK_INT(session_set(w.kit.s, say_question(&w, "name"), "een\a"), SESSION_TOO_LONG);
	walker_close(&w);
}

TEST(rules, ages_are_counted_on_the_day_of_the_event)
{
	static const struct {
		const char *born, *event, *age;
	} rows[] = {
	        {"2012-02-29", "2024-02-28", "11"},
	        {"2012-02-29", "2024-02-29", "12"},
	        {"2007-03-03", "2025-03-02", "17"},
	        {"2007-03-03", "2025-03-03", "18"},
	        {"2008-02-29", "2026-02-28", "17"},
	        {"2008-02-29", "2026-03-01", "18"},
	};
	struct walker w;

	open_at(&w, "victim_intake", "S-7");
	say(&w, "danger_now", "no");
	say(&w, "event_kind", "theft");
	say(&w, "event_known", "day");
	for (size_t i = 0; i < COUNT(rows); i++) {
		say(&w, "birth_date", rows[i].born);
		say(&w, "event_when", rows[i].event);
		CHECK_TEXT(say_value(&w, "age"), rows[i].age);
		CHECK_TEXT(say_value(&w, "presumed_minor"), atoi(rows[i].age) < 18 ? "yes" : "no");
		CHECK(say_asks(&w, "age_note") == (atoi(rows[i].age) < 12));
		CHECK(say_asks(&w, "youth_note") == (atoi(rows[i].age) >= 12 && atoi(rows[i].age) < 18));
	}
	say(&w, "birth_date", "");
	CHECK_TEXT(say_value(&w, "presumed_minor"), "yes"); /* nobody knows: presumed a minor */
	say(&w, "maybe_minor", "no");
	CHECK_TEXT(say_value(&w, "presumed_minor"), "no");
	walker_close(&w);
}

TEST(rules, danger_ends_the_intake_and_sexual_offences_ask_no_details)
{
	struct walker w;

	open_at(&w, "victim_intake", "S-7");
	say(&w, "danger_now", "yes");
	CHECK(say_asks(&w, "danger_note") && !say_asks(&w, "need_now") && !say_asks(&w, "event_kind"));
	CHECK_INT(session_check(w.kit.s, say_question(&w, "danger_note")), SESSION_MISSING);
	say(&w, "danger_now", "no");
	say(&w, "event_kind", "sexual");
	CHECK(say_asks(&w, "sexual_note") && !say_asks(&w, "event_known") && !say_asks(&w, "event_where_type"));
	CHECK(!say_asks(&w, "knows_suspect") && !say_asks(&w, "restorative_info"));
	say(&w, "event_kind", "domestic");
	CHECK(say_asks(&w, "children_involved") && !say_asks(&w, "restorative_info"));
	CHECK_TEXT(say_value(&w, "neutral_receipt"), "yes");
	say(&w, "event_kind", "theft");
	CHECK(say_asks(&w, "restorative_info") && !say_asks(&w, "children_involved"));
	CHECK_INT(session_check(w.kit.s, say_question(&w, "notice_ref")), SESSION_MISSING);
	walker_close(&w);
	open_at(&w, "victim_intake", "");
	say(&w, "danger_now", "no");
	CHECK(!say_asks(&w, "event_kind") && !say_asks(&w, "notice_ref") && !say_asks(&w, "damage"));
	CHECK_TEXT(say_value(&w, "notice_state"), "to_hand_over");
	walker_close(&w);
}

TEST(rules, the_needs_profile_sees_who_can_not_speak_freely_and_which_child_interprets)
{
	struct walker w;

	open_at(&w, "needs_profile", "");
	say(&w, "spoken_language", "uk");
	CHECK_TEXT(say_value(&w, "language_assistance"), "yes");
	say(&w, "spoken_language", "de");
	CHECK_TEXT(say_value(&w, "language_assistance"), "no");
	say(&w, "reading_language", "none");
	CHECK_TEXT(say_value(&w, "oral_notice"), "yes");
	say(&w, "helped", "yes");
	say(&w, "helper_relation", "family");
	say(&w, "helper_minor", "yes");
	CHECK_TEXT(say_value(&w, "warn_staff"), "child_interprets");
	say(&w, "helped", "no");
	CHECK_TEXT(say_value(&w, "warn_staff"), "");
	say(&w, "alone_safe", "unknown");
	CHECK_TEXT(say_value(&w, "ask_alone"), "yes");
	say(&w, "alone_safe", "yes");
	CHECK_TEXT(say_value(&w, "ask_alone"), "no");
	CHECK(!say_holds(&w, "vision_help", "none audio") && say_holds(&w, "vision_help", "audio large"));
	walker_close(&w);
}

TEST(rules, a_complaint_needs_a_name_and_an_anonymous_one_is_a_signal)
{
	struct walker w;

	open_at(&w, "complaint", "");
	say(&w, "anonymous", "anonymous");
	CHECK(!say_asks(&w, "name") && !say_asks(&w, "phone"));
	CHECK_TEXT(say_value(&w, "becomes"), "signal");
	say(&w, "anonymous", "named");
	CHECK(say_asks(&w, "name") && say_asks(&w, "street"));
	CHECK_TEXT(say_value(&w, "becomes"), "complaint");
	CHECK_TEXT(say_value(&w, "received"), "2026-03-14");
	CHECK_TEXT(say_value(&w, "deadline_10w"), "2026-05-23");
	CHECK_TEXT(say_value(&w, "deadline_14w"), "2026-06-20");
	say(&w, "event_known", "day");
	say(&w, "event_when", "2025-03-14");
	CHECK(!say_asks(&w, "year_note"));
	say(&w, "event_when", "2025-03-13");
	CHECK(say_asks(&w, "year_note"));
	say(&w, "about_org", "prosecution");
	CHECK(say_asks(&w, "other_org_note") && say_asks(&w, "story"));
	say(&w, "category", "force");
	say(&w, "injured", "yes");
	CHECK_TEXT(say_value(&w, "not_informal_only"), "yes");
	walker_close(&w);
	open_at(&w, "complaint_triage", "S-7");
	say(&w, "received", "2026-03-14");
	CHECK_TEXT(say_value(&w, "deadline_10w"), "2026-05-23");
	say(&w, "triage_code", "serious");
	CHECK(!say_holds(&w, "route", "contact") && say_holds(&w, "route", "committee"));
	walker_close(&w);
}

TEST(rules, a_signal_warns_of_numbers_and_names_and_never_blocks)
{
	static const struct {
		const char *text;
		bool warns;
	} rows[] = {
	        {"De brief over mijn huur was niet te begrijpen.", false},
	        {"Ik wachtte 45 minuten, drie keer.", false},
	        {"Mijn nummer is 123456782.", true},
	        {"Bel 06 12 34 56 78 maar.", true},
	        {"Schrijf naar naam@voorbeeld.nl graag.", true},
	        {"Het geld ging naar NL91ABNA0417164300.", true},
	        {"Het was mevrouw Jansen aan de balie.", true},
	        {"De heer De Vries hielp mij niet.", true},
	        {"Een mevrouw aan de balie hielp mij goed.", false},
	};
	struct walker w;

	open_at(&w, "signal_card", "");
	for (size_t i = 0; i < COUNT(rows); i++) {
		CHECK(say_holds(&w, "story", rows[i].text));
		if (say_asks(&w, "mind_note") != rows[i].warns)
			test_fail(
			        __FILE__, __LINE__, "\"%s\" should%s warn", rows[i].text, rows[i].warns ? "" : " not");
	}
	CHECK_INT(session_check(w.kit.s, say_question(&w, "mind_note")), SESSION_GOOD);
	CHECK(!say_holds(&w, "story", "te kort"));
	walker_close(&w);
}

TEST(rules, a_referral_without_consent_shares_nothing)
{
	struct walker w;

	open_at(&w, "referral", "S-7");
	say(&w, "to_org", "shn");
	say(&w, "consent", "no");
	CHECK(say_asks(&w, "card_note") && !say_asks(&w, "reason_short") && !say_asks(&w, "what_is_shared"));
	CHECK_TEXT(say_value(&w, "shared_with"), "nobody");
	say(&w, "consent", "yes");
	say(&w, "what_is_shared", "phone");
	CHECK(say_asks(&w, "phone") && !say_asks(&w, "name"));
	CHECK_TEXT(say_value(&w, "shared_with"), "shn");
	say(&w, "result", "declined");
	CHECK_TEXT(say_value(&w, "shared_with"), "nobody");
	walker_close(&w);
}
