#include "paper/page_job.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "paper/page_job_inside.h"

#define LOG_MODULE "page_job"

enum { WAIT_MS = 20 * 1000, STALL_MS = 60 * 1000, HOLD_MS = 300 * 1000 };

static void on_printer(void *me);
static void try_begin(void *me);

/* ---- ends and timers ------------------------------------------------------------------------ */

static void stop_timers(struct page_job *j)
{
	loop_cancel(j->order.loop, j->timer);
	loop_cancel(j->order.loop, j->blip_timer);
	j->timer = j->blip_timer = 0;
}

static void tell(struct page_job *j)
{
	if (j->order.fn && !j->starting)
		j->order.fn(j->order.me, &j->at);
}

static void finish(struct page_job *j, enum job_state state, enum job_reason reason)
{
	if (page_job_is_over(j))
		return;
	stop_timers(j);
	page_printer_wait_end(j->order.printer, j);
	if (j->owned)
		page_printer_release(j->order.printer);
	j->owned = false;
	j->at.state = state;
	j->at.reason = reason;
	j->at.trouble = TROUBLE_NONE;
	j->at.trouble_lasts = false;
	page_job_write_end(j);
	buf_fini(&j->bytes);
	buf_init(&j->bytes, 0);
	if (j->order.over)
		j->order.over(j->order.over_me);
	tell(j);
}

static void finish_broken(struct page_job *j, int e)
{
	log_surprise(j->order.log, LOG_MODULE, e);
	finish(j, j->may_be_whole ? JOB_UNKNOWN : JOB_VOID, JOB_BROKEN);
}

/* Void, or unknown when all that makes the paper whole may have been sent. */
static void give_up(struct page_job *j, enum job_reason reason)
{
	finish(j, j->may_be_whole ? JOB_UNKNOWN : JOB_VOID, reason);
}

static int on_limit(void *me)
{
	struct page_job *j = me;

	j->timer = 0;
	if (j->at.state == JOB_QUEUED)
		finish(j, JOB_VOID, JOB_NOT_THERE);
	else
		give_up(j, j->at.trouble == TROUBLE_GONE ? JOB_LOST : j->at.trouble ? JOB_HELD : JOB_STUCK);
	return 0;
}

/* Begins the limit of this phase anew. */
static void start_timer(struct page_job *j)
{
	const struct page_job_order *o = &j->order;
	int64_t ms = j->at.state == JOB_QUEUED ? o->wait_ms : j->at.trouble ? o->hold_ms : o->stall_ms;
	int id;

	loop_cancel(o->loop, j->timer);
	j->timer = 0;
	id = loop_after(o->loop, ms, on_limit, j);
	if (id < 0)
		finish_broken(j, id);
	else
		j->timer = id;
}

/* ---- what a person must mend ------------------------------------------------------------------- */

static enum job_trouble trouble_of(const struct page_job *j, const struct page_printer_job *told)
{
	struct printer_status s;

	page_printer_status(j->order.printer, &s);
	if (s.link == LINK_GONE)
		return TROUBLE_GONE;
	if (s.paper == PAPER_OUT)
		return TROUBLE_PAPER;
	if (s.cover == COVER_OPEN)
		return TROUBLE_COVER;
	if (s.fault == FAULT_HOT)
		return TROUBLE_HOT;
	return s.fault > FAULT_NONE || told->stopped ? TROUBLE_OTHER : TROUBLE_NONE;
}

static int on_blip(void *me)
{
	struct page_job *j = me;

	j->blip_timer = 0;
	j->at.trouble_lasts = true;
	tell(j);
	return 0;
}

/* True when something changed. */
static bool take_trouble(struct page_job *j, enum job_trouble now)
{
	bool was = j->at.trouble != TROUBLE_NONE, is = now != TROUBLE_NONE;

	if (now == j->at.trouble)
		return false;
	j->at.trouble = now;
	if (is && !was) {
		int id = loop_after(j->order.loop, JOB_BLIP_MS, on_blip, j);

		j->blip_timer = id > 0 ? id : 0;
	} else if (!is) {
		loop_cancel(j->order.loop, j->blip_timer);
		j->blip_timer = 0;
		j->at.trouble_lasts = false;
	}
	start_timer(j);
	return true;
}

/* ---- what the printer tells ------------------------------------------------------------------------ */

static void completed(struct page_job *j, const struct page_printer_job *told)
{
	if (!j->all_sent || (told->impressions >= 0 && told->impressions != j->at.n_bands))
		give_up(j, JOB_UNPROVED);
	else
		finish(j, JOB_DONE, JOB_FINE);
}

static void lost(struct page_job *j, const struct page_printer_job *told)
{
	log_warn(j->order.log, "a print on A4 ended early: %s", told->why);
	if (told->fate == PAGE_FATE_REFUSED)
		finish(j, JOB_VOID, JOB_LOST);
	else
		give_up(j, JOB_LOST);
}

static void look(struct page_job *j, const struct page_printer_job *told)
{
	int proved = told->impressions < 0 ? 0 : told->impressions > j->at.n_bands ? j->at.n_bands : told->impressions;
	bool news = proved > j->at.bands_proved || told->level > j->at.level;

	if (proved > j->at.bands_proved) {
		j->at.bands_proved = proved;
		page_job_write_proved(j);
	}
	j->at.answers = told->impressions >= 0;
	if (told->level > j->at.level)
		j->at.level = told->level;
	if (take_trouble(j, trouble_of(j, told)))
		news = true;
	else if (told->moves != j->moves)
		start_timer(j);
	j->moves = told->moves;
	if (news && !page_job_is_over(j))
		tell(j);
}

static void on_printer(void *me)
{
	struct page_job *j = me;
	struct page_printer_job told;
	int pages = j->at.bands_sent, r = 0;

	page_printer_job(j->order.printer, &told);
	if (told.fate == PAGE_FATE_OPEN && !j->all_sent)
		r = page_job_send(j);
	if (r < 0) {
		page_printer_cancel(j->order.printer);
		finish_broken(j, r);
		return;
	}
	page_printer_job(j->order.printer, &told); /* sending may end it */
	if (told.fate == PAGE_FATE_COMPLETED && told.level > j->at.level)
		j->at.level = told.level;
	if (told.fate == PAGE_FATE_COMPLETED && told.impressions > j->at.bands_proved)
		j->at.bands_proved = told.impressions < j->at.n_bands ? told.impressions : j->at.n_bands;
	if (told.fate == PAGE_FATE_COMPLETED) {
		completed(j, &told);
		return;
	}
	if (told.fate != PAGE_FATE_OPEN) {
		lost(j, &told);
		return;
	}
	if (j->at.bands_sent > pages)
		tell(j);
	look(j, &told);
}

/* ---- beginning ----------------------------------------------------------------------------------------- */

static void begun(struct page_job *j)
{
	j->owned = true;
	if (page_job_write_attempt(j)) {
		page_printer_cancel(j->order.printer);
		finish(j, JOB_VOID, JOB_NO_JOURNAL);
		return;
	}
	j->at.state = JOB_PRINTING;
	j->at.trouble = TROUBLE_NONE;
	start_timer(j);
	tell(j);
}

static void try_begin(void *me)
{
	struct page_job *j = me;
	const struct page_job_order *o = &j->order;
	const struct page_printer_order order = {
	        .name = o->title ? o->title : "", .pages = pages_count(o->pages), .dpi = pages_dpi(o->pages)};
	int r = page_printer_begin(o->printer, &order, on_printer, j);

	if (r == 0) {
		begun(j);
	} else if (r == PAGE_PRINTER_NONE) {
		finish(j, JOB_VOID, JOB_NO_PRINTER);
	} else if (r == PAGE_PRINTER_OTHER_DPI) {
		log_error(o->log, "pages of %d dots an inch, and the printer takes %d", order.dpi,
		        page_printer_dpi(o->printer));
		finish(j, JOB_VOID, JOB_BROKEN);
	} else if (r < 0) {
		finish_broken(j, r);
	} else {
		j->at.trouble = r == PAGE_PRINTER_GONE ? TROUBLE_GONE : TROUBLE_NONE;
		if (page_printer_wait(o->printer, try_begin, j))
			finish(j, JOB_VOID, JOB_NOT_THERE);
	}
}

static int refusal(struct page_job *j)
{
	uint8_t before[JOURNAL_HASH_BYTES], now[JOURNAL_HASH_BYTES];
	const struct page_job_order *o = &j->order;
	int r;

	if (o->must_prove && !o->journal)
		return JOB_NO_JOURNAL;
	if (!o->journal || !o->copy_of)
		return 0;
	if (o->journal->hash_of(before, o->journal->me, o->copy_of))
		return JOB_NO_JOURNAL;
	r = page_job_hash(now, j);
	if (r)
		return err_up(r);
	return memcmp(before, now, sizeof now) == 0 ? 0 : JOB_NOT_SAME;
}

int page_job_start(struct page_job **out, const struct page_job_order *order)
{
	struct page_job *j = calloc(1, sizeof *j);
	const struct pages *p = order->pages;
	int r;

	if (!j)
		return err_new(ENOMEM, "no memory for a print");
	j->order = *order;
	j->order.wait_ms = order->wait_ms ? order->wait_ms : WAIT_MS;
	j->order.stall_ms = order->stall_ms ? order->stall_ms : STALL_MS;
	j->order.hold_ms = order->hold_ms ? order->hold_ms : HOLD_MS;
	j->at = (struct job_progress){
	        .level = PROOF_NOTHING, .n_bands = pages_count(p), .first_band_us = -1, .attempt = 1};
	j->raster = (struct page_raster){.width = pages_width(p),
	        .height = pages_height(p),
	        .dpi = pages_dpi(p),
	        .width_pt = 595,
	        .height_pt = 841,
	        .size_name = "iso_a4_210x297mm",
	        .pages = pages_count(p)};
	j->started_us = clock_measure_us();
	buf_init(&j->bytes, PAGE_JOB_PIECE_MOST);
	j->starting = true;
	r = refusal(j);
	if (r == 0)
		r = page_job_write_begin(j);
	if (r < 0)
		finish_broken(j, r);
	else if (r > 0)
		finish(j, JOB_VOID, (enum job_reason)r);
	else
		start_timer(j);
	if (!page_job_is_over(j))
		try_begin(j);
	j->starting = false;
	*out = j;
	return 0;
}

/* ---- asking and ending --------------------------------------------------------------------------------- */

void page_job_progress(const struct page_job *j, struct job_progress *out)
{
	*out = j->at;
}

bool page_job_is_over(const struct page_job *j)
{
	return j->at.state >= JOB_DONE;
}

void page_job_cancel(struct page_job *j)
{
	if (page_job_is_over(j))
		return;
	if (j->owned)
		page_printer_cancel(j->order.printer);
	give_up(j, JOB_CANCELLED);
}

void page_job_leave(struct page_job *j)
{
	j->order.fn = NULL;
}

void page_job_free(struct page_job *j)
{
	if (!j)
		return;
	page_job_leave(j);
	page_job_cancel(j);
	buf_fini(&j->bytes);
	wipe(&j->raster, sizeof j->raster);
	free(j);
}
