#pragma once

/*
 * printer_front - what printer.c (there or gone) and printer_turn.c (one job's turn) share
 *
 * Private to those two; kinds of printers see only printer_ops.h.
 */
#include "drivers/printer_ops.h"

enum { PRINTER_RETRY_FIRST_MS = 500, PRINTER_RETRY_MOST_MS = 8000, PRINTER_WHY_ROOM = 240 };

struct printer_front {
	struct loop *loop;
	char *uri;
	enum printer_link link;
	bool absent; /* printer "none" */
	bool held_gone; /* an event said "gone"; only "back" ends it */
	char why[PRINTER_WHY_ROOM];
	int retry_timer;
	int64_t retry_ms;

	struct watch *watch;
	int room_fd; /* for kinds without a descriptor: an eventfd that always has room; else -1 */
	int drain_fd; /* a timerfd: devices keep real time, also when the kiosk's clock is held */
	struct watch *drain_watch;

	printer_fn *status_fn, *job_fn;
	void *status_me, *job_me;
	struct {
		printer_fn *fn;
		void *me;
	} waiters[PRINTER_WAITERS];
	bool taken, want_room, ended, lost, unsure;
	enum printer_proof level;
};

/* Watches for what is needed now: answers always, room only while someone wants it. */
NODISCARD int front_set_watch(struct printer *p);
/* Closes after a surprise, keeps its sentence, and tries again later. */
void front_lose(struct printer *p);
void front_tell_job(struct printer *p);
/* Someone may begin now. */
void front_tell_waiters(struct printer *p);
void front_drain_stop(struct printer_front *f);
