#include <stdio.h>
#include <sys/stat.h>

#include <unistd.h>

#include "harness.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/text.h"

static void folders(void)
{
	CHECK_OK(dir_make("e/ask", 0755));
	CHECK_OK(dir_make("e/told", 0755));
}

static void write_file(const char *path, const char *text)
{
	CHECK_OK(file_replace(path, text, strlen(text), 0644));
}

static struct errand asked(const char *arg)
{
	struct errand e;

	CHECK_OK(errand_ask(&e, "e", "stick-export", arg, 1000));
	CHECK_INT(e.state, ERRAND_ASKED);
	return e;
}

static struct errand_work taken(const char *arg)
{
	struct errand_work w;

	CHECK_OK(errand_take(&w, "e", "stick-export"));
	CHECK_TEXT(w.arg, arg);
	return w;
}

/* ---- the whole way --------------------------------------------------------------------------- */

TEST(errand, goes_from_asked_to_done_with_its_percent_and_sentence)
{
	folders();
	struct errand e = asked("/media/stick");
	struct errand_work w = taken("/media/stick");
	CHECK(!errand_look(&e, 1001));
	CHECK_OK(errand_tell(&w, ERRAND_WORKING, 40, "4 of 10 records"));
	CHECK(errand_look(&e, 2000));
	CHECK_INT(e.state, ERRAND_WORKING);
	CHECK_INT(e.percent, 40);
	CHECK_TEXT(e.say, "4 of 10 records");
	CHECK(!errand_look(&e, 2001));
	CHECK(!errand_is_over(&e));
	CHECK_OK(errand_tell(&w, ERRAND_DONE, 100, "10 records"));
	CHECK(errand_look(&e, 3000));
	CHECK(errand_is_over(&e));
	CHECK_INT(e.state, ERRAND_DONE);
}

TEST(errand, a_failure_brings_its_sentence_in_one_line)
{
	folders();
	struct errand e = asked("");
	struct errand_work w = taken("");
	CHECK_OK(errand_tell(&w, ERRAND_FAILED, 0, "the stick is full:\nuse another\r"));
	CHECK(errand_look(&e, 2000));
	CHECK_INT(e.state, ERRAND_FAILED);
	CHECK_TEXT(e.say, "the stick is full: use another ");
}

TEST(errand, what_is_told_brings_the_page_of_the_manual_about_it)
{
	static const char *const odd[] = {"e07", "E7", "07E", "E0x", "/..", "   "};

	folders();
	struct errand e = asked("");
	struct errand_work w = taken("");
	CHECK_OK(errand_tell(&w, ERRAND_WORKING, 5, ""));
	CHECK(errand_look(&e, 1500));
	CHECK_TEXT(e.code, "");
	(void)text_copy(w.code, sizeof w.code, "E07");
	CHECK_OK(errand_tell(&w, ERRAND_FAILED, -1, "full"));
	CHECK(errand_look(&e, 2000));
	CHECK_TEXT(e.code, "E07");
	CHECK_TEXT(e.say, "full");
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) { /* no page has such a name */
		e = asked("");
		w = taken("");
		(void)text_copy(w.code, sizeof w.code, odd[i]);
		CHECK_OK(errand_tell(&w, ERRAND_FAILED, -1, "full"));
		CHECK(errand_look(&e, 2000));
		CHECK_INT(e.state, ERRAND_FAILED);
		CHECK_TEXT(e.code, "");
	}
}

/* ---- never twice, never somebody else's ------------------------------------------------------ */

TEST(errand, what_was_told_to_its_end_is_not_done_again)
{
	folders();
	struct errand e = asked("");
	struct errand_work w = taken(""), again;
	CHECK_OK(errand_tell(&w, ERRAND_WORKING, 10, ""));
	CHECK_OK(errand_take(&again, "e", "stick-export")); /* it died on the way: begun anew */
	CHECK_OK(errand_tell(&w, ERRAND_DONE, 100, ""));
	CHECK_INT(errand_take(&again, "e", "stick-export"), ERRAND_NOTHING);
	CHECK_OK(errand_ask(&e, "e", "stick-export", "", 5000));
	CHECK_OK(errand_take(&again, "e", "stick-export"));
	CHECK(!text_is(again.id, w.id));
}

TEST(errand, an_answer_to_an_earlier_question_is_not_heard)
{
	folders();
	(void)asked("");
	struct errand_work w = taken("");
	CHECK_OK(errand_tell(&w, ERRAND_DONE, 100, "of the first"));
	struct errand second = asked("");
	CHECK(!errand_look(&second, 1500));
	CHECK_INT(second.state, ERRAND_ASKED);
}

TEST(errand, nobody_asked_is_nothing)
{
	struct errand_work w;
	struct errand e = {0};

	folders();
	CHECK_INT(errand_take(&w, "e", "stick-export"), ERRAND_NOTHING);
	CHECK(!errand_look(&e, 1 << 30));
	CHECK_INT(e.state, ERRAND_NONE);
}

/* ---- silence ------------------------------------------------------------------------------------ */

static ino_t question(void)
{
	struct stat st;

	CHECK(stat("e/ask/stick-export", &st) == 0);
	return st.st_ino;
}

/* The unit was still ending when it was asked, and looks when the file changes. */
TEST(errand, a_question_that_nobody_began_to_answer_is_asked_again)
{
	folders();
	struct errand e = asked("/media/stick");
	ino_t first = question(), second;

	CHECK(!errand_look(&e, 1000 + ERRAND_AGAIN_MS - 1));
	CHECK(question() == first);
	CHECK(!errand_look(&e, 1000 + ERRAND_AGAIN_MS));
	second = question();
	CHECK(second != first);
	struct errand_work w = taken("/media/stick");
	CHECK_TEXT(w.id, e.id);
	CHECK(!errand_look(&e, 1000 + 2 * ERRAND_AGAIN_MS - 1));
	CHECK(question() == second);
	CHECK_OK(errand_tell(&w, ERRAND_WORKING, -1, "x"));
	CHECK(errand_look(&e, 1000 + 2 * ERRAND_AGAIN_MS));
	CHECK(!errand_look(&e, 1000 + 4 * ERRAND_AGAIN_MS));
	CHECK(question() == second); /* who works is left alone */
}

TEST(errand, what_somebody_else_asks_now_is_not_written_over)
{
	folders();
	struct errand e = asked("first"), other = asked("second");

	CHECK(!errand_look(&e, 1000 + ERRAND_AGAIN_MS));
	CHECK_TEXT(taken("second").id, other.id);
	CHECK(remove("e/ask/stick-export") == 0);
	CHECK(!errand_look(&other, 1000 + ERRAND_AGAIN_MS));
	CHECK(!file_exists("e/ask/stick-export"));
}

TEST(errand, nobody_takes_it_or_it_falls_silent)
{
	folders();
	struct errand e = asked("");
	CHECK(!errand_look(&e, 1000 + ERRAND_TAKEN_MS - 1));
	CHECK(errand_look(&e, 1000 + ERRAND_TAKEN_MS));
	CHECK_INT(e.state, ERRAND_UNANSWERED);
	CHECK(errand_is_over(&e));

	struct errand second = asked("");
	struct errand_work w = taken("");
	CHECK_OK(errand_tell(&w, ERRAND_WORKING, 1, ""));
	CHECK(errand_look(&second, 2000));
	CHECK(!errand_look(&second, 2000 + ERRAND_SILENT_MS - 1));
	CHECK_OK(errand_tell(&w, ERRAND_WORKING, 2, ""));
	CHECK(errand_look(&second, 2000 + ERRAND_SILENT_MS - 1));
	CHECK(!errand_look(&second, 2000 + ERRAND_SILENT_MS));
	CHECK(errand_look(&second, 2000 + 2 * ERRAND_SILENT_MS));
	CHECK_INT(second.state, ERRAND_UNANSWERED);
}

/* An image of a gigabyte on a slow card: the same percentage for a quarter of an hour, said again each minute. */
TEST(errand, who_says_the_same_again_is_alive)
{
	folders();
	struct errand e = asked("");
	struct errand_work w = taken("");
	int64_t now = 2000;

	CHECK_OK(errand_tell(&w, ERRAND_WORKING, 40, "40 % Copying image"));
	CHECK(errand_look(&e, now));
	for (int i = 0; i < 15; i++) {
		now += 60 * 1000;
		CHECK_OK(errand_tell(&w, ERRAND_WORKING, 40, "40 % Copying image"));
		CHECK(!errand_look(&e, now)); /* nothing new to show */
		CHECK_INT(e.state, ERRAND_WORKING);
		(void)usleep(20 * 1000);
	}
	CHECK(!errand_look(&e, now + ERRAND_SILENT_MS - 1));
	CHECK(errand_look(&e, now + ERRAND_SILENT_MS));
	CHECK_INT(e.state, ERRAND_UNANSWERED);
}

/* ---- files that can not be meant ------------------------------------------------------------------- */

TEST(errand, a_broken_answer_counts_as_not_told)
{
	static const char *const broken[] = {"", "id", "id = \nstate = done\n", "id = %s\nstate = finished\n",
	        "id = %s\nstate = donedonedonedonedonedone\n", "state = done\npercent = 1\n",
	        "id = %s \nstate = done\n"};

	folders();
	struct errand e = asked("");
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		char text[256];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		(void)snprintf(text, sizeof text, broken[i], e.id);
#pragma GCC diagnostic pop
		write_file("e/told/stick-export", text);
		CHECK(!errand_look(&e, 1001));
		CHECK_INT(e.state, ERRAND_ASKED);
	}
	CHECK_OK(file_replace("e/told/stick-export", "id = \0\n", 7, 0644));
	CHECK(!errand_look(&e, 1001));
}

TEST(errand, a_broken_question_is_a_surprise_with_a_sentence)
{
	struct errand_work w;

	folders();
	write_file("e/ask/stick-export", "id = nothex\narg = \n");
	CHECK(errand_take(&w, "e", "stick-export") < 0);
	CHECK_HAS(err_why(), "ask it again");
	CHECK_OK(file_replace("e/ask/stick-export", "id\0", 3, 0644));
	CHECK(errand_take(&w, "e", "stick-export") < 0);
}

TEST(errand, texts_have_a_ceiling)
{
	char text[ERRAND_TEXT_MAX + 2];
	struct errand e;

	folders();
	memset(text, 'x', sizeof text);
	text[ERRAND_TEXT_MAX] = '\0';
	CHECK_OK(errand_ask(&e, "e", "stick-export", text, 0));
	struct errand_work w = taken(text);
	CHECK_OK(errand_tell(&w, ERRAND_WORKING, 0, text));
	CHECK(errand_look(&e, 1));
	CHECK_TEXT(e.say, text);
	text[ERRAND_TEXT_MAX] = 'y';
	text[ERRAND_TEXT_MAX + 1] = '\0';
	CHECK(errand_ask(&e, "e", "stick-export", text, 0) < 0);
	CHECK(errand_ask(&e, "e", "stick-export", "a\nb", 0) < 0);
	CHECK_OK(errand_tell(&w, ERRAND_WORKING, 1, text)); /* cut, told all the same */
	CHECK(errand_look(&e, 2));
	CHECK_INT(strlen(e.say), ERRAND_TEXT_MAX);
}

TEST(errand, a_disk_that_fails_leaves_the_question_unasked_or_whole)
{
	folders();
	struct errand first = asked("first");
	FAULT_SWEEP(n)
	{
		struct errand e = first;
		struct errand_work w;

		fault_arm(n);
		int r = errand_ask(&e, "e", "stick-export", "second", 0);
		bool fired = fault_fired();
		fault_arm(0);
		CHECK_INT(r < 0, fired);
		CHECK_OK(errand_take(&w, "e", "stick-export"));
		CHECK(text_is(w.arg, "first") || text_is(w.arg, "second"));
		if (r < 0)
			CHECK_TEXT(e.id, first.id);
		CHECK_OK(errand_ask(&first, "e", "stick-export", "first", 0));
	}
}
