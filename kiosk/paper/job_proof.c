/* job_proof - what the printer's answers prove of a job, and when it is over */
#include <errno.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "drivers/printer_profile.h"
#include "paper/job_inside.h"

bool job_answers(const struct job *j)
{
	return j->owned && printer_reachable(j->order.printer) >= PROOF_BARRIER;
}

static void progressed(struct job *j)
{
	j->quiet_ms = 0;
	if (!j->held && !job_timer_start(j, j->order.stall_ms))
		return;
	if (j->resume_until && j->at.bands_proved >= j->resume_until)
		j->resume_until = 0;
}

void job_take_proofs(struct job *j)
{
	enum printer_proof how, level = printer_level(j->order.printer), reach = printer_reachable(j->order.printer);
	int proved = printer_marks_proved(j->order.printer, &how);
	int bands = proved == PRINTER_MARK_CUT ? j->at.n_bands : proved + 1;
	bool more = bands > j->at.bands_proved || level > j->at.level;

	if (reach > j->expected)
		j->expected = reach;
	if (bands > j->band)
		bands = j->band; /* what was not drawn can not be proved */
	if (bands == j->at.bands_proved && level == j->at.level && job_answers(j) == j->at.answers)
		return;
	j->at.answers = job_answers(j);
	j->at.bands_proved = bands;
	j->at.level = level;
	if (more)
		progressed(j);
	if (job_is_over(j))
		return;
	job_write_proved(j);
	job_tell(j);
}

/* ---- the end ------------------------------------------------------------------------------------ */

static bool is_printed(const struct job *j)
{
	enum printer_proof how;

	return printer_marks_proved(j->order.printer, &how) >= 0 && how >= PROOF_PRINTED;
}

/* The sheet hangs in the mouth of a presenter: it is worth a moment until somebody has it. */
static bool waits_for_hand(struct job *j)
{
	const struct printer_profile *p = printer_profile(j->order.printer);

	if (p->presenter == PRESENTER_NONE || j->at.level != PROOF_CUT || !job_answers(j))
		return false;
	if (j->is_not_taken)
		return j->quiet_ms < j->order.taken_ms;
	j->is_not_taken = true;
	j->quiet_ms = 0;
	j->at.trouble = TROUBLE_NOT_TAKEN;
	job_tell(j);
	return !job_is_over(j);
}

/* Nothing more will be proved: it lies, keeps silent, or the cut had trouble of its own. */
static bool is_settled(const struct job *j)
{
	return j->quiet_ms >= j->order.end_ms || printer_reachable(j->order.printer) <= j->at.level;
}

void job_check_end(struct job *j)
{
	bool has_all = j->at.level >= j->expected;

	if (job_is_over(j) || j->held || j->at.level < PROOF_DRAINED || (!has_all && !is_settled(j)))
		return;
	/* What is printed is printed, also where nobody knows about the cut. And where there was trouble, only
	 * process IDs show that nothing was lost in it. */
	if ((!has_all && j->at.level < PROOF_PRINTED) || (j->had_trouble && !is_printed(j)))
		job_finish(j, JOB_UNKNOWN, JOB_UNPROVED);
	else if (!waits_for_hand(j) && !job_is_over(j))
		job_finish(j, JOB_DONE, JOB_FINE);
}

/* ---- the pulse: real time, as long as the printer is ours ----------------------------------------- */

static void ask_again(struct job *j)
{
	bool is_quiet = j->at.trouble != TROUBLE_NONE || j->quiet_ms >= JOB_ASK_MS;

	if (!is_quiet || j->unasked_ms < JOB_ASK_MS)
		return;
	j->unasked_ms = 0;
	printer_ask_status(j->order.printer);
}

static int on_pulse(void *me, unsigned events)
{
	struct job *j = me;
	uint64_t ticks = 0;

	(void)events;
	if (read(j->pulse_fd, &ticks, sizeof ticks) < 0 && errno != EAGAIN)
		return err_new(errno, "the print's timer: %s", strerror(errno));
	j->quiet_ms += (int)ticks * JOB_PULSE_MS;
	j->unasked_ms += (int)ticks * JOB_PULSE_MS;
	j->unwritten_ms += (int)ticks * JOB_PULSE_MS;
	ask_again(j);
	if (!j->held && j->resume_until && j->quiet_ms >= j->order.end_ms)
		job_again(j); /* it went on, and what was in flight never came */
	else
		job_look_around(j, false);
	return 0;
}

int job_pulse_start(struct job *j)
{
	const struct timespec every = {0, JOB_PULSE_MS * 1000000L};
	const struct itimerspec spec = {every, every};

	if (j->pulse_fd >= 0)
		return 0;
	j->quiet_ms = j->unasked_ms = 0;
	j->unwritten_ms = JOB_WRITE_MS;
	j->pulse_fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (j->pulse_fd < 0 || timerfd_settime(j->pulse_fd, 0, &spec, NULL) < 0)
		return err_new(errno, "no timer for the print: %s", strerror(errno));
	return err_up(loop_watch(&j->pulse, j->order.loop, j->pulse_fd, LOOP_READ, on_pulse, j));
}

void job_pulse_stop(struct job *j)
{
	watch_end(j->pulse);
	j->pulse = NULL;
	if (j->pulse_fd >= 0)
		(void)close(j->pulse_fd);
	j->pulse_fd = -1;
}
