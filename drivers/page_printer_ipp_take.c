/* page_printer_ipp_take - what becomes of questions, of the document, and so of printer and job */
#include <string.h>

#include "drivers/page_printer_ipp_inside.h"
#include "sys/text.h"

#define LOG_MODULE "page_printer"

enum { ASK_STILL_US = 5000 * 1000, ASK_LONGEST_US = 10 * 1000 * 1000, STANDS_US = 2000 * 1000, MISSED_MOST = 3 };
enum { JOB_STOPPED = 6, JOB_CANCELED = 7, JOB_ABORTED = 8, JOB_COMPLETED = 9 };

bool ipp_is_under_way(const struct ipp *p)
{
	return p->stage == IPP_CREATING || p->stage == IPP_SENDING || p->stage == IPP_SENT;
}

void ipp_moved(struct ipp *p)
{
	p->moves++;
	p->moved_us = clock_measure_us();
}

void ipp_look_for_standing(struct ipp *p)
{
	bool stands = ipp_is_under_way(p) && (p->job.stopped || clock_measure_us() - p->moved_us > STANDS_US);

	if (stands != p->stands)
		p->tell_job = p->tell_status = true;
	p->stands = stands;
}

void ipp_settle(struct ipp *p, enum page_printer_fate fate, const char *why)
{
	if (!ipp_is_under_way(p))
		return;
	p->stage = IPP_OVER;
	p->job.fate = fate;
	(void)text_copy(p->job.why, sizeof p->job.why, why); /* may be a word of the call that is freed now */
	page_call_free(p->data);
	p->data = NULL;
	if (p->ask && p->asked == IPP_CREATE) { /* its answer would be taken for that of the next job */
		page_call_free(p->ask);
		p->ask = NULL;
	}
	if (fate == PAGE_FATE_LOST && p->job_id && p->job_state < JOB_CANCELED) {
		p->wants_cancel = true;
		p->cancel_job = p->job_id;
	}
	p->tell_job = true;
}

void ipp_gone(struct ipp *p, const char *why)
{
	if (p->link != LINK_GONE || strcmp(p->why, why) != 0) {
		log_warn(p->base.log, "printer %s: %s", p->at.uri, why);
		p->tell_status = p->tell_job = true;
	}
	(void)text_copy(p->why, sizeof p->why, why);
	p->link = LINK_GONE;
	memset(&p->heard, 0, sizeof p->heard);
	p->retry_ms = p->retry_ms * 2 > IPP_RETRY_MOST_MS ? IPP_RETRY_MOST_MS : p->retry_ms * 2;
}

static bool same_status(const struct printer_status *a, const struct printer_status *b)
{
	return a->paper == b->paper && a->cover == b->cover && a->fault == b->fault;
}

static bool same_heard(const struct ipp_heard *a, const struct ipp_heard *b)
{
	return a->dpi == b->dpi && same_status(&a->status, &b->status) && same_status(&a->warned, &b->warned);
}

static void there(struct ipp *p, const struct ipp_heard *h)
{
	if (p->link != LINK_OPEN)
		log_info(p->base.log, "printer ipp is there");
	if (p->link != LINK_OPEN || !same_heard(h, &p->heard))
		p->tell_status = p->tell_job = true;
	p->link = LINK_OPEN;
	p->heard = *h;
	p->why[0] = 0;
	p->retry_ms = IPP_RETRY_FIRST_MS;
	p->missed = 0;
}

static void hear_job(struct ipp *p, const struct ipp_job_news *n)
{
	bool has_all = p->stage == IPP_SENT && (!p->data || page_call_is_sent(p->data));

	p->missed = 0;
	if (n->gone) {
		ipp_settle(p, PAGE_FATE_LOST, "it does not know the job any more");
		return;
	}
	if (n->state != p->job_state || n->impressions != p->job.impressions) {
		ipp_moved(p);
		p->tell_job = true;
	}
	p->job_state = n->state;
	p->job.impressions = n->impressions;
	p->job.stopped = n->state == JOB_STOPPED;
	if (n->state == JOB_CANCELED || n->state == JOB_ABORTED)
		ipp_settle(
		        p, PAGE_FATE_LOST, n->state == JOB_CANCELED ? "it was cancelled there" : "it gave the job up");
	else if (n->state == JOB_COMPLETED && !has_all)
		ipp_settle(p, PAGE_FATE_LOST, "it says that it completed what it does not have");
	else if (n->state == JOB_COMPLETED) {
		p->job.level = n->impressions == p->base.order.pages ? PROOF_PRINTED : PROOF_BARRIER;
		ipp_settle(p, PAGE_FATE_COMPLETED, "");
	}
}

/* ---- answers ------------------------------------------------------------------------------------------- */

/* No answer to a question. Of a printer that does not hear, a job is known no better: who waits for it decides when to
 * give it up. */
void ipp_unanswered(struct ipp *p, enum ipp_question q, const char *why)
{
	if (q == IPP_CREATE)
		ipp_settle(p, PAGE_FATE_REFUSED, why);
	if (q == IPP_CREATE || q == IPP_CANCEL)
		return;
	p->missed++;
	if (!ipp_is_under_way(p) || p->missed >= MISSED_MOST)
		ipp_gone(p, why);
}

static void answered(struct ipp *p, enum ipp_question q, const struct page_reply *r, int32_t id)
{
	struct ipp_heard heard;
	struct ipp_job_news news;
	const char *why = NULL;

	if (q == IPP_PRINTER && ipp_hear_printer(&heard, r, id, &why)) {
		there(p, &heard);
	} else if (q == IPP_CREATE && ipp_hear_created(&p->job_id, r, id, &why)) {
		if (p->stage == IPP_CREATING)
			ipp_send_document(p);
	} else if (q == IPP_JOB && ipp_hear_job(&news, r, id, p->job_id, &why)) {
		hear_job(p, &news);
	} else if (why) {
		ipp_unanswered(p, q, why);
	}
}

void ipp_take_ask(struct ipp *p)
{
	struct page_call *c = p->ask;
	enum ipp_question q = p->asked;
	bool slow = c && (page_call_still_us(c) > ASK_STILL_US || page_call_age_us(c) > ASK_LONGEST_US);

	if (!c || (page_call_state(c) == CALL_GOING && !slow))
		return;
	p->ask = NULL;
	p->asked = IPP_NOTHING;
	if (page_call_state(c) == CALL_ANSWERED)
		answered(p, q, page_call_reply(c), p->ask_id);
	else
		ipp_unanswered(p, q, page_call_state(c) == CALL_FAILED ? page_call_why(c) : "it does not answer");
	page_call_free(c);
}

void ipp_take_data(struct ipp *p)
{
	struct page_call *c = p->data;
	const char *why = NULL;

	if (!c)
		return;
	if (p->sent_bytes != page_call_bytes(c))
		p->moved_us = clock_measure_us();
	p->sent_bytes = page_call_bytes(c);
	if (page_call_is_sent(c) && p->job.level < PROOF_ACCEPTED) {
		p->job.level = PROOF_ACCEPTED;
		p->tell_job = true;
	}
	if (page_call_state(c) == CALL_GOING) {
		p->tell_job = p->tell_job || page_call_room(c);
		return;
	}
	if (page_call_state(c) == CALL_FAILED && page_call_is_sent(c)) {
		p->data = NULL; /* the answer is lost; the job's number is not */
	} else if (page_call_state(c) == CALL_FAILED) {
		ipp_settle(p, PAGE_FATE_LOST, page_call_why(c));
		return;
	} else if (!ipp_hear_done(page_call_reply(c), p->data_id, &why)) {
		ipp_settle(p, PAGE_FATE_LOST, why);
		return;
	} else if (!page_call_is_sent(c)) {
		ipp_settle(p, PAGE_FATE_LOST, "it answered before it had everything");
		return;
	} else {
		p->data = NULL;
		p->job.level = PROOF_DRAINED;
	}
	ipp_moved(p);
	p->tell_job = true;
	page_call_free(c);
}
