/* What is wrong with an answer names its question: on a page of several, out of the review, where the heading gave way. */
#include <stdio.h>
#include <string.h>

#include "kiosk_draft.h"

static struct world w;

static void begin(const char *lang, const char *panel)
{
	char arg[80];

	draft_station(&w, "screen/drafts");
	world_close(&w);
	snprintf(arg, sizeof arg, "--panel %s", panel);
	world_open(&w, arg);
	world_go(&w, SCREEN_SERVICE, lang);
	world_tap(&w, "service:household");
	world_see(&w, "question");
}

/* An error on this page of the screen says so, to eyes and ears: both take it from the label. */
static bool complains(const char *text)
{
	for (int i = 0; i < ui_access(w.app.ui)->n; i++) {
		const struct node *n = &ui_access(w.app.ui)->all[i];

		if (n->role == ROLE_ERROR && strstr(n->label, text))
			return true;
	}
	return false;
}

static bool finds(const char *text)
{
	for (int page = 0; page < 10; page++) {
		const struct node *more = world_node(&w, "more");

		if (complains(text))
			return true;
		if (!more)
			return false;
		world_tap_at(&w, more->box.x + more->box.w / 2, more->box.y + more->box.h / 2);
	}
	return false;
}

static void to_page(const char *lang, const char *panel)
{
	begin(lang, panel);
	world_type(&w, "Jan");
	world_tap(&w, "next");
	world_tap(&w, "next");
	CHECK(world_node(&w, "field:/data/street") != NULL);
}

TEST(complaint, on_a_page_names_each_question_that_is_missed)
{
	to_page("nl", "1280x800@217x136");
	world_tap(&w, "next");
	CHECK(finds("Fout bij ‘\u2068Straat\u2069’: Geef een antwoord."));
	CHECK(finds("Fout bij ‘\u2068Huisnummer\u2069’: Geef een antwoord."));
	CHECK(finds("Fout bij ‘\u2068Mogen wij u schrijven?\u2069’: Geef een antwoord."));
	world_close(&w);
}

TEST(complaint, on_a_page_names_the_question_whose_answer_is_refused)
{
	to_page("nl", "1280x800@217x136");
	world_tap(&w, "field:/data/number");
	world_type(&w, "20000");
	world_tap(&w, "next");
	CHECK(complains("Fout: Kijk dit antwoord nog eens na.")); /* alone, below its own heading */
	world_tap(&w, "back");
	world_tap(&w, "next");
	CHECK(finds("Fout bij ‘\u2068Huisnummer\u2069’: Kijk dit antwoord nog eens na."));
	world_close(&w);
}

TEST(complaint, in_arabic_names_its_question_too)
{
	to_page("ar", "800x480@154x86");
	world_tap(&w, "next");
	CHECK(finds("خطأ في «\u2068الشارع\u2069»: "));
	CHECK(finds("خطأ في «\u2068هل يمكننا أن نكتب إليك؟\u2069»: "));
	world_close(&w);
}

TEST(complaint, out_of_the_review_names_its_question)
{
	to_page("nl", "1280x800@217x136");
	world_tap(&w, "field:/data/street");
	world_type(&w, "Dorpsstraat");
	world_tap(&w, "next");
	world_tap(&w, "field:/data/number");
	world_type(&w, "12");
	world_tap(&w, "next");
	world_tap(&w, "choice:/data/post:yes");
	for (int i = 0; i < 6 && w.app.screen == SCREEN_QUESTION; i++) {
		if (world_node(&w, "field:/data/kid[1]/kname"))
			world_type(&w, "Anna");
		world_tap(&w, "next");
	}
	world_see(&w, "review");
	CHECK_INT(session_set_ref(visit_session(w.app.visit), "/data/name", ""), 0);
	world_tap(&w, "next");
	world_see(&w, "question");
	CHECK(complains("Fout bij ‘\u2068Hoe heet u?\u2069’: Geef een antwoord."));
	world_close(&w);
}

TEST(complaint, where_the_heading_gives_way_names_its_question)
{
	begin("nl", "800x480@154x86");
	world_tap(&w, "next");
	CHECK(complains("\u2068Hoe heet u?\u2069") || world_says(&w, "Hoe heet u?"));
	world_close(&w);
}
