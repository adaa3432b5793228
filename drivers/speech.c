#include "drivers/speech.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/speech_ops.h"
#include "sys/buf.h"
#include "sys/text.h"

#define LOG_MODULE "speech"

enum { SPEED_NORMAL = 100, LOUDNESS_NORMAL = 60, LANG_ROOM = 12, LOOK_MS = 250 };

struct kept {
	unsigned n;
	char *text;
	size_t room;
	char lang[LANG_ROOM];
	bool private_only, cut;
};

struct speech {
	struct speech_kind *kind; /* NULL: no voice */
	const struct log *log;
	char *uri;
	struct kept kept[SPEECH_KEPT];
	unsigned said; /* so many utterances so far */
	struct loop *loop;
	int timer; /* runs while something is said; 0 = silence */
	void (*ended)(void *me);
	void *me;
	bool headphones;
	struct speech_manner manner;
};

static const struct speech_ops *kind_of(const char *uri)
{
	static const struct speech_ops *const kinds[] = {&speech_espeak, &speech_log};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t n = strlen(kinds[i]->scheme);

		if (strncmp(uri, kinds[i]->scheme, n) == 0 && (uri[n] == 0 || uri[n] == ':'))
			return kinds[i];
	}
	return NULL;
}

/* A voice that can not be had is none. */
static int open_kind(struct speech *s, const struct speech_setup *setup)
{
	const struct speech_ops *ops = kind_of(s->uri);
	const char *colon = strchr(s->uri, ':');
	int e;

	if (text_is(s->uri, "none"))
		return 0;
	if (!ops)
		return err_new(EINVAL, "%s is no voice; there are espeak, log:FILE and none", s->uri);
	s->kind = calloc(1, ops->size);
	if (!s->kind)
		return err_new(ENOMEM, "no memory for the voice");
	*s->kind = (struct speech_kind){ops, colon ? colon + 1 : "", setup->log, setup->clock};
	e = ops->open(s->kind);
	if (e) {
		log_surprise(setup->log, LOG_MODULE, e);
		free(s->kind);
		s->kind = NULL;
	}
	return 0;
}

int speech_open(struct speech **out, const struct speech_setup *setup)
{
	struct speech *s = calloc(1, sizeof *s);
	int e;

	if (!s)
		return err_new(ENOMEM, "no memory for the voice");
	s->log = setup->log;
	s->loop = setup->loop;
	s->ended = setup->ended;
	s->me = setup->me;
	s->manner.speed = SPEED_NORMAL;
	s->manner.loudness = LOUDNESS_NORMAL;
	s->uri = strdup(setup->uri);
	e = s->uri ? open_kind(s, setup) : err_new(ENOMEM, "no memory for the voice");
	if (e) {
		speech_close(s);
		return err_up(e);
	}
	*out = s;
	return 0;
}

void speech_close(struct speech *s)
{
	if (!s)
		return;
	speech_forget(s);
	if (s->kind)
		s->kind->ops->close(s->kind);
	free(s->kind);
	free(s->uri);
	free(s);
}

/* "nl-easy" is spoken by the voice of "nl". */
static void voice_of(char out[LANG_ROOM], const char *lang)
{
	(void)text_copy(out, LANG_ROOM, lang);
	out[strcspn(out, "-")] = 0;
}

bool speech_speaks(const struct speech *s, const char *lang)
{
	char voice[LANG_ROOM];

	voice_of(voice, lang);
	return s->kind && s->kind->ops->speaks(s->kind, voice);
}

static void forget(struct kept *k)
{
	if (k->text)
		wipe(k->text, k->room);
	free(k->text);
	*k = (struct kept){0};
}

static void stop_looking(struct speech *s)
{
	if (s->loop)
		loop_cancel(s->loop, s->timer);
	s->timer = 0;
}

static void look_later(struct speech *s);

static int on_look(void *me)
{
	struct speech *s = me;

	s->timer = 0;
	if (speech_is_busy(s))
		look_later(s);
	else if (s->ended)
		s->ended(s->me);
	return 0;
}

/* No voice tells the loop that it is done: it is asked, for as long as it speaks. */
static void look_later(struct speech *s)
{
	stop_looking(s);
	if (!s->loop)
		return;
	s->timer = loop_after(s->loop, LOOK_MS, on_look, s);
	if (s->timer < 0) {
		log_surprise(s->log, LOG_MODULE, s->timer);
		s->timer = 0;
	}
}

void speech_say(struct speech *s, const char *lang, const char *text, enum speech_route route)
{
	struct kept *k = &s->kept[s->said % SPEECH_KEPT];
	char voice[LANG_ROOM];
	int e;

	if (!speech_speaks(s, lang) || (route == SPEECH_PRIVATE && !s->headphones) || strlen(text) > SPEECH_TEXT_MAX)
		return;
	speech_hush(s);
	forget(k);
	k->room = strlen(text) + 1;
	k->text = strdup(text);
	k->private_only = s->headphones;
	k->n = ++s->said;
	(void)text_copy(k->lang, sizeof k->lang, lang);
	voice_of(voice, lang);
	e = s->kind->ops->say(s->kind, voice, text, &s->manner);
	if (e) {
		k->cut = true; /* nobody heard it whole */
		log_surprise(s->log, LOG_MODULE, e);
		s->kind->ops->hush(s->kind);
	}
	look_later(s);
}

void speech_hush(struct speech *s)
{
	stop_looking(s);
	if (!speech_is_busy(s))
		return;
	s->kept[(s->said - 1) % SPEECH_KEPT].cut = true;
	s->kind->ops->hush(s->kind);
}

void speech_forget(struct speech *s)
{
	speech_hush(s);
	for (int i = 0; i < SPEECH_KEPT; i++)
		forget(&s->kept[i]);
}

bool speech_is_busy(const struct speech *s)
{
	return s->kind && s->said > 0 && s->kind->ops->is_busy(s->kind);
}

void speech_set_headphones(struct speech *s, bool there)
{
	if (s->headphones && !there)
		speech_hush(s); /* what one person heard is not heard by the hall now */
	s->headphones = there;
}

void speech_set_speed(struct speech *s, int percent)
{
	s->manner.speed = percent < 50 ? 50 : percent > 200 ? 200 : percent;
}

void speech_set_loudness(struct speech *s, int percent)
{
	s->manner.loudness = percent < 0 ? 0 : percent > 100 ? 100 : percent;
}

void speech_set_ear(struct speech *s, enum speech_ear ear)
{
	s->manner.ear = ear;
}

bool speech_spoken(struct spoken *out, const struct speech *s, int i)
{
	unsigned first = s->said > SPEECH_KEPT ? s->said - SPEECH_KEPT : 0;

	for (unsigned n = first; n < s->said; n++) {
		const struct kept *k = &s->kept[n % SPEECH_KEPT];

		if (!k->text || i-- > 0)
			continue;
		*out = (struct spoken){k->n, k->text, k->lang, k->private_only ? "headphones" : "speaker", k->cut};
		return true;
	}
	return false;
}
