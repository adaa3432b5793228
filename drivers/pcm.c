#include "drivers/pcm.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "drivers/pcm_ops.h"
#include "sys/text.h"

enum { PART = 256 }; /* samples that are laid into two channels in one go */

int pcm_open(struct pcm **out, const char *device, unsigned rate, enum pcm_ear ear)
{
	static const struct pcm_ops *const kinds[] = {&pcm_file, &pcm_slow, &pcm_alsa};
	struct pcm *p;
	size_t k = 0;
	int e;

	if (rate == 0 || rate > PCM_RATE_MOST)
		return err_new(EINVAL, "sound has 1 to %d samples a second, not %u", PCM_RATE_MOST, rate);
	while (k + 1 < sizeof kinds / sizeof *kinds && !text_starts(device, kinds[k]->prefix))
		k++; /* the last takes what is left */
	p = calloc(1, kinds[k]->size);
	if (!p)
		return err_new(ENOMEM, "no memory for sound");
	*p = (struct pcm){kinds[k], device + strlen(kinds[k]->prefix), rate, ear == PCM_BOTH_EARS ? 1 : 2, ear};
	e = p->ops->open(p);
	if (e) {
		free(p);
		return err_up(e);
	}
	*out = p;
	return 0;
}

void pcm_close(struct pcm *p)
{
	if (!p)
		return;
	p->ops->drop(p);
	p->ops->close(p);
	free(p);
}

static int stopped(struct pcm *p)
{
	p->ops->drop(p);
	return PCM_STOPPED;
}

static int put(struct pcm *p, const int16_t *samples, size_t n, const atomic_bool *stop)
{
	while (n > 0) {
		size_t taken = 0;
		int e;

		if (atomic_load(stop))
			return stopped(p);
		if ((e = p->ops->write(p, samples, n, &taken)))
			return err_up(e);
		samples += taken * p->channels;
		n -= taken;
	}
	return 0;
}

/* The voice in one channel, silence in the other. */
static int put_one_ear(struct pcm *p, const int16_t *samples, size_t n, const atomic_bool *stop)
{
	int16_t both[2 * PART];
	size_t at = p->ear == PCM_RIGHT_EAR;
	int e = 0;

	while (n > 0 && e == 0) {
		size_t part = n < PART ? n : PART;

		memset(both, 0, sizeof both);
		for (size_t i = 0; i < part; i++)
			both[2 * i + at] = samples[i];
		e = put(p, both, part, stop);
		n -= part;
		samples += part;
	}
	return e < 0 ? err_up(e) : e;
}

int pcm_write(struct pcm *p, const int16_t *samples, size_t n, const atomic_bool *stop)
{
	int e = p->ear == PCM_BOTH_EARS ? put(p, samples, n, stop) : put_one_ear(p, samples, n, stop);

	return e < 0 ? err_up(e) : e;
}

int pcm_drain(struct pcm *p, const atomic_bool *stop)
{
	const struct timespec nap = {0, PCM_WAIT_MS * 1000000L};
	size_t left;
	int e;

	while ((e = p->ops->left(p, &left)) == 0 && left > 0) {
		if (atomic_load(stop))
			return stopped(p);
		(void)nanosleep(&nap, NULL);
	}
	return err_up(e);
}

bool pcm_is_there(const char *dir)
{
	DIR *cards = opendir(dir);
	const struct dirent *d;
	bool found = false;

	while (cards && !found && (d = readdir(cards)))
		found = text_starts(d->d_name, "pcmC") && text_ends(d->d_name, "p");
	if (cards)
		(void)closedir(cards);
	return found;
}
