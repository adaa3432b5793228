/*
 * speech_espeak - the espeak-ng library makes the sound, drivers/pcm.h lets it out: espeak, espeak:ALSA-DEVICE
 *
 * Both live in a thread of their own, which waits for cards; the kiosk's thread only hands a text over, and a new text
 * replaces one that still waits. The library is loaded when it is opened, and never opens a sound card or a sound
 * server itself: with the sound libraries behind it, it would cost every kiosk time at its start and memory.
 */
#include <dlfcn.h>
#include <errno.h>
#include <espeak-ng/speak_lib.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/pcm.h"
#include "drivers/speech_ops.h"
#include "sys/buf.h"
#include "sys/text.h"

#define LOG_MODULE "speech"

enum { WORDS_A_MINUTE = 125, MORE_THAN_VOLUME = 100, CHUNK_MS = 60, LANG_ROOM = 12 };

/* What is used of the library. */
struct espeak_calls {
	int (*initialize)(espeak_AUDIO_OUTPUT output, int buffer_ms, const char *path, int options);
	espeak_ERROR (*terminate)(void);
	espeak_ERROR (*set_voice)(const char *name);
	espeak_ERROR (*set_parameter)(espeak_PARAMETER parameter, int value, int relative);
	espeak_ERROR (*synth)(const void *text, size_t size, unsigned int position, espeak_POSITION_TYPE type,
	        unsigned int end, unsigned int flags, unsigned int *id, void *data);
	void (*set_callback)(int (*callback)(short *samples, int n, espeak_EVENT *events));
};

struct utterance {
	char *text; /* NULL: none */
	const char *voice;
	struct speech_manner manner;
};

struct speech_by_espeak {
	struct speech_kind base;
	void *library;
	struct espeak_calls call;
	unsigned rate;
	pthread_t thread;
	pthread_mutex_t lock; /* holds the four below */
	pthread_cond_t some;
	struct utterance next;
	bool speaking, closing;
	atomic_bool stop; /* what is being said ends now */
	struct pcm *pcm; /* the thread's own from here: open while it speaks */
	const char *voice; /* that is set */
	bool silent; /* this card was told to be missing */
};

/* espeak-ng's name of each voice (en is the British one); a language that is not here has none. */
static const struct {
	const char *lang, *voice;
} voices[] = {
        {"nl", "nl"},
        {"en", "en"},
        {"de", "de"},
        {"fr", "fr"},
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

	s->library = dlopen("libespeak-ng.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (!s->library)
		return err_new(ENOENT, "the voice is missing: install libespeak-ng1 and espeak-ng-data");
	if (find(&c->initialize, s->library, "espeak_Initialize") &&
	        find(&c->terminate, s->library, "espeak_Terminate") &&
	        find(&c->set_voice, s->library, "espeak_SetVoiceByName") &&
	        find(&c->set_parameter, s->library, "espeak_SetParameter") &&
	        find(&c->synth, s->library, "espeak_Synth") &&
	        find(&c->set_callback, s->library, "espeak_SetSynthCallback"))
		return 0;
	(void)dlclose(s->library);
	return err_new(EPROTO, "libespeak-ng.so.1 is another version than this program knows");
}

/* ---- in the thread ---------------------------------------------------------------------- */

/* The library's question whether to go on: 1 ends the utterance. */
static int on_samples(short *samples, int n, espeak_EVENT *events)
{
	struct speech_by_espeak *s = events ? events->user_data : NULL;

	if (!s)
		return 1;
	if (!samples || n <= 0)
		return atomic_load(&s->stop);
	return pcm_write(s->pcm, samples, (size_t)n, &s->stop) != 0;
}

/* Told once, and not again until there was sound. */
static void tell_silence(struct speech_by_espeak *s, int e)
{
	if (!s->silent)
		log_surprise(s->base.log, LOG_MODULE, e);
	s->silent = true;
}

static int speak(struct speech_by_espeak *s, const struct utterance *u)
{
	if (s->voice != u->voice && s->call.set_voice(u->voice) != EE_OK)
		return err_new(EIO, "espeak-ng has no voice %s: install espeak-ng-data", u->voice);
	s->voice = u->voice;
	(void)s->call.set_parameter(espeakRATE, WORDS_A_MINUTE * u->manner.speed / 100, 0);
	(void)s->call.set_parameter(espeakVOLUME, u->manner.loudness * MORE_THAN_VOLUME / 100, 0);
	if (s->call.synth(u->text, strlen(u->text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakENDPAUSE, NULL,
	            s) != EE_OK)
		return err_new(EIO, "espeak-ng did not take the text");
	return atomic_load(&s->stop) ? 0 : pcm_drain(s->pcm, &s->stop);
}

/* A card that was pulled out is there again or not at the next utterance. */
static void say_one(struct speech_by_espeak *s, const struct utterance *u)
{
	static const enum pcm_ear ears[] = {[SPEECH_BOTH_EARS] = PCM_BOTH_EARS,
	        [SPEECH_LEFT_EAR] = PCM_LEFT_EAR,
	        [SPEECH_RIGHT_EAR] = PCM_RIGHT_EAR};
	int e = pcm_open(&s->pcm, s->base.where, s->rate, ears[u->manner.ear]);

	if (e) {
		tell_silence(s, e);
		return;
	}
	e = speak(s, u);
	if (e < 0)
		tell_silence(s, e);
	else
		s->silent = false;
	pcm_close(s->pcm);
	s->pcm = NULL;
}

static void forget(struct utterance *u)
{
	if (u->text)
		wipe(u->text, strlen(u->text));
	free(u->text);
	*u = (struct utterance){0};
}

static void *run(void *me)
{
	struct speech_by_espeak *s = me;

	pthread_mutex_lock(&s->lock);
	while (!s->closing) {
		struct utterance u = s->next;

		if (!u.text) {
			s->speaking = false;
			pthread_cond_wait(&s->some, &s->lock);
			continue;
		}
		s->next = (struct utterance){0};
		s->speaking = true;
		atomic_store(&s->stop, false);
		pthread_mutex_unlock(&s->lock);
		say_one(s, &u);
		forget(&u);
		pthread_mutex_lock(&s->lock);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* ---- in the kiosk's thread -------------------------------------------------------------- */

/* Signals are the loop's: the voice's thread takes none. */
static int start(struct speech_by_espeak *s)
{
	sigset_t all, before;
	int e;

	sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	e = pthread_create(&s->thread, NULL, run, s);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return e ? err_new(e, "the voice can not be started: %s", strerror(e)) : 0;
}

static int espeak_open(struct speech_kind *k)
{
	struct speech_by_espeak *s = (struct speech_by_espeak *)k;
	bool there = k->where[0] || pcm_is_there("/dev/snd");
	int e = there ? load(s) : err_new(ENODEV, "no voice: there is no sound card under /dev/snd"), rate;

	if (e)
		return err_up(e);
	rate = s->call.initialize(AUDIO_OUTPUT_SYNCHRONOUS, CHUNK_MS, NULL, espeakINITIALIZE_DONT_EXIT);
	if (rate <= 0) {
		(void)dlclose(s->library);
		return err_new(EIO, "espeak-ng can not be started: is espeak-ng-data installed?");
	}
	s->rate = (unsigned)rate;
	s->call.set_callback(on_samples);
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->some, NULL);
	e = start(s);
	if (e) {
		(void)s->call.terminate();
		(void)dlclose(s->library);
	}
	return err_up(e);
}

static void espeak_close(struct speech_kind *k)
{
	struct speech_by_espeak *s = (struct speech_by_espeak *)k;

	pthread_mutex_lock(&s->lock);
	s->closing = true;
	atomic_store(&s->stop, true);
	pthread_cond_signal(&s->some);
	pthread_mutex_unlock(&s->lock);
	pthread_join(s->thread, NULL);
	forget(&s->next);
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->some);
	(void)s->call.terminate();
	(void)dlclose(s->library);
}

static bool espeak_speaks(const struct speech_kind *k, const char *lang)
{
	(void)k;
	return voice_of(lang) != NULL;
}

static int espeak_say(struct speech_kind *k, const char *lang, const char *text, const struct speech_manner *manner)
{
	struct speech_by_espeak *s = (struct speech_by_espeak *)k;
	struct utterance u = {strdup(text), voice_of(lang), *manner};

	if (!u.text)
		return err_new(ENOMEM, "no memory for the voice");
	pthread_mutex_lock(&s->lock);
	forget(&s->next);
	s->next = u;
	atomic_store(&s->stop, true);
	pthread_cond_signal(&s->some);
	pthread_mutex_unlock(&s->lock);
	return 0;
}

static void espeak_hush(struct speech_kind *k)
{
	struct speech_by_espeak *s = (struct speech_by_espeak *)k;

	pthread_mutex_lock(&s->lock);
	forget(&s->next);
	atomic_store(&s->stop, true);
	pthread_mutex_unlock(&s->lock);
}

/* Being stopped is as good as silent. */
static bool espeak_is_busy(const struct speech_kind *k)
{
	struct speech_by_espeak *s = (struct speech_by_espeak *)(uintptr_t)k;
	bool busy;

	pthread_mutex_lock(&s->lock);
	busy = s->next.text || (s->speaking && !atomic_load(&s->stop));
	pthread_mutex_unlock(&s->lock);
	return busy;
}

const struct speech_ops speech_espeak = {.scheme = "espeak",
        .size = sizeof(struct speech_by_espeak),
        .open = espeak_open,
        .close = espeak_close,
        .speaks = espeak_speaks,
        .say = espeak_say,
        .hush = espeak_hush,
        .is_busy = espeak_is_busy};
