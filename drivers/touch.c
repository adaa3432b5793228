#include "drivers/touch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/evdev.h"
#include "drivers/touch_chain.h"
#include "drivers/touch_decode.h"
#include "sys/text.h"

#define LOG_MODULE "touch"

struct touch {
	struct touch_setup setup;
	struct evdev *device;
	struct touch_decoder decoder;
	struct touch_chain chain;
	struct touch_calibration calibration;
	bool calibrated;
	int timer;
	int64_t now_ms; /* of the stream, which a recording may be ahead with */
};

static int on_due(void *me);

/* A panel: places in two directions, and either several contacts or something that says "touched". One that touches
 * by its left button is named in the settings: a remote console's mouse looks just like it. */
static bool is_panel(const struct evdev_info *info)
{
	bool many = evdev_has(info, EV_ABS, ABS_MT_POSITION_X) && evdev_has(info, EV_ABS, ABS_MT_POSITION_Y);
	bool one = evdev_has(info, EV_ABS, ABS_X) && evdev_has(info, EV_ABS, ABS_Y);
	bool pad = evdev_has_prop(info, INPUT_PROP_POINTER) && !evdev_has_prop(info, INPUT_PROP_DIRECT);
	bool stick = evdev_has(info, EV_KEY, BTN_JOYSTICK) || evdev_has(info, EV_KEY, BTN_GAMEPAD);

	if (pad || stick || (!many && !one))
		return false;
	return many || evdev_has(info, EV_KEY, BTN_TOUCH) || evdev_has(info, EV_ABS, ABS_PRESSURE);
}

static int tell(struct touch *t, const struct touch_event *events, int n)
{
	for (int i = 0; i < n; i++) {
		int e = t->setup.on_event(t->setup.me, &events[i]);

		if (e)
			return err_up(e);
	}
	return 0;
}

static int64_t now_of(struct touch *t, int64_t now_ms)
{
	t->now_ms = now_ms > t->now_ms ? now_ms : t->now_ms;
	return t->now_ms;
}

static int drain(struct touch *t)
{
	struct touch_event events[TOUCH_EVENTS_MAX];
	struct touch_frame f;
	int e = 0;

	while (e == 0 && touch_decoder_frame(&f, &t->decoder)) {
		touch_chain_expect_foil(&t->chain, t->decoder.mode == TOUCH_MODE_SINGLE);
		e = tell(t, events, touch_chain_frame(&t->chain, &f, events));
	}
	return err_up(e);
}

static int due_again(struct touch *t)
{
	int64_t now = clock_mono_ms(t->setup.clock);
	int64_t a = touch_chain_due_in_ms(&t->chain, now), b = touch_decoder_due_in_ms(&t->decoder, now);

	loop_cancel(t->setup.loop, t->timer);
	t->timer = 0;
	if (a < 0 || (b >= 0 && b < a))
		a = b;
	if (a < 0)
		return 0;
	t->timer = loop_after(t->setup.loop, a, on_due, t);
	return t->timer < 0 ? err_up(t->timer) : 0;
}

/* What falls due by this moment, before anything that comes later. */
static int catch_up(struct touch *t, int64_t now_ms)
{
	struct touch_event events[TOUCH_EVENTS_MAX];
	int e = 0;

	touch_decoder_silence(&t->decoder, now_ms);
	e = drain(t);
	if (e == 0 && touch_chain_due_in_ms(&t->chain, now_ms) == 0)
		e = tell(t, events, touch_chain_tick(&t->chain, now_ms, events));
	return err_up(e);
}

static int on_due(void *me)
{
	struct touch *t = me;
	int e;

	t->timer = 0;
	e = catch_up(t, now_of(t, clock_mono_ms(t->setup.clock)));
	return e ? err_up(e) : err_up(due_again(t));
}

static int on_events(void *me, const struct evdev_event *events, size_t n, int64_t now_ms)
{
	struct touch *t = me;
	int64_t now = now_of(t, now_ms);
	int e = catch_up(t, now);

	for (size_t i = 0; i < n && e == 0; i++) {
		touch_decode(&t->decoder, &events[i], now);
		e = drain(t);
	}
	return e ? err_up(e) : err_up(due_again(t));
}

static void use_map(struct touch *t)
{
	const struct evdev_info *info = evdev_info(t->device);
	bool fits = t->calibrated && (!*t->calibration.device || text_is(t->calibration.device, info->name));

	if (t->calibrated && !fits)
		log_warn(t->setup.log, "the calibration was made on the panel '%s', this is '%s': calibrate again",
		        t->calibration.device, info->name);
	if (fits)
		t->chain.place.map = t->calibration;
	else
		touch_calibration_plain(&t->chain.place.map, t->setup.rotation, t->setup.width_mm, t->setup.height_mm);
}

static int release(struct touch *t)
{
	struct touch_event events[TOUCH_EVENTS_MAX];
	int64_t now = now_of(t, clock_mono_ms(t->setup.clock));

	loop_cancel(t->setup.loop, t->timer);
	t->timer = 0;
	return err_up(tell(t, events, touch_chain_release(&t->chain, now, events)));
}

/* How things stand, as far as the device can tell. */
static int resync(struct touch *t, int64_t now_ms)
{
	struct evdev_state state;
	bool packets = t->decoder.mode == TOUCH_MODE_PACKETS; /* the kernel keeps nothing of these */
	bool known = !packets && evdev_state(&state, t->device) == 0;
	int e;

	touch_decoder_resync(&t->decoder, known ? &state : NULL, now_of(t, now_ms));
	if (!known) { /* whether a finger was lifted in between, nobody knows: then it meant nothing */
		e = release(t);
		if (e)
			return err_up(e);
	}
	e = drain(t);
	return e ? err_up(e) : err_up(due_again(t));
}

static int on_here(void *me, const struct evdev_info *info)
{
	struct touch *t = me;
	int e = release(t);

	if (e)
		return err_up(e);
	touch_decoder_init(&t->decoder, info, t->setup.width_px, t->setup.height_px);
	touch_chain_init(&t->chain, t->setup.width_mm, t->setup.height_mm);
	use_map(t);
	e = resync(t, clock_mono_ms(t->setup.clock));
	if (t->setup.on_change)
		t->setup.on_change(t->setup.me);
	return err_up(e);
}

static int on_lost(void *me, int64_t now_ms)
{
	return err_up(resync(me, now_ms));
}

static int on_gone(void *me, bool ended)
{
	struct touch *t = me;
	int e = release(t);

	touch_decoder_resync(&t->decoder, NULL, t->now_ms);
	t->decoder.n_frames = 0;
	if (!ended && t->setup.on_change)
		t->setup.on_change(t->setup.me);
	return err_up(e);
}

int touch_check(const char *uri)
{
	return text_is(uri, "sdl") ? 0 : err_up(evdev_check(uri));
}

static const struct evdev_ears ears = {
        .fits = is_panel, .here = on_here, .events = on_events, .lost = on_lost, .gone = on_gone};

int touch_open(struct touch **out, const struct touch_setup *setup)
{
	struct evdev_setup device = {.uri = setup->uri,
	        .loop = setup->loop,
	        .clock = setup->clock,
	        .log = setup->log,
	        .grab = true,
	        .ears = &ears};
	struct touch *t = calloc(1, sizeof *t);
	int e;

	if (!t)
		return err_new(ENOMEM, "no memory for the touch panel");
	t->setup = *setup;
	device.me = t;
	touch_chain_init(&t->chain, setup->width_mm, setup->height_mm);
	e = evdev_open(&t->device, &device);
	if (e) {
		free(t);
		return err_up(e);
	}
	*out = t;
	return 0;
}

void touch_close(struct touch *t)
{
	if (!t)
		return;
	loop_cancel(t->setup.loop, t->timer);
	evdev_close(t->device);
	free(t);
}

bool touch_is_here(const struct touch *t)
{
	return evdev_is_here(t->device);
}

const char *touch_name(const struct touch *t)
{
	return evdev_info(t->device)->name;
}

void touch_calibrate(struct touch *t, const struct touch_calibration *calibration)
{
	t->calibrated = calibration != NULL;
	if (calibration)
		t->calibration = *calibration;
	use_map(t);
}

int touch_fingers(const struct touch *t)
{
	return touch_chain_fingers(&t->chain);
}

int touch_event(struct touch *t, const char *what)
{
	int r = evdev_event(t->device, what);

	return r == EVDEV_NO_SUCH ? TOUCH_NO_SUCH : err_up(r);
}
