/* Any bytes as a touch panel's events, with losses, states and pauses between them: fingers stay balanced, few, on the
 * panel, and nothing is held at the end. The first bytes describe the panel. */
#include <stdlib.h>
#include <string.h>

#include "drivers/touch_chain.h"
#include "drivers/touch_decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

struct seen {
	bool down[TOUCH_FINGERS_MAX];
	int n;
};

static void see(struct seen *s, const struct touch_event *events, int n)
{
	must(n >= 0 && n <= TOUCH_EVENTS_MAX);
	for (int i = 0; i < n; i++) {
		const struct touch_event *e = &events[i];

		must(e->id >= 0 && e->id < TOUCH_FINGERS_MAX);
		must(s->down[e->id] == (e->kind != TOUCH_DOWN));
		must(e->x_mm >= 0 && e->x_mm < 217 && e->y_mm >= 0 && e->y_mm < 136);
		must(e->raw.u >= 0 && e->raw.u <= 1 && e->raw.v >= 0 && e->raw.v <= 1);
		s->down[e->id] = e->kind != TOUCH_UP;
		s->n += e->kind == TOUCH_DOWN ? 1 : e->kind == TOUCH_UP ? -1 : 0;
	}
}

static void drain(struct seen *s, struct touch_decoder *d, struct touch_chain *c)
{
	struct touch_event events[TOUCH_EVENTS_MAX];
	struct touch_frame f;

	while (touch_decoder_frame(&f, d)) {
		must(f.n >= 0 && f.n <= TOUCH_CONTACTS_MAX);
		for (int i = 1; i < f.n; i++)
			must(f.all[i - 1].number < f.all[i].number);
		touch_chain_expect_foil(c, d->mode == TOUCH_MODE_SINGLE);
		see(s, events, touch_chain_frame(c, &f, events));
	}
	must(touch_chain_fingers(c) == s->n);
}

static int32_t number(const uint8_t *p)
{
	return (int32_t)((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24);
}

/* Which axes and keys there are, and odd ranges. */
static void describe(struct evdev_info *info, const uint8_t *p)
{
	static const uint16_t axes[] = {ABS_X, ABS_Y, ABS_PRESSURE, ABS_MT_SLOT, ABS_MT_POSITION_X, ABS_MT_POSITION_Y,
	        ABS_MT_TRACKING_ID, ABS_MT_TOUCH_MAJOR};

	for (int i = 0; i < 8; i++) {
		if (!(p[0] >> i & 1))
			continue;
		info->axis[axes[i]] =
		        (struct evdev_axis){true, p[1] & 1 ? -number(p + 2) / 2 : 0, number(p + 4), 0, 0, (int8_t)p[3]};
		info->bits[EV_ABS][axes[i] / 8] |= (uint8_t)(1u << axes[i] % 8);
	}
	if (p[1] & 2)
		info->bits[EV_KEY][BTN_TOUCH / 8] |= (uint8_t)(1u << BTN_TOUCH % 8);
	if (p[1] & 4)
		info->bits[EV_KEY][BTN_LEFT / 8] |= (uint8_t)(1u << BTN_LEFT % 8);
}

static struct evdev_event event_of(const uint8_t *p)
{
	static const uint16_t codes[16] = {ABS_X, ABS_Y, ABS_PRESSURE, ABS_DISTANCE, ABS_MT_SLOT, ABS_MT_TRACKING_ID,
	        ABS_MT_POSITION_X, ABS_MT_POSITION_Y, ABS_MT_TOOL_TYPE, ABS_MT_TOUCH_MAJOR, ABS_MT_DISTANCE,
	        ABS_MT_SLOT, ABS_MT_TRACKING_ID, ABS_MT_POSITION_X, ABS_MT_POSITION_Y, ABS_MT_PRESSURE};
	int value = (int8_t)p[1] * (p[0] & 0x80 ? 9000000 : p[0] & 0x40 ? 17 : 1);

	switch (p[0] >> 4 & 3) {
	case 0:
		return (struct evdev_event){0, EV_SYN, p[0] & 1 ? SYN_MT_REPORT : SYN_REPORT, 0};
	case 1:
		return (struct evdev_event){0, EV_KEY, p[0] & 2 ? BTN_TOUCH : BTN_LEFT, p[0] & 1};
	default:
		return (struct evdev_event){0, EV_ABS, codes[p[0] & 15], value};
	}
}

static void lose(struct seen *s, struct touch_decoder *d, struct touch_chain *c, const uint8_t *p, int64_t now)
{
	struct touch_event events[TOUCH_EVENTS_MAX];
	struct evdev_state state;

	memset(&state, p[1], sizeof state);
	state.n_slots = p[0] & (EVDEV_SLOTS_MAX - 1);
	touch_decoder_resync(d, p[0] & 0x40 ? &state : NULL, now);
	if (!(p[0] & 0x40))
		see(s, events, touch_chain_release(c, now, events));
	drain(s, d, c);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct touch_decoder d;
	static struct touch_chain c;
	struct touch_event events[TOUCH_EVENTS_MAX];
	struct evdev_info info = {0};
	struct seen s = {0};
	int64_t now = 0;

	if (n < 10)
		return 0;
	describe(&info, bytes);
	memset(&d, 0, sizeof d);
	touch_decoder_init(&d, &info, 1280, 800);
	touch_chain_init(&c, 217, 136);
	for (size_t i = 10; i + 1 < n; i += 2) {
		const uint8_t *p = bytes + i;
		struct evdev_event e = event_of(p);

		if (e.type == EV_SYN && p[1] == 0xff) {
			lose(&s, &d, &c, p, now);
			continue;
		}
		if (e.type == EV_SYN)
			now += p[1];
		touch_decoder_silence(&d, now);
		touch_decode(&d, &e, now);
		drain(&s, &d, &c);
		if (touch_chain_due_in_ms(&c, now) == 0)
			see(&s, events, touch_chain_tick(&c, now, events));
	}
	see(&s, events, touch_chain_release(&c, now, events));
	must(s.n == 0 && touch_chain_fingers(&c) == 0);
	return 0;
}
