#pragma once

/*
 * desk - DATA/store/desk.db: what belongs to the desk rather than to a visit
 *
 * One SQLite file that only the kiosk opens (it keeps the lock as long as it runs): the
 * print journal, roll meter, staff register, PIN limits, counters, floors of packs. Each
 * module makes its own tables here with desk_table() and asks them through this header;
 * names begin with the module's own word. Nothing personal about citizens is kept here.
 *
 * Every statement that changes something is on the disk when it returns (WAL,
 * synchronous=FULL). Many at once: desk_begin() .. desk_commit(), one sync for all.
 *
 * Trouble never stops the kiosk: with a disk that fails the desk is open but not well
 * (desk_is_well, desk_why), and every call answers DESK_SICK until desk_try_again(). A
 * damaged file is never mended nor deleted: it is set aside as desk.db.damaged-N, the log
 * says so, and an empty one begins (desk_was_set_aside: counts and limits begin anew).
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include "sys/log.h"

struct desk;

/* Answers. */
enum {
	DESK_SICK = 1, /* out of order until desk_try_again(); desk_why() says why */
	DESK_FULL, /* the disk is full; nothing of this statement was kept, the desk stays well */
	DESK_END, /* desk_step(): no row any more */
	DESK_REFUSED, /* a constraint of the table said no: the row is there already, or the value is none */
};
enum { DESK_TABLES_MOST = 32 };

/* 0 also when the disk is in trouble. data: copied; log: borrowed. */
NODISCARD int desk_open(struct desk **out, const char *data, const struct log *log);
void desk_close(struct desk *d);
bool desk_is_well(const struct desk *d);
const char *desk_why(const struct desk *d); /* "" while it is well; borrowed until the next call */
bool desk_was_set_aside(const struct desk *d); /* a damaged file was put away since desk_open() */
/* Closes and opens again: 0 or DESK_SICK. Tables of desk_table() are made again. Not inside a transaction. */
NODISCARD int desk_try_again(struct desk *d);

/* "CREATE TABLE IF NOT EXISTS ..." (several statements are fine), a literal: it is kept. With DESK_SICK and DESK_FULL
 * it is noted too, and made by desk_try_again(). */
NODISCARD int desk_table(struct desk *d, const char *sql);

/* Every character of kinds stands for the value of one ?: i int64_t · t const char * (NULL is NULL) · b const void *
 * and size_t. One durable statement. 0, DESK_SICK, DESK_FULL, DESK_REFUSED. */
NODISCARD int desk_run(struct desk *d, const char *sql, const char *kinds, ...);
/* How many rows the latest desk_run() changed, and the id of the latest row inserted. */
int64_t desk_changed(const struct desk *d);
int64_t desk_row_id(const struct desk *d);
/* First column of the first row; `otherwise` when there is none or it is NULL. */
NODISCARD int desk_number(int64_t *out, struct desk *d, int64_t otherwise, const char *sql, const char *kinds, ...);
/* A question: text and bytes given must live until sqlite3_finalize(), which is the caller's to call, before
 * desk_close() and desk_try_again(). */
NODISCARD int desk_query(sqlite3_stmt **out, struct desk *d, const char *sql, const char *kinds, ...);
/* 0 = a row stands ready for sqlite3_column_*(); DESK_END; DESK_SICK. */
NODISCARD int desk_step(struct desk *d, sqlite3_stmt *st);

/* Not nested. When anything between goes wrong: desk_rollback(), and nothing of it was kept; a desk that got sick
 * has done so by itself. A commit that is not 0 has rolled back. */
NODISCARD int desk_begin(struct desk *d);
NODISCARD int desk_commit(struct desk *d);
void desk_rollback(struct desk *d);

/* For tests and measurements only. */
struct desk_tuning {
	const char *vfs; /* NULL: the system's */
	const char *synchronous; /* NULL: "FULL" */
};
NODISCARD int desk_open_tuned(
        struct desk **out, const char *data, const struct log *log, const struct desk_tuning *tuning);
