#include "drivers_touch_kit.h"

#include "drivers/evdev_ops.h"
#include "drivers/evdev_twin.h"

/* The panel of touch.c begins with these two. */
struct touch_front {
	struct touch_setup setup;
	struct evdev *device;
};

void glass_see(struct glass *b, const struct touch_event *e)
{
	CHECK(e->id >= 0 && e->id < TOUCH_FINGERS_MAX);
	CHECK(e->x_mm >= 0 && e->x_mm < GLASS_WIDTH_MM && e->y_mm >= 0 && e->y_mm < GLASS_HEIGHT_MM);
	CHECK(e->raw.u >= 0 && e->raw.u <= 1 && e->raw.v >= 0 && e->raw.v <= 1);
	CHECK(b->n == 0 || b->n > GLASS_EVENTS_MAX || e->at_ms >= b->all[b->n - 1].at_ms);
	CHECK(b->down[e->id] == (e->kind != TOUCH_DOWN));
	CHECK(!e->cancelled || e->kind == TOUCH_UP);
	b->down[e->id] = e->kind != TOUCH_UP;
	b->downs += e->kind == TOUCH_DOWN;
	b->moves += e->kind == TOUCH_MOVE;
	b->ups += e->kind == TOUCH_UP;
	b->cancelled += e->cancelled;
	b->fingers = b->downs - b->ups;
	b->most_fingers = b->fingers > b->most_fingers ? b->fingers : b->most_fingers;
	if (b->n < GLASS_EVENTS_MAX)
		b->all[b->n++] = *e;
}

static int on_event(void *me, const struct touch_event *e)
{
	glass_see(me, e);
	return 0;
}

static void on_change(void *me)
{
	((struct glass *)me)->changes++;
}

void glass_open(struct glass *b, const char *uri)
{
	struct touch_setup setup = {.uri = uri,
	        .width_mm = GLASS_WIDTH_MM,
	        .height_mm = GLASS_HEIGHT_MM,
	        .width_px = 1280,
	        .height_px = 800,
	        .on_event = on_event,
	        .on_change = on_change,
	        .me = b};

	*b = (struct glass){.log = {.fd = -1, .level = LOG_DEBUG}};
	b->log.clock = setup.clock = &b->clock;
	setup.log = &b->log;
	clock_manual(&b->clock, 1773483630000);
	CHECK_OK(loop_new(&b->loop, &b->clock));
	setup.loop = b->loop;
	CHECK_OK(touch_open(&b->touch, &setup));
	b->device = ((struct touch_front *)(void *)b->touch)->device;
	CHECK(b->device->setup.me == b->touch);
}

void glass_close(struct glass *b)
{
	touch_close(b->touch);
	loop_free(b->loop);
}

void glass_turn(struct glass *b)
{
	for (int i = 0; i < 3; i++)
		CHECK_OK(loop_step(b->loop, 0));
}

void glass_pass(struct glass *b, int64_t ms)
{
	for (; ms > 0; ms -= 5) {
		clock_advance(&b->clock, ms < 5 ? ms : 5);
		glass_turn(b);
	}
}

void glass_all_up(const struct glass *b)
{
	CHECK_INT(touch_fingers(b->touch), 0);
	CHECK_INT(b->downs, b->ups);
	for (int i = 0; i < TOUCH_FINGERS_MAX; i++)
		CHECK(!b->down[i]);
}

void glass_plug(struct glass *b, const struct evdev_info *info, const struct evdev_state *state)
{
	CHECK_OK(evdev_twin_is(b->device, info, state));
}

void glass_say_n(struct glass *b, const struct say *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct evdev_event e = {0, all[i].type, all[i].code, all[i].value};

		CHECK_OK(evdev_twin_send(b->device, &e, 1));
	}
}

void panel_axis(struct evdev_info *info, unsigned code, int32_t min, int32_t max)
{
	info->axis[code] = (struct evdev_axis){.there = true, .min = min, .max = max};
	info->bits[EV_ABS][code / 8] |= (uint8_t)(1u << code % 8);
}

void panel_key(struct evdev_info *info, unsigned code)
{
	info->bits[EV_KEY][code / 8] |= (uint8_t)(1u << code % 8);
}

struct evdev_info panel_single(int32_t max_x, int32_t max_y)
{
	struct evdev_info info = {.name = "Made-up Foil", .described = true};

	panel_axis(&info, ABS_X, 0, max_x);
	panel_axis(&info, ABS_Y, 0, max_y);
	panel_key(&info, BTN_TOUCH);
	return info;
}

struct evdev_info panel_slots(int32_t max_x, int32_t max_y, int slots)
{
	struct evdev_info info = panel_single(max_x, max_y);

	panel_axis(&info, ABS_MT_SLOT, 0, slots - 1);
	panel_axis(&info, ABS_MT_POSITION_X, 0, max_x);
	panel_axis(&info, ABS_MT_POSITION_Y, 0, max_y);
	panel_axis(&info, ABS_MT_TRACKING_ID, 0, 65535);
	return info;
}
