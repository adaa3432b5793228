#include "drivers/touch_steps.h"

void touch_jitter_step(struct touch_jitter *me, struct touch_frame *f)
{
	for (int i = 0; i < f->n; i++) {
		struct touch_contact *c = &f->all[i];
		int was = touch_frame_find(&me->last, c->number);
		float apart, part;

		if (was < 0)
			continue;
		apart = touch_apart_mm(c, &me->last.all[was]);
		part = apart > me->slack_mm ? me->slack_mm / apart : 1;
		c->x_mm += (me->last.all[was].x_mm - c->x_mm) * part;
		c->y_mm += (me->last.all[was].y_mm - c->y_mm) * part;
	}
	me->last = *f;
}
