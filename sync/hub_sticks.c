#include "sync/hub_sticks.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sync/stick.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "stick"

enum { LOOK_S = 2, BUSY_MS = 50 };

struct hub_sticks {
	struct hub_sticks_world world;
	pthread_t thread;
	pthread_mutex_t lock; /* holds the two below */
	pthread_cond_t wake;
	bool stopping, done;
	uint64_t seen; /* what lay there last; 0: nothing */
};

/* On the writer's thread. */
static void on_done(struct hub_job *job)
{
	struct hub_sticks *s = job->me;

	pthread_mutex_lock(&s->lock);
	s->done = true;
	pthread_cond_broadcast(&s->wake);
	pthread_mutex_unlock(&s->lock);
}

/* True when the hub is to stop; waits at most so long. */
static bool wait_ms(struct hub_sticks *s, long ms)
{
	struct timespec until;
	bool stopping;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += ms % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000L;
	}
	pthread_mutex_lock(&s->lock);
	while (!s->stopping && pthread_cond_timedwait(&s->wake, &s->lock, &until) == 0)
		;
	stopping = s->stopping;
	pthread_mutex_unlock(&s->lock);
	return stopping;
}

/* Through the hub's one writer; a station that is sending just now goes first. */
static int submit(void *me, struct hub_batch *batch)
{
	struct hub_sticks *s = me;
	struct hub_job job = {.batch = batch, .done = on_done, .me = s};
	int r;

	s->done = false;
	while ((r = hub_writer_put(s->world.writer, &job)) == HUB_DEVICE_BUSY || r == HUB_QUEUE_FULL)
		if (wait_ms(s, BUSY_MS))
			break;
	if (r != 0)
		return err_new(r < 0 ? -r : EAGAIN, "The hub is being stopped: read the stick again later.");
	pthread_mutex_lock(&s->lock);
	while (!s->done)
		pthread_cond_wait(&s->wake, &s->lock);
	pthread_mutex_unlock(&s->lock);
	return job.result < 0 ? err_new(-job.result, "%s", job.why) : 0;
}

static int add_entry(void *me, const struct stick_entry *e)
{
	uint64_t *sum = me, one;
	uint8_t hash[crypto_generichash_BYTES];

	if (!text_ends(e->name, ".ceb.zst") && !text_ends(e->name, ".manifest"))
		return 0;
	crypto_generichash(hash, sizeof(hash), (const uint8_t *)e, sizeof(*e), NULL, 0);
	memcpy(&one, hash, sizeof(one));
	*sum += one | 1;
	return 0;
}

static void look(struct hub_sticks *s)
{
	struct stick_disk disk;
	struct stick_world w = {
	        .disk = &disk, .dir = s->world.dir, .clock = s->world.clock, .say = s->world.say, .me = s->world.me};
	struct hub_store devices;
	const struct stick_office office = {.devices = &devices, .submit = submit, .submit_me = s};
	struct stick_taken taken = {0};
	uint64_t sum = 0;
	int r;

	stick_disk_real(&disk);
	if (!file_exists(s->world.dir) || disk.each(NULL, s->world.dir, add_entry, &sum) < 0 || sum == s->seen) {
		s->seen = sum;
		return;
	}
	s->seen = sum;
	if (sum == 0)
		return;
	if ((r = hub_store_open(&devices, s->world.store, HUB_READ)) == 0) {
		r = stick_take(&taken, &w, &office);
		hub_store_close(&devices);
	}
	if (r < 0)
		log_surprise(s->world.log, LOG_MODULE, r);
	else
		log_info(s->world.log, "stick: %u records new, %u known, %u refused, %u receipts", taken.stored,
		        taken.duplicates, taken.refused, taken.receipts);
	if (r < 0)
		s->seen = 0;
}

static void *watch_on(void *me)
{
	struct hub_sticks *s = me;

	do
		look(s);
	while (!wait_ms(s, LOOK_S * 1000));
	return NULL;
}

int hub_sticks_start(struct hub_sticks **out, const struct hub_sticks_world *world)
{
	struct hub_sticks *s = calloc(1, sizeof(*s));
	int r;

	if (!s)
		return err_new(ENOMEM, "There is no memory to read sticks.");
	s->world = *world;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->wake, NULL);
	r = pthread_create(&s->thread, NULL, watch_on, s);
	if (r != 0) {
		free(s);
		return err_new(r, "The reader of sticks could not be started: %s.", strerror(r));
	}
	*out = s;
	return 0;
}

void hub_sticks_stop(struct hub_sticks *s)
{
	if (!s)
		return;
	pthread_mutex_lock(&s->lock);
	s->stopping = true;
	pthread_cond_broadcast(&s->wake);
	pthread_mutex_unlock(&s->lock);
	pthread_join(s->thread, NULL);
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->wake);
	free(s);
}
