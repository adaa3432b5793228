/* The voice: one utterance at a time, nothing private aloud, nothing kept longer than it may be. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "drivers_speech_kit.h"

/* ---- saying ------------------------------------------------------------------------------------ */

TEST(speech, a_new_utterance_ends_the_one_before)
{
	struct room r;

	open_room(&r, "log:said");
	speech_say(r.speech, "nl", "een twee drie vier vijf", SPEECH_PUBLIC);
	CHECK(speech_is_busy(r.speech));
	CHECK(!told(&r, 0).cut);
	speech_say(r.speech, "en", "six", SPEECH_PUBLIC);
	CHECK(told(&r, 0).cut);
	CHECK(!told(&r, 1).cut);
	CHECK_TEXT(told(&r, 1).text, "six");
	CHECK_TEXT(told(&r, 1).lang, "en");
	CHECK_TEXT(told(&r, 1).route, "speaker");
	CHECK_INT(told(&r, 1).n, 2);
	close_room(&r);
}

TEST(speech, one_that_came_to_its_end_is_not_cut)
{
	struct room r;

	open_room(&r, "log:said");
	speech_say(r.speech, "nl", "een", SPEECH_PUBLIC);
	pass(&r, 1000);
	CHECK(!speech_is_busy(r.speech));
	speech_hush(r.speech);
	speech_say(r.speech, "nl", "twee", SPEECH_PUBLIC);
	CHECK(!told(&r, 0).cut);
	close_room(&r);
}

TEST(speech, hush_ends_it_and_marks_it)
{
	struct room r;

	open_room(&r, "log:said");
	speech_hush(r.speech); /* nothing was said yet */
	speech_say(r.speech, "nl", "een twee drie vier vijf zes", SPEECH_PUBLIC);
	speech_hush(r.speech);
	CHECK(!speech_is_busy(r.speech));
	CHECK(told(&r, 0).cut);
	speech_hush(r.speech);
	pass(&r, 10000);
	CHECK_INT(r.ended, 0); /* who hushed knows it */
	close_room(&r);
}

/* The screen is drawn again when it is over; a machine that says nothing wakes up for nothing. */
TEST(speech, tells_its_end_once_and_wakes_nobody_afterwards)
{
	struct room r;
	uint64_t before;

	open_room(&r, "log:said");
	speech_say(r.speech, "nl", "een twee drie vier vijf", SPEECH_PUBLIC); /* 2.4 s */
	pass(&r, 2000);
	CHECK_INT(r.ended, 0);
	pass(&r, 1000);
	CHECK_INT(r.ended, 1);
	pass(&r, 60000);
	CHECK_INT(r.ended, 1);
	before = loop_wakeups(r.loop);
	CHECK_OK(loop_step(r.loop, 20));
	CHECK(loop_wakeups(r.loop) <= before + 1);
	close_room(&r);
}

TEST(speech, a_new_one_moves_the_end)
{
	struct room r;

	open_room(&r, "log:said");
	speech_say(r.speech, "nl", "een twee drie vier", SPEECH_PUBLIC);
	pass(&r, 1500);
	speech_say(r.speech, "nl", "een twee drie vier", SPEECH_PUBLIC);
	pass(&r, 1500);
	CHECK_INT(r.ended, 0);
	pass(&r, 1000);
	CHECK_INT(r.ended, 1);
	close_room(&r);
}

/* ---- what is private ------------------------------------------------------------------------------ */

TEST(speech, says_nothing_private_without_headphones)
{
	struct room r;
	AUTO_BUF said;

	open_room(&r, "log:said");
	speech_say(r.speech, "nl", "Mijn naam is Jos", SPEECH_PRIVATE);
	CHECK_INT(kept(&r), 0);
	CHECK(!speech_is_busy(r.speech));
	file_text(&said, "said");
	CHECK_INT(said.len, 0);
	speech_set_headphones(r.speech, true);
	speech_say(r.speech, "nl", "Mijn naam is Jos", SPEECH_PRIVATE);
	CHECK_TEXT(told(&r, 0).route, "headphones");
	speech_set_headphones(r.speech, false);
	speech_say(r.speech, "nl", "Welkom", SPEECH_PUBLIC);
	CHECK_TEXT(told(&r, 1).route, "speaker");
	close_room(&r);
}

/* A private text does not end a public one that is being said: it was never begun. */
TEST(speech, what_may_not_be_said_disturbs_nothing)
{
	struct room r;

	open_room(&r, "log:said");
	speech_say(r.speech, "nl", "een twee drie vier vijf", SPEECH_PUBLIC);
	speech_say(r.speech, "nl", "geheim", SPEECH_PRIVATE);
	CHECK(speech_is_busy(r.speech));
	CHECK(!told(&r, 0).cut);
	close_room(&r);
}

/* ---- languages ------------------------------------------------------------------------------------- */

TEST(speech, easy_dutch_speaks_with_the_voice_of_dutch)
{
	struct room r;
	AUTO_BUF said;

	open_room(&r, "log:said");
	CHECK(speech_speaks(r.speech, "nl-easy"));
	speech_say(r.speech, "nl-easy", "Dag", SPEECH_PUBLIC);
	CHECK_TEXT(told(&r, 0).lang, "nl-easy");
	file_text(&said, "said");
	CHECK_HAS(buf_str(&said), "\"lang\":\"nl\"");
	close_room(&r);
}

/* ---- what is kept ----------------------------------------------------------------------------------- */

TEST(speech, keeps_the_latest_sixty_four)
{
	struct room r;
	char text[20];

	open_room(&r, "log:said");
	for (int i = 1; i <= SPEECH_KEPT + 3; i++) {
		snprintf(text, sizeof text, "nummer %d", i);
		speech_say(r.speech, "nl", text, SPEECH_PUBLIC);
		CHECK_INT(kept(&r), i < SPEECH_KEPT ? i : SPEECH_KEPT);
	}
	CHECK_TEXT(told(&r, 0).text, "nummer 4");
	CHECK_INT(told(&r, 0).n, 4);
	CHECK_TEXT(told(&r, SPEECH_KEPT - 1).text, "nummer 67");
	close_room(&r);
}

TEST(speech, forgetting_wipes_all_and_goes_on_counting)
{
	struct room r;

	open_room(&r, "log:said");
	speech_say(r.speech, "nl", "een twee drie vier", SPEECH_PUBLIC);
	speech_forget(r.speech);
	CHECK(!speech_is_busy(r.speech));
	CHECK_INT(kept(&r), 0);
	speech_forget(r.speech);
	speech_say(r.speech, "nl", "vijf", SPEECH_PUBLIC);
	CHECK_INT(kept(&r), 1);
	CHECK_INT(told(&r, 0).n, 2);
	close_room(&r);
}

/* ---- how much ------------------------------------------------------------------------------------- */

static bool says_bytes(struct room *r, size_t n)
{
	char *text = calloc(1, n + 1);
	int before = kept(r);
	bool said;

	CHECK(text != NULL);
	memset(text, 'a', n);
	speech_say(r->speech, "nl", text, SPEECH_PUBLIC);
	said = kept(r) == before + 1;
	if (said)
		CHECK_INT(strlen(told(r, before).text), n);
	free(text);
	return said;
}

TEST(speech, says_as_much_as_a_notice_holds_and_no_more)
{
	struct room r;

	open_room(&r, "log:said");
	CHECK(says_bytes(&r, SPEECH_TEXT_MAX - 1));
	CHECK(says_bytes(&r, SPEECH_TEXT_MAX));
	CHECK(!says_bytes(&r, SPEECH_TEXT_MAX + 1));
	close_room(&r);
}

TEST(speech, keeps_speed_and_loudness_in_their_range)
{
	static const int asked[][4] = {{49, -1, 50, 0}, {50, 0, 50, 0}, {51, 1, 51, 1}, {199, 99, 199, 99},
	        {200, 100, 200, 100}, {201, 101, 200, 100}};
	struct room r;

	open_room(&r, "log:said");
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		char want[60];
		AUTO_BUF said;

		CHECK(truncate("said", 0) == 0);
		speech_set_speed(r.speech, asked[i][0]);
		speech_set_loudness(r.speech, asked[i][1]);
		speech_say(r.speech, "nl", "dag", SPEECH_PUBLIC);
		snprintf(want, sizeof want, "\"speed\":%d,\"loudness\":%d", asked[i][2], asked[i][3]);
		file_text(&said, "said");
		CHECK_HAS(buf_str(&said), want);
	}
	close_room(&r);
}
