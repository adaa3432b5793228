/* app_time - the clocks of a visit: warn, wipe, go back to idle; and what is done while nobody is here. */
#include <errno.h>

#include "kiosk/app.h"
#include "visit/desk_work.h"
#include "visit/duty.h"
#include "visit/handing.h"
#include "visit/visit_draft.h"
#include "visit/visit_paper.h"
#include "visit/visit_update.h"

#define LOG_MODULE "app"

enum { HOUSEKEEPING_MS = 20 * 1000 };

void app_time_touched(struct app *a)
{
	a->touched_ms = clock_mono_ms(&a->clock);
	app_sense_wake(a);
	if (a->screen == SCREEN_TIMEOUT)
		a->warned_ms = a->touched_ms;
}

static int64_t idle_ms(const struct app *a)
{
	return clock_mono_ms(&a->clock) - a->touched_ms;
}

/* Does a visit's time run here? An officer's work has the session's own. */
static bool in_visit(const struct app *a, const struct screen *s)
{
	return s->in_visit && !handing_is_on(a->visit) && !duty_is_open(a->visit);
}

/* Work that waits for its officer stays as long as the session keeps it. */
static int leave_after_s(const struct app *a, const struct screen *s)
{
	return a->screen == SCREEN_STAFF_LOGIN && a->tour.resume != SCREEN_STAY ? 0 : s->leave_after_s;
}

/* Milliseconds until something falls due on this screen; -1 = nothing does. */
static int64_t screen_due_in_ms(const struct app *a)
{
	const struct screen *s = screen_of(a->screen);
	int64_t now = clock_mono_ms(&a->clock);

	if (a->screen == SCREEN_TIMEOUT) {
		int64_t left = a->warned_ms + a->settings->wipe_s * 1000 - now;

		if (left <= 0 || (left + 999) / 1000 != a->tour.seconds_left)
			return 0; /* the seconds on the screen are not those that are left */
		return left % 1000 ? left % 1000 : 1000;
	}
	if (leave_after_s(a, s) > 0)
		return leave_after_s(a, s) * 1000 - idle_ms(a);
	if (in_visit(a, s))
		return app_sense_warn_after_ms(a) - idle_ms(a);
	return -1;
}

static int64_t due_in_ms(const struct app *a)
{
	int64_t screen = screen_due_in_ms(a), duty = app_duty_due_ms(a);

	return screen < 0 ? duty : duty < 0 || screen < duty ? screen : duty;
}

static void warn(struct app *a)
{
	app_go(a, SCREEN_TIMEOUT);
	a->warned_ms = clock_mono_ms(&a->clock);
	a->tour.seconds_left = (int)a->settings->wipe_s;
}

static void count_down(struct app *a)
{
	int64_t left = a->warned_ms + a->settings->wipe_s * 1000 - clock_mono_ms(&a->clock);

	a->tour.seconds_left = (int)((left + 999) / 1000);
	a->stale = true;
	if (left <= 0) {
		log_info(&a->log, "nobody was there any more: the visit was wiped");
		app_go(a, SCREEN_IDLE);
	}
}

/* Who listens has no reason to touch anything: a notice that is read aloud is never cut off by the clock. */
static bool is_listened_to(const struct app *a)
{
	return visit_is_speaking(a->visit);
}

static int on_due(void *me)
{
	struct app *a = me;
	const struct screen *s = screen_of(a->screen);

	a->timer = 0;
	if (a->screen == SCREEN_TIMEOUT)
		count_down(a);
	else if (leave_after_s(a, s) > 0 && idle_ms(a) >= leave_after_s(a, s) * 1000)
		app_go(a, SCREEN_IDLE);
	else if (in_visit(a, s) && idle_ms(a) >= app_sense_warn_after_ms(a) && is_listened_to(a))
		app_time_touched(a);
	else if (in_visit(a, s) && idle_ms(a) >= app_sense_warn_after_ms(a))
		warn(a);
	app_duty_look(a);
	a->stale = a->stale || app_duty_counts_down(a);
	return err_up(app_time_set(a));
}

/* Nobody is served: new notices take the place of old ones, and what became of an update is told. */
static void look_at_updates(struct app *a)
{
	int taken = 0, r;

	if (a->screen != SCREEN_IDLE || duty_is_open(a->visit))
		return;
	r = visit_packs_take(a->visit, &taken);
	if (r < 0)
		log_surprise(&a->log, LOG_MODULE, r);
	visit_update_look(a->visit);
	a->stale = a->stale || visit_update_news(a->visit, 0);
}

int app_settle(struct app *a)
{
	int r = a->store ? store_settle(a->store) : 0;

	if (r == STORE_AHEAD) {
		log_error(&a->log, "the hub knows records that this card does not: a new epoch begins");
		r = store_new_epoch(a->store);
	}
	return r < 0 ? err_up(r) : r;
}

/* While nobody is here: receipts, checkpoint, wiping what may go, and a look whether all is well. */
static int on_housekeeping(void *me)
{
	struct app *a = me;
	int r;

	a->housekeeping = 0;
	r = app_settle(a);
	if (a->store && r == 0 && !screen_of(a->screen)->in_visit)
		r = store_idle(a->store);
	(void)desk_work_send_books(a->visit);
	visit_draft_idle(a->visit);
	app_printer_look(a);
	app_sense_idle(a);
	look_at_updates(a);
	if (r < 0)
		log_surprise(&a->log, LOG_MODULE, r);
	if (a->screen == SCREEN_IDLE && visit_health(a->visit) != VISIT_WELL)
		app_go(a, SCREEN_OUT_OF_SERVICE);
	else if (a->screen == SCREEN_OUT_OF_SERVICE) {
		visit_try_again(a->visit);
		a->stale = true;
	}
	return err_up(app_time_set(a));
}

int app_time_set(struct app *a)
{
	int64_t in_ms = due_in_ms(a);

	loop_cancel(a->loop, a->timer);
	a->timer = 0;
	if (in_ms >= 0) {
		a->timer = loop_after(a->loop, in_ms, on_due, a);
		if (a->timer < 0)
			return err_up(a->timer);
	}
	if (!a->housekeeping) {
		a->housekeeping = loop_after(a->loop, HOUSEKEEPING_MS, on_housekeeping, a);
		if (a->housekeeping < 0)
			return err_up(a->housekeeping);
	}
	return 0;
}
