#pragma once

/*
 * guard - what was opened that must stay closed, as screens and the app see it
 *
 * From the moment a part is opened until it is closed again and somebody with a badge said why, no visit begins
 * (visit_health() is VISIT_OPENED). Who opens it at work raises no alarm: a technician whose session is open, any part; a
 * desk officer, the printer's door, for a new roll. Everybody else does, and so does a switch that can not be
 * read. An alarm outlives restarts. Each of it is a signed event (staff/event_log.h); a disk that can not take
 * the event does not hide the alarm, and the event is written when it can.
 */
#include "staff/event_log.h"
#include "visit/desk_work.h"

struct guard_seen {
	unsigned open, unreadable; /* now: 1 << EVENT_COVER ... */
	unsigned alarm; /* nobody accounted for these yet */
	int64_t since_ms; /* wall clock of the first */
	unsigned times; /* openings since then, as far as this run of the program saw them */
};

/* True: an alarm, whatever is going on here must end now. */
bool guard_opened(struct visit *v, enum event_part part, enum event_during during, bool unreadable);
void guard_closed(struct visit *v, enum event_part part);
/* Opens the log, learns of alarms from before, writes what could not be written. When nobody waits for it. */
void guard_wake(struct visit *v);
/* This start was no good one. */
void guard_started(struct visit *v, const char *why);

void guard_look(struct guard_seen *out, const struct visit *v);
bool guard_is_alarm(const struct visit *v);
bool guard_blocks(const struct visit *v); /* an alarm, or something is open */
bool guard_may_account(const struct visit *v); /* the officer at work */
/* DESK_DENIED, DESK_NOT_NOW (there is no alarm), DESK_TROUBLE: it stays. */
enum desk_answer guard_account(struct visit *v, enum event_reason reason);

/* Somebody waited that long after the bell: a number of the day, nobody's. */
void guard_waited(struct visit *v, int64_t ms);
