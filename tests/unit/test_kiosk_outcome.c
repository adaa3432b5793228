/* What each form says that it becomes, and what happens next: on the screen, on paper and aloud. */
#include <stdio.h>

#include "kiosk_desk.h"
#include "sys/text.h"
#include "visit/outcome.h"
#include "visit/visit_inside.h"

static struct world w;

static const char *const parts[] = {"title", "read", "human", "is", "next", "notice", "step1", "step2", "step3"};
enum { PARTS = sizeof parts / sizeof *parts };

static struct visit *begin(const char *form, const char *lang)
{
	CHECK_INT(visit_set_language(w.app.visit, lang), 0);
	CHECK_INT(visit_begin(w.app.visit, form), 0);
	return w.app.visit;
}

static void say(struct visit *v, const char *name, const char *value)
{
	char ref[80];

	(void)snprintf(ref, sizeof ref, "/data/%s", name);
	CHECK_INT(session_set_ref(visit_session(v), ref, value), 0);
}

TEST(outcome, every_form_says_all_of_it_in_every_language)
{
	world_open(&w, NULL);
	for (size_t form = 0; form < visit_services(w.app.visit); form++) {
		if (w.app.visit->service[form].kind->place == SERVICE_STAFF)
			continue;
		for (int i = 0; i < visit_languages(w.app.visit); i++) {
			struct visit *v =
			        begin(visit_service_name(w.app.visit, form), visit_language_tag(w.app.visit, i));

			for (size_t p = 0; p < PARTS; p++) {
				CHECK(*outcome_say(v, parts[p]));
				CHECK(!text_starts(outcome_say(v, parts[p]), "outcome."));
			}
		}
	}
	world_close(&w);
}

/* Only a loss report is called a concept report: whoever complains, asks or signals is told something else. */
TEST(outcome, each_form_but_the_loss_report_has_words_of_its_own)
{
	static const char *const forms[] = {
	        "victim_intake", "complaint", "signal_card", "access_request", "needs_profile"};
	static const char *const own[] = {"title", "human", "is", "next", "notice", "step2"};

	world_open(&w, NULL);
	for (int i = 0; i < visit_languages(w.app.visit); i++)
		for (size_t form = 0; form < 5; form++)
			for (size_t p = 0; p < sizeof own / sizeof *own; p++) {
				const char *tag = visit_language_tag(w.app.visit, i), *common;
				char key[40];

				(void)snprintf(key, sizeof key, "outcome.%s", own[p]);
				common = visit_say_in(w.app.visit, tag, key);
				if (text_is(outcome_say(begin(forms[form], tag), own[p]), common))
					test_fail(__FILE__, __LINE__, "%s says of %s what a loss report says",
					        forms[form], own[p]);
			}
	CHECK_HAS(outcome_say(begin("loss_report", "nl"), "is"), "nog geen aangifte");
	CHECK_HAS(outcome_say(begin("loss_report", "nl"), "notice"), "geen aangifte");
	world_close(&w);
}

TEST(outcome, a_loss_report_says_where_it_goes)
{
	static const char *const ways[][4] = {
	        {"kind", "lost", "gemeente"},
	        {"kind", "fraud", "Ga met"},
	        {"kind", "other", "vandaag"},
	};
	struct visit *v;

	world_open(&w, NULL);
	for (size_t i = 0; i < 3; i++) {
		v = begin("loss_report", "nl");
		say(v, "danger", "no");
		say(v, ways[i][0], ways[i][1]);
		CHECK_HAS(outcome_say(v, "next"), ways[i][2]);
		CHECK_HAS(outcome_say(v, "step1"), ways[i][2]);
	}
	v = begin("loss_report", "nl");
	say(v, "danger", "no");
	say(v, "kind", "stolen");
	say(v, "circumstances", "bias");
	CHECK_HAS(outcome_say(v, "next"), "collega");
	say(v, "circumstances", "none");
	say(v, "abroad", "yes");
	CHECK_HAS(outcome_say(v, "next"), "afspraak");
	world_close(&w);
}

/* Politiewet 70, 72: who handles it and within which time; without a name, or about others, it is something else. */
TEST(outcome, a_complaint_says_who_handles_it_and_when)
{
	struct visit *v;

	world_open(&w, NULL);
	v = begin("complaint", "nl");
	say(v, "about_org", "police");
	CHECK_HAS(outcome_say(v, "human"), "politiechef");
	CHECK_HAS(outcome_say(v, "is"), "10 weken");
	CHECK_HAS(outcome_say(v, "step2"), "14 weken");
	CHECK_HAS(outcome_say(v, "step3"), "ombudsman");
	say(v, "about_org", "prosecution");
	CHECK_HAS(outcome_say(v, "human"), "door naar");
	CHECK(!strstr(outcome_say(v, "is"), "10"));
	say(v, "anonymous", "anonymous");
	CHECK_HAS(outcome_say(v, "title"), "signaal");
	CHECK_HAS(outcome_say(v, "is"), "niet antwoorden");
	world_close(&w);
}

TEST(outcome, a_request_says_its_terms_and_a_signal_that_no_name_is_kept)
{
	struct visit *v;

	world_open(&w, NULL);
	v = begin("access_request", "nl");
	CHECK_HAS(outcome_say(v, "is"), "één maand");
	CHECK_HAS(outcome_say(v, "step2"), "zes weken");
	CHECK_HAS(outcome_say(v, "step3"), "Autoriteit Persoonsgegevens");
	v = begin("signal_card", "en");
	CHECK_HAS(outcome_say(v, "is"), "no name");
	CHECK_HAS(outcome_say(v, "step3"), "no police report");
	say(v, "feedback_wanted", "number");
	CHECK_HAS(outcome_say(v, "next"), "your number");
	say(v, "feedback_wanted", "contact");
	CHECK_HAS(outcome_say(v, "is"), "kept apart");
	CHECK_HAS(outcome_say(v, "next"), "let you know");
	v = begin("victim_intake", "en");
	CHECK_HAS(outcome_say(v, "is"), "not a police report");
	CHECK_HAS(outcome_say(v, "next"), "rights");
	world_close(&w);
}

TEST(outcome, the_forms_of_the_desk_are_no_report_of_a_citizen)
{
	struct visit *v;

	world_open(&w, NULL);
	desk_enrol(&w);
	v = w.app.visit;
	CHECK_INT(visit_set_language(v, "nl"), 0);
	CHECK_INT(visit_begin_at_desk(v, "casus_spreekuur"), 0);
	CHECK_HAS(outcome_say(v, "title"), "formulier");
	CHECK_HAS(outcome_say(v, "notice"), "De eigenaar heeft het nog niet");
	for (size_t p = 0; p < PARTS; p++)
		CHECK(!strstr(outcome_say(v, parts[p]), "aangifte"));
	world_close(&w);
}

/* Domain reference, 0.1: the threat is the person next to her. Who says so gets a paper that tells nothing. */
TEST(outcome, the_paper_of_who_is_watched_is_quiet)
{
	struct visit *v;

	world_open(&w, NULL);
	v = begin("victim_intake", "nl");
	CHECK(!outcome_is_quiet(v));
	say(v, "danger_now", "no");
	say(v, "contact_channel", "phone");
	say(v, "neutral_sender", "yes");
	CHECK(outcome_is_quiet(v));
	say(v, "neutral_sender", "no");
	CHECK(!outcome_is_quiet(v));
	CHECK(!strstr(outcome_say(v, "notice"), "melding") && !strstr(outcome_say(v, "title"), "slachtoffer"));
	CHECK(!outcome_is_quiet(begin("loss_report", "nl")));
	world_close(&w);
}

/* Nothing is under way: a concept of today is read at the desk with the common words. */
TEST(outcome, without_a_form_the_common_words_stand)
{
	world_open(&w, NULL);
	CHECK_INT(visit_set_language(w.app.visit, "nl"), 0);
	CHECK_TEXT(outcome_say(w.app.visit, "title"), visit_say(w.app.visit, "outcome.title"));
	CHECK_TEXT(outcome_say(w.app.visit, "no_such_part"), "");
	outcome_read_aloud(w.app.visit); /* no voice here: nothing happens */
	world_close(&w);
}
