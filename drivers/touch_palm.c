#include "drivers/touch_steps.h"

void touch_palm_step(struct touch_palm *me, struct touch_frame *f)
{
	bool crowd = f->n > me->crowd;

	touch_numbers_keep(&me->out, f);
	for (int i = 0; i < f->n; i++) {
		struct touch_contact *c = &f->all[i];

		if (crowd || c->palm || c->size * me->panel_mm >= me->palm_mm)
			touch_numbers_add(&me->out, c->number);
		c->rejected = c->rejected || touch_numbers_has(&me->out, c->number);
	}
}
