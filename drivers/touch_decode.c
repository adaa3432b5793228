#include "drivers/touch_decode.h"

#include <assert.h>
#include <string.h>

#include "drivers/touch_decode_inside.h"

static struct touch_range range_of(const struct evdev_info *info, unsigned mt, unsigned plain, int pixels)
{
	const struct evdev_axis *a = &info->axis[mt], *b = &info->axis[plain];

	a = a->there && a->max != a->min ? a : b;
	if (a->there && a->max != a->min)
		return (struct touch_range){a->min, a->max};
	/* Nobody described it: the panel's pixels, or more where a recording holds larger places. */
	pixels = pixels - 1 > info->axis[mt].max ? pixels - 1 : info->axis[mt].max;
	return (struct touch_range){0, pixels > b->max ? pixels : b->max};
}

static float span(struct touch_range r)
{
	float n = (float)r.max - (float)r.min;

	return (n < 0 ? -n : n) + 1;
}

/* Sizes are told in the unit of places, or in one that only the maker knows; then they tell us nothing. */
static float scale_of_major(const struct evdev_info *info, struct touch_range x, struct touch_range y)
{
	const struct evdev_axis *major = &info->axis[ABS_MT_TOUCH_MAJOR], *place = &info->axis[ABS_MT_POSITION_X];
	float longer = span(x) > span(y) ? span(x) : span(y);

	if (!major->there)
		return 0;
	if (major->resolution > 0 && place->resolution > 0)
		return (float)place->resolution / (float)major->resolution / longer;
	return (float)major->max >= longer / 2 ? 1 / longer : 0;
}

void touch_decoder_init(struct touch_decoder *d, const struct evdev_info *info, int width_px, int height_px)
{
	uint32_t numbers = d->numbers;

	memset(d, 0, sizeof *d);
	d->numbers = numbers;
	d->x = range_of(info, ABS_MT_POSITION_X, ABS_X, width_px);
	d->y = range_of(info, ABS_MT_POSITION_Y, ABS_Y, height_px);
	d->single_x = range_of(info, ABS_X, ABS_MT_POSITION_X, width_px);
	d->single_y = range_of(info, ABS_Y, ABS_MT_POSITION_Y, height_px);
	d->major_scale = scale_of_major(info, d->x, d->y);
	d->may_button = evdev_has(info, EV_KEY, BTN_TOUCH);
	d->may_left = evdev_has(info, EV_KEY, BTN_LEFT);
	d->may_pressure = evdev_has(info, EV_ABS, ABS_PRESSURE);
}

void touch_slot_seat(struct touch_decoder *d, struct touch_slot *s, int *seats)
{
	d->numbers = d->numbers == UINT32_MAX ? 1 : d->numbers + 1;
	s->number = d->numbers;
	s->shut = *seats <= 0;
	*seats -= !s->shut;
}

void touch_slot_empty(struct touch_slot *s)
{
	s->number = 0;
	s->shut = false;
}

void touch_slot_take(struct touch_slot *s, unsigned code, int32_t value)
{
	switch (code) {
	case ABS_MT_POSITION_X:
		s->x = value;
		s->has_x = true;
		break;
	case ABS_MT_POSITION_Y:
		s->y = value;
		s->has_y = true;
		break;
	case ABS_MT_DISTANCE:
		s->distance = value;
		break;
	case ABS_MT_TOOL_TYPE:
		s->tool = value;
		break;
	case ABS_MT_TOUCH_MAJOR:
		s->major = value;
		s->has_major = true;
		break;
	default:
		break;
	}
}

bool touch_slot_touches(const struct touch_decoder *d, const struct touch_slot *s)
{
	return s->held && s->has_x && s->has_y && s->distance <= 0 && (!d->button_told || d->button);
}

struct touch_frame *touch_frame_begin(struct touch_decoder *d)
{
	struct touch_frame *f = d->n_frames < 2 ? &d->frame[d->n_frames] : NULL;

	if (!f)
		return NULL;
	d->n_frames++;
	f->at_ms = d->now_ms;
	f->n = 0;
	return f;
}

static float part_of(int32_t value, struct touch_range r)
{
	float u = ((float)value - (float)(r.max < r.min ? r.max : r.min) + 0.5f) / span(r);

	u = r.max < r.min ? 1 - u : u;
	return u < 0 ? 0 : u > 1 ? 1 : u;
}

/* Keeps the order of age: a slot's number says when its contact came. */
void touch_frame_add(const struct touch_decoder *d, struct touch_frame *f, const struct touch_slot *s)
{
	bool single = d->mode == TOUCH_MODE_SINGLE;
	int at = f->n;

	if (s->shut)
		return;
	assert(f->n < TOUCH_CONTACTS_MAX);
	while (at > 0 && f->all[at - 1].number > s->number) {
		f->all[at] = f->all[at - 1];
		at--;
	}
	f->all[at] = (struct touch_contact){.number = s->number,
	        .u = part_of(s->x, single ? d->single_x : d->x),
	        .v = part_of(s->y, single ? d->single_y : d->y),
	        .size = s->major > 0 ? (float)s->major * d->major_scale : 0,
	        .palm = s->tool == MT_TOOL_PALM};
	f->n++;
}

bool touch_decoder_frame(struct touch_frame *out, struct touch_decoder *d)
{
	if (d->n_frames == 0)
		return false;
	*out = d->frame[0];
	d->frame[0] = d->frame[1];
	d->n_frames--;
	return true;
}

/* ---- which protocol ----------------------------------------------------------------------- */

static void forget(struct touch_decoder *d)
{
	touch_slots_forget(d);
	touch_packets_forget(d);
	touch_single_forget(d);
}

/* What a single event proves; NONE: nothing yet. */
static enum touch_mode evidence(const struct evdev_event *e)
{
	if (e->type == EV_SYN && e->code == SYN_MT_REPORT)
		return TOUCH_MODE_PACKETS;
	if (e->type == EV_ABS && e->code == ABS_MT_SLOT)
		return TOUCH_MODE_SLOTS;
	return TOUCH_MODE_NONE;
}

/* At a report's end: what it held without a SYN_MT_REPORT. */
static enum touch_mode verdict(const struct touch_decoder *d)
{
	enum touch_mode mode = TOUCH_MODE_NONE;

	for (int i = 0; i < d->n_waiting; i++) {
		const struct evdev_event *e = &d->waiting[i];

		if (e->type == EV_ABS && e->code > ABS_MT_SLOT && e->code <= ABS_MT_TOOL_Y)
			return TOUCH_MODE_SLOTS;
		if ((e->type == EV_ABS && (e->code == ABS_X || e->code == ABS_Y || e->code == ABS_PRESSURE)) ||
		        (e->type == EV_KEY && (e->code == BTN_TOUCH || e->code == BTN_LEFT)))
			mode = TOUCH_MODE_SINGLE;
	}
	return mode;
}

static void handle(struct touch_decoder *d, const struct evdev_event *e)
{
	bool report = e->type == EV_SYN && e->code == SYN_REPORT;

	if (e->type == EV_KEY && e->code == BTN_TOUCH) {
		d->button_told = true;
		d->button = e->value != 0;
	}
	switch (d->mode) {
	case TOUCH_MODE_SLOTS:
		report ? touch_slots_report(d) : touch_slots_event(d, e);
		break;
	case TOUCH_MODE_PACKETS:
		report ? touch_packets_report(d) : touch_packets_event(d, e);
		break;
	case TOUCH_MODE_SINGLE:
		report ? touch_single_report(d) : touch_single_event(d, e);
		break;
	case TOUCH_MODE_NONE:
		break;
	}
}

static void choose(struct touch_decoder *d, enum touch_mode mode)
{
	int n = d->n_waiting;

	d->mode = mode;
	d->n_waiting = 0;
	for (int i = 0; i < n; i++)
		handle(d, &d->waiting[i]);
}

/* A panel that was taken for single touch turns out to know more fingers: what it held so far is over. */
static bool grows(struct touch_decoder *d, const struct evdev_event *e)
{
	bool slots = e->type == EV_ABS && (e->code == ABS_MT_SLOT || e->code == ABS_MT_TRACKING_ID);
	enum touch_mode mode = evidence(e);

	if (d->mode == TOUCH_MODE_SINGLE && (slots || mode != TOUCH_MODE_NONE))
		mode = slots ? TOUCH_MODE_SLOTS : mode;
	else if (d->mode != TOUCH_MODE_SLOTS || mode != TOUCH_MODE_PACKETS || d->numbers > 0)
		return false;
	forget(d);
	d->mode = mode;
	return true;
}

void touch_decode(struct touch_decoder *d, const struct evdev_event *e, int64_t now_ms)
{
	enum touch_mode mode;

	d->now_ms = now_ms > d->now_ms ? now_ms : d->now_ms;
	d->heard_ms = d->now_ms;
	if (d->mode != TOUCH_MODE_NONE) {
		(void)grows(d, e);
		handle(d, e);
		return;
	}
	mode = evidence(e);
	if (mode == TOUCH_MODE_NONE && (e->type == EV_SYN || d->n_waiting == TOUCH_WAITING_MAX)) {
		mode = verdict(d);
		if (mode == TOUCH_MODE_NONE)
			d->n_waiting = 0;
	}
	if (mode != TOUCH_MODE_NONE)
		choose(d, mode);
	if (d->mode != TOUCH_MODE_NONE)
		handle(d, e);
	else if (e->type != EV_SYN)
		d->waiting[d->n_waiting++] = *e;
}

/* ---- losses and silence -------------------------------------------------------------------- */

/* One report of the new state, through the mode that the state itself shows. */
void touch_decoder_resync(struct touch_decoder *d, const struct evdev_state *state, int64_t now_ms)
{
	d->now_ms = now_ms > d->now_ms ? now_ms : d->now_ms;
	d->n_waiting = 0;
	if (!state) {
		forget(d);
		d->button_told = d->left_told = d->pressure_told = false;
		(void)touch_frame_begin(d);
		return;
	}
	d->button_told = d->may_button;
	d->button = evdev_has_bit(state->keys, BTN_TOUCH);
	if (state->n_slots > 0) {
		d->mode = TOUCH_MODE_SLOTS;
		touch_slots_resync(d, state);
	} else if (d->mode == TOUCH_MODE_PACKETS) {
		touch_packets_forget(d);
		(void)touch_frame_begin(d);
	} else if (d->may_button || d->may_left || d->may_pressure) {
		d->mode = TOUCH_MODE_SINGLE;
		touch_single_resync(d, state);
	}
}

int64_t touch_decoder_due_in_ms(const struct touch_decoder *d, int64_t now_ms)
{
	int64_t in_ms = d->heard_ms + TOUCH_SILENCE_MS - now_ms;

	if (!touch_lasts_by_sound(d))
		return -1;
	return in_ms < 0 ? 0 : in_ms;
}

void touch_decoder_silence(struct touch_decoder *d, int64_t now_ms)
{
	if (touch_decoder_due_in_ms(d, now_ms) != 0)
		return;
	d->now_ms = now_ms > d->now_ms ? now_ms : d->now_ms;
	forget(d);
	(void)touch_frame_begin(d);
}
