#pragma once

/* duty_inside - what the officer's side of the door holds; for the files of kiosk/visit only */
#include "notice/packs.h"
#include "staff/access_log.h"
#include "staff/counters.h"
#include "staff/day.h"
#include "staff/session.h"
#include "store/journal.h"
#include "visit/duty.h"
#include "visit/handing.h"
#include "visit/visit_inside.h"

struct desk_work;
void desk_work_free(struct desk_work *w); /* NULL is fine */

struct duty {
	struct staff *staff; /* NULL: not opened yet, or not possible */
	struct shift *shift;
	struct counters *counters;
	struct access_log *log;
	struct day *day;
	struct desk_work *work; /* desk_work.c; NULL until the desk's work is first opened */
	bool practice, english;
	char why[400];
};

/* Opens staff, counters, log and day; false: duty_why(). */
bool duty_wake(struct visit *v);
void duty_free(struct visit *v);
void handing_end(struct visit *v); /* wipes it */
void visit_forget_voice(struct visit *v); /* silence, and nothing of what was said stays */
void handing_warm(struct visit *v); /* the letters of the notice, before somebody prints it */
enum handover_format handing_record_format(const struct handing *h);
void handing_reprinted(struct visit *v, const struct handover_print *print);
