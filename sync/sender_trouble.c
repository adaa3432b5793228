#include "sync/sender_inside.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sys/text.h"

enum { REFUSED_WAIT_MS = 900 * 1000, QUARANTINE_MS = 60000 };

void sender_say(const struct sender *s, const char *fmt, ...)
{
	char sentence[400];
	va_list args;

	va_start(args, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	s->world.say(s->world.me, sentence);
}

int sender_call(struct sender *s, const struct transport_request *q)
{
	return err_up(s->world.transport.call(s->world.transport.me, &s->answer, q));
}

static int wait_for(struct sender_result *out, enum sender_state state, int64_t wait_ms)
{
	out->state = state;
	out->wait_ms = wait_ms;
	return STEP_OVER;
}

static int wait_and_try(struct sender *s, struct sender_result *out, const char *what, const char *why)
{
	int64_t ms = backoff_failed_ms(&s->backoff);

	sender_say(s, "%s%s%s. Trying again in %" PRId64 " s.", what, why[0] ? ": " : "", why, (ms + 999) / 1000);
	return wait_for(out, SENDER_LATER, ms);
}

int sender_no_ack(struct sender *s, struct sender_result *out, const char *why)
{
	return wait_and_try(s, out, "The hub's address answered, but nothing counts as delivered", why);
}

static int status_trouble(struct sender *s, struct sender_result *out)
{
	const struct transport_answer *a = &s->answer;
	char what[80];
	int64_t ms;

	if (a->status == 401 || a->status == 403) {
		sender_say(s,
		        "The hub turned this station away (status %u): its certificate is unknown, expired or revoked. "
		        "Someone at the office must look. Nothing is lost meanwhile.",
		        a->status);
		s->backoff.failures++;
		return wait_for(out, SENDER_REFUSED, REFUSED_WAIT_MS);
	}
	if ((a->status == 429 || a->status == 503) && a->retry_after_s >= 0) {
		ms = backoff_asked_ms(&s->backoff, a->retry_after_s);
		sender_say(
		        s, "The hub is busy and asks for patience. Trying again in %" PRId64 " s.", (ms + 999) / 1000);
		return wait_for(out, SENDER_LATER, ms);
	}
	snprintf(what, sizeof(what), "The hub's address answered with status %u", a->status);
	return wait_and_try(s, out, what, "");
}

int sender_trouble(struct sender *s, struct sender_result *out)
{
	switch (s->answer.end) {
	case TRANSPORT_UNREACHABLE:
		return wait_and_try(s, out, "The hub can not be reached", s->answer.why);
	case TRANSPORT_UNTRUSTED:
		return wait_and_try(s, out, "Who answers at the hub's address can not be trusted", s->answer.why);
	case TRANSPORT_CUT:
		sizing_failed(&s->sizing);
		return wait_and_try(s, out, "The line to the hub was cut", s->answer.why);
	case TRANSPORT_REPLY:
		break;
	}
	return status_trouble(s, out);
}

/* The hub itself says that it can not read this. */
static bool is_refused_whole(const struct transport_answer *a)
{
	return a->end == TRANSPORT_REPLY && (a->status == 400 || a->status == 413 || a->status == 422);
}

/* Perhaps the batch makes the hub or something before it stumble. */
static bool is_suspect(const struct transport_answer *a)
{
	return a->end == TRANSPORT_CUT ||
	       (a->end == TRANSPORT_REPLY && a->status >= 500 && !(a->status == 503 && a->retry_after_s >= 0));
}

/* One record that no batch can carry: its bytes as they are, and then the next. */
static int send_alone(struct sender *s, struct sender_result *out, struct sender_epoch *e)
{
	struct transport_request q = {.path = "/v1/quarantine-items", .timeout_ms = QUARANTINE_MS};
	struct ledger_aside aside = {.epoch = e->epoch, .seq = s->seqs[0], .code = "refused"};
	struct store_row row;
	struct reply reply;
	int r = store_read_from(&row, s->store, e->epoch, s->seqs[0]);

	if (r != 0)
		return r < 0 ? err_up(r) : sender_trouble(s, out);
	buf_clear(&s->json);
	record_pack(&s->json, &row.record);
	q.body = s->json.data;
	q.len = s->json.len;
	if ((r = sender_call(s, &q)) < 0)
		return err_up(r);
	if (s->answer.end != TRANSPORT_REPLY || s->answer.status != 200)
		return sender_trouble(s, out);
	if ((r = sender_take_reply(s, out, e, &reply)) != 0)
		return r;
	if ((r = ledger_put_aside(s->world.ledger, &aside)) < 0)
		return err_up(r);
	sender_say(s,
	        "Record %u-%u can not be taken by the hub in the ordinary way; it was set aside there and is kept here.",
	        e->epoch, aside.seq);
	e->handled = aside.seq;
	s->failed_times = 0;
	s->most = 2;
	return 0;
}

int sender_batch_failed(struct sender *s, struct sender_result *out, struct sender_epoch *e)
{
	bool whole = is_refused_whole(&s->answer), halved = s->most < WIRE_RECORDS;
	unsigned patience = whole || (halved && s->n_seqs > 1) ? 1 : SENDER_TRIES;

	if (!whole && !is_suspect(&s->answer))
		return sender_trouble(s, out);
	if (s->failed_at != s->seqs[0])
		s->failed_times = 0;
	s->failed_at = s->seqs[0];
	if (s->answer.status == 413 || s->answer.end == TRANSPORT_CUT)
		sizing_failed(&s->sizing);
	if (++s->failed_times < patience)
		return sender_trouble(s, out);
	s->failed_times = 0;
	if (s->n_seqs == 1)
		return send_alone(s, out, e);
	s->most = s->n_seqs / 2;
	sender_say(s, "A batch of %zu records did not get through; trying %zu.", s->n_seqs, s->most);
	return 0;
}
