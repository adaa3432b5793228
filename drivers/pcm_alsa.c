/* pcm_alsa - a sound card by libasound, which is loaded only when something is said */
#include <alsa/asoundlib.h>
#include <dlfcn.h>
#include <errno.h>
#include <string.h>

#include "drivers/pcm_ops.h"

/* What is used of the library. */
struct alsa_calls {
	__typeof__(&snd_lib_error_set_handler) set_error_handler;
	__typeof__(&snd_pcm_open) open;
	__typeof__(&snd_pcm_close) close;
	__typeof__(&snd_pcm_set_params) set_params;
	__typeof__(&snd_pcm_wait) wait;
	__typeof__(&snd_pcm_writei) writei;
	__typeof__(&snd_pcm_recover) recover;
	__typeof__(&snd_pcm_drop) drop;
	__typeof__(&snd_pcm_prepare) prepare;
	__typeof__(&snd_pcm_start) start;
	__typeof__(&snd_pcm_state) state;
	__typeof__(&snd_pcm_delay) delay;
	__typeof__(&snd_strerror) strerror;
};

struct pcm_by_alsa {
	struct pcm base;
	void *library;
	struct alsa_calls call;
	snd_pcm_t *card;
};

static struct pcm_by_alsa *of(struct pcm *p)
{
	return (struct pcm_by_alsa *)p;
}

/* dlsym() gives a pointer to data; POSIX says that it may be one to a function. */
static bool find(void *out, void *library, const char *name)
{
	void *found = dlsym(library, name);

	memcpy(out, &found, sizeof found);
	return found != NULL;
}

static int load(struct pcm_by_alsa *a)
{
	struct alsa_calls *c = &a->call;

	a->library = dlopen("libasound.so.2", RTLD_NOW | RTLD_LOCAL);
	if (!a->library)
		return err_new(ENOENT, "sound is missing: install libasound2");
	if (find(&c->set_error_handler, a->library, "snd_lib_error_set_handler") &&
	        find(&c->open, a->library, "snd_pcm_open") && find(&c->close, a->library, "snd_pcm_close") &&
	        find(&c->set_params, a->library, "snd_pcm_set_params") && find(&c->wait, a->library, "snd_pcm_wait") &&
	        find(&c->writei, a->library, "snd_pcm_writei") && find(&c->recover, a->library, "snd_pcm_recover") &&
	        find(&c->drop, a->library, "snd_pcm_drop") && find(&c->prepare, a->library, "snd_pcm_prepare") &&
	        find(&c->start, a->library, "snd_pcm_start") && find(&c->state, a->library, "snd_pcm_state") &&
	        find(&c->delay, a->library, "snd_pcm_delay") && find(&c->strerror, a->library, "snd_strerror"))
		return 0;
	(void)dlclose(a->library);
	return err_new(EPROTO, "libasound.so.2 is another version than this program knows");
}

/* It tells every card that it can not open on stderr, in the middle of our log. */
static void say_nothing(const char *file, int line, const char *function, int err, const char *fmt, ...)
{
	(void)file;
	(void)line;
	(void)function;
	(void)err;
	(void)fmt;
}

static int alsa_open(struct pcm *p)
{
	struct pcm_by_alsa *a = of(p);
	const char *device = p->device[0] ? p->device : "default";
	int e = load(a), r;

	if (e)
		return err_up(e);
	(void)a->call.set_error_handler(say_nothing);
	r = a->call.open(&a->card, device, SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK);
	if (r == 0) {
		r = a->call.set_params(a->card, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, p->channels, p->rate,
		        1, PCM_BUFFER_MS * 1000);
		if (r < 0)
			(void)a->call.close(a->card);
	}
	if (r == 0)
		return 0;
	e = err_new(-r, "sound does not come out of '%.60s': %s", device, a->call.strerror(r));
	(void)dlclose(a->library);
	return e;
}

static void alsa_close(struct pcm *p)
{
	(void)of(p)->call.close(of(p)->card);
	(void)dlclose(of(p)->library);
}

/* A pause in the sound is mended; a card that was pulled out is not. */
static int mend(struct pcm_by_alsa *a, int r)
{
	if (r == -EAGAIN || r == -EINTR)
		return 0;
	if ((r == -EPIPE || r == -ESTRPIPE) && a->call.recover(a->card, r, 1) == 0)
		return 0;
	return err_new(-r, "sound stopped: %s", a->call.strerror(r));
}

static int alsa_write(struct pcm *p, const int16_t *samples, size_t n, size_t *taken)
{
	struct pcm_by_alsa *a = of(p);
	snd_pcm_sframes_t r = a->call.wait(a->card, PCM_WAIT_MS);

	*taken = 0;
	if (r > 0)
		r = a->call.writei(a->card, samples, n);
	if (r < 0)
		return err_up(mend(a, (int)r));
	*taken = (size_t)r;
	return 0;
}

static void alsa_drop(struct pcm *p)
{
	(void)of(p)->call.drop(of(p)->card);
	(void)of(p)->call.prepare(of(p)->card);
}

/* A sentence shorter than the buffer has not started by itself. */
static int alsa_left(struct pcm *p, size_t *samples)
{
	struct pcm_by_alsa *a = of(p);
	snd_pcm_sframes_t delay = 0;
	int r;

	if (a->call.state(a->card) == SND_PCM_STATE_PREPARED)
		(void)a->call.start(a->card);
	r = a->call.delay(a->card, &delay);
	*samples = r == 0 && delay > 0 && a->call.state(a->card) == SND_PCM_STATE_RUNNING ? (size_t)delay : 0;
	return r < 0 ? err_up(mend(a, r)) : 0;
}

const struct pcm_ops pcm_alsa = {.prefix = "",
        .size = sizeof(struct pcm_by_alsa),
        .open = alsa_open,
        .close = alsa_close,
        .write = alsa_write,
        .drop = alsa_drop,
        .left = alsa_left};
