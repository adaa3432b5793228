#pragma once

/* drivers_evdev_kit - an input device in a test, and everything that it told */
#include "drivers/evdev.h"
#include "harness.h"

enum { TOLD_MAX = 5000 };

struct port {
	struct evdev_ears ears;
	struct clock clock;
	struct log log;
	struct loop *loop;
	struct evdev *device;
	struct evdev_event all[TOLD_MAX];
	int64_t at_ms[TOLD_MAX];
	int n, here, lost, gone, ended, calls;
	int fail; /* what the callbacks give */
	struct evdev_info info;
};

void port_open(struct port *p, const char *uri);
void port_ask(struct port *p, const char *uri, bool (*fits)(const struct evdev_info *info), bool grab);
void port_close(struct port *p);
void port_turn(struct port *p);
void port_pass(struct port *p, int64_t ms); /* a millisecond at a time */
struct evdev_event one(uint16_t type, uint16_t code, int32_t value);
/* An event's 24 bytes, as a 64-bit kernel gives them. */
void event_bytes(uint8_t out[24], int64_t s, uint32_t us, uint16_t type, uint16_t code, int32_t value);
