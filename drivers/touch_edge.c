#include "drivers/touch_steps.h"

static bool in_strip(const struct touch_edge *me, const struct touch_contact *c)
{
	return c->x_mm < me->strip_mm || c->y_mm < me->strip_mm || c->x_mm > me->width_mm - me->strip_mm ||
	       c->y_mm > me->height_mm - me->strip_mm;
}

void touch_edge_step(struct touch_edge *me, struct touch_frame *f)
{
	touch_numbers_keep(&me->seen, f);
	touch_numbers_keep(&me->waits, f);
	for (int i = 0; i < f->n; i++) {
		struct touch_contact *c = &f->all[i];
		bool begins = !touch_numbers_has(&me->seen, c->number);

		if (in_strip(me, c) && (begins || touch_numbers_has(&me->waits, c->number))) {
			touch_numbers_add(&me->waits, c->number);
			c->rejected = true;
		} else if (!begins) {
			touch_numbers_drop(&me->waits, c->number);
		}
		touch_numbers_add(&me->seen, c->number);
	}
}
