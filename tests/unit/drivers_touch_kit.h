#pragma once

/*
 * drivers_touch_kit - a panel of 217 x 136 mm in a test: a clock by hand, and every finger checked as it comes
 *
 * Each event is held against the promises of touch.h: downs and ups in turn, few enough fingers, all on the panel.
 */
#include "drivers/evdev.h"
#include "drivers/touch.h"
#include "harness.h"

enum { GLASS_EVENTS_MAX = 20000, GLASS_WIDTH_MM = 217, GLASS_HEIGHT_MM = 136 };

struct glass {
	struct clock clock;
	struct log log;
	struct loop *loop;
	struct touch *touch;
	struct touch_event all[GLASS_EVENTS_MAX];
	int n, downs, ups, cancelled, moves, most_fingers, fingers, changes;
	bool down[TOUCH_FINGERS_MAX];
	struct evdev *device; /* of a twin */
};

void glass_open(struct glass *b, const char *uri);
void glass_close(struct glass *b);
/* A stand of its own for parts that need no device. */
void glass_see(struct glass *b, const struct touch_event *e);
void glass_pass(struct glass *b, int64_t ms); /* time goes by in steps of at most 5 ms */
void glass_turn(struct glass *b); /* what can be done now */
void glass_all_up(const struct glass *b); /* nothing is held, and all is balanced */

/* A twin's words: sends one event, or a whole report at once; "" ends it. */
struct say {
	uint16_t type, code;
	int32_t value;
};
#define ABSV(code, value)                                                                                              \
	{                                                                                                              \
		EV_ABS, (code), (value)                                                                                \
	}
#define KEYV(code, value)                                                                                              \
	{                                                                                                              \
		EV_KEY, (code), (value)                                                                                \
	}
#define REPORT                                                                                                         \
	{                                                                                                              \
		EV_SYN, SYN_REPORT, 0                                                                                  \
	}
#define MT_REPORT                                                                                                      \
	{                                                                                                              \
		EV_SYN, SYN_MT_REPORT, 0                                                                               \
	}
void glass_plug(struct glass *b, const struct evdev_info *info, const struct evdev_state *state);
void glass_say_n(struct glass *b, const struct say *all, size_t n);
#define glass_say(b, ...)                                                                                              \
	glass_say_n((b), (const struct say[]){__VA_ARGS__},                                                            \
	        sizeof((const struct say[]){__VA_ARGS__}) / sizeof(struct say))

/* Descriptions of made-up panels. */
void panel_axis(struct evdev_info *info, unsigned code, int32_t min, int32_t max);
void panel_key(struct evdev_info *info, unsigned code);
struct evdev_info panel_slots(int32_t max_x, int32_t max_y, int slots);
struct evdev_info panel_single(int32_t max_x, int32_t max_y);
/* Within half a millimetre. */
#define CHECK_NEAR(got, want) CHECK((got) > (want)-0.5f && (got) < (want) + 0.5f)
