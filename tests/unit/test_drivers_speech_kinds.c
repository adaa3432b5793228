/* Kinds of voices: the log of tests, none, espeak-ng with and without a sound card; and addresses that are none. */
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "drivers_speech_kit.h"

/* ---- kinds ---------------------------------------------------------------------------------------- */

TEST(speech_log, each_utterance_is_a_line_of_json)
{
	static const char *const texts[] = {"een \"twee\"\n\tdrie", "\u0645\u0631\u062d\u0628\u0627", ""};
	struct room r;
	char line[400];
	FILE *f;

	open_room(&r, "log:said");
	for (size_t i = 0; i < 3; i++)
		speech_say(r.speech, "ar", texts[i], SPEECH_PUBLIC);
	f = fopen("said", "r");
	CHECK(f != NULL);
	for (size_t i = 0; i < 3; i++) {
		json_t *o;

		CHECK(fgets(line, sizeof line, f) != NULL);
		o = json_loads(line, 0, NULL);
		CHECK(o != NULL);
		CHECK_TEXT(json_string_value(json_object_get(o, "text")), texts[i]);
		CHECK_TEXT(json_string_value(json_object_get(o, "lang")), "ar");
		json_decref(o);
	}
	CHECK(fgets(line, sizeof line, f) == NULL);
	(void)fclose(f);
	close_room(&r);
}

TEST(speech_log, is_slower_when_it_speaks_slowly)
{
	struct room r;

	open_room(&r, "log:said");
	speech_set_speed(r.speech, 50);
	speech_say(r.speech, "nl", "een twee drie vier vijf", SPEECH_PUBLIC); /* 4.8 s */
	pass(&r, 4700);
	CHECK(speech_is_busy(r.speech));
	pass(&r, 200);
	CHECK(!speech_is_busy(r.speech));
	close_room(&r);
}

TEST(speech, a_file_that_can_not_be_written_is_no_voice)
{
	struct room r;
	AUTO_BUF log;

	open_room(&r, "log:/nowhere/said");
	CHECK(!speech_speaks(r.speech, "nl"));
	speech_say(r.speech, "nl", "dag", SPEECH_PUBLIC);
	CHECK_INT(kept(&r), 0);
	file_text(&log, "log");
	CHECK_HAS(buf_str(&log), "/nowhere/said");
	close_room(&r);
}

/* What could not be said is not told as said whole, and the log names no word of it. */
TEST(speech, a_full_disk_ends_an_utterance)
{
	struct room r;
	AUTO_BUF log;

	open_room(&r, "log:/dev/full");
	speech_say(r.speech, "nl", "Canary", SPEECH_PUBLIC);
	CHECK(told(&r, 0).cut);
	CHECK(!speech_is_busy(r.speech));
	file_text(&log, "log");
	CHECK_HAS(buf_str(&log), "/dev/full");
	CHECK(strstr(buf_str(&log), "Canary") == NULL);
	close_room(&r);
}

TEST(speech, none_is_silent)
{
	struct room r;

	open_room(&r, "none");
	CHECK(!speech_speaks(r.speech, "nl"));
	speech_say(r.speech, "nl", "dag", SPEECH_PUBLIC);
	speech_hush(r.speech);
	speech_forget(r.speech);
	CHECK(!speech_is_busy(r.speech));
	CHECK_INT(kept(&r), 0);
	close_room(&r);
	speech_close(NULL);
}

TEST(speech, refuses_an_address_that_is_no_voice)
{
	static const char *const bad[] = {"", "espeakng", "logs:x", "none:", "/dev/snd", "festival:nl"};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct room r;

		open_room(&r, "none");
		speech_close(r.speech);
		r.speech = NULL;
		CHECK(try_open(&r, bad[i]) < 0);
		CHECK_HAS(err_why(), "there are espeak, log:FILE and none");
		CHECK(r.speech == NULL);
		close_room(&r);
	}
}

/* ---- espeak ---------------------------------------------------------------------------------------- */

/* Everything that it may write to stderr while it opens, speaks, is hushed and closed. */
static void espeak_once(struct room *r, struct buf *noise)
{
	int kept_fd = dup(2), to = open("noise", O_WRONLY | O_CREAT | O_TRUNC, 0600);

	CHECK(kept_fd >= 0 && dup2(to, 2) == 2);
	open_room(r, "espeak");
	clock_real(&r->clock);
	speech_say(r->speech, "nl", "Dit is een zin.", SPEECH_PUBLIC);
	for (int i = 0; i < 4; i++)
		CHECK_OK(loop_step(r->loop, 100));
	speech_hush(r->speech);
	CHECK(!speech_is_busy(r->speech));
	close_room(r);
	CHECK(dup2(kept_fd, 2) == 2);
	(void)close(to);
	(void)close(kept_fd);
	file_text(noise, "noise");
}

TEST_LIMIT(speech_espeak, opens_or_says_why_not_and_never_hangs, 20)
{
	int64_t from = clock_measure_us();
	struct room r;
	AUTO_BUF noise, log;

	espeak_once(&r, &noise);
	CHECK(clock_measure_us() - from < 5 * 1000000);
	CHECK(strstr(buf_str(&noise), "ALSA") == NULL);
	file_text(&log, "log");
	if (access("/dev/snd", F_OK) != 0 && !getenv("PULSE_SERVER"))
		CHECK_HAS(buf_str(&log), "there is no sound card under /dev/snd");
}

TEST_LIMIT(speech_espeak, with_a_server_that_does_not_answer_goes_on_without_noise_of_alsa, 20)
{
	struct room r;
	AUTO_BUF noise;

	CHECK(setenv("PULSE_SERVER", "unix:/nowhere", 1) == 0);
	espeak_once(&r, &noise);
	CHECK(strstr(buf_str(&noise), "ALSA") == NULL);
}

TEST(speech_espeak, knows_every_language_of_the_kiosk_and_no_other)
{
	static const char *const langs[] = {"nl", "nl-easy", "en", "de", "fr", "ar", "uk", "pl", "tr"};
	struct room r;

	CHECK(setenv("PULSE_SERVER", "unix:/nowhere", 1) == 0);
	open_room(&r, "espeak");
	if (!speech_speaks(r.speech, "nl"))
		test_skip("espeak-ng is not installed");
	for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
		CHECK(speech_speaks(r.speech, langs[i]));
	CHECK(!speech_speaks(r.speech, "xx"));
	CHECK(!speech_speaks(r.speech, ""));
	close_room(&r);
}
