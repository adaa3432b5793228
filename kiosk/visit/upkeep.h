#pragma once

/*
 * upkeep - the technician's work at this station, as screens see it
 *
 * Every call asks here whether this officer may (ACTION_TECHNICIAN) and does nothing otherwise; screens only show.
 * Devices are looked at by the program that owns them, through the world (visit_world.look); what a unit beside this
 * program must do is asked as an errand (sys/errand.h) and followed until it is over.
 */
#include "drivers/device_check.h"
#include "sys/errand.h"
#include "visit/desk_work.h"

enum upkeep_task {
	UPKEEP_EXPORT, /* records that wait go to a stick; arg "" */
	UPKEEP_IMPORT, /* receipts come back on a stick; arg "" */
	UPKEEP_UPDATE, /* new firmware from a stick; arg "" */
	UPKEEP_CONTENT, /* notices, forms and words from a stick; arg "" */
	UPKEEP_RESTART, /* the machine starts anew */
	UPKEEP_RESET, /* everything goes: visit/wiping.h asks it, after its own questions */
	UPKEEP_COMMISSION_LOOK, /* what is on the office's stick: visit/newcomer.h */
	UPKEEP_COMMISSION_TAKE, /* becomes that station */
	UPKEEP_TASKS
};

/* Pages of the manual about what this program itself knows of units: there are none here; one does not answer. */
#define UPKEEP_NO_UNITS "A00"
#define UPKEEP_SILENT "A01"

bool upkeep_may(const struct visit *v);
/* This board has units that take errands; false on a desktop. */
bool upkeep_has_units(const struct visit *v);

/* Without an officer only UPKEEP_IMPORT, where the staff register may be begun anew (duty_may_recover()), and the two of a
 * device that is no station yet (newcomer_is_offered()).
 * Asks a unit; while the same one is under way it is not asked again (DESK_NOT_NOW). */
enum desk_answer upkeep_begin(struct visit *v, enum upkeep_task task);
/* How it stands, looked at anew; ERRAND_NONE: nothing was asked in this session. */
const struct errand *upkeep_errand(struct visit *v, enum upkeep_task task);
bool upkeep_is_busy(const struct visit *v); /* one is under way: look again soon */

/* A screen that counts down is drawn again in so many milliseconds; it asks anew each time. */
void upkeep_wake_in(struct visit *v, int ms);
const char *upkeep_version(void); /* of this program */
int64_t upkeep_now_ms(const struct visit *v); /* mono */

/* The devices as they are now; an empty list for who may not. Borrowed until the next call. */
const struct check_list *upkeep_checks(struct visit *v);

/* What the latest update came to, as loket-update left it (board/update_journal.h). */
struct upkeep_news {
	char outcome[24], version[32], from[32], why[240];
	char code[4]; /* "F03": its page of the manual; "" = an older loket-update told none */
};
/* False: there is none. Everybody with an open session may see it. */
bool upkeep_news(struct upkeep_news *out, const struct visit *v);

/* For visit_free(). */
void upkeep_free(struct visit *v);
