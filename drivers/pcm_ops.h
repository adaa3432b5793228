#pragma once

/* pcm_ops - one kind of sound out; each call waits PCM_WAIT_MS at most */
#include "drivers/pcm.h"

struct pcm {
	const struct pcm_ops *ops;
	const char *device; /* behind "file=" and the like */
	unsigned rate;
	unsigned channels; /* 1; 2 for one ear */
	enum pcm_ear ear;
};

struct pcm_ops {
	const char *prefix; /* "file=", "" for ALSA: the last in the list */
	size_t size;
	NODISCARD int (*open)(struct pcm *p);
	void (*close)(struct pcm *p);
	/* *taken of n samples (of each channel, interleaved); 0 when there was no room in time. */
	NODISCARD int (*write)(struct pcm *p, const int16_t *samples, size_t n, size_t *taken);
	void (*drop)(struct pcm *p);
	/* Samples that were not heard yet; a surprise when the card is gone. */
	NODISCARD int (*left)(struct pcm *p, size_t *samples);
};

extern const struct pcm_ops pcm_alsa, pcm_file, pcm_slow;
