#include "drivers/keypad.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/keypad_inside.h"
#include "sys/buf.h"
#include "sys/text.h"

#define LOG_MODULE "keypad"

static bool is_without_device(const char *uri)
{
	return text_is(uri, "none") || text_is(uri, "twin");
}

int keypad_check(const char *uri)
{
	if (is_without_device(uri) || ((text_starts(uri, "evdev:") || text_starts(uri, "replay:") ||
	                                       text_is(uri, "twin:") || text_starts(uri, "fifo:")) &&
	                                      evdev_check(uri) == 0))
		return 0;
	return err_new(EINVAL,
	        "'%.60s' is no keypad; it is none, twin, evdev:/dev/input/by-path/..., evdev:auto, replay:FILE or fifo:PATH",
	        uri);
}

static void changed(struct keypad *k)
{
	if (k->setup.changed)
		k->setup.changed(k->setup.me);
}

static int64_t now_ms(const struct keypad *k)
{
	return clock_mono_ms(k->setup.clock);
}

/* ---- keys that are held ------------------------------------------------------------------- */

static int on_held_long(void *me);

static void tell_stuck(struct keypad *k)
{
	k->status.stuck = false;
	for (int i = KEYPAD_KEYS - 1; i >= 0; i--) {
		if (!k->hold.stuck[i])
			continue;
		k->status.stuck = true;
		k->status.stuck_key = (enum keypad_key)i;
	}
}

static void look_at_held(struct keypad *k)
{
	int64_t next;

	if (keypad_hold_look(&k->hold, now_ms(k), &next)) {
		tell_stuck(k);
		log_warn(k->setup.log, "the key '%s' is stuck: it is ignored until it comes up",
		        keypad_key_name(k->status.stuck_key));
		changed(k);
	}
	loop_cancel(k->setup.loop, k->timer);
	k->timer = next < 0 ? 0 : loop_after(k->setup.loop, next, on_held_long, k);
	if (k->timer < 0) {
		log_surprise(k->setup.log, LOG_MODULE, k->timer);
		k->timer = 0;
	}
}

static int on_held_long(void *me)
{
	struct keypad *k = me;

	k->timer = 0;
	look_at_held(k);
	return 0;
}

static int press(struct keypad *k, enum keypad_key key, int64_t at_ms, int64_t now)
{
	switch (keypad_hold_down(&k->hold, key, at_ms, now)) {
	case KEYPAD_COUNTS:
		k->status.pressed++;
		return err_up(k->setup.on_key(k->setup.me, key));
	case KEYPAD_DOUBLED:
		k->status.doubled++;
		return 0;
	default:
		return 0;
	}
}

static void release(struct keypad *k, enum keypad_key key)
{
	if (!keypad_hold_up(&k->hold, key))
		return;
	tell_stuck(k);
	log_info(k->setup.log, "the key '%s' came up again", keypad_key_name(key));
	changed(k);
}

/* ---- the device ------------------------------------------------------------------------------ */

static bool set_down(struct keypad *k, int code, bool down)
{
	uint8_t bit = (uint8_t)(1u << (code % 8)), was = k->down[code / 8] & bit;

	k->down[code / 8] = (uint8_t)(down ? k->down[code / 8] | bit : k->down[code / 8] & ~bit);
	return was != 0;
}

/* Only going down and coming up: 2 is the kernel's repeat. */
static int take(struct keypad *k, const struct evdev_event *e, int64_t now)
{
	enum keypad_key key;
	bool was;

	if (e->type != EV_KEY || e->code >= KEY_CNT || (e->value != 0 && e->value != 1))
		return 0;
	was = set_down(k, e->code, e->value == 1);
	if (was == (e->value == 1))
		return 0; /* nothing new */
	if (!keypad_map_find(&key, &k->map, e->code)) {
		k->status.unknown += e->value == 1;
		return 0;
	}
	if (e->value == 1)
		return err_up(press(k, key, e->at_us / 1000, now));
	release(k, key);
	return 0;
}

static int on_events(void *me, const struct evdev_event *events, size_t n, int64_t now)
{
	struct keypad *k = me;
	int e = 0;

	for (size_t i = 0; i < n && e == 0; i++)
		e = take(k, &events[i], now);
	look_at_held(k);
	return err_up(e);
}

static void forget(struct keypad *k)
{
	keypad_hold_clear(&k->hold);
	wipe(k->down, sizeof k->down);
	tell_stuck(k);
	look_at_held(k);
}

/* What is down now, and was not seen going down, is held and was never pressed. */
static void take_state(struct keypad *k)
{
	struct evdev_state state;
	enum keypad_key key;

	if (!k->device || evdev_state(&state, k->device)) {
		forget(k);
		return;
	}
	for (int code = 0; code < KEY_CNT; code++) {
		bool down = evdev_has_bit(state.keys, (unsigned)code), was = set_down(k, code, down);

		if (down == was || !keypad_map_find(&key, &k->map, code))
			continue;
		if (down)
			keypad_hold_found(&k->hold, key, now_ms(k));
		else
			release(k, key);
	}
	look_at_held(k);
}

static int on_here(void *me, const struct evdev_info *info)
{
	struct keypad *k = me;

	forget(k);
	take_state(k);
	if (k->status.presence == DEVICE_THERE)
		return 0; /* a stream that begins anew */
	log_info(k->setup.log, "the keypad '%s' is here", info->name);
	k->status.presence = DEVICE_THERE;
	changed(k);
	return 0;
}

static int on_lost(void *me, int64_t now)
{
	struct keypad *k = me;

	(void)now;
	k->status.dropped++;
	take_state(k);
	return 0;
}

static int on_gone(void *me, bool ended)
{
	struct keypad *k = me;

	forget(k);
	if (ended)
		return 0;
	log_warn(k->setup.log, "the keypad is gone: who can not touch the screen can not go on");
	k->status.presence = DEVICE_GONE;
	k->status.gone++;
	changed(k);
	return 0;
}

/* A device with the keys, and no full keyboard, which anybody may plug in: that one must be named by its path. */
static bool fits(const struct evdev_info *info)
{
	static const uint16_t next[] = {KEY_RIGHT, KEY_DOWN, KEY_TAB, KEY_F13, BTN_0};
	bool has_next = false;

	if (evdev_has(info, EV_KEY, KEY_A) || evdev_has(info, EV_KEY, KEY_1))
		return false;
	for (size_t i = 0; i < sizeof next / sizeof *next; i++)
		has_next = has_next || evdev_has(info, EV_KEY, next[i]);
	return has_next && (evdev_has(info, EV_KEY, KEY_ENTER) || evdev_has(info, EV_KEY, KEY_SELECT) ||
	                           evdev_has(info, EV_KEY, KEY_F15) || evdev_has(info, EV_KEY, BTN_1));
}

static const struct evdev_ears ears = {
        .fits = fits, .here = on_here, .events = on_events, .lost = on_lost, .gone = on_gone};

/* ---- opened, closed, asked ----------------------------------------------------------------------- */

static int open_device(struct keypad *k)
{
	struct evdev_setup setup = {.uri = k->setup.uri,
	        .loop = k->setup.loop,
	        .clock = k->setup.clock,
	        .log = k->setup.log,
	        .grab = true,
	        .ears = &ears,
	        .me = k};

	k->status.presence = text_is(k->setup.uri, "none")   ? DEVICE_NONE
	                     : text_is(k->setup.uri, "twin") ? DEVICE_THERE
	                                                     : DEVICE_GONE;
	return is_without_device(k->setup.uri) ? 0 : err_up(evdev_open(&k->device, &setup));
}

int keypad_open(struct keypad **out, const struct keypad_setup *setup)
{
	struct keypad *k = calloc(1, sizeof *k);
	int e;

	if (!k)
		return err_new(ENOMEM, "no memory for the keypad");
	k->setup = *setup;
	k->hold.double_ms = setup->double_ms;
	k->hold.stuck_ms = setup->stuck_ms;
	e = keypad_check(setup->uri);
	if (e == 0)
		e = keypad_map_init(&k->map, setup->keys);
	if (e == 0)
		e = open_device(k);
	k->setup.uri = k->setup.keys = NULL; /* the caller's */
	if (e) {
		keypad_close(k);
		return err_up(e);
	}
	*out = k;
	return 0;
}

void keypad_close(struct keypad *k)
{
	if (!k)
		return;
	evdev_close(k->device);
	loop_cancel(k->setup.loop, k->timer);
	free(k);
}

void keypad_status(struct keypad_status *out, const struct keypad *k)
{
	*out = k->status;
}

int keypad_press(struct keypad *k, enum keypad_key key)
{
	int64_t now = now_ms(k);
	int e;

	if (k->status.presence == DEVICE_GONE)
		return err_new(ENODEV, "the keypad is gone");
	e = press(k, key, now, now);
	release(k, key);
	return err_up(e);
}

int keypad_event(struct keypad *k, const char *event)
{
	bool gone = text_is(event, "gone");

	if (k->device)
		return evdev_event(k->device, event) ? KEYPAD_NO_EVENT : 0;
	if (k->status.presence == DEVICE_NONE || (!gone && !text_is(event, "back")))
		return KEYPAD_NO_EVENT;
	if (gone && k->status.presence == DEVICE_THERE)
		return err_up(on_gone(k, false));
	if (!gone)
		k->status.presence = DEVICE_THERE;
	changed(k);
	return 0;
}
