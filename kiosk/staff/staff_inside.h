#pragma once

/*
 * staff_inside - what the staff*.c files share
 *
 * Tables: `staff_secret`, one row each, what badge and PIN are checked against; its hash stands in the
 * book. `staff_limit`, wrong PINs in a row and the wait they cost.
 */
#include <jansson.h>
#include "staff/staff.h"
#include "staff/staff_prove.h"
#include "staff/staff_recover.h"
#include "store/floor.h"
#include "store/keys_wrap.h"

enum {
	STAFF_HASH_BYTES = 32,
	STAFF_SALT_BYTES = 32,
	SECRET_ROW_BYTES = 1 + 32 + PIN_SALT_BYTES + 8 + 8 + 32 + 1 + KEY_WRAPPED_BYTES
};

/* What badge and PIN are checked against; a stripped one only knows its badge's name. */
struct staff_secret {
	uint8_t badge[32]; /* badge_name() */
	uint8_t salt[PIN_SALT_BYTES];
	struct pin_cost cost;
	uint8_t verifier[32];
	bool has_key;
	uint8_t wrapped[KEY_WRAPPED_BYTES];
};

struct member {
	struct staff_person person;
	struct staff_secret secret;
	uint8_t secret_hash[STAFF_HASH_BYTES];
};

struct staff {
	struct staff_world world;
	struct book *book;
	struct floor floor;
	bool is_sound;
	char why[400];
	uint8_t salt[STAFF_SALT_BYTES]; /* of the station, from the first entry */
	bool makes_key; /* the desk key was made here */
	struct key_public desk;
	bool was_recovered,
	        desk_went; /* staff_recover.c: the latest entry "recover", and the desk key that went with it */
	uint8_t used_code[RECOVERY_CODE_BYTES], desk_gone[KEY_BYTES];
	size_t n;
	struct member members[STAFF_MOST];
};

/* ---- staff.c ----------------------------------------------------------------- */
int staff_refuse(struct staff *s, const char *fmt, ...) PRINTF_LIKE(2, 3); /* gives STAFF_REFUSED; soundness stays */
int staff_disk(struct staff *s, int r); /* 0, or STAFF_REFUSED for an answer of desk or book */
struct member *staff_member(struct staff *s, const char *staff); /* NULL: nobody */
/* In use first, then one that was withdrawn; NULL: nobody has this badge. */
struct member *staff_member_of_badge(struct staff *s, const uint8_t name[32]);
/* Lays the desk key's public half into station.conf, when it is not there yet. */
void staff_tell_station(struct staff *s);
bool staff_reads(unsigned roles); /* some of today's concepts */
bool staff_keeps_key(unsigned roles); /* reads, or passes the key on */

/* ---- staff_entry.c: one entry of the book --------------------------------------- */
struct staff_entry {
	const char *verb; /* "enrol", "issue", "lost", ... */
	const char *by;
	const struct member *after; /* how that person stands from now on */
	const struct stamp *at;
	const uint8_t *salt; /* enrol only: the station's */
	const struct key_public *desk; /* enrol only; NULL: none made */
};
NODISCARD int staff_entry_put(struct buf *out, const struct staff_entry *e);
/* A book_take: me is the register, which follows. BOOK_BROKEN for what is no entry. */
int staff_entry_take(void *me, const struct book_entry *e);

/* ---- staff_secret.c ---------------------------------------------------------------- */
void secret_put(uint8_t out[SECRET_ROW_BYTES], const struct staff_secret *secret);
bool secret_take(struct staff_secret *out, const void *bytes, size_t n);
void secret_hash(uint8_t out[STAFF_HASH_BYTES], const char *staff, const struct staff_secret *secret);
void secret_strip(struct staff_secret *secret); /* leaves the badge's name only */
/* New salt, verifier and, with a key, its wrapped copy. Slow. */
NODISCARD int secret_make(struct staff_secret *out, struct staff *s, const char *staff,
        const uint8_t badge[BADGE_SECRET_BYTES], const char *digits, const struct key_secret *key);
/* True: badge and PIN are right, and *key is the desk key or NULL. */
NODISCARD int secret_prove(bool *right, struct key_secret **key, struct staff *s, const struct member *m,
        const uint8_t badge[BADGE_SECRET_BYTES], const char *digits);
/* Every member's row, compared with its hash. 0 or STAFF_REFUSED. */
NODISCARD int secrets_load(struct staff *s);

/* ---- staff_limit.c ------------------------------------------------------------------ */
int64_t limit_wait_ms(int64_t wrong); /* 0: none; -1: blocked */
/* 0, STAFF_WAIT, STAFF_BLOCKED or STAFF_REFUSED. */
NODISCARD int limit_ask(int64_t *until_ms, struct staff *s, const char *staff);
NODISCARD int limit_count(struct staff *s, const char *staff); /* durable; 0 or STAFF_REFUSED */
NODISCARD int limit_clear(struct staff *s, const char *staff);

/* ---- staff_change.c ------------------------------------------------------------------- */
/* The entry, the row and an end of all waits in one transaction; then the register follows. 0 or STAFF_REFUSED. */
NODISCARD int staff_change(struct staff *s, const char *verb, const char *by, const struct member *after);

/* ---- staff_recover.c ------------------------------------------------------------------- */
bool staff_recover_take(struct staff *s, const json_t *json); /* an entry "recover": nobody is left */
