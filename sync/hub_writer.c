#include "sync/hub_writer.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

#define LOG_MODULE "hub"

struct hub_writer {
	struct hub *hub;
	const struct log *log;
	pthread_t thread;
	pthread_mutex_t lock; /* holds everything below */
	pthread_cond_t some;
	struct hub_job *first, **last;
	size_t waiting;
	struct hub_job *group[HUB_GROUP]; /* in the transaction now */
	size_t n_group;
	bool stopping;
};

static bool is_same_device(const struct hub_job *a, const struct hub_job *b)
{
	return memcmp(a->batch->device, b->batch->device, sizeof(a->batch->device)) == 0;
}

static bool is_busy(const struct hub_writer *w, const struct hub_job *job)
{
	for (const struct hub_job *j = w->first; j; j = j->next)
		if (is_same_device(j, job))
			return true;
	for (size_t i = 0; i < w->n_group; i++)
		if (is_same_device(w->group[i], job))
			return true;
	return false;
}

int hub_writer_put(struct hub_writer *w, struct hub_job *job)
{
	int r = 0;

	pthread_mutex_lock(&w->lock);
	if (w->stopping)
		r = HUB_STOPPING;
	else if (is_busy(w, job))
		r = HUB_DEVICE_BUSY;
	else if (w->waiting >= HUB_QUEUE)
		r = HUB_QUEUE_FULL;
	if (r == 0) {
		job->next = NULL;
		*w->last = job;
		w->last = &job->next;
		w->waiting++;
		pthread_cond_signal(&w->some);
	}
	pthread_mutex_unlock(&w->lock);
	return r;
}

/* Waits for work; false when there is none left and the writer is to stop. */
static bool take_group(struct hub_writer *w)
{
	pthread_mutex_lock(&w->lock);
	while (!w->first && !w->stopping)
		pthread_cond_wait(&w->some, &w->lock);
	w->n_group = 0;
	while (w->first && w->n_group < HUB_GROUP) {
		struct hub_job *job = w->first;

		w->first = job->next;
		w->waiting--;
		w->group[w->n_group++] = job;
	}
	if (!w->first)
		w->last = &w->first;
	pthread_mutex_unlock(&w->lock);
	return w->n_group > 0;
}

static void finish_group(struct hub_writer *w)
{
	struct hub_job *done[HUB_GROUP];
	size_t n;

	pthread_mutex_lock(&w->lock);
	n = w->n_group;
	memcpy(done, w->group, n * sizeof(*done));
	w->n_group = 0;
	pthread_mutex_unlock(&w->lock);
	for (size_t i = 0; i < n; i++)
		done[i]->done(done[i]);
}

static void note_result(const struct hub_writer *w, struct hub_job *job, int r)
{
	job->result = r;
	(void)text_copy(job->why, sizeof(job->why), r < 0 ? err_why() : "");
	if (r < 0)
		log_surprise(w->log, LOG_MODULE, r);
}

/* A group that fails is taken apart: one station's trouble is not its neighbours'. */
static void write_group(struct hub_writer *w)
{
	struct hub_batch *batches[HUB_GROUP];
	size_t n = w->n_group;
	int r;

	for (size_t i = 0; i < n; i++)
		batches[i] = w->group[i]->batch;
	r = hub_take(w->hub, batches, n);
	for (size_t i = 0; i < n; i++) {
		if (r < 0 && n > 1)
			note_result(w, w->group[i], hub_take(w->hub, &batches[i], 1));
		else
			note_result(w, w->group[i], r);
	}
}

static void *write_on(void *me)
{
	struct hub_writer *w = me;

	while (take_group(w)) {
		write_group(w);
		finish_group(w);
	}
	return NULL;
}

int hub_writer_start(struct hub_writer **out, struct hub *hub, const struct log *log)
{
	struct hub_writer *w = calloc(1, sizeof(*w));
	int e;

	if (!w)
		return err_new(ENOMEM, "There is no memory to start the hub's writer.");
	w->hub = hub;
	w->log = log;
	w->last = &w->first;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->some, NULL);
	e = pthread_create(&w->thread, NULL, write_on, w);
	if (e != 0) {
		free(w);
		return err_new(e, "The hub's writer could not be started: %s.", strerror(e));
	}
	*out = w;
	return 0;
}

void hub_writer_stop(struct hub_writer *w)
{
	if (!w)
		return;
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_cond_signal(&w->some);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	pthread_cond_destroy(&w->some);
	pthread_mutex_destroy(&w->lock);
	free(w);
}
