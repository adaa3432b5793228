/* app_screen - from one screen to the next, and the end of a visit. */
#include <string.h>

#include "kiosk/app.h"
#include "sys/arena.h"
#include "sys/log.h"
#include "visit/desk_work_reading.h"
#include "visit/visit_paper.h"
#include "visit/handing.h"
#include "visit/newcomer.h"

#define LOG_MODULE "app"

/* Nothing of a person stays: state of screens, answers, frames, sizes and colours, and what lies on the stack. */
static void __attribute__((noinline)) stack_wipe(void)
{
	char below[128 * 1024];

	wipe(below, sizeof below);
}

static void visit_over(struct app *a, bool stop)
{
	visit_wipe(a->visit, stop);
	app_keys_visit_over(a);
	memset(a->state, 0, SCREEN_STATE_MAX);
	memset(a->overlay_state, 0, SCREEN_STATE_MAX);
	app_sense_visit_over(a);
	wipe(&a->tour, sizeof a->tour);
	a->ui->size = SIZE_M;
	if (strcmp(a->ui->theme.name, "default") != 0)
		theme_default(&a->ui->theme);
	ui_forget(a->ui);
	stack_wipe();
}

/* What was done for one person is over; the officer stays. */
static void work_over(struct app *a)
{
	handing_leave(a->visit);
	desk_work_complete_leave(a->visit);
	memset(a->state, 0, SCREEN_STATE_MAX);
	memset(a->overlay_state, 0, SCREEN_STATE_MAX);
	ui_forget(a->ui);
	stack_wipe();
}

static void enter(struct app *a, enum screen_id to, void *state)
{
	const struct screen *s = screen_of(to);

	wipe(state, SCREEN_STATE_MAX);
	a->screen = to;
	if (s->enter)
		s->enter(state, &a->scene);
}

static bool ends_visit(enum screen_id id)
{
	return id == SCREEN_IDLE || id == SCREEN_STOPPED;
}

void app_go(struct app *a, enum screen_id to)
{
	visit_hush(a->visit); /* what is heard belongs to what is shown */
	if (ends_visit(to))
		visit_over(a, to == SCREEN_STOPPED);
	if (to == SCREEN_STAFF_MENU)
		work_over(a);
	if (to == SCREEN_IDLE && visit_health(a->visit) != VISIT_WELL)
		to = newcomer_is_offered(a->visit) ? SCREEN_NEW_STATION : SCREEN_OUT_OF_SERVICE;
	ui_new_screen(a->ui);
	a->keys.watched = false;
	a->sense.lamp = 0;
	a->ui->focus_shown = a->ui->focus_shown && !ends_visit(to);
	if (to == SCREEN_UNDER) {
		a->screen = a->tour.under;
		wipe(a->overlay_state, SCREEN_STATE_MAX);
		a->tour.under = SCREEN_STAY;
		a->warned_ms = 0;
	} else if (screen_of(to)->overlay) {
		/* An overlay over an overlay replaces it. */
		if (!screen_of(a->screen)->overlay)
			a->tour.under = a->screen;
		enter(a, to, a->overlay_state);
	} else {
		a->tour.under = SCREEN_STAY;
		a->warned_ms = 0;
		if (to != SCREEN_STAFF_LOGIN)
			a->tour.resume = SCREEN_STAY;
		enter(a, to, a->state);
	}
	a->stale = true;
	log_debug(&a->log, "screen %s", screen_of(a->screen)->name);
}
