/* app_duty - officers: a badge comes and goes, a session runs out, and no screen of theirs stays up without them. */
#include "kiosk/app.h"
#include "kiosk/app_stick.h"
#include "sys/log.h"
#include "visit/duty.h"
#include "visit/handing.h"
#include "visit/plugs.h"

#define LOG_MODULE "app"

static bool is_login(enum screen_id id)
{
	return id == SCREEN_STAFF_LOGIN || id == SCREEN_ENROL || id == SCREEN_STAFF_RECOVER;
}

/* Work that only an officer may have on the screen. */
static bool needs_officer(const struct app *a)
{
	enum screen_id id = screen_of(a->screen)->overlay ? a->tour.under : a->screen;

	return !is_login(id) && (screen_of(id)->staff || handing_is_on(a->visit) || visit_is_completing(a->visit) ||
	                                visit_is_at_desk(a->visit));
}

/* A citizen is busy: a card only answers the bell then. */
static bool citizen_is_here(const struct app *a)
{
	return !needs_officer(a) && !is_login(a->screen) && screen_of(a->screen)->in_visit;
}

void app_duty_look(struct app *a)
{
	enum shift_state before = duty_state(a->visit);
	bool was_open = duty_is_open(a->visit);

	duty_tick(a->visit);
	app_stick_staff(a, duty_is_open(a->visit) || a->screen == SCREEN_STAFF_RECOVER);
	a->stale = a->stale || duty_state(a->visit) != before;
	if (was_open && !duty_is_open(a->visit) && app_keys_locked(a))
		log_warn(&a->log, "the card stays: %s", err_why());
	if (duty_work_is_gone(a->visit)) {
		log_info(&a->log, "an officer's work was wiped: nobody came back for it");
		a->tour.resume = SCREEN_STAY;
		if (needs_officer(a) || handing_is_on(a->visit) || is_login(a->screen))
			app_go(a, SCREEN_IDLE);
		return;
	}
	if (duty_is_open(a->visit) || !needs_officer(a))
		return;
	if (visit_is_completing(a->visit)) {
		log_info(&a->log, "an officer left while a concept was completed: the answers were wiped");
		app_go(a, SCREEN_IDLE);
		return;
	}
	/* Locked at once; the same card and PIN bring it back to this very screen. */
	a->tour.resume = screen_of(a->screen)->overlay ? a->tour.under : a->screen;
	app_go(a, SCREEN_STAFF_LOGIN);
}

/* Seconds of a wait, a lock or a warning stand on the screen. */
bool app_duty_counts_down(const struct app *a)
{
	return (is_login(a->screen) || duty_state(a->visit) == SHIFT_WARN) && duty_seconds_left(a->visit) > 0;
}

int64_t app_duty_due_ms(const struct app *a)
{
	int64_t in = duty_next_in_ms(a->visit);

	if (in > 1000 && app_duty_counts_down(a))
		return in % 1000 ? in % 1000 : 1000;
	return in;
}

int app_badge(struct app *a, const char *token)
{
	app_time_touched(a);
	if (duty_knows_badge(a->visit, token)) {
		visit_dismiss_human(a->visit); /* whoever was called is here */
		plugs_answered(a->visit);
	}
	if (citizen_is_here(a) && *token) {
		a->tour.badge_lies = a->screen == SCREEN_PARK && duty_knows_badge(a->visit, token);
		a->stale = true;
		return err_up(app_paint(a));
	}
	duty_badge(a->visit, token);
	app_duty_look(a); /* another officer's card: what was there is wiped first */
	if (*token && !duty_is_open(a->visit) && !is_login(a->screen) && !needs_officer(a))
		app_go(a, SCREEN_STAFF_LOGIN);
	else if (a->screen == SCREEN_STAFF_LOGIN || (a->screen == SCREEN_STAFF_RECOVER && *token))
		app_go(a, SCREEN_STAFF_LOGIN); /* anew: digits that were typed belonged to the card before */
	a->stale = true;
	return err_up(app_paint(a));
}
