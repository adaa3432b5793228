/* speech_espeak - the espeak-ng library, which speaks every launch language in a thread of its own */
#include <errno.h>
#include <espeak-ng/speak_lib.h>
#include <string.h>

#include "drivers/speech_ops.h"
#include "sys/text.h"

enum { WORDS_A_MINUTE = 125, MORE_THAN_VOLUME = 100 };

struct speech_by_espeak {
	struct speech_kind base;
	char lang[12]; /* the voice that is set */
};

/* espeak-ng's name of each voice; a language that is not here has none. */
static const struct {
	const char *lang, *voice;
} voices[] = {
        {"nl", "nl"},
        {"en", "en-gb"},
        {"de", "de"},
        {"fr", "fr-fr"},
        {"ar", "ar"},
        {"uk", "uk"},
        {"pl", "pl"},
        {"tr", "tr"},
};

static const char *voice_of(const char *lang)
{
	for (size_t i = 0; i < sizeof voices / sizeof *voices; i++)
		if (text_is(voices[i].lang, lang))
			return voices[i].voice;
	return NULL;
}

static int espeak_open(struct speech_kind *k)
{
	(void)k;
	if (espeak_Initialize(AUDIO_OUTPUT_PLAYBACK, 0, NULL, espeakINITIALIZE_DONT_EXIT) < 0)
		return err_new(
		        EIO, "espeak-ng can not be started: is espeak-ng-data installed, and a sound card there?");
	return 0;
}

static void espeak_close(struct speech_kind *k)
{
	(void)k;
	(void)espeak_Terminate();
}

static bool espeak_speaks(const struct speech_kind *k, const char *lang)
{
	(void)k;
	return voice_of(lang) != NULL;
}

static int espeak_say(struct speech_kind *k, const char *lang, const char *text, int speed, int loudness)
{
	struct speech_by_espeak *s = (struct speech_by_espeak *)k;
	const char *voice = voice_of(lang);
	espeak_ERROR e = EE_OK;

	if (!text_is(s->lang, lang))
		e = espeak_SetVoiceByName(voice);
	if (e != EE_OK)
		return err_new(EIO, "espeak-ng has no voice %s: install espeak-ng-data", voice);
	(void)text_copy(s->lang, sizeof s->lang, lang);
	(void)espeak_SetParameter(espeakRATE, WORDS_A_MINUTE * speed / 100, 0);
	(void)espeak_SetParameter(espeakVOLUME, loudness * MORE_THAN_VOLUME / 100, 0);
	e = espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakENDPAUSE, NULL, NULL);
	return e == EE_OK ? 0 : err_new(EIO, "espeak-ng did not take the text (%d)", (int)e);
}

static void espeak_hush(struct speech_kind *k)
{
	(void)k;
	(void)espeak_Cancel();
}

static bool espeak_is_busy(const struct speech_kind *k)
{
	(void)k;
	return espeak_IsPlaying() == 1;
}

const struct speech_ops speech_espeak = {.scheme = "espeak",
        .size = sizeof(struct speech_by_espeak),
        .open = espeak_open,
        .close = espeak_close,
        .speaks = espeak_speaks,
        .say = espeak_say,
        .hush = espeak_hush,
        .is_busy = espeak_is_busy};
