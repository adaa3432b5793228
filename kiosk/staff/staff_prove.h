#pragma once

/*
 * staff_prove - a badge says who, a PIN proves it, and wrong ones cost time
 *
 * After 3 wrong PINs one waits 30 s, then 1, 2, 5, 15 minutes and 1 hour; the ninth wrong one blocks until
 * an administrator gives a new PIN. Every try is counted on the disk before it is judged: pulling the plug saves no
 * try. Within one start of the machine only the clock that never goes back counts; after a restart the
 * wall clock shortens a wait by what it says has passed, and when it knows nothing, or went back, the whole wait begins again.
 */
#include "staff/staff.h"

enum { STAFF_TRIES_FREE = 2, STAFF_TRIES_MOST = 8 }; /* the 3rd wrong one makes wait, the 9th blocks */

/* Whose badge: 0, STAFF_NOBODY, STAFF_WITHDRAWN, STAFF_REFUSED. */
NODISCARD int staff_find(const struct staff_person **out, struct staff *s, const void *badge, size_t n);
/* 0: may try; STAFF_WAIT and *until_ms on the clock's mono; STAFF_BLOCKED; STAFF_REFUSED. */
NODISCARD int staff_wait(int64_t *until_ms, struct staff *s, const char *staff);

/* Who was proved, with the secrets of that: locked memory, wiped when freed. */
struct staff_proof;
/* Counts the try durably before it judges. Takes 0.1 to 0.5 s. 0, STAFF_WRONG_PIN, STAFF_WAIT, STAFF_BLOCKED,
 * STAFF_NOBODY, STAFF_WITHDRAWN, STAFF_REFUSED. */
NODISCARD int staff_prove(struct staff_proof **out, struct staff *s, const void *badge, size_t n, const char *digits);
void staff_proof_free(struct staff_proof *p); /* NULL is fine */
const char *staff_proof_who(const struct staff_proof *p); /* token; borrowed */
const struct key_secret *staff_proof_key(const struct staff_proof *p); /* NULL: none; borrowed */
/* 0, STAFF_PIN_BAD, STAFF_PIN_SAME, STAFF_REFUSED. Slow like staff_prove(). */
NODISCARD int staff_choose_pin(struct staff *s, struct staff_proof *p, const char *digits);
