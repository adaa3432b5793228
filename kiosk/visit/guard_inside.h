#pragma once

/* guard_inside - what a visit keeps of guard.h; for the files of kiosk/visit only */
#include <stddef.h>
#include "staff/event_log.h"

struct visit;

/* What was opened (guard.h). Outlives visits. */
struct guard {
	struct event_log *log; /* NULL until it can be had */
	unsigned open, unreadable, alarm; /* 1 << EVENT_COVER ... */
	unsigned unwritten; /* opened, and not in the log yet */
	enum event_during during[EVENT_PARTS];
	int64_t since_ms;
	unsigned times;
};

/* The log is there and well; opens it. */
bool guard_has_log(struct visit *v);
/* What became of an entry: true when it is durable; trouble goes to the program's log. */
bool guard_written(struct visit *v, int r);
void guard_why(char *out, size_t room, const struct visit *v); /* for the technician */
