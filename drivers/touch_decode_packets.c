/* touch_decode_packets - protocol A: every report tells all contacts anew, parted by SYN_MT_REPORT. */
#include <math.h>
#include <string.h>

#include "drivers/touch_decode_inside.h"

void touch_packets_event(struct touch_decoder *d, const struct evdev_event *e)
{
	if (e->type == EV_SYN && e->code == SYN_MT_REPORT) {
		d->packets_told = true;
		d->sizes_told = d->sizes_told || d->part.major > 0;
		if ((d->part.has_x || d->part.has_y) && d->n_packet < TOUCH_PACKET_MAX) {
			d->part.held = d->part.has_x = d->part.has_y = true; /* what is left out is 0 */
			d->packet[d->n_packet++] = d->part;
		}
		d->part = (struct touch_slot){.tracking = -1};
	} else if (e->type == EV_ABS && e->code == ABS_MT_TRACKING_ID) {
		d->part.tracking = e->value;
	} else if (e->type == EV_ABS) {
		d->fresh = d->fresh || e->code == ABS_X || e->code == ABS_Y;
		touch_slot_take(&d->part, e->code, e->value);
	}
}

static float far_apart(const struct touch_decoder *d, const struct touch_slot *a, const struct touch_slot *b)
{
	float w = (float)d->x.max - (float)d->x.min, h = (float)d->y.max - (float)d->y.min;

	return hypotf(((float)a->x - (float)b->x) / w, ((float)a->y - (float)b->y) / h);
}

static void carry(struct touch_slot *to, struct touch_slot *from)
{
	to->number = from->number;
	to->shut = from->shut;
	from->number = 0; /* taken */
}

static void match_by_id(struct touch_decoder *d)
{
	for (int i = 0; i < d->n_packet; i++)
		for (int k = 0; k < d->n_before && d->packet[i].tracking >= 0; k++)
			if (d->before[k].number && d->before[k].tracking == d->packet[i].tracking) {
				carry(&d->packet[i], &d->before[k]);
				break;
			}
}

/* The closest pair first, then the next; what leaps over a third of the panel is another finger. */
static void match_by_place(struct touch_decoder *d)
{
	for (;;) {
		float least = 1.0f / 3;
		struct touch_slot *to = NULL, *from = NULL;

		for (int i = 0; i < d->n_packet; i++)
			for (int k = 0; k < d->n_before; k++) {
				float apart;

				if (d->packet[i].number || d->packet[i].tracking >= 0 || !d->before[k].number ||
				        d->before[k].tracking >= 0)
					continue;
				apart = far_apart(d, &d->packet[i], &d->before[k]);
				if (apart >= least)
					continue;
				least = apart;
				to = &d->packet[i];
				from = &d->before[k];
			}
		if (!to)
			return;
		carry(to, from);
	}
}

/* A report with nothing in it says that nothing touches; one about other things says nothing of contacts. */
static bool is_about_contacts(const struct touch_decoder *d)
{
	return d->packets_told || !d->fresh || (d->button_told && !d->button);
}

/* Older panels tell an end by a last packet whose size is 0. */
static bool is_lifted(const struct touch_decoder *d, const struct touch_slot *s)
{
	return d->sizes_told && s->has_major && s->major <= 0;
}

void touch_packets_report(struct touch_decoder *d)
{
	struct touch_frame *f;
	int seats = TOUCH_CONTACTS_MAX;

	if (!is_about_contacts(d)) {
		d->fresh = false;
		return;
	}
	f = touch_frame_begin(d);
	for (int i = d->n_packet - 1; i >= 0; i--) /* those that hover, that BTN_TOUCH denies or that say goodbye */
		if (!touch_slot_touches(d, &d->packet[i]) || is_lifted(d, &d->packet[i]))
			d->packet[i] = d->packet[--d->n_packet];
	match_by_id(d);
	match_by_place(d);
	for (int i = 0; i < d->n_packet; i++)
		seats -= d->packet[i].number && !d->packet[i].shut;
	for (int i = 0; i < d->n_packet; i++) {
		if (d->packet[i].number == 0)
			touch_slot_seat(d, &d->packet[i], &seats);
		if (f)
			touch_frame_add(d, f, &d->packet[i]);
	}
	memcpy(d->before, d->packet, sizeof d->before);
	d->n_before = d->n_packet;
	d->n_packet = 0;
	d->packets_told = d->fresh = false;
	d->part = (struct touch_slot){.tracking = -1};
}

void touch_packets_forget(struct touch_decoder *d)
{
	d->n_packet = d->n_before = 0;
	d->packets_told = false;
	d->part = (struct touch_slot){.tracking = -1};
}
