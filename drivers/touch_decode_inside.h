#pragma once

/* touch_decode_inside - what the files of the decoder share; each mode is one of them */
#include "drivers/touch_decode.h"

/* An ABS_MT_* value into a slot. */
void touch_slot_take(struct touch_slot *s, unsigned code, int32_t value);
/* Is it there, does it touch, is its place known? */
bool touch_slot_touches(const struct touch_decoder *d, const struct touch_slot *s);
/* A contact begins here: with a number, and a seat while there are any. */
void touch_slot_seat(struct touch_decoder *d, struct touch_slot *s, int *seats);
void touch_slot_empty(struct touch_slot *s); /* it ended; the slot's values stay, as the kernel's do */
/* Begins a frame; NULL: both are taken already. */
struct touch_frame *touch_frame_begin(struct touch_decoder *d);
/* Adds the slot's contact, unless it has no seat. */
void touch_frame_add(const struct touch_decoder *d, struct touch_frame *f, const struct touch_slot *s);

void touch_slots_event(struct touch_decoder *d, const struct evdev_event *e);
void touch_slots_report(struct touch_decoder *d);
void touch_slots_forget(struct touch_decoder *d);
void touch_slots_resync(struct touch_decoder *d, const struct evdev_state *state);

void touch_packets_event(struct touch_decoder *d, const struct evdev_event *e);
void touch_packets_report(struct touch_decoder *d);
void touch_packets_forget(struct touch_decoder *d);

void touch_single_event(struct touch_decoder *d, const struct evdev_event *e);
void touch_single_report(struct touch_decoder *d);
void touch_single_forget(struct touch_decoder *d);
void touch_single_resync(struct touch_decoder *d, const struct evdev_state *state);
/* Does a finger last only as long as it is heard of? */
bool touch_lasts_by_sound(const struct touch_decoder *d);
