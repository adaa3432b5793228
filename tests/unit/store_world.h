#pragma once

/*
 * store_world - a station with its keys, made for one test
 *
 * DATA is the folder "data" below the case's own folder. The keys are made
 * anew for each case; the clock is held by the test.
 */
#include <sys/types.h>
#include "store/envelope.h"
#include "store/receipt.h"
#include "store/store.h"
#include "store/store_inside.h"
#include "store/store_read.h"

struct store_test {
	char data[4096];
	struct station station;
	struct key_secret *authority, *desk, *device, *hub;
	struct clock clock;
	struct log log;
	struct store_world world;
	struct store_tuning tuning;
};

/* wall clock 2026-03-14T10:20:30Z; log to standard error. */
void store_test_init(struct store_test *t);
/* The same for a folder made by the caller, with keys already there. */
void store_test_init_at(struct store_test *t, const char *data);
/* A new folder on a RAM disk where there is one: for loops in which the disk itself proves nothing. The caller removes it. */
void store_test_fast_folder(char *out, size_t room);
void store_test_fini(struct store_test *t);
struct store *store_test_open(struct store_test *t);

/* Commits {"n":N} with a fresh id; gives the answer. kept may be NULL. */
int store_test_put(struct store_kept *kept, struct store *s, int n);
/* A signed receipt for the station's record (epoch, seq) as the reader sees it. */
void store_test_receipt(struct receipt *out, const struct store_test *t, uint32_t epoch, uint32_t seq);
/* Writes it into DATA/ledger/ledger.db as loket-sync does. */
void store_test_ledger(const struct store_test *t, const struct receipt *r, const struct key_secret *hub);
void store_test_ledger_raw(const struct store_test *t, uint32_t epoch, const void *bytes, size_t n);
void store_test_sent(const struct store_test *t, uint32_t epoch, uint32_t up_to);

/* Opens record (epoch, seq) with the key; fails the case when it can not; out is JSON text of at most room. */
void store_test_read(
        char *out, size_t room, const struct store_test *t, uint32_t epoch, uint32_t seq, const struct key_secret *key);
/* Rows in the store, each checked: signature, body and chain. Fails the case on the first that is wrong. */
int store_test_verify(const struct store_test *t);
/* Is this very record there? Path of store.db. How many records the store counts. */
bool store_test_has(const struct store_test *t, const struct store_kept *kept);
void store_test_db(char *out, size_t room, const struct store_test *t);
int store_test_count(struct store *s);
/* A new station with n records. */
struct store *store_test_with(struct store_test *t, int n);
void store_test_counts(struct store *s, int waiting, int sent, int confirmed, int wiped);
