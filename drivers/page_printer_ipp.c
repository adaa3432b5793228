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

enum { POLL_US = 1000 * 1000, QUICK_POLL_US = 400 * 1000, TICK_MS = 100 };

static struct ipp *of(struct page_printer *p)
{
	return (struct ipp *)p;
}

static const struct ipp *of_const(const struct page_printer *p)
{
	return (const struct ipp *)p;
}

/* ---- the timer: while something is asked or sent, and to try an absent printer again ------------------ */

static int set_tick(struct ipp *p)
{
	bool busy = p->ask || p->data || ipp_is_under_way(p) || p->wants_status || p->wants_cancel;
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

/* ---- the next question ---------------------------------------------------------------------------------------- */

/* One at a time. */
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
	why = ipp_ask(p, q);
	if (why)
		ipp_unanswered(p, q, why);
}

static void go_on(struct ipp *p)
{
	bool job, status;

	ipp_take_ask(p);
	ipp_take_data(p);
	ask_next(p);
	ipp_look_for_standing(p);
	if (set_tick(p))
		ipp_gone(p, err_why());
	job = p->tell_job;
	status = p->tell_status;
	p->tell_job = p->tell_status = false;
	if (status)
		page_printer_tell_status(&p->base);
	if (job)
		page_printer_tell_job(&p->base);
}

void ipp_on_call(void *me)
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
		ipp_gone(p, err_why());
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

	ipp_settle(p, PAGE_FATE_LOST, "cancelled here");
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
