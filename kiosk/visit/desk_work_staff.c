#include "visit/desk_work_staff.h"

#include <string.h>

#include "sys/text.h"
#include "visit/desk_work_inside.h"

static int surprise(struct visit *v, int r)
{
	if (r >= 0)
		return r;
	(void)desk_work_surprise(v, r);
	return STAFF_REFUSED;
}

static int64_t now_ms(const struct visit *v)
{
	return clock_mono_ms(v->world.clock);
}

static bool may(const struct visit *v)
{
	return duty_may(v, ACTION_STAFF, 0) && !duty_is_practice(v);
}

size_t desk_work_people(const struct visit *v)
{
	return duty_may(v, ACTION_STAFF, 0) ? staff_count(v->duty->staff) : 0;
}

const struct staff_person *desk_work_person(const struct visit *v, size_t nth)
{
	return v->duty && nth < staff_count(v->duty->staff) ? staff_at(v->duty->staff, nth) : NULL;
}

int desk_work_code(const struct visit *v, const char *code)
{
	size_t n = strlen(code);

	if (n < 1 || n > STAFF_CODE_MAX ||
	        strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.") != n)
		return STAFF_CODE_BAD;
	for (size_t i = 0; i < desk_work_people(v); i++)
		if (text_is(desk_work_person(v, i)->code, code))
			return STAFF_CODE_TAKEN;
	return 0;
}

/* ---- a badge or a PIN is given ------------------------------------------------------------ */

bool desk_work_badge_is_there(const struct visit *v)
{
	return v->duty && shift_state(v->duty->shift) == SHIFT_SWAPPED;
}

bool desk_work_waits_for_badge(const struct visit *v)
{
	return v->duty && (shift_state(v->duty->shift) == SHIFT_SWAP || desk_work_badge_is_there(v));
}

int desk_work_give(struct visit *v, const struct desk_order *o)
{
	struct desk_work *w = desk_work_of(v);

	if (!w || !may(v))
		return STAFF_DENIED;
	w->order = *o;
	return shift_swap(v->duty->shift, now_ms(v)) == SHIFT_SWAP ? 0 : STAFF_DENIED;
}

int desk_work_given(struct staff_given *out, struct visit *v)
{
	struct desk_work *w = desk_work_there(v);
	struct staff_order o;
	int r = STAFF_DENIED;

	if (!w || !desk_work_badge_is_there(v))
		return STAFF_DENIED;
	shift_order(&o, v->duty->shift);
	o.staff = w->order.staff;
	o.code = w->order.code;
	o.roles = w->order.roles;
	switch (w->order.gift) {
	case GIVE_NEW:
		r = staff_issue(out, v->duty->staff, &o);
		break;
	case GIVE_REPLACE:
		r = staff_replace(out, v->duty->staff, &o);
		break;
	case GIVE_PIN:
		r = staff_reset_pin(out, v->duty->staff, &o);
		break;
	}
	wipe(&w->order, sizeof w->order);
	return surprise(v, r);
}

void desk_work_give_end(struct visit *v)
{
	struct desk_work *w = desk_work_there(v);

	if (w)
		wipe(&w->order, sizeof w->order);
	if (v->duty)
		(void)shift_swap_end(v->duty->shift, now_ms(v));
}

/* ---- taken away, changed --------------------------------------------------------------------- */

static struct staff_order about(const struct visit *v, const char *staff)
{
	struct staff_order o;

	shift_order(&o, v->duty->shift);
	o.staff = staff;
	return o;
}

int desk_work_badge_off(struct visit *v, const char *staff, enum staff_off why)
{
	struct staff_order o;

	if (!may(v))
		return STAFF_DENIED;
	o = about(v, staff);
	return surprise(v, staff_badge_off(v->duty->staff, &o, why));
}

int desk_work_roles(struct visit *v, const char *staff, unsigned roles)
{
	struct staff_order o;

	if (!may(v))
		return STAFF_DENIED;
	o = about(v, staff);
	o.roles = roles;
	return surprise(v, staff_set_roles(v->duty->staff, &o));
}

int desk_work_leave(struct visit *v, const char *staff)
{
	struct staff_order o;

	if (!may(v))
		return STAFF_DENIED;
	o = about(v, staff);
	return surprise(v, staff_leave(v->duty->staff, &o));
}
