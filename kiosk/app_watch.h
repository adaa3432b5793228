#pragma once

/*
 * app_watch - the watchdog and the service manager, fed by real progress only
 *
 * A proof is asked for four times within the watchdog's time. It is given when an event of our own came through the
 * loop, a whole frame was painted and shown after that, and the store answered within WATCH_STORE_MS. What hangs, or
 * only answers timers, is not fed; "the disk is full" is an answer. Why this start happened is told in the log, and to
 * staff when it was no good one.
 */
#include "drivers/boot_reason.h"
#include "drivers/supervisor.h"

enum { WATCH_STORE_MS = 5000 };

struct app;
struct watch;
struct app_watch {
	struct watchdog *dog;
	struct supervisor supervisor;
	enum boot_reason started;
	int64_t started_ms; /* mono */
	int64_t every_ms; /* between two proofs; 0: nobody asks for one */
	int timer, fd; /* fd: carries the event of our own */
	struct watch *event;
	bool wanted, heard; /* a proof is asked for; the event came through */
	unsigned proofs; /* given so far */
};

NODISCARD int app_watch_open(struct app *a);
void app_watch_ready(struct app *a); /* the first frame is up */
void app_watch_drawn(struct app *a); /* a frame was drawn to its end */
/* orderly: the program ends because it was told to. Otherwise the watchdog stays armed. */
void app_watch_close(struct app *a, bool orderly);
