#pragma once

/*
 * drivers_printer_kit - a loop, a printer on it, and a simple job of counted bytes
 *
 * Byte i of a job is i % 251, so that a lost or doubled byte shows.
 */
#include "drivers/printer.h"
#include "drivers/printer_profile.h"
#include "harness.h"
#include "sys/loop.h"

struct rig {
	struct clock clock;
	struct loop *loop;
	struct log log;
	struct printer_profile profile;
	struct printer *printer;
	/* the job */
	size_t n, sent;
	int calls;
	bool ended, over;
	enum printer_proof level;
	bool lost;
};

/* held: the clock stands still. */
void rig_open(struct rig *b, const char *uri, bool held);
void rig_open_at(struct rig *b, const char *uri, bool held, const char *root); /* root of /sys and /dev */
void rig_close(struct rig *b);
/* Begins a job of n bytes; gives printer_begin()'s answer. */
int rig_begin(struct rig *b, size_t n);
/* Runs the loop until the job is over, or the limit passes. */
void rig_run(struct rig *b, int limit_ms);
/* Until the link is that; fails the case after 5 s. */
void rig_wait_link(struct rig *b, enum printer_link link);
uint8_t rig_byte(size_t i);
/* n bytes from `at` on are a job's first ones. */
void rig_check_bytes(const uint8_t *bytes, size_t n);

enum { PEER_MOST = 1024 * 1024 };

/* What stands at the other end of the wire. */
struct peer {
	int listener, fd;
	uint8_t got[PEER_MOST];
	size_t n;
	size_t per_turn; /* bytes it reads at each turn of the loop; 0 = none */
};

/* Held until the process ends; it reads 64 KiB at each turn. */
struct peer *peer_new(void);
void peer_turn(struct peer *p);
/* The loop and the peer take turns until the job is over, or the limit passes. */
void rig_run_with(struct rig *b, struct peer *p, int limit_ms);
