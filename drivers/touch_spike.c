#include <math.h>

#include "drivers/touch_steps.h"

static struct touch_leap *leap_of(struct touch_spike *me, uint32_t number)
{
	for (int i = 0; i < me->n; i++)
		if (me->all[i].number == number)
			return &me->all[i];
	return NULL;
}

static void forget(struct touch_spike *me, const struct touch_frame *f)
{
	int n = 0;

	for (int i = 0; i < me->n; i++)
		if (touch_frame_find(f, me->all[i].number) >= 0)
			me->all[n++] = me->all[i];
	me->n = n;
}

/* Far from where it counted last, and not confirmed by the report before. */
static bool leaps(const struct touch_spike *me, const struct touch_leap *l, const struct touch_contact *c)
{
	if (touch_apart_mm(&l->last, c) <= me->leap_mm)
		return false;
	return !l->leaps || hypotf(l->to_x_mm - c->x_mm, l->to_y_mm - c->y_mm) > me->leap_mm;
}

void touch_spike_step(struct touch_spike *me, struct touch_frame *f)
{
	if (!(me->leap_mm > 0))
		return;
	forget(me, f);
	for (int i = 0; i < f->n; i++) {
		struct touch_contact *c = &f->all[i];
		struct touch_leap *l = leap_of(me, c->number);
		bool rejected = c->rejected;

		if (!l) {
			me->all[me->n++] = (struct touch_leap){.number = c->number, .last = *c};
			continue;
		}
		if (!leaps(me, l, c)) {
			l->last = *c;
			l->leaps = false;
			continue;
		}
		l->leaps = true;
		l->to_x_mm = c->x_mm;
		l->to_y_mm = c->y_mm;
		*c = l->last;
		c->rejected = rejected;
	}
}
