/* job_trouble - what a person must mend in mid-job, and what follows when it is mended */
#include "drivers/escpos_encode.h"
#include "drivers/printer_profile.h"
#include "paper/job_inside.h"

#define LOG_MODULE "job"

static enum job_trouble trouble_of(struct printer *p)
{
	struct printer_status s;

	printer_status(p, &s);
	if (s.paper == PAPER_OUT)
		return TROUBLE_PAPER;
	if (s.cover == COVER_OPEN)
		return TROUBLE_COVER;
	switch (s.fault) {
	case FAULT_CUTTER:
		return TROUBLE_CUTTER;
	case FAULT_HOT:
		return TROUBLE_HOT;
	case FAULT_OTHER:
		return TROUBLE_OTHER;
	case FAULT_UNKNOWN:
	case FAULT_NONE:
		break;
	}
	return TROUBLE_NONE;
}

/* ---- how long it lasts ---------------------------------------------------------------------- */

static int on_blip_over(void *me)
{
	struct job *j = me;

	j->blip_timer = 0;
	j->at.trouble_lasts = true;
	job_tell(j);
	return 0;
}

void job_trouble_end(struct job *j)
{
	loop_cancel(j->order.loop, j->blip_timer);
	j->blip_timer = 0;
	j->at.trouble = TROUBLE_NONE;
	j->at.trouble_lasts = false;
}

/* From trouble to trouble (paper out, then the cover open to lay it in) the moments count on. */
static void trouble_begin(struct job *j, enum job_trouble t)
{
	bool was_held = j->held;

	j->at.trouble = t;
	j->held = true;
	if (!was_held) {
		int id = loop_after(j->order.loop, JOB_BLIP_MS, on_blip_over, j);

		j->blip_timer = id > 0 ? id : 0;
		j->at.trouble_lasts = id <= 0;
		log_info(j->order.log, "a print is held: trouble %d, %d of %d bands sent, %d proved", t,
		        j->at.bands_sent, j->at.n_bands, j->at.bands_proved);
		if (!job_timer_start(j, j->order.hold_ms))
			return;
	}
	job_tell(j);
}

bool job_look(struct job *j)
{
	enum job_trouble t = trouble_of(j->order.printer);

	if (t == TROUBLE_NONE && j->held)
		job_go_on(j);
	else if (t != TROUBLE_NONE && t != j->at.trouble)
		trouble_begin(j, t);
	return j->held;
}

/* ---- and afterwards ------------------------------------------------------------------------------ */

/* Goes on with the limits of an undisturbed print. */
static void release(struct job *j)
{
	j->held = false;
	j->quiet_ms = 0;
	job_trouble_end(j);
	if (job_timer_start(j, j->order.stall_ms))
		job_tell(j);
}

/* Its answers tell which band was the last, and it keeps what it has over the trouble. */
static bool can_resume(const struct job *j)
{
	const struct printer_profile *p = printer_profile(j->order.printer);
	enum printer_proof how = PROOF_NOTHING;
	int proved = printer_marks_proved(j->order.printer, &how);

	return j->order.paper_class == JOB_RESUMES && p->after_paper == AFTER_PAPER_RESUME &&
	       escpos_mark_kind(p) == ESCPOS_MARK_ID && printer_reachable(j->order.printer) >= PROOF_PRINTED &&
	       (proved < 0 || how >= PROOF_PRINTED);
}

/* The printer is told; one that hears nothing goes on by itself or not at all. */
static void recover(struct job *j, enum printer_recovery how)
{
	int r = printer_recover(j->order.printer, how);

	if (r < 0)
		log_surprise(j->order.log, LOG_MODULE, r);
}

void job_go_on(struct job *j)
{
	bool cooled = j->at.trouble == TROUBLE_HOT;

	if (j->attempt_bytes == 0) {
		release(j);
		return;
	}
	if (cooled) {
		release(j);
		return;
	}
	j->had_trouble = true;
	if (!job_may_be_whole(j) && !can_resume(j)) {
		job_again(j);
		return;
	}
	recover(j, PRINTER_CONTINUE);
	j->resume_until = job_may_be_whole(j) ? 0 : j->at.bands_sent;
	if (j->resume_until <= j->at.bands_proved)
		j->resume_until = 0;
	release(j);
}

/* The whole once more, below a line that says what hangs there is void. */
void job_again(struct job *j)
{
	bool hangs = j->attempt_bytes > 0;
	int e;

	if (job_may_be_whole(j) || !j->order.stub || j->at.attempt >= JOB_ATTEMPTS_MOST) {
		job_give_up(j, j->at.trouble == TROUBLE_NONE ? JOB_UNPROVED : JOB_HELD);
		return;
	}
	if (j->bytes_sent < j->bytes.len) {
		j->ends_piece = true;
		release(j);
		return;
	}
	log_info(j->order.log, "a print begins anew: attempt %d", j->at.attempt + 1);
	recover(j, PRINTER_CLEAR);
	j->owned = j->handed_over = false;
	job_pulse_stop(j);
	printer_abort(j->order.printer);
	if (job_is_over(j))
		return;
	j->at.attempt++;
	e = job_rewind(j, hangs);
	if (e) {
		job_finish_broken(j, e);
		return;
	}
	release(j);
	if (!job_is_over(j))
		job_begin(j);
}

/* The printer went. Nothing of this attempt was sent: it is as good as new and waits. */
void job_lost(struct job *j)
{
	bool hangs = j->attempt_bytes > 0 || j->at.attempt > 1;
	int e;

	if (job_may_be_whole(j) || (hangs && (!j->order.stub || j->at.attempt >= JOB_ATTEMPTS_MOST))) {
		job_give_up(j, JOB_LOST);
		return;
	}
	j->owned = j->handed_over = false;
	job_pulse_stop(j);
	printer_abort(j->order.printer);
	if (job_is_over(j))
		return;
	if (j->attempt_bytes > 0)
		j->at.attempt++;
	e = job_rewind(j, hangs);
	if (e) {
		job_finish_broken(j, e);
		return;
	}
	if (hangs)
		trouble_begin(j, TROUBLE_GONE);
	else
		j->at.state = JOB_QUEUED;
	if (!job_is_over(j))
		job_begin(j);
}
