/* What somebody says of their needs switches something: letters, colours, voice, language, and who is called. */
#include <stdio.h>
#include <string.h>

#include "drivers/bell.h"
#include "drivers/speech.h"
#include "kiosk_desk.h"
#include "sys/text.h"
#include "visit/visit_deeds.h"
#include "visit/visit_inside.h"

static struct world w;

/* In that form, standing at that question. */
static void at(const char *form, const char *lang, const char *ref)
{
	world_go(&w, SCREEN_SERVICE, lang);
	CHECK_INT(visit_begin(w.app.visit, form), 0);
	tour_begin(&w.app.tour, session_find(visit_session(w.app.visit), ref));
	app_go(&w.app, SCREEN_QUESTION);
	CHECK_OK(app_paint(&w.app));
	world_see(&w, "question");
}

static void begin(const char *lang, const char *ref, const char *more)
{
	world_open(&w, more);
	at("needs_profile", lang, ref);
}

TEST(deeds, large_letters_come_at_the_tap_and_go_with_it)
{
	begin("nl", "/data/vision_help", NULL);
	CHECK_INT(w.app.ui->size, SIZE_M);
	world_tap(&w, "choice:/data/vision_help:large");
	CHECK_INT(w.app.ui->size, SIZE_L);
	world_tap(&w, "choice:/data/vision_help:large");
	CHECK_INT(w.app.ui->size, SIZE_M);
	world_tap(&w, "choice:/data/vision_help:large");
	w.app.ui->size = SIZE_XL; /* in the help screen: the person's own choice stays */
	world_tap(&w, "choice:/data/vision_help:large");
	CHECK_INT(w.app.ui->size, SIZE_XL);
	world_close(&w);
}

TEST(deeds, last_as_long_as_the_visit)
{
	begin("nl", "/data/vision_help", NULL);
	world_tap(&w, "choice:/data/vision_help:large");
	world_tap(&w, "choice:/data/vision_help:contrast");
	CHECK_TEXT(w.app.ui->theme.name, "contrast");
	world_tap(&w, "next");
	CHECK_INT(w.app.ui->size, SIZE_L);
	CHECK_TEXT(w.app.ui->theme.name, "contrast");
	world_tap(&w, "stop");
	CHECK_INT(w.app.ui->size, SIZE_M);
	CHECK_TEXT(w.app.ui->theme.name, "default");
	CHECK(!w.app.tour.aloud && !w.app.tour.enlarged);
	world_close(&w);
}

TEST(deeds, contrast_goes_with_its_answer)
{
	begin("nl", "/data/vision_help", NULL);
	world_tap(&w, "choice:/data/vision_help:contrast");
	CHECK_TEXT(w.app.ui->theme.name, "contrast");
	world_tap(&w, "choice:/data/vision_help:contrast");
	CHECK_TEXT(w.app.ui->theme.name, "default");
	world_close(&w);
}

static bool was_said(const char *text)
{
	struct spoken one;

	for (int i = 0; speech_spoken(&one, w.app.speech, i); i++)
		if (strstr(one.text, text))
			return true;
	return false;
}

static void with_a_voice(const char *lang, const char *ref)
{
	char more[700];

	(void)snprintf(more, sizeof more, "--speech log:%s/said", test_folder());
	begin(lang, ref, more);
}

TEST(deeds, the_voice_reads_this_question_and_each_that_follows)
{
	with_a_voice("nl", "/data/vision_help");
	CHECK(!was_said("Wilt u hulp bij zien?"));
	world_tap(&w, "choice:/data/vision_help:audio");
	CHECK(was_said("Wilt u hulp bij zien?") && was_said("Grote letters"));
	CHECK(!was_said("Wilt u hulp bij horen?"));
	world_tap(&w, "next");
	CHECK(was_said("Wilt u hulp bij horen?") && was_said("Ringleiding"));
	world_tap(&w, "back");
	world_tap(&w, "choice:/data/vision_help:audio");
	world_tap(&w, "next");
	world_tap(&w, "next");
	CHECK(!was_said("Wilt u hulp bij aanraken?"));
	world_close(&w);
}

/* Words that somebody typed are for their ears alone (E8). */
TEST(deeds, the_voice_tells_what_was_typed_to_nobody_else)
{
	struct spoken one;
	bool found = false;

	with_a_voice("nl", "/data/vision_help");
	world_tap(&w, "choice:/data/vision_help:audio");
	CHECK_INT(session_set_ref(visit_session(w.app.visit), "/data/spoken_language", "other"), 0);
	CHECK_INT(session_set_ref(visit_session(w.app.visit), "/data/spoken_other", "aanraken"), 0);
	world_tap(&w, "next");
	world_tap(&w, "next");
	for (int i = 0; speech_spoken(&one, w.app.speech, i); i++)
		found |= strstr(one.text, "hulp bij aanraken") && text_is(one.route, "speaker");
	CHECK(!found);
	world_close(&w);
}

TEST(deeds, a_complaint_of_the_screen_is_read_too)
{
	with_a_voice("nl", "/data/vision_help");
	world_tap(&w, "choice:/data/vision_help:audio");
	world_tap(&w, "choice:/data/vision_help:none");
	world_tap(&w, "next");
	world_see(&w, "question");
	CHECK(was_said("of kies de andere antwoorden"));
	world_close(&w);
}

TEST(deeds, easy_questions_leave_another_language_as_it_is)
{
	begin("ar", "/data/easy_language", NULL);
	world_tap(&w, "choice:/data/easy_language:yes");
	world_tap(&w, "next");
	CHECK_TEXT(visit_language(w.app.visit), "ar");
	world_close(&w);
}

/* ---- the desk -------------------------------------------------------------------------------------- */

static void not_free(const char *answer)
{
	begin("nl", "/data/alone_safe", "--bell twin");
	world_tap(&w, answer);
	CHECK(!bell_is_called(w.app.bell));
	world_tap(&w, "next");
}

TEST(deeds, who_can_not_speak_freely_is_heard_and_the_screen_says_nothing)
{
	not_free("choice:/data/alone_safe:no");
	CHECK(bell_is_ringing(w.app.bell));
	CHECK(!visit_human_is_called(w.app.visit) && !visit_human_failed(w.app.visit));
	CHECK(!world_says(&w, "komt"));
	world_close(&w);
	not_free("choice:/data/alone_safe:yes");
	CHECK(!bell_is_called(w.app.bell));
	world_close(&w);
}

/* Nor where the bell is broken: that too would tell whoever stands beside them. */
TEST(deeds, nothing_is_said_where_the_bell_does_not_work_either)
{
	begin("nl", "/data/alone_safe", "--bell twin");
	CHECK(bell_event(w.app.bell, "gone"));
	world_tap(&w, "choice:/data/alone_safe:unknown");
	world_tap(&w, "next");
	CHECK(!visit_human_failed(w.app.visit));
	world_close(&w);
}

TEST(deeds, the_next_officer_finds_a_message_that_only_they_open)
{
	world_open(&w, "--bell twin");
	desk_enrol(&w);
	desk_log_out(&w);
	at("needs_profile", "nl", "/data/alone_safe");
	world_tap(&w, "choice:/data/alone_safe:no");
	world_tap(&w, "next");
	world_tap(&w, "stop");
	world_advance(&w, 60000);
	desk_log_in(&w, DESK_TOKEN, DESK_PIN);
	world_see(&w, "staff_menu");
	CHECK(desk_finds(&w, "Bericht van dit scherm"));
	CHECK(!world_says(&w, "vrij praten"));
	world_tap(&w, "told");
	CHECK(desk_finds(&w, "vrij praten"));
	CHECK(desk_finds(&w, "Gezien"));
	world_tap(&w, "told");
	CHECK(!visit_tells_desk(w.app.visit, DEED_ALONE));
	CHECK(world_node(&w, "told") == NULL);
	world_close(&w);
}

TEST(deeds, a_message_for_the_desk_is_an_hour_old_at_most)
{
	not_free("choice:/data/alone_safe:no");
	CHECK(visit_tells_desk(w.app.visit, DEED_ALONE) && !visit_tells_desk(w.app.visit, DEED_CHILD));
	world_advance(&w, 3599 * 1000);
	CHECK(visit_tells_desk(w.app.visit, DEED_ALONE));
	world_advance(&w, 2000);
	CHECK(!visit_tells_desk(w.app.visit, DEED_ALONE));
	world_close(&w);
}

TEST(deeds, danger_calls_the_desk_when_the_question_is_left)
{
	world_open(&w, "--bell twin");
	at("victim_intake", "nl", "/data/danger_now");
	world_tap(&w, "choice:/data/danger_now:yes");
	CHECK(!bell_is_called(w.app.bell));
	world_tap(&w, "next");
	CHECK(visit_human_is_called(w.app.visit));
	world_close(&w);
}

TEST(deeds, of_an_officers_own_form_are_none)
{
	world_open(&w, "--bell twin");
	desk_enrol(&w);
	CHECK_INT(visit_begin_at_desk(w.app.visit, "victim_intake"), 0);
	CHECK_INT(session_set_ref(visit_session(w.app.visit), "/data/danger_now", "yes"), 0);
	CHECK_INT(visit_deeds(w.app.visit, true).on, 0);
	CHECK(!bell_is_called(w.app.bell));
	world_close(&w);
}
