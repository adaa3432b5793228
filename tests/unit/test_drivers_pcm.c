/* Sound out, and the voice that makes it. */
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drivers/pcm.h"
#include "drivers_speech_kit.h"
#include "sys/file.h"

static int64_t bytes_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : -1;
}

TEST(pcm, a_file_holds_every_sample)
{
	int16_t samples[1000];
	atomic_bool stop = false;
	struct pcm *p;

	for (int i = 0; i < 1000; i++)
		samples[i] = (int16_t)i;
	CHECK_OK(pcm_open(&p, "file=sound", 22050, PCM_BOTH_EARS));
	CHECK_OK(pcm_write(p, samples, 1000, &stop));
	CHECK_OK(pcm_write(p, samples, 1, &stop));
	CHECK_OK(pcm_drain(p, &stop));
	pcm_close(p);
	CHECK_INT(bytes_of("sound"), 2002);
}

TEST(pcm, stopping_takes_no_more_samples)
{
	static int16_t samples[22050 * 5];
	atomic_bool stop = false;
	int64_t from = clock_measure_us();
	struct pcm *p;

	CHECK_OK(pcm_open(&p, "slow=sound", 22050, PCM_BOTH_EARS));
	CHECK_OK(pcm_write(p, samples, 2205, &stop));
	stop = true;
	CHECK_INT(pcm_write(p, samples, 22050 * 5, &stop), PCM_STOPPED);
	CHECK_INT(pcm_write(p, samples, 1, &stop), PCM_STOPPED);
	pcm_close(p);
	CHECK(clock_measure_us() - from < 2000000);
	CHECK_INT(bytes_of("sound"), 4410);
}

TEST(pcm, a_slow_card_plays_at_its_own_pace)
{
	static int16_t samples[11025];
	atomic_bool stop = false;
	int64_t from = clock_measure_us();
	struct pcm *p;

	CHECK_OK(pcm_open(&p, "slow=sound", 22050, PCM_BOTH_EARS));
	CHECK_OK(pcm_write(p, samples, 11025, &stop));
	CHECK_OK(pcm_drain(p, &stop));
	pcm_close(p);
	CHECK(clock_measure_us() - from >= 480000);
	CHECK_INT(bytes_of("sound"), 22050);
}

TEST(pcm, refuses_a_rate_that_no_card_has)
{
	struct pcm *p;

	CHECK(pcm_open(&p, "file=x", 0, PCM_BOTH_EARS) < 0);
	CHECK(pcm_open(&p, "file=x", PCM_RATE_MOST + 1, PCM_BOTH_EARS) < 0);
	CHECK_OK(pcm_open(&p, "file=x", PCM_RATE_MOST, PCM_BOTH_EARS));
	pcm_close(p);
	pcm_close(NULL);
}

TEST(pcm, a_card_that_is_not_there_is_a_surprise_without_noise)
{
	int kept_fd = dup(2), to = open("noise", O_WRONLY | O_CREAT | O_TRUNC, 0600), r;
	struct pcm *p;

	CHECK(dup2(to, 2) == 2);
	r = pcm_open(&p, "hw:31,7", 22050, PCM_BOTH_EARS);
	CHECK(dup2(kept_fd, 2) == 2);
	CHECK(r < 0);
	CHECK_HAS(err_why(), "hw:31,7");
	CHECK_INT(bytes_of("noise"), 0);
	(void)close(to);
	(void)close(kept_fd);
}

TEST(pcm, a_real_alsa_device_takes_samples)
{
	static int16_t samples[22050];
	atomic_bool stop = false;
	struct pcm *p;

	CHECK_OK(pcm_open(&p, "null", 22050, PCM_BOTH_EARS));
	CHECK_OK(pcm_write(p, samples, 22050, &stop));
	CHECK_OK(pcm_drain(p, &stop));
	pcm_close(p);
}

TEST(pcm, sees_cards_by_their_nodes)
{
	CHECK_OK(dir_make("snd", 0700));
	CHECK(!pcm_is_there("snd"));
	CHECK(!pcm_is_there("nowhere"));
	CHECK_OK(file_replace("snd/pcmC0D0c", "", 0, 0600));
	CHECK(!pcm_is_there("snd"));
	CHECK_OK(file_replace("snd/pcmC0D0p", "", 0, 0600));
	CHECK(pcm_is_there("snd"));
}

/* ---- the voice ---------------------------------------------------------------------------- */

static void wait_silent(struct room *r)
{
	for (int i = 0; speech_is_busy(r->speech); i++) {
		CHECK(i < 1500);
		usleep(10000);
	}
}

/* How loud, of 32768. */
static double loudness(const char *path)
{
	double sum = 0;
	size_t n = 0;
	int16_t s;
	FILE *f = fopen(path, "r");

	CHECK(f != NULL);
	for (; fread(&s, sizeof s, 1, f) == 1; n++)
		sum += (double)s * s;
	(void)fclose(f);
	return n ? sqrt(sum / (double)n) : 0;
}

TEST_LIMIT(speech_espeak, makes_sound_in_every_language, 60)
{
	static const char *const said[][2] = {{"nl", "Goedemiddag, u kunt hier beginnen."},
	        {"en", "Good afternoon, you can begin here."}, {"de", "Guten Tag, Sie beginnen hier."},
	        {"fr", "Bonjour, commencez ici."}, {"ar", "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643"},
	        {"uk", "\u0414\u043e\u0431\u0440\u0438\u0439 \u0434\u0435\u043d\u044c"}, {"pl", "Dzie\u0144 dobry"},
	        {"tr", "\u0130yi g\u00fcnler"}};

	struct room r;

	open_room(&r, "espeak:file=sound");
	clock_real(&r.clock);
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		int64_t before = bytes_of("sound");

		CHECK(speech_speaks(r.speech, said[i][0]));
		speech_say(r.speech, said[i][0], said[i][1], SPEECH_PUBLIC);
		wait_silent(&r);
		CHECK(bytes_of("sound") - before > 11025);
	}
	close_room(&r);
	CHECK(loudness("sound") > 200);
}

TEST_LIMIT(speech_espeak, hands_a_text_over_at_once_and_stops_at_once, 60)
{
	struct room r;
	int64_t from, bytes;
	char *text = malloc(SPEECH_TEXT_MAX);

	for (int i = 0; i < SPEECH_TEXT_MAX - 1; i++)
		text[i] = i % 6 == 5 ? ' ' : 'a';
	text[SPEECH_TEXT_MAX - 1] = 0;
	open_room(&r, "espeak:slow=sound");
	clock_real(&r.clock);
	from = clock_measure_us();
	speech_say(r.speech, "nl", text, SPEECH_PUBLIC);
	CHECK(clock_measure_us() - from < 50000);
	usleep(400000);
	CHECK(speech_is_busy(r.speech));
	from = clock_measure_us();
	speech_hush(r.speech);
	CHECK(clock_measure_us() - from < 50000);
	CHECK(!speech_is_busy(r.speech));
	usleep(200000);
	bytes = bytes_of("sound");
	usleep(300000);
	CHECK_INT(bytes_of("sound"), bytes);
	CHECK(bytes > 0);
	from = clock_measure_us();
	speech_say(r.speech, "nl", text, SPEECH_PUBLIC);
	usleep(100000);
	close_room(&r); /* in the middle of a word */
	CHECK(clock_measure_us() - from < 3000000);
	free(text);
}

TEST_LIMIT(speech_espeak, a_new_text_replaces_the_old_one, 60)
{
	struct room r;

	open_room(&r, "espeak:slow=sound");
	clock_real(&r.clock);
	for (int i = 0; i < 50; i++)
		speech_say(r.speech, "nl",
		        "Dit is een lange zin die niemand tot het einde hoort, want er komt een nieuwe.",
		        SPEECH_PUBLIC);
	speech_say(r.speech, "nl", "Klaar.", SPEECH_PUBLIC);
	wait_silent(&r);
	close_room(&r);
	CHECK(bytes_of("sound") < 22050 * 2 * 6); /* six seconds, not four minutes */
}

TEST_LIMIT(speech_espeak, a_card_that_is_gone_is_told_once_and_tried_again, 60)
{
	struct room r;
	AUTO_BUF log;
	const char *first;

	open_room(&r, "espeak:file=later/sound");
	clock_real(&r.clock);
	for (int i = 0; i < 3; i++) {
		speech_say(r.speech, "nl", "Hoort iemand mij?", SPEECH_PUBLIC);
		wait_silent(&r);
	}
	CHECK_OK(dir_make("later", 0700));
	speech_say(r.speech, "nl", "En nu?", SPEECH_PUBLIC);
	wait_silent(&r);
	close_room(&r);
	CHECK(bytes_of("later/sound") > 1000);
	file_text(&log, "log");
	CHECK((first = strstr(buf_str(&log), "later/sound")) != NULL);
	CHECK(strstr(first + 1, "later/sound") == NULL);
	CHECK(strstr(buf_str(&log), "Hoort") == NULL);
}

static void one_ear(enum pcm_ear ear, size_t at)
{
	atomic_bool go_on = false; /* never stopped */
	int16_t samples[1000];
	const int16_t *both;
	struct pcm *p;
	AUTO_BUF heard;

	for (size_t i = 0; i < 1000; i++)
		samples[i] = (int16_t)(i + 1);
	(void)unlink("ear");
	CHECK_OK(pcm_open(&p, "file=ear", 22050, ear));
	CHECK_INT(pcm_write(p, samples, 1000, &go_on), 0);
	CHECK_INT(pcm_drain(p, &go_on), 0);
	pcm_close(p);
	buf_init(&heard, 1 << 16);
	CHECK_OK(file_read(&heard, "ear"));
	CHECK_INT(heard.len, 2 * sizeof samples);
	both = (const int16_t *)(const void *)heard.data;
	for (size_t i = 0; i < 1000; i++) {
		CHECK_INT(both[2 * i + at], i + 1);
		CHECK_INT(both[2 * i + 1 - at], 0);
	}
}

TEST(pcm, one_ear_hears_and_the_other_does_not)
{
	one_ear(PCM_LEFT_EAR, 0);
	one_ear(PCM_RIGHT_EAR, 1);
}
