#pragma once

/*
 * store - keeps sealed records until the hub has signed for them
 *
 * The kiosk is the only writer of DATA/store/store.db. What store_commit()
 * answered 0 to is on the disk: it survives a pulled plug, and its answers leave
 * only after the hub's receipt was checked here and the type's retention time
 * is over; header and signature stay, so the chain stays provable. Nothing is
 * ever stored in clear, and nothing here can open what was stored.
 *
 * Disk trouble never ends the program: the store goes out of service
 * (STORE_SICK), store_why() says why in a sentence for the technician, and
 * store_try_again() brings it back once it reads, checks and writes again.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/clock.h"
#include "sys/log.h"
#include "store/record.h"
#include "store/station.h"

struct store;

/* Answers. */
enum {
	STORE_FULL =
	        1, /* ready: the reserve is reached, take no new visits; commit: it did not fit, nothing was stored */
	STORE_SICK, /* out of service; commit: not known to be stored, show "not saved" and print instead */
	STORE_TOO_BIG, /* the answers are over the ceiling of a record; nothing was stored */
	STORE_AHEAD, /* settle: the hub knows records this card does not: call store_new_epoch() */
	STORE_NONE_LOST,
};

/* All borrowed while the store is open. 0 in a number: its preset. */
struct store_world {
	const char *data;
	const struct station *station;
	const struct key_secret *device;
	const struct clock *clock;
	const struct log *log;
	int64_t reserve_bytes; /* free disk below this: STORE_FULL. Preset 64 MiB */
	int64_t ballast_bytes; /* given up for the record in hand. Preset 1 MiB */
	int64_t keep_ms; /* replaces every retention time when has_keep; 0 is allowed */
	bool has_keep;
};

/* 0 also when the disk is in trouble: ask store_ready(). A surprise only for want of memory or of a usable key. */
NODISCARD int store_open(struct store **out, const struct store_world *world);
void store_close(struct store *s); /* NULL is fine */

/* May a visit begin? 0, STORE_FULL or STORE_SICK. Cheap: asks the disk for free space. */
NODISCARD int store_ready(struct store *s);
const char *store_why(const struct store *s); /* why not; "" when well. Borrowed until the next call */

struct store_order {
	uint8_t id[RECORD_ID_BYTES]; /* store_new_id(); the same id right again gives the same record, not a second */
	uint16_t type, schema;
	const void *json; /* the answers; the caller wipes its own copy */
	size_t n;
};
struct store_kept {
	char number[RECORD_NUMBER_MAX + 1]; /* for paper and screen */
	uint8_t hash[RECORD_HASH_BYTES], id[RECORD_ID_BYTES];
	uint32_t epoch, seq;
	int64_t created_ms;
	uint8_t clock_state;
};
void store_new_id(uint8_t out[RECORD_ID_BYTES]);
/* Seals, signs, and in one durable transaction adds the record as the chain's new head. 0, STORE_FULL, STORE_SICK or STORE_TOO_BIG. */
NODISCARD int store_commit(struct store_kept *out, struct store *s, const struct store_order *order);

/* A second record that goes with the first, or neither does: its answers may name the first. */
struct store_second {
	uint8_t id[RECORD_ID_BYTES];
	uint16_t type, schema;
	int (*answers)(
	        struct buf *json, void *me, const struct store_kept *first); /* 0 or a surprise: nothing is stored */
	void *me;
};
/* store_commit() with both in one transaction; *out is the first. second may be NULL. Also a surprise of `answers`. */
NODISCARD int store_commit_both(
        struct store_kept *out, struct store *s, const struct store_order *first, const struct store_second *second);

/* Opens anew, checks the whole database and chain, writes a test. 0 or STORE_SICK. Takes up to seconds. */
NODISCARD int store_try_again(struct store *s);
/* When nobody is at the screen: checkpoint, ballast, wiping what may go. 0 or STORE_SICK. */
NODISCARD int store_idle(struct store *s);
/* Looks into the ledger: checks receipts, marks records sent and confirmed. 0, STORE_SICK or STORE_AHEAD. */
NODISCARD int store_settle(struct store *s);
/* Signs nothing more in this epoch; the next begins with a linking record. 0, STORE_FULL or STORE_SICK. */
NODISCARD int store_new_epoch(struct store *s);

/*
 * What was said to be saved and is gone: a file beside the database knows how far that went (store/pledge.h). Found when the
 * store is opened; a new epoch begins then, whose first record tells the owner of the data. The newest loss:
 */
struct store_loss {
	int64_t at_ms; /* when it was found, wall clock */
	uint32_t epoch, from, to; /* which records; to 0: nobody can say whether any */
	uint32_t begun; /* the epoch that began then */
	bool told; /* the hub has signed for the record that says so */
};
NODISCARD int store_lost(struct store_loss *out, struct store *s); /* 0, STORE_NONE_LOST or STORE_SICK */

enum store_state { STORE_WAITING, STORE_SENT, STORE_CONFIRMED, STORE_WIPED };
struct store_counts {
	int64_t records, waiting, sent, confirmed, wiped; /* waiting: committed, not yet sent */
	int64_t oldest_unconfirmed_s; /* age; 0 when all is confirmed */
	int64_t wal_bytes;
};
NODISCARD int store_count(struct store_counts *out, struct store *s); /* 0 or STORE_SICK */
