#pragma once

/*
 * duty - the officer at this station, as screens see it: badge, PIN, roles, practice
 *
 * Opened when a badge first comes near, so that citizens never wait for it. What an officer may do is asked
 * here (duty_may), never decided by a screen. A card that is taken away locks at once; the same card and PIN
 * bring the work back for a while. The administration of the desk stands in visit/desk_work.h.
 */
#include "staff/session.h"
#include "visit/visit.h"

/* A badge ("" = taken away) came to the reader. */
void duty_badge(struct visit *v, const char *token);
/* A badge of somebody who works here; any badge, as long as nobody can tell. */
bool duty_knows_badge(struct visit *v, const char *token);
/* False, with a sentence in duty_why(): no desk.db, or a register that is not sound. */
bool duty_is_possible(struct visit *v);
const char *duty_why(const struct visit *v); /* for the technician, in English */

enum shift_state duty_state(const struct visit *v);
int duty_seconds_left(const struct visit *v); /* of a wait, a lock, a warning; 0 = none */
bool duty_was_wrong(const struct visit *v); /* the latest PIN */
bool duty_is_open(const struct visit *v); /* also while the administrator's own card is away to give another one */
bool duty_is_resumed(const struct visit *v); /* open again after it was locked, by the same officer */
/* True once: the work on the screen lost its officer and must be wiped. */
bool duty_work_is_gone(struct visit *v);
void duty_touch(struct visit *v); /* somebody did something */
void duty_tick(struct visit *v); /* time passed */
int64_t duty_next_in_ms(const struct visit *v); /* when a tick is due; -1: never */
void duty_end(struct visit *v); /* "klaar": locks without work */

int duty_pin_digits(const struct visit *v); /* how many the station's PINs have */
void duty_pin(struct visit *v, const char *digits); /* takes up to half a second */
enum pin_fault duty_choose_pin(struct visit *v, const char *digits); /* PIN_FINE: it is the new one */
/* The first administrator: code as on the badge. 0 and the PIN to be changed at once; STAFF_CODE_BAD and others of staff.h. */
NODISCARD int duty_enrol(struct visit *v, const char *code, char pin[PIN_DIGITS_MAX + 1]);
bool duty_badge_is_weak(const struct visit *v);
const char *duty_code(const struct visit *v); /* "B-014"; "" while nobody is here */
const char *duty_token(const struct visit *v); /* pseudonym, for records */
bool duty_may(const struct visit *v, enum role_action action, uint16_t kind);
bool duty_may_hand(const struct visit *v, const char *notice);

bool duty_is_practice(const struct visit *v);
void duty_set_practice(struct visit *v, bool on);

/* Staff read Dutch or English; a person reads in their own language. */
void duty_speak_to_staff(struct visit *v);
void duty_speak_to_person(struct visit *v);
bool duty_in_english(const struct visit *v);
void duty_set_english(struct visit *v, bool on);
