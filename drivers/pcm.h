#pragma once

/*
 * pcm - sound out: 16-bit samples of one voice, to both ears or to one
 *
 *   (empty), default, hw:0, plughw:CARD=Device ...   an ALSA device; libasound is loaded when it is opened
 *   file=PATH    the samples into a file, as fast as they come: the twin
 *   slow=PATH    the same at the pace of a real card: for tests of stopping
 *
 * For one thread of its own, never the kiosk's: pcm_write() waits for room,
 * PCM_WAIT_MS at most in one go, and looks at *stop between. A card that is
 * pulled out is a surprise; open it again later.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sys/err.h"

struct pcm;

enum { PCM_WAIT_MS = 20, PCM_BUFFER_MS = 200, PCM_RATE_MOST = 48000 };

/* Answer: *stop came true; what was not played is dropped. */
enum { PCM_STOPPED = 1 };

/* One ear: two channels, of which the other is silent. */
enum pcm_ear { PCM_BOTH_EARS, PCM_LEFT_EAR, PCM_RIGHT_EAR };
NODISCARD int pcm_open(struct pcm **out, const char *device, unsigned rate, enum pcm_ear ear);
void pcm_close(struct pcm *p); /* NULL is fine; what was not played is dropped */
/* 0: all is queued. */
NODISCARD int pcm_write(struct pcm *p, const int16_t *samples, size_t n, const atomic_bool *stop);
/* 0: all was heard. */
NODISCARD int pcm_drain(struct pcm *p, const atomic_bool *stop);
/* Is there any card that plays, under dir ("/dev/snd")? */
bool pcm_is_there(const char *dir);
