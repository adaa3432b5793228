/*
 * speech_espeak - the espeak-ng library, which speaks every launch language in a thread of its own
 *
 * Loaded when it is opened: with the sound libraries behind it, it would cost every kiosk time at its start and memory.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <espeak-ng/speak_lib.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/speech_ops.h"
#include "sys/text.h"

enum { WORDS_A_MINUTE = 125, MORE_THAN_VOLUME = 100, STARTS_WITHIN_MS = 400 };

/* What is used of the library. */
struct espeak_calls {
	int (*initialize)(espeak_AUDIO_OUTPUT output, int buffer_ms, const char *path, int options);
	espeak_ERROR (*terminate)(void);
	espeak_ERROR (*set_voice)(const char *name);
	espeak_ERROR (*set_parameter)(espeak_PARAMETER parameter, int value, int relative);
	espeak_ERROR (*synth)(const void *text, size_t size, unsigned int position, espeak_POSITION_TYPE type,
	        unsigned int end, unsigned int flags, unsigned int *id, void *data);
	espeak_ERROR (*cancel)(void);
	int (*is_playing)(void);
};

struct speech_by_espeak {
	struct speech_kind base;
	void *library;
	struct espeak_calls call;
	char lang[12]; /* the voice that is set */
	int64_t since_ms; /* of the utterance that was handed over last; its thread needs a moment; 0 = hushed */
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

/* dlsym() gives a pointer to data; POSIX says that it may be one to a function. */
static bool find(void *out, void *library, const char *name)
{
	void *found = dlsym(library, name);

	memcpy(out, &found, sizeof found);
	return found != NULL;
}

static int load(struct speech_by_espeak *s)
{
	struct espeak_calls *c = &s->call;

	s->library = dlopen("libespeak-ng.so.1", RTLD_NOW | RTLD_LOCAL);
	if (!s->library)
		return err_new(ENOENT, "the voice is missing: install libespeak-ng1 and espeak-ng-data");
	if (find(&c->initialize, s->library, "espeak_Initialize") &&
	        find(&c->terminate, s->library, "espeak_Terminate") &&
	        find(&c->set_voice, s->library, "espeak_SetVoiceByName") &&
	        find(&c->set_parameter, s->library, "espeak_SetParameter") &&
	        find(&c->synth, s->library, "espeak_Synth") && find(&c->cancel, s->library, "espeak_Cancel") &&
	        find(&c->is_playing, s->library, "espeak_IsPlaying"))
		return 0;
	(void)dlclose(s->library);
	return err_new(EPROTO, "libespeak-ng.so.1 is another version than this program knows");
}

/* A sound card that plays ("pcmC0D0p"), or a sound server. The library itself does not mind when there is none: it
 * is silent then, and a button that reads aloud would do nothing. */
static bool sound_is_there(void)
{
	DIR *cards = opendir("/dev/snd");
	const struct dirent *d;
	bool found = getenv("PULSE_SERVER") != NULL;

	while (cards && !found && (d = readdir(cards)))
		found = text_starts(d->d_name, "pcmC") && text_ends(d->d_name, "p");
	if (cards)
		(void)closedir(cards);
	return found;
}

/* ALSA tells every card that it can not open on stderr, in the middle of our log. */
static void alsa_is_silent(const char *file, int line, const char *function, int err, const char *fmt, ...)
{
	(void)file;
	(void)line;
	(void)function;
	(void)err;
	(void)fmt;
}

static void silence_alsa(void *library)
{
	int (*set_handler)(void (*)(const char *, int, const char *, int, const char *, ...));

	if (find(&set_handler, library, "snd_lib_error_set_handler"))
		(void)set_handler(alsa_is_silent);
}

static int espeak_open(struct speech_kind *k)
{
	struct speech_by_espeak *s = (struct speech_by_espeak *)k;
	int e = sound_is_there() ? load(s) : err_new(ENODEV, "no voice: there is no sound card under /dev/snd");

	if (e)
		return err_up(e);
	silence_alsa(s->library);
	if (s->call.initialize(AUDIO_OUTPUT_PLAYBACK, 0, NULL, espeakINITIALIZE_DONT_EXIT) >= 0)
		return 0;
	(void)dlclose(s->library);
	return err_new(EIO, "espeak-ng can not be started: is espeak-ng-data installed, and a sound card there?");
}

static void espeak_close(struct speech_kind *k)
{
	struct speech_by_espeak *s = (struct speech_by_espeak *)k;

	(void)s->call.terminate();
	(void)dlclose(s->library);
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
		e = s->call.set_voice(voice);
	if (e != EE_OK)
		return err_new(EIO, "espeak-ng has no voice %s: install espeak-ng-data", voice);
	(void)text_copy(s->lang, sizeof s->lang, lang);
	s->since_ms = clock_mono_ms(k->clock);
	(void)s->call.set_parameter(espeakRATE, WORDS_A_MINUTE * speed / 100, 0);
	(void)s->call.set_parameter(espeakVOLUME, loudness * MORE_THAN_VOLUME / 100, 0);
	e = s->call.synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakENDPAUSE, NULL, NULL);
	return e == EE_OK ? 0 : err_new(EIO, "espeak-ng did not take the text (%d)", (int)e);
}

static void espeak_hush(struct speech_kind *k)
{
	struct speech_by_espeak *s = (struct speech_by_espeak *)k;

	s->since_ms = 0;
	(void)s->call.cancel();
}

static bool espeak_is_busy(const struct speech_kind *k)
{
	const struct speech_by_espeak *s = (const struct speech_by_espeak *)k;

	if (s->since_ms && clock_mono_ms(k->clock) - s->since_ms < STARTS_WITHIN_MS)
		return true;
	return s->call.is_playing() == 1;
}

const struct speech_ops speech_espeak = {.scheme = "espeak",
        .size = sizeof(struct speech_by_espeak),
        .open = espeak_open,
        .close = espeak_close,
        .speaks = espeak_speaks,
        .say = espeak_say,
        .hush = espeak_hush,
        .is_busy = espeak_is_busy};
