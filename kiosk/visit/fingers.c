#include "visit/fingers.h"

#include <errno.h>

#include "sys/log.h"
#include "visit/upkeep.h"
#include "visit/visit_inside.h"

bool fingers_lost(const struct visit *v)
{
	return v->world.fingers && v->world.fingers->lost;
}

bool fingers_are_missed(const struct visit *v)
{
	return fingers_lost(v) && v->world.fingers->only;
}

bool fingers_can_be_calibrated(const struct visit *v)
{
	return v->world.fingers && v->world.fingers->own && !v->world.fingers->lost;
}

const char *fingers_name(const struct visit *v)
{
	return v->world.fingers ? v->world.fingers->name : "";
}

unsigned fingers_taps(struct touch_tap *latest, const struct visit *v)
{
	if (!v->world.fingers || v->world.fingers->taps == 0)
		return 0;
	*latest = v->world.fingers->latest;
	return v->world.fingers->taps;
}

int fingers_calibrate(struct visit *v, const struct touch_calibration *c)
{
	if (!upkeep_may(v))
		return err_new(EPERM, "only a technician may calibrate the panel");
	if (!fingers_can_be_calibrated(v))
		return err_new(ENODEV, "this kiosk has no touch panel of its own (--touch sdl), or it is lost");
	return err_up(v->world.fingers->calibrate(v->world.fingers->me, c));
}

/* ---- a calibration on trial ---------------------------------------------------------------- */

static void end_trial(struct visit *v, enum fingers_trial how)
{
	loop_cancel(v->world.loop, v->trial.timer);
	v->trial.timer = 0;
	v->trial.state = how;
	v->world.fingers->use(v->world.fingers->me, NULL);
	if (v->world.changed)
		v->world.changed(v->world.me);
}

static int on_trial_over(void *me)
{
	struct visit *v = me;

	v->trial.timer = 0;
	log_info(v->world.log, "nobody could press what a new calibration showed: the one before holds again");
	end_trial(v, TRIAL_WENT_BACK);
	return 0;
}

enum desk_answer fingers_try(struct visit *v, const struct touch_calibration *c)
{
	if (!upkeep_may(v))
		return DESK_DENIED;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	if (!fingers_can_be_calibrated(v))
		return DESK_TROUBLE;
	fingers_go_back(v);
	v->trial.timer = loop_after(v->world.loop, FINGERS_TRIAL_MS, on_trial_over, v);
	if (v->trial.timer < 0) {
		v->trial.timer = 0;
		return DESK_TROUBLE;
	}
	v->trial.until_ms = clock_mono_ms(v->world.clock) + FINGERS_TRIAL_MS;
	v->trial.calibration = *c;
	v->trial.state = TRIAL_RUNS;
	v->world.fingers->use(v->world.fingers->me, c);
	return DESK_DONE;
}

enum desk_answer fingers_keep(struct visit *v)
{
	int e;

	if (v->trial.state != TRIAL_RUNS)
		return DESK_NOT_NOW;
	e = fingers_calibrate(v, &v->trial.calibration);
	if (e)
		log_surprise(v->world.log, LOG_MODULE, e);
	end_trial(v, e ? TRIAL_WENT_BACK : TRIAL_KEPT);
	return e ? DESK_TROUBLE : DESK_DONE;
}

void fingers_go_back(struct visit *v)
{
	if (v->trial.state == TRIAL_RUNS)
		end_trial(v, TRIAL_WENT_BACK);
}

enum fingers_trial fingers_trial(const struct visit *v)
{
	return v->trial.state;
}

int fingers_trial_left_s(const struct visit *v)
{
	int64_t left = v->trial.until_ms - clock_mono_ms(v->world.clock);

	return v->trial.state != TRIAL_RUNS || left <= 0 ? 0 : (int)((left + 999) / 1000);
}

void fingers_free(struct visit *v)
{
	loop_cancel(v->world.loop, v->trial.timer);
	v->trial.timer = 0;
}
