/* app_sound - the voice, and whether it is heard by one person alone */
#include "drivers/jack.h"
#include "drivers/speech.h"
#include <stdio.h>
#include <string.h>

#include "kiosk/app.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/bench.h"

#define LOG_MODULE "sound"

enum { LOUDNESS_PRESET = 60, KEPT_MOST = 200 };

static void on_ended(void *me)
{
	app_stale(me);
}

static void on_jack(void *me, bool in)
{
	struct app *a = me;

	speech_set_headphones(a->speech, in);
	app_stale(a);
}

/* ---- how loud a visit begins ----------------------------------------------------------------- */

static const char line_begins[] = "loudness = ";

static void take_kept(struct app *a)
{
	int64_t percent = LOUDNESS_PRESET;
	char path[1200];
	AUTO_BUF text;
	int e;

	buf_init(&text, KEPT_MOST);
	e = path_join(path, sizeof path, a->settings->data, "sound.conf");
	if (e == 0 && file_exists(path))
		e = file_read(&text, path);
	if (e)
		log_surprise(&a->log, LOG_MODULE, e);
	else if (text.len > 0) {
		char *line = (char *)text.data;

		line[strcspn(line, "\n")] = 0;
		if (!text_starts(line, line_begins) ||
		        !text_i64(line + sizeof line_begins - 1, BENCH_LOUDNESS_LEAST, BENCH_LOUDNESS_MOST, &percent)) {
			log_warn(&a->log, "%s does not hold: the voice is as loud as it comes, %d %%", path,
			        LOUDNESS_PRESET);
			percent = LOUDNESS_PRESET;
		}
	}
	a->keys.loudness_kept = (int)percent;
}

int app_sound_loudness(void *me)
{
	const struct app *a = me;

	return a->keys.loudness_kept;
}

int app_sound_set_loudness(void *me, int percent)
{
	struct app *a = me;
	char path[1200], text[40];
	int e = path_join(path, sizeof path, a->settings->data, "sound.conf");

	(void)snprintf(text, sizeof text, "%s%d\n", line_begins, percent);
	if (e == 0)
		e = file_replace(path, text, strlen(text), 0640);
	if (e)
		return err_up(e);
	a->keys.loudness_kept = percent;
	app_keys_visit_over(a);
	return 0;
}

int app_sound_open(struct app *a)
{
	struct speech_setup voice = {.uri = a->settings->speech,
	        .loop = a->loop,
	        .clock = &a->clock,
	        .log = &a->log,
	        .ended = on_ended,
	        .me = a};
	struct jack_setup jack = {
	        .uri = a->settings->jack, .loop = a->loop, .log = &a->log, .changed = on_jack, .me = a};
	int e;

	take_kept(a);
	e = speech_open(&a->speech, &voice);

	return e ? err_up(e) : err_up(jack_open(&a->jack, &jack));
}

void app_sound_close(struct app *a)
{
	jack_close(a->jack);
	speech_close(a->speech);
	a->jack = NULL;
	a->speech = NULL;
}
