#include "sync/hub_exchange.h"

#include <stdlib.h>
#include <string.h>

#include "sys/text.h"

#define LOG_MODULE "hub"

/* The writer's thread: the batch is on the disk or it is not; the reply is made by the connection's own thread. */
static void wake(struct hub_job *job)
{
	struct exchange *x = job->me;

	MHD_resume_connection(x->connection);
}

static enum MHD_Result submit(struct exchange *x)
{
	x->job = (struct hub_job){.batch = &x->batch, .done = wake, .me = x};
	x->submitted = true;
	/* suspended first: the writer may be done before hub_writer_put() returns */
	MHD_suspend_connection(x->connection);
	x->turned_away = hub_writer_put(x->server->world.writer, &x->job);
	if (x->turned_away != 0)
		MHD_resume_connection(x->connection); /* and replies when it is called again */
	return MHD_YES;
}

static enum MHD_Result turn_away(struct exchange *x)
{
	static const struct hub_problem busy = {429, "busy", "One batch at a time",
	                                        "An earlier batch of this station is still being stored.", 1},
	                                full = {503, "queue", "Too many batches wait", "The hub's queue is full.", 5},
	                                stopping = {
	                                        503, "stopping", "Hub is stopping", "The hub is being stopped.", 10};

	return respond_problem(x, x->turned_away == HUB_DEVICE_BUSY  ? &busy
	                          : x->turned_away == HUB_QUEUE_FULL ? &full
	                                                             : &stopping);
}

static enum MHD_Result bad_batch(struct exchange *x, unsigned status, const char *kind, const char *detail)
{
	struct hub_problem p = {status, kind, "Batch refused", detail, 0};

	return respond_problem(x, &p);
}

/* One station, one epoch: so one receipt speaks for the whole batch. */
static const char *judge_batch(struct exchange *x, unsigned *status)
{
	const struct wire_item *first = NULL;

	*status = 400;
	for (size_t i = 0; i < x->wire.n; i++) {
		const struct wire_item *item = &x->wire.items[i];

		if (!item->has_header || (item->why && !text_is(item->why, "signature")))
			continue;
		if (memcmp(item->header.device, x->device.id, sizeof(x->device.id)) != 0) {
			*status = 403;
			return "A record in the batch is of another station than the certificate.";
		}
		if (item->why)
			continue;
		if (first && first->header.epoch != item->header.epoch)
			return "A batch holds records of one epoch.";
		first = item;
	}
	x->batch.epoch = first ? first->header.epoch : 0;
	return NULL;
}

static enum MHD_Result take_wire(struct exchange *x)
{
	struct hub_server *s = x->server;
	unsigned status;
	const char *why = judge_batch(x, &status);
	int r = 0;

	if (why)
		return bad_batch(x, status, "mixed-batch", why);
	if (x->batch.epoch == 0) { /* empty, or nothing valid in it: the receipt speaks of the last epoch */
		pthread_mutex_lock(&s->lock);
		r = s->reader.ops->last_epoch(s->reader.me, &x->batch.epoch, x->device.id);
		pthread_mutex_unlock(&s->lock);
	}
	if (r < 0)
		return respond_store_trouble(x);
	x->batch.epoch = x->batch.epoch > 0 ? x->batch.epoch : 1;
	memcpy(x->batch.device, x->device.id, sizeof(x->batch.device));
	memcpy(x->batch.sign_key, x->device.sign_key, sizeof(x->batch.sign_key));
	x->batch.items = x->wire.items;
	x->batch.n = x->wire.n;
	x->batch.received_ms = clock_wall_ms(s->world.clock);
	return submit(x);
}

static enum MHD_Result read_batch(struct exchange *x)
{
	AUTO_BUF json;
	int r;

	buf_init(&json, WIRE_BATCH);
	r = pack_open(&json, x->coding, x->body.data, x->body.len, WIRE_BATCH);
	if (r == PACK_TOO_LARGE)
		return bad_batch(x, 413, "too-large", "A batch has at most 1048576 bytes, unpacked.");
	if (r == PACK_BROKEN)
		return bad_batch(x, 400, "encoding", "The body is not one zstd frame that states its size.");
	if (r == 0)
		r = wire_read(&x->wire, json.data, json.len, x->device.sign_key);
	if (r == WIRE_NOT_JSON)
		return bad_batch(x, 400, "json", "The body is not valid JSON.");
	if (r == WIRE_NOT_A_BATCH)
		return bad_batch(x, 400, "json", "The body is not an array of events.");
	if (r == WIRE_TOO_MANY)
		return bad_batch(x, 413, "too-many", "A batch has at most 256 records.");
	if (r < 0) {
		log_surprise(x->server->world.log, LOG_MODULE, r);
		return respond_store_trouble(x);
	}
	return take_wire(x);
}

/* One item, whatever it is, kept as it came: the last resort of a station whose batch nobody can take. */
static enum MHD_Result read_poison(struct exchange *x)
{
	x->wire.items = calloc(1, sizeof(*x->wire.items));
	if (!x->wire.items || !(x->wire.items[0].bytes = malloc(x->body.len + 1)))
		return respond_store_trouble(x);
	x->wire.n = 1;
	x->wire.items[0].why = "sent-alone";
	x->wire.items[0].len = x->body.len;
	if (x->body.len > 0)
		memcpy(x->wire.items[0].bytes, x->body.data, x->body.len);
	return take_wire(x);
}

enum MHD_Result route_finish_batch(struct exchange *x)
{
	AUTO_BUF json;

	buf_init(&json, 256 * 1024);
	if (!x->submitted && x->body.failed)
		return bad_batch(x, 413, "too-large", "A batch has at most 1048576 bytes.");
	if (!x->submitted)
		return x->route == ROUTE_BATCHES ? read_batch(x) : read_poison(x);
	if (x->turned_away != 0)
		return turn_away(x);
	if (x->job.result < 0)
		return respond_store_trouble(x);
	hub_reply_batch(&json, &x->batch);
	return respond_json(x, 200, &json);
}
