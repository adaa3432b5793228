#pragma once

/*
 * staff - the register of who may work at this station: badges, PINs, roles, the desk key
 *
 * A book (book.h): enrolment of the first administrator, badges issued, lost, revoked and replaced,
 * PINs reset and chosen, roles changed, people gone; each entry says who did it. Everything works without a
 * network. No names of people: a random token, and a short code that the administrator gives ("B-014").
 *
 * The badge alone says who, the PIN proves it (pin.h). What is needed for that stands beside
 * the book, bound to it by hash, and is replaced as a whole: an old PIN leaves nothing to guess at.
 *
 * The desk key (X25519) is made with the first administrator, unless loketctl init --desk gave a public key:
 * then this station has no secret half and nothing is read here. The secret half exists only wrapped, per
 * person, by PIN and badge together. A new badge gets it from an open session that has it.
 *
 * A register that is not sound lets nobody in: staff_why() has the sentence. The kiosk goes on for citizens.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/clock.h"
#include "sys/log.h"
#include "staff/book.h"
#include "staff/pin.h"
#include "staff/roles.h"

enum { STAFF_TOKEN_MAX = 16, STAFF_CODE_MAX = 12, STAFF_MOST = 500, STAFF_ENTRIES_MOST = 8192 };

/* Answers. */
enum {
	STAFF_REFUSED = 1, /* the register is not sound, or the disk is in trouble: staff_why() */
	STAFF_DENIED, /* who asks may not, or is not in the register */
	STAFF_NOT_EMPTY, /* enrol: there is an administrator already */
	STAFF_NOBODY, /* no such badge or person */
	STAFF_WITHDRAWN, /* that badge was lost or revoked, or the person is gone */
	STAFF_CODE_TAKEN,
	STAFF_CODE_BAD, /* 1..12 of A-Z a-z 0-9 - . */
	STAFF_BADGE_TAKEN,
	STAFF_BADGE_BAD, /* 4..128 bytes */
	STAFF_ROLES_BAD,
	STAFF_FULL, /* STAFF_MOST people (with those gone), or STAFF_ENTRIES_MOST entries */
	STAFF_LAST_ADMINISTRATOR, /* nobody would be left who can mend things */
	STAFF_KEY_NEEDED, /* this role reads; the one who gives the badge has no desk key to pass on */
	STAFF_OTHER_BADGE, /* PIN reset: the badge shown is not that person's (badge and PIN are checked as one) */
	STAFF_WRONG_PIN,
	STAFF_WAIT, /* too soon after a wrong PIN: staff_wait() */
	STAFF_BLOCKED, /* until an administrator gives a new PIN */
	STAFF_PIN_BAD, /* chosen PIN: see pin_judge() */
	STAFF_PIN_SAME, /* chosen PIN: it must be another one */
};

/* All borrowed while the register is open. */
struct staff_world {
	const char *data;
	struct desk *desk;
	struct station *station; /* changed (desk, has_desk) and written when the desk key is made */
	const struct key_secret *device;
	const struct clock *clock;
	const struct log *log;
	struct pin_cost cost; /* zeroes in the product */
	int pin_digits; /* 4..8; 0: preset */
	const uint8_t *boot_id; /* 16 bytes; NULL: the kernel's */
};

struct staff_person {
	char staff[STAFF_TOKEN_MAX + 1]; /* random, for records and logs */
	char code[STAFF_CODE_MAX + 1]; /* for colleagues */
	unsigned roles;
	bool is_gone, badge_is_off, badge_is_weak, must_change_pin, has_desk_key;
};

struct staff;
/* 0 also when the register is not sound or the disk is in trouble: ask staff_why(). */
NODISCARD int staff_open(struct staff **out, const struct staff_world *world);
void staff_close(struct staff *s); /* NULL is fine */
bool staff_is_sound(const struct staff *s);
const char *staff_why(const struct staff
                *s); /* why not, or why the latest call answered STAFF_REFUSED. Borrowed until the next call */
bool staff_is_empty(
        const struct staff *s); /* sound, and nobody enrolled: the next badge may become the first administrator */
struct book *staff_book(struct staff *s); /* to send its entries; borrowed */
/* What reading at the desk needs: the station has a desk key and its secret half was made here. */
bool staff_has_desk_secret(const struct staff *s);

size_t staff_count(const struct staff *s); /* with those that are gone */
const struct staff_person *staff_at(
        const struct staff *s, size_t nth); /* in order of enrolment; borrowed until the next change */
const struct staff_person *staff_of(const struct staff *s, const char *staff); /* NULL: nobody */

/* ---- the life cycle: each a signed entry, durable when it returns 0 ------------------ */

struct staff_order {
	const char *by; /* token of the administrator at work (enrol: none) */
	const struct key_secret *desk_key; /* of that session; NULL: has none */
	const char *staff; /* whom it is about (not for enrol and issue) */
	const char *code; /* enrol, issue */
	unsigned roles; /* issue, roles; an enrolled one is administrator and what stands here */
	const void *badge; /* enrol, issue, replace: the new one; PIN reset: the one he has */
	size_t n_badge;
};
struct staff_given {
	char staff[STAFF_TOKEN_MAX + 1];
	char pin[PIN_DIGITS_MAX + 1]; /* shown once, must be changed at first use; the caller wipes */
	bool badge_is_weak, has_desk_key;
};
NODISCARD int staff_enrol(struct staff_given *out, struct staff *s, const struct staff_order *o);
NODISCARD int staff_issue(struct staff_given *out, struct staff *s, const struct staff_order *o);
NODISCARD int staff_replace(struct staff_given *out, struct staff *s, const struct staff_order *o);
NODISCARD int staff_reset_pin(struct staff_given *out, struct staff *s, const struct staff_order *o);
enum staff_off { STAFF_LOST, STAFF_REVOKED };
NODISCARD int staff_badge_off(struct staff *s, const struct staff_order *o, enum staff_off why);
/* Who gets a role that reads and has no desk key yet, gets it with the next PIN reset. */
NODISCARD int staff_set_roles(struct staff *s, const struct staff_order *o);
NODISCARD int staff_leave(struct staff *s, const struct staff_order *o);

/* True when this badge is only a number: then the product says so on screen. */
bool staff_badge_is_weak(const void *badge, size_t n);
