/*
 * page_printer_ipp - an IPP Everywhere printer at one address
 *
 * A job is made first (Create-Job), so that it has a number before a dot of it leaves; then its document is sent
 * (Send-Document), and meanwhile and afterwards printer and job are asked in turn how they are. Whatever becomes of the
 * connection, the number lets us ask on: only what the printer says of that number proves anything.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "drivers/page_printer_ipp_inside.h"
#include "drivers/page_printer_message.h"
#include "sys/text.h"

#define LOG_MODULE "page_printer"

enum {
	ASK_STILL_US = 5000 * 1000,
	ASK_LONGEST_US = 10 * 1000 * 1000,
	POLL_US = 1000 * 1000,
	QUICK_POLL_US = 400 * 1000
};
enum { STANDS_US = 2000 * 1000, TICK_MS = 100, MISSED_MOST = 3, MESSAGE_MOST = 8192 };
enum { JOB_STOPPED = 6, JOB_CANCELED = 7, JOB_ABORTED = 8, JOB_COMPLETED = 9 };

static struct ipp *of(struct page_printer *p)
{
	return (struct ipp *)p;
}

static const struct ipp *of_const(const struct page_printer *p)
{
	return (const struct ipp *)p;
}

static bool is_under_way(const struct ipp *p)
{
	return p->stage == IPP_CREATING || p->stage == IPP_SENDING || p->stage == IPP_SENT;
}

/* ---- the timer: while something is asked or sent, and to try an absent printer again ------------------ */

static int set_tick(struct ipp *p)
{
	bool busy = p->ask || p->data || is_under_way(p) || p->wants_status || p->wants_cancel;
	int ms = busy ? TICK_MS : p->link == LINK_GONE ? p->retry_ms : 0;
	const struct timespec every = {ms / 1000, ms % 1000 * 1000000L};
	const struct itimerspec spec = {every, every};

	if (ms == p->tick_ms)
		return 0;
	if (timerfd_settime(p->tick_fd, 0, &spec, NULL) < 0)
		return err_new(errno, "no timer for the printer: %s", strerror(errno));
	p->tick_ms = ms;
	return 0;
}

/* ---- what is found out -------------------------------------------------------------------------------- */

static void moved(struct ipp *p)
{
	p->moves++;
	p->moved_us = clock_measure_us();
}

static void look_for_standing(struct ipp *p)
{
	bool stands = is_under_way(p) && (p->job.stopped || clock_measure_us() - p->moved_us > STANDS_US);

	if (stands != p->stands)
		p->tell_job = p->tell_status = true;
	p->stands = stands;
}

static void settle(struct ipp *p, enum page_printer_fate fate, const char *why)
{
	if (!is_under_way(p))
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

static void gone(struct ipp *p, const char *why)
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

static void there(struct ipp *p, const struct ipp_heard *h)
{
	if (p->link != LINK_OPEN)
		log_info(p->base.log, "printer ipp is there");
	if (p->link != LINK_OPEN || memcmp(h, &p->heard, sizeof *h) != 0)
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
		settle(p, PAGE_FATE_LOST, "it does not know the job any more");
		return;
	}
	if (n->state != p->job_state || n->impressions != p->job.impressions) {
		moved(p);
		p->tell_job = true;
	}
	p->job_state = n->state;
	p->job.impressions = n->impressions;
	p->job.stopped = n->state == JOB_STOPPED;
	if (n->state == JOB_CANCELED || n->state == JOB_ABORTED)
		settle(p, PAGE_FATE_LOST, n->state == JOB_CANCELED ? "it was cancelled there" : "it gave the job up");
	else if (n->state == JOB_COMPLETED && !has_all)
		settle(p, PAGE_FATE_LOST, "it says that it completed what it does not have");
	else if (n->state == JOB_COMPLETED) {
		p->job.level = n->impressions == p->base.order.pages ? PROOF_PRINTED : PROOF_BARRIER;
		settle(p, PAGE_FATE_COMPLETED, "");
	}
}

/* ---- questions ------------------------------------------------------------------------------------------ */

static void on_call(void *me);

static void put_common(struct ipp *p, struct buf *b, enum page_operation what, int32_t id)
{
	page_ask_begin(b, what, id, p->at.uri);
	if (what == PAGE_GET_JOB || what == PAGE_CANCEL_JOB || what == PAGE_SEND_DOCUMENT)
		page_ask_number(
		        b, PAGE_TAG_INTEGER, "job-id", what == PAGE_CANCEL_JOB ? (int32_t)p->cancel_job : p->job_id);
	page_ask_text(b, PAGE_TAG_NAME, "requesting-user-name", "loket");
}

static void put_names(struct buf *b, const char *const *names)
{
	for (int i = 0; names[i]; i++)
		page_ask_text(b, PAGE_TAG_KEYWORD, i ? "" : "requested-attributes", names[i]);
}

static void put_question(struct ipp *p, struct buf *b, enum ipp_question q, int32_t id)
{
	static const enum page_operation operations[] = {[IPP_PRINTER] = PAGE_GET_PRINTER,
	        [IPP_CREATE] = PAGE_CREATE_JOB,
	        [IPP_JOB] = PAGE_GET_JOB,
	        [IPP_CANCEL] = PAGE_CANCEL_JOB};
	static const char *const of_printer[] = {"printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
	        "document-format-supported", "pwg-raster-document-type-supported",
	        "pwg-raster-document-resolution-supported", NULL};
	static const char *const of_job[] = {"job-id", "job-state", "job-impressions-completed", NULL};

	put_common(p, b, operations[q], id);
	if (q == IPP_PRINTER)
		put_names(b, of_printer);
	if (q == IPP_JOB)
		put_names(b, of_job);
	if (q == IPP_CREATE) {
		page_ask_text(b, PAGE_TAG_NAME, "job-name", p->base.order.name);
		page_ask_bool(b, "ipp-attribute-fidelity", false);
		page_ask_group(b, PAGE_GROUP_JOB);
		page_ask_number(b, PAGE_TAG_INTEGER, "copies", 1);
		page_ask_text(b, PAGE_TAG_KEYWORD, "media", "iso_a4_210x297mm");
		page_ask_text(
		        b, PAGE_TAG_KEYWORD, "sides", "one-sided"); /* a sheet a page: their number is the proof */
		page_ask_text(b, PAGE_TAG_KEYWORD, "print-color-mode", "monochrome");
	}
	page_ask_end(b);
}

static int32_t next_id(struct ipp *p)
{
	p->latest_id = p->latest_id == INT32_MAX ? 1 : p->latest_id + 1;
	return p->latest_id;
}

static const char *ask(struct ipp *p, enum ipp_question q)
{
	AUTO_BUF b;
	int e;

	buf_init(&b, MESSAGE_MOST);
	p->ask_id = next_id(p);
	put_question(p, &b, q, p->ask_id);
	p->asked = q;
	p->polled_us = clock_measure_us();
	e = page_call_start(&p->ask, p->base.loop, &p->at, &b, false, on_call, p);
	if (e == 0)
		return NULL;
	p->ask = NULL;
	p->asked = IPP_NOTHING;
	return err_why();
}

static void send_document(struct ipp *p)
{
	AUTO_BUF b;
	int e;

	buf_init(&b, MESSAGE_MOST);
	p->data_id = next_id(p);
	put_common(p, &b, PAGE_SEND_DOCUMENT, p->data_id);
	page_ask_text(&b, PAGE_TAG_MIME, "document-format", "image/pwg-raster");
	page_ask_bool(&b, "last-document", true);
	page_ask_end(&b);
	e = page_call_start(&p->data, p->base.loop, &p->at, &b, true, on_call, p);
	if (e) {
		p->data = NULL;
		settle(p, PAGE_FATE_LOST, err_why());
		return;
	}
	p->stage = IPP_SENDING;
	moved(p);
	p->tell_job = true;
}

/* No answer to a question. Of a printer that does not hear, a job is known no better: who waits for it decides when to
 * give it up. */
static void unanswered(struct ipp *p, enum ipp_question q, const char *why)
{
	if (q == IPP_CREATE)
		settle(p, PAGE_FATE_REFUSED, why);
	if (q == IPP_CREATE || q == IPP_CANCEL)
		return;
	p->missed++;
	if (!is_under_way(p) || p->missed >= MISSED_MOST)
		gone(p, why);
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
			send_document(p);
	} else if (q == IPP_JOB && ipp_hear_job(&news, r, id, p->job_id, &why)) {
		hear_job(p, &news);
	} else if (why) {
		unanswered(p, q, why);
	}
}

static void take_ask(struct ipp *p)
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
		unanswered(p, q, page_call_state(c) == CALL_FAILED ? page_call_why(c) : "it does not answer");
	page_call_free(c);
}

static void take_data(struct ipp *p)
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
		settle(p, PAGE_FATE_LOST, page_call_why(c));
		return;
	} else if (!ipp_hear_done(page_call_reply(c), p->data_id, &why)) {
		settle(p, PAGE_FATE_LOST, why);
		return;
	} else if (!page_call_is_sent(c)) {
		settle(p, PAGE_FATE_LOST, "it answered before it had everything");
		return;
	} else {
		p->data = NULL;
		p->job.level = PROOF_DRAINED;
	}
	moved(p);
	p->tell_job = true;
	page_call_free(c);
}

/* The next question, one at a time. */
static void ask_next(struct ipp *p)
{
	int64_t quiet_us = clock_measure_us() - p->polled_us;
	bool job = p->stage == IPP_SENDING || p->stage == IPP_SENT;
	enum ipp_question q = IPP_NOTHING;
	const char *why;

	if (p->ask)
		return;
	if (p->wants_cancel)
		q = IPP_CANCEL;
	else if (p->stage == IPP_CREATING)
		q = IPP_CREATE;
	else if (job && quiet_us >= (p->stage == IPP_SENT ? QUICK_POLL_US : POLL_US))
		q = p->asks_job_next ? IPP_JOB : IPP_PRINTER;
	else if (p->wants_status)
		q = IPP_PRINTER;
	if (q == IPP_NOTHING)
		return;
	if (job)
		p->asks_job_next = q != IPP_JOB;
	p->wants_cancel = p->wants_cancel && q != IPP_CANCEL;
	p->wants_status = p->wants_status && q != IPP_PRINTER;
	why = ask(p, q);
	if (why)
		unanswered(p, q, why);
}

static void go_on(struct ipp *p)
{
	bool job, status;

	take_ask(p);
	take_data(p);
	ask_next(p);
	look_for_standing(p);
	if (set_tick(p))
		gone(p, err_why());
	job = p->tell_job;
	status = p->tell_status;
	p->tell_job = p->tell_status = false;
	if (status)
		page_printer_tell_status(&p->base);
	if (job)
		page_printer_tell_job(&p->base);
}

static void on_call(void *me)
{
	go_on(me);
}

static int on_tick(void *me, unsigned events)
{
	struct ipp *p = me;
	uint64_t ticks;

	(void)events;
	if (read(p->tick_fd, &ticks, sizeof ticks) < 0 && errno != EAGAIN)
		return err_new(errno, "the printer's timer: %s", strerror(errno));
	if (p->link == LINK_GONE && p->tick_ms != TICK_MS)
		p->wants_status = true;
	go_on(p);
	return 0;
}

/* ---- the kind ------------------------------------------------------------------------------------------------ */

static int check(const char *where)
{
	struct page_address a;

	return err_up(page_address_take(&a, where));
}

static int open_ipp(struct page_printer *base)
{
	struct ipp *p = of(base);
	int e = page_address_take(&p->at, base->where);

	if (e)
		return err_up(e);
	p->retry_ms = IPP_RETRY_FIRST_MS;
	p->link = LINK_COMING;
	p->wants_status = true;
	p->tick_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (p->tick_fd < 0)
		return err_new(errno, "no timer for the printer: %s", strerror(errno));
	e = loop_watch(&p->tick, base->loop, p->tick_fd, LOOP_READ, on_tick, p);
	if (e == 0) {
		ask_next(p);
		e = set_tick(p);
	}
	if (e) {
		watch_end(p->tick);
		(void)close(p->tick_fd);
		page_call_free(p->ask);
	}
	return err_up(e);
}

static void close_ipp(struct page_printer *base)
{
	struct ipp *p = of(base);

	page_call_free(p->ask);
	page_call_free(p->data);
	watch_end(p->tick);
	(void)close(p->tick_fd);
}

static void status(const struct page_printer *base, struct printer_status *out)
{
	const struct ipp *p = of_const(base);

	*out = p->stands ? p->heard.warned : p->heard.status;
	out->link = p->link;
}

/* At the next turn of the loop, through the timer: asking may tell, and this may be called from anywhere. */
static void ask_status(struct page_printer *base)
{
	struct ipp *p = of(base);

	p->wants_status = true;
	if (set_tick(p))
		gone(p, err_why());
}

static const char *why(const struct page_printer *base)
{
	return of_const(base)->why;
}

static int dpi(const struct page_printer *base)
{
	return of_const(base)->heard.dpi;
}

static int begin(struct page_printer *base)
{
	struct ipp *p = of(base);
	int e;

	if (p->link != LINK_OPEN)
		return p->link == LINK_GONE ? PAGE_PRINTER_GONE : PAGE_PRINTER_COMING;
	if (base->order.dpi != p->heard.dpi)
		return PAGE_PRINTER_OTHER_DPI;
	p->stage = IPP_CREATING;
	e = set_tick(p);
	if (e) {
		p->stage = IPP_IDLE;
		return err_up(e);
	}
	p->job = (struct page_printer_job){.level = PROOF_NOTHING, .impressions = -1};
	p->job_id = p->job_state = 0;
	p->moves = p->sent_bytes = 0;
	p->moved_us = clock_measure_us();
	p->missed = 0;
	ask_next(p); /* what it tells is told at the next turn */
	return 0;
}

static int send_bytes(size_t *taken, struct page_printer *base, const void *bytes, size_t n)
{
	struct ipp *p = of(base);
	size_t room = p->data && p->stage == IPP_SENDING ? page_call_room(p->data) : 0;

	if (p->stage == IPP_OVER)
		return PAGE_PRINTER_GONE;
	*taken = n < room ? n : room;
	if (*taken)
		page_call_write(p->data, bytes, *taken);
	return 0;
}

static int end(struct page_printer *base)
{
	struct ipp *p = of(base);

	if (p->stage != IPP_SENDING)
		return PAGE_PRINTER_GONE;
	page_call_end(p->data);
	p->stage = IPP_SENT;
	return 0;
}

static void job(const struct page_printer *base, struct page_printer_job *out)
{
	const struct ipp *p = of_const(base);

	*out = p->job;
	out->moves = p->moves + p->sent_bytes;
}

static void cancel(struct page_printer *base)
{
	struct ipp *p = of(base);

	settle(p, PAGE_FATE_LOST, "cancelled here");
	p->tell_job = false;
	(void)set_tick(p);
}

static void release(struct page_printer *base)
{
	cancel(base);
	of(base)->stage = IPP_IDLE;
	(void)set_tick(of(base));
}

const struct page_printer_ops page_printer_ipp = {
        .scheme = "ipp",
        .shape = "ipp:HOST[:PORT]/PATH",
        .size = sizeof(struct ipp),
        .check = check,
        .open = open_ipp,
        .close = close_ipp,
        .status = status,
        .ask = ask_status,
        .why = why,
        .dpi = dpi,
        .begin = begin,
        .send = send_bytes,
        .end = end,
        .job = job,
        .cancel = cancel,
        .release = release,
};
