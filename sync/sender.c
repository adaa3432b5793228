#include "sync/sender_inside.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { POSITION_MS = 20000 };

void sender_init(struct sender *s, const struct sender_world *world)
{
	*s = (struct sender){.world = *world, .most = WIRE_RECORDS};
	s->backoff = (struct backoff){.random = world->random, .me = world->random_me};
	sizing_init(&s->sizing, SIZING_MOST);
	buf_init(&s->json, WIRE_BATCH);
	buf_init(&s->packed, WIRE_BATCH + 65536);
	buf_init(&s->answer.body, REPLY_MOST);
}

void sender_fini(struct sender *s)
{
	store_read_close(s->store);
	buf_fini(&s->json);
	buf_fini(&s->packed);
	buf_fini(&s->answer.body);
	s->store = NULL;
}

void sender_forget(struct sender *s)
{
	s->greeted = false;
	memset(s->epochs, 0, sizeof(s->epochs));
}

/* The row of an epoch; when all are taken, the oldest epoch's is used anew. */
static struct sender_epoch *epoch_row(struct sender *s, uint32_t epoch)
{
	struct sender_epoch *row = &s->epochs[0];

	for (size_t i = 0; i < SENDER_EPOCHS; i++) {
		if (s->epochs[i].epoch == epoch)
			return &s->epochs[i];
		if (s->epochs[i].epoch < row->epoch)
			row = &s->epochs[i];
	}
	*row = (struct sender_epoch){.epoch = epoch};
	return row;
}

static int ask(struct sender *s, struct sender_result *out, const char *path)
{
	const struct transport_request q = {.path = path, .timeout_ms = POSITION_MS};
	int r = sender_call(s, &q);

	if (r < 0)
		return err_up(r);
	if (s->answer.end != TRANSPORT_REPLY || s->answer.status != 200)
		return sender_trouble(s, out);
	return 0;
}

/* The hub's limits, and whether it knows a later epoch of this station than the station itself. */
static int greet(struct sender *s, struct sender_result *out)
{
	struct receipt receipt;
	struct reply reply;
	int r = ask(s, out, "/v1/position");

	if (r != 0)
		return r;
	if (reply_read(&reply, s->answer.body.data, s->answer.body.len) != 0)
		return sender_no_ack(s, out, "it does not speak as a hub does");
	if ((r = sender_take_receipt(s, reply.receipt, &receipt)) < 0)
		return err_up(r);
	if (r == RECEIPT_MALFORMED || r == RECEIPT_BAD_SIGNATURE || r == RECEIPT_OTHER_DEVICE)
		return sender_no_ack(s, out, "its word is not signed by this station's hub, or for another station");
	if (reply.max_bytes > 0)
		sizing_init(&s->sizing, reply.max_bytes);
	s->greeted = true;
	return 0;
}

static int ask_position(struct sender *s, struct sender_result *out, struct sender_epoch *e)
{
	struct reply reply;
	char path[64];
	int r;

	snprintf(path, sizeof(path), "/v1/position?epoch=%" PRIu32, e->epoch);
	if ((r = ask(s, out, path)) != 0 || (r = sender_take_reply(s, out, e, &reply)) != 0)
		return r;
	if (e->hub_up_to < e->accepted && !e->split)
		sender_say(s,
		        "ALARM: the hub holds records of epoch %u up to %u, but signed for %u before. Its store was put "
		        "back. What is still here is sent again; tell the office.",
		        e->epoch, e->hub_up_to, e->accepted);
	e->asked = true;
	backoff_worked(&s->backoff);
	return 0;
}

/* Where histories went apart in a closed epoch, what lies before the fork can still be signed for. */
static int ask_before_fork(struct sender *s, struct sender_result *out, struct sender_epoch *e)
{
	uint32_t aside, up_to = e->committed;
	struct reply reply;
	struct sender_epoch seen = *e;
	char path[80];
	int r = ledger_first_aside(&aside, s->world.ledger, e->epoch);

	if (r < 0)
		return err_up(r);
	if (aside > 0 && aside - 1 < up_to)
		up_to = aside - 1;
	if (up_to <= e->accepted)
		return 0;
	snprintf(path, sizeof(path), "/v1/position?epoch=%" PRIu32 "&upTo=%" PRIu32, e->epoch, up_to);
	if ((r = ask(s, out, path)) != 0)
		return r;
	return sender_take_reply(s, out, &seen, &reply);
}

static int do_epoch(struct sender *s, struct sender_result *out, struct sender_epoch *e)
{
	int r;

	if ((r = sender_last_of(&e->committed, s, e->epoch)) < 0 ||
	        (r = sender_accepted(&e->accepted, s, e->epoch)) < 0)
		return err_up(r);
	if (e->accepted == e->committed && (e->asked || e->epoch != s->newest_epoch))
		return 0;
	if (!e->asked && (r = ask_position(s, out, e)) != 0)
		return r;
	if ((r = sender_send(s, out, e)) != 0)
		return r;
	if (e->split && e->epoch < s->newest_epoch && (r = ask_before_fork(s, out, e)) != 0)
		return r;
	return err_up(sender_accepted(&e->accepted, s, e->epoch));
}

static int do_epochs(struct sender *s, struct sender_result *out)
{
	struct store_row row;
	uint32_t next = 1;
	int r;

	while ((r = store_read_from(&row, s->store, next, 0)) == 0) {
		struct sender_epoch *e = epoch_row(s, row.epoch);

		next = row.epoch + 1;
		if ((r = do_epoch(s, out, e)) != 0)
			return r;
	}
	return r < 0 ? err_up(r) : 0;
}

static int count_aside(void *me, const struct ledger_aside *a)
{
	int64_t *n = me;

	(void)a;
	(*n)++;
	return 0;
}

/* Without the network: how much has no receipt yet. */
static int count_left(struct sender *s, struct sender_result *out)
{
	struct store_row row;
	uint32_t next = 1;
	int r;

	out->unconfirmed = 0;
	while ((r = store_read_from(&row, s->store, next, 0)) == 0) {
		uint32_t committed, accepted;

		if ((r = sender_last_of(&committed, s, row.epoch)) < 0 ||
		        (r = sender_accepted(&accepted, s, row.epoch)) < 0)
			return err_up(r);
		out->unconfirmed += committed - accepted;
		next = row.epoch + 1;
	}
	if (r < 0)
		return err_up(r);
	out->aside = 0;
	return err_up(ledger_each_aside(s->world.ledger, count_aside, &out->aside));
}

static int round_with_store(struct sender *s, struct sender_result *out)
{
	struct store_row head;
	int r = store_read_head(&head, s->store), step;

	if (r < 0)
		return err_up(r);
	s->newest_epoch = r == 0 ? head.epoch : s->world.station->epoch;
	step = s->greeted ? 0 : greet(s, out);
	if (step == 0)
		step = do_epochs(s, out);
	if (step < 0)
		return err_up(step);
	return err_up(count_left(s, out));
}

int sender_round(struct sender *s, struct sender_result *out)
{
	struct sender_result result = {.state = SENDER_IDLE};
	int r = store_read_open(&s->store, s->world.data);

	if (r == 0)
		r = round_with_store(s, &result);
	else if (r == STORE_READ_NONE)
		r = 0; /* the kiosk has stored nothing yet */
	store_read_close(s->store);
	s->store = NULL;
	if (r < 0)
		return err_up(r);
	*out = result;
	return 0;
}
