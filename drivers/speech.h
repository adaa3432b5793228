#pragma once

/*
 * speech - what the machine says aloud, and to whom
 *
 * espeak[:ALSA-DEVICE] (the espeak-ng library, by ALSA; drivers/pcm.h), log:FILE (each utterance a line of JSON, for tests), none. Nothing here blocks: an
 * utterance is handed over and spoken sentence by sentence; a new one ends the one before. Words that a person
 * typed go to headphones only, never to the loudspeaker (access-and-security.md, E8): without headphones they are
 * not spoken. A voice that is missing for a language is an answer, never another language's voice.
 */
#include <stdbool.h>
#include <stddef.h>
#include "sys/clock.h"
#include "sys/log.h"
#include "sys/loop.h"

struct speech;

enum speech_ear { SPEECH_BOTH_EARS, SPEECH_LEFT_EAR, SPEECH_RIGHT_EAR };
enum speech_route { SPEECH_PUBLIC, SPEECH_PRIVATE }; /* may be heard by others; headphones only */

struct speech_setup {
	const char *uri; /* espeak, log:FILE, none; copied */
	struct loop *loop; /* this and the rest: borrowed until speech_close() */
	const struct clock *clock;
	const struct log *log;
	void (*ended)(void *me); /* called from the loop when what was said came to its end by itself; may be NULL */
	void *me;
};

/* What was said, for the test door: at most SPEECH_KEPT, oldest first. */
enum { SPEECH_KEPT = 64, SPEECH_TEXT_MAX = 64 * 1024 };
struct spoken {
	unsigned n; /* 1, 2, 3 ... */
	const char *text, *lang, *route; /* "headphones" or "speaker" */
	bool cut; /* ended before its end */
};

/* A surprise only for a URI that is none. A voice that can not be had is none, and the log says why. */
NODISCARD int speech_open(struct speech **out, const struct speech_setup *setup);
void speech_close(struct speech *s); /* NULL is fine */

bool speech_speaks(const struct speech *s, const char *lang); /* "nl-easy" speaks Dutch */
/* Ends what is being said, and says this. The text is copied, and wiped when it was said. */
void speech_say(struct speech *s, const char *lang, const char *text, enum speech_route route);
void speech_hush(struct speech *s);
void speech_forget(struct speech *s); /* hush, and wipe what spoken() tells */
/* Looked at a few times a second while something is said, and never otherwise. */
bool speech_is_busy(const struct speech *s);
void speech_set_headphones(struct speech *s, bool there); /* pulled out: what is being said ends */
/* per cent: 50..200 of 125 words a minute; 0..100 of the loudest */
void speech_set_speed(struct speech *s, int percent);
void speech_set_loudness(struct speech *s, int percent);
/* From the next utterance on; one ear is for a technician who tries headphones. */
void speech_set_ear(struct speech *s, enum speech_ear ear);

/* The ith that is kept; false past the end. Borrowed until the next call. */
bool speech_spoken(struct spoken *out, const struct speech *s, int i);
