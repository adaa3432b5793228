#pragma once

/*
 * evdev - one input device of the kernel: panel, keypad, badge reader
 *
 *     evdev:/dev/input/eventN   that node (a link below /dev/input/by-id stays the same over a re-plug)
 *     evdev:auto                the first node, in the order of its number, that the ears say fits()
 *     replay:FILE[,fast]        an evemu recording, at its own pace by the kiosk's clock, or as fast as can be
 *     fifo:PATH                 a stream of 24-byte struct input_event (64-bit layout, little-endian); PATH.desc
 *                               describes the device where it is there. A fifo that is absent is made (0600).
 *     twin:                     memory, for tests
 *
 * A device that is absent or is pulled out is tried again, first soon, then ever more rarely (EVDEV_RETRY_FIRST_MS,
 * doubled up to EVDEV_RETRY_MOST_MS), by the loop's clock; and EVDEV_NEWS_MS after the kernel made or changed a node in
 * the folder where it would lie. Reads are bounded: one turn of the loop takes at most
 * EVDEV_TURN_MOST events. SYN_DROPPED never arrives as an event: what the kernel lost is left out up to the next
 * SYN_REPORT, then lost() is called, where evdev_state() says how things stand now.
 * Callbacks come from the loop, never from inside evdev_open(). A surprise that they give ends the loop.
 * Owns the descriptor; borrows loop, clock and log.
 */
#include <linux/input.h>
#include <stdbool.h>
#include "sys/clock.h"
#include "sys/log.h"
#include "sys/loop.h"

enum {
	EVDEV_RETRY_FIRST_MS = 250,
	EVDEV_RETRY_MOST_MS = 4000,
	EVDEV_NEWS_MS = 50,
	EVDEV_TURN_MOST = 512,
	EVDEV_SLOTS_MAX = 64
};

struct evdev;

struct evdev_axis {
	bool there;
	int32_t min, max, fuzz, flat, resolution; /* resolution: units per mm, 0 = unknown */
};

struct evdev_info {
	char name[128], phys[64]; /* of the hardware; broken bytes replaced, "" = says none */
	uint16_t bus, vendor, product, version;
	uint8_t props[INPUT_PROP_CNT / 8];
	uint8_t bits[EV_CNT]
	            [KEY_CNT / 8]; /* per type, as EVIOCGBIT gives them; all zero = nobody described this device */
	struct evdev_axis axis[ABS_CNT];
	bool described; /* false: a fifo without PATH.desc */
};

struct evdev_event {
	int64_t at_us; /* by the device's own clock */
	uint16_t type, code;
	int32_t value;
};

/* How things stand now, to begin with or after a loss. */
struct evdev_state {
	uint8_t keys[KEY_CNT / 8];
	int32_t abs[ABS_CNT];
	int n_slots; /* 0: the device has none */
	int32_t mt[ABS_MT_TOOL_Y - ABS_MT_SLOT + 1][EVDEV_SLOTS_MAX]; /* [code - ABS_MT_SLOT][slot] */
};

/* Who listens to a device of one kind: the same for as long as the program runs. */
struct evdev_ears {
	bool (*fits)(const struct evdev_info *info); /* for evdev:auto; may be NULL */
	/* The device is here (again): forget what was before. */
	NODISCARD int (*here)(void *me, const struct evdev_info *info);
	/* In order; now_ms is the clock's moment at which they count. n > 0. */
	NODISCARD int (*events)(void *me, const struct evdev_event *events, size_t n, int64_t now_ms);
	/* Events were lost (SYN_DROPPED): ask evdev_state(). */
	NODISCARD int (*lost)(void *me, int64_t now_ms);
	/* ended: the stream came to its end (a recording, a fifo's writer): nothing is held any more, the device
	 * is still here. Else it was pulled out. */
	NODISCARD int (*gone)(void *me, bool ended);
};

struct evdev_setup {
	const char *uri;
	struct loop *loop; /* this and the rest: borrowed */
	const struct clock *clock;
	const struct log *log;
	bool grab; /* nobody else gets its events */
	const struct evdev_ears *ears;
	void *me;
};

/* Answers. */
enum { EVDEV_UNKNOWN = 1, /* this kind can not tell how things stand */ EVDEV_NO_SUCH /* no such event */ };

/* A surprise for a URI that can not be meant; a device that is not there is none. */
NODISCARD int evdev_open(struct evdev **out, const struct evdev_setup *setup);
void evdev_close(struct evdev *d); /* NULL is fine; tells nobody */
/* Is the URI well formed? Touches nothing. */
NODISCARD int evdev_check(const char *uri);

bool evdev_is_here(const struct evdev *d);
const struct evdev_info *evdev_info(const struct evdev *d); /* of the latest device; zero before the first */
NODISCARD int evdev_state(struct evdev_state *out, struct evdev *d);
/* "gone" and "back", for kinds that are no real device. */
NODISCARD int evdev_event(struct evdev *d, const char *what);

bool evdev_has(const struct evdev_info *info, unsigned type, unsigned code); /* type, code in range or false */
bool evdev_has_prop(const struct evdev_info *info, unsigned prop);
bool evdev_has_bit(const uint8_t *bits, unsigned bit);
/* Every event node there is, in the order of its number; *at begins at 0. True while there is another one; a node that
 * may not be asked has the name "". */
bool evdev_next_node(struct evdev_info *info, char *path, size_t room, int *at);
