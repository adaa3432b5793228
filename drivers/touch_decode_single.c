/* touch_decode_single - one finger by ABS_X and ABS_Y: resistive panels, serial ones, touch by the left button. */
#include "drivers/touch_decode_inside.h"

void touch_single_event(struct touch_decoder *d, const struct evdev_event *e)
{
	if (e->type == EV_KEY && e->code == BTN_LEFT) {
		d->left_told = true;
		d->left = e->value != 0;
	}
	if (e->type != EV_ABS)
		return;
	if (e->code == ABS_PRESSURE) {
		d->pressure_told = true;
		d->pressure = e->value;
	}
	if (e->code == ABS_DISTANCE)
		d->one.distance = e->value;
	if (e->code != ABS_X && e->code != ABS_Y)
		return;
	d->fresh = true;
	*(e->code == ABS_X ? &d->one.x : &d->one.y) = e->value;
	*(e->code == ABS_X ? &d->one.has_x : &d->one.has_y) = true;
}

/* Nothing ever says "up": touched while it is heard of. */
static bool says_no_up(const struct touch_decoder *d)
{
	return !d->button_told && !d->left_told && !d->pressure_told && !d->may_button && !d->may_left &&
	       !d->may_pressure;
}

static bool touches(const struct touch_decoder *d)
{
	if (d->button_told)
		return d->button;
	if (d->left_told)
		return d->left;
	if (d->pressure_told)
		return d->pressure > 0;
	return says_no_up(d) && (d->fresh || d->one.number);
}

bool touch_lasts_by_sound(const struct touch_decoder *d)
{
	if (d->mode == TOUCH_MODE_SINGLE)
		return d->one.number && says_no_up(d);
	return d->mode == TOUCH_MODE_PACKETS && d->n_before > 0 && !d->button_told && !d->may_button;
}

static void add_one(struct touch_decoder *d)
{
	struct touch_frame *f = touch_frame_begin(d);

	if (f)
		touch_frame_add(d, f, &d->one);
}

static void begin(struct touch_decoder *d)
{
	int seats = 1;

	touch_slot_seat(d, &d->one, &seats);
	d->tap_waits = false;
}

/* The kernel leaves out what did not change: a tap on the very place of the one before brings no place at all. But
 * some drivers send the button first and the place a report later. So a touch without a place waits for the next
 * report; when that one lifts it, it was a tap where the last one was. */
void touch_single_report(struct touch_decoder *d)
{
	bool down = touches(d) && d->one.distance <= 0;

	if (down && d->one.number == 0 && d->one.has_x && d->one.has_y) {
		if (d->fresh || d->tap_waits)
			begin(d);
		else
			d->tap_waits = true;
	} else if (!down && d->tap_waits) {
		begin(d);
		add_one(d);
	}
	if (!down) {
		touch_slot_empty(&d->one);
		d->tap_waits = false;
	}
	d->fresh = false;
	if (d->one.number)
		add_one(d);
	else
		(void)touch_frame_begin(d);
}

void touch_single_forget(struct touch_decoder *d)
{
	touch_slot_empty(&d->one);
	d->tap_waits = d->fresh = false;
}

/* Of a panel without a button the pressure tells; one that never says "up" is not down for what it said last. */
void touch_single_resync(struct touch_decoder *d, const struct evdev_state *state)
{
	d->one.x = state->abs[ABS_X];
	d->one.y = state->abs[ABS_Y];
	d->one.distance = state->abs[ABS_DISTANCE];
	d->one.has_x = d->one.has_y = d->fresh = true;
	d->left_told = d->may_left;
	d->left = evdev_has_bit(state->keys, BTN_LEFT);
	d->pressure_told = d->may_pressure;
	d->pressure = state->abs[ABS_PRESSURE];
	touch_single_report(d);
}
