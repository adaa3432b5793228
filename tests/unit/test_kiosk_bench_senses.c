/* The steps of a run that are heard, and the one of the card: each ear apart, a loudness that is kept, a card that comes again. */
#include <stdio.h>
#include <unistd.h>

#include "drivers/speech.h"
#include "kiosk_tech.h"
#include "staff/roles.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visit/bench.h"

static struct world w;

static void go_step(const char *more, enum bench_step step)
{
	tech_open(&w, more, ROLE_TECHNICIAN);
	tech_go(&w, "assembly");
	while (bench_open_step(bench(w.app.visit, BENCH_ASSEMBLY), BENCH_ASSEMBLY) != (int)step)
		tech_press(&w, "judge:skip");
}

static bool file_has(const char *path, const char *part)
{
	AUTO_BUF text;

	buf_init(&text, 1 << 16);
	return file_exists(path) && file_read(&text, path) == 0 && strstr(buf_str(&text), part);
}

static const char *kept_file(void)
{
	static char path[700];

	(void)snprintf(path, sizeof path, "%s/sound.conf", w.data);
	return path;
}

/* ---- the card --------------------------------------------------------------------------------- */

TEST(badge_step, passes_only_when_the_card_went_and_came_again)
{
	char found[BENCH_FOUND_ROOM];

	go_step("--printer none", BENCH_BADGE);
	CHECK(desk_finds(&w, "Neem uw pas weg."));
	CHECK_INT(bench_find(found, w.app.visit, BENCH_ASSEMBLY, BENCH_BADGE), CHECK_FAILED);
	CHECK_INT(bench_judge(w.app.visit, BENCH_ASSEMBLY, BENCH_BADGE, BENCH_PASSED), DESK_NOT_NOW);
	desk_badge(&w, "");
	world_see(&w, "staff_login"); /* locked in that call, as always */
	desk_log_in(&w, DESK_OTHER, TECH_PIN);
	world_see(&w, "assembly"); /* and back at this very step */
	CHECK_INT(bench_find(found, w.app.visit, BENCH_ASSEMBLY, BENCH_BADGE), CHECK_PASSED);
	CHECK_HAS(found, "taken away, and read again");
	tech_press(&w, "judge:pass");
	CHECK_INT(bench(w.app.visit, BENCH_ASSEMBLY)->verdicts[BENCH_BADGE], BENCH_PASSED);
	CHECK_HAS(bench(w.app.visit, BENCH_ASSEMBLY)->found[BENCH_BADGE], "read again");
	world_close(&w);
}

TEST(badge_step, counts_no_card_from_before_it_was_asked_for)
{
	char found[BENCH_FOUND_ROOM];

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	desk_badge(&w, "");
	desk_log_in(&w, DESK_OTHER, TECH_PIN);
	tech_go(&w, "assembly");
	while (bench_open_step(bench(w.app.visit, BENCH_ASSEMBLY), BENCH_ASSEMBLY) != BENCH_BADGE)
		tech_press(&w, "judge:skip");
	CHECK_INT(bench_find(found, w.app.visit, BENCH_ASSEMBLY, BENCH_BADGE), CHECK_FAILED);
	world_close(&w);
}

TEST(badge_step, asks_anew_in_the_next_run)
{
	char found[BENCH_FOUND_ROOM];

	go_step("--printer none", BENCH_BADGE);
	desk_badge(&w, "");
	desk_log_in(&w, DESK_OTHER, TECH_PIN);
	CHECK_INT(bench_find(found, w.app.visit, BENCH_ASSEMBLY, BENCH_BADGE), CHECK_PASSED);
	tech_press(&w, "judge:pass");
	CHECK_INT(bench_find(found, w.app.visit, BENCH_ACCEPTANCE, BENCH_BADGE), CHECK_FAILED);
	world_close(&w);
}

/* ---- sound -------------------------------------------------------------------------------------- */

TEST(sound_step, speaks_into_each_ear_apart)
{
	char found[BENCH_FOUND_ROOM];

	go_step("--printer none --speech log:said", BENCH_SOUND);
	CHECK_INT(bench_find(found, w.app.visit, BENCH_ASSEMBLY, BENCH_SOUND), CHECK_UNKNOWN);
	CHECK_HAS(found, "no ear apart");
	tech_press(&w, "say");
	CHECK(!file_has("said", "\"ear\""));
	tech_press(&w, "left");
	CHECK(file_has("said", "\"ear\":\"left\""));
	CHECK(!file_has("said", "\"ear\":\"right\""));
	(void)bench_find(found, w.app.visit, BENCH_ASSEMBLY, BENCH_SOUND);
	CHECK_HAS(found, "the left ear apart");
	tech_press(&w, "right");
	CHECK(file_has("said", "\"ear\":\"right\""));
	(void)bench_find(found, w.app.visit, BENCH_ASSEMBLY, BENCH_SOUND);
	CHECK_HAS(found, "each ear apart");
	(void)unlink("said");
	tech_press(&w, "judge:pass");
	world_close(&w);
}

TEST(sound_step, one_ear_is_not_what_the_next_person_gets)
{
	AUTO_BUF text;

	go_step("--printer none --speech log:said", BENCH_SOUND);
	tech_press(&w, "left");
	buf_init(&text, 1 << 16);
	CHECK_OK(file_read(&text, "said"));
	speech_say(w.app.speech, "nl", "daarna", SPEECH_PUBLIC);
	buf_clear(&text);
	CHECK_OK(file_read(&text, "said"));
	CHECK(strstr(strstr(buf_str(&text), "daarna"), "\"ear\"") == NULL);
	world_close(&w);
}

TEST(sound_step, loudness_is_kept_for_every_visit_to_come)
{
	go_step("--printer none --speech log:said", BENCH_SOUND);
	CHECK_INT(w.app.keys.loudness, 60);
	tech_press(&w, "louder");
	tech_press(&w, "louder");
	CHECK(file_has(kept_file(), "loudness = 80\n"));
	CHECK_INT(w.app.keys.loudness, 80);
	tech_press(&w, "softer");
	world_close(&w);
	world_open(&w, "--speech log:said"); /* through a restart */
	CHECK_INT(w.app.keys.loudness, 70);
	world_go(&w, SCREEN_SERVICE, "nl");
	CHECK_OK(keypad_press(w.app.keys.keypad, KEYPAD_LOUDER));
	CHECK_INT(w.app.keys.loudness, 80);
	world_tap(&w, "stop");
	CHECK_INT(w.app.keys.loudness, 70); /* as the technician set it, not as the last person did */
	world_close(&w);
}

TEST(sound_step, loudness_has_its_bounds)
{
	go_step("--printer none --speech log:said", BENCH_SOUND);
	CHECK_INT(bench_keep_loudness(w.app.visit, BENCH_LOUDNESS_LEAST - 1), DESK_BAD_TEXT);
	CHECK_INT(bench_keep_loudness(w.app.visit, BENCH_LOUDNESS_LEAST), DESK_DONE);
	CHECK_INT(bench_loudness(w.app.visit), BENCH_LOUDNESS_LEAST);
	CHECK_INT(bench_keep_loudness(w.app.visit, BENCH_LOUDNESS_MOST), DESK_DONE);
	CHECK_INT(bench_keep_loudness(w.app.visit, BENCH_LOUDNESS_MOST + 1), DESK_BAD_TEXT);
	CHECK_INT(bench_loudness(w.app.visit), BENCH_LOUDNESS_MOST);
	desk_badge(&w, "");
	CHECK_INT(bench_keep_loudness(w.app.visit, 50), DESK_DENIED);
	CHECK_INT(bench_loudness(w.app.visit), BENCH_LOUDNESS_MOST);
	world_close(&w);
}

TEST(sound_step, file_that_does_not_hold_is_told_and_left_out)
{
	static const char *const wrong[] = {"", "loudness = 9\n", "loudness = 101\n", "loudness = 60.5\n", "louder\n",
	        "loudness = \n", "loudness = 0x40\n"};

	world_open(&w, NULL);
	world_close(&w);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK_OK(file_replace(kept_file(), wrong[i], strlen(wrong[i]), 0640));
		world_open(&w, NULL);
		CHECK_INT(w.app.keys.loudness, 60);
		world_close(&w);
	}
	CHECK_OK(file_replace(kept_file(), "loudness = 100", 14, 0640));
	world_open(&w, NULL);
	CHECK_INT(w.app.keys.loudness, 100);
	world_close(&w);
}

TEST(sound_step, disk_that_can_not_keep_it_says_so)
{
	go_step("--printer none --speech log:said", BENCH_SOUND);
	CHECK_OK(dir_make(kept_file(), 0700)); /* nothing can take its place */
	tech_press(&w, "louder");
	CHECK_INT(w.app.keys.loudness_kept, 60);
	CHECK_INT(bench_keep_loudness(w.app.visit, 90), DESK_TROUBLE);
	world_close(&w);
}
