#include "visit/guard.h"

#include <stdio.h>
#include <string.h>

#include "sys/log.h"
#include "visit/desk_work_inside.h"

/* ---- the log ----------------------------------------------------------------------------- */

bool guard_has_log(struct visit *v)
{
	struct book_world book = {v->world.data, v->world.desk, v->world.station, v->world.device};
	struct guard *g = &v->guard;
	struct event_alarm before;
	int e;

	if (g->log && *event_log_why(g->log)) { /* the disk may have come back */
		event_log_close(g->log);
		g->log = NULL;
	}
	if (g->log)
		return true;
	if (!book.desk || !book.station || !book.device)
		return false;
	e = event_log_open(&g->log, &book, v->world.clock);
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		return false;
	}
	event_log_alarm(&before, g->log);
	g->alarm |= before.parts;
	if (before.since_ms && (!g->since_ms || before.since_ms < g->since_ms))
		g->since_ms = before.since_ms;
	return *event_log_why(g->log) == 0;
}

bool guard_written(struct visit *v, int r)
{
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
	else if (r > 0)
		log_error(v->world.log, "an event of the device waits: %s",
		        r == BOOK_FULL ? "the disk is full" : event_log_why(v->guard.log));
	return r == 0;
}

/* What was opened and could not be told yet; in whatever order, each part once. */
static void write_waiting(struct visit *v)
{
	struct guard *g = &v->guard;

	for (int i = 0; i < EVENT_PARTS; i++) {
		struct event_opening o = {.part = (enum event_part)i,
		        .during = g->during[i],
		        .unreadable = g->unreadable >> i & 1,
		        .alarm = g->alarm >> i & 1};

		if (!(g->unwritten >> i & 1))
			continue;
		if (!guard_has_log(v) || !guard_written(v, event_log_opened(g->log, &o)))
			return;
		g->unwritten &= ~(1U << i);
	}
}

void guard_wake(struct visit *v)
{
	(void)guard_has_log(v);
	write_waiting(v);
}

void guard_started(struct visit *v, const char *why)
{
	if (guard_has_log(v))
		(void)guard_written(v, event_log_started(v->guard.log, why));
}

/* ---- what happens ------------------------------------------------------------------------------ */

static bool is_work(const struct visit *v, enum event_part part)
{
	return duty_is_open(v) &&
	       (duty_may(v, ACTION_TECHNICIAN, 0) || (part == EVENT_PRINTER && duty_may(v, ACTION_ACCOUNT, 0)));
}

bool guard_opened(struct visit *v, enum event_part part, enum event_during during, bool unreadable)
{
	struct guard *g = &v->guard;
	bool alarm = unreadable || !is_work(v, part);
	unsigned bit = 1U << part;

	log_warn(v->world.log, "the switch of the %s %s (%s)%s", event_part_name(part),
	        unreadable ? "can not be read" : "opened", event_during_name(during),
	        alarm ? ": nobody is let in until somebody with a badge says why" : "");
	g->open |= unreadable ? 0 : bit;
	g->unreadable |= unreadable ? bit : 0;
	g->during[part] = during;
	if (alarm) {
		g->since_ms = g->alarm ? g->since_ms : clock_wall_ms(v->world.clock);
		g->times += g->times < 100000;
		g->unwritten |= g->alarm & bit ? 0 : bit;
		g->alarm |= bit;
	} else
		g->unwritten |= bit;
	write_waiting(v);
	return alarm;
}

void guard_closed(struct visit *v, enum event_part part)
{
	struct guard *g = &v->guard;
	unsigned bit = 1U << part;

	if (!((g->open | g->unreadable) & bit))
		return;
	g->open &= ~bit;
	g->unreadable &= ~bit;
	log_info(v->world.log, "the switch of the %s closed", event_part_name(part));
	if (guard_has_log(v))
		(void)guard_written(v, event_log_closed(g->log, part));
}

/* ---- what is to be done ------------------------------------------------------------------------- */

void guard_look(struct guard_seen *out, const struct visit *v)
{
	const struct guard *g = &v->guard;

	*out = (struct guard_seen){g->open, g->unreadable, g->alarm, g->since_ms, g->times};
}

bool guard_is_alarm(const struct visit *v)
{
	return v->guard.alarm != 0;
}

bool guard_blocks(const struct visit *v)
{
	return v->guard.alarm || v->guard.open || v->guard.unreadable;
}

bool guard_may_account(const struct visit *v)
{
	return duty_may(v, ACTION_ACCOUNT, 0);
}

enum desk_answer guard_account(struct visit *v, enum event_reason reason)
{
	struct guard *g = &v->guard;
	const char *role = duty_may(v, ACTION_TECHNICIAN, 0) ? "technician" : "desk";
	int r;

	if (!guard_may_account(v))
		return DESK_DENIED;
	if (!g->alarm)
		return DESK_NOT_NOW;
	write_waiting(v);
	if (g->unwritten || !guard_has_log(v))
		return desk_work_trouble(v, g->log && *event_log_why(g->log)
		                                    ? event_log_why(g->log)
		                                    : "the event can not be written down: look at the disk");
	r = event_log_accounted(g->log, duty_token(v), role, reason, g->times);
	if (!guard_written(v, r))
		return desk_work_trouble(v, "the reason can not be written down: look at the disk");
	log_info(v->world.log, "somebody with the role %s accounted for it: %s", role, event_reason_name(reason));
	g->alarm = 0;
	g->times = 0;
	g->since_ms = 0;
	return DESK_DONE;
}

/* For the technician, in the log's language; short, it stands on the smallest panel in the largest letters. */
void guard_why(char *out, size_t room, const struct visit *v)
{
	const struct guard *g = &v->guard;
	size_t n = 0;

	for (int i = 0; i < EVENT_PARTS && n < room; i++) {
		unsigned bit = 1U << i;

		if (!((g->alarm | g->open | g->unreadable) & bit))
			continue;
		n += (size_t)snprintf(out + n, room - n, "%s%s %s", n ? ", " : "", event_part_name((enum event_part)i),
		        g->unreadable & bit ? "not readable: its wire?"
		        : g->open & bit     ? "open: close it"
		                            : "was opened");
	}
}

void guard_waited(struct visit *v, int64_t ms)
{
	int r;

	(void)duty_wake(v);
	if (!v->duty)
		return;
	r = counters_waited(v->duty->counters, ms);
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
	else if (r > 0)
		log_warn(v->world.log, "a waiting time was not counted: the disk of the desk is in trouble");
}
