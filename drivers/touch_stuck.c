#include <math.h>

#include "drivers/touch_steps.h"

static struct touch_anchor *anchor_of(struct touch_stuck *me, uint32_t number)
{
	for (int i = 0; i < me->n; i++)
		if (me->all[i].number == number)
			return &me->all[i];
	return NULL;
}

static void forget(struct touch_stuck *me, const struct touch_frame *f)
{
	int n = 0;

	for (int i = 0; i < me->n; i++)
		if (touch_frame_find(f, me->all[i].number) >= 0)
			me->all[n++] = me->all[i];
	me->n = n;
	touch_numbers_keep(&me->out, f);
}

/* It stands where it last moved to. */
static const struct touch_anchor *look(struct touch_stuck *me, const struct touch_contact *c, int64_t now_ms)
{
	struct touch_anchor *a = anchor_of(me, c->number);

	if (!a) {
		a = &me->all[me->n++];
		*a = (struct touch_anchor){c->number, c->x_mm, c->y_mm, now_ms, now_ms};
	} else if (hypotf(a->x_mm - c->x_mm, a->y_mm - c->y_mm) > me->still_mm) {
		a->x_mm = c->x_mm;
		a->y_mm = c->y_mm;
		a->since_ms = now_ms;
	}
	return a;
}

void touch_stuck_step(struct touch_stuck *me, struct touch_frame *f)
{
	bool still[TOUCH_CONTACTS_MAX], lives = false;

	forget(me, f);
	for (int i = 0; i < f->n; i++) {
		const struct touch_anchor *a = look(me, &f->all[i], f->at_ms);

		still[i] = f->at_ms - a->since_ms >= me->still_ms;
		if (f->at_ms - a->began_ms >= me->endless_ms)
			touch_numbers_add(&me->out, f->all[i].number);
		lives = lives || (!still[i] && !f->all[i].rejected);
	}
	for (int i = 0; i < f->n; i++) {
		if (lives && still[i])
			touch_numbers_add(&me->out, f->all[i].number);
		f->all[i].rejected = f->all[i].rejected || touch_numbers_has(&me->out, f->all[i].number);
	}
}
