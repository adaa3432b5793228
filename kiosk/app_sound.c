/* app_sound - the voice, and whether it is heard by one person alone */
#include "drivers/jack.h"
#include "drivers/speech.h"
#include "kiosk/app.h"
#include "sys/log.h"

#define LOG_MODULE "sound"

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
	int e = speech_open(&a->speech, &voice);

	return e ? err_up(e) : err_up(jack_open(&a->jack, &jack));
}

void app_sound_close(struct app *a)
{
	jack_close(a->jack);
	speech_close(a->speech);
	a->jack = NULL;
	a->speech = NULL;
}
