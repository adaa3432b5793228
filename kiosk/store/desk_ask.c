#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "store/desk_inside.h"
#include "store/sql.h"
#include "sys/fault.h"

#define LOG_MODULE "desk"

int desk_sick(struct desk *d, const char *fmt, ...)
{
	char why[sizeof d->why]; /* an argument may be d->why itself */
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(why, sizeof why, fmt, args);
	va_end(args);
	memcpy(d->why, why, sizeof why);
	desk_file_close(d);
	log_error(d->log, "the desk's own book is out of order: %s", d->why);
	return DESK_SICK;
}

int desk_trouble(struct desk *d, int rc, const char *doing)
{
	switch (rc & 0xff) {
	case SQLITE_FULL:
		log_warn(d->log, "the disk of this station is full: %s did not fit. Make room on it", doing);
		return DESK_FULL;
	case SQLITE_CONSTRAINT:
		return DESK_REFUSED;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return desk_sick(d, "%s: another program holds it; end that one, then choose 'try again'", d->path);
	default:
		return desk_sick(d, "%s: %s failed: %s (%d). Check the disk, then choose 'try again'", d->path, doing,
		        sqlite3_errstr(rc), rc);
	}
}

int desk_exec(struct desk *d, const char *place, const char *sql)
{
	int rc = d->db ? sql_fault(place, EIO) : SQLITE_OK;

	if (!d->db)
		return DESK_SICK;
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(d->db, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? 0 : desk_trouble(d, rc, place);
}

static int query(sqlite3_stmt **out, struct desk *d, const char *sql, const char *kinds, va_list args)
{
	int rc;

	if (!d->db)
		return DESK_SICK;
	/* A full disk ends a transaction by itself: what follows must not be kept without what went before. */
	if (d->in_transaction && sqlite3_get_autocommit(d->db))
		return DESK_FULL;
	rc = sql_fault("desk.prepare", ENOMEM);
	if (rc == SQLITE_OK)
		rc = sql_query(out, d->db, sql, kinds, args);
	return rc == SQLITE_OK ? 0 : desk_trouble(d, rc, "a question");
}

int desk_query(sqlite3_stmt **out, struct desk *d, const char *sql, const char *kinds, ...)
{
	va_list args;
	int r;

	va_start(args, kinds);
	r = query(out, d, sql, kinds, args);
	va_end(args);
	return r;
}

int desk_step(struct desk *d, sqlite3_stmt *st)
{
	int rc;

	if (!d->db)
		return DESK_SICK; /* it went in the middle: rows that came are true, more are not to be had */
	rc = sql_fault("desk.read", EIO);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		return 0;
	return rc == SQLITE_DONE ? DESK_END : desk_trouble(d, rc, "reading");
}

int desk_run(struct desk *d, const char *sql, const char *kinds, ...)
{
	sqlite3_stmt *st = NULL;
	va_list args;
	int r, rc;

	va_start(args, kinds);
	r = query(&st, d, sql, kinds, args);
	va_end(args);
	if (r)
		return r;
	rc = sql_fault("desk.write", ENOSPC);
	if (rc == SQLITE_OK)
		rc = sql_fault("desk.run", EIO);
	if (rc == SQLITE_OK)
		rc = sql_finish(st);
	else
		(void)sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : desk_trouble(d, rc, "writing");
}

int64_t desk_changed(const struct desk *d)
{
	return d->db ? sqlite3_changes64(d->db) : 0;
}

int64_t desk_row_id(const struct desk *d)
{
	return d->db ? sqlite3_last_insert_rowid(d->db) : 0;
}

int desk_number(int64_t *out, struct desk *d, int64_t otherwise, const char *sql, const char *kinds, ...)
{
	sqlite3_stmt *st = NULL;
	va_list args;
	int r;

	va_start(args, kinds);
	r = query(&st, d, sql, kinds, args);
	va_end(args);
	if (r)
		return r;
	r = desk_step(d, st);
	if (r == 0 && sqlite3_column_type(st, 0) == SQLITE_INTEGER)
		*out = sqlite3_column_int64(st, 0);
	else if (r == 0 || r == DESK_END)
		*out = otherwise;
	(void)sqlite3_finalize(st);
	return r == DESK_END ? 0 : r;
}
