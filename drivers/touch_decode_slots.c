/* touch_decode_slots - protocol B: the kernel tells what changes, slot by slot. */
#include <string.h>

#include "drivers/touch_decode_inside.h"

static void hold(struct touch_slot *s, int32_t tracking)
{
	/* Another id without -1 between: one contact ended and another began. */
	if (s->held && tracking == s->tracking)
		return;
	touch_slot_empty(s);
	s->held = tracking >= 0;
	s->tracking = tracking;
}

void touch_slots_event(struct touch_decoder *d, const struct evdev_event *e)
{
	if (e->type != EV_ABS)
		return;
	if (e->code == ABS_MT_SLOT)
		d->current = e->value >= 0 && e->value < TOUCH_SLOTS_MAX ? e->value : -1;
	else if (d->current >= 0 && e->code == ABS_MT_TRACKING_ID)
		hold(&d->slots[d->current], e->value);
	else if (d->current >= 0)
		touch_slot_take(&d->slots[d->current], e->code, e->value);
}

/* Those that are there already keep their seats; new ones get one while there is any. */
void touch_slots_report(struct touch_decoder *d)
{
	struct touch_frame *f = touch_frame_begin(d);
	int seats = TOUCH_CONTACTS_MAX;

	for (int i = 0; i < TOUCH_SLOTS_MAX; i++) {
		struct touch_slot *s = &d->slots[i];

		if (!touch_slot_touches(d, s))
			touch_slot_empty(s); /* should it touch again, that is another contact */
		seats -= s->number && !s->shut;
	}
	for (int i = 0; i < TOUCH_SLOTS_MAX; i++) {
		struct touch_slot *s = &d->slots[i];

		if (touch_slot_touches(d, s) && s->number == 0)
			touch_slot_seat(d, s, &seats);
		if (f && s->number)
			touch_frame_add(d, f, s);
	}
}

void touch_slots_forget(struct touch_decoder *d)
{
	memset(d->slots, 0, sizeof d->slots);
	d->current = 0;
}

static int32_t told(const struct evdev_state *state, unsigned code, int slot)
{
	return state->mt[code - ABS_MT_SLOT][slot];
}

/* A contact that lasted through the loss stays the same one. */
void touch_slots_resync(struct touch_decoder *d, const struct evdev_state *state)
{
	int current = state->abs[ABS_MT_SLOT];

	for (int i = 0; i < TOUCH_SLOTS_MAX; i++) {
		struct touch_slot *s = &d->slots[i];

		if (i >= state->n_slots) {
			hold(s, -1);
			continue;
		}
		hold(s, told(state, ABS_MT_TRACKING_ID, i));
		touch_slot_take(s, ABS_MT_POSITION_X, told(state, ABS_MT_POSITION_X, i));
		touch_slot_take(s, ABS_MT_POSITION_Y, told(state, ABS_MT_POSITION_Y, i));
		touch_slot_take(s, ABS_MT_DISTANCE, told(state, ABS_MT_DISTANCE, i));
		touch_slot_take(s, ABS_MT_TOOL_TYPE, told(state, ABS_MT_TOOL_TYPE, i));
		touch_slot_take(s, ABS_MT_TOUCH_MAJOR, told(state, ABS_MT_TOUCH_MAJOR, i));
	}
	d->current = current >= 0 && current < TOUCH_SLOTS_MAX ? current : -1;
	touch_slots_report(d);
}
