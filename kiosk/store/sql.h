#pragma once

/*
 * sql - what store.db and desk.db ask of SQLite alike
 *
 * Gives SQLite's own result codes: what one means for store or desk is theirs to say. Every character of kinds stands for
 * the value of one ?: i int64_t · t const char * (NULL is NULL) · b const void * and size_t.
 */
#include <sqlite3.h>
#include <stdarg.h>

/* Prepares and binds; text and bytes must live until sqlite3_finalize(). *out is written only with SQLITE_OK. */
int sql_query(sqlite3_stmt **out, sqlite3 *db, const char *sql, const char *kinds, va_list args);
/* Steps to the end and finalizes: SQLITE_DONE when all went well. NULL is SQLITE_OK. */
int sql_finish(sqlite3_stmt *st);
/* The fault of a named place (sys/fault.h) as a result code; SQLITE_OK: none. */
int sql_fault(const char *place, int errnum);

/*
 * What each database of a station keeps of its pages, at most: 512 KiB. SQLite's own 2 MiB for each of four would grow with the
 * day's records until the evening, on a box with 512 MiB, for readings that go from the newest back.
 */
#define SQL_CACHE "PRAGMA cache_size=-512;"
