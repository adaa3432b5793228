/* The voice: one utterance at a time, nothing private aloud, nothing kept longer than it may be. */
#include "drivers/speech.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"

struct room {
	struct clock clock;
	struct log log;
	struct loop *loop;
	struct speech *speech;
	int ended;
};

static void on_end(void *me)
{
	((struct room *)me)->ended++;
}

static int try_open(struct room *r, const char *uri)
{
	struct speech_setup s = {.uri = uri, .loop = r->loop, .clock = &r->clock, .log = &r->log};

	s.ended = on_end;
	s.me = r;
	return speech_open(&r->speech, &s);
}

static void open_room(struct room *r, const char *uri)
{
	memset(r, 0, sizeof *r);
	clock_manual(&r->clock, 1772000000000);
	r->log = (struct log){.fd = open("log", O_WRONLY | O_CREAT | O_APPEND, 0600), .level = LOG_DEBUG};
	r->log.clock = &r->clock;
	CHECK_OK(loop_new(&r->loop, &r->clock));
	CHECK_OK(try_open(r, uri));
}

static void close_room(struct room *r)
{
	speech_close(r->speech);
	loop_free(r->loop);
	(void)close(r->log.fd);
}

static void pass(struct room *r, int64_t ms)
{
	for (; ms > 0; ms -= 50) {
		clock_advance(&r->clock, 50);
		CHECK_OK(loop_fire_due(r->loop));
	}
}

static struct spoken told(const struct room *r, int i)
{
	struct spoken one = {0};

	CHECK(speech_spoken(&one, r->speech, i));
	return one;
}

static int kept(const struct room *r)
{
	struct spoken one;
	int n = 0;

	while (speech_spoken(&one, r->speech, n))
		n++;
	return n;
}

static void file_text(struct buf *out, const char *path)
{
	buf_init(out, 1 << 20);
	CHECK_OK(file_read(out, path));
}

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
