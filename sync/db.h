#pragma once

/*
 * db - the few SQLite calls that hub and ledger share
 *
 * DB_WRITE: this process is the file's only writer and checkpointer (SQLite
 * 3.40 has a WAL-reset fault when two connections do that): WAL, FULL, own
 * checkpoints. DB_READ: read-only, never checkpoints, not even on closing.
 * DB_SHARED: rollback journal, for a small file that more than one process may
 * write: locking there is sound.
 *
 * Pages that do not hold together and tables of another form are damage, whichever call meets them: it stays known.
 *
 * Statements are prepared once and borrowed from the db; db_run() resets.
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include "sys/err.h"

enum db_mode { DB_WRITE, DB_READ, DB_SHARED };

struct db {
	sqlite3 *sql;
	const char *what; /* "The hub's store": begins every error sentence */
	bool damaged; /* beside a surprise: the file is no such database, or not whole */
};

/* A missing file is -ENOENT for DB_READ; the others make it, with mode 0640. */
NODISCARD int db_open(struct db *out, const char *path, enum db_mode mode, const char *what);
/* The same; with a surprise *damaged says whether that was damage. */
NODISCARD int db_open_look(struct db *out, bool *damaged, const char *path, enum db_mode mode, const char *what);
void db_close(struct db *d);

NODISCARD int db_do(struct db *d, const char *sql);
/* The caller ends it with sqlite3_finalize(). */
NODISCARD int db_prepare(sqlite3_stmt **out, struct db *d, const char *sql);
/* One step. Answers DB_ROW, DB_DONE; a surprise otherwise. */
enum { DB_ROW = 1, DB_DONE };
NODISCARD int db_step(struct db *d, sqlite3_stmt *s);
/* Steps a statement that gives no rows, and resets it. */
NODISCARD int db_run(struct db *d, sqlite3_stmt *s);
int db_trouble(struct db *d);
/* Copies a blob of exactly n bytes; a surprise when it has another length. */
NODISCARD int db_blob(void *out, size_t n, struct db *d, sqlite3_stmt *s, int column);
