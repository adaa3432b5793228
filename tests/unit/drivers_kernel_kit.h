#pragma once

/*
 * drivers_kernel_kit - a kernel for one test: a gpio chip, a watchdog, a relay board and a serial port, that remember
 *
 * Requests are known by their numbers as the kernel's ABI fixes them, written out here and not taken from its headers.
 * A request of another number, size or content fails the case. Descriptors of gpio lines are real pipes, so that a
 * loop can wait for them.
 */
#include <stdbool.h>
#include <stdint.h>
#include "drivers/kernel.h"
#include "sys/clock.h"
#include "sys/log.h"
#include "sys/loop.h"

enum { FAKE_LINES = 6, FAKE_BYTES = 256 };

struct fake_line {
	char name[32];
	bool high; /* at the wire */
	bool stuck; /* does not follow what an output is set to */
	bool busy; /* another process has it */
	int in, out; /* pipe; -1: nobody asked for it */
	uint64_t flags; /* of the request */
	unsigned debounce_us;
	uint32_t seqno;
};

struct fake_kernel {
	struct kernel table;
	int gone; /* errno of every open; 0: all is there */
	int opens, closes;
	struct fake_line lines[FAKE_LINES];
	char consumer[33];

	struct {
		unsigned options, status;
		int timeout, least, most, pretimeout, fed, alive; /* alive: armed and open */
		bool stopped, no_timeout;
		int refuses; /* errno of feeding */
	} dog;
	struct {
		unsigned vendor, product;
		uint8_t state;
		bool stuck, mute;
		int orders;
	} hid;
	struct {
		unsigned modem, speed, cflag;
		uint8_t bytes[FAKE_BYTES];
		size_t n;
		bool full, no_tty;
	} tty;

	struct clock clock;
	struct log log;
	struct loop *loop;
};

void fake_init(struct fake_kernel *k); /* a loop on a clock held by hand; the log is silent */
void fake_fini(struct fake_kernel *k); /* checks that every descriptor was given back */
/* A change at the wire: an event, as the flags of the request say. */
void fake_wire(struct fake_kernel *k, int line, bool high);
void fake_wire_unseen(struct fake_kernel *k, int line, bool high); /* the kernel had no room for that event */
void fake_unplug(struct fake_kernel *k); /* the chip: lines hang up, opening fails */
void fake_plug(struct fake_kernel *k);
void fake_turn(struct fake_kernel *k); /* lets the loop do what there is to do */
void fake_wait(struct fake_kernel *k, int64_t ms); /* moves the clock; timers fire */
