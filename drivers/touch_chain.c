#include "drivers/touch_chain.h"

#include <string.h>

/* Measures that suit panels of 7 to 24 inches; each with what it is about. */
#define NEAR_MM 5.0f /* a contact that bounces comes back within it */
#define PALM_MM 32.0f /* the broadest thumb is about 25 */
#define STRIP_MM 0.8f /* buttons stand further in */
#define STILL_MM 1.0f
#define LEAP_MM 25.0f /* between two reports of a foil, 10 ms apart */
#define SLACK_MM 0.4f
enum { FOIL_HOLD_MS = 20, STILL_MS = 4000, ENDLESS_MS = 60000 };

void touch_chain_init(struct touch_chain *c, float width_mm, float height_mm)
{
	memset(c, 0, sizeof *c);
	c->place.width_mm = c->edge.width_mm = width_mm;
	c->place.height_mm = c->edge.height_mm = height_mm;
	touch_calibration_plain(&c->place.map, 0, width_mm, height_mm);
	c->debounce.near_mm = NEAR_MM;
	c->palm.palm_mm = PALM_MM;
	c->palm.panel_mm = width_mm > height_mm ? width_mm : height_mm;
	c->palm.crowd = TOUCH_FINGERS_MAX;
	c->edge.strip_mm = STRIP_MM;
	c->stuck.still_ms = STILL_MS;
	c->stuck.still_mm = STILL_MM;
	c->stuck.endless_ms = ENDLESS_MS;
	c->jitter.slack_mm = SLACK_MM;
}

void touch_chain_expect_foil(struct touch_chain *c, bool foil)
{
	c->debounce.hold_ms = foil ? FOIL_HOLD_MS : 0;
	c->spike.leap_mm = foil ? LEAP_MM : 0;
}

static struct touch_finger *finger_of(struct touch_chain *c, uint32_t number)
{
	for (int i = 0; i < TOUCH_FINGERS_MAX; i++)
		if (c->fingers[i].number == number)
			return &c->fingers[i];
	return NULL;
}

static struct touch_event event_of(
        const struct touch_chain *c, const struct touch_finger *finger, enum touch_kind kind, int64_t at_ms)
{
	return (struct touch_event){.kind = kind,
	        .id = (int)(finger - c->fingers),
	        .x_mm = finger->last.x_mm,
	        .y_mm = finger->last.y_mm,
	        .raw = {finger->last.u, finger->last.v},
	        .at_ms = at_ms};
}

static int lift(struct touch_chain *c, const struct touch_frame *f, struct touch_event *out)
{
	int n = 0;

	for (int i = 0; i < TOUCH_FINGERS_MAX; i++) {
		struct touch_finger *finger = &c->fingers[i];
		int at = finger->number ? touch_frame_find(f, finger->number) : -1;

		if (finger->number == 0 || (at >= 0 && !f->all[at].rejected))
			continue;
		out[n] = event_of(c, finger, TOUCH_UP, f->at_ms);
		out[n++].cancelled = at >= 0;
		finger->number = 0;
	}
	return n;
}

static int follow(struct touch_chain *c, const struct touch_contact *contact, int64_t at_ms, struct touch_event *out)
{
	struct touch_finger *finger = finger_of(c, contact->number);
	enum touch_kind kind = finger ? TOUCH_MOVE : TOUCH_DOWN;

	if (finger && finger->last.x_mm == contact->x_mm && finger->last.y_mm == contact->y_mm)
		return 0;
	if (!finger && !touch_numbers_has(&c->crowded_out, contact->number))
		finger = finger_of(c, 0);
	if (!finger) {
		touch_numbers_add(&c->crowded_out, contact->number);
		return 0;
	}
	finger->number = contact->number;
	finger->last = *contact;
	*out = event_of(c, finger, kind, at_ms);
	return 1;
}

static int told(struct touch_chain *c, const struct touch_frame *f, struct touch_event *out)
{
	int n = lift(c, f, out);

	touch_numbers_keep(&c->crowded_out, f);
	for (int news = 0; news < 2; news++) /* moves, then downs */
		for (int i = 0; i < f->n; i++)
			if (!f->all[i].rejected && (finger_of(c, f->all[i].number) == NULL) == news)
				n += follow(c, &f->all[i], f->at_ms, out + n);
	return n;
}

int touch_chain_frame(struct touch_chain *c, const struct touch_frame *f, struct touch_event *out)
{
	struct touch_frame work = *f;

	c->raw = *f;
	touch_place_step(&c->place, &work);
	touch_spike_step(&c->spike, &work); /* before what a broken contact left is shown again: that proves nothing */
	touch_debounce_step(&c->debounce, &work);
	touch_palm_step(&c->palm, &work);
	touch_edge_step(&c->edge, &work);
	touch_stuck_step(&c->stuck, &work);
	touch_jitter_step(&c->jitter, &work);
	return told(c, &work, out);
}

int touch_chain_tick(struct touch_chain *c, int64_t now_ms, struct touch_event *out)
{
	struct touch_frame again = c->raw;

	again.at_ms = now_ms > again.at_ms ? now_ms : again.at_ms;
	return touch_chain_frame(c, &again, out);
}

int64_t touch_chain_due_in_ms(const struct touch_chain *c, int64_t now_ms)
{
	return touch_debounce_due_in_ms(&c->debounce, now_ms);
}

/* What only waits whether it comes back has been lifted; the rest meant nothing. */
int touch_chain_release(struct touch_chain *c, int64_t now_ms, struct touch_event *out)
{
	struct touch_frame empty = {.at_ms = now_ms};
	int lifted = c->debounce.hold_ms ? touch_chain_tick(c, now_ms + c->debounce.hold_ms, out) : 0;
	int all = lifted + lift(c, &empty, out + lifted);

	for (int i = 0; i < all; i++) {
		out[i].cancelled = out[i].cancelled || i >= lifted;
		out[i].at_ms = now_ms;
	}
	c->raw = empty;
	c->debounce.n = c->stuck.n = c->spike.n = c->jitter.last.n = 0;
	return all;
}

int touch_chain_fingers(const struct touch_chain *c)
{
	int n = 0;

	for (int i = 0; i < TOUCH_FINGERS_MAX; i++)
		n += c->fingers[i].number != 0;
	return n;
}
