#include "drivers/touch_steps.h"

/* A place on the very last edge would belong to nothing: boxes end before theirs. */
static float within(float v, float most)
{
	float last = most - most / 8192;

	return !(v > 0) ? 0 : v > last ? last : v;
}

void touch_place_step(const struct touch_place *me, struct touch_frame *f)
{
	for (int i = 0; i < f->n; i++) {
		struct touch_contact *c = &f->all[i];
		struct touch_target t = touch_calibration_map(&me->map, (struct touch_tap){c->u, c->v});

		c->x_mm = within(t.x_mm, me->width_mm);
		c->y_mm = within(t.y_mm, me->height_mm);
	}
}
