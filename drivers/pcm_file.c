/* pcm_file - sound into a file, at once or at the pace of a card: what tests listen to */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "drivers/pcm_ops.h"
#include "sys/clock.h"
#include "sys/file.h"

struct pcm_to_file {
	struct pcm base;
	int fd;
	int64_t began_us; /* slow: when its first sample was taken */
	int64_t samples; /* taken since */
};

static struct pcm_to_file *of(struct pcm *p)
{
	return (struct pcm_to_file *)p;
}

static int file_open(struct pcm *p)
{
	of(p)->fd = open(p->device, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	return of(p)->fd < 0 ? err_new(errno, "sound can not go to %s: %s", p->device, strerror(errno)) : 0;
}

static void file_close(struct pcm *p)
{
	(void)close(of(p)->fd);
}

static int file_write(struct pcm *p, const int16_t *samples, size_t n, size_t *taken)
{
	int e = write_all(of(p)->fd, samples, n * p->channels * sizeof *samples);

	*taken = e ? 0 : n;
	return err_up(e);
}

static int64_t heard(const struct pcm_to_file *f)
{
	return (clock_measure_us() - f->began_us) * f->base.rate / 1000000;
}

static int slow_write(struct pcm *p, const int16_t *samples, size_t n, size_t *taken)
{
	const struct timespec nap = {0, PCM_WAIT_MS * 1000000L};
	struct pcm_to_file *f = of(p);
	int64_t room;

	if (f->samples == 0 || heard(f) > f->samples) {
		f->began_us = clock_measure_us();
		f->samples = 0;
	}
	room = heard(f) + (int64_t)p->rate * PCM_BUFFER_MS / 1000 - f->samples;
	*taken = 0;
	if (room <= 0) {
		(void)nanosleep(&nap, NULL);
		return 0;
	}
	n = n < (size_t)room ? n : (size_t)room;
	f->samples += (int64_t)n;
	return err_up(file_write(p, samples, n, taken));
}

static void file_drop(struct pcm *p)
{
	of(p)->samples = 0;
}

static int file_left(struct pcm *p, size_t *samples)
{
	(void)p;
	*samples = 0;
	return 0;
}

static int slow_left(struct pcm *p, size_t *samples)
{
	const struct pcm_to_file *f = of(p);

	*samples = f->samples > heard(f) ? (size_t)(f->samples - heard(f)) : 0;
	return 0;
}

const struct pcm_ops pcm_file = {.prefix = "file=",
        .size = sizeof(struct pcm_to_file),
        .open = file_open,
        .close = file_close,
        .write = file_write,
        .drop = file_drop,
        .left = file_left};
const struct pcm_ops pcm_slow = {.prefix = "slow=",
        .size = sizeof(struct pcm_to_file),
        .open = file_open,
        .close = file_close,
        .write = slow_write,
        .drop = file_drop,
        .left = slow_left};
