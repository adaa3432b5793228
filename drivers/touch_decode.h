#pragma once

/*
 * touch_decode - kernel events in, frames of contacts out; pure
 *
 * What a panel's description says and what it sends are two things, so the stream decides which of these it is:
 *   slots    protocol B: ABS_MT_SLOT and ABS_MT_TRACKING_ID. A stream need not open with a slot; -1 ends a contact.
 *   packets  protocol A: contacts parted by SYN_MT_REPORT, told apart by tracking id or by who is nearest.
 *   single   ABS_X and ABS_Y; touched by BTN_TOUCH, else BTN_LEFT, else ABS_PRESSURE, else by sending at all: such
 *            a panel's finger is lifted when it has been silent for TOUCH_SILENCE_MS.
 * BTN_TOUCH 0 means that nothing touches, whatever else is said. A contact at a distance hovers and is no finger,
 * nor is a BTN_TOOL_* without touch. Contacts beyond TOUCH_CONTACTS_MAX never count; slots beyond TOUCH_SLOTS_MAX
 * and contacts beyond TOUCH_PACKET_MAX of one packet are not listened to. (Documentation/input/multi-touch-protocol.rst, event-codes.rst of the kernel.)
 */
#include "drivers/evdev.h"
#include "drivers/touch_frame.h"

enum { TOUCH_SLOTS_MAX = 256, TOUCH_PACKET_MAX = 64, TOUCH_SILENCE_MS = 250, TOUCH_WAITING_MAX = 256 };

enum touch_mode { TOUCH_MODE_NONE, TOUCH_MODE_SINGLE, TOUCH_MODE_SLOTS, TOUCH_MODE_PACKETS };

/* One place in which a contact may be: a slot, or a packet's contact. */
struct touch_slot {
	uint32_t number; /* of the contact that is there now; 0 = none */
	bool held; /* the device says that something is there (a tracking id) */
	bool has_x, has_y, has_major; /* ever told */
	bool shut; /* came as one too many */
	int32_t tracking, x, y, distance, tool, major;
};

struct touch_range {
	int32_t min, max;
};

struct touch_decoder {
	enum touch_mode mode;
	struct touch_range x, y, single_x, single_y; /* ABS_X may count otherwise than ABS_MT_POSITION_X */
	float major_scale; /* ABS_MT_TOUCH_MAJOR as part of the longer side; 0 = its unit is not known */
	uint32_t numbers; /* given so far */
	int64_t now_ms, heard_ms;
	bool button_told, button; /* BTN_TOUCH */
	bool left_told, left, pressure_told; /* BTN_LEFT, ABS_PRESSURE */
	int32_t pressure;
	bool may_button, may_left, may_pressure; /* by the description */

	int current; /* slot; -1 = one beyond what is listened to */
	struct touch_slot slots[TOUCH_SLOTS_MAX];
	struct touch_slot one; /* single touch */
	bool fresh, tap_waits; /* a place came since the last report; touched, but nobody said where */

	struct touch_slot part; /* of a packet; what is told until SYN_MT_REPORT */
	struct touch_slot packet[TOUCH_PACKET_MAX], before[TOUCH_PACKET_MAX];
	int n_packet, n_before;
	bool packets_told; /* SYN_MT_REPORT since the last report */
	bool sizes_told; /* by packets, and not 0: then one of no size has been lifted */

	struct evdev_event waiting[TOUCH_WAITING_MAX]; /* until the mode is known */
	int n_waiting;
	struct touch_frame frame[2]; /* a tap that came and went in one report is two frames */
	int n_frames;
};

/* width_px, height_px: the ranges of a device that nobody described. */
void touch_decoder_init(struct touch_decoder *d, const struct evdev_info *info, int width_px, int height_px);
/* One event; now_ms never goes back. */
void touch_decode(struct touch_decoder *d, const struct evdev_event *e, int64_t now_ms);
/* The next frame that is ready, oldest first; ask after each event until false. */
bool touch_decoder_frame(struct touch_frame *out, struct touch_decoder *d);

/* Events were lost, or the device is new: this is how things stand. NULL: nobody knows, so nothing touches until it
 * touches anew. A frame follows. */
void touch_decoder_resync(struct touch_decoder *d, const struct evdev_state *state, int64_t now_ms);
/* Ms until touch_decoder_silence() has something to say; -1 never. */
int64_t touch_decoder_due_in_ms(const struct touch_decoder *d, int64_t now_ms);
void touch_decoder_silence(struct touch_decoder *d, int64_t now_ms); /* a frame follows when a finger is lifted by it */
