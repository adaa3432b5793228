#pragma once

/*
 * visit - the one door through which screens reach the world
 *
 * Holds one person's visit: language, service, answers, what was saved, the
 * paper. visit_wipe() ends it and leaves nothing behind. Screens never see the
 * store, the printer, the clock or the disk; they ask here.
 *
 * Submitting means, in this order: the sealed record is durable, "saved" may be
 * shown, then paper. What the visit says about paper is never more than what
 * the printer proved.
 */
#include <stdbool.h>
#include <stdint.h>
#include "form/form.h"
#include "form/session.h"
#include "ui/words.h"

struct visit;
struct visit_world; /* visit/world.h */

/* A surprise when the words of Dutch can not be read; other languages that fail are left out and logged. */
NODISCARD int visit_new(struct visit **out, const struct visit_world *world);
void visit_free(struct visit *v);

/* Ends the visit: answers, language, call; wiped. A paper that is on its way comes out, unless `stop`. */
void visit_wipe(struct visit *v, bool stop);

/* ---- may a visit begin? ------------------------------------------------------------ */
enum visit_health {
	VISIT_WELL,
	VISIT_NO_STATION, /* not set up */
	VISIT_NO_STORE, /* can not be opened, or in trouble */
	VISIT_FULL, /* the disk reserve is reached */
	VISIT_NO_SERVICE, /* no form can be offered */
	VISIT_OPENED, /* a cover is open, or was and nobody said why: visit/guard.h */
	VISIT_NO_TOUCH, /* the panel is lost, and there are no keys (visit/fingers.h) */
	VISIT_NO_CLOCK, /* it was never set: every date a person gives would be after today */
};
enum visit_health visit_health(struct visit *v);
const char *visit_health_why(const struct visit *v); /* for the technician, in English; "" when well */
/* Once the first screen is up: what a power cut left of prints is told in the journal. */
void visit_wake(struct visit *v);
void visit_try_again(struct visit *v); /* station, store and forms, where they are missing */

/* ---- language and words ------------------------------------------------------------ */
int visit_languages(const struct visit *v);
const char *visit_language_tag(const struct visit *v, int i); /* "nl" */
const char *visit_language_name(const struct visit *v, int i); /* in itself: "Nederlands" */
const char *visit_name_of_language(const struct visit *v, const char *tag); /* likewise; the tag when nobody knows it */
const char *visit_language(const struct visit *v); /* tag of the chosen one; Dutch before */
bool visit_rtl(const struct visit *v);
NODISCARD int visit_set_language(struct visit *v, const char *tag); /* VISIT_UNKNOWN */
const char *visit_say(const struct visit *v, const char *key); /* in the chosen language */
const char *visit_say_in(const struct visit *v, const char *tag, const char *key);
/* With {name} filled in; borrowed until the next call. */
const char *visit_say_with(struct visit *v, const char *key, const char *const *pairs);

/* Answers. */
enum {
	VISIT_UNKNOWN = 1,
	VISIT_NOT_SAVED, /* it could not be stored; nothing was lost on screen */
	VISIT_INCOMPLETE, /* an answer is missing or does not hold: visit_first_bad() */
};

/* ---- services: forms that can be begun ------------------------------------------------ */
size_t visit_services(struct visit *v);
const char *visit_service_name(const struct visit *v, size_t i); /* "loss_report" */
const char *visit_service_key(const struct visit *v, size_t i, const char *what); /* words key "service.NAME.what" */
bool visit_service_is_first(const struct visit *v, size_t i); /* a tile of its own on the start screen */
bool visit_service_is_more(const struct visit *v, size_t i); /* behind "something else"; neither: not a citizen's */
bool visit_service_is_staffs(
        const struct visit *v, size_t i); /* the officer who is here may begin it; not in practice */
NODISCARD int visit_begin(struct visit *v, const char *name); /* a citizen's; VISIT_UNKNOWN */
NODISCARD int visit_begin_at_desk(struct visit *v, const char *name); /* an officer's; VISIT_UNKNOWN */
bool visit_is_at_desk(const struct visit *v); /* an officer began the form under way */
void visit_leave_desk(struct visit *v); /* who walks back out of it: the answers are gone */
/* NULL before visit_begin(). */
struct session *visit_session(struct visit *v);
uint32_t visit_first_bad(struct visit *v);

/* A concept of today under way with its citizen (visit/desk_work_reading.h), and the number of that concept; "". */
bool visit_is_completing(const struct visit *v);
const char *visit_completes(const struct visit *v);

/* ---- saving ---------------------------------------------------------------------------- */
NODISCARD int visit_submit(struct visit *v); /* VISIT_NOT_SAVED, VISIT_INCOMPLETE */
bool visit_is_saved(const struct visit *v);
const char *visit_number(const struct visit *v); /* "" before it is saved */
const char *visit_saved_at(struct visit *v); /* "14 maart 2026, 11:20", in the chosen language */

/* ---- a human, please --------------------------------------------------------------------- */
void visit_call_human(struct visit *v);
void visit_dismiss_human(struct visit *v);
bool visit_human_is_called(const struct visit *v);
bool visit_human_possible(const struct visit *v); /* as far as is known, the bell would be heard */
bool visit_human_has_no_bell(const struct visit *v); /* this station was never given one */
/* The program started anew because something was wrong ("watchdog", "crashed" ...): staff see it for a day. NULL: not so. */
const char *visit_started_badly(const struct visit *v);
bool visit_human_failed(const struct visit *v); /* the bell does not work: the person must walk to the desk */

/* ---- time ----------------------------------------------------------------------------------- */
/* Today where the kiosk stands. */
void visit_today(const struct visit *v, int *year, int *month, int *day);
/* An answer as people read it: dates in words, amounts with the language's own point; other text as shown.
 * Borrowed until the next call. */
const char *visit_value_text(struct visit *v, const struct question *q, const char *shown);
/* "1234.5" with the language's point, and its thousands grouped; what is no number stays as it is. Borrowed likewise. */
const char *visit_number_text(struct visit *v, const char *value, bool grouped);
bool visit_is_demonstration(const struct visit *v);

#include "visit/visit_paper.h"
