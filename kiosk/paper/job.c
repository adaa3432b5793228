#include "paper/job.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_profile.h"
#include "paper/raster.h"
#include "paper/sheet.h"
#include "sys/buf.h"

#define LOG_MODULE "job"

enum { WAIT_MS = 20 * 1000, STALL_MS = 30 * 1000, BAND_ROWS = 120 };

struct job {
	struct job_order order;
	struct job_progress at;
	struct raster *raster;
	struct buf bytes; /* one band, encoded */
	size_t bytes_sent; /* of those */
	int bands_drawn;
	bool tail_drawn, handed_over, starting;
	int timer;
	int64_t started_us;
};

static void on_printer(void *me);
static void on_free_printer(void *me);

bool job_is_over(const struct job *j)
{
	return j->at.state >= JOB_DONE;
}

void job_progress(const struct job *j, struct job_progress *out)
{
	*out = j->at;
}

static void tell(struct job *j)
{
	if (j->order.fn && !j->starting)
		j->order.fn(j->order.me, &j->at);
}

/* ---- time limits ---------------------------------------------------------------------- */

static void timer_stop(struct job *j)
{
	loop_cancel(j->order.loop, j->timer);
	j->timer = 0;
}

static void finish(struct job *j, enum job_state state, enum job_reason reason);

static int on_timer(void *me)
{
	struct job *j = me;

	j->timer = 0;
	if (j->at.state == JOB_QUEUED)
		finish(j, JOB_VOID, JOB_NOT_THERE);
	else
		finish(j, j->handed_over ? JOB_UNKNOWN : JOB_VOID, JOB_STUCK);
	return 0;
}

/* Without a timer a job would hang for ever: then it is better given up. */
static bool timer_start(struct job *j, int64_t ms)
{
	int id;

	timer_stop(j);
	id = loop_after(j->order.loop, ms, on_timer, j);
	j->timer = id > 0 ? id : 0;
	return id > 0;
}

/* ---- ends --------------------------------------------------------------------------------- */

static void finish(struct job *j, enum job_state state, enum job_reason reason)
{
	bool owned = j->at.state == JOB_PRINTING;

	if (job_is_over(j))
		return;
	timer_stop(j);
	printer_wait_end(j->order.printer, j);
	if (owned)
		j->at.level = printer_level(j->order.printer);
	j->at.state = state;
	j->at.reason = reason;
	raster_free(j->raster);
	j->raster = NULL;
	buf_fini(&j->bytes);
	log_info(j->order.log, "job over: state %d, reason %d, level %d, %d of %d bands", state, reason, j->at.level,
	        j->at.bands_sent, j->at.n_bands);
	tell(j);
	if (owned && state == JOB_DONE)
		printer_release(j->order.printer);
	else if (owned)
		printer_abort(j->order.printer);
}

static void finish_broken(struct job *j, int e)
{
	log_surprise(j->order.log, LOG_MODULE, e);
	finish(j, j->handed_over ? JOB_UNKNOWN : JOB_VOID, JOB_BROKEN);
}

/* ---- bands ---------------------------------------------------------------------------------- */

static int draw_next(struct job *j)
{
	const struct printer_profile *p = printer_profile(j->order.printer);
	const uint8_t *rows;
	int n, e;

	buf_clear(&j->bytes);
	j->bytes_sent = 0;
	if (j->bands_drawn == 0)
		escpos_start(&j->bytes, p, printer_is_unsure(j->order.printer));
	e = raster_band(&rows, &n, j->raster, j->bands_drawn);
	if (e == 0)
		e = escpos_rows(&j->bytes, p, rows, n);
	if (e == ESCPOS_THICKENED) {
		log_info(j->order.log, "a dot was added in band %d: it looked like a command to the printer",
		        j->bands_drawn);
		e = 0;
	}
	if (e == 0 && ++j->bands_drawn == j->at.n_bands)
		e = escpos_finish(&j->bytes, p);
	return err_up(e);
}

/* Hands over what is drawn; true when all of it was taken. */
static bool hand_over(struct job *j, int *answer)
{
	size_t taken = 0, n = j->bytes.len - j->bytes_sent;

	*answer = n ? printer_send(&taken, j->order.printer, j->bytes.data + j->bytes_sent, n) : 0;
	if (*answer)
		return false;
	j->bytes_sent += taken;
	j->at.bytes_sent += taken;
	return taken == n;
}

/* The printer went. Nothing sent yet: the job is as good as new and waits for it. */
static void lost(struct job *j)
{
	if (j->at.bytes_sent == 0 && !j->handed_over) {
		j->at.state = JOB_QUEUED;
		j->bands_drawn = 0;
		buf_clear(&j->bytes);
		j->bytes_sent = 0;
		printer_abort(j->order.printer);
		if (!job_is_over(j) && j->at.state == JOB_QUEUED)
			on_free_printer(j);
		return;
	}
	finish(j, j->handed_over ? JOB_UNKNOWN : JOB_VOID, JOB_LOST);
}

static void all_sent(struct job *j)
{
	int r = printer_end(j->order.printer);

	if (r < 0) {
		finish_broken(j, r);
	} else if (r) {
		lost(j);
	} else {
		j->handed_over = true;
		on_printer(j);
	}
}

/* One step: the rest of a band, or the next one. */
static void step(struct job *j)
{
	bool was_pending = j->bytes_sent < j->bytes.len;
	size_t before = j->at.bytes_sent;
	int r = was_pending ? 0 : draw_next(j);

	if (r < 0) {
		finish_broken(j, r);
		return;
	}
	if (hand_over(j, &r)) {
		j->at.bands_sent = j->bands_drawn;
		if (j->at.first_band_us < 0)
			j->at.first_band_us = clock_measure_us() - j->started_us;
	}
	if (r < 0) {
		finish_broken(j, r);
	} else if (r) {
		lost(j);
	} else if (j->at.bytes_sent > before && !timer_start(j, j->order.stall_ms)) {
		finish_broken(j, err_new(EAGAIN, "no timer for the job"));
	} else if (j->at.bands_sent == j->at.n_bands) {
		tell(j);
		all_sent(j);
	} else if (j->bytes_sent == j->bytes.len) {
		tell(j);
	}
}

static void on_printer(void *me)
{
	struct job *j = me;

	if (job_is_over(j))
		return;
	if (printer_is_lost(j->order.printer))
		lost(j);
	else if (!j->handed_over)
		step(j);
	else if (printer_level(j->order.printer) >= PROOF_DRAINED)
		finish(j, JOB_DONE, JOB_FINE);
}

/* ---- beginning ---------------------------------------------------------------------------------- */

static void begin(struct job *j)
{
	int r = printer_begin(j->order.printer, on_printer, j);

	if (r == 0) {
		j->at.state = JOB_PRINTING;
		if (!timer_start(j, j->order.stall_ms))
			finish_broken(j, err_new(EAGAIN, "no timer for the job"));
		else
			step(j);
	} else if (r < 0) {
		finish_broken(j, r);
	} else if (r == PRINTER_NONE) {
		finish(j, JOB_VOID, JOB_NO_PRINTER);
	} else if (printer_wait(j->order.printer, on_free_printer, j)) {
		finish(j, JOB_VOID, JOB_NOT_THERE);
	}
}

/* Also the way back to the queue: the limit of waiting goes on, or starts. */
static void on_free_printer(void *me)
{
	struct job *j = me;

	if (job_is_over(j))
		return;
	if (j->timer == 0 && !timer_start(j, j->order.wait_ms))
		finish_broken(j, err_new(EAGAIN, "no timer for the job"));
	else
		begin(j);
}

int job_start(struct job **out, const struct job_order *order)
{
	const struct printer_profile *p = printer_profile(order->printer);
	int band = (int)(p->max_rows < BAND_ROWS ? p->max_rows : BAND_ROWS) / RASTER_STEP * RASTER_STEP;
	struct job *j = calloc(1, sizeof *j);
	int e;

	/* Laid out for another resolution, every millimetre on the paper would be wrong. */
	assert(fabsf(fonts_px_per_mm(sheet_fonts(order->sheet)) - (float)p->dpi / 25.4f) < 0.01f);
	if (!j)
		return err_new(ENOMEM, "no memory for the print");
	*j = (struct job){.order = *order, .starting = true, .started_us = clock_measure_us()};
	j->order.wait_ms = order->wait_ms ? order->wait_ms : WAIT_MS;
	j->order.stall_ms = order->stall_ms ? order->stall_ms : STALL_MS;
	j->at = (struct job_progress){.level = PROOF_NOTHING, .first_band_us = -1};
	buf_init(&j->bytes,
	        escpos_flush_bytes(p) + escpos_room(p, band) + escpos_room(p, escpos_tail_rows(p)) + RASTER_STEP);
	e = raster_new(&j->raster, order->sheet, (int)p->dots, band);
	if (e) {
		free(j);
		return err_up(e);
	}
	j->at.n_bands = raster_bands(j->raster);
	on_free_printer(j);
	j->starting = false;
	*out = j;
	return 0;
}

void job_cancel(struct job *j)
{
	finish(j, j->handed_over ? JOB_UNKNOWN : JOB_VOID, JOB_CANCELLED);
}

void job_free(struct job *j)
{
	if (!j)
		return;
	j->order.fn = NULL;
	job_cancel(j);
	free(j);
}
