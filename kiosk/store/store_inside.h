#pragma once

/*
 * store_inside - what the store_*.c files share, and the tests that open a store on a disk of their own
 *
 * Tables: `record`, one row each, its place epoch << 32 | seq, so that the row
 * order is the chain's order and one insert at the end is a whole commit;
 * `epoch`, what the hub confirmed of each; `station`, whose store this is.
 */
#include <sqlite3.h>
#include <stdbool.h>
#include "store/chain.h"
#include "store/floor.h"
#include "store/pledge.h"
#include "store/sql.h"
#include "store/store.h"

enum { STORE_PAGE_BYTES = 4096, STORE_VERSION = 1, STORE_APPLICATION = 0x4c4f4b31, STORE_WAL_MOST_BYTES = 4 << 20 };

/* Places are signed 64-bit numbers, and who walks the epochs asks for the one behind the last. */
enum { STORE_EPOCH_MOST = INT32_MAX - 1 };

/* States of a row; "sent" is not written: it follows from `epoch`. */
enum { ROW_KEPT, ROW_CONFIRMED, ROW_WIPED };

/* For tests and measurements only; the product opens with all NULL. */
struct store_tuning {
	const char *vfs; /* NULL: the system's */
	const char *synchronous; /* NULL: "FULL" */
};

/* The newest record: where the chain stands. */
struct store_head {
	struct chain chain; /* epoch 0: no record yet */
	uint8_t id[RECORD_ID_BYTES];
	int64_t created_ms;
	uint8_t clock_state;
	uint8_t header[RECORD_HEADER_BYTES], signature[KEY_SIGNATURE_BYTES];
};

struct store {
	struct store_world world;
	struct store_tuning tuning;
	char path[4096];
	sqlite3 *db; /* NULL while sick */
	sqlite3_stmt *insert;
	struct store_head head;
	struct pledge pledge;
	struct floor floor;
	uint32_t hub_epoch, hub_seq; /* what STORE_AHEAD was about */
	int wal_pages;
	bool sick, ballast_spent, together; /* several records in one transaction */
	char why[400];
};

NODISCARD int store_open_tuned(struct store **out, const struct store_world *world, const struct store_tuning *tuning);

static inline int64_t store_place(uint32_t epoch, uint32_t seq)
{
	return (int64_t)((uint64_t)epoch << 32 | seq);
}

/* ---- store_db.c: the connection ---------------------------------------------- */

/* 0 or STORE_SICK. Reads the head. */
NODISCARD int store_db_open(struct store *s);
void store_db_close(struct store *s);
/* Out of service from now on; gives STORE_SICK. */
int store_sick(struct store *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* What a result code of SQLite means: STORE_FULL for a full disk, else store_sick(). */
int store_trouble(struct store *s, int rc, const char *doing);
/* Prepares and binds: every character of kinds stands for one argument: i int64_t, b const void * and size_t. */
NODISCARD int store_query(sqlite3_stmt **out, struct store *s, const char *sql, const char *kinds, ...);
/* One statement without rows. 0, STORE_FULL or STORE_SICK; place names the fault. */
NODISCARD int store_run(struct store *s, const char *place, const char *sql, const char *kinds, ...);
/* First column of the first row, or otherwise when there is none. */
NODISCARD int store_number(int64_t *out, struct store *s, int64_t otherwise, const char *sql, const char *kinds, ...);

/* ---- store_head.c: what the database says of itself ---------------------------- */

NODISCARD int store_make_tables(struct store *s);
NODISCARD int store_load_head(struct store *s);
/* Reads every row in order: header, hash, chain; the body's hash where it is kept; signatures of each run's end. */
NODISCARD int store_check_chain(struct store *s);
/* The pages too. */
NODISCARD int store_check_whole(struct store *s);
void store_set_head(struct store_head *out, const struct record *r, const struct record_header *h);

/* ---- store_add.c: one record more ------------------------------------------------- */

struct store_new {
	const uint8_t *id;
	uint16_t type, schema;
	uint32_t epoch, seq;
	const struct stamp *stamp;
	const void *json;
	size_t n;
};
NODISCARD int store_add(struct store *s, const struct store_new *new);
/* Next in the chain, stamped; where the clock jumped, that is said first. */
NODISCARD int store_add_order(struct store *s, const struct store_order *order);
/* The part without crypto: one durable insert, with the ballast behind it. Measured by bench_store. */
NODISCARD int store_insert(struct store *s, const struct record_header *h, const struct record *r);

/* ---- store_ballast.c ------------------------------------------------------------------- */

void store_ballast_make(struct store *s); /* s->ballast_spent tells whether it stands */
bool store_ballast_spend(struct store *s); /* true when it freed something */
/* Free bytes that records can use: of the disk and inside the database. Negative on a surprise. */
int64_t store_space(struct store *s);

/* ---- store_idle.c ---------------------------------------------------------------------- */

/* mode: SQLITE_CHECKPOINT_*. A reader in the way is no trouble. 0, STORE_FULL or STORE_SICK. */
NODISCARD int store_checkpoint(struct store *s, int mode);
int64_t store_now_ms(const struct store *s); /* wall clock, not below the floor */
