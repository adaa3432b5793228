#include "sync/sender_inside.h"

#include <sodium.h>
#include <string.h>

#include "sync/pack.h"

/* Held already, set aside (from `first` on; 0: none), or wiped after the kiosk saw its receipt: nothing to send. */
static int is_settled(
        bool *out, struct sender *s, const struct sender_epoch *e, const struct store_row *row, uint32_t first)
{
	*out = !row->record.body || (!e->split && reply_holds(&e->view, e->hub_up_to, row->seq));
	if (*out || first == 0 || row->seq < first)
		return 0;
	return err_up(ledger_is_aside(out, s->world.ledger, e->epoch, row->seq));
}

/* Fills json and seqs with what comes next; seqs stays empty when nothing is left. */
static int collect(struct sender *s, struct sender_epoch *e)
{
	struct store_row row;
	uint32_t next = e->handled + 1, first_aside;
	int r = ledger_first_aside(&first_aside, s->world.ledger, e->epoch);

	if (r < 0)
		return err_up(r);
	s->n_seqs = 0;
	buf_clear(&s->json);
	wire_begin(&s->json);
	while (s->n_seqs < s->most && (r = store_read_from(&row, s->store, e->epoch, next)) != STORE_READ_END) {
		bool settled;

		if (r < 0)
			return err_up(r);
		if (row.epoch != e->epoch)
			break;
		if ((r = is_settled(&settled, s, e, &row, first_aside)) < 0)
			return err_up(r);
		next = row.seq + 1;
		if (settled && s->n_seqs == 0)
			e->handled = row.seq;
		if (settled)
			continue;
		if (s->n_seqs > 0 && s->json.len + wire_event_bytes(&row.record) > s->sizing.bytes)
			break;
		wire_add(&s->json, &row.record);
		s->seqs[s->n_seqs++] = row.seq;
	}
	wire_end(&s->json);
	return err_up(buf_done(&s->json));
}

int sender_take_reply(struct sender *s, struct sender_result *out, struct sender_epoch *e, struct reply *reply)
{
	struct receipt receipt;
	int r = reply_read(reply, s->answer.body.data, s->answer.body.len);

	if (r != 0)
		return sender_no_ack(s, out, "there is no receipt in the answer");
	if ((r = sender_take_receipt(s, reply->receipt, &receipt)) < 0)
		return err_up(r);
	if (r == RECEIPT_MALFORMED || r == RECEIPT_BAD_SIGNATURE)
		return sender_no_ack(s, out, "the receipt is not signed by this station's hub");
	if (r == RECEIPT_OTHER_DEVICE)
		return sender_no_ack(s, out, "the receipt is for another station");
	if (receipt.epoch != e->epoch)
		return sender_no_ack(s, out, "the receipt is for another epoch");
	e->split = r == RECEIPT_AHEAD || r == RECEIPT_OTHER_HASH || r == RECEIPT_SPLIT;
	e->hub_up_to = receipt.confirmed_up_to;
	e->view = *reply;
	return 0;
}

/* What the hub did not simply store. */
static int take_exceptions(
        struct sender *s, struct sender_result *out, const struct sender_epoch *e, const struct reply *reply)
{
	for (size_t i = 0; i < reply->n_exceptions; i++) {
		struct ledger_aside a = {.epoch = e->epoch};
		int r;

		if (reply->exceptions[i].status == REPLY_DUPLICATE)
			continue;
		if (reply->exceptions[i].item >= s->n_seqs)
			return sender_no_ack(s, out, "it speaks of records that were not sent");
		a.seq = s->seqs[reply->exceptions[i].item];
		if (reply->exceptions[i].status == REPLY_REFUSED)
			return sender_no_ack(s, out, "the hub has no room for what it should set aside");
		memcpy(a.code, reply->exceptions[i].code, sizeof(a.code));
		if ((r = ledger_put_aside(s->world.ledger, &a)) < 0)
			return err_up(r);
		sender_say(s, "Record %u-%u was not taken as it is (%s): the hub keeps it apart, it stays here too.",
		        e->epoch, a.seq, a.code);
	}
	return 0;
}

/* A hub that says 200 but holds nothing would be sent the same for ever. */
static int check_progress(
        struct sender *s, struct sender_result *out, const struct sender_epoch *e, const struct reply *reply)
{
	for (size_t i = 0; i < s->n_seqs; i++) {
		bool aside = false;
		int r;

		if (e->split || reply_holds(reply, e->hub_up_to, s->seqs[i]))
			continue;
		if ((r = ledger_is_aside(&aside, s->world.ledger, e->epoch, s->seqs[i])) < 0)
			return err_up(r);
		if (!aside)
			return sender_no_ack(s, out, "it does not hold what was sent");
	}
	return 0;
}

static int take_batch_reply(struct sender *s, struct sender_result *out, struct sender_epoch *e)
{
	uint32_t last = s->seqs[s->n_seqs - 1];
	struct reply reply;
	int r = sender_take_reply(s, out, e, &reply);

	if (r != 0)
		return r;
	if ((r = take_exceptions(s, out, e, &reply)) != 0 || (r = check_progress(s, out, e, &reply)) != 0)
		return r;
	/* a receipt says as much, and each write here is one wait for the disk */
	if (e->hub_up_to < last && (r = ledger_put_sent(s->world.ledger, e->epoch, last)) < 0)
		return err_up(r);
	e->handled = last;
	out->sent += (int64_t)s->n_seqs;
	backoff_worked(&s->backoff);
	sizing_worked(&s->sizing, s->answer.took_ms);
	s->failed_times = 0;
	s->most = s->most > WIRE_RECORDS / 2 ? WIRE_RECORDS : s->most * 2;
	return 0;
}

static int post(struct sender *s, struct sender_result *out, struct sender_epoch *e)
{
	struct transport_request q = {.path = "/v1/batches", .type = WIRE_MEDIA_TYPE, .coding = "zstd"};
	int r;

	buf_clear(&s->packed);
	if ((r = pack_close(&s->packed, PACK_ZSTD, s->json.data, s->json.len)) < 0)
		return err_up(r);
	q.body = s->packed.data;
	q.len = s->packed.len;
	q.timeout_ms = sizing_timeout_ms((uint32_t)s->packed.len);
	if ((r = sender_call(s, &q)) < 0)
		return err_up(r);
	if (s->answer.end == TRANSPORT_REPLY && s->answer.status == 200)
		return take_batch_reply(s, out, e);
	return sender_batch_failed(s, out, e);
}

int sender_send(struct sender *s, struct sender_result *out, struct sender_epoch *e)
{
	for (;;) {
		int r = collect(s, e);

		if (r < 0)
			return err_up(r);
		if (s->n_seqs == 0)
			return 0;
		if ((r = post(s, out, e)) != 0)
			return r;
	}
}
