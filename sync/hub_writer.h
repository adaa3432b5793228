#pragma once

/*
 * hub_writer - the one thread that writes the hub's store
 *
 * Batches wait in a queue with a ceiling; the thread takes what waits, at most
 * HUB_GROUP batches, into one transaction (one disk sync for all of them) and
 * calls each one's done() after COMMIT, or after the rollback with the surprise.
 * A station has at most one batch in the queue.
 */
#include "sync/hub.h"
#include "sys/log.h"

enum { HUB_QUEUE = 64, HUB_GROUP = 16, HUB_WHY = 200 };

struct hub_writer;

struct hub_job {
	struct hub_batch *batch;
	int result; /* of hub_take() */
	char why[HUB_WHY]; /* the sentence, when that is a surprise */
	void (*done)(struct hub_job *job); /* on the writer's thread */
	void *me;
	struct hub_job *next;
};

/* Answers of hub_writer_put(). */
enum { HUB_QUEUE_FULL = 1, HUB_DEVICE_BUSY, HUB_STOPPING };

/* hub and log borrowed; nobody else may use hub until hub_writer_stop(). */
NODISCARD int hub_writer_start(struct hub_writer **out, struct hub *hub, const struct log *log);
/* The job is borrowed until its done() was called. */
NODISCARD int hub_writer_put(struct hub_writer *w, struct hub_job *job);
/* Finishes what waits, then ends the thread. NULL is fine. */
void hub_writer_stop(struct hub_writer *w);
