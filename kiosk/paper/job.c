#include "paper/job.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_profile.h"
#include "paper/job_inside.h"
#include "paper/sheet.h"

#define LOG_MODULE "job"

static void on_free_printer(void *me);

bool job_is_over(const struct job *j)
{
	return j->at.state >= JOB_DONE;
}

void job_progress(const struct job *j, struct job_progress *out)
{
	*out = j->at;
}

int job_percent(const struct job_progress *p)
{
	return p->n_bands > 0 ? (p->answers ? p->bands_proved : p->bands_sent) * 100 / p->n_bands : 0;
}

void job_tell(struct job *j)
{
	if (j->order.fn && !j->starting)
		j->order.fn(j->order.me, &j->at);
}

/* ---- time limits ---------------------------------------------------------------------- */

void job_timer_stop(struct job *j)
{
	loop_cancel(j->order.loop, j->timer);
	j->timer = 0;
}

static int on_timer(void *me)
{
	struct job *j = me;

	j->timer = 0;
	if (j->at.state == JOB_QUEUED)
		job_finish(j, JOB_VOID, JOB_NOT_THERE);
	else if (j->held)
		job_give_up(j, j->at.trouble == TROUBLE_GONE ? JOB_LOST : JOB_HELD);
	else
		job_give_up(j, JOB_STUCK);
	return 0;
}

/* Without a timer a job would hang for ever: then it is better given up. */
bool job_timer_start(struct job *j, int64_t ms)
{
	int id;

	job_timer_stop(j);
	id = loop_after(j->order.loop, ms, on_timer, j);
	j->timer = id > 0 ? id : 0;
	if (id <= 0)
		job_finish_broken(j, err_new(EAGAIN, "no timer for the print"));
	return id > 0;
}

/* ---- ends --------------------------------------------------------------------------------- */

static void forget_paper(struct job *j)
{
	for (int i = 0; i < PART_TAIL; i++) {
		raster_free(j->rasters[i]);
		j->rasters[i] = NULL;
	}
	buf_fini(&j->bytes);
	if (j->order.over)
		j->order.over(j->order.over_me);
	j->order.over = NULL;
	j->order.sheet = j->order.stub = j->order.head = NULL;
}

static void let_go(struct job *j)
{
	job_pulse_stop(j);
	if (!j->owned)
		return;
	j->owned = false;
	if (j->handed_over && j->at.state == JOB_DONE)
		printer_release(j->order.printer);
	else
		printer_abort(j->order.printer);
}

void job_finish(struct job *j, enum job_state state, enum job_reason reason)
{
	if (job_is_over(j))
		return;
	job_timer_stop(j);
	job_trouble_end(j);
	printer_wait_end(j->order.printer, j);
	if (j->owned)
		j->at.level = printer_level(j->order.printer);
	if (j->order.torn && state != JOB_DONE && j->attempt_bytes > 0 && !j->tail_sent)
		*j->order.torn = true;
	j->at.state = state;
	j->at.reason = reason;
	job_write_end(j);
	forget_paper(j);
	log_info(j->order.log, "job over: state %d, reason %d, level %d, %d of %d bands, %d proved, attempt %d", state,
	        reason, j->at.level, j->at.bands_sent, j->at.n_bands, j->at.bands_proved, j->at.attempt);
	job_tell(j);
	let_go(j);
	if (j->kept_over)
		j->kept_over(j->kept_me);
}

void job_give_up(struct job *j, enum job_reason reason)
{
	job_finish(j, job_may_be_whole(j) ? JOB_UNKNOWN : JOB_VOID, reason);
}

void job_finish_broken(struct job *j, int e)
{
	log_surprise(j->order.log, LOG_MODULE, e);
	job_give_up(j, JOB_BROKEN);
}

/* ---- beginning ---------------------------------------------------------------------------------- */

void job_look_around(struct job *j, bool may_send)
{
	if (job_is_over(j) || !j->owned)
		return;
	if (printer_is_lost(j->order.printer)) {
		job_lost(j);
		return;
	}
	job_take_proofs(j);
	if (!job_is_over(j) && !job_look(j) && !job_is_over(j) && j->owned) {
		if (j->handed_over)
			job_check_end(j);
		else if (may_send)
			job_step(j);
	}
	if (!job_is_over(j) && j->owned)
		printer_want_room(j->order.printer, job_wants_room(j));
}

void job_on_printer(void *me)
{
	job_look_around(me, true);
}

static void owned(struct job *j)
{
	int e;

	j->owned = true;
	j->at.state = JOB_PRINTING;
	j->expected = PROOF_NOTHING;
	if (j->held && j->at.trouble == TROUBLE_GONE) {
		j->held = false;
		job_trouble_end(j);
	}
	e = job_pulse_start(j);
	if (e) {
		job_finish_broken(j, e);
		return;
	}
	if (!j->held && !job_timer_start(j, j->order.stall_ms))
		return;
	job_on_printer(j);
}

void job_begin(struct job *j)
{
	int r = printer_begin(j->order.printer, job_on_printer, j);

	if (r == 0)
		owned(j);
	else if (r < 0)
		job_finish_broken(j, r);
	else if (r == PRINTER_NONE)
		job_finish(j, JOB_VOID, JOB_NO_PRINTER);
	else if (printer_wait(j->order.printer, on_free_printer, j))
		job_finish(j, JOB_VOID, JOB_NOT_THERE);
	else if (j->at.state == JOB_QUEUED && j->at.journal_id == 0 && job_write_begin(j, false))
		job_finish(j, JOB_VOID, JOB_NO_JOURNAL);
}

/* Also the way back to the queue: the limit of waiting goes on, or starts. */
static void on_free_printer(void *me)
{
	struct job *j = me;

	if (job_is_over(j) || j->owned)
		return;
	if (j->timer == 0 && !job_timer_start(j, j->order.wait_ms))
		return;
	job_begin(j);
}

static void fill_presets(struct job *j)
{
	struct job_order *o = &j->order;

	o->wait_ms = o->wait_ms ? o->wait_ms : JOB_WAIT_MS;
	o->stall_ms = o->stall_ms ? o->stall_ms : JOB_STALL_MS;
	o->hold_ms = o->hold_ms ? o->hold_ms : JOB_HOLD_MS;
	o->end_ms = o->end_ms ? o->end_ms : JOB_END_MS;
	o->taken_ms = o->taken_ms ? o->taken_ms : JOB_TAKEN_MS;
}

static int make_rasters(struct job *j)
{
	const struct printer_profile *p = printer_profile(j->order.printer);
	int e = 0;

	j->band_rows = (int)(p->max_rows < JOB_BAND_ROWS ? p->max_rows : JOB_BAND_ROWS) / RASTER_STEP * RASTER_STEP;
	if (j->order.head)
		e = raster_new(&j->rasters[PART_HEAD], j->order.head, (int)p->dots, j->band_rows);
	if (e == 0)
		e = raster_new(&j->rasters[PART_BODY], j->order.sheet, (int)p->dots, j->band_rows);
	if (e)
		return err_up(e);
	j->at.n_bands = job_part_bands(j, PART_HEAD) + job_part_bands(j, PART_BODY);
	j->last_ink = j->at.n_bands - 1;
	buf_init(&j->bytes,
	        escpos_flush_bytes(p) + escpos_room(p, j->band_rows) + escpos_room(p, escpos_tail_rows(p)) + 64);
	return err_up(job_rewind(j, j->order.torn && *j->order.torn));
}

/* A copy whose dots are not the original's is none. */
static int check_copy(struct job *j)
{
	const struct job_journal *b = j->order.journal;
	uint8_t original[JOURNAL_HASH_BYTES], now[JOURNAL_HASH_BYTES];
	int e;

	if (j->order.copy_of == 0 || !b || b->hash_of(original, b->me, j->order.copy_of))
		return 0;
	e = job_hash_body(now, j);
	if (e == 0 && memcmp(original, now, sizeof now) != 0)
		job_finish(j, JOB_VOID, JOB_NOT_SAME);
	return err_up(e);
}

int job_start(struct job **out, const struct job_order *order)
{
	struct job *j = calloc(1, sizeof *j);
	int e;

	/* Laid out for another resolution, every millimetre on the paper would be wrong. */
	assert(fabsf(fonts_px_per_mm(sheet_fonts(order->sheet)) - (float)printer_profile(order->printer)->dpi / 25.4f) <
	        0.01f);
	assert((order->copy_of > 0) <= (order->head != NULL));
	if (!j)
		return err_new(ENOMEM, "no memory for the print");
	*j = (struct job){.order = *order, .starting = true, .started_us = clock_measure_us(), .pulse_fd = -1};
	j->at = (struct job_progress){.level = PROOF_NOTHING, .first_band_us = -1, .attempt = 1};
	fill_presets(j);
	e = make_rasters(j);
	if (e == 0)
		e = check_copy(j);
	if (e) {
		j->order.over = NULL; /* the caller keeps what the job did not begin with */
		forget_paper(j);
		free(j);
		return err_up(e);
	}
	on_free_printer(j);
	if (!job_is_over(j))
		e = job_find_last_ink(j);
	if (e)
		job_finish_broken(j, e);
	j->starting = false;
	*out = j;
	return 0;
}

/* ---- what others say --------------------------------------------------------------------------------- */

void job_mended(struct job *j)
{
	if (!job_is_over(j) && j->owned && (j->at.trouble == TROUBLE_CUTTER || j->at.trouble == TROUBLE_OTHER))
		job_go_on(j);
}

void job_cancel(struct job *j)
{
	if (!job_is_over(j))
		job_give_up(j, JOB_CANCELLED);
}

void job_leave(struct job *j)
{
	j->order.fn = NULL;
}

void job_free(struct job *j)
{
	if (!j)
		return;
	job_leave(j);
	job_cancel(j);
	wipe(j, sizeof *j);
	free(j);
}
