#pragma once

/*
 * event_log - what happened to this device that nobody may forget: opened, closed, accounted for, pulled out, started badly
 *
 * A book (book.h): each entry is chained to the one before, signed by the device key, and becomes a record of kind 22 for
 * the owner of the data. An opening that raised an alarm stands until somebody with a badge said why: it survives
 * a restart and a pulled plug. While it stands, further openings of the same part are counted and not entered one by one:
 * a loose cover does not fill the disk. No names, no visits: parts, reasons from a closed list, the token of who said it.
 */
#include <stdbool.h>
#include "staff/book.h"

enum event_part { EVENT_COVER, EVENT_PRINTER, EVENT_CASE, EVENT_PARTS };
/* What can be pulled out. */
enum event_plug { PLUG_PRINTER, PLUG_TOUCH, PLUG_KEYPAD, PLUG_BADGE, PLUG_OTHER, EVENT_PLUGS };
enum event_during { EVENT_IDLE, EVENT_VISIT, EVENT_STAFF, EVENT_DURINGS };
enum event_reason { WHY_REPAIR, WHY_PAPER, WHY_CLEANING, WHY_SWITCH, WHY_BREAK_IN, WHY_UNKNOWN, WHYS };
const char *event_part_name(enum event_part part); /* "cover" */
const char *event_plug_name(enum event_plug plug); /* "keypad" */
const char *event_during_name(enum event_during during);
const char *event_reason_name(enum event_reason reason);

/* What nobody accounted for yet. */
struct event_alarm {
	unsigned parts; /* 1 << EVENT_COVER ... */
	int64_t since_ms; /* wall clock of the first; 0: none */
};

struct event_log;
/* 0 also when the book is not well: event_log_why(). An earlier one that was lost: the first entry tells so. */
NODISCARD int event_log_open(struct event_log **out, const struct book_world *world, const struct clock *clock);
void event_log_close(struct event_log *l); /* NULL is fine */
const char *event_log_why(const struct event_log *l);
struct book *event_log_book(struct event_log *l);
void event_log_alarm(struct event_alarm *out, const struct event_log *l);

struct event_opening {
	enum event_part part;
	enum event_during during;
	bool unreadable; /* the switch can not be read: it counts as open */
	bool alarm; /* somebody must say why; false: an officer at work opened it */
};
/* Each durable when it returns 0; else BOOK_SICK, BOOK_FULL, BOOK_BROKEN. */
NODISCARD int event_log_opened(struct event_log *l, const struct event_opening *o);
NODISCARD int event_log_closed(struct event_log *l, enum event_part part);
/* by: token of who says it; role: "desk", "technician"; times: openings since the alarm began. Ends the alarm. */
NODISCARD int event_log_accounted(
        struct event_log *l, const char *by, const char *role, enum event_reason reason, unsigned times);
struct event_pull {
	enum event_plug plug;
	enum event_during during;
	bool alarm; /* until a badge is shown; false: an officer at work saw it */
};
NODISCARD int event_log_pulled(struct event_log *l, const struct event_pull *p);
NODISCARD int event_log_plugged(struct event_log *l, enum event_plug plug); /* it is back, after the badge */
NODISCARD int event_log_answered(struct event_log *l); /* a badge of this station was shown */
/* Why this start of the program happened, when it was no good one: "watchdog", "crashed" ... */
NODISCARD int event_log_started(struct event_log *l, const char *why);
