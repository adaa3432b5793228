#include "visit/duty.h"

#include <stdlib.h>
#include <string.h>

#include "sys/log.h"
#include "sys/text.h"
#include "visit/desk_work_inside.h"
#include "visit/bench.h"
#include "visit/duty_inside.h"

static int64_t now_ms(const struct visit *v)
{
	return clock_mono_ms(v->world.clock);
}

/* ---- waking and sleeping ------------------------------------------------------------- */

static int wake(struct visit *v, struct duty *d)
{
	struct staff_world staff = {.data = v->world.data,
	        .desk = v->world.desk,
	        .station = v->world.station_made,
	        .device = v->world.device,
	        .clock = v->world.clock,
	        .log = v->world.log,
	        .pin_digits = v->world.pin_digits};
	struct book_world book = {v->world.data, v->world.desk, v->world.station, v->world.device};
	struct counters_world counters = {v->world.desk, v->world.clock, v->world.zone};
	struct shift_times times = {.lock_ms = v->world.lock_ms};
	int e = staff_open(&d->staff, &staff);

	if (e == 0)
		e = shift_new(&d->shift, d->staff, &times);
	if (e == 0)
		e = counters_open(&d->counters, &counters);
	if (e == 0)
		e = access_log_open(&d->log, &book, v->world.clock);
	if (e == 0)
		e = day_open_book(&d->day, &(struct day_world){book, v->world.clock, d->counters});
	return err_up(e);
}

static void put_to_sleep(struct duty *d)
{
	desk_work_free(d->work);
	day_free(d->day);
	access_log_close(d->log);
	counters_close(d->counters);
	shift_free(d->shift);
	staff_close(d->staff);
}

bool duty_wake(struct visit *v)
{
	struct duty *d;
	int e;

	if (v->duty)
		return *staff_why(v->duty->staff) == 0;
	if (!v->world.station || !v->world.desk || !v->world.device)
		return false;
	d = calloc(1, sizeof *d);
	if (!d)
		return false;
	e = wake(v, d);
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		put_to_sleep(d);
		free(d);
		return false;
	}
	v->duty = d;
	return *staff_why(d->staff) == 0;
}

void duty_free(struct visit *v)
{
	if (!v->duty)
		return;
	put_to_sleep(v->duty);
	wipe(v->duty, sizeof *v->duty);
	free(v->duty);
	v->duty = NULL;
}

bool duty_is_possible(struct visit *v)
{
	return duty_wake(v);
}

const char *duty_why(const struct visit *v)
{
	if (v->duty)
		return staff_why(v->duty->staff);
	if (!v->world.station)
		return "this station was never set up: loketctl init";
	return v->world.desk && !desk_is_well(v->world.desk) ? desk_why(v->world.desk)
	                                                     : "the staff register can not be opened; see the log";
}

/* What an officer reads of a citizen goes with the key. */
static void close_up(struct visit *v)
{
	if (shift_is_open(v->duty->shift))
		return;
	desk_work_read_end(v);
	desk_work_access_close(v);
	desk_work_complete_lock(v);
}

/* ---- badge and PIN ---------------------------------------------------------------------- */

void duty_badge(struct visit *v, const char *token)
{
	if (*token && !duty_wake(v) && !v->duty)
		return;
	if (!v->duty)
		return;
	bench_card(v, *token != 0);
	(void)shift_badge(v->duty->shift, token, now_ms(v));
	close_up(v);
}

bool duty_knows_badge(struct visit *v, const char *token)
{
	const struct staff_person *who;

	if (!*token || !duty_wake(v) || staff_is_empty(v->duty->staff))
		return *token != 0;
	return staff_find(&who, v->duty->staff, token, strlen(token)) == 0;
}

enum shift_state duty_state(const struct visit *v)
{
	return v->duty ? shift_state(v->duty->shift) : SHIFT_AWAY;
}

int duty_seconds_left(const struct visit *v)
{
	int64_t until = v->duty ? shift_until_ms(v->duty->shift) : 0, left = until - now_ms(v);

	return until > 0 && left > 0 ? (int)((left + 999) / 1000) : 0;
}

bool duty_was_wrong(const struct visit *v)
{
	return v->duty && shift_was_wrong(v->duty->shift);
}

bool duty_is_open(const struct visit *v)
{
	return v->duty && (shift_is_open(v->duty->shift) || desk_work_waits_for_badge(v));
}

bool duty_is_resumed(const struct visit *v)
{
	return v->duty && shift_is_resumed(v->duty->shift);
}

bool duty_work_is_gone(struct visit *v)
{
	bool gone = v->duty && shift_work_is_gone(v->duty->shift);

	if (gone) /* the next officer begins as everybody does */
		v->duty->practice = v->duty->english = false;
	return gone;
}

void duty_touch(struct visit *v)
{
	if (v->duty)
		(void)shift_touch(v->duty->shift, now_ms(v));
}

void duty_tick(struct visit *v)
{
	if (!v->duty)
		return;
	(void)shift_tick(v->duty->shift, now_ms(v));
	close_up(v);
}

int64_t duty_next_in_ms(const struct visit *v)
{
	int64_t at = v->duty ? shift_next_ms(v->duty->shift) : -1, in = at - now_ms(v);

	return at < 0 ? -1 : in > 0 ? in : 0;
}

void duty_end(struct visit *v)
{
	if (!v->duty)
		return;
	shift_end(v->duty->shift, now_ms(v));
	close_up(v);
	v->duty->practice = false;
}

int duty_pin_digits(const struct visit *v)
{
	return v->world.pin_digits ? v->world.pin_digits : PIN_DIGITS;
}

void duty_pin(struct visit *v, const char *digits)
{
	if (duty_state(v) == SHIFT_PIN_WANTED)
		(void)shift_pin(v->duty->shift, digits, now_ms(v));
}

enum pin_fault duty_choose_pin(struct visit *v, const char *digits)
{
	enum pin_fault fault = pin_judge(digits, duty_pin_digits(v));
	int r;

	if (fault != PIN_FINE || !v->duty)
		return fault;
	r = shift_choose_pin(v->duty->shift, digits, now_ms(v));
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
	return r ? PIN_TOO_EASY : PIN_FINE;
}

int duty_enrol(struct visit *v, const char *code, char pin[PIN_DIGITS_MAX + 1])
{
	struct staff_given given;
	struct staff_order order;
	const char *badge;
	int r;

	if (duty_state(v) != SHIFT_ENROL)
		return STAFF_NOT_EMPTY;
	badge = shift_new_badge(v->duty->shift);
	order = (struct staff_order){
	        .code = code, .roles = ROLE_ADMINISTRATOR | ROLE_DESK, .badge = badge, .n_badge = strlen(badge)};
	r = staff_enrol(&given, v->duty->staff, &order);
	if (r == 0) {
		(void)text_copy(pin, PIN_DIGITS_MAX + 1, given.pin);
		(void)shift_swap_end(v->duty->shift, now_ms(v));
	}
	wipe(&given, sizeof given);
	return r;
}

bool duty_badge_is_weak(const struct visit *v)
{
	const struct staff_person *who = v->duty ? shift_who(v->duty->shift) : NULL;

	return who && who->badge_is_weak;
}

/* ---- who, and what they may ---------------------------------------------------------------- */

const char *duty_code(const struct visit *v)
{
	const struct staff_person *who = v->duty ? shift_who(v->duty->shift) : NULL;

	return who ? who->code : "";
}

const char *duty_token(const struct visit *v)
{
	const struct staff_person *who = v->duty ? shift_who(v->duty->shift) : NULL;

	return who ? who->staff : "";
}

bool duty_may(const struct visit *v, enum role_action action, uint16_t kind)
{
	return v->duty && shift_may(v->duty->shift, action, kind);
}

bool duty_may_hand(const struct visit *v, const char *notice)
{
	return v->duty && shift_is_open(v->duty->shift) && role_may_hand(shift_who(v->duty->shift)->roles, notice);
}

bool duty_is_practice(const struct visit *v)
{
	return v->duty && v->duty->practice;
}

void duty_set_practice(struct visit *v, bool on)
{
	if (v->duty)
		v->duty->practice = on;
}

/* ---- languages ---------------------------------------------------------------------------------- */

void duty_speak_to_staff(struct visit *v)
{
	(void)!visit_set_language(v, duty_in_english(v) ? "en" : "nl");
}

/* In the language of the text that is shown; where the machine itself does not speak it, Dutch. */
void duty_speak_to_person(struct visit *v)
{
	const struct notice *n = handing_notice(v);

	if (!n || visit_set_language(v, n->lang))
		(void)!visit_set_language(v, "nl");
}

bool duty_in_english(const struct visit *v)
{
	return v->duty && v->duty->english;
}

void duty_set_english(struct visit *v, bool on)
{
	if (v->duty)
		v->duty->english = on;
	duty_speak_to_staff(v);
}
