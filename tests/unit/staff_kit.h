#pragma once

/*
 * staff_kit - a station with a desk and a staff register, made for one test
 *
 * DATA is the folder "data" below the case's own folder. The clock is held by the test; Argon2id runs at its
 * cheapest. Badges are texts of 32 characters unless a test wants weak ones.
 */
#include "staff/session.h"
#include "staff/staff.h"
#include "store/desk.h"
#include "store/store.h"
#include "sys/zone.h"

struct staff_test {
	char data[4096];
	struct station station;
	struct key_secret *authority, *device;
	struct clock clock;
	struct log log;
	struct desk_tuning tuning;
	struct desk *desk;
	struct staff_world world;
	struct staff *staff;
	uint8_t boot[16];
	struct book_world book;
};

extern const char kit_boss[], kit_new[], kit_third[]; /* three strong badges */

/* wall clock 2026-03-14T10:20:30Z. Desk and register open, the register empty. */
void staff_test_init(struct staff_test *t);
void staff_test_init_at(struct staff_test *t, const char *data);
void staff_test_fini(struct staff_test *t);
void staff_test_close(struct staff_test *t); /* register and desk */
void staff_test_open(struct staff_test *t);
void staff_test_reopen(struct staff_test *t);
void staff_test_reboot(struct staff_test *t); /* closes, another boot, mono from 5 s, opens */

/* The first administrator (kit_boss, code B-001) with the roles besides; the PIN given out goes to pin. */
void staff_test_enrol(struct staff_test *t, unsigned roles, char pin[PIN_DIGITS_MAX + 1]);
/* The token of who has that code; fails the case when nobody has. */
const char *staff_test_token(const struct staff_test *t, const char *code);
/* Proves and chooses another PIN: "8206" for everybody; gives the proof when wanted, else frees it. */
void staff_test_choose(struct staff_test *t, const char *badge, const char *given, struct staff_proof **proof);
/* An order of B-001 with the desk key of proof (NULL: none). */
struct staff_order staff_test_order(const struct staff_test *t, const struct staff_proof *proof);
/* A colleague with that badge and code, who chose "8206". boss: a proof of the administrator. */
void staff_test_colleague(
        struct staff_test *t, const struct staff_proof *boss, const char *badge, const char *code, unsigned roles);
struct staff_proof *staff_test_prove(struct staff_test *t, const char *badge, const char *pin);
/* A shift of who has that badge, opened with "8206". */
struct shift *staff_test_shift(struct staff_test *t, const char *badge);

/* Statements on desk.db behind the register's back; the desk is closed for it and stays closed. */
void staff_test_sql(struct staff_test *t, const char *sql);
